//! The answer rule: exactly one `ack` or `error` for every message, and a socket that stays open.

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use super::support::{Party, Player, TestServer, parse};

const NO_JSON: (&str, &str) = ("MESSAGE_PARSE_FAILED", "Could not parse message as JSON.");
const NO_TYPE: (&str, &str) = (
    "INVALID_MESSAGE",
    "Message must be JSON with a 'type' field.",
);

/// A ping is answered, and by nothing but its own ack: nothing else was waiting.
async fn assert_in_step(player: &mut Player) {
    player.say(json!({"type": "ping", "id": "in-step"})).await;
    let answer = player.next().await;
    assert_eq!(
        answer,
        json!({"type": "ack", "received": "ping", "id": "in-step"})
    );
}

#[tokio::test]
async fn what_is_no_message_gets_its_error_and_the_next_good_one_works() {
    let server = TestServer::start().await;
    let mut player = Player::arrive(&server).await;
    let deep_array = "[".repeat(16_000);
    let deep_object = "{\"a\":".repeat(3_000);
    let huge = format!("{{\"type\":\"{}", "x".repeat(16_000));
    for (text, (code, message)) in [
        ("", NO_JSON),
        ("hello", NO_JSON),
        ("{\"type\":\"ping\"", NO_JSON),
        ("{\"type\":\"ping\"} {}", NO_JSON),
        ("{\"type\":\"\\ud800\"}", NO_JSON),
        ("{\"type\":\"ping\",\"timestamp\":1e999}", NO_JSON),
        (&deep_array, NO_JSON),
        (&deep_object, NO_JSON),
        (&huge, NO_JSON),
        ("null", NO_TYPE),
        ("17", NO_TYPE),
        ("\"ping\"", NO_TYPE),
        ("[]", NO_TYPE),
        ("{}", NO_TYPE),
        ("{\"type\":null}", NO_TYPE),
        ("{\"type\":[\"ping\"]}", NO_TYPE),
        ("[{\"type\":\"ping\"}]", NO_TYPE),
    ] {
        player.say_text(text).await;
        let answer = player.next().await;
        let error = json!({"type": "error", "code": code, "message": message});
        assert_eq!(answer, error, "{}", &text[..text.len().min(80)]);
        assert_in_step(&mut player).await;
    }
}

#[tokio::test]
async fn a_binary_frame_is_no_message() {
    let server = TestServer::start().await;
    let mut player = Player::arrive(&server).await;
    for bytes in [&b""[..], b"{\"type\":\"ping\"}", &[0xff; 1000]] {
        player.send(Message::binary(bytes.to_vec())).await;
        let (code, message) = NO_TYPE;
        let error = json!({"type": "error", "code": code, "message": message});
        assert_eq!(player.next().await, error);
        assert_in_step(&mut player).await;
    }
}

#[tokio::test]
async fn a_wrong_field_is_named() {
    let server = TestServer::start().await;
    let mut player = Player::arrive(&server).await;
    for (message, field) in [
        (json!({"type": "join"}), "name"),
        (json!({"type": "join", "name": ["Ana"]}), "name"),
        (json!({"type": "join", "name": "Ana", "room": 5}), "room"),
        (json!({"type": "resume"}), "token"),
        (json!({"type": "resume", "token": 5}), "token"),
        (json!({"type": "vote", "target": {}}), "target"),
        (
            json!({"type": "vote", "target": "Ana", "confidence": "3"}),
            "confidence",
        ),
        (
            json!({"type": "spy_guess", "location_id": 4}),
            "location_id",
        ),
        (json!({"type": "watch", "room": false}), "room"),
        (json!({"type": "configure", "field": "betting"}), "value"),
        (json!({"type": "configure", "value": 5}), "field"),
        (json!({"type": "admin"}), "action"),
        (json!({"type": "admin", "action": "make_coffee"}), "action"),
        (
            json!({"type": "admin", "action": "make_host"}),
            "player_name",
        ),
        (json!({"type": "host_join_as_player"}), "name"),
    ] {
        let answer = player.ask(message.clone()).await;
        assert_eq!(answer["code"], "INVALID_MESSAGE", "{message}");
        assert_eq!(answer["received"], message["type"]);
        let text = answer["message"].as_str().unwrap();
        assert!(text.contains(field), "{message}: {text}");
        assert_in_step(&mut player).await;
    }
}

#[tokio::test]
async fn a_number_as_a_name_is_an_error_and_no_end() {
    let server = TestServer::start().await;
    let party = Party::of(&server, 0).await;
    let mut player = Player::arrive(&server).await;
    let answer = player
        .ask(json!({"type": "join", "name": 5, "room": party.room}))
        .await;
    assert_eq!(answer["code"], "INVALID_MESSAGE");
    assert!(answer["message"].as_str().unwrap().contains("name"));
    let join = json!({"type": "join", "name": "5", "room": party.room});
    player.accepted(join).await;
    assert_eq!(player.expect("join_success").await["player_name"], "5");
}

#[tokio::test]
async fn a_bad_id_is_refused_and_a_good_one_is_repeated() {
    let server = TestServer::start().await;
    let mut player = Player::arrive(&server).await;
    for id in [json!(5), json!(""), json!({}), json!("x".repeat(65))] {
        player.say(json!({"type": "heartbeat", "id": id})).await;
        let answer = player.next().await;
        assert_eq!(answer["code"], "INVALID_MESSAGE");
        assert!(answer["message"].as_str().unwrap().contains("'id'"));
        assert_eq!(answer.get("id"), None);
    }
    for id in ["a", &"é".repeat(64), "\" \\ \u{1F98A}"] {
        player.say(json!({"type": "heartbeat", "id": id})).await;
        let ack = json!({"type": "ack", "received": "heartbeat", "id": id});
        assert_eq!(player.next().await, ack);
    }
}

#[tokio::test]
async fn a_ping_is_acked_and_with_a_timestamp_ponged() {
    let server = TestServer::start().await;
    let mut player = Player::arrive(&server).await;
    for timestamp in [json!(17), json!("now"), json!(null), json!({"a": [1.5]})] {
        player
            .say(json!({"type": "ping", "timestamp": timestamp}))
            .await;
        assert_eq!(
            player.next().await,
            json!({"type": "ack", "received": "ping"})
        );
        let pong = player.next().await;
        assert_eq!(
            (&pong["type"], &pong["timestamp"]),
            (&json!("pong"), &timestamp)
        );
        assert!(pong["server_time"].as_u64().unwrap() > 1_700_000_000_000);
        assert_in_step(&mut player).await;
    }
}

#[tokio::test]
async fn an_unknown_type_is_acked_as_not_handled() {
    let server = TestServer::start().await;
    let mut player = Player::arrive(&server).await;
    for kind in ["applaud", "dance", "", "JOIN"] {
        let answer = player.ask(json!({"type": kind, "name": 5})).await;
        assert_eq!(
            (&answer["type"], &answer["received"]),
            (&json!("ack"), &json!(kind))
        );
        assert_eq!(answer["handled"], false);
        assert_in_step(&mut player).await;
    }
}

#[tokio::test]
async fn every_message_of_a_member_gets_exactly_one_answer_with_its_id() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 4).await;
    let everything = [
        json!({"type": "heartbeat"}),
        json!({"type": "ping", "timestamp": 1}),
        json!({"type": "get_state"}),
        json!({"type": "call_vote"}),
        json!({"type": "vote", "target": "Ben"}),
        json!({"type": "spy_guess", "location_id": "beach"}),
        json!({"type": "watch"}),
        json!({"type": "resume", "token": "x"}),
        json!({"type": "join", "name": "Zoe"}),
        json!({"type": "configure", "field": "betting", "value": true}),
        json!({"type": "admin", "action": "pause"}),
        json!({"type": "host_join_as_player", "name": "Zoe"}),
        json!({"type": "later"}),
        json!({"type": "vote", "target": 5}),
    ];
    for client in [&mut party.players[0], &mut party.host] {
        let already = client.heard.len();
        for (number, message) in everything.iter().enumerate() {
            let mut message = message.clone();
            message["id"] = json!(format!("n{number}"));
            client.say(message).await;
        }
        client.accepted(json!({"type": "heartbeat"})).await;
        let answers: Vec<Value> = client.heard[already..]
            .iter()
            .map(|text| parse(text))
            .filter(|message| message["type"] == "ack" || message["type"] == "error")
            .collect();
        assert_eq!(answers.len(), everything.len() + 1);
        for (number, (answer, message)) in answers.iter().zip(&everything).enumerate() {
            assert_eq!(answer["id"], format!("n{number}"), "{answer}");
            assert_eq!(answer["received"], message["type"]);
        }
    }
}
