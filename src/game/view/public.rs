//! What the whole room may see: the part of a `state` that is the same for everybody.
//!
//! Field names are those of the wire protocol. It is built and serialised once per change, however
//! many players there are.

use serde::Serialize;

use super::phase::PhaseView;
use crate::game::call_off::CALLED_OFF_TIME;
use crate::game::engine::Game;
use crate::game::people::seat::{PresenceStatus, Seat};
use crate::game::phase::{PauseReason, Phase};
use crate::game::round::scoring::Scoring;
use crate::game::round::state::CallOff;
use crate::game::settings::Settings;
use crate::game::stage::Step;
use crate::game::tick::{Moment, SECOND, Tick, seconds, whole_seconds};

/// The part of a `state` that is the same for everybody.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub struct PublicView<'a> {
    /// Where the game stands.
    phase: Phase,
    /// Players on the board.
    player_count: usize,
    /// Those of them who are connected.
    connected_count: usize,
    /// The number of the round that runs, or ran last; 0 before the first.
    current_round: u32,
    /// Rounds of this game.
    round_count: u32,
    /// What the room is set to.
    config: ConfigView<'a>,
    /// Votes that have begun this round: a client that slept through the last one can tell.
    vote_number: u32,
    /// Everybody on the board, by their seats.
    players: Vec<PlayerView<'a>>,
    /// The countdown of the phase; not there in an open phase.
    #[serde(skip_serializing_if = "Option::is_none")]
    timer: Option<TimerView>,
    /// While PAUSED: the phase below the pause.
    #[serde(skip_serializing_if = "Option::is_none")]
    paused_phase: Option<Phase>,
    /// While PAUSED: why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pause_reason: Option<PauseReason>,
    /// Back from a round that was called off: why.
    #[serde(skip_serializing_if = "Option::is_none")]
    called_off: Option<CallOff>,
    #[serde(flatten)]
    detail: PhaseView<'a>,
}

/// What the room is set to, and what the house pays for.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "Settings"))]
struct ConfigView<'a> {
    #[serde(flatten)]
    settings: &'a Settings,
    /// What each event is worth in this room.
    scoring: &'a Scoring,
    /// Whether the house has points of its own, so that `custom` can be chosen.
    has_own_points: bool,
}

/// A player as the board shows them.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "Player"))]
struct PlayerView<'a> {
    /// As it is shown; nobody else in the room has it.
    name: &'a str,
    /// Whether the phone is connected.
    connected: bool,
    /// How long it has been away, in a word.
    status: PresenceStatus,
    /// Whether the player has host rights.
    is_host: bool,
    /// Whether it is a bot: the game itself plays in that seat.
    is_bot: bool,
    /// Points of the game so far.
    score: i32,
    /// Only while a vote runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    has_voted: Option<bool>,
    /// Seconds since the connection was lost.
    disconnect_duration: Option<f64>,
    /// Whether a host may take the seat away.
    removable: bool,
    /// Not dealt into the running round.
    spectating: bool,
}

/// The countdown of a phase.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "Timer"))]
struct TimerView {
    /// Which: `role_display`, `round`, `vote`, `reveal`, `last_word` or `scoring`.
    name: &'static str,
    /// Seconds left at `server_time`, rounded up to whole ones.
    remaining: f64,
    /// Seconds it counts down from, rounded up to whole ones.
    total: f64,
    /// When it will be over, in milliseconds by the clock of `server_time`; nothing while it stands still.
    #[serde(skip_serializing_if = "Option::is_none")]
    ends_at: Option<u64>,
}

impl Game {
    /// What everybody in the room may see at that moment.
    #[must_use]
    pub fn public_view(&self, at: Moment) -> PublicView<'_> {
        let listed = || self.seats.iter().filter(|seat| seat.is_listed());
        PublicView {
            phase: self.phase(),
            player_count: listed().count(),
            connected_count: listed().filter(|seat| seat.is_here()).count(),
            current_round: self.round_number(),
            round_count: self.settings.num_rounds,
            config: ConfigView {
                settings: &self.settings,
                scoring: self.scoring(),
                has_own_points: self.house.has_own_points(),
            },
            vote_number: self.stage.round().map_or(0, |round| round.votes_begun),
            players: listed()
                .map(|seat| self.player_view(seat, at.tick))
                .collect(),
            timer: self.timer_view(at),
            paused_phase: self.pause.map(|_| self.stage.phase()),
            pause_reason: self.pause.map(|pause| pause.reason),
            called_off: self.called_off,
            detail: self.phase_view(at),
        }
    }

    /// The number of the round that runs, or ran last; 0 before the first.
    pub(in crate::game) fn round_number(&self) -> u32 {
        self.stage.round().map_or(0, |round| round.number)
    }

    fn player_view<'a>(&'a self, seat: &'a Seat, now: Tick) -> PlayerView<'a> {
        let play = self.stage.in_play();
        PlayerView {
            name: seat.name.as_str(),
            connected: seat.is_here(),
            status: seat.status(now),
            is_host: seat.may_host(),
            is_bot: seat.is_bot,
            score: seat.score,
            has_voted: self.stage.voting().map(|_| self.has_voted(seat.id)),
            disconnect_duration: seat.away_for(now).map(seconds),
            removable: seat.is_removable(now),
            spectating: play.is_some_and(|play| !play.round.has(seat.id)),
        }
    }

    fn timer_view(&self, at: Moment) -> Option<TimerView> {
        let play = self.stage.in_play()?;
        let (mut left, mut total) = play.clock.left(at.tick)?;
        // One clock for why a round was called off and for the cards of the next.
        let mut ends_at = play.clock.ends_at();
        if play.step == Step::Replaced {
            let cards = Tick::from(self.settings.role_display_seconds) * SECOND;
            (left, total) = (left + cards, total + cards);
            ends_at = ends_at.map(|tick| tick + cards);
        } else if matches!(play.step, Step::Roles { .. }) && self.called_off.is_some() {
            total += CALLED_OFF_TIME;
        }
        let name = match play.step {
            Step::Replaced | Step::Roles { .. } => "role_display",
            Step::Questions => "round",
            Step::Vote(_) => "vote",
            Step::Reveal(_) => "reveal",
            Step::LastWord(_) => "last_word",
            Step::Scores(_) | Step::CalledOff => "scoring",
        };
        Some(TimerView {
            name,
            remaining: whole_seconds(left),
            total: whole_seconds(total),
            ends_at: ends_at.map(|tick| at.epoch_ms_at(tick)),
        })
    }
}
