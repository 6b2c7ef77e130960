//! The choreography of the reveal: what is shown when, the same beat on every screen.

use serde::{Deserialize, Serialize};

use crate::game::tick::{SECOND, Tick};

/// "Votes are in…"
const VOTES_IN: Tick = SECOND;
/// One vote flips, then the next.
const FLIP: Tick = SECOND / 2;
/// "Now the bets…"
const BETS_INTRO: Tick = SECOND;
/// All bets at once.
const BETS: Tick = 3 * SECOND / 2;
/// The verdict stays.
const VERDICT: Tick = 3 * SECOND;
/// A reveal lasts at least and at most so long.
const SHORTEST: Tick = 8 * SECOND;
const LONGEST: Tick = 12 * SECOND;

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
    /// The verdict.
    Verdict,
}

/// A reveal: its beats with their distance from the start, and its length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choreography {
    pub(crate) beats: Vec<(Beat, Tick)>,
    pub(crate) length: Tick,
}

impl Choreography {
    /// The reveal of `cards` votes, with or without bets.
    pub(crate) fn new(cards: usize, betting: bool) -> Self {
        let bets = if betting { BETS_INTRO + BETS } else { 0 };
        let count = Tick::try_from(cards).unwrap_or(Tick::MAX).max(1);
        let flip = FLIP.min((LONGEST - VOTES_IN - bets - VERDICT) / count);
        let mut beats = vec![(Beat::VotesIn, 0)];
        let mut at = VOTES_IN;
        for index in 0..cards {
            beats.push((Beat::Flip { index }, at));
            at += flip;
        }
        if betting {
            beats.push((Beat::BetsIntro, at));
            beats.push((Beat::Bets, at + BETS_INTRO));
            at += bets;
        }
        beats.push((Beat::Verdict, at));
        let length = (at + VERDICT).clamp(SHORTEST, LONGEST);
        Self { beats, length }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reveal_of_four_votes_beat_by_beat() {
        let show = Choreography::new(4, true);
        let times: Vec<Tick> = show.beats.iter().map(|(_, at)| *at).collect();
        assert_eq!(times, [0, 1_000, 1_500, 2_000, 2_500, 3_000, 4_000, 5_500]);
        assert_eq!(show.length, 8_500);
    }

    #[test]
    fn every_reveal_lasts_eight_to_twelve_seconds_and_shows_its_verdict_for_three() {
        for cards in 0..=20 {
            for betting in [true, false] {
                let show = Choreography::new(cards, betting);
                assert!(
                    (SHORTEST..=LONGEST).contains(&show.length),
                    "{cards} {betting}"
                );
                assert!(show.beats.windows(2).all(|pair| pair[0].1 < pair[1].1));
                let (beat, at) = *show.beats.last().unwrap();
                assert_eq!(beat, Beat::Verdict);
                assert!(show.length - at >= VERDICT);
            }
        }
    }
}
