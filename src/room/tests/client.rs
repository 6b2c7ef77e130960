//! A scripted connection: what it says, and everything it ever heard.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};
use tokio::time::timeout;

use super::{idle, seconds};
use crate::protocol::{CloseCode, ConnectionId, Join, SessionToken, decode};
use crate::room::{Claim, Membership, Outbox, OutboxReader, Outgoing, ReplyTo, RoomHandle, outbox};

/// Longer than anything in a room takes by itself.
const DEADLINE: u64 = 2 * 3600;

pub(super) struct Client {
    pub(super) id: ConnectionId,
    pub(super) outbox: Outbox,
    pub(super) reader: OutboxReader,
    pub(super) membership: Option<Membership>,
    /// Everything it was sent, as it was sent.
    pub(super) heard: Vec<String>,
    /// The newest state it has read.
    pub(super) state: Value,
    pub(super) token: Option<SessionToken>,
}

/// An id that no message of any test has had: a session must not see one twice by accident.
pub(super) fn fresh_id() -> Value {
    static LAST_ID: AtomicU64 = AtomicU64::new(0);
    json!(LAST_ID.fetch_add(1, Ordering::Relaxed).to_string())
}

impl Client {
    /// A connection outside of any room.
    pub(super) fn new() -> Self {
        static LAST_ID: AtomicU64 = AtomicU64::new(0);
        let (outbox, reader) = outbox();
        Self {
            id: ConnectionId::new(LAST_ID.fetch_add(1, Ordering::Relaxed) + 1),
            outbox,
            reader,
            membership: None,
            heard: Vec::new(),
            state: Value::Null,
            token: None,
        }
    }

    /// A connection that takes a seat.
    pub(super) async fn join(room: &RoomHandle, name: &str) -> Self {
        let mut client = Self::new();
        let answer = client.claim(room, join(name)).await;
        assert_eq!(answer["type"], "ack", "{answer}");
        let success = client.expect("join_success").await;
        client.token = SessionToken::parse(success["session_token"].as_str().unwrap());
        client.expect("state").await;
        client
    }

    /// A connection that comes back to a session.
    pub(super) async fn resume(room: &RoomHandle, token: &SessionToken) -> Self {
        let mut client = Self::new();
        let answer = client.claim(room, Claim::Resume(token.clone())).await;
        assert_eq!(answer["type"], "ack", "{answer}");
        client.expect("session_restored").await;
        client.token = Some(token.clone());
        client.expect("state").await;
        client
    }

    /// A connection that only watches.
    pub(super) async fn watch(room: &RoomHandle) -> Self {
        let mut client = Self::new();
        assert_eq!(client.claim(room, Claim::Watch).await["type"], "ack");
        client.expect("state").await;
        client
    }

    /// Asks to be part of a room; the answer comes back.
    pub(super) async fn claim(&mut self, room: &RoomHandle, claim: Claim) -> Value {
        let reply_to = Some(ReplyTo {
            received: "claim".to_owned(),
            id: None,
        });
        self.claim_as(room, claim, reply_to).await
    }

    /// The same in a message of one's own.
    pub(super) async fn claim_as(
        &mut self,
        room: &RoomHandle,
        claim: Claim,
        reply_to: Option<ReplyTo>,
    ) -> Value {
        let attached = room.attach(self.id, self.outbox.clone(), claim, reply_to, None);
        self.membership = attached.await.unwrap();
        self.answer(|_| true).await
    }

    /// Asks to be part of a room of a server that is known to this client by that base URL.
    pub(super) async fn claim_from(
        &mut self,
        room: &RoomHandle,
        claim: Claim,
        came_by: &str,
    ) -> Value {
        let (outbox, came_by) = (self.outbox.clone(), Some(came_by.into()));
        let reply_to = Some(ReplyTo {
            received: "claim".to_owned(),
            id: None,
        });
        let attached = room.attach(self.id, outbox, claim, reply_to, came_by);
        self.membership = attached.await.unwrap();
        self.answer(|_| true).await
    }

    /// Says something without waiting for the answer.
    pub(super) async fn say(&self, message: Value) {
        let incoming = decode(&message.to_string()).unwrap();
        let membership = self.membership.as_ref().unwrap();
        membership.say(incoming).await.unwrap();
    }

    /// Says something and waits for its `ack` or `error`.
    pub(super) async fn ask(&mut self, mut message: Value) -> Value {
        message["id"] = fresh_id();
        self.tell(message).await
    }

    /// The same for a message that has an id.
    pub(super) async fn tell(&mut self, message: Value) -> Value {
        let id = message["id"].clone();
        self.say(message).await;
        self.answer(|answer| answer["id"] == id).await
    }

    /// The same, for the code with which it is refused.
    pub(super) async fn refused(&mut self, message: Value) -> String {
        let answer = self.ask(message).await;
        assert_eq!(answer["type"], "error", "{answer}");
        answer["code"].as_str().unwrap().to_owned()
    }

    pub(super) async fn vote(&mut self, target: &str) -> Value {
        self.ask(json!({"type": "vote", "target": target, "confidence": 2}))
            .await
    }

    async fn answer(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.message().await;
            if ["ack", "error"].iter().any(|kind| message["type"] == *kind) && is_it(&message) {
                return message;
            }
        }
    }

    /// Waits for the next message of that type.
    pub(super) async fn expect(&mut self, kind: &str) -> Value {
        loop {
            let message = self.message().await;
            if message["type"] == kind {
                return message;
            }
        }
    }

    /// Waits until the newest state it knows is such a one.
    pub(super) async fn state(&mut self, is_it: impl Fn(&Value) -> bool) -> &Value {
        while !is_it(&self.state) {
            self.expect("state").await;
        }
        &self.state
    }

    pub(super) async fn phase(&mut self, phase: &str) -> &Value {
        self.state(|state| state["phase"] == phase).await
    }

    /// Waits for the end; the last word and the close code come back.
    pub(super) async fn closed(&mut self) -> (String, CloseCode) {
        loop {
            if let Outgoing::Close(code) = self.next().await {
                let last = self.heard.last().map(|text| parse(text));
                let last = last.map_or(Value::Null, |message| message["type"].clone());
                return (last.as_str().unwrap_or_default().to_owned(), code);
            }
        }
    }

    /// Reads what is there; the messages come back.
    pub(super) fn read(&mut self) -> Vec<Value> {
        let mut messages = Vec::new();
        while let Some(Outgoing::Text(text)) = self.reader.try_next() {
            messages.push(self.note(text));
        }
        messages
    }

    /// Keeps the token it was sent, if any.
    pub(super) async fn take_token(&mut self) {
        idle().await;
        let messages = self.read();
        let mut tokens = messages
            .iter()
            .filter_map(|message| message["session_token"].as_str());
        self.token = tokens.next().and_then(SessionToken::parse);
    }

    /// The answers among everything it ever heard to the message of that id.
    pub(super) fn answers_to(&self, id: &Value) -> Vec<Value> {
        let heard = self.heard.iter().map(|text| parse(text));
        let kinds = ["ack", "error"];
        heard
            .filter(|message| kinds.iter().any(|kind| message["type"] == *kind))
            .filter(|answer| answer["id"] == *id)
            .collect()
    }

    /// The connection ends.
    pub(super) fn lose(&mut self) {
        drop(self.membership.take().unwrap());
    }

    async fn message(&mut self) -> Value {
        match self.next().await {
            Outgoing::Text(_) => parse(self.heard.last().unwrap()),
            Outgoing::Close(code) => panic!("closed with {code:?}"),
        }
    }

    async fn next(&mut self) -> Outgoing {
        let next = timeout(seconds(DEADLINE), self.reader.next()).await;
        let next = next.expect("nothing came before the deadline");
        if let Outgoing::Text(text) = &next {
            self.note(text.clone());
        }
        next
    }

    fn note(&mut self, text: String) -> Value {
        let message = parse(&text);
        self.heard.push(text);
        if message["type"] == "state" {
            self.state = message.clone();
        }
        message
    }
}

pub(super) fn join(name: &str) -> Claim {
    Claim::Join(Join {
        name: name.to_owned(),
        room: None,
        is_host: None,
    })
}

pub(super) fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}
