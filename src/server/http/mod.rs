//! Requests and answers: which address leads where, what is refused on the way, and what it says then.
//!
//! [`router`] is the whole of it. Builds on `ws`, which takes over the connections that become WebSockets, on
//! `limits`, whose verdicts become answers here, and on `net`.

mod api;
mod asset;
mod constant_length;
mod error;
mod foreign_hosts;
mod foreign_pages;
mod gate;
mod history;
mod host_rights;
mod missing;
mod negotiation;
mod policy;
mod polling;
mod qr;
mod range;
mod reserve;
mod router;
mod upgrade;

pub use error::HttpError;
pub use qr::{QrError, svg as qr_svg, terminal as qr_terminal};

pub(crate) use router::router;
