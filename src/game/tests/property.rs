//! Whatever anybody does at any time, some things hold.
//!
//! `PROPTEST_CASES` raises the number of games; without it a run takes a few seconds and is always
//! the same. `PROPTEST_RNG_SEED` plays other games.

use std::collections::HashMap;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;

use super::chaos::{Night, Step, night};
use super::secrecy::assert_views_keep_secrets;
use super::table::{TV, Table};
use crate::game::people::seat::Presence;
use crate::game::round::deal::Card;
use crate::game::tick::{MINUTE, Tick};
use crate::game::{Command, Phase, Viewer};

/// Steps of a night, at most.
const STEPS: usize = 200;

fn config() -> ProptestConfig {
    let mut config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 24;
    }
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(20);
    }
    config
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_anybody_does_the_game_holds_together(night in night(STEPS)) {
        let mut table = night.table();
        let mut totals = Totals::default();
        for step in &night.steps {
            let before = matches!(step, Step::Do(..)).then(|| views(&table));
            let answer = table.take(step, |table| {
                one_spy_and_three_players_in_a_round(table);
                assert_views_keep_secrets(table);
                totals.add_up(&table.board());
            });
            if answer.is_err() {
                prop_assert_eq!(before, Some(views(&table)), "{:?} was refused", step);
            }
            nothing_changes_before_the_deadline(&mut table);
        }
    }

    #[test]
    fn cards_votes_and_reveals_end_by_the_clock_alone(night in night(STEPS)) {
        let mut table = night.played();
        unpause(&mut table);
        for _ in 0..20 {
            let phase = table.phase();
            let mut has_ended = false;
            let look = |table: &mut Table| has_ended |= table.phase() != phase;
            table.take(&Step::Wait(3 * MINUTE), look).unwrap();
            if matches!(phase, Phase::Roles | Phase::Vote | Phase::Reveal) {
                prop_assert!(has_ended, "{:?}", phase);
            }
        }
    }

    #[test]
    fn a_pause_loses_no_time(night in night(STEPS), length in 0..20 * MINUTE) {
        let mut table = night.played();
        unpause(&mut table);
        let before = time_left(&table);
        table.does(TV, Command::TogglePause);
        table.wait_ms(length);
        table.does(TV, Command::Resume);
        prop_assert_eq!(time_left(&table), before);
    }

    #[test]
    fn the_same_seed_and_commands_play_the_same_game(night in night(STEPS)) {
        prop_assert_eq!(replay(&night), replay(&night));
    }
}

/// All views after every step.
fn replay(night: &Night) -> Vec<Vec<String>> {
    let mut table = night.table();
    let mut seen = vec![views(&table)];
    for step in &night.steps {
        let _answer = table.take(step, |_| ());
        seen.push(views(&table));
    }
    seen
}

/// The common view, and everybody's own.
fn views(table: &Table) -> Vec<String> {
    let common = serde_json::to_string(&table.game.public_view(table.moment())).unwrap();
    let seats = table.game.seats.iter().map(|seat| Viewer::Seat(seat.id));
    let viewers = seats.chain([Viewer::Host, Viewer::Display]);
    let own = viewers.map(|v| serde_json::to_string(&table.game.private_view(v)).unwrap());
    own.chain([common]).collect()
}

/// The phase, or the one below a pause.
fn phase_of(board: &Value) -> &str {
    let below = board["paused_phase"].as_str();
    below.or(board["phase"].as_str()).unwrap()
}

fn one_spy_and_three_players_in_a_round(table: &mut Table) {
    let board = table.board();
    let has_clock = ["ROLES", "QUESTIONING", "VOTE", "REVEAL"].contains(&phase_of(&board));
    assert!(
        !has_clock || board["timer"]["remaining"].is_number(),
        "no way on"
    );
    if !has_clock || phase_of(&board) == "REVEAL" {
        return;
    }
    let cards = &table.round().deal.hands;
    let cards = cards.iter().filter(|(seat, _)| table.game.holds(*seat));
    let cards: Vec<Card> = cards.map(|(_, card)| *card).collect();
    assert!(cards.len() >= 3);
    assert_eq!(cards.iter().filter(|card| **card == Card::Spy).count(), 1);
}

/// The totals a spectator who adds up the points of every round comes to.
#[derive(Default)]
struct Totals {
    round: u64,
    by_name: HashMap<String, i64>,
}

impl Totals {
    fn add_up(&mut self, board: &Value) {
        if phase_of(board) == "LOBBY" {
            *self = Self::default();
        }
        let round = board["current_round"].as_u64().unwrap();
        if phase_of(board) == "SCORING" && round > self.round {
            self.round = round;
            for (name, points) in board["round_scores"].as_object().unwrap() {
                let lines = points["breakdown"].as_array().unwrap().iter();
                let sum: i64 = lines.map(|line| line["points"].as_i64().unwrap()).sum();
                assert_eq!(points["points"], sum);
                *self.by_name.entry(name.clone()).or_default() += sum;
            }
        }
        for player in board["players"].as_array().unwrap() {
            let total = self.by_name.get(player["name"].as_str().unwrap());
            assert_eq!(player["score"], *total.unwrap_or(&0), "{board}");
        }
    }
}

/// Whoever draws a view at the deadline misses nothing: until then only durations move.
fn nothing_changes_before_the_deadline(table: &mut Table) {
    let (now, due) = (table.now, table.game.deadline());
    if due.is_some_and(|due| due <= now) {
        return;
    }
    let before = without_durations(table.board());
    table.now = due.map_or(now + 60 * MINUTE, |due| due - 1);
    assert_eq!(without_durations(table.board()), before);
    table.now = now;
}

fn without_durations(mut board: Value) -> Value {
    let paused = board["phase"] == "PAUSED";
    let fields = board.as_object_mut().unwrap();
    fields.remove("timer");
    fields.remove("scoring_timer");
    // The beats of a paused reveal are put off for as long as the pause lasts.
    if paused {
        fields.remove("reveal");
    }
    for player in fields["players"].as_array_mut().unwrap() {
        player
            .as_object_mut()
            .unwrap()
            .remove("disconnect_duration");
    }
    board
}

/// The TV is on, and the game goes on.
fn unpause(table: &mut Table) {
    table.does(TV, Command::Arrive);
    if table.phase() == Phase::Paused {
        table.does(TV, Command::Resume);
    }
    table.wait_ms(0);
}

/// What is left on the phase's clock, and until each lost seat is given up.
fn time_left(table: &Table) -> (Option<f64>, Vec<Tick>) {
    let seats = table
        .game
        .seats
        .iter()
        .filter_map(|seat| match seat.presence {
            Presence::Lost { gives_up_at, .. } => Some(gives_up_at - table.now),
            _ => None,
        });
    (table.seconds_left(), seats.collect())
}
