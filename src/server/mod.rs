//! The house around the game: listening, routing, pages, and the addresses that lead to them.
//!
//! Four folders, and every arrow points down:
//!
//! ```text
//! http ─── requests and answers; hands over what becomes a WebSocket
//!  ├── ws ─── the open WebSockets: a pool, one connection's life, the client at its other end
//!  │    │
//!  └────┴── limits ─── how often, from which pages, under which names
//!            └── net ─── connections as the network knows them, and who is asking
//! ```
//!
//! Beside them [`Server`] starts and stops it all. [`App`] is what handlers share: it is made of what `ws`, `limits`
//! and `net` define, and only the handlers of `http` and the clients of `ws` are given it.

mod greeting;
mod http;
mod limits;
mod net;
mod pack_file;
mod packs;
mod service;
mod start_error;
mod state;
mod ws;

pub use http::{HttpError, QrError, qr_svg, qr_terminal};
pub use limits::RateLimiter;
pub use net::{
    Admission, AdmissionLimits, AdmissionSlot, HttpLimits, LocalNetworks, Peer, PerAddress,
    PoolFull, TrustedProxies, accept,
};
pub use service::{Server, ShutdownHandle};
pub use start_error::StartError;
pub use state::App;
pub use ws::{Conversation, End, Limits, Next, Pool, Said, Slot, configure, converse};
