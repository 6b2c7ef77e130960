//! What a room tells: answers first, then to each their own state, then the good-byes.

use tokio::time::Instant;

use crate::game::{Moment, Viewer};
use crate::protocol::{ForHosts, RoomFacts, ServerMessage, StateFrames, epoch_ms, server_time};
use crate::room::actor::{Dirty, Room};
use crate::room::members::connection::Connection;
use crate::room::members::session::Session;
use crate::room::outgoing::outbox::Outbox;
use crate::room::request::Recipient;

impl Room {
    /// Writes down what everybody is to be told of what has happened, has the room saved, and tells what
    /// has been saved: answers first, then the states, then the good-byes.
    pub(crate) fn flush(&mut self) {
        self.drop_vain_requests();
        let changes = self.take_changes();
        if changes == Dirty::Show {
            self.seq += 1;
            self.write_feed();
        }
        self.effects.left = self.sessions.expire_lost(&self.game);
        self.write_states(changes == Dirty::Show);
        self.note_presence();
        let effects = std::mem::take(&mut self.effects);
        match self.is_closed() {
            true => self.give_up(),
            false if changes >= Dirty::Save => self.save(),
            false => {}
        }
        self.durable.hold(effects);
        self.durable.release();
    }

    /// Notes since when nobody is here; the first who comes back sets a room's clock going again.
    fn note_presence(&mut self) {
        self.deserted_since = match self.sessions.is_deserted() {
            true => self.deserted_since.or_else(|| Some(Instant::now())),
            false => None,
        };
        if self.sessions.iter().any(Session::is_here) {
            self.clock.start();
        }
    }

    /// Writes a state to everybody if there is something new, and to those who asked for one.
    fn write_states(&mut self, is_news: bool) {
        let mut recipients = std::mem::take(&mut self.effects.asked);
        if is_news {
            let connections = self.sessions.connections();
            recipients.extend(
                connections.map(|(viewer, connection)| (viewer, connection.outbox.clone().into())),
            );
        }
        if recipients.is_empty() {
            return;
        }
        let frames = self.frames();
        let states = recipients.into_iter().filter_map(|(viewer, recipient)| {
            let frame = match recipient {
                Recipient::Outbox(_) => frames.of(viewer)?.to_owned(),
                Recipient::Poll(_) => frames.of_equal_length(viewer)?,
            };
            Some((recipient, frame))
        });
        let states = states.collect();
        self.effects.states = states;
        self.effects.seq = self.seq;
    }

    fn frames(&self) -> StateFrames {
        let facts = RoomFacts {
            seq: self.seq,
            room: self.code,
            session_id: self.session_id,
            created_at: self.created_at,
            join_url: self.way_in.url(),
        };
        let for_hosts = ForHosts {
            rejoin_requests: self.rejoin_names(),
            rejoins: self.waiting(),
        };
        let at = Moment {
            tick: self.now(),
            epoch_ms: server_time(),
        };
        StateFrames::new(&self.game, facts, &for_hosts, at, &self.sessions.viewers())
    }

    /// A state for somebody who asked, after whatever their asking changed.
    pub(crate) fn wants_state(&mut self, viewer: Viewer, outbox: Outbox) {
        self.effects.show(viewer, outbox.into());
    }

    fn write_feed(&mut self) {
        let entries = self.feed.note(self.game.scene(), epoch_ms());
        if entries.is_empty() {
            return;
        }
        let lines = ServerMessage::Feed { entries };
        let reads = |viewer: Viewer| viewer == Viewer::Display || self.game.is_hosting(viewer);
        for (_, connection) in self
            .sessions
            .connections()
            .filter(|(viewer, _)| reads(*viewer))
        {
            self.effects.reply(&connection.outbox, lines.clone());
        }
    }

    /// The last lines of the feed, for a screen that has just come.
    pub(crate) fn send_feed_to(&mut self, connection: &Connection) {
        let mut connections = self.sessions.connections();
        let viewer = connections
            .find(|(_, other)| other.id == connection.id)
            .map(|(viewer, _)| viewer);
        drop(connections);
        let reads = viewer.is_some_and(|v| v == Viewer::Display || self.game.is_hosting(v));
        let entries = self.feed.lines();
        if reads && !entries.is_empty() {
            self.reply(&connection.outbox, ServerMessage::Feed { entries });
        }
    }
}
