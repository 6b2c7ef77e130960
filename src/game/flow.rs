//! From phase to phase: what begins, what ends, and what a change among the players brings on.

use super::call_off::CALLED_OFF_TIME;
use super::engine::Game;
use super::phase::{Clock, Phase};
use super::refusal::Refusal;
use super::stage::{Judged, LastWord, RoundInPlay, Stage, Step, Vote};
use super::tick::{MINUTE, SECOND, Tick};
use crate::game::people::seat::{RECONNECTING_FOR, Seat, SeatId};
use crate::game::report::history::RoundRecord;
use crate::game::round::choreography::Choreography;
use crate::game::round::deal::Deal;
use crate::game::round::state::Round;
use crate::game::round::turns::Turn;

/// Players a round needs to make sense.
pub(super) const FEWEST_IN_A_ROUND: usize = 3;

/// How long the scores of a round stay.
const SCORING_TIME: Tick = 10 * SECOND;

impl Game {
    pub(super) fn start(&mut self) -> Result<(), Refusal> {
        self.require_phase(Phase::Lobby)?;
        let connected = self.seats.iter().filter(|seat| seat.is_here()).count();
        if connected < self.house.min_players {
            return Err(Refusal::NotEnoughPlayers);
        }
        self.stage = self.deal_round(1, None)?;
        Ok(())
    }

    pub(super) fn advance_turn(&mut self) -> Result<(), Refusal> {
        self.require_phase(Phase::Questioning)?;
        self.next_turn();
        Ok(())
    }

    pub(super) fn skip_to_vote(&mut self) -> Result<(), Refusal> {
        self.require_phase(Phase::Questioning)?;
        self.go_on(|game, play| game.vote_after(play, None));
        Ok(())
    }

    pub(super) fn go_on_to_next_round(&mut self) -> Result<(), Refusal> {
        self.require_phase(Phase::Scoring)?;
        match self.next_round() {
            true => Ok(()),
            false => Err(Refusal::NotEnoughPlayers),
        }
    }

    pub(super) fn end_game(&mut self) -> Result<(), Refusal> {
        if self.stage.in_play().is_none() {
            return Err(Refusal::InvalidPhase);
        }
        self.end_pause();
        if self.history.is_empty() {
            self.back_to_lobby();
            return Ok(());
        }
        self.called_off = None;
        self.go_on(|_, play| end_after(play));
        Ok(())
    }

    pub(super) fn play_again(&mut self) -> Result<(), Refusal> {
        self.require_phase(Phase::End)?;
        self.back_to_lobby();
        Ok(())
    }

    fn back_to_lobby(&mut self) {
        self.stage = Stage::Lobby;
        self.called_off = None;
        self.history.clear();
        self.end_demo();
        self.clear_lobby();
        for seat in &mut self.seats {
            seat.score = 0;
        }
    }

    /// The clock of the step has run out.
    pub(super) fn end_step(&mut self) {
        self.go_on(|game, play| match play.step {
            Step::Replaced => game.roles_of(play.round),
            Step::Roles { .. } => game.questions_after(play),
            Step::Questions => game.vote_after(play, None),
            Step::Vote(vote) => game.reveal_of(play.round, vote),
            Step::Reveal(judged) if judged.is_last_word_open() => {
                game.last_word_of(play.round, judged)
            }
            Step::Reveal(judged) if judged.outcome.is_final => game.scores_of(play.round, judged),
            Step::Reveal(_) => game.questions_after(play),
            Step::LastWord(judged) => game.tell_last_word(play.round, judged, LastWord::Missed),
            // The next round begins as soon as there are players for it.
            Step::Scores(_) | Step::CalledOff => Stage::Round(Box::new(RoundInPlay {
                clock: Clock::Off,
                ..play
            })),
        });
    }

    /// What follows from the players who are there, after any change at all: a round is called
    /// off, a vote is complete, a pair is broken up, a waiting round begins.
    pub(super) fn advance(&mut self) {
        if let Some(reason) = self.reason_to_call_off() {
            self.call_off(reason);
        }
        if self.pair_is_broken() {
            self.next_turn();
        }
        if self.pause.is_some() {
            return;
        }
        if self.vote_is_complete()
            || self
                .everybody_has_looked_at()
                .is_some_and(|at| at <= self.now)
        {
            self.end_step();
        }
        if self.waits_for_players() {
            self.next_round();
        }
    }

    /// The round's players who can still come back, in the round's order.
    pub(super) fn players_of(&self, round: &Round) -> Vec<SeatId> {
        let seats = round.deal.hands.iter().map(|(seat, _)| *seat);
        seats.filter(|seat| self.holds(*seat)).collect()
    }

    /// Goes on from the round that runs. Whoever calls this has seen that one does; until it is back, the
    /// game has no stage to look at.
    pub(super) fn go_on(&mut self, next: impl FnOnce(&mut Self, RoundInPlay) -> Stage) {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Lobby) {
            Stage::Round(play) => next(self, *play),
            open => {
                debug_assert!(false, "no round runs");
                open
            }
        };
    }

    /// Deals a round, in place of one that was called off or not; or refuses, and changes nothing but the
    /// generator.
    fn deal_round(&mut self, number: u32, replaced: Option<&Round>) -> Result<Stage, Refusal> {
        let now = self.now;
        let here = |grace| {
            self.seats
                .iter()
                .filter(move |s| s.is_here_or_lost_for_less_than(grace, now))
        };
        let seats: Vec<SeatId> = here(RECONNECTING_FOR).map(|seat| seat.id).collect();
        if seats.len() < FEWEST_IN_A_ROUND {
            return Err(Refusal::NotEnoughPlayers);
        }
        let time = Tick::from(self.settings.round_duration_minutes) * MINUTE;
        let deal = Deal::new(
            &mut self.rng,
            &self.pack,
            &mut self.used_locations,
            seats.clone(),
        );
        let talkers = self.talkers(&seats);
        let turn = Turn::first(&mut self.rng, &talkers);
        let (deal, turn) = deal.zip(turn).ok_or(Refusal::StartAborted)?;
        let mut round = Round::new(number, deal, turn, time);
        round.deals += self.stage.round().map_or(0, |before| before.deals);
        let Some(replaced) = replaced else {
            return Ok(self.roles_of(round));
        };
        // A phone that has slept tells votes apart by round and number.
        round.votes_begun = replaced.votes_begun;
        Ok(self.begin(round, Step::Replaced, CALLED_OFF_TIME, CALLED_OFF_TIME))
    }

    fn roles_of(&mut self, round: Round) -> Stage {
        let time = Tick::from(self.settings.role_display_seconds) * SECOND;
        let looked = Vec::new();
        self.begin(round, Step::Roles { looked }, time, time)
    }

    /// The next round, or the end after the last one or with too few seats left. Returns whether
    /// it went on: too few players may be there just now, then the scores stay until they are.
    pub(super) fn next_round(&mut self) -> bool {
        let number = self.round_number();
        let called_off = self.stage.in_play();
        let called_off = called_off.filter(|play| play.step == Step::CalledOff);
        let replaced = called_off.map(|play| play.round.clone());
        let was_last = replaced.is_none() && number >= self.settings.num_rounds;
        let seats_held = self.seats.iter().filter(|seat| seat.is_held()).count();
        if was_last || seats_held < self.house.min_players {
            self.go_on(|_, play| end_after(play));
            return true;
        }
        let next = number + u32::from(replaced.is_none());
        let dealt = self.deal_round(next, replaced.as_ref());
        let is_dealt = dealt.is_ok();
        if let Ok(stage) = dealt {
            self.stage = stage;
        }
        is_dealt
    }

    fn questions_after(&mut self, play: RoundInPlay) -> Stage {
        self.called_off = None;
        let total = Tick::from(self.settings.round_duration_minutes) * MINUTE;
        let left = play.round.time_left;
        self.begin(play.round, Step::Questions, left, total)
    }

    /// Stops the questions, remembering what time was left for them, and has everybody vote.
    pub(super) fn vote_after(&mut self, play: RoundInPlay, caller: Option<SeatId>) -> Stage {
        let RoundInPlay {
            mut round, clock, ..
        } = play;
        round.time_left = clock.left(self.now).map_or(0, |(left, _)| left);
        round.callers.extend(caller);
        round.votes_begun += 1;
        let vote = Vote {
            caller,
            ..Vote::default()
        };
        let time = Tick::from(self.settings.vote_duration_seconds) * SECOND;
        self.begin(round, Step::Vote(vote), time, time)
    }

    /// Judges the vote, or the guess, and shows it.
    pub(super) fn reveal_of(&mut self, round: Round, vote: Vote) -> Stage {
        let outcome = self.judge(&round, &vote);
        let has_last_word = self.has_last_word(&vote, &outcome);
        let judged = Judged {
            vote,
            outcome,
            last_word: has_last_word.then_some(LastWord::Open),
        };
        let time = Choreography::of(&round, &judged, self.settings.betting).length;
        self.begin(round, Step::Reveal(judged), time, time)
    }

    fn scores_of(&mut self, round: Round, judged: Judged) -> Stage {
        let record = RoundRecord::of(&round, &judged);
        debug_assert!(record.is_some(), "a round without a spy");
        if let Some(record) = record {
            for (id, points) in record.points.iter() {
                if let Some(seat) = self.seats.iter_mut().find(|seat| seat.id == *id) {
                    seat.score += points.points;
                }
            }
            self.history.push(record);
        }
        self.begin(round, Step::Scores(judged), SCORING_TIME, SCORING_TIME)
    }

    fn pair_is_broken(&self) -> bool {
        let asking = |play: &&RoundInPlay| play.step == Step::Questions;
        let turn = self.stage.in_play().filter(asking).map(|p| p.round.turn);
        turn.is_some_and(|turn| !self.holds(turn.questioner) || !self.holds(turn.answerer))
    }

    /// Whether the scores have been shown and the next round could not begin yet.
    fn waits_for_players(&self) -> bool {
        let play = self.stage.in_play();
        play.is_some_and(|play| play.clock == Clock::Off)
    }

    /// Proposes the next pair, among those who are connected as long as there are two of them.
    pub(super) fn next_turn(&mut self) {
        self.go_on(|game, mut play| {
            let players = game.players_of(&play.round);
            let is_here = |id: &&SeatId| game.seat(**id).is_some_and(Seat::is_here);
            let here: Vec<SeatId> = players.iter().filter(is_here).copied().collect();
            let who = game.talkers(if here.len() > 1 { &here } else { &players });
            if let Some(turn) = play.round.turn.next(&mut game.rng, &who) {
                play.round.turn = turn;
            }
            Stage::Round(Box::new(play))
        });
    }

    /// A step begins, with so much left on its clock. One that begins during a pause begins stopped; what
    /// bots do in it hangs on its clock.
    pub(super) fn begin(&mut self, round: Round, step: Step, left: Tick, total: Tick) -> Stage {
        let mut play = RoundInPlay {
            round,
            step,
            clock: Clock::start(self.now, left, total),
            plans: Vec::new(),
        };
        self.plan_for_bots(&mut play);
        if self.pause.is_some() {
            play.clock.hold(self.now);
        }
        Stage::Round(Box::new(play))
    }
}

/// The game ends with that round, finished or not.
fn end_after(play: RoundInPlay) -> Stage {
    Stage::End(Box::new(play.round))
}
