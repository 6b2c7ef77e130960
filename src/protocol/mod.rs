//! The contract with every client: messages, error codes and ids, and how they are read and written.
//!
//! One JSON object per text frame, flat, with a `type`. [`decode`] reads what a client sends,
//! [`ServerMessage`] and [`StateFrames`] are what it gets, [`ErrorCode`] says why not.

mod client;
mod close_code;
mod decode;
mod error_code;
mod feed;
mod ids;
mod server;
mod state;

pub use client::{
    Admin, AdminAction, ClientMessage, CommandResult, CommandStatus, Configure, DeviceInfo,
    DeviceInfoRequest, ForPlayer, HostJoinAsPlayer, Join, Ping, Resume, SpyGuess, Vote, Watch,
};
pub use close_code::CloseCode;
pub use decode::{Incoming, Undecodable, decode};
pub use error_code::ErrorCode;
pub use feed::{FeedEntry, FeedKind, RoomStatus};
pub use ids::{ConnectionId, MessageId, RoomCode, SessionToken, TokenHash};
pub use server::{CommandAction, ServerMessage, epoch_ms};
pub use state::{ForHosts, RoomFacts, StateFrames};
