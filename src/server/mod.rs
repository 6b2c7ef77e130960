//! The house around the game: listening, routing, pages, and the addresses that lead to them.

mod accept;
mod addresses;
mod api;
mod attempts;
mod connection;
mod error;
mod guard;
mod history;
mod host_rights;
mod local_networks;
mod origin;
mod packs;
mod pages;
mod peer;
mod policy;
mod polling;
mod pool;
mod post_pace;
mod qr;
mod range;
mod router;
mod service;
mod socket;
mod state;
mod stream;

pub use accept::{HttpLimits, accept};
pub use connection::{Conversation, Limits, Next, Said, configure, converse};
pub use error::{HttpError, StartError};
pub use local_networks::LocalNetworks;
pub use pages::{Fault, PageError};
pub use peer::{Peer, TrustedProxies};
pub use pool::{Full, Place, Pool};
pub use post_pace::PostPace;
pub use qr::{QrError, svg as qr_svg, terminal as qr_terminal};
pub use service::{Server, ShutdownHandle};
pub use state::{App, host_url};
