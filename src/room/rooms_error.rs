//! Why there is no room for somebody.

use thiserror::Error;

use crate::protocol::ErrorCode;

/// Why there is no room for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RoomsError {
    /// No room is open.
    #[error("no room is open")]
    NoGame,
    /// Several are open, and none was named.
    #[error("several rooms are open and none was named")]
    RoomRequired,
    /// None has that code.
    #[error("no room has that code")]
    RoomNotFound,
    /// There are as many rooms as the server allows.
    #[error("there are as many rooms as the server allows")]
    RoomLimit,
    /// There are as many rooms as one address may open, and players in all of them.
    #[error("there are as many rooms as one address may open")]
    AddressLimit,
    /// A room could not be made: no randomness, or settings without their pack.
    #[error("a room could not be made")]
    NotMade,
}

impl From<RoomsError> for ErrorCode {
    fn from(error: RoomsError) -> Self {
        match error {
            RoomsError::NoGame => Self::NoGame,
            RoomsError::RoomRequired => Self::RoomRequired,
            RoomsError::RoomNotFound => Self::RoomNotFound,
            RoomsError::RoomLimit | RoomsError::AddressLimit => Self::RoomLimit,
            RoomsError::NotMade => Self::Internal,
        }
    }
}
