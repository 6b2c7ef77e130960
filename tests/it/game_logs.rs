//! The logs of a whole game: at no level do they tell a secret, and each line says who caused it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use tempfile::TempDir;

use super::logs::{lines, parsed};
use super::support::{MESSAGES, Party, Player, Running, send, spyster};

/// Everything in these frames that must not be logged.
fn secrets(party: &Party) -> Vec<String> {
    let mut secrets = vec![party.host.token.clone()];
    for player in &party.players {
        secrets.push(player.token.clone());
        let card = &player.state["role_data"];
        for field in ["location", "role", "hint", "flavor"] {
            secrets.push(card[field].as_str().unwrap().to_owned());
        }
    }
    secrets.extend(["is_spy", "confidence", "role_data"].map(String::from));
    secrets
}

/// Plays a game on a server that logs all it can, in which people come, go, err and close the room; the logs come
/// back, the room's code, and what must not be logged.
async fn logs_of_a_game() -> (String, String, Vec<String>) {
    let folder = TempDir::new().unwrap();
    let mut command = spyster(folder.path(), &["--bind=127.0.0.1:0", "--log-format=json"]);
    let running = Running::start(command.env("RUST_LOG", "trace"));
    let server = running.address();

    let mut party = Party::of(&server, 4).await;
    // Of one phone's two shakes one is never answered, and the other one is lost with its connection.
    let nudge = json!({"type": "nudge", "player_name": party.players[3].name});
    party.host.accepted(nudge.clone()).await;
    party.host.admin("start_game").await;
    party.phase("ROLES").await;
    let secrets = secrets(&party);
    // Five seconds of the real binary's time.
    party.phase("QUESTIONING").await;
    party.go_to_vote().await;
    party.convict_the_spy().await;
    party.phase("REVEAL").await;
    party.host.accepted(nudge).await;
    party.players.pop().unwrap().close().await;

    let query = format!("?token={}", party.players[0].token);
    let mut back = Player::open_at(&server, &query).await;
    back.expect("session_restored").await;
    let token = party.players[1].token.clone();
    back.say(json!({"type": "join", "name": 5, "token": token}))
        .await;
    back.say_text(&format!("{{\"type\":\"resume\",\"token\":\"{token}\""))
        .await;
    let bad: Value = back.expect("error").await;
    assert!(!bad.to_string().contains(&token));
    back.expect("error").await;
    let bearer = format!("Bearer {}", party.players[2].token);
    let headers = [("authorization", bearer.as_str())];
    let vote = json!({"type": "vote", "target": party.players[0].name}).to_string();
    send(&server, "POST", MESSAGES, &headers, &vote).await;
    let mut stranger = Player::arrive(&server).await;
    let join = json!({"type": "join", "name": party.players[0].name, "room": party.room});
    stranger.say(join).await;
    stranger.expect("error").await;
    party.host.admin("end_session").await;
    assert_eq!(back.closed().await, 4003);

    let (_, logs) = running.end("TERM");
    (logs, party.room, secrets)
}

/// Everything that a line of a log says, and the spans around it.
fn said(line: &Value) -> Map<String, Value> {
    let spans = line["spans"].as_array().into_iter().flatten();
    let all = spans.chain([&line["fields"]]).filter_map(Value::as_object);
    all.flatten()
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// What is not caused by anybody's connection.
const BY_ITSELF: [&str; 3] = [
    "listening",
    "stopping",
    "this machine's addresses have changed",
];

/// Each line of our own that a connection causes says which, whose, and in which room.
fn assert_are_in_spans(logs: &[Value], room: &str) {
    let mut in_room = BTreeSet::new();
    let mut in_rooms_code = BTreeSet::new();
    let ours = |line: &&Value| line["target"].as_str().unwrap().starts_with("spyster");
    for line in logs.iter().filter(ours) {
        let (said, target) = (said(line), line["target"].as_str().unwrap());
        let message = said["message"].as_str().unwrap();
        if BY_ITSELF.contains(&message) {
            continue;
        }
        assert_eq!(
            said["peer"].as_str().unwrap().split(':').next(),
            Some("127.0.0.1"),
            "{line}"
        );
        let Some(connection) = said.get("connection") else {
            assert_eq!(line["span"]["name"], "http", "{line}");
            continue;
        };
        let connection = connection.as_str().unwrap();
        assert!(connection.starts_with("conn_"), "{line}");
        if target.starts_with("spyster::room") {
            assert_eq!(said["room"], room, "{line}");
            in_rooms_code.insert(message.to_owned());
            if message != "not let in" {
                in_room.insert(connection.to_owned());
            }
        } else if in_room.contains(connection) {
            assert_eq!(line["span"]["room"], room, "{line}");
        }
    }
    // Those too that come later, or out of a connection's end.
    for message in [
        "a player has joined",
        "not let in",
        "a phone has answered, or was given up",
        "a host's command",
        "room closed",
    ] {
        assert!(
            in_rooms_code.contains(message),
            "{message}: {in_rooms_code:?}"
        );
    }
    assert_eq!(in_room.len(), 6);
}

#[tokio::test]
async fn no_level_of_logging_tells_a_secret_and_each_line_tells_who_caused_it() {
    let (logs, room, secrets) = logs_of_a_game().await;
    for secret in secrets {
        let line = logs.lines().find(|line| line.contains(&secret));
        assert_eq!(line, None, "{secret}");
    }
    let logs = parsed(&logs);
    assert_eq!(lines(&logs, "WebSocket connected").len(), 7);
    assert_eq!(lines(&logs, "bad message").len(), 2);
    let given_up = lines(&logs, "a phone has answered, or was given up");
    assert_eq!(given_up.len(), 2, "{given_up:?}");
    let messages = lines(&logs, "message");
    for kind in ["join", "vote", "admin"] {
        assert!(
            messages.iter().any(|line| line["fields"]["kind"] == kind),
            "{kind}"
        );
    }
    let opened = said(lines(&logs, "room opened")[0]);
    assert_eq!(
        (&opened["peer"], &opened["room"]),
        (&json!("127.0.0.1"), &json!(room))
    );
    let posted = messages
        .iter()
        .find(|line| line["span"]["name"] == "http")
        .unwrap();
    assert_eq!(posted["span"]["path"], MESSAGES);
    assert_are_in_spans(&logs, &room);
}
