//! A phone, or the TV: what it has said and not heard the answer to, as the pages keep it.

use serde_json::{Value, json};

use super::line::{Line, Packet};
use super::shown::Shown;
use crate::protocol::{Incoming, MessageId, SessionToken, decode};

/// The phone that is the TV.
pub(super) const TV: usize = 0;

/// Something a phone has said, and says again until it is answered.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) id: String,
    pub(super) message: Value,
}

impl Said {
    pub(super) fn incoming(&self) -> Incoming {
        decode(&self.message.to_string()).unwrap()
    }
}

#[derive(Debug)]
pub(super) struct Phone {
    /// Nothing for the TV.
    pub(super) name: &'static str,
    number: usize,
    pub(super) token: Option<SessionToken>,
    pub(super) line: Option<Line>,
    /// In the order in which it was said.
    pub(super) unanswered: Vec<Said>,
    /// What it has seen last.
    pub(super) shown: Option<Shown>,
    /// The revision of that; older ones may only come where something was lost.
    pub(super) seq: u64,
    said: u32,
    joins: u32,
}

impl Phone {
    pub(super) fn new(number: usize, name: &'static str, token: Option<SessionToken>) -> Self {
        Self {
            name,
            number,
            token,
            line: None,
            unanswered: Vec::new(),
            shown: None,
            seq: 0,
            said: 0,
            joins: 0,
        }
    }

    /// The message that takes a seat: the same one until its answer is here.
    pub(super) fn join_id(&self) -> String {
        format!("the-join-{}-of-phone-{}", self.joins, self.number)
    }

    /// Its token is no good any more: the next join is another one.
    pub(super) fn start_over(&mut self) {
        self.token = None;
        self.joins += 1;
        self.unanswered.clear();
    }

    /// What a new connection says first, and then whatever has not been answered.
    pub(super) fn greeting(&self) -> Vec<Packet> {
        let Some(token) = self.token.clone() else {
            let id = MessageId::parse(&self.join_id()).unwrap();
            return vec![Packet::Join(self.name, id)];
        };
        let again = self.unanswered.iter().map(Said::incoming).map(Packet::Say);
        [Packet::Resume(token)].into_iter().chain(again).collect()
    }

    /// Makes up its mind to say something; whether it can send it is another matter.
    pub(super) fn intend(&mut self, mut message: Value) -> Said {
        self.said += 1;
        let id = format!("{}-{}", self.number, self.said);
        message["id"] = json!(id);
        let said = Said { id, message };
        self.unanswered.push(said.clone());
        if let Some(line) = &mut self.line {
            line.up.push_back(Packet::Say(said.incoming()));
        }
        said
    }

    /// Takes what has been answered off the list.
    pub(super) fn answered(&mut self, id: &str) {
        self.unanswered.retain(|said| said.id != id);
    }

    pub(super) fn waits_for(&self, kind: &str) -> bool {
        let mut said = self.unanswered.iter();
        said.any(|said| said.message["type"] == kind)
    }
}
