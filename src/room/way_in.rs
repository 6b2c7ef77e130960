//! A room looks up where guests join, as long as somebody is shown it.

use tokio::time::Instant;

use crate::game::Phase;
use crate::room::actor::{Dirty, Room};

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
