//! The choreography of the reveal: what is shown when, the same beat on every screen.

use serde::{Deserialize, Serialize};

use super::state::{Round, Verdict};
use crate::game::stage::{Judged, LastWord};
use crate::game::tick::{SECOND, Tick};

/// "Votes are in…"
const VOTES_IN: Tick = SECOND;
/// One vote flips, then the next.
const FLIP: Tick = SECOND / 2;
/// "Now the bets…"
const BETS_INTRO: Tick = SECOND;
/// All bets at once.
const BETS: Tick = 3 * SECOND / 2;
/// All flips together, at most.
const FLIPS: Tick = 5 * SECOND;
/// The place that the spy named, and then whether it was the right one.
const GUESS: Tick = 3 * SECOND / 2;
/// The verdict stays.
const VERDICT: Tick = 3 * SECOND;
/// "The real spy was…"
const REAL_SPY: Tick = 2 * SECOND;
/// Where the round took place.
const PLACE: Tick = 3 * SECOND;
/// A reveal lasts at least and at most so long, without a last word.
const SHORTEST: Tick = 8 * SECOND;
const LONGEST: Tick = 20 * SECOND;

/// What begins at a beat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub(crate) enum Beat {
    /// "Votes are in…"
    VotesIn,
    /// A vote flips: the one at `index` in `votes`.
    Flip {
        /// Counts from 0.
        index: usize,
    },
    /// "Now the bets…"
    BetsIntro,
    /// All bets at once.
    Bets,
    /// The place that the spy named.
    GuessPlace,
    /// Whether it was the right one.
    GuessResult,
    /// The verdict.
    Verdict,
    /// Who the spy was, where that is not the verdict.
    RealSpy,
    /// A caught spy may name the place.
    LastWord,
    /// Where the round took place.
    Place,
}

/// A reveal: its beats with their distance from the start, and its length. A last word comes after that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choreography {
    pub(crate) beats: Vec<(Beat, Tick)>,
    pub(crate) length: Tick,
}

impl Choreography {
    /// The reveal of a round's vote, with or without bets.
    pub(crate) fn of(round: &Round, judged: &Judged, betting: bool) -> Self {
        let Judged { vote, outcome, .. } = judged;
        let mut show = Self::of_votes(vote.cards_to_reveal(round.deal.hands.len()), betting);
        let guess = vote.guess();
        if guess.is_some() {
            show.add(Beat::GuessPlace, GUESS);
            show.add(Beat::GuessResult, GUESS);
        }
        show.add(Beat::Verdict, VERDICT);
        if outcome.is_final {
            if matches!(outcome.verdict, Verdict::Innocent | Verdict::NoConviction) {
                show.add(Beat::RealSpy, REAL_SPY);
            }
            let is_known = guess.is_some_and(|guess| guess.correct);
            if !is_known && judged.last_word.is_none() {
                show.add(Beat::Place, PLACE);
            }
        }
        show.length = show.length.clamp(SHORTEST, LONGEST);
        if judged.last_word.is_some() {
            show.beats.push((Beat::LastWord, show.length));
        }
        if matches!(
            judged.last_word,
            Some(LastWord::Given(_) | LastWord::Missed)
        ) {
            show.beats.push((Beat::Place, show.length));
        }
        show
    }

    /// Nothing where there was no vote.
    fn of_votes(cards: usize, betting: bool) -> Self {
        let mut show = Self {
            beats: Vec::new(),
            length: 0,
        };
        if cards == 0 {
            return show;
        }
        show.add(Beat::VotesIn, VOTES_IN);
        let count = Tick::try_from(cards).unwrap_or(Tick::MAX);
        for index in 0..cards {
            show.add(Beat::Flip { index }, FLIP.min(FLIPS / count));
        }
        if betting {
            show.add(Beat::BetsIntro, BETS_INTRO);
            show.add(Beat::Bets, BETS);
        }
        show
    }

    fn add(&mut self, beat: Beat, lasts: Tick) {
        self.beats.push((beat, self.length));
        self.length += lasts;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::people::seat::SeatId;
    use crate::game::round::deal::{Card, Deal};
    use crate::game::round::state::{Guess, Outcome};
    use crate::game::round::tally::Tally;
    use crate::game::round::turns::Turn;
    use crate::game::settings::Conviction;
    use crate::game::stage::Vote;

    fn round(players: u32) -> Round {
        let card = |n| if n == 0 { Card::Spy } else { Card::Role(0) };
        let deal = Deal {
            location: 0,
            hands: (0..players).map(|n| (SeatId(n), card(n))).collect(),
            language_of: 0,
        };
        let turn = Turn {
            questioner: SeatId(0),
            answerer: SeatId(1),
        };
        Round::new(1, deal, turn, 0)
    }

    fn judged(verdict: Verdict, is_final: bool, guess: Option<bool>) -> Judged {
        let guess = guess.map(|correct| Guess {
            location: 0,
            correct,
            sealed: true,
        });
        Judged {
            vote: Vote {
                guess: guess.map(|guess| (SeatId(0), guess)),
                ..Vote::default()
            },
            outcome: Outcome {
                verdict,
                tally: Tally::new(&[], &[], Conviction::Plurality),
                is_final,
                points: Vec::new(),
            },
            last_word: None,
        }
    }

    #[test]
    fn a_reveal_of_four_votes_beat_by_beat() {
        let judged = judged(Verdict::Innocent, true, None);
        let show = Choreography::of(&round(4), &judged, true);
        let times: Vec<Tick> = show.beats.iter().map(|(_, at)| *at).collect();
        assert_eq!(
            times,
            [
                0, 1_000, 1_500, 2_000, 2_500, 3_000, 4_000, 5_500, 8_500, 10_500
            ]
        );
        let last: Vec<Beat> = show
            .beats
            .iter()
            .rev()
            .take(3)
            .map(|(beat, _)| *beat)
            .collect();
        assert_eq!(last, [Beat::Place, Beat::RealSpy, Beat::Verdict]);
        assert_eq!(show.length, 13_500);
    }

    #[test]
    fn every_reveal_lasts_eight_to_twenty_seconds_and_each_beat_has_its_time() {
        let endings = [
            (Verdict::SpyCaught, true, None),
            (Verdict::SpyCaught, true, Some(false)),
            (Verdict::SpyWins, true, Some(true)),
            (Verdict::Innocent, true, None),
            (Verdict::NoConviction, true, None),
            (Verdict::NoConviction, false, None),
        ];
        for players in 3..=20 {
            for (verdict, is_final, guess) in endings {
                for betting in [true, false] {
                    let judged = judged(verdict, is_final, guess);
                    let show = Choreography::of(&round(players), &judged, betting);
                    assert!(
                        (SHORTEST..=LONGEST).contains(&show.length),
                        "{players} {verdict:?}"
                    );
                    assert!(show.beats.windows(2).all(|pair| pair[0].1 < pair[1].1));
                    let at = |beat| show.beats.iter().find(|(one, _)| *one == beat);
                    let verdict_at = at(Beat::Verdict).unwrap().1;
                    let next = show
                        .beats
                        .iter()
                        .map(|(_, at)| *at)
                        .find(|at| *at > verdict_at);
                    assert!(next.unwrap_or(show.length) - verdict_at >= VERDICT);
                    assert_eq!(at(Beat::Place).is_some(), is_final && guess != Some(true));
                }
            }
        }
    }

    #[test]
    fn a_last_word_comes_after_the_rest_and_the_place_after_that() {
        let mut judged = judged(Verdict::SpyCaught, true, None);
        judged.last_word = Some(LastWord::Open);
        let show = Choreography::of(&round(5), &judged, true);
        assert_eq!(show.beats.last(), Some(&(Beat::LastWord, show.length)));
        assert!(show.beats.iter().all(|(beat, _)| *beat != Beat::Place));
        judged.last_word = Some(LastWord::Missed);
        let show = Choreography::of(&round(5), &judged, true);
        assert_eq!(show.beats.last(), Some(&(Beat::Place, show.length)));
    }
}
