//! How a vote or a guess is judged.

use super::scoring::Scoring;
use super::state::{Outcome, Round, Verdict};
use super::tally::Tally;
use crate::game::engine::Game;
use crate::game::people::seat::SeatId;
use crate::game::stage::Vote;

impl Game {
    /// What came of a vote of that round, or of the spy's guess, which convicts nobody.
    pub(in crate::game) fn judge(&self, round: &Round, vote: &Vote) -> Outcome {
        let scoring = &self.house.scoring;
        let deal = &round.deal;
        let conviction = self.settings.conviction;
        let mut tally = Tally::new(&vote.ballots, &self.voters(round, vote), conviction);
        if vote.guess.is_some() {
            tally.convicted = None;
        }
        let (verdict, is_final, points) = match (vote.guess, tally.convicted) {
            (Some(guess), _) => {
                let verdict = match guess.correct {
                    true => Verdict::SpyWins,
                    false => Verdict::SpyCaught,
                };
                (verdict, true, scoring.of_guess(deal, guess.correct))
            }
            (None, Some(convicted)) => {
                let verdict = match deal.is_spy(convicted) {
                    true => Verdict::SpyCaught,
                    false => Verdict::Innocent,
                };
                let points = scoring.of_conviction(deal, &vote.ballots, convicted);
                (verdict, true, points)
            }
            (None, None) => {
                let time_is_up = round.time_left == 0;
                let points = Scoring::of_no_conviction(deal);
                (Verdict::NoConviction, time_is_up, points)
            }
        };
        Outcome {
            verdict,
            tally,
            is_final,
            points,
        }
    }

    /// Those of the round's players who have voted or still can. Whoever left without a vote is not
    /// counted; the vote of one who left later stands, and so does the voter.
    pub(in crate::game) fn voters(&self, round: &Round, vote: &Vote) -> Vec<SeatId> {
        let seats = round.deal.hands.iter().map(|(seat, _)| *seat);
        let counts = |seat: &SeatId| self.holds(*seat) || vote.ballot_of(*seat).is_some();
        seats.filter(counts).collect()
    }
}
