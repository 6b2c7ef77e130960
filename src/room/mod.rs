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
mod sessions;
#[cfg(test)]
mod tests;

pub use attach::Claim;
pub use handle::{Answers, Membership, RoomGone, RoomHandle, Status, Summary};
pub use outbox::{Outbox, OutboxReader, Outgoing, outbox};
pub use registry::{NewRoom, RoomOptions, Rooms, RoomsError};
