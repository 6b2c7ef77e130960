//! What a connection has yet to send: messages in order, and of the states only the newest.
//!
//! The room never waits for a phone. A phone that does not read finds the newest state when it does,
//! and one that lets too many messages pile up is cut off.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::protocol::{CloseCode, ServerMessage};

/// Messages, states not counted, that may wait for one connection.
const CAPACITY: usize = 64;

/// What a connection is to do next.
#[derive(Debug, PartialEq, Eq)]
pub enum Outgoing {
    /// Send this text.
    Text(String),
    /// Close; nothing comes after.
    Close(CloseCode),
}

/// The end that rooms write to. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Outbox(Arc<Shared>);

/// The end that a connection reads from.
#[derive(Debug)]
pub struct OutboxReader(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    waiting: Mutex<Waiting>,
    ready: Notify,
}

#[derive(Debug, Default)]
struct Waiting {
    messages: VecDeque<String>,
    state: Option<String>,
    close: Option<CloseCode>,
}

impl Waiting {
    fn add(&mut self, message: &ServerMessage) {
        match self.messages.len() < CAPACITY {
            true => self.messages.push_back(message.to_json()),
            false => self.close = Some(CloseCode::Internal),
        }
    }
}

impl Shared {
    /// A lock for a push or a pop, never held across an await. Whoever panicked with it in hand
    /// left whole values behind.
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An empty outbox.
#[must_use]
pub fn outbox() -> (Outbox, OutboxReader) {
    let shared = Arc::new(Shared::default());
    (Outbox(Arc::clone(&shared)), OutboxReader(shared))
}

impl Outbox {
    /// Adds a message. With too many waiting the connection is closed instead: it does not read.
    pub fn send(&self, message: &ServerMessage) {
        self.push(|waiting| waiting.add(message));
    }

    /// Adds a message, and the state of what it tells. Both at once, or an older state that still waits
    /// could leave between them: whoever had read that a vote counts would see themselves without it.
    pub fn send_with_state(&self, message: &ServerMessage, state: String) {
        self.push(|waiting| {
            waiting.add(message);
            waiting.state = Some(state);
        });
    }

    /// Replaces the state that waits.
    pub fn send_state(&self, state: String) {
        self.push(|waiting| waiting.state = Some(state));
    }

    /// Says a last word, then closes.
    pub fn close(&self, last_word: &ServerMessage, code: CloseCode) {
        self.push(|waiting| {
            waiting.state = None;
            waiting.messages.push_back(last_word.to_json());
            waiting.close = Some(code);
        });
    }

    /// Closes once everything that waits has been sent.
    pub fn finish(&self, code: CloseCode) {
        self.push(|waiting| waiting.close = Some(code));
    }

    /// Whether both lead to the same connection.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    fn push(&self, change: impl FnOnce(&mut Waiting)) {
        let mut waiting = self.0.waiting();
        if waiting.close.is_none() {
            change(&mut waiting);
        }
        drop(waiting);
        self.0.ready.notify_one();
    }
}

impl OutboxReader {
    /// Waits for what is to be done next: messages in order, then the newest state, then the close.
    /// Cancelling it loses nothing.
    pub async fn next(&mut self) -> Outgoing {
        loop {
            if let Some(outgoing) = self.try_next() {
                return outgoing;
            }
            self.0.ready.notified().await;
        }
    }

    /// What is to be done next, if anything is.
    pub fn try_next(&mut self) -> Option<Outgoing> {
        let mut waiting = self.0.waiting();
        let text = waiting.messages.pop_front();
        let text = text.or_else(|| waiting.state.take());
        text.map(Outgoing::Text)
            .or_else(|| waiting.close.map(Outgoing::Close))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::ErrorCode;

    fn message() -> ServerMessage {
        ServerMessage::error(ErrorCode::NotHost, "admin", None)
    }

    #[tokio::test]
    async fn only_the_newest_state_waits_and_messages_come_first() {
        let (outbox, mut reader) = outbox();
        outbox.send_state("1".to_owned());
        outbox.send_state("2".to_owned());
        outbox.send(&message());
        assert_eq!(reader.next().await, Outgoing::Text(message().to_json()));
        assert_eq!(reader.next().await, Outgoing::Text("2".to_owned()));
        assert_eq!(reader.try_next(), None);
    }

    #[tokio::test]
    async fn a_close_comes_last_and_ends_it() {
        let (outbox, mut reader) = outbox();
        outbox.send_state("old".to_owned());
        outbox.close(&message(), CloseCode::Removed);
        outbox.send_state("late".to_owned());
        assert_eq!(reader.next().await, Outgoing::Text(message().to_json()));
        assert_eq!(reader.next().await, Outgoing::Close(CloseCode::Removed));
        assert_eq!(reader.next().await, Outgoing::Close(CloseCode::Removed));
    }

    #[test]
    fn a_reader_that_does_not_read_is_cut_off() {
        let (outbox, mut reader) = outbox();
        for _ in 0..10_000 {
            outbox.send(&message());
            outbox.send_state("x".repeat(10_000));
        }
        let mut texts = 0;
        let last = loop {
            match reader.try_next() {
                Some(Outgoing::Text(_)) => texts += 1,
                other => break other,
            }
        };
        assert_eq!(texts, CAPACITY + 1);
        assert_eq!(last, Some(Outgoing::Close(CloseCode::Internal)));
    }
}
