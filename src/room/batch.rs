//! What a room has to tell of one change: it leaves once the change is kept.

use tokio::sync::oneshot;

use super::link::Link;
use super::outbox::Outbox;
use super::request::{PostDone, Recipient};
use super::summary::Summary;
use crate::game::Viewer;
use crate::protocol::{CloseCode, ErrorCode, ServerMessage};

/// What somebody hears whose seat was taken away.
const REMOVED: &str = "The host has taken your seat away. Talk to them: they can let you back in.";

/// Everything that one change causes to be said, in the order in which it is said.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// Answers to what has been done, sent before the state that it caused.
    pub(crate) replies: Vec<(Outbox, ServerMessage)>,
    /// Tells whoever said something that its answer is in the outbox, by being dropped.
    pub(crate) answered: Option<oneshot::Sender<()>>,
    /// Who waits to hear whether they have been let in.
    pub(crate) admissions: Vec<(oneshot::Sender<bool>, bool)>,
    /// Who asked for a state of their own.
    pub(crate) asked: Vec<(Viewer, Recipient)>,
    /// The states of the revision `seq`, each for somebody.
    pub(crate) states: Vec<(Recipient, String)>,
    pub(crate) seq: u64,
    /// Who waits for the answers to a message over REST.
    pub(crate) posts: Vec<(PostDone, Result<(), ErrorCode>)>,
    /// Who wants to know how the room is.
    pub(crate) summaries: Vec<(oneshot::Sender<Summary>, Summary)>,
    /// Whose session has ended.
    pub(crate) left: Vec<Link>,
    /// Whose seat a host has taken away.
    pub(crate) removed: Vec<Link>,
}

impl Batch {
    /// Says it all. What could not be kept is said too, marked as not durable.
    pub(crate) fn deliver(self, is_durable: bool) {
        for (outbox, mut message) in self.replies {
            if !is_durable {
                message.mark_not_durable();
            }
            outbox.send(&message);
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
        for link in self.left {
            link.outbox.finish(CloseCode::Left);
        }
        let farewell = ServerMessage::Removed { message: REMOVED };
        for link in self.removed {
            link.outbox.close(&farewell, CloseCode::Removed);
        }
    }
}
