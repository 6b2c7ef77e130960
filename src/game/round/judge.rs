//! How a vote or a guess is judged.

use super::scoring::{Ending, Scoring};
use super::state::{Outcome, Round, Verdict};
use super::tally::Tally;
use crate::game::engine::Game;
use crate::game::people::seat::SeatId;
use crate::game::stage::Vote;

impl Game {
    /// What came of a vote of that round, or of the spy's guess, which convicts nobody.
    pub(in crate::game) fn judge(&self, round: &Round, vote: &Vote) -> Outcome {
        let deal = &round.deal;
        let conviction = self.settings.conviction;
        let mut tally = Tally::new(&vote.ballots, &self.voters(round, vote), conviction);
        let guess = vote.guess();
        if guess.is_some() {
            tally.convicted = None;
        }
        let time_is_up = round.time_left == 0;
        let (verdict, ending) = match (guess, tally.convicted) {
            (Some(guess), _) => {
                let verdict = match guess.correct {
                    true => Verdict::SpyWins,
                    false => Verdict::SpyCaught,
                };
                (verdict, Some(Ending::Guessed(guess.correct)))
            }
            (None, Some(convicted)) => {
                let verdict = match deal.is_spy(convicted) {
                    true => Verdict::SpyCaught,
                    false => Verdict::Innocent,
                };
                (verdict, Some(Ending::Convicted(convicted)))
            }
            (None, None) => {
                let ending = time_is_up.then_some(Ending::NoConviction);
                (Verdict::NoConviction, ending)
            }
        };
        let points = ending.map(|ending| {
            let (ballots, factor) = (&vote.ballots, self.factor_of(round));
            self.scoring().of_round(deal, ballots, ending, factor)
        });
        Outcome {
            verdict,
            tally,
            is_final: ending.is_some(),
            points: points.unwrap_or_default(),
        }
    }

    /// What each event is worth in this room.
    pub(in crate::game) fn scoring(&self) -> &Scoring {
        self.house.scoring(self.settings.points)
    }

    /// How many times everything counts in that round.
    pub(in crate::game) fn factor_of(&self, round: &Round) -> i32 {
        let is_last = round.number == self.settings.num_rounds;
        match self.settings.double_last_round && is_last {
            true => 2,
            false => 1,
        }
    }

    /// Those of the round's players who have voted or still can. Whoever left without a vote is not
    /// counted; the vote of one who left later stands, and so does the voter.
    pub(in crate::game) fn voters(&self, round: &Round, vote: &Vote) -> Vec<SeatId> {
        let seats = round.deal.hands.iter().map(|(seat, _)| *seat);
        let counts = |seat: &SeatId| self.holds(*seat) || vote.has_cast(*seat);
        seats.filter(counts).collect()
    }
}
