//! Who is in a room: sessions, their connections, and displays without a session.

use std::collections::VecDeque;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::game::{Game, SeatId, Viewer};
use crate::protocol::{ConnectionId, ErrorCode, MessageId, SessionToken, TokenHash};
use crate::room::members::connection::Connection;
use crate::room::members::sender::Sender;
use crate::room::members::session::Session;

/// Displays of a room, which anybody who knows its code may open.
const DISPLAYS: usize = 20;

/// Screens that may host at one time, each with a token of its own.
const HOST_SCREENS: usize = 4;

/// Tokens that are remembered as expired, so that their owners learn why.
const EXPIRED: usize = 64;

/// Everybody in a room. Written down are those who may come back.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Sessions {
    sessions: Vec<Session>,
    #[serde(skip)]
    displays: Vec<Connection>,
    /// Connected without a seat or a view: they wait for a host to let them back in.
    #[serde(skip)]
    guests: Vec<Connection>,
    expired: VecDeque<TokenHash>,
}

impl Sessions {
    pub(crate) fn new(screen: Session) -> Self {
        Self {
            sessions: vec![screen],
            displays: Vec::new(),
            guests: Vec::new(),
            expired: VecDeque::new(),
        }
    }

    pub(crate) fn add(&mut self, session: Session) {
        self.sessions.push(session);
    }

    /// Adds a display, unless there are as many as a room may have; whether it was added comes back.
    pub(crate) fn add_display(&mut self, connection: Connection) -> bool {
        let has_room = self.displays.len() < DISPLAYS;
        if has_room {
            self.displays.push(connection);
        }
        has_room
    }

    /// Adds a screen that hosts. With too many of them those that are away and came before it go, but never
    /// the one that opened the room.
    pub(crate) fn add_screen(&mut self, screen: Session) {
        self.sessions.push(screen);
        let screens = self.sessions.iter().filter(|session| session.is_screen);
        let mut too_many = screens.count().saturating_sub(HOST_SCREENS);
        let mut is_first = true;
        self.sessions.retain(|session| {
            let may_go = session.is_screen && !std::mem::take(&mut is_first);
            let goes = may_go && too_many > 0 && !session.is_here() && session.seat.is_none();
            too_many -= usize::from(goes);
            !goes
        });
    }

    /// Whether any screen that hosts is connected.
    pub(crate) fn has_screen_here(&self) -> bool {
        let mut screens = self.sessions.iter().filter(|session| session.is_screen);
        screens.any(Session::is_here)
    }

    pub(crate) fn add_guest(&mut self, connection: Connection) {
        self.guests.push(connection);
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Session> {
        self.sessions.iter()
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Session> {
        self.sessions.iter_mut()
    }

    /// The session that a sender's token stands for.
    pub(crate) fn of_sender(&self, sender: &Sender) -> Option<&Session> {
        let token = sender.token.as_ref()?.hash();
        self.sessions.iter().find(|session| session.token == token)
    }

    /// The same to change it. Somebody who has just joined did not have the token yet when they spoke.
    pub(crate) fn of_sender_mut(&mut self, sender: &Sender) -> Option<&mut Session> {
        match (&sender.token, sender.connection) {
            (Some(token), _) => self.with_token(token.hash()),
            (None, Some(connection)) => self.of_connection(connection),
            (None, None) => None,
        }
    }

    /// The phone in a player's hand, if it is connected.
    pub(crate) fn phone_of(&self, seat: SeatId) -> Option<&Connection> {
        let mut sessions = self.sessions.iter();
        let session = sessions.find(|session| session.seat == Some(seat));
        session.and_then(|session| session.connections.last())
    }

    pub(crate) fn with_token(&mut self, token: TokenHash) -> Option<&mut Session> {
        self.sessions
            .iter_mut()
            .find(|session| session.token == token)
    }

    /// The seat that a `join` of this id has taken, if its answer may have been lost. One that comes on an older
    /// connection than the one that took it is late: it would take the seat from whoever has the answer.
    pub(crate) fn seat_joined_by(
        &self,
        id: &MessageId,
        connection: Option<ConnectionId>,
    ) -> Option<SeatId> {
        let is_it = |session: &&Session| session.joined_by.as_ref() == Some(id);
        let session = self.sessions.iter().find(is_it)?;
        let on_both = connection.zip(session.joined_on);
        let is_late = on_both.is_some_and(|(this, that)| this < that);
        session.seat.filter(|_| !is_late)
    }

    /// The session of a token, or why there is none.
    pub(crate) fn known(&mut self, token: &SessionToken) -> Result<&mut Session, ErrorCode> {
        let hash = token.hash();
        let no_session = match self.expired.contains(&hash) {
            true => ErrorCode::SessionExpired,
            false => ErrorCode::InvalidToken,
        };
        self.with_token(hash).ok_or(no_session)
    }

    pub(crate) fn of_connection(&mut self, id: ConnectionId) -> Option<&mut Session> {
        let has_it = |session: &&mut Session| {
            let mut connections = session.connections.iter();
            connections.any(|connection| connection.id == id)
        };
        self.sessions.iter_mut().find(has_it)
    }

    /// The connection of that id, if it is in the room.
    pub(crate) fn connection(&self, id: ConnectionId) -> Option<&Connection> {
        self.all().find(|connection| connection.id == id)
    }

    /// Every connection in the room, of those too who wait for a host's word.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Connection> {
        let connections = self.connections().map(|(_, connection)| connection);
        connections.chain(&self.guests)
    }

    /// Takes a display or a guest out; it comes back if there was one of that id.
    pub(crate) fn remove_unseated(&mut self, id: ConnectionId) -> Option<Connection> {
        let is_it = |connection: &mut Connection| connection.id == id;
        let mut display = self.displays.extract_if(.., is_it);
        let display = display.next();
        display.or_else(|| self.guests.extract_if(.., is_it).next())
    }

    /// Forgets the session of a seat; its token has expired.
    pub(crate) fn expire(&mut self, seat: SeatId) -> Vec<Connection> {
        self.expire_where(|session| session.seat == Some(seat))
    }

    /// Forgets the sessions of seats that nobody can come back to. The session that opened the room
    /// goes on without its seat.
    pub(crate) fn expire_lost(&mut self, game: &Game) -> Vec<Connection> {
        self.expire_where(|session| session.seat.is_some_and(|seat| !game.holds(seat)))
    }

    fn expire_where(&mut self, is_over: impl Fn(&Session) -> bool) -> Vec<Connection> {
        for screen in self.sessions.iter_mut().filter(|session| session.is_screen) {
            if is_over(screen) {
                screen.seat = None;
            }
        }
        let over = |session: &mut Session| !session.is_screen && is_over(session);
        let over: Vec<Session> = self.sessions.extract_if(.., over).collect();
        self.expired
            .extend(over.iter().map(|session| session.token));
        let too_many = self.expired.len().saturating_sub(EXPIRED);
        self.expired.drain(..too_many);
        over.into_iter()
            .flat_map(|session| session.connections)
            .collect()
    }

    /// Everybody who is connected, and as whom they look.
    pub(crate) fn connections(&self) -> impl Iterator<Item = (Viewer, &Connection)> {
        let displays = self.displays.iter();
        let displays = displays.map(|connection| (Viewer::Display, connection));
        let sessions = self.sessions.iter();
        sessions.flat_map(Session::lookers).chain(displays)
    }

    /// All who have a view of their own, connected or not.
    pub(crate) fn viewers(&self) -> Vec<Viewer> {
        let sessions = self.sessions.iter().map(Session::viewer);
        sessions.chain([Viewer::Display]).collect()
    }

    /// Whether a screen shows this room: that of the session that opened it, or a display.
    pub(crate) fn is_on_a_screen(&self) -> bool {
        !self.displays.is_empty() || self.screen().is_some_and(Session::is_here)
    }

    /// The base URL by which the screen of the session that opened the room came last, if a phone can open it.
    /// Others might name an address that leads guests astray.
    pub(crate) fn screen_address(&self) -> Option<Arc<str>> {
        let screen = self.screen()?;
        let mut connections = screen.connections.iter().rev();
        let connected = connections.find_map(|connection| connection.came_by.clone());
        connected.or_else(|| screen.polls_until.and(screen.polls_by.clone()))
    }

    fn screen(&self) -> Option<&Session> {
        self.sessions.iter().find(|session| session.is_screen)
    }

    pub(crate) fn is_deserted(&self) -> bool {
        self.connections().next().is_none() && !self.sessions.iter().any(Session::is_here)
    }
}
