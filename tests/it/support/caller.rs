//! Somebody without a WebSocket: polls for the state and posts messages.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Answer, TestServer, get, send, within_deadline};

pub(crate) const STATE: &str = "/api/spyster/state";
pub(crate) const MESSAGES: &str = "/api/spyster/messages";

/// Somebody without a WebSocket.
pub(crate) struct Caller<'a> {
    server: &'a TestServer,
    pub(crate) bearer: String,
    pub(crate) etag: String,
    pub(crate) state: Value,
}

impl<'a> Caller<'a> {
    pub(crate) fn new(server: &'a TestServer, token: &str) -> Self {
        Self {
            server,
            bearer: format!("Bearer {token}"),
            etag: String::new(),
            state: Value::Null,
        }
    }

    /// Takes a seat.
    pub(crate) async fn join(server: &'a TestServer, room: &str, name: &str) -> Self {
        let join = json!({"type": "join", "name": name, "room": room});
        let replies = post(server, &[], &join).await.json();
        let success = &replies["replies"][1];
        assert_eq!(success["type"], "join_success", "{replies}");
        Self::new(server, success["session_token"].as_str().unwrap())
    }

    /// Asks for the state; whether it was a new one comes back.
    pub(crate) async fn poll(&mut self) -> bool {
        let seen = [("if-none-match", self.etag.as_str())];
        let seen = if self.etag.is_empty() { &[][..] } else { &seen };
        let headers = [&[("authorization", self.bearer.as_str())], seen].concat();
        let answer = get(self.server, STATE, &headers).await;
        let etag = answer.header("etag").to_owned();
        match answer.status {
            StatusCode::NOT_MODIFIED => assert!(answer.body.is_empty() && etag == self.etag),
            _ => {
                assert_eq!(answer.status, StatusCode::OK);
                self.state = answer.json();
                assert_eq!(etag, format!("\"{}\"", self.state["seq"]));
            }
        }
        self.etag = etag;
        answer.status == StatusCode::OK
    }

    /// Polls until that phase.
    pub(crate) async fn phase(&mut self, phase: &str) {
        within_deadline(async {
            while self.state["phase"] != phase {
                self.poll().await;
            }
        })
        .await;
    }

    /// Posts a message; its answers come back.
    pub(crate) async fn post(&self, message: Value) -> Vec<Value> {
        let headers = [("authorization", self.bearer.as_str())];
        let answer = post(self.server, &headers, &message).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-type"), "application/json");
        answer.json()["replies"].as_array().unwrap().clone()
    }
}

/// Posts a message, with whatever headers.
pub(crate) async fn post(server: &TestServer, headers: &[(&str, &str)], message: &Value) -> Answer {
    send(server, "POST", MESSAGES, headers, &message.to_string()).await
}
