//! What a room tells: answers first, then to each their own state, then the good-byes.

use tokio::time::Instant;

use super::actor::Room;
use super::link::Link;
use super::outbox::Outbox;
use crate::game::{Moment, Viewer};
use crate::protocol::{CloseCode, ForHosts, RoomFacts, ServerMessage, StateFrames, epoch_ms};

impl Room {
    /// Tells everybody what came of it: answers first, then the states, then the good-byes.
    pub(crate) fn settle(&mut self) {
        self.drop_settled_requests();
        if self.has_changed {
            self.seq += 1;
            self.write_feed();
        }
        for (outbox, message) in self.replies.drain(..) {
            outbox.send(&message);
        }
        self.answered = None;
        let left = self.sessions.expire_lost(&self.game);
        self.send_states();
        for (done, outcome) in self.posts.drain(..) {
            // Somebody who does not wait for the answer any more does not need it.
            let _ = done.send(outcome);
        }
        for link in left {
            link.outbox.finish(CloseCode::Left);
        }
        self.deserted_since = match self.sessions.is_deserted() {
            true => self.deserted_since.or_else(|| Some(Instant::now())),
            false => None,
        };
    }

    /// Sends a state to everybody if there is something new, and to those who asked for one.
    fn send_states(&mut self) {
        let mut recipients = std::mem::take(&mut self.recipients);
        if std::mem::take(&mut self.has_changed) {
            let links = self.sessions.links();
            recipients.extend(links.map(|(viewer, link)| (viewer, link.outbox.clone().into())));
        }
        if recipients.is_empty() {
            return;
        }
        let frames = self.frames();
        for (viewer, recipient) in recipients {
            if let Some(frame) = frames.of(viewer) {
                recipient.send(self.seq, frame);
            }
        }
    }

    fn frames(&self) -> StateFrames {
        let facts = RoomFacts {
            seq: self.seq,
            room: self.code,
            session_id: self.session_id,
            created_at: self.created_at,
            join_url: &self.join_url,
        };
        let for_hosts = ForHosts {
            rejoin_requests: self.rejoin_names(),
        };
        let at = Moment {
            tick: self.now(),
            epoch_ms: epoch_ms(),
        };
        StateFrames::new(&self.game, facts, &for_hosts, at, &self.sessions.viewers())
    }

    /// A state for somebody who asked, after whatever their asking changed.
    pub(crate) fn wants_state(&mut self, viewer: Viewer, outbox: Outbox) {
        self.recipients.push((viewer, outbox.into()));
    }

    fn write_feed(&mut self) {
        let entries = self.feed.note(self.game.scene(), epoch_ms());
        if entries.is_empty() {
            return;
        }
        let lines = ServerMessage::Feed { entries };
        let reads = |viewer: Viewer| viewer == Viewer::Display || self.game.is_hosting(viewer);
        for (_, link) in self.sessions.links().filter(|(viewer, _)| reads(*viewer)) {
            self.replies.push((link.outbox.clone(), lines.clone()));
        }
    }

    /// The last lines of the feed, for a screen that has just come.
    pub(crate) fn send_feed_to(&mut self, link: &Link) {
        let mut links = self.sessions.links();
        let viewer = links
            .find(|(_, other)| other.id == link.id)
            .map(|(viewer, _)| viewer);
        drop(links);
        let reads = viewer.is_some_and(|v| v == Viewer::Display || self.game.is_hosting(v));
        let entries = self.feed.lines();
        if reads && !entries.is_empty() {
            self.reply(&link.outbox, ServerMessage::Feed { entries });
        }
    }
}
