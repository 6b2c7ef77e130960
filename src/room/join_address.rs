//! Where guests join: looked up whenever it is told, because addresses change while a lobby is open.

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::game::Phase;
use crate::protocol::RoomCode;
use crate::room::actor::{Dirty, Room};

/// How often a lobby that is on a screen looks whether the address has changed.
pub(crate) const LOOKS_EVERY: Duration = Duration::from_secs(5);

/// Knows how guests reach this server just now.
pub trait JoinAddress: Debug + Send + Sync {
    /// The address that a guest opens to join the room of that code; `None` while no phone can reach the
    /// server. `used` is the base URL by which the room's own screen came, if a phone can open it too.
    fn join_url(&self, code: RoomCode, used: Option<&str>) -> Option<String>;
}

/// Where guests join one room, as far as it has been told.
#[derive(Debug)]
pub(crate) struct WayIn {
    source: Arc<dyn JoinAddress>,
    code: RoomCode,
    url: Option<String>,
    looks_at: Instant,
}

impl WayIn {
    pub(crate) fn new(source: Arc<dyn JoinAddress>, code: RoomCode) -> Self {
        let url = source.join_url(code, None);
        let looks_at = Instant::now() + LOOKS_EVERY;
        Self {
            source,
            code,
            url,
            looks_at,
        }
    }

    /// The address that a guest opens, if there is one.
    pub(crate) fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Looks it up again; whether it has changed.
    fn look(&mut self, used: Option<&str>) -> bool {
        self.looks_at = Instant::now() + LOOKS_EVERY;
        let url = self.source.join_url(self.code, used);
        let has_changed = self.url != url;
        self.url = url;
        has_changed
    }
}

impl Room {
    /// Looks up where guests join, for everybody to see if it has changed.
    pub(crate) fn look_up_way_in(&mut self) {
        let used = self.sessions.screen_address();
        if self.way_in.look(used.as_deref()) {
            self.note(Dirty::Show);
        }
    }

    /// When the address has to be looked up again: only a lobby that is on a screen shows it.
    pub(crate) fn next_look(&self) -> Option<Instant> {
        let is_shown = self.game.phase() == Phase::Lobby && self.sessions.is_on_a_screen();
        is_shown.then_some(self.way_in.looks_at)
    }

    pub(crate) fn look_if_due(&mut self) {
        if self.next_look().is_some_and(|at| at <= Instant::now()) {
            self.look_up_way_in();
        }
    }
}
