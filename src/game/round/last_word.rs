//! The last word: a spy who was convicted may name the location, before anybody is told where it was.

use crate::game::command::Actor;
use crate::game::engine::Game;
use crate::game::people::seat::{Seat, SeatId};
use crate::game::refusal::Refusal;
use crate::game::round::state::{Guess, Outcome, Round, Verdict};
use crate::game::stage::{Judged, LastWord, Stage, Step, Vote};
use crate::game::tick::{SECOND, Tick};

/// How long the spy may think of a place.
const TIME: Tick = 15 * SECOND;

/// How long what came of it stays.
const SHOWN: Tick = 3 * SECOND;

impl Game {
    /// Whether the spy has a last word: convicted without having guessed, where it is worth anything.
    pub(in crate::game) fn has_last_word(&self, vote: &Vote, outcome: &Outcome) -> bool {
        outcome.verdict == Verdict::SpyCaught
            && vote.guess.is_none()
            && self.settings.last_word
            && self.scoring().last_word != 0
    }

    /// The spy's time for it. One who is not there, or must not see the card, has nothing to say.
    pub(in crate::game) fn last_word_of(&mut self, round: Round, judged: Judged) -> Stage {
        let is_here = |spy: &SeatId| self.seat(*spy).is_some_and(Seat::is_here);
        let spy = round.spy().filter(is_here);
        match spy.is_some_and(|spy| !round.hides_card_of(spy)) {
            true => self.begin(round, Step::LastWord(judged), TIME, TIME),
            false => self.tell_last_word(round, judged, LastWord::Missed),
        }
    }

    /// The spy says it.
    pub(in crate::game) fn give_last_word(
        &mut self,
        actor: Actor,
        location: &str,
    ) -> Result<(), Refusal> {
        let guess = self.checked_guess(actor, location)?;
        self.go_on(|game, play| match play.step {
            Step::LastWord(judged) => {
                game.tell_last_word(play.round, judged, LastWord::Given(guess))
            }
            _ => Stage::Round(Box::new(play)),
        });
        Ok(())
    }

    /// It has come, or its time is over: where the round was is no secret any more.
    pub(in crate::game) fn tell_last_word(
        &mut self,
        round: Round,
        judged: Judged,
        word: LastWord,
    ) -> Stage {
        let mut judged = Judged {
            last_word: Some(word),
            ..judged
        };
        if let LastWord::Given(Guess { correct: true, .. }) = word {
            let worth = self.scoring().last_word * self.factor_of(&round);
            let points = judged.outcome.points.iter_mut();
            for (_, points) in points.filter(|(seat, _)| round.deal.is_spy(*seat)) {
                points.add_last_word(worth);
            }
        }
        self.begin(round, Step::Reveal(judged), SHOWN, SHOWN)
    }
}
