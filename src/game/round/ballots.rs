//! The vote: called, cast, guessed around, complete.

use super::state::{Guess, Round};
use super::tally::{ALL_IN, Ballot};
use crate::game::command::Actor;
use crate::game::engine::Game;
use crate::game::people::seat::{Seat, SeatId};
use crate::game::phase::Phase;
use crate::game::refusal::Refusal;
use crate::game::settings::SpyGuess;
use crate::game::stage::{Step, Vote};

impl Game {
    pub(in crate::game) fn call_vote(&mut self, actor: Actor) -> Result<(), Refusal> {
        self.require_phase(Phase::Questioning)?;
        let (seat, round) = self.in_round(actor)?;
        if round.callers.contains(&seat) {
            return Err(Refusal::VoteAlreadyCalled);
        }
        self.go_on(|game, play| game.vote_after(play, Some(seat)));
        Ok(())
    }

    pub(in crate::game) fn vote(
        &mut self,
        actor: Actor,
        target: &str,
        confidence: u8,
    ) -> Result<(), Refusal> {
        let ballot = self.ballot(actor, target, confidence)?;
        match self.stage.in_play_mut().map(|play| &mut play.step) {
            Some(Step::Vote(vote)) => vote.ballots.push(ballot),
            _ => return Err(Refusal::InvalidPhase),
        }
        Ok(())
    }

    /// What that vote would count as.
    fn ballot(&self, actor: Actor, target: &str, confidence: u8) -> Result<Ballot, Refusal> {
        self.require_phase(Phase::Vote)?;
        let (voter, round) = self.in_round(actor)?;
        if self.has_voted(voter) {
            return Err(Refusal::AlreadyVoted);
        }
        if target.trim().is_empty() {
            return Err(Refusal::NoTargetSelected);
        }
        let target = self.seat_named(target);
        let is_suspect = |id: &SeatId| *id != voter && round.has(*id) && self.holds(*id);
        let target = target.filter(is_suspect).ok_or(Refusal::InvalidTarget)?;
        if !(1..=ALL_IN).contains(&confidence) {
            return Err(Refusal::InvalidConfidence);
        }
        Ok(Ballot {
            voter,
            target,
            // Without betting every vote is a bet of 1.
            confidence: if self.settings.betting { confidence } else { 1 },
        })
    }

    pub(in crate::game) fn guess(&mut self, actor: Actor, location: &str) -> Result<(), Refusal> {
        if self.is_last_word_due() {
            return self.give_last_word(actor, location);
        }
        let guess = self.checked_guess(actor, location)?;
        let spy = self.in_round(actor).map(|(spy, _)| spy)?;
        match self.stage.in_play_mut().map(|play| &mut play.step) {
            // It is sealed: the vote goes on, and nobody learns of it before the bets are shown.
            Some(Step::Vote(vote)) => {
                let sealed = true;
                vote.guess = Some((spy, Guess { sealed, ..guess }));
            }
            _ => self.go_on(|game, play| {
                let vote = Vote {
                    guess: Some((spy, guess)),
                    ..Vote::default()
                };
                game.reveal_of(play.round, vote)
            }),
        }
        Ok(())
    }

    /// Whether a caught spy may name the location now.
    fn is_last_word_due(&self) -> bool {
        let play = self.stage.in_play();
        self.pause.is_none() && play.is_some_and(|p| matches!(p.step, Step::LastWord(_)))
    }

    pub(in crate::game) fn checked_guess(
        &self,
        actor: Actor,
        location: &str,
    ) -> Result<Guess, Refusal> {
        let anytime = self.settings.spy_guess == SpyGuess::Anytime;
        match self.phase() {
            Phase::Vote => {}
            Phase::Questioning if anytime => {}
            Phase::Reveal if self.is_last_word_due() => {}
            _ => return Err(Refusal::InvalidPhase),
        }
        let (spy, round) = self.in_round(actor)?;
        // The same to everybody without a card: it must not say what the card is.
        if round.hides_card_of(spy) {
            return Err(Refusal::InvalidPhase);
        }
        if !round.deal.is_spy(spy) {
            return Err(Refusal::NotSpy);
        }
        if self.phase() == Phase::Vote && self.has_voted(spy) {
            return Err(Refusal::SpyAlreadyActed);
        }
        let location = self
            .pack
            .index_of(location)
            .ok_or(Refusal::InvalidLocation)?;
        let correct = location == round.deal.location;
        Ok(Guess {
            location,
            correct,
            sealed: false,
        })
    }

    /// Whether a vote runs, and everybody who is here has voted. Somebody who was lost a moment ago may be
    /// back in a moment, so the vote waits for them; and when none of its people is here the vote is left
    /// to its clock.
    pub(in crate::game) fn vote_is_complete(&self) -> bool {
        let Some((round, vote)) = self.stage.voting() else {
            return false;
        };
        let players = self.players_of(round);
        let players = || players.iter().filter_map(|id| self.seat(*id));
        let people = || players().filter(|seat| !seat.is_bot);
        let is_deserted = people().count() > 0 && !people().any(Seat::is_here);
        let waits_for = |seat: &Seat| seat.is_here_or_expected(self.now) && !vote.has_cast(seat.id);
        !is_deserted && !players().any(waits_for)
    }

    /// Whether that seat's vote, or its guess, is locked in, until the questions go on.
    pub(in crate::game) fn has_voted(&self, seat: SeatId) -> bool {
        let vote = self.stage.vote();
        vote.is_some_and(|vote| vote.has_cast(seat))
    }

    /// The actor's seat and the round it was dealt into, unless the seat was given up.
    pub(in crate::game) fn in_round(&self, actor: Actor) -> Result<(SeatId, &Round), Refusal> {
        match (actor, self.stage.round()) {
            (Actor::Seat(seat), Some(round)) if round.has(seat) && self.holds(seat) => {
                Ok((seat, round))
            }
            _ => Err(Refusal::NotInGame),
        }
    }
}
