//! What a scripted client says, and the answers it waits for.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use super::{Player, is_understood};

/// Messages asked so far: a session must never see an id twice, whichever client it is on.
static ASKED: AtomicU64 = AtomicU64::new(1);

impl Player {
    /// Sends a message as it is.
    pub(crate) async fn say(&mut self, message: Value) {
        self.say_text(&message.to_string()).await;
    }

    /// Sends a text frame that may be no message at all.
    pub(crate) async fn say_text(&mut self, text: &str) {
        self.send(Message::text(text)).await;
    }

    /// Sends a message and waits for its `ack` or `error`.
    pub(crate) async fn ask(&mut self, mut message: Value) -> Value {
        message["id"] = json!(format!("ask-{}", ASKED.fetch_add(1, Ordering::Relaxed)));
        self.answer_to(message).await
    }

    /// The same for a message that has an id.
    pub(crate) async fn answer_to(&mut self, message: Value) -> Value {
        let id = message["id"].clone();
        self.say(message.clone()).await;
        loop {
            let answer = self.next().await;
            if answer["id"] == id {
                let is_done = answer["type"] == "ack" && answer["handled"] != false;
                assert!(
                    !is_done || is_understood(&message),
                    "not in the contract: {message}"
                );
                return answer;
            }
        }
    }

    /// Asks for what must be done.
    pub(crate) async fn accepted(&mut self, message: Value) {
        let answer = self.ask(message).await;
        assert_eq!(answer["type"], "ack", "{answer}");
    }

    /// Asks for what must be refused; the code comes back.
    pub(crate) async fn refused(&mut self, message: Value) -> String {
        let answer = self.ask(message).await;
        assert_eq!(answer["type"], "error", "{answer}");
        answer["code"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn admin(&mut self, action: &str) {
        self.accepted(json!({"type": "admin", "action": action}))
            .await;
    }

    pub(crate) async fn configure(&mut self, field: &str, value: Value) {
        let configure = json!({"type": "configure", "field": field, "value": value});
        self.accepted(configure).await;
    }
}
