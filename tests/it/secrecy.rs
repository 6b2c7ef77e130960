//! On every frame that anybody gets over a whole game, nothing that is not theirs to know.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use spyster::game::{Location, Packs};

use super::support::{CARDS, Party, Player, TestServer, parse};

/// Fields that belong to players alone.
const OF_PLAYERS: [&str; 4] = ["role_data", "is_spy", "location_list", "your_vote"];
/// Fields that wait for the reveal.
const OF_THE_REVEAL: [&str; 5] = [
    "votes",
    "vote_results",
    "actual_spy",
    "location",
    "round_scores",
];

fn states(player: &Player) -> impl Iterator<Item = Value> {
    let messages = player.heard.iter().map(|text| parse(text));
    messages.filter(|message| message["type"] == "state")
}

/// The phase, looking through a pause.
fn phase(state: &Value) -> &str {
    state
        .get("paused_phase")
        .unwrap_or(&state["phase"])
        .as_str()
        .unwrap()
}

fn is_secret(state: &Value) -> bool {
    ["ROLES", "QUESTIONING", "VOTE"].contains(&phase(state))
}

/// One that does not mind that the display reads nothing before the end.
async fn patient_server() -> TestServer {
    TestServer::with(|config| config.timeout_seconds = 3600).await
}

/// Three rounds with a pause and a reload, ending in a wrong conviction, a right one and a guess.
async fn whole_game(server: &TestServer) -> (Party, Player) {
    let mut party = Party::of(server, 6).await;
    let mut display = Player::arrive(server).await;
    display.accepted(json!({"type": "watch"})).await;
    party.host.configure("num_rounds", json!(3)).await;
    party.host.configure("spy_guess", json!("anytime")).await;
    for round in 1..=3 {
        party
            .host
            .admin(if round == 1 {
                "start_game"
            } else {
                "next_round"
            })
            .await;
        party.phase("ROLES").await;
        party.phase_after(CARDS, "QUESTIONING").await;
        party.host.admin("pause").await;
        party.phase("PAUSED").await;
        party.host.admin("resume").await;
        party.phase("QUESTIONING").await;
        reload(server, &mut party).await;
        party.go_to_vote().await;
        let (spy, innocent) = (party.spy(), party.innocent());
        match round {
            1 => {
                for voter in 0..6 {
                    let target = if voter == innocent { spy } else { innocent };
                    party.vote(voter, target, 3).await;
                }
            }
            2 => party.convict_the_spy().await,
            _ => {
                party.vote(innocent, spy, 2).await;
                let guess = json!({"type": "spy_guess", "location_id": "beach"});
                party.players[spy].accepted(guess).await;
                for voter in (0..6).filter(|voter| ![spy, innocent].contains(voter)) {
                    party.vote(voter, innocent, 1).await;
                }
            }
        }
        party.phase("REVEAL").await;
        party.after_reveal("SCORING").await;
    }
    party.host.admin("next_round").await;
    party.phase("END").await;
    display.phase("END").await;
    (party, display)
}

/// The spy's and another's page reload.
async fn reload(server: &TestServer, party: &mut Party) {
    for seat in [party.spy(), party.innocent()] {
        let token = party.players[seat].token.clone();
        let mut back = Player::resume(server, &token).await;
        assert_eq!(party.players[seat].closed().await, 4001);
        let mut heard = std::mem::take(&mut party.players[seat].heard);
        heard.append(&mut back.heard);
        back.heard = heard;
        party.players[seat] = back;
    }
}

/// The place of each round, from the cards of those who know it.
fn places(party: &Party, pack: &[Location]) -> BTreeMap<u64, Location> {
    let mut places = BTreeMap::new();
    for state in party.players.iter().flat_map(states) {
        let place = pack
            .iter()
            .find(|place| place.name == state["role_data"]["location"].as_str().unwrap_or(""));
        if let Some(place) = place {
            places.insert(state["current_round"].as_u64().unwrap(), place.clone());
        }
    }
    places
}

/// What must not be in a spy's state, beside the lists.
fn assert_knows_nothing(mut state: Value, place: &Location) {
    state["role_data"]["possible_locations"].take();
    state["location_list"].take();
    // What the spy has named itself.
    state["your_guess"].take();
    // Drawn from the list, whatever the place is: now and then it is the same.
    state["role_data"]["language_of"].take();
    let text = state.to_string();
    let roles = place.roles.iter().flat_map(|role| [&role.name, &role.hint]);
    for secret in roles.chain([&place.name, &place.flavor]) {
        assert!(!text.contains(&format!("{secret:?}")), "{secret}: {text}");
    }
    assert!(!text.contains(&format!("{:?}", place.id)));
}

fn assert_tokens_are_private(party: &Party, display: &Player) {
    let tokens: Vec<&String> = party
        .players
        .iter()
        .chain([&party.host])
        .map(|p| &p.token)
        .collect();
    for (seat, client) in party
        .players
        .iter()
        .chain([&party.host, display])
        .enumerate()
    {
        for text in &client.heard {
            let foreign = tokens
                .iter()
                .enumerate()
                .filter(|(owner, _)| *owner != seat);
            for (_, token) in foreign {
                assert!(!text.contains(*token));
            }
        }
    }
}

#[tokio::test]
async fn nobody_is_told_what_is_not_theirs_to_know() {
    let server = patient_server().await;
    let (party, display) = whole_game(&server).await;
    let packs = Packs::shipped();
    let places = places(&party, &packs.get("classic").unwrap().locations);
    assert_eq!(places.len(), 3);

    assert_tokens_are_private(&party, &display);
    for screen in [&party.host, &display] {
        assert!(states(screen).count() > 20);
        for text in &screen.heard {
            assert!(
                OF_PLAYERS
                    .iter()
                    .all(|field| !text.contains(&format!("\"{field}\""))),
                "{text}"
            );
        }
        for state in states(screen).filter(is_secret) {
            let place = &places[&state["current_round"].as_u64().unwrap()];
            assert_knows_nothing(state, place);
        }
    }
    let mut cards_of_spies = 0;
    for state in party.players.iter().flat_map(states).filter(is_secret) {
        if state["role_data"]["is_spy"] == true {
            cards_of_spies += 1;
            let place = &places[&state["current_round"].as_u64().unwrap()];
            assert_knows_nothing(state, place);
        }
    }
    assert!(cards_of_spies > 20, "{cards_of_spies}");
}

#[tokio::test]
async fn votes_and_verdicts_wait_for_their_time() {
    let server = patient_server().await;
    let (party, display) = whole_game(&server).await;
    let mut seen = BTreeSet::new();
    for client in party.players.iter().chain([&party.host, &display]) {
        for state in states(client) {
            let open = state["verdict"].as_str().unwrap_or("none");
            seen.insert(format!("{} {open}", phase(&state)));
            for field in OF_THE_REVEAL {
                let may_be_known = match (phase(&state), open) {
                    ("SCORING", _) => true,
                    // The round goes on: its secrets stay.
                    ("REVEAL", "no_conviction") => field.starts_with("vote"),
                    ("REVEAL", _) => true,
                    _ => false,
                };
                assert!(
                    may_be_known || state.get(field).is_none(),
                    "{field} in {state}"
                );
            }
            if phase(&state) == "VOTE" {
                let text = state.to_string();
                let own = usize::from(state["your_vote"].is_object());
                assert_eq!(text.matches("\"confidence\"").count(), own);
                assert_eq!(text.matches("\"target\"").count(), own);
            }
        }
    }
    for verdict in ["innocent", "spy_caught"] {
        assert!(seen.contains(&format!("REVEAL {verdict}")), "{seen:?}");
    }
}

/// A value's keys, kinds and lengths of lists.
fn shape(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().filter(|(key, _)| !key.starts_with("your_"));
            Value::Object(
                fields
                    .map(|(key, value)| (key.clone(), shape(value)))
                    .collect::<Map<_, _>>(),
            )
        }
        Value::Array(items) => items.iter().map(shape).collect(),
        Value::String(_) => json!("text"),
        Value::Number(_) => json!("number"),
        Value::Bool(_) => json!("switch"),
        Value::Null => json!("nothing"),
    }
}

#[tokio::test]
async fn length_and_shape_of_a_frame_do_not_tell_the_spy_from_the_others() {
    let server = patient_server().await;
    let (party, _) = whole_game(&server).await;
    // A state that somebody asked for shows the same revision at another time.
    let mut of_broadcast: BTreeMap<(u64, u64), Vec<(usize, Value)>> = BTreeMap::new();
    let mut phases = BTreeSet::new();
    for text in party.players.iter().flat_map(|player| &player.heard) {
        let state = parse(text);
        if state["type"] == "state" {
            phases.insert(state["phase"].to_string());
            let [seq, time] = ["seq", "server_time"].map(|key| state[key].as_u64().unwrap());
            let seen = of_broadcast.entry((seq, time)).or_default();
            seen.push((text.len(), shape(&state)));
        }
    }
    assert_eq!(phases.len(), 8);
    let shared = of_broadcast
        .values()
        .filter(|frames| frames.len() > 1)
        .count();
    assert!(shared > 30, "{shared}");
    for (revision, frames) in of_broadcast {
        for frame in &frames {
            assert_eq!(*frame, frames[0], "{revision:?}");
        }
    }
}
