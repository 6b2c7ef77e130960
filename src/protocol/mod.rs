//! The contract with every client: messages, error codes and ids, and how they are read and written.
//!
//! One JSON object per text frame, flat, with a `type`. [`decode`] reads what a client sends,
//! [`ServerMessage`] and [`StateFrames`] are what it gets, [`ErrorCode`] says why not.

mod client;
mod decode;
mod error_code;
mod ids;
mod server;
mod state;

pub use client::{
    Admin, AdminAction, ClientMessage, Configure, HostJoinAsPlayer, Join, Ping, Resume, SpyGuess,
    Vote, Watch,
};
pub use decode::{Incoming, Undecodable, decode};
pub use error_code::ErrorCode;
pub use ids::{ConnectionId, MessageId, RoomCode, SessionToken, TokenHash};
pub use server::{CloseCode, ServerMessage, epoch_ms};
pub use state::{RoomFacts, StateFrames};
