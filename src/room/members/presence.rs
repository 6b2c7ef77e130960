//! Connections come and go, and phones that cannot keep one call in every few seconds.

use std::sync::Arc;

use tokio::time::Instant;
use tracing::debug;

use crate::game::{Actor, Command, Viewer};
use crate::protocol::{ClientMessage, ConnectionId, ErrorCode, SessionToken};
use crate::room::actor::Room;
use crate::room::members::sender::Sender;
use crate::room::members::session::Session;
use crate::room::request::{Poll, Post, Recipient};

impl Room {
    /// A connection has ended.
    pub(crate) fn detach(&mut self, id: ConnectionId) {
        self.cancel_commands_of(id);
        if let Some(connection) = self.sessions.remove_unseated(id) {
            return self.forget_request_of(&connection);
        }
        // A connection that was taken over belongs to no session any more, so its end changes nothing.
        if let Some(session) = self.sessions.of_connection(id) {
            session.connections.retain(|other| other.id != id);
            let gone = session.absentees();
            self.lose(gone);
        }
    }

    fn lose(&mut self, actors: Vec<Actor>) {
        for actor in actors {
            if actor == Actor::Host && self.sessions.has_screen_here() {
                continue;
            }
            if let Err(refusal) = self.play(actor, Command::Lose) {
                debug!(room = %self.code, ?refusal, "a connection that had not joined was closed");
            }
        }
    }

    /// The state for a phone that polls.
    pub(crate) fn poll(&mut self, poll: Poll) {
        match self.touch(&poll.token) {
            Ok(viewer) => {
                self.note_polling_address(&poll.token, poll.came_by);
                self.effects.show(viewer, Recipient::Poll(poll.reply));
            }
            // Somebody who does not wait for the answer any more does not need it.
            Err(code) => drop(poll.reply.send(Err(code))),
        }
    }

    fn note_polling_address(&mut self, token: &SessionToken, came_by: Option<Arc<str>>) {
        let session = self.sessions.with_token(token.hash());
        if let Some(screen) = session.filter(|session| session.is_screen) {
            screen.polls_by = came_by;
            self.look_up_way_in();
        }
    }

    /// One message over REST. Its answers are complete when `done` is.
    pub(crate) fn post(&mut self, post: Post) {
        let touched = match &post.token {
            Some(token) => self.touch(token).map(|_| ()),
            None if matches!(post.incoming.message, ClientMessage::Join(_)) => Ok(()),
            None => Err(ErrorCode::InvalidToken),
        };
        if touched.is_ok() {
            let sender = Sender {
                outbox: post.outbox,
                token: post.token,
                connection: None,
            };
            self.hear(&sender, post.incoming);
        }
        self.effects.finish_post(post.done, touched);
    }

    /// Notes that a session's owner has called in.
    fn touch(&mut self, token: &SessionToken) -> Result<Viewer, ErrorCode> {
        let session = self.sessions.known(token)?;
        let (was_here, viewer) = (session.is_here(), session.viewer());
        let presences = session.presences();
        session.note_poll();
        if !was_here {
            for actor in presences {
                self.play(actor, Command::Arrive)?;
            }
        }
        Ok(viewer)
    }

    /// When the next phone that polled has been silent for too long.
    pub(crate) fn next_poll_end(&self) -> Option<Instant> {
        self.sessions
            .iter()
            .filter_map(|session| session.polls_until)
            .min()
    }

    pub(crate) fn end_polls(&mut self) {
        let now = Instant::now();
        let mut gone = Vec::new();
        let is_over = |session: &&mut Session| session.polls_until.is_some_and(|end| end <= now);
        for session in self.sessions.iter_mut().filter(is_over) {
            session.polls_until = None;
            gone.extend(session.absentees());
        }
        self.lose(gone);
    }
}
