//! What a room has to tell of one change: it leaves once the change is kept.

use tokio::sync::oneshot;

use crate::game::Viewer;
use crate::protocol::{CloseCode, ErrorCode, ServerMessage};
use crate::room::members::connection::Connection;
use crate::room::outgoing::outbox::Outbox;
use crate::room::request::{PostDone, Recipient};
use crate::room::summary::Summary;

/// What somebody hears whose seat was taken away.
const REMOVED: &str = "The host has taken your seat away. Talk to them: they can let you back in.";

/// Everything that one change causes to be said, in the order in which it is said.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    /// Answers to what has been done, sent before the state that it caused.
    pub(super) replies: Vec<(Outbox, ServerMessage)>,
    /// Tells whoever said something that its answer is in the outbox, by being dropped.
    answered: Option<oneshot::Sender<()>>,
    /// Who waits to hear whether they have been let in.
    admissions: Vec<(oneshot::Sender<bool>, bool)>,
    /// Who asked for a state of their own.
    pub(super) asked: Vec<(Viewer, Recipient)>,
    /// The states of the revision `seq`, each for somebody.
    pub(super) states: Vec<(Recipient, String)>,
    pub(super) seq: u64,
    /// Who waits for the answers to a message over REST.
    posts: Vec<(PostDone, Result<(), ErrorCode>)>,
    /// Who wants to know how the room is.
    summaries: Vec<(oneshot::Sender<Summary>, Summary)>,
    /// Whose session has ended.
    pub(super) left: Vec<Connection>,
    /// Whose seat a host has taken away.
    removed: Vec<Connection>,
}

impl Effects {
    /// Answers something; the answer comes before the state that it caused.
    pub(crate) fn reply(&mut self, to: &Outbox, message: ServerMessage) {
        self.replies.push((to.clone(), message));
    }

    /// Tells whoever waits that the answer to their message is in the outbox.
    pub(crate) fn note_answer_to(&mut self, answered: oneshot::Sender<()>) {
        self.answered = Some(answered);
    }

    /// Tells whoever wanted in whether they are.
    pub(crate) fn admit(&mut self, admitted: oneshot::Sender<bool>, is_admitted: bool) {
        self.admissions.push((admitted, is_admitted));
    }

    /// Gives a state to somebody who asked, after whatever their asking changed.
    pub(crate) fn show(&mut self, viewer: Viewer, recipient: Recipient) {
        self.asked.push((viewer, recipient));
    }

    /// Ends a request over REST, whose answers are complete.
    pub(crate) fn finish_post(&mut self, done: PostDone, outcome: Result<(), ErrorCode>) {
        self.posts.push((done, outcome));
    }

    /// Tells somebody how the room is.
    pub(crate) fn summarise(&mut self, reply: oneshot::Sender<Summary>, summary: Summary) {
        self.summaries.push((reply, summary));
    }

    /// Shows those out whose seat a host has taken away.
    pub(crate) fn show_out(&mut self, removed: Vec<Connection>) {
        self.removed.extend(removed);
    }

    /// Says it all. What could not be kept is said too, marked as not durable.
    pub(crate) fn deliver(mut self, is_durable: bool) {
        for (outbox, mut message) in std::mem::take(&mut self.replies) {
            if !is_durable {
                message.mark_not_durable();
            }
            match self.take_state_for(&outbox) {
                Some(state) => outbox.send_with_state(&message, state),
                None => outbox.send(&message),
            }
        }
        drop(self.answered);
        // Whoever does not wait for an answer any more does not need it.
        for (admitted, is_admitted) in self.admissions {
            let _ = admitted.send(is_admitted);
        }
        for (recipient, state) in self.states {
            recipient.send(self.seq, state);
        }
        for (done, outcome) in self.posts {
            let _ = done.send(outcome);
        }
        for (reply, summary) in self.summaries {
            let _ = reply.send(summary);
        }
        for connection in self.left {
            connection.outbox.finish(CloseCode::Left);
        }
        let farewell = ServerMessage::Removed { message: REMOVED };
        for connection in self.removed {
            connection.outbox.close(&farewell, CloseCode::Removed);
        }
    }

    fn take_state_for(&mut self, outbox: &Outbox) -> Option<String> {
        let leads_there = |(recipient, _): &(Recipient, String)| match recipient {
            Recipient::Outbox(other) => other.is_same(outbox),
            Recipient::Poll(_) => false,
        };
        let found = self.states.iter().position(leads_there)?;
        Some(self.states.swap_remove(found).1)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;

    use super::*;
    use crate::room::outgoing::outbox::{Outgoing, outbox};

    const ROUNDS: u64 = 20_000;

    fn answer() -> ServerMessage {
        ServerMessage::error(ErrorCode::NotHost, "admin", None)
    }

    #[test]
    fn no_state_that_is_older_than_an_answer_comes_after_it() {
        let (outbox, mut reader) = outbox();
        let answered = Arc::new(AtomicU64::new(0));
        let answers = Arc::clone(&answered);
        let reads = thread::spawn(move || {
            let mut shown = 0;
            while shown < ROUNDS {
                match reader.try_next() {
                    Some(Outgoing::Text(text)) if text.starts_with('{') => {
                        answers.fetch_add(1, Ordering::Relaxed);
                    }
                    Some(Outgoing::Text(state)) => {
                        shown = state.parse().unwrap();
                        let answered = answers.load(Ordering::Relaxed);
                        assert!(shown >= answered, "state {shown} after answer {answered}");
                    }
                    _ => thread::yield_now(),
                }
            }
        });
        for seq in 1..=ROUNDS {
            let effects = Effects {
                replies: vec![(outbox.clone(), answer())],
                states: vec![(outbox.clone().into(), seq.to_string())],
                seq,
                ..Effects::default()
            };
            effects.deliver(true);
            // No more than the outbox takes.
            while seq - answered.load(Ordering::Relaxed) > 10 && !reads.is_finished() {
                thread::yield_now();
            }
        }
        reads.join().unwrap();
    }
}
