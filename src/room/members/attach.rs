//! How a connection becomes part of a room: by joining, by coming back, or by watching; and how it is taken over.

use tracing::info;

use crate::game::{Command, SeatId, Viewer};
use crate::protocol::{CloseCode, ErrorCode, ServerMessage, SessionToken};
use crate::room::actor::Room;
use crate::room::members::connection::{Connection, Wish};
use crate::room::members::sender::{Answer, Refused, Sender};
use crate::room::request::{Attach, Claim};

/// Why a display is not let in.
const TOO_MANY_DISPLAYS: &str = "This room is shown on as many screens as it may. Close the game on one of them, then try again.";

/// What a newer connection's arrival means for the older one.
const REPLACED: &str = "Playing on another tab or phone. Use it here to take the seat back.";

impl Room {
    /// Admits a connection, or tells it why not.
    pub(crate) fn attach(&mut self, attach: Attach) {
        let mut connection = Connection {
            id: attach.connection,
            outbox: attach.outbox,
            token: None,
            came_by: attach.came_by,
        };
        let mut done = None;
        let answer = match attach.claim {
            Claim::Join(join) => {
                done = attach.reply_to.as_ref().and_then(|to| to.id.clone());
                self.hear_join(&Sender::from(&connection), &join, done.as_ref())
            }
            Claim::Resume(token) => self.resume(&mut connection, token),
            Claim::Watch => self.watch(&connection),
            Claim::Host => self.watch(&connection).and_then(|_| {
                self.wants_state(Viewer::Display, connection.outbox.clone());
                Err(self.ask_hosts(&connection, Wish::Screen))
            }),
        };
        match answer {
            Ok(Answer::Now(results)) => {
                self.remember(&Sender::from(&connection), done);
                self.accept(&connection.outbox, attach.reply_to, results);
                // Whatever it changed for the others, it gets a state.
                let viewer = self.viewer(&Sender::from(&connection));
                self.wants_state(viewer, connection.outbox.clone());
            }
            Ok(Answer::Later) => {}
            Err(refused) => {
                info!(room = %self.code, code = ?refused.code, "not let in");
                self.refuse(&connection.outbox, refused, attach.reply_to);
            }
        }
        self.send_feed_to(&connection);
        // Somebody who waits for a host's word is refused, but stays.
        let is_admitted = self.sessions.connection(connection.id).is_some();
        self.effects.admit(attach.admitted, is_admitted);
    }

    /// `watch`: a display sees what the whole room may see.
    fn watch(&mut self, connection: &Connection) -> Result<Answer, Refused> {
        match self.sessions.add_display(connection.clone()) {
            true => {
                info!(room = %self.code, "a display watches");
                Ok(Answer::ack())
            }
            false => Err(Refused::because(
                ErrorCode::ConnectionLimit,
                TOO_MANY_DISPLAYS,
            )),
        }
    }

    /// Ends the session a seat had; its token is no good any more.
    pub(crate) fn close_sessions_of(&mut self, seat: SeatId) {
        for connection in self.sessions.expire(seat) {
            let message = ServerMessage::SessionReplaced { message: REPLACED };
            connection.outbox.close(&message, CloseCode::Replaced);
        }
    }

    /// Lets a session go on with this connection; an older one makes room for it.
    fn resume(
        &mut self,
        connection: &mut Connection,
        token: SessionToken,
    ) -> Result<Answer, Refused> {
        let session = self.sessions.known(&token)?;
        session.confirm();
        let (was_here, is_screen) = (session.is_here(), session.is_screen);
        let (actor, seat, presences) = (session.actor(), session.seat, session.presences());
        connection.token = Some(token.clone());
        for replaced in session.add(connection.clone()) {
            let message = ServerMessage::SessionReplaced { message: REPLACED };
            replaced.outbox.close(&message, CloseCode::Replaced);
        }
        if !was_here {
            for actor in presences {
                self.play(actor, Command::Arrive)?;
            }
        }
        let name = seat.and_then(|seat| self.game.name_of(seat));
        let name = name.map(ToOwned::to_owned);
        info!(room = %self.code, player = name, "a session was resumed");
        if is_screen {
            self.look_up_way_in();
        }
        Ok(Answer::with(ServerMessage::SessionRestored {
            name,
            token,
            is_host: self.game.is_host(actor),
            room: self.code,
        }))
    }
}
