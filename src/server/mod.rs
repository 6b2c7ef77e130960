//! The house around the game: listening, routing, pages, and the addresses that lead to them.

mod accept;
mod addresses;
mod error;
mod pages;
mod qr;
mod router;
mod state;

pub use accept::{ConnectionGuard, Server, ShutdownHandle};
pub use error::{HttpError, StartError};
pub use qr::{QrError, svg as qr_svg, terminal as qr_terminal};
pub use state::{App, host_url};
