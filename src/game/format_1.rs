//! Migration: a game as the first format of snapshots has it.

use serde::Deserialize;
use serde::de::Error as _;
use serde_json::{Map, Value, json};

use super::phase::{Clock, Phase};
use super::settings::PointsTable;
use super::stage::{Judged, RoundInPlay, Stage, Step, Vote};
use crate::game::bots::plan::Plan;
use crate::game::people::seat::SeatId;
use crate::game::round::scoring::Scoring;
use crate::game::round::state::{Guess, Outcome, Round};
use crate::game::round::tally::Ballot;

/// What stood in the place of a stage: a round that may be there, all that may be known of it, and the phase
/// that said what of it counts.
#[derive(Deserialize)]
struct Format1 {
    phase: Phase,
    clock: Clock,
    round: Option<RoundOf1>,
    #[serde(default)]
    plans: Vec<Plan>,
}

#[derive(Deserialize)]
struct RoundOf1 {
    #[serde(flatten)]
    round: Round,
    caller: Option<SeatId>,
    ballots: Vec<Ballot>,
    guess: Option<Guess>,
    outcome: Option<Outcome>,
}

/// Writes a saved game of format 1 as format 2 has it. All but its stage is as it was.
///
/// # Errors
///
/// When it is no such game: a field is missing, or its phase cannot be with what there is of a round.
pub fn from_format_1(mut game: Value) -> serde_json::Result<Value> {
    let fields = game.as_object_mut();
    let fields = fields.ok_or_else(|| serde_json::Error::custom("not an object"))?;
    let old = ["phase", "clock", "round", "plans"];
    let taken = old.map(|key| fields.remove(key).map(|value| (key.to_owned(), value)));
    let taken: Map<String, Value> = taken.into_iter().flatten().collect();
    let stage = serde_json::from_value::<Format1>(Value::Object(taken))?.stage();
    let stage = stage.ok_or_else(|| serde_json::Error::custom("a phase without its round"))?;
    if stage != Stage::Lobby {
        keep_points(fields);
    }
    fields.insert("stage".to_owned(), json!(stage));
    Ok(game)
}

/// A game that has begun goes on with the points it began with.
fn keep_points(game: &mut Map<String, Value>) {
    let scoring = game.get("house").and_then(|house| house.get("scoring"));
    let scoring = scoring.and_then(|scoring| Scoring::deserialize(scoring).ok());
    let points = match scoring.is_none_or(|scoring| scoring == Scoring::CLASSIC) {
        true => PointsTable::Classic,
        false => PointsTable::Custom,
    };
    for settings in ["settings", "settings_before_demo"] {
        let settings = game.get_mut(settings).and_then(Value::as_object_mut);
        if let Some(settings) = settings {
            settings.insert("points".to_owned(), json!(points));
            settings.insert("last_word".to_owned(), json!(false));
            settings.insert("double_last_round".to_owned(), json!(false));
        }
    }
}

fn judged(vote: Vote, outcome: Outcome) -> Judged {
    Judged {
        vote,
        outcome,
        last_word: None,
    }
}

impl Format1 {
    fn stage(self) -> Option<Stage> {
        let Some(saved) = self.round else {
            return (self.phase == Phase::Lobby).then_some(Stage::Lobby);
        };
        let vote = Vote {
            caller: saved.caller,
            ballots: saved.ballots,
            guess: saved.round.spy().zip(saved.guess),
        };
        let step = match (self.phase, saved.outcome) {
            (Phase::Lobby, _) => return Some(Stage::Lobby),
            (Phase::End, _) => return Some(Stage::End(Box::new(saved.round))),
            (Phase::Roles, _) => Step::Roles { looked: Vec::new() },
            (Phase::Questioning, _) => Step::Questions,
            (Phase::Vote, _) => Step::Vote(vote),
            (Phase::Reveal, Some(outcome)) => Step::Reveal(judged(vote, outcome)),
            (Phase::Scoring, Some(outcome)) => Step::Scores(judged(vote, outcome)),
            (Phase::Scoring, None) => Step::CalledOff,
            (Phase::Reveal, None) | (Phase::Paused, _) => return None,
        };
        Some(Stage::Round(Box::new(RoundInPlay {
            round: saved.round,
            step,
            clock: self.clock,
            plans: self.plans,
        })))
    }
}
