//! Rooms: one task owns one game and its sessions; everybody else holds a handle.
//!
//! [`Rooms`] creates and finds them, a [`RoomHandle`] speaks to one, an [`Outbox`] is where a room
//! leaves what a connection is to send. Nothing here knows sockets or HTTP.

mod actor;
mod archive;
mod attach;
mod batch;
mod broadcast;
mod clock;
mod commands;
mod errand;
mod errands;
mod feed;
mod glance;
mod handle;
mod hear;
mod join_address;
mod keep;
mod link;
mod occupancy;
mod open_rooms;
mod options;
mod outbox;
mod presence;
mod registry;
mod rejoin;
mod request;
mod restore;
mod sessions;
mod snapshot;
mod speaker;
mod summary;
#[cfg(test)]
mod tests;
mod uptime;

pub use glance::StoredGlance;
pub use handle::{Membership, RoomGone, RoomHandle};
pub use join_address::JoinAddress;
pub use open_rooms::Opener;
pub use options::RoomOptions;
pub use outbox::{Outbox, OutboxReader, Outgoing, outbox};
pub use registry::{NewRoom, Rooms, RoomsError};
pub use request::{Answers, Claim, Holder, Polled};
pub use summary::Summary;
