//! What a host may set in the lobby.

use std::ops::RangeInclusive;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::refusal::Refusal;
use crate::game::round::packs::Packs;

/// Settings of one room: the `config` of every `state`, changed field by field with `configure`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "GameSettings"))]
pub struct Settings {
    /// Minutes of questions in a round, 1-30.
    pub round_duration_minutes: u32,
    /// Rounds in a game, 1-20.
    pub num_rounds: u32,
    /// Id of the location pack.
    pub location_pack: String,
    /// Seconds to vote, 15-180.
    pub vote_duration_seconds: u32,
    /// How many votes convict.
    pub conviction: Conviction,
    /// Whether votes carry a bet; without, every vote counts as a bet of 1.
    pub betting: bool,
    /// When the spy may guess the location.
    pub spy_guess: SpyGuess,
    /// Seconds the role cards are shown before the questions begin, 5-60; fewer where everybody has looked.
    pub role_display_seconds: u32,
    /// What votes, bets and guesses are worth.
    pub points: PointsTable,
    /// Whether a spy who was convicted may name the location, where that is worth anything.
    pub last_word: bool,
    /// Whether everything in the last round counts twice.
    pub double_last_round: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            round_duration_minutes: 7,
            num_rounds: 5,
            location_pack: "classic".to_owned(),
            vote_duration_seconds: 60,
            conviction: Conviction::Plurality,
            betting: true,
            spy_guess: SpyGuess::Vote,
            role_display_seconds: 10,
            points: PointsTable::Nerve,
            last_word: true,
            double_last_round: true,
        }
    }
}

/// How many votes it takes to convict somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub enum Conviction {
    /// More votes than anybody else.
    Plurality,
    /// The votes of more than half of the round's players.
    Majority,
    /// The vote of every player of the round but the accused.
    Unanimous,
}

/// When the spy may guess the location instead of voting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub enum SpyGuess {
    /// While a vote runs.
    Vote,
    /// Also during the questions.
    Anytime,
}

/// A table of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub enum PointsTable {
    /// Bets are decisions, and a spy who hides well scores.
    Nerve,
    /// The same with small losses.
    Family,
    /// The original's: the highest bet is nearly always best.
    Classic,
    /// The house's own, where it has one.
    Custom,
}

/// A setting as somebody asked for it, not yet checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// The setting's name, a field of [`Settings`].
    pub field: String,
    /// What it is to be.
    pub value: Value,
}

/// The smallest and largest value of each number among the settings.
const RANGES: [(&str, RangeInclusive<u32>); 4] = [
    ("round_duration_minutes", 1..=30),
    ("num_rounds", 1..=20),
    ("vote_duration_seconds", 15..=180),
    ("role_display_seconds", 5..=60),
];

impl Settings {
    /// Changes one setting, or nothing at all.
    ///
    /// # Errors
    ///
    /// [`Refusal::ConfigInvalidField`] for an unknown setting, and the code of the setting
    /// (`CONFIG_INVALID_DURATION`, `_ROUNDS`, `_PACK`, `_VALUE`) for a value it does not take.
    pub fn set(&mut self, setting: &Setting, packs: &Packs) -> Result<(), Refusal> {
        use Refusal::{ConfigInvalidDuration, ConfigInvalidRounds};
        let value = &setting.value;
        match setting.field.as_str() {
            "round_duration_minutes" => {
                self.round_duration_minutes = within(setting, ConfigInvalidDuration)?;
            }
            "num_rounds" => self.num_rounds = within(setting, ConfigInvalidRounds)?,
            "vote_duration_seconds" => {
                self.vote_duration_seconds = within(setting, ConfigInvalidDuration)?;
            }
            "role_display_seconds" => {
                self.role_display_seconds = within(setting, ConfigInvalidDuration)?;
            }
            "location_pack" => {
                let id = value.as_str().filter(|id| packs.get(id).is_some());
                self.location_pack = id.ok_or(Refusal::ConfigInvalidPack)?.to_owned();
            }
            "conviction" => self.conviction = read(value)?,
            "betting" => self.betting = read(value)?,
            "spy_guess" => self.spy_guess = read(value)?,
            "points" => self.choose_points(read(value)?),
            "last_word" => self.last_word = read(value)?,
            "double_last_round" => self.double_last_round = read(value)?,
            _ => return Err(Refusal::ConfigInvalidField),
        }
        Ok(())
    }

    /// The original knew neither a last word nor a double last round; each can be changed after.
    fn choose_points(&mut self, table: PointsTable) {
        self.points = table;
        self.last_word = table != PointsTable::Classic;
        self.double_last_round = table != PointsTable::Classic;
    }

    /// The smallest and largest value of a setting that is a number.
    #[must_use]
    pub fn range_of(field: &str) -> Option<RangeInclusive<u32>> {
        let mut ranges = RANGES.into_iter();
        ranges
            .find(|(name, _)| *name == field)
            .map(|(_, range)| range)
    }
}

/// A number within the range of its field, or the refusal of that field.
fn within(setting: &Setting, or: Refusal) -> Result<u32, Refusal> {
    let number = setting.value.as_u64().and_then(|n| u32::try_from(n).ok());
    let range = Settings::range_of(&setting.field);
    let fits = |n: &u32| range.as_ref().is_some_and(|range| range.contains(n));
    number.filter(fits).ok_or(or)
}

fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Refusal> {
    T::deserialize(value).map_err(|_| Refusal::ConfigInvalidValue)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn set(field: &str, value: Value) -> Result<Settings, Refusal> {
        let mut settings = Settings::default();
        let setting = Setting {
            field: field.to_owned(),
            value,
        };
        settings.set(&setting, &Packs::shipped()).map(|()| settings)
    }

    #[test]
    fn every_setting_takes_its_whole_range_and_no_more() {
        use Refusal::{ConfigInvalidDuration, ConfigInvalidRounds};
        for (field, low, high, refusal) in [
            ("round_duration_minutes", 1, 30, ConfigInvalidDuration),
            ("num_rounds", 1, 20, ConfigInvalidRounds),
            ("vote_duration_seconds", 15, 180, ConfigInvalidDuration),
            ("role_display_seconds", 5, 60, ConfigInvalidDuration),
        ] {
            assert!(set(field, json!(low)).is_ok() && set(field, json!(high)).is_ok());
            for bad in [
                json!(low - 1),
                json!(high + 1),
                json!("7"),
                json!(7.5),
                json!(null),
                json!(-7),
            ] {
                assert_eq!(set(field, bad), Err(refusal), "{field}");
            }
        }
    }

    #[test]
    fn words_are_checked_too() {
        assert_eq!(
            set("conviction", json!("majority")).unwrap().conviction,
            Conviction::Majority
        );
        assert_eq!(
            set("spy_guess", json!("anytime")).unwrap().spy_guess,
            SpyGuess::Anytime
        );
        assert!(!set("betting", json!(false)).unwrap().betting);
        assert_eq!(
            set("conviction", json!("mob")),
            Err(Refusal::ConfigInvalidValue)
        );
        assert_eq!(
            set("betting", json!("yes")),
            Err(Refusal::ConfigInvalidValue)
        );
        assert_eq!(
            set("location_pack", json!("atlantis")),
            Err(Refusal::ConfigInvalidPack)
        );
        let classic = set("points", json!("classic")).unwrap();
        assert_eq!(
            (classic.points, classic.last_word, classic.double_last_round),
            (PointsTable::Classic, false, false)
        );
        assert!(set("points", json!("family")).unwrap().last_word);
        assert_eq!(
            set("points", json!("gold")),
            Err(Refusal::ConfigInvalidValue)
        );
        assert!(!set("last_word", json!(false)).unwrap().last_word);
        assert_eq!(set("volume", json!(11)), Err(Refusal::ConfigInvalidField));
    }
}
