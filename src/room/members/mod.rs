//! Who is in a room: sessions and their connections, how one gets in and back in, and who counts as present.

pub(super) mod attach;
pub(super) mod connection;
pub(super) mod join;
pub(super) mod presence;
pub(super) mod rejoin;
pub(super) mod requests;
pub(super) mod sender;
pub(super) mod session;
pub(super) mod sessions;
