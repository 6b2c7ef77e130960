//! Rooms: one task owns one game and its sessions; everybody else holds a handle.
//!
//! [`Rooms`] creates and finds them, a [`RoomHandle`] speaks to one, an [`Outbox`] is where a room
//! leaves what a connection is to send. Nothing here knows sockets or HTTP.

mod actor;
mod attach;
mod commands;
mod handle;
mod outbox;
mod registry;
mod request;
mod sessions;
mod summary;
#[cfg(test)]
mod tests;

pub use handle::{Membership, RoomGone, RoomHandle};
pub use outbox::{Outbox, OutboxReader, Outgoing, outbox};
pub use registry::{NewRoom, RoomOptions, Rooms, RoomsError};
pub use request::{Answers, Claim};
pub use summary::{Status, Summary};
