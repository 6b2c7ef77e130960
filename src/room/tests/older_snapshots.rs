//! Snapshots that older versions have written: their rooms come back as they were, and go on to their end.
//!
//! Those of format 1 were written by the version of 21 November 2026, one in each phase of a game of four people and
//! a bot, with the tokens of all and what their screens showed.

use serde_json::{Value, json};

use super::client::Client;
use super::{pass, rooms_in, seconds};
use crate::protocol::SessionToken;
use crate::room::durable::snapshot::SavedRoom;
use crate::room::{RoomHandle, Rooms};
use crate::store::{Change, Memory, Storage, Store};

const PACK: &str = include_str!("../../../tests/snapshots/format_1/pack.json");

/// A snapshot of format 1, by the phase in which it was written.
macro_rules! written_in {
    ($($phase:literal),* $(,)?) => {
        [$(($phase, include_str!(concat!("../../../tests/snapshots/format_1/", $phase, ".json")))),*]
    };
}

const FORMAT_1: [(&str, &str); 9] = written_in![
    "lobby",
    "roles",
    "questioning",
    "paused",
    "vote",
    "reveal",
    "guess",
    "scoring",
    "end",
];

/// What an older version left behind.
struct Left(Value);

impl Left {
    fn read(text: &str) -> Self {
        Self(serde_json::from_str(text).unwrap())
    }

    /// The house after an update.
    fn rooms(&self) -> Rooms {
        let storage = Memory::default();
        let text = |field: &str| self.0[field].as_str().unwrap().to_owned();
        let format = u32::try_from(self.0["format"].as_u64().unwrap()).unwrap();
        let changes = [
            Change::KeepPack {
                id: self.0["body"]["pack"].as_str().unwrap().to_owned(),
                body: PACK.into(),
            },
            Change::SaveRoom {
                room: text("room"),
                saved_at: crate::protocol::epoch_ms(),
                format,
                body: self.0["body"].to_string().into_bytes(),
            },
        ];
        storage.commit(&changes).unwrap();
        rooms_in(Store::inline(storage), |_| {})
    }

    fn token(&self, who: &str) -> SessionToken {
        SessionToken::parse(self.0["tokens"][who].as_str().unwrap()).unwrap()
    }

    fn room(&self, rooms: &Rooms) -> RoomHandle {
        rooms.of_token(&self.token("tv")).unwrap()
    }

    /// What somebody's screen showed, but for what the house is set to.
    fn shown_to(&self, who: &str) -> Vec<(&String, &Value)> {
        let shown = self.0["states"][who].as_object().unwrap().iter();
        let is_compared = |key: &str| !["config", "scores_on_board"].contains(&key);
        shown.filter(|(key, _)| is_compared(key)).collect()
    }
}

/// Whether all that was shown is shown now, with whatever is new.
fn shows(now: &Value, before: &Value) -> bool {
    match (now, before) {
        (Value::Object(now), Value::Object(before)) => before
            .iter()
            .all(|(key, value)| now.get(key).is_some_and(|now| shows(now, value))),
        (Value::Array(now), Value::Array(before)) => {
            let pairs = now.iter().zip(before);
            now.len() == before.len() && pairs.into_iter().all(|(now, before)| shows(now, before))
        }
        _ => now == before,
    }
}

#[tokio::test(start_paused = true)]
async fn everybody_finds_what_they_left() {
    for (phase, text) in FORMAT_1 {
        let left = Left::read(text);
        let rooms = left.rooms();
        let room = left.room(&rooms);
        for who in ["Ana", "Ben", "Cleo", "Dora", "tv"] {
            let back = Client::resume(&room, &left.token(who)).await;
            for (key, value) in left.shown_to(who) {
                let now = &back.state[key];
                assert!(
                    shows(now, value),
                    "{phase}: {key} of {who}: {now} was {value}"
                );
            }
            let scores = back.state["players"].as_array().unwrap().iter();
            let scores: Value = scores
                .map(|p| (p["name"].as_str().unwrap().to_owned(), p["score"].clone()))
                .collect();
            assert_eq!(
                scores, left.0["states"][who]["scores_on_board"],
                "{phase}: {who}"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_game_goes_on_to_its_end() {
    for (phase, text) in FORMAT_1 {
        let left = Left::read(text);
        let rooms = left.rooms();
        let room = left.room(&rooms);
        let mut host = Client::resume(&room, &left.token("tv")).await;
        let mut people = Vec::new();
        for who in ["Ana", "Ben", "Cleo", "Dora"] {
            people.push(Client::resume(&room, &left.token(who)).await);
        }
        host.ask(json!({"type": "get_state"})).await;
        for _ in 0..500 {
            let action = match host.state["phase"].as_str().unwrap() {
                "LOBBY" => "start_game",
                "QUESTIONING" => "skip_to_vote",
                "SCORING" => "next_round",
                "PAUSED" => "resume",
                "END" => break,
                _ => {
                    pass(seconds(1)).await;
                    host.read();
                    continue;
                }
            };
            let answer = host.ask(json!({"type": "admin", "action": action})).await;
            assert_eq!(answer["type"], "ack", "{phase}: {action}");
            pass(seconds(1)).await;
            host.read();
        }
        assert_eq!(host.state["phase"], "END", "{phase}");
        assert_eq!(
            host.state["round_number"],
            if phase == "end" { 2 } else { 3 }
        );
    }
}

#[test]
fn a_round_that_was_called_off_waits_for_players() {
    let mut body = Left::read(FORMAT_1[1].1).0["body"].take();
    let game = body["game"].as_object_mut().unwrap();
    game.insert("phase".to_owned(), json!("SCORING"));
    game.insert("clock".to_owned(), json!("Off"));
    // Snapshots from before there were bots have no plans.
    assert!(game.remove("plans").is_some());
    let saved = SavedRoom::read(1, body.to_string().as_bytes()).unwrap();
    assert_eq!(json!(saved.game)["stage"]["Round"]["step"], "CalledOff");
}

#[test]
fn a_snapshot_of_a_phase_that_lacks_its_round_is_refused() {
    for (phase, round) in [
        ("VOTE", Value::Null),
        ("REVEAL", json!(true)),
        ("PAUSED", json!(true)),
    ] {
        let mut body = Left::read(FORMAT_1[1].1).0["body"].take();
        let game = body["game"].as_object_mut().unwrap();
        game.insert("phase".to_owned(), json!(phase));
        if round.is_null() {
            game.insert("round".to_owned(), round);
        }
        let read = SavedRoom::read(1, body.to_string().as_bytes());
        assert!(read.is_err(), "{phase}");
    }
}
