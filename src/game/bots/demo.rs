//! The demo: a whole game in under three minutes, for somebody who has nobody to play with yet.

use crate::game::engine::Game;
use crate::game::phase::Phase;
use crate::game::refusal::Refusal;
use crate::game::settings::Settings;

/// Players of a demo, if the room has seats for so many and does not need more.
const PLAYERS: usize = 5;

/// Seconds to vote, at most: two votes that convict nobody still leave time for a third.
const VOTE_SECONDS: u32 = 30;

impl Game {
    /// Fills seats with bots and starts one short round. All is as before, and the bots are gone, when
    /// the game is back in the lobby.
    pub(in crate::game) fn play_with_bots(&mut self) -> Result<(), Refusal> {
        self.require_phase(Phase::Lobby)?;
        let (seats, settings) = (self.seats.clone(), self.settings.clone());
        let next_seat = self.next_seat;
        let players = PLAYERS.max(self.house.min_players);
        while self.connected_count() < players && !self.is_full() {
            self.add_bot()?;
        }
        self.settings_before_demo = Some(settings.clone());
        self.settings = shortened(self.settings.clone());
        let started = self.start();
        if started.is_err() {
            (self.seats, self.settings, self.settings_before_demo) = (seats, settings, None);
            self.next_seat = next_seat;
        }
        started
    }

    pub(in crate::game) fn end_demo(&mut self) {
        if let Some(settings) = self.settings_before_demo.take() {
            self.settings = settings;
            self.seats.retain(|seat| !seat.is_bot);
        }
    }
}

fn shortened(settings: Settings) -> Settings {
    Settings {
        num_rounds: 1,
        round_duration_minutes: 1,
        vote_duration_seconds: settings.vote_duration_seconds.min(VOTE_SECONDS),
        role_display_seconds: Settings::default().role_display_seconds,
        ..settings
    }
}
