//! The demo: a whole game in under three minutes, for somebody who has nobody to play with yet.

use serde::{Deserialize, Serialize};

use super::engine::Game;
use super::phase::Phase;
use super::refusal::Refusal;
use super::settings::Settings;

/// Players of a demo, if the room has seats for so many and does not need more.
const PLAYERS: usize = 5;

/// Seconds to vote, at most: two votes that convict nobody still leave time for a third.
const VOTE_SECONDS: u32 = 30;

/// A demo that is on, or over and not yet left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Demo {
    /// What the room was set to before.
    settings: Settings,
}

impl Game {
    /// Fills seats with bots and starts one short round. All is as before, and the bots are gone, when
    /// the game is back in the lobby.
    pub(super) fn play_with_bots(&mut self) -> Result<(), Refusal> {
        self.require_phase(Phase::Lobby)?;
        let (seats, settings) = (self.seats.clone(), self.settings.clone());
        let next_seat = self.next_seat;
        let players = PLAYERS.max(self.house.min_players);
        while self.connected_count() < players && !self.is_full() {
            self.add_bot()?;
        }
        self.demo = Some(Demo {
            settings: settings.clone(),
        });
        self.settings = shortened(self.settings.clone());
        let started = self.start();
        if started.is_err() {
            (self.seats, self.settings, self.demo) = (seats, settings, None);
            self.next_seat = next_seat;
        }
        started
    }

    pub(super) fn end_demo(&mut self) {
        if let Some(demo) = self.demo.take() {
            self.settings = demo.settings;
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
