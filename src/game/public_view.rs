//! What the whole room may see: the part of a `state` that is the same for everybody.
//!
//! Field names are those of the wire protocol. It is built and serialised once per change, however
//! many players there are.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::engine::Game;
use super::history::GameStats;
use super::phase::{PauseReason, Phase};
use super::reveal::{Beat, Choreography};
use super::roles::LocationName;
use super::round::{CallOff, Outcome, Round, Verdict};
use super::scoring::Points;
use super::seat::{Presence, RECONNECTING_FOR, Seat, SeatId};
use super::settings::Settings;
use super::tick::{Moment, Tick, seconds};

/// The common part of a `state`; see the protocol's section 5 for its fields.
#[derive(Debug, serde::Serialize)]
pub struct PublicView<'a> {
    phase: Phase,
    player_count: usize,
    connected_count: usize,
    current_round: u32,
    round_count: u32,
    config: &'a Settings,
    players: Vec<PlayerView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timer: Option<TimerView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paused_phase: Option<Phase>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pause_reason: Option<PauseReason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    called_off: Option<CallOff>,
    #[serde(flatten)]
    detail: Detail<'a>,
}

#[derive(Debug, serde::Serialize)]
struct PlayerView<'a> {
    name: &'a str,
    connected: bool,
    status: Status,
    is_host: bool,
    score: i32,
    /// Only while a vote runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    has_voted: Option<bool>,
    /// Seconds since the connection was lost.
    disconnect_duration: Option<f64>,
    removable: bool,
    /// Not dealt into the running round.
    spectating: bool,
}

#[derive(Debug, Clone, Copy, serde::Serialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Connected,
    Reconnecting,
    Disconnected,
}

#[derive(Debug, serde::Serialize)]
struct TimerView {
    name: &'static str,
    remaining: f64,
    total: f64,
}

/// What a phase adds; a paused game shows what the phase below the pause adds.
#[derive(Debug, serde::Serialize)]
#[serde(untagged)]
enum Detail<'a> {
    Lobby {
        waiting_for_players: bool,
        min_players: usize,
        max_players: usize,
        can_start: bool,
    },
    Roles {},
    Questioning {
        current_turn: TurnView<'a>,
    },
    Vote {
        votes_submitted: usize,
        total_voters: usize,
        vote_caller: Option<&'a str>,
    },
    Reveal(Box<RevealView<'a>>),
    Scoring(Box<ScoringView<'a>>),
    End {
        winner: Option<Winner<'a>>,
        game_stats: GameStats,
        round_number: u32,
        total_rounds: u32,
    },
}

#[derive(Debug, serde::Serialize)]
struct TurnView<'a> {
    questioner: SeatName<'a>,
    answerer: SeatName<'a>,
}

#[derive(Debug, serde::Serialize)]
struct SeatName<'a> {
    id: SeatId,
    name: &'a str,
}

#[derive(Debug, serde::Serialize)]
struct RevealView<'a> {
    votes: Vec<VoteView<'a>>,
    vote_results: VoteResults<'a>,
    convicted: Option<&'a str>,
    spy_guess: GuessView<'a>,
    verdict: Verdict,
    reveal: Stages,
    #[serde(flatten)]
    exposed: Option<Exposed<'a>>,
}

#[derive(Debug, serde::Serialize)]
struct VoteView<'a> {
    voter: &'a str,
    target: Option<&'a str>,
    confidence: Option<u8>,
    abstained: bool,
}

#[derive(Debug, serde::Serialize)]
struct VoteResults<'a> {
    vote_counts: ByName<'a, usize>,
    convicted: Option<&'a str>,
    max_votes: usize,
    total_votes: usize,
    abstentions: usize,
    is_tie: bool,
}

#[derive(Debug, serde::Serialize)]
struct GuessView<'a> {
    guessed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    location_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    correct: Option<bool>,
}

#[derive(Debug, serde::Serialize)]
struct Stages {
    stages: Vec<Stage>,
}

#[derive(Debug, serde::Serialize)]
struct Stage {
    #[serde(flatten)]
    beat: Beat,
    /// Milliseconds since the Unix epoch.
    at: u64,
}

/// The round's secrets, once they are none.
#[derive(Debug, serde::Serialize)]
struct Exposed<'a> {
    actual_spy: Option<&'a str>,
    location: PlaceView<'a>,
    spy_caught: bool,
    round_scores: ByName<'a, &'a Points>,
}

#[derive(Debug, serde::Serialize)]
struct PlaceView<'a> {
    #[serde(flatten)]
    name: LocationName<'a>,
    flavor: &'a str,
}

#[derive(Debug, serde::Serialize)]
struct ScoringView<'a> {
    #[serde(flatten)]
    exposed: Exposed<'a>,
    convicted: Option<&'a str>,
    verdict: Option<Verdict>,
    scores: ByName<'a, i32>,
    round_number: u32,
    total_rounds: u32,
    /// Seconds left; nothing while the next round waits for players.
    scoring_timer: Option<f64>,
}

#[derive(Debug, serde::Serialize)]
struct Winner<'a> {
    name: &'a str,
    score: i32,
    is_tie: bool,
    tied_players: Vec<&'a str>,
}

/// A JSON object with players' names as its keys.
#[derive(Debug)]
struct ByName<'a, T>(Vec<(&'a str, T)>);

impl<T: Serialize> Serialize for ByName<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
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
            config: &self.settings,
            players: listed()
                .map(|seat| self.player_view(seat, at.tick))
                .collect(),
            timer: self.timer_view(at.tick),
            paused_phase: self.pause.map(|_| self.phase),
            pause_reason: self.pause.map(|pause| pause.reason),
            called_off: self.called_off,
            detail: self.detail(at),
        }
    }

    /// The number of the round that runs, or ran last; 0 before the first.
    fn round_number(&self) -> u32 {
        self.round.as_ref().map_or(0, |round| round.number)
    }

    fn player_view<'a>(&'a self, seat: &'a Seat, now: Tick) -> PlayerView<'a> {
        let voting = self.phase == Phase::Vote;
        let round = self.round.as_ref().filter(|_| self.phase != Phase::End);
        PlayerView {
            name: seat.name.as_str(),
            connected: seat.is_here(),
            status: status(seat, now),
            is_host: seat.is_host,
            score: seat.score,
            has_voted: voting.then(|| round.is_some_and(|r| r.ballot_of(seat.id).is_some())),
            disconnect_duration: seat.away_for(now).map(seconds),
            removable: seat.is_removable(now),
            spectating: round.is_some_and(|round| !round.has(seat.id)),
        }
    }

    fn timer_view(&self, now: Tick) -> Option<TimerView> {
        let (left, total) = self.clock.left(now)?;
        let name = match self.phase {
            Phase::Roles => "role_display",
            Phase::Questioning => "round",
            Phase::Vote => "vote",
            Phase::Reveal => "reveal",
            Phase::Scoring => "scoring",
            Phase::Lobby | Phase::End | Phase::Paused => return None,
        };
        Some(TimerView {
            name,
            remaining: seconds(left),
            total: seconds(total),
        })
    }

    fn detail(&self, at: Moment) -> Detail<'_> {
        match (self.phase, &self.round) {
            (Phase::Questioning, Some(round)) => Detail::Questioning {
                current_turn: TurnView {
                    questioner: self.seat_name(round.turn.questioner),
                    answerer: self.seat_name(round.turn.answerer),
                },
            },
            (Phase::Vote, Some(round)) => Detail::Vote {
                votes_submitted: round.ballots.len(),
                total_voters: self.voters(round),
                vote_caller: round.caller.and_then(|seat| self.name_of(seat)),
            },
            (Phase::Reveal, Some(round)) => match &round.outcome {
                Some(outcome) => Detail::Reveal(Box::new(self.reveal_view(round, outcome, at))),
                None => Detail::Roles {},
            },
            (Phase::Scoring, Some(round)) => {
                Detail::Scoring(Box::new(self.scoring_view(round, at.tick)))
            }
            (Phase::Lobby, _) => self.lobby_view(),
            (Phase::End, _) => Detail::End {
                winner: self.winner(),
                game_stats: GameStats::of(&self.history),
                round_number: self.round_number(),
                total_rounds: self.settings.num_rounds,
            },
            _ => Detail::Roles {},
        }
    }

    fn lobby_view(&self) -> Detail<'_> {
        let connected = self.seats.iter().filter(|seat| seat.is_here()).count();
        let enough = connected >= self.house.min_players;
        Detail::Lobby {
            waiting_for_players: !enough,
            min_players: self.house.min_players,
            max_players: self.house.max_players,
            can_start: enough && self.pause.is_none(),
        }
    }

    /// Those of the round's players who have voted or still can.
    fn voters(&self, round: &Round) -> usize {
        let seats = round.deal.hands.iter().map(|(seat, _)| *seat);
        let counts = |seat: &SeatId| self.holds(*seat) || round.ballot_of(*seat).is_some();
        seats.filter(counts).count()
    }

    fn reveal_view<'a>(
        &'a self,
        round: &'a Round,
        outcome: &'a Outcome,
        at: Moment,
    ) -> RevealView<'a> {
        let votes = self.vote_views(round);
        let abstentions = votes.iter().filter(|vote| vote.abstained).count();
        let tally = &outcome.tally;
        let convicted = round.guess.is_none().then_some(tally.convicted).flatten();
        let convicted = convicted.and_then(|seat| self.name_of(seat));
        RevealView {
            vote_results: VoteResults {
                vote_counts: self.by_name(tally.counts.iter().map(|(id, n)| (*id, *n))),
                convicted,
                max_votes: tally.most,
                total_votes: round.ballots.len(),
                abstentions,
                is_tie: tally.is_tie,
            },
            convicted,
            spy_guess: self.guess_view(round),
            verdict: outcome.verdict,
            reveal: self.stages(votes.len(), at),
            exposed: outcome.exposes_spy().then(|| self.exposed(round)),
            votes,
        }
    }

    /// The votes in the order they are turned over. A guess cuts the vote short: then only those
    /// that were cast, since the others had no chance to.
    fn vote_views<'a>(&'a self, round: &'a Round) -> Vec<VoteView<'a>> {
        let seats = round.deal.hands.iter().map(|(seat, _)| *seat);
        let cast = |seat: &SeatId| round.guess.is_none() || round.ballot_of(*seat).is_some();
        seats
            .filter(cast)
            .map(|seat| {
                let ballot = round.ballot_of(seat);
                VoteView {
                    voter: self.name_of(seat).unwrap_or_default(),
                    target: ballot.and_then(|ballot| self.name_of(ballot.target)),
                    confidence: ballot.map(|ballot| ballot.confidence),
                    abstained: ballot.is_none(),
                }
            })
            .collect()
    }

    fn guess_view(&self, round: &Round) -> GuessView<'_> {
        let location = |index: usize| self.pack.locations.get(index).map(|l| l.id.as_str());
        GuessView {
            guessed: round.guess.is_some(),
            location_id: round.guess.and_then(|guess| location(guess.location)),
            correct: round.guess.map(|guess| guess.correct),
        }
    }

    fn stages(&self, cards: usize, at: Moment) -> Stages {
        let show = Choreography::new(cards, self.settings.betting);
        let left = self.clock.left(at.tick).map_or(0, |(left, _)| left);
        let began = (at.tick + left).saturating_sub(show.length);
        let stage = |(beat, after): (Beat, Tick)| Stage {
            beat,
            at: at.epoch_ms_at(began + after),
        };
        Stages {
            stages: show.beats.into_iter().map(stage).collect(),
        }
    }

    fn exposed<'a>(&'a self, round: &'a Round) -> Exposed<'a> {
        let location = &self.pack.locations[round.deal.location];
        let outcome = round.outcome.as_ref();
        let points = outcome.map_or(&[][..], |outcome| &outcome.points);
        Exposed {
            actual_spy: round.spy().and_then(|seat| self.name_of(seat)),
            location: PlaceView {
                name: location.into(),
                flavor: &location.flavor,
            },
            spy_caught: outcome.is_some_and(|o| o.verdict == Verdict::SpyCaught),
            round_scores: self.by_name(points.iter().map(|(id, points)| (*id, points))),
        }
    }

    fn scoring_view<'a>(&'a self, round: &'a Round, now: Tick) -> ScoringView<'a> {
        let outcome = round.outcome.as_ref();
        let convicted = outcome.and_then(|outcome| outcome.tally.convicted);
        let listed = self.seats.iter().filter(|seat| seat.is_listed());
        ScoringView {
            exposed: self.exposed(round),
            convicted: convicted.and_then(|seat| self.name_of(seat)),
            verdict: outcome.map(|outcome| outcome.verdict),
            scores: self.by_name(listed.map(|seat| (seat.id, seat.score))),
            round_number: round.number,
            total_rounds: self.settings.num_rounds,
            scoring_timer: self.clock.left(now).map(|(left, _)| seconds(left)),
        }
    }

    fn winner(&self) -> Option<Winner<'_>> {
        let listed = || self.seats.iter().filter(|seat| seat.is_listed());
        let score = listed().map(|seat| seat.score).max()?;
        let best = listed().filter(|seat| seat.score == score);
        let names: Vec<&str> = best.map(|seat| seat.name.as_str()).collect();
        let is_tie = names.len() > 1;
        Some(Winner {
            name: names.first()?,
            score,
            is_tie,
            tied_players: if is_tie { names } else { Vec::new() },
        })
    }

    fn by_name<T>(&self, values: impl Iterator<Item = (SeatId, T)>) -> ByName<'_, T> {
        let named = values.filter_map(|(seat, value)| Some((self.name_of(seat)?, value)));
        ByName(named.collect())
    }

    fn seat_name(&self, id: SeatId) -> SeatName<'_> {
        SeatName {
            id,
            name: self.name_of(id).unwrap_or_default(),
        }
    }
}

fn status(seat: &Seat, now: Tick) -> Status {
    match seat.presence {
        Presence::Here => Status::Connected,
        _ if seat.is_here_or_lost_for_less_than(RECONNECTING_FOR, now) => Status::Reconnecting,
        _ => Status::Disconnected,
    }
}
