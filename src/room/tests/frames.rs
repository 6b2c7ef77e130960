//! What a room sends: who gets which state, in what order, and how long it is.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::client::Client;
use super::{NAMES, Party, idle, seconds};
use crate::protocol::CloseCode;
use crate::room::Outgoing;

fn states(client: &Client) -> Vec<(u64, Value, usize)> {
    let parsed = client.heard.iter().map(|text| {
        let message: Value = serde_json::from_str(text).unwrap();
        (message["seq"].as_u64().unwrap_or(0), message, text.len())
    });
    parsed
        .filter(|(_, message, _)| message["type"] == "state")
        .collect()
}

/// A game that passes through every phase, pauses included, to its end.
async fn whole_game() -> Party {
    let mut party = Party::of(6).await;
    party
        .host
        .ask(json!({"type": "configure", "field": "num_rounds", "value": 2}))
        .await;
    all_idle(&mut party).await;
    for round in 0..2 {
        match round {
            0 => assert_eq!(party.admin("start_game").await["type"], "ack"),
            _ => assert_eq!(party.admin("next_round").await["type"], "ack"),
        }
        for phase in ["ROLES", "QUESTIONING", "VOTE"] {
            party.phase(phase).await;
            party.admin("pause").await;
            party.phase("PAUSED").await;
            party.admin("pause").await;
            party.phase(phase).await;
            if phase == "QUESTIONING" {
                party.admin("skip_to_vote").await;
            }
        }
        let spy = party.spy();
        for voter in 0..6 {
            let target = NAMES[if voter == spy { (spy + 1) % 6 } else { spy }];
            party.players[voter].vote(target).await;
            all_idle(&mut party).await;
        }
        party.phase("REVEAL").await;
        party.phase("SCORING").await;
    }
    party.phase("END").await;
    party
}

async fn all_idle(party: &mut Party) {
    idle().await;
    for client in party.everybody() {
        client.read();
    }
}

#[tokio::test(start_paused = true)]
async fn all_players_frames_of_a_broadcast_have_the_same_length_in_every_phase() {
    let party = whole_game().await;
    let mut lengths: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut phases = BTreeSet::new();
    for player in &party.players {
        for (seq, state, length) in states(player) {
            phases.insert(state["phase"].as_str().unwrap().to_owned());
            lengths.entry(seq).or_default().push(length);
        }
    }
    assert_eq!(phases.len(), 8, "{phases:?}");
    let for_all: Vec<_> = lengths
        .values()
        .filter(|lengths| lengths.len() == 6)
        .collect();
    assert!(for_all.len() > 30, "{}", for_all.len());
    for (seq, lengths) in &lengths {
        assert!(
            lengths.iter().all(|length| *length == lengths[0]),
            "{seq}: {lengths:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn only_players_ever_get_a_card_and_nobody_more_than_their_own() {
    let mut party = Party::of(4).await;
    let display = Client::watch(&party.room).await;
    party.players.push(display);
    party.vote().await;
    let display = party.players.pop().unwrap();
    for client in [&display, &party.host] {
        assert!(client.heard.iter().all(|text| !text.contains("role_data")));
        assert!(client.heard.iter().all(|text| !text.contains("is_spy")));
    }
    for player in &party.players {
        let cards = player.state.to_string().matches("role_data").count();
        assert_eq!(cards, 1);
        let own = player.token.as_ref().unwrap().expose();
        let tokens = player
            .heard
            .iter()
            .filter(|text| text.contains("session_token"));
        assert!(tokens.into_iter().all(|text| text.contains(own)));
    }
}

#[tokio::test(start_paused = true)]
async fn the_revision_counts_up_with_every_state() {
    let party = whole_game().await;
    for client in party.players.iter().chain([&party.host]) {
        let revisions: Vec<_> = states(client).into_iter().map(|(seq, ..)| seq).collect();
        assert!(
            revisions.is_sorted_by(|before, after| before < after),
            "{revisions:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_ack_comes_before_the_state_that_the_command_causes() {
    let mut party = Party::of(4).await;
    party.vote().await;
    all_idle(&mut party).await;
    let already_heard = party.players[0].heard.len();
    let before = party.players[0].state["seq"].as_u64().unwrap();
    party.players[0]
        .say(json!({"type": "vote", "target": "Ben", "id": "a"}))
        .await;
    all_idle(&mut party).await;
    let heard: Vec<Value> = party.players[0].heard[already_heard..]
        .iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect();
    assert_eq!(
        heard[0],
        json!({"type": "ack", "received": "vote", "id": "a"})
    );
    assert_eq!(
        (&heard[1]["type"], &heard[1]["seq"]),
        (&json!("state"), &json!(before + 1))
    );
    assert_eq!(heard.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_reaches_the_asker_alone_and_changes_nothing() {
    let mut party = Party::of(4).await;
    party.vote().await;
    all_idle(&mut party).await;
    let before = party.players[0].state["seq"].clone();
    assert_eq!(
        party.players[0]
            .refused(json!({"type": "vote", "target": "Ana"}))
            .await,
        "INVALID_TARGET"
    );
    idle().await;
    for client in party.everybody() {
        assert!(client.read().is_empty());
        assert_eq!(client.state["seq"], before);
    }
}

#[tokio::test(start_paused = true)]
async fn one_state_for_each_transition() {
    let mut party = Party::of(4).await;
    party.vote().await;
    let spy = party.spy();
    for voter in 0..4 {
        all_idle(&mut party).await;
        let target = NAMES[if voter == spy { (spy + 1) % 4 } else { spy }];
        party.players[voter]
            .say(json!({"type": "vote", "target": target}))
            .await;
    }
    let before = party.host.state["seq"].as_u64().unwrap();
    assert_eq!(party.host.state["phase"], "VOTE");
    party.host.expect("state").await;
    assert_eq!(party.host.state["phase"], "REVEAL");
    assert_eq!(
        party.host.state["seq"],
        before + 1,
        "no state between the last vote and REVEAL"
    );
}

#[tokio::test(start_paused = true)]
async fn who_does_not_read_delays_nobody() {
    let mut party = Party::of(5).await;
    let mut sleeper = party.players.remove(0);
    let began = Instant::now();
    for round in 0..500 {
        let rounds = json!({"type": "configure", "field": "num_rounds", "value": 1 + round % 20});
        assert_eq!(party.host.ask(rounds).await["type"], "ack");
        for client in party.everybody() {
            client
                .state(|state| state["config"]["num_rounds"] == 1 + round % 20)
                .await;
        }
    }
    assert_eq!(began.elapsed(), seconds(0));
    let waiting = sleeper.read();
    assert_eq!(waiting.len(), 1, "only the newest state waits");
    assert_eq!(waiting[0]["seq"], party.host.state["seq"]);
}

#[tokio::test(start_paused = true)]
async fn who_asks_and_does_not_read_the_answers_is_cut_off() {
    let mut party = Party::of(4).await;
    all_idle(&mut party).await;
    for _ in 0..100 {
        party.players[0].say(json!({"type": "call_vote"})).await;
    }
    idle().await;
    let sleeper = &mut party.players[0];
    assert_eq!(sleeper.read().len(), 64);
    assert_eq!(sleeper.closed().await.1, CloseCode::Internal);
    assert_eq!(
        sleeper.reader.try_next(),
        Some(Outgoing::Close(CloseCode::Internal))
    );
    assert_eq!(
        party.admin("start_game").await["type"],
        "ack",
        "the room goes on"
    );
}

/// The keys of a JSON object as they stand there, those that stand twice included.
struct Keys(Vec<String>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Keys;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                let mut keys = Vec::new();
                while let Some((key, IgnoredAny)) = map.next_entry()? {
                    keys.push(key);
                }
                Ok(Keys(keys))
            }
        }
        source.deserialize_map(Collect)
    }
}

#[tokio::test(start_paused = true)]
async fn no_key_stands_twice_in_a_frame() {
    let party = whole_game().await;
    let clients = party.players.iter().chain([&party.host]);
    for frame in clients.flat_map(|client| &client.heard) {
        let Keys(keys) = serde_json::from_str(frame).unwrap();
        let different: BTreeSet<&String> = keys.iter().collect();
        assert_eq!(different.len(), keys.len(), "{frame}");
    }
}
