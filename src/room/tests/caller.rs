//! Somebody without a connection: asks for the state every now and then, and posts what they say.

use serde_json::{Value, json};

use super::client::{fresh_id, parse};
use crate::protocol::{ErrorCode, SessionToken, decode};
use crate::room::RoomHandle;

pub(super) struct Caller {
    room: RoomHandle,
    pub(super) token: Option<SessionToken>,
    /// The newest state it was given.
    pub(super) state: Value,
    /// How long that was as text.
    pub(super) length: usize,
}

impl Caller {
    /// Somebody with a token, or with none yet.
    pub(super) fn new(room: &RoomHandle, token: Option<&SessionToken>) -> Self {
        Self {
            room: room.clone(),
            token: token.cloned(),
            state: Value::Null,
            length: 0,
        }
    }

    /// Somebody who takes a seat.
    pub(super) async fn join(room: &RoomHandle, name: &str) -> Self {
        let mut caller = Self::new(room, None);
        let replies = caller.post(json!({"type": "join", "name": name})).await;
        let replies = replies.unwrap();
        assert_eq!(replies[0]["type"], "ack");
        assert_eq!(replies[1]["type"], "join_success");
        caller.token = SessionToken::parse(replies[1]["session_token"].as_str().unwrap());
        caller
    }

    /// Posts a message; its answers come back.
    pub(super) async fn post(&self, message: Value) -> Result<Vec<Value>, ErrorCode> {
        let incoming = decode(&message.to_string()).unwrap();
        let posted = self.room.post(self.token.clone(), incoming).await;
        let replies = posted.unwrap()?;
        Ok(replies.iter().map(|text| parse(text)).collect())
    }

    /// Posts a message that has no id yet; its only answer comes back.
    pub(super) async fn ask(&self, mut message: Value) -> Value {
        message["id"] = fresh_id();
        self.tell(message).await
    }

    /// The same for a message that has one.
    pub(super) async fn tell(&self, message: Value) -> Value {
        let mut replies = self.post(message).await.unwrap();
        assert_eq!(replies.len(), 1, "{replies:?}");
        replies.remove(0)
    }

    /// Asks for the state; its revision comes back.
    pub(super) async fn poll(&mut self) -> Result<u64, ErrorCode> {
        let token = self.token.clone().unwrap();
        let polled = self.room.poll(token, None).await.unwrap()?;
        self.state = parse(&polled.state);
        self.length = polled.state.len();
        Ok(polled.seq)
    }
}
