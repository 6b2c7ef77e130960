//! What a phase adds to the part of a `state` that is the same for everybody.

use serde::Serialize;

use super::reveal::{ByName, Exposed, RevealView, Unmasked};
use crate::game::engine::Game;
use crate::game::people::seat::{Seat, SeatId};
use crate::game::report::awards::AwardView;
use crate::game::report::history::GameStats;
use crate::game::round::state::{Round, Verdict};
use crate::game::stage::{RoundInPlay, Stage, Step};
use crate::game::tick::{Moment, Tick, whole_seconds};

/// What a phase adds; a paused game shows what the phase below the pause adds.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
// The contract tells by the phase which of them it is, as whoever reads a state does.
#[cfg_attr(feature = "contract", schemars(!untagged, tag = "phase", rename_all = "UPPERCASE"))]
pub(in crate::game) enum PhaseView<'a> {
    Lobby {
        /// Whether there are fewer connected players than it takes.
        waiting_for_players: bool,
        /// Connected players that it takes.
        min_players: usize,
        /// Seats there are.
        max_players: usize,
        /// Whether the host can start now.
        can_start: bool,
    },
    Roles {
        /// People who have looked at their card.
        looked_count: usize,
        /// People who were dealt in and can still come back.
        dealt_count: usize,
    },
    Questioning {
        /// Who is to ask whom.
        current_turn: TurnView<'a>,
    },
    Vote {
        /// Votes that are locked in.
        votes_submitted: usize,
        /// Players who have voted or still can.
        total_voters: usize,
        /// Who called the vote; nobody when a host or the clock did.
        vote_caller: Option<&'a str>,
    },
    Reveal(Box<RevealView<'a>>),
    Scoring(Box<ScoringView<'a>>),
    End {
        /// The best player; nobody without players.
        winner: Option<Winner<'a>>,
        /// Who the spy of a round was that was not finished; nobody if the last one was.
        #[serde(skip_serializing_if = "Option::is_none")]
        actual_spy: Option<&'a str>,
        /// The game in numbers.
        game_stats: GameStats,
        /// What players have earned in the finished rounds, in the order to show it.
        awards: Vec<AwardView<'a>>,
        /// The last round.
        round_number: u32,
        /// Rounds of the game.
        total_rounds: u32,
    },
}

/// Whose turn it is.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "Turn"))]
pub(in crate::game) struct TurnView<'a> {
    /// Asks.
    questioner: SeatName<'a>,
    /// Answers.
    answerer: SeatName<'a>,
}

/// A player of the round.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
struct SeatName<'a> {
    /// The seat.
    id: SeatId,
    /// The player in it.
    name: &'a str,
}

/// What the scores screen adds.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(inline))]
pub(in crate::game) struct ScoringView<'a> {
    #[serde(flatten)]
    unmasked: Unmasked<'a>,
    #[serde(flatten)]
    exposed: Exposed<'a>,
    /// Who was convicted, if anybody.
    convicted: Option<&'a str>,
    /// How the vote, or the spy's guess, ended.
    verdict: Option<Verdict>,
    /// Points of the game so far, by player.
    scores: ByName<'a, i32>,
    /// The last round.
    round_number: u32,
    /// Rounds of the game.
    total_rounds: u32,
    /// Seconds left; nothing while the next round waits for players.
    scoring_timer: Option<f64>,
}

/// Who has won.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub(in crate::game) struct Winner<'a> {
    /// The player; the one in the lowest seat if several are equal.
    name: &'a str,
    /// Their points.
    score: i32,
    /// Whether several are equal.
    is_tie: bool,
    /// All of them, if so.
    tied_players: Vec<&'a str>,
}

impl Game {
    pub(in crate::game) fn phase_view(&self, at: Moment) -> PhaseView<'_> {
        match &self.stage {
            Stage::Lobby => self.lobby_view(),
            Stage::Round(play) => self.step_view(play, at),
            Stage::End(round) => PhaseView::End {
                winner: self.winner(),
                actual_spy: self.spy_of_unfinished(round),
                game_stats: GameStats::of(&self.history),
                awards: self.awards(),
                round_number: round.number,
                total_rounds: self.settings.num_rounds,
            },
        }
    }

    fn step_view<'a>(&'a self, play: &'a RoundInPlay, at: Moment) -> PhaseView<'a> {
        let round = &play.round;
        match &play.step {
            Step::Replaced => self.roles_view(round, 0),
            Step::Roles { looked } => self.roles_view(round, looked.len()),
            Step::Questions => PhaseView::Questioning {
                current_turn: TurnView {
                    questioner: self.seat_name(round.turn.questioner),
                    answerer: self.seat_name(round.turn.answerer),
                },
            },
            Step::Vote(vote) => PhaseView::Vote {
                votes_submitted: vote.cast(),
                total_voters: self.voters(round, vote).len(),
                vote_caller: vote.caller.and_then(|seat| self.name_of(seat)),
            },
            Step::Reveal(judged) | Step::LastWord(judged) => {
                PhaseView::Reveal(Box::new(self.reveal_view(round, judged, at)))
            }
            Step::Scores(_) | Step::CalledOff => {
                PhaseView::Scoring(Box::new(self.scoring_view(round, at.tick)))
            }
        }
    }

    /// Bots look at their cards too, but nobody waits for them.
    fn roles_view(&self, round: &Round, looked_count: usize) -> PhaseView<'_> {
        let players = self.players_of(round).into_iter();
        PhaseView::Roles {
            looked_count,
            dealt_count: players.filter(|seat| !self.is_bot(*seat)).count(),
        }
    }

    fn lobby_view(&self) -> PhaseView<'_> {
        let connected = self.seats.iter().filter(|seat| seat.is_here()).count();
        let enough = connected >= self.house.min_players;
        PhaseView::Lobby {
            waiting_for_players: !enough,
            min_players: self.house.min_players,
            max_players: self.house.max_players,
            can_start: enough && self.pause.is_none(),
        }
    }

    fn scoring_view<'a>(&'a self, round: &'a Round, now: Tick) -> ScoringView<'a> {
        let outcome = self.stage.outcome();
        let convicted = outcome.and_then(|outcome| outcome.tally.convicted);
        let listed = self.seats.iter().filter(|seat| seat.is_listed());
        ScoringView {
            unmasked: self.unmasked(round, outcome),
            exposed: self.exposed(round, outcome),
            convicted: convicted.and_then(|seat| self.name_of(seat)),
            verdict: outcome.map(|outcome| outcome.verdict),
            scores: self.by_name(listed.map(|seat| (seat.id, seat.score))),
            round_number: round.number,
            total_rounds: self.settings.num_rounds,
            scoring_timer: self
                .stage
                .clock()
                .left(now)
                .map(|(left, _)| whole_seconds(left)),
        }
    }

    fn spy_of_unfinished(&self, round: &Round) -> Option<&str> {
        let finished = self.history.last().map(|record| record.number);
        let spy = round.spy().filter(|_| finished != Some(round.number));
        spy.and_then(|spy| self.name_of(spy))
    }

    fn winner(&self) -> Option<Winner<'_>> {
        let winners = self.winners();
        let best = winners.first()?;
        let names: Vec<&str> = winners.iter().map(|seat| seat.name.as_str()).collect();
        let is_tie = names.len() > 1;
        Some(Winner {
            name: best.name.as_str(),
            score: best.score,
            is_tie,
            tied_players: if is_tie { names } else { Vec::new() },
        })
    }

    /// Everybody on the board whom nobody beats, by their seats.
    pub(in crate::game) fn winners(&self) -> Vec<&Seat> {
        let listed = || self.seats.iter().filter(|seat| seat.is_listed());
        let best = listed().map(|seat| seat.score).max();
        let winners = listed().filter(|seat| Some(seat.score) == best);
        winners.collect()
    }

    fn seat_name(&self, id: SeatId) -> SeatName<'_> {
        SeatName {
            id,
            name: self.name_of(id).unwrap_or_default(),
        }
    }
}
