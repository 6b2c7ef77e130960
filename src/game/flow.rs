//! From phase to phase: what begins, what ends, and what a change among the players brings on.

use super::engine::Game;
use super::history::RoundRecord;
use super::phase::{Clock, Phase};
use super::refusal::Refusal;
use super::reveal::Choreography;
use super::roles::Deal;
use super::round::{CallOff, Round};
use super::seat::{RECONNECTING_FOR, Seat, SeatId};
use super::tick::{MINUTE, SECOND, Tick};
use super::turns::Turn;

/// Players a round needs to make sense.
const FEWEST_IN_A_ROUND: usize = 3;

/// How long the scores of a round stay.
const SCORING_TIME: Tick = 10 * SECOND;

impl Game {
    pub(super) fn start(&mut self) -> Result<(), Refusal> {
        self.require_phase(Phase::Lobby)?;
        let connected = self.seats.iter().filter(|seat| seat.is_here()).count();
        if connected < self.house.min_players {
            return Err(Refusal::NotEnoughPlayers);
        }
        self.deal_round(1)
    }

    pub(super) fn advance_turn(&mut self) -> Result<(), Refusal> {
        self.require_phase(Phase::Questioning)?;
        self.next_turn();
        Ok(())
    }

    pub(super) fn skip_to_vote(&mut self) -> Result<(), Refusal> {
        self.require_phase(Phase::Questioning)?;
        self.begin_vote(None);
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
        if matches!(self.phase, Phase::Lobby | Phase::End) {
            return Err(Refusal::InvalidPhase);
        }
        self.end_pause();
        self.called_off = None;
        self.begin_end();
        Ok(())
    }

    pub(super) fn play_again(&mut self) -> Result<(), Refusal> {
        self.require_phase(Phase::End)?;
        self.phase = Phase::Lobby;
        self.round = None;
        self.called_off = None;
        self.history.clear();
        self.end_demo();
        self.clear_lobby();
        for seat in &mut self.seats {
            seat.score = 0;
        }
        Ok(())
    }

    /// The clock of the phase has run out.
    pub(super) fn end_phase(&mut self) {
        self.clock = Clock::Off;
        match self.phase {
            Phase::Roles => self.begin_questions(),
            Phase::Questioning => self.begin_vote(None),
            Phase::Vote => self.begin_reveal(),
            Phase::Reveal => self.end_reveal(),
            Phase::Scoring => drop(self.next_round()),
            Phase::Lobby | Phase::End | Phase::Paused => {}
        }
    }

    /// What follows from the players who are there, after any change at all: a round is called
    /// off, a vote is complete, a pair is broken up, a waiting round begins.
    pub(super) fn advance(&mut self) {
        let in_round = matches!(self.phase, Phase::Roles | Phase::Questioning | Phase::Vote);
        if in_round && let Some(reason) = self.reason_to_call_off() {
            self.call_off(reason);
        }
        if self.phase == Phase::Questioning && self.pair_is_broken() {
            self.next_turn();
        }
        if self.phase() == Phase::Vote && self.vote_is_complete() {
            self.begin_reveal();
        }
        if self.phase() == Phase::Scoring && self.clock == Clock::Off {
            self.next_round();
        }
    }

    /// The round's players who can still come back, in the round's order.
    pub(super) fn players_of(&self, round: &Round) -> Vec<SeatId> {
        let seats = round.deal.hands.iter().map(|(seat, _)| *seat);
        seats.filter(|seat| self.holds(*seat)).collect()
    }

    /// Deals a round, or refuses and changes nothing but the generator.
    fn deal_round(&mut self, number: u32) -> Result<(), Refusal> {
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
        self.round = Some(Round::new(number, deal, turn, time));
        self.phase = Phase::Roles;
        self.start_clock(Tick::from(self.settings.role_display_seconds) * SECOND);
        Ok(())
    }

    /// The next round, or the end after the last one or with too few seats left. Returns whether
    /// it went on: too few players may be there just now, then the scores stay until they are.
    fn next_round(&mut self) -> bool {
        let number = self.round.as_ref().map_or(0, |round| round.number);
        let seats_held = self.seats.iter().filter(|seat| seat.is_held()).count();
        if number >= self.settings.num_rounds || seats_held < self.house.min_players {
            self.begin_end();
            return true;
        }
        self.deal_round(number + 1).is_ok()
    }

    fn begin_questions(&mut self) {
        self.called_off = None;
        self.phase = Phase::Questioning;
        let total = Tick::from(self.settings.round_duration_minutes) * MINUTE;
        let left = self.round.as_ref().map_or(total, |round| round.time_left);
        self.clock = Clock::start(self.now, left, total);
        self.begin_countdown();
    }

    /// Stops the questions and remembers what time was left for them.
    fn interrupt_questions(&mut self) {
        let left = self.clock.left(self.now).map_or(0, |(left, _)| left);
        if let Some(round) = &mut self.round {
            round.time_left = left;
        }
    }

    pub(super) fn begin_vote(&mut self, caller: Option<SeatId>) {
        self.interrupt_questions();
        if let Some(round) = &mut self.round {
            round.caller = caller;
            round.callers.extend(caller);
            round.votes_begun += 1;
        }
        self.phase = Phase::Vote;
        self.start_clock(Tick::from(self.settings.vote_duration_seconds) * SECOND);
    }

    /// Judges the vote, or the guess, and shows it.
    pub(super) fn begin_reveal(&mut self) {
        let Some(round) = &self.round else { return };
        let outcome = self.judge(round);
        let show = Choreography::new(round.cards_to_reveal(), self.settings.betting);
        if let Some(round) = &mut self.round {
            round.outcome = Some(outcome);
        }
        self.phase = Phase::Reveal;
        self.start_clock(show.length);
    }

    fn end_reveal(&mut self) {
        let Some(round) = &mut self.round else { return };
        if round
            .outcome
            .as_ref()
            .is_some_and(|outcome| outcome.is_final)
        {
            self.begin_scoring();
        } else {
            round.reopen();
            self.begin_questions();
        }
    }

    fn begin_scoring(&mut self) {
        if let Some(record) = self.round.as_ref().and_then(RoundRecord::of) {
            for (id, points) in record.points.iter() {
                if let Some(seat) = self.seats.iter_mut().find(|seat| seat.id == *id) {
                    seat.score += points.points;
                }
            }
            self.history.push(record);
        }
        self.phase = Phase::Scoring;
        self.start_clock(SCORING_TIME);
    }

    fn begin_end(&mut self) {
        self.phase = Phase::End;
        self.clock = Clock::Off;
        self.plans.clear();
    }

    fn reason_to_call_off(&self) -> Option<CallOff> {
        let round = self.round.as_ref()?;
        if !round.spy().is_some_and(|spy| self.holds(spy)) {
            return Some(CallOff::SpyLeft);
        }
        let too_few = self.players_of(round).len() < FEWEST_IN_A_ROUND;
        too_few.then_some(CallOff::TooFewPlayers)
    }

    /// Drops the running round without points; the next one starts.
    fn call_off(&mut self, reason: CallOff) {
        self.called_off = Some(reason);
        self.phase = Phase::Scoring;
        self.clock = Clock::Off;
        self.plans.clear();
        self.next_round();
    }

    fn pair_is_broken(&self) -> bool {
        let gone =
            |round: &Round| !self.holds(round.turn.questioner) || !self.holds(round.turn.answerer);
        self.round.as_ref().is_some_and(gone)
    }

    /// Proposes the next pair, among those who are connected as long as there are two of them.
    pub(super) fn next_turn(&mut self) {
        let Some(round) = &self.round else { return };
        let players = self.players_of(round);
        let is_here = |id: &&SeatId| self.seat(**id).is_some_and(Seat::is_here);
        let here: Vec<SeatId> = players.iter().filter(is_here).copied().collect();
        let who = self.talkers(if here.len() > 1 { &here } else { &players });
        if let Some(turn) = round.turn.next(&mut self.rng, &who)
            && let Some(round) = &mut self.round
        {
            round.turn = turn;
        }
    }

    fn start_clock(&mut self, time: Tick) {
        self.clock = Clock::start(self.now, time, time);
        self.begin_countdown();
    }

    /// A phase that begins during a pause begins stopped; what bots do in it hangs on its clock.
    fn begin_countdown(&mut self) {
        self.plan_for_bots();
        if self.pause.is_some() {
            self.clock.hold(self.now);
        }
    }
}
