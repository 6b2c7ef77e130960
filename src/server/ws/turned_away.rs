//! Somebody for whom the pool of WebSockets has no slot: hears why, and is shown out.

use axum::extract::ws::Utf8Bytes;

use super::connection::{Conversation, Next, Said};
use crate::protocol::{CloseCode, ErrorCode, ServerMessage};

/// Somebody for whom the pool has no slot: hears why, and is shown out.
pub(super) struct TurnedAway {
    reason: Option<Utf8Bytes>,
}

impl TurnedAway {
    pub(super) fn new() -> Self {
        let code = ErrorCode::ConnectionLimit;
        let message = ServerMessage::Error {
            code,
            message: code.sentence().to_owned(),
            id: None,
            received: None,
        };
        Self {
            reason: Some(message.to_json().into()),
        }
    }
}

impl Conversation for TurnedAway {
    async fn hear(&mut self, _: Said) {}

    fn refuse(&mut self, _: Said) {}

    async fn next(&mut self) -> Next {
        match self.reason.take() {
            Some(reason) => Next::Text(reason),
            None => Next::Close(CloseCode::Policy),
        }
    }

    fn is_admitted(&self) -> bool {
        false
    }

    fn last_word(&self) -> Option<String> {
        None
    }
}
