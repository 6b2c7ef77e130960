//! When bots act. What they do then is in `mind`.
//!
//! A plan hangs on the clock of its phase: it is due when that shows so much left. So it stops in a
//! pause as the clock does, and is as safe from a crash.

use std::ops::RangeInclusive;

use rand::RngExt;
use rand::seq::IndexedRandom;

use super::plan::{Act, Plan};
use crate::game::command::{Actor, Command};
use crate::game::engine::Game;
use crate::game::people::seat::SeatId;
use crate::game::round::state::Round;
use crate::game::stage::{RoundInPlay, Step};
use crate::game::tick::{SECOND, Tick};

/// A bot votes within this time. It is drawn without a look at its card, so that nobody can read the
/// spy off a watch.
const VOTES_AFTER: RangeInclusive<Tick> = 3 * SECOND..=12 * SECOND;

/// Bots among themselves call a vote within this time.
const CALLS_AFTER_ALONE: RangeInclusive<Tick> = 20 * SECOND..=30 * SECOND;

/// Bots with one person at the table leave more time to look at a card.
const CALLS_AFTER_WITH_ONE: RangeInclusive<Tick> = 40 * SECOND..=50 * SECOND;

/// A bot that was caught names a place after this time.
const LAST_WORD_AFTER: Tick = 3 * SECOND;

/// So long stands a pair with a bot in it: there is nothing to hear.
const TURN_STANDS: Tick = 6 * SECOND;

impl Game {
    /// Plans for the step that begins.
    pub(in crate::game) fn plan_for_bots(&mut self, play: &mut RoundInPlay) {
        match play.step {
            Step::Questions => self.plan_questions(play),
            Step::Vote(_) => self.plan_votes(play),
            Step::LastWord(_) => self.plan_last_word(play),
            Step::Replaced
            | Step::Roles { .. }
            | Step::Reveal(_)
            | Step::Scores(_)
            | Step::CalledOff => {}
        }
    }

    /// When a bot acts next, unless the clock stands still.
    pub(in crate::game) fn next_plan_at(&self) -> Option<Tick> {
        let play = self.stage.in_play()?;
        let plans = play.plans.iter();
        let due = plans.filter_map(|plan| play.clock.shows(plan.at_left));
        due.min()
    }

    /// Lets bots do what is due.
    pub(in crate::game) fn let_bots_act(&mut self) {
        while let Some(act) = self.take_due_act() {
            match act {
                Act::Vote(seat) => self.let_bot_vote(seat),
                Act::CallVote => self.let_bot_call_vote(),
                Act::LastWord(seat) => self.let_bot_say_last_word(seat),
                Act::NextTurn => {
                    self.next_turn();
                    self.plan_next_turn();
                }
            }
            self.advance();
        }
    }

    fn take_due_act(&mut self) -> Option<Act> {
        let next = self.next_plan_at().filter(|at| *at <= self.now)?;
        let RoundInPlay { plans, clock, .. } = self.stage.in_play_mut()?;
        let is_next = |plan: &Plan| clock.shows(plan.at_left) == Some(next);
        let index = plans.iter().position(is_next)?;
        Some(plans.remove(index).act)
    }

    fn plan_votes(&mut self, play: &mut RoundInPlay) {
        for seat in self.bots_of(&play.round) {
            let after = self.rng.random_range(VOTES_AFTER);
            play.plan(Act::Vote(seat), after, self.now);
        }
    }

    fn plan_last_word(&mut self, play: &mut RoundInPlay) {
        if let Some(spy) = play.round.spy().filter(|spy| self.is_bot(*spy)) {
            play.plan(Act::LastWord(spy), LAST_WORD_AFTER, self.now);
        }
    }

    /// Where two people can talk, bots leave the questions to them.
    fn plan_questions(&mut self, play: &mut RoundInPlay) {
        let calls_after = match self.people_of(&play.round) {
            _ if self.bots_of(&play.round).is_empty() => return,
            0 => CALLS_AFTER_ALONE,
            1 => CALLS_AFTER_WITH_ONE,
            _ => return,
        };
        let calls_after = self.rng.random_range(calls_after);
        play.plan(Act::CallVote, calls_after, self.now);
        play.plan(Act::NextTurn, TURN_STANDS, self.now);
    }

    fn plan_next_turn(&mut self) {
        if let Some(play) = self.stage.in_play_mut() {
            play.plan(Act::NextTurn, TURN_STANDS, self.now);
        }
    }

    fn let_bot_vote(&mut self, seat: SeatId) {
        if let Some(command) = self.bots_ballot(seat) {
            self.act_for(seat, command);
        }
    }

    fn let_bot_say_last_word(&mut self, seat: SeatId) {
        if let Some(command) = self.bots_last_word(seat) {
            self.act_for(seat, command);
        }
    }

    fn let_bot_call_vote(&mut self) {
        let Some(RoundInPlay { round, .. }) = self.stage.in_play() else {
            debug_assert!(false, "a plan without a round");
            return;
        };
        let mut may_call = self.bots_of(round);
        may_call.retain(|bot| !round.callers.contains(bot));
        if let Some(seat) = may_call.choose(&mut self.rng) {
            self.act_for(*seat, Command::CallVote);
        }
    }

    fn act_for(&mut self, bot: SeatId, command: Command) {
        // What is refused changes nothing; the phase ends by its clock then.
        let _refused = self.carry_out(Actor::Seat(bot), command);
    }

    fn bots_of(&self, round: &Round) -> Vec<SeatId> {
        let players = self.players_of(round).into_iter();
        players.filter(|seat| self.is_bot(*seat)).collect()
    }

    /// How many of the round's players are people who can still come back.
    fn people_of(&self, round: &Round) -> usize {
        let players = self.players_of(round).into_iter();
        players.filter(|seat| !self.is_bot(*seat)).count()
    }
}

impl RoundInPlay {
    /// Nothing is planned for the end of the step or later: others take care of that.
    fn plan(&mut self, act: Act, after: Tick, now: Tick) {
        let left = self.clock.left(now).map_or(0, |(left, _)| left);
        if left > after {
            let at_left = left - after;
            self.plans.push(Plan { act, at_left });
        }
    }
}
