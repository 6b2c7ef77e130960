//! The logs of the real binary say who comes and goes, and why.

use std::net::SocketAddr;
use std::time::Instant;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::support::{DEADLINE, MESSAGES, Player, Running, get, open_room, send, spyster};

/// The lines of a log in JSON that have this message.
pub(super) fn lines<'a>(logs: &'a [Value], message: &str) -> Vec<&'a Value> {
    let is_it = |line: &&Value| line["fields"]["message"] == message;
    logs.iter().filter(is_it).collect()
}

pub(super) fn parsed(logs: &str) -> Vec<Value> {
    logs.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A server that logs in JSON, with limits that are soon reached.
fn strict(folder: &TempDir) -> (Running, SocketAddr) {
    let mut command = spyster(folder.path(), &["--bind=127.0.0.1:0", "--log-format=json"]);
    command
        .env("SPYSTER_JOIN_TIMEOUT_SECONDS", "1")
        .env("SPYSTER_HEARTBEAT_SECONDS", "1")
        .env("SPYSTER_TIMEOUT_SECONDS", "2");
    let running = Running::start(&mut command);
    let address = running.address();
    (running, address)
}

/// Opens connections that end in every way there is, the last with the server; the logs come back, and the
/// room's code.
async fn logs_of_all_ends() -> (Vec<Value>, String) {
    let folder = TempDir::new().unwrap();
    let (running, server) = strict(&folder);
    let (room, token) = open_room(&server).await;

    Player::arrive(&server).await.close().await;
    let mut guesser = Player::open_at(&server, "?token=K7PQ-nonsense").await;
    assert_eq!(guesser.closed().await, 1008);
    let mut idle = Player::arrive(&server).await;
    assert_eq!(idle.closed().await, 1008);
    let mut flooder = Player::join(&server, &room, "Cem").await;
    for _ in 0..400 {
        flooder.try_say(json!({"type": "dance"})).await;
    }
    assert_eq!(flooder.closed().await, 4008);
    let mut player = Player::join(&server, &room, "Ana").await;
    let mut back = Player::resume(&server, &player.token).await;
    assert_eq!(player.closed().await, 4001);
    // Whoever does not read does not answer pings either.
    let silent = Player::resume(&server, &token).await;
    let begun = Instant::now();
    while get(&server, "/api/spyster/health", &[]).await.json()["connections"] != 1 {
        assert!(begun.elapsed() < DEADLINE, "it is still there");
        back.stirred().await;
    }
    let lost = Player::arrive(&server).await;
    drop(lost);
    let mut host = Player::resume(&server, &token).await;
    host.admin("end_session").await;
    assert_eq!(back.closed().await, 4003);
    let mut last = Player::arrive(&server).await;
    let ended = tokio::task::spawn_blocking(move || running.end("TERM"));
    assert_eq!(last.closed().await, 1012);
    drop(silent);

    let (_, logs) = ended.await.unwrap();
    (parsed(&logs), room)
}

#[tokio::test]
async fn each_connections_end_is_logged_with_why_and_for_whom() {
    let (logs, room) = logs_of_all_ends().await;
    let ends = lines(&logs, "WebSocket disconnected");
    assert_eq!(ends.len(), lines(&logs, "WebSocket connected").len());
    let end = |by: &str, code: Value, reason: &str| {
        let is_it = |line: &&&Value| {
            let fields = &line["fields"];
            (&fields["by"], &fields["code"]) == (&json!(by), &code) && fields["reason"] == reason
        };
        let found = ends.iter().find(is_it);
        found.unwrap_or_else(|| panic!("{by}, {code}, {reason} in {ends:#?}"))
    };
    for (by, code, reason) in [
        ("peer", Value::Null, "closed"),
        ("server", json!(1008), "bad token"),
        ("server", json!(1008), "in no room in time"),
        ("server", json!(4008), "flooding"),
        ("server", json!(4001), "session replaced"),
        ("server", json!(1001), "silent"),
        ("server", json!(4003), "room closed"),
        ("server", json!(1012), "server restarting"),
    ] {
        let span = &end(by, code, reason)["span"];
        assert_eq!(span["peer"], "127.0.0.1");
        let connection = span["connection"].as_str().unwrap();
        assert!(connection.starts_with("conn_"), "{connection}");
    }
    assert_eq!(
        end("server", json!(4001), "session replaced")["span"]["room"],
        room
    );
    assert!(
        ends.iter().any(|line| line["fields"]["by"] == "network"),
        "{ends:#?}"
    );
}

#[tokio::test]
async fn joins_resumes_rejoins_and_commands_to_phones_are_logged_for_whom() {
    let folder = TempDir::new().unwrap();
    let mut command = spyster(folder.path(), &["--bind=127.0.0.1:0", "--log-format=json"]);
    let running = Running::start(&mut command);
    let server = running.address();
    let (room, token) = open_room(&server).await;
    let mut host = Player::resume(&server, &token).await;
    let mut player = Player::join(&server, &room, "Ana").await;
    let nudge = json!({"type": "nudge", "player_name": "Ana"});
    host.accepted(nudge).await;
    let command = player.expect("command").await;
    let id = &command["command_id"];
    let done = json!({"type": "command_result", "command_id": id, "status": "done"});
    player.accepted(done).await;
    let join = json!({"type": "join", "name": "Ben", "room": room});
    send(&server, "POST", MESSAGES, &[], &join.to_string()).await;

    let (_, logs) = running.end("TERM");
    let logs = parsed(&logs);
    let joined = lines(&logs, "a player has joined");
    let names: Vec<&Value> = joined
        .iter()
        .map(|line| &line["fields"]["player"])
        .collect();
    assert_eq!(names, ["Ana", "Ben"]);
    for line in &joined {
        assert_eq!(line["fields"]["room"], room);
        assert_eq!(line["span"]["peer"], "127.0.0.1");
    }
    assert_eq!(joined[0]["span"]["connection"], "conn_2");
    assert_eq!(lines(&logs, "a session was resumed").len(), 1);
    let sent = lines(&logs, "a command goes to a phone");
    assert_eq!(sent[0]["fields"]["player"], "Ana");
    // The one who caused it, in the room that it was caused in.
    assert_eq!(sent[0]["span"]["connection"], "conn_1");
    assert_eq!(sent[0]["span"]["room"], room);
    let answered = lines(&logs, "a phone has answered, or was given up");
    assert_eq!(answered[0]["span"]["connection"], "conn_2");
    // How it is said in a conversation is for another level.
    assert!(lines(&logs, "message").is_empty());
}

#[tokio::test]
async fn a_flood_of_bad_messages_does_not_flood_the_log() {
    let folder = TempDir::new().unwrap();
    let mut command = spyster(folder.path(), &["--bind=127.0.0.1:0", "--log-format=json"]);
    command.env("SPYSTER_MESSAGE_RATE", "0");
    let running = Running::start(&mut command);
    let server = running.address();
    // Whoever comes again is no other peer.
    for _ in 0..3 {
        let mut loud = Player::arrive(&server).await;
        for _ in 0..30 {
            loud.say_text("{\"type\":\"join\",").await;
            loud.expect("error").await;
            loud.say(json!({"type": "dance"})).await;
            loud.expect("ack").await;
        }
    }
    let (_, logs) = running.end("TERM");
    let logs = parsed(&logs);
    for warning in ["bad message", "message of an unknown type"] {
        let logged = lines(&logs, warning);
        assert!((1..=10).contains(&logged.len()), "{}", logged.len());
        assert_eq!(logged[0]["span"]["connection"], "conn_1");
        assert_eq!(logged[0]["span"]["peer"], "127.0.0.1");
    }
    let at = lines(&logs, "bad message")[0]["fields"]["at"]
        .as_str()
        .unwrap();
    assert!(at.contains("line 1 column 15"), "{at}");
}

#[tokio::test]
async fn a_header_that_is_logged_is_cut_and_a_page_that_asks_all_the_time_is_logged_seldom() {
    let folder = TempDir::new().unwrap();
    let mut command = spyster(folder.path(), &["--bind=127.0.0.1:0", "--log-format=json"]);
    command.env("RUST_LOG", "trace");
    let running = Running::start(&mut command);
    let server = running.address();
    let origin = format!("https://{}.example", "x".repeat(2_000));
    let path = format!("/{}", "y".repeat(2_000));
    for _ in 0..20 {
        let headers = [("origin", origin.as_str())];
        let refused = send(&server, "POST", "/api/spyster/rooms", &headers, "").await;
        assert_eq!(refused.status, 403);
        get(&server, &path, &[]).await;
    }
    let (_, logs) = running.end("TERM");
    for letter in ["x", "y"] {
        assert!(logs.contains(&letter.repeat(150)), "it is logged");
        assert!(!logs.contains(&letter.repeat(201)), "it is cut");
    }
    let warned = logs.matches("a page from elsewhere").count();
    assert!((1..=10).contains(&warned), "{warned}");
}
