//! A frame that is no message: what is wrong with it, for whoever sent it and for the log.

use super::error_code::ErrorCode;
use super::ids::MessageId;
use super::server::ServerMessage;

/// A frame that is no message. The connection stays open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecodable {
    /// `MESSAGE_PARSE_FAILED` or `INVALID_MESSAGE`.
    pub code: ErrorCode,
    /// What is wrong, naming the field.
    pub problem: String,
    /// The client's name for the message, if that could be read.
    pub id: Option<MessageId>,
    /// Its `type`, if that could be read.
    pub received: Option<String>,
    /// Where it is wrong, for the log: nothing of what it says.
    pub at: String,
}

impl Undecodable {
    pub(super) fn new(code: ErrorCode, at: impl Into<String>) -> Self {
        Self {
            at: at.into(),
            code,
            problem: code.sentence().to_owned(),
            id: None,
            received: None,
        }
    }

    /// A binary frame: this protocol has none.
    #[must_use]
    pub fn binary() -> Self {
        Self::new(ErrorCode::InvalidMessage, "a binary frame")
    }

    /// The answer to such a frame.
    #[must_use]
    pub fn reply(&self) -> ServerMessage {
        ServerMessage::Error {
            code: self.code,
            message: self.problem.clone(),
            id: self.id.clone(),
            received: self.received.clone(),
        }
    }
}
