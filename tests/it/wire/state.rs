//! A round in states.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;
use spyster::game::{
    Actor, Command, Game, HouseRules, Moment, Packs, PlayerName, SeatId, Settings, Tick, Viewer,
};
use spyster::protocol::{ForHosts, Rejoin, RoomFacts, StateFrames};
use uuid::Uuid;

use super::super::support::{assert_in_contract, parse};
use super::{examples, room};

/// A game of five with a fixed deal, and the frames that its viewers get.
struct Table {
    game: Game,
    seats: Vec<SeatId>,
    now: Tick,
    /// What was looked at, in order.
    states: Vec<Value>,
}

const NAMES: [&str; 5] = ["Ana", "Ben", "Cleo", "Dan", "Eli"];

impl Table {
    fn new() -> Self {
        let packs = Arc::new(Packs::shipped());
        let settings = Settings {
            num_rounds: 1,
            ..Settings::default()
        };
        let game = Game::new(HouseRules::default(), settings, packs, [7; 32]).unwrap();
        let mut table = Self {
            game,
            seats: Vec::new(),
            now: 0,
            states: Vec::new(),
        };
        for name in NAMES {
            table.does(
                Actor::Guest,
                Command::Join(PlayerName::parse(name).unwrap()),
            );
            table.seats.push(table.game.seat_named(name).unwrap());
        }
        table
    }

    fn does(&mut self, actor: Actor, command: Command) {
        self.game.apply(self.now, actor, command).unwrap();
    }

    /// Lets the phase run out.
    fn wait(&mut self) {
        self.now = self.game.deadline().unwrap();
        self.game.tick(self.now);
    }

    fn spy(&self) -> usize {
        let is_spy = |index: &usize| {
            let view = self.game.private_view(Viewer::Seat(self.seats[*index]));
            serde_json::to_value(view).unwrap()["role_data"]["is_spy"] == true
        };
        (0..NAMES.len()).find(is_spy).unwrap()
    }

    fn vote(&mut self, voter: usize, target: usize, confidence: u8) {
        let target = NAMES[target].to_owned();
        self.does(
            Actor::Seat(self.seats[voter]),
            Command::Vote { target, confidence },
        );
    }

    /// Notes what those viewers see now.
    fn show(&mut self, viewers: &[Viewer]) {
        let facts = RoomFacts {
            seq: self.states.len() as u64 + 1,
            room: room(),
            session_id: Uuid::nil(),
            created_at: 1_790_000_000_000,
            join_url: Some("http://192.168.1.20:8137/api/spyster/player?room=K7PQ"),
        };
        let at = Moment {
            tick: self.now,
            epoch_ms: 1_790_000_000_000 + self.now,
        };
        let for_hosts = ForHosts {
            rejoin_requests: vec!["Tom"],
            rejoins: vec![
                Rejoin {
                    player_name: "Tom",
                    request: 42,
                },
                Rejoin {
                    player_name: "",
                    request: 17,
                },
            ],
        };
        let frames = StateFrames::new(&self.game, facts, &for_hosts, at, viewers);
        for viewer in viewers {
            let frame = frames.of(*viewer).unwrap();
            assert_in_contract(frame);
            self.states.push(parse(frame));
        }
    }
}

/// A round in which the spy is caught, as the TV, the spy, and another player see it.
fn shown() -> Vec<Value> {
    let mut table = Table::new();
    let first = Viewer::Seat(table.seats[0]);
    table.show(&[Viewer::Host, Viewer::Display, first]);
    table.does(Actor::Host, Command::Start);
    let spy = table.spy();
    let other = usize::from(spy == 0);
    let everybody = [
        Viewer::Host,
        Viewer::Seat(table.seats[spy]),
        Viewer::Seat(table.seats[other]),
    ];
    table.show(&everybody);
    table.wait();
    table.show(&everybody);
    table.does(Actor::Seat(table.seats[other]), Command::CallVote);
    table.vote(other, spy, 3);
    table.show(&everybody);
    table.does(Actor::Host, Command::TogglePause);
    table.show(&everybody);
    table.does(Actor::Host, Command::TogglePause);
    for voter in (0..NAMES.len()).filter(|voter| *voter != other) {
        table.vote(voter, if voter == spy { other } else { spy }, 2);
    }
    for _moment in ["REVEAL", "its last word", "the place", "SCORING", "END"] {
        table.show(&everybody);
        if table.game.deadline().is_some() {
            table.wait();
        }
    }
    table.states
}

#[test]
fn every_state_of_a_round_is_as_its_example() {
    let shown = shown();
    let phases: BTreeSet<&str> = shown
        .iter()
        .filter_map(|state| state["phase"].as_str())
        .collect();
    assert_eq!(phases.len(), 8, "{phases:?}");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wire/state.json");
    if std::env::var_os("SPYSTER_WRITE_CONTRACT").is_some() {
        std::fs::write(file, serde_json::to_string_pretty(&shown).unwrap() + "\n").unwrap();
    }
    let examples = examples(&std::fs::read_to_string(file).unwrap());
    assert!(
        examples == shown,
        "tests/wire/state.json is stale: run this test with SPYSTER_WRITE_CONTRACT=1"
    );
}
