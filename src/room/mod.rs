//! Rooms: one task owns one game and its sessions; everybody else holds a handle.
//!
//! [`Rooms`] creates and finds them, a [`RoomHandle`] speaks to one, an [`Outbox`] is where a room
//! leaves what a connection is to send. Nothing here knows sockets or HTTP.

mod actor;
mod commands;
mod device;
mod dispatch;
mod durable;
mod handle;
mod hear;
mod join_address;
mod members;
mod occupancy;
mod open_rooms;
mod options;
mod outgoing;
mod registry;
mod request;
mod rooms_error;
mod stored_summary;
mod summary;
#[cfg(test)]
mod tests;
mod way_in;

pub use handle::{Membership, RoomGone, RoomHandle};
pub use join_address::JoinAddress;
pub use open_rooms::Opener;
pub use options::RoomOptions;
pub use outgoing::outbox::{Outbox, OutboxReader, Outgoing, outbox};
pub use registry::{NewRoom, Rooms};
pub use request::{Claim, Holder, Polled, ReplyTo};
pub use rooms_error::RoomsError;
pub use stored_summary::StoredSummary;
pub use summary::Summary;
