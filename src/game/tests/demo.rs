//! A demo: bots on the empty seats, and a game from the lobby to its end.

use std::sync::Arc;

use serde_json::json;

use super::table::{NAMES, TV, Table, set};
use crate::game::tick::{SECOND, Tick};
use crate::game::{Command, Game, Phase, Refusal};

impl Table {
    /// Plays a demo to its end; everything that anybody could see on the way comes back with its time.
    fn demo(&mut self) -> Vec<(Phase, Tick)> {
        self.does(TV, Command::PlayWithBots);
        let began = self.now;
        let mut seen = vec![(self.phase(), 0)];
        while self.phase() != Phase::End {
            let due = self.game.deadline().expect("waits for nothing");
            self.wait_ms(due - self.now);
            seen.push((self.phase(), self.now - began));
        }
        seen
    }
}

#[test]
fn a_demo_shows_every_phase_in_less_than_three_minutes_and_leaves_no_trace() {
    for (seed, people) in (0..40).zip([0, 1, 2].into_iter().cycle()) {
        let mut table = Table::of_seed(seed, people);
        table.does(TV, set("role_display_seconds", 30));
        let lobby = table.board();
        // The people of this table only look on: nobody could be slower.
        let seen = table.demo();
        for phase in [
            Phase::Roles,
            Phase::Questioning,
            Phase::Vote,
            Phase::Reveal,
            Phase::Scoring,
        ] {
            assert!(seen.iter().any(|(one, _)| *one == phase), "{phase:?}");
        }
        let (_, took) = seen.last().unwrap();
        assert!(*took < 180 * SECOND, "seed {seed}: {took} ms");
        assert_eq!(table.board()["player_count"], 5);
        assert_eq!(table.game.report(), None, "it is not for the history");
        table.does(TV, Command::PlayAgain);
        assert_eq!(table.board()["config"], lobby["config"]);
        assert_eq!(table.board()["players"], lobby["players"]);
    }
}

#[test]
fn a_demo_that_cannot_start_changes_nothing() {
    let mut table = Table::lobby(10);
    for name in &NAMES[..7] {
        table.does(name, Command::Lose);
    }
    let before = json!(table.game);
    assert_eq!(
        table.tries(TV, Command::PlayWithBots),
        Err(Refusal::NotEnoughPlayers)
    );
    assert_eq!(json!(table.game), before);
}

#[test]
fn a_saved_demo_goes_on_as_it_would_have() {
    let mut through = Table::of_seed(3, 0);
    let mut saved = Table::of_seed(3, 0);
    for table in [&mut through, &mut saved] {
        table.does(TV, Command::PlayWithBots);
        table.until(Phase::Vote);
        table.wait(5);
    }
    let read: Game = serde_json::from_str(&json!(saved.game).to_string()).unwrap();
    let (packs, pack) = (saved.game.packs.clone(), Arc::clone(saved.game.pack()));
    saved.game = read.resume_with(packs, pack, saved.now).unwrap();
    assert_eq!(saved.board()["connected_count"], 5, "bots are always here");
    saved.does(TV, Command::Arrive);
    for table in [&mut through, &mut saved] {
        table.until(Phase::End);
    }
    assert_eq!(saved.board(), through.board());
}
