//! What the spy has named: with a guess instead of a vote, or with the last word.

use serde::Serialize;

use crate::game::engine::Game;
use crate::game::round::state::Guess;
use crate::game::stage::{LastWord, Step, Vote};
use crate::game::tick::Moment;

/// What the spy guessed.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "Guess"))]
pub(super) struct GuessView<'a> {
    /// Whether the spy named a location.
    guessed: bool,
    #[serde(flatten)]
    named: Option<Named<'a>>,
}

/// A caught spy may name the location.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "LastWord"))]
pub(super) struct LastWordView<'a> {
    /// Until when, in milliseconds since the Unix epoch; nothing before and after.
    until: Option<u64>,
    /// Whether the spy has named one.
    given: bool,
    #[serde(flatten)]
    named: Option<Named<'a>>,
}

/// A location that the spy has named.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
struct Named<'a> {
    /// Which.
    location_id: &'a str,
    /// Its name.
    location: &'a str,
    /// Whether it was the right one.
    correct: bool,
}

impl Game {
    pub(super) fn guess_view(&self, vote: &Vote) -> GuessView<'_> {
        let guess = vote.guess();
        GuessView {
            guessed: guess.is_some(),
            named: guess.and_then(|guess| self.named(guess)),
        }
    }

    pub(super) fn last_word_view(&self, word: LastWord, at: Moment) -> LastWordView<'_> {
        let given = match word {
            LastWord::Given(guess) => Some(guess),
            LastWord::Open | LastWord::Missed => None,
        };
        let play = self.stage.in_play();
        let open = play.filter(|play| matches!(play.step, Step::LastWord(_)));
        LastWordView {
            until: open
                .and_then(|play| play.clock.ends_at())
                .map(|tick| at.epoch_ms_at(tick)),
            given: given.is_some(),
            named: given.and_then(|guess| self.named(guess)),
        }
    }

    fn named(&self, guess: Guess) -> Option<Named<'_>> {
        let place = self.pack.locations.get(guess.location)?;
        Some(Named {
            location_id: &place.id,
            location: &place.name,
            correct: guess.correct,
        })
    }
}
