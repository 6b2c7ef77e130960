//! Connections as the network knows them: who connects, from where, how many, and by which address.
//!
//! [`accept`] lets connections in and ends them in good order; [`Admission`] counts them, a [`Peer`] is who is
//! asking as far as limits go, [`Addresses`] are those that lead here. Nothing here knows a route, a message or a
//! room's inside: the other folders build on this one, and it on none of them.

mod accept;
mod addresses;
mod admission;
mod came_by;
mod guard;
mod interfaces;
mod lingering_stream;
mod listen;
mod local_networks;
mod peer;
mod reserved;

pub use accept::{HttpLimits, accept};
pub use admission::{Admission, AdmissionLimits, AdmissionSlot, PerAddress, PoolFull};
pub use local_networks::LocalNetworks;
pub use peer::{Peer, TrustedProxies};

pub(crate) use addresses::Addresses;
pub(crate) use came_by::{CameBy, FORWARDED_HOST};
pub(crate) use listen::listen;
pub(crate) use reserved::Reserved;
