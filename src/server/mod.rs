//! The house around the game: listening, routing, pages, and the addresses that lead to them.

mod accept;
mod addresses;
mod api;
mod connection;
mod error;
mod linger;
mod pages;
mod pool;
mod qr;
mod router;
mod socket;
mod state;

pub use accept::{Server, ShutdownHandle};
pub use connection::{Conversation, Limits, Next, Said, converse};
pub use error::{HttpError, StartError};
pub use pool::{Place, Pool};
pub use qr::{QrError, svg as qr_svg, terminal as qr_terminal};
pub use state::{App, host_url};
