//! Polling over real HTTP: states with their revision, posted messages, and what is refused.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::support::{
    Answer, Caller, MESSAGES, Party, Player, STATE, TestServer, get, open_room, post, send, skip,
};

/// Checks an error's status, code and shape.
fn assert_error(answer: &Answer, status: StatusCode, code: &str) {
    assert_eq!(answer.status, status);
    let error = answer.json();
    assert_eq!(
        (&error["type"], &error["code"]),
        (&json!("error"), &json!(code))
    );
    let sentence = error["message"].as_str().unwrap();
    assert!(sentence.len() > 20 && sentence.ends_with('.'), "{sentence}");
}

/// Cem and Dora, who poll, and everybody who is on a socket, in the vote that Cem has called.
async fn vote_called_by_a_caller<'a>(server: &'a TestServer, party: &mut Party) -> [Caller<'a>; 2] {
    let mut cem = Caller::join(server, &party.room, "Cem").await;
    let mut dora = Caller::join(server, &party.room, "Dora").await;
    let all_here = |state: &Value| state["connected_count"] == 4;
    party.host.state(all_here).await;
    party.question().await;
    let call = cem.post(json!({"type": "call_vote"})).await;
    assert_eq!(call[0]["type"], "ack");
    party.phase("VOTE").await;
    assert_eq!(party.host.state["vote_caller"], "Cem");
    cem.phase("VOTE").await;
    dora.phase("VOTE").await;
    [cem, dora]
}

#[tokio::test]
async fn two_play_by_polling_and_two_over_sockets() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 2).await;
    let mut callers = vote_called_by_a_caller(&server, &mut party).await;
    let states = callers.iter().map(|caller| &caller.state);
    let states = states.chain(party.players.iter().map(|player| &player.state));
    assert_eq!(states.filter(|state| state["is_spy"] == true).count(), 1);

    for (caller, target) in callers.iter().zip(["Ana", "Ben"]) {
        let vote = json!({"type": "vote", "target": target, "confidence": 3});
        assert_eq!(caller.post(vote).await[0]["type"], "ack");
    }
    party.vote(0, 1, 1).await;
    party.vote(1, 0, 1).await;
    party.phase("REVEAL").await;
    for caller in &mut callers {
        caller.phase("REVEAL").await;
        let counts = &caller.state["vote_results"]["vote_counts"];
        assert_eq!(*counts, json!({"Ana": 2, "Ben": 2}));
    }
    party.after_reveal("QUESTIONING").await;
    party.host.admin("end_game").await;
    for caller in &mut callers {
        caller.phase("LOBBY").await;
    }
    party
        .host
        .state(|state| state["connected_count"] == 4)
        .await;
}

#[tokio::test]
async fn nothing_new_is_304_in_every_way_of_asking() {
    let server = TestServer::start().await;
    let (room, _) = open_room(&server).await;
    let mut caller = Caller::join(&server, &room, "Ana").await;
    assert!(caller.poll().await);
    assert!(!caller.poll().await);
    let etag = caller.etag.clone();
    let bearer = caller.bearer.clone();
    for (seen, status) in [
        (etag.clone(), 304),
        // As a proxy that compresses hands it on.
        (format!("W/{etag}"), 304),
        (format!("\"0\", {etag}"), 304),
        ("*".to_owned(), 304),
        ("\"0\"".to_owned(), 200),
        (etag.trim_matches('"').to_owned(), 200),
    ] {
        let headers = [("authorization", bearer.as_str()), ("if-none-match", &seen)];
        let answer = get(&server, STATE, &headers).await;
        assert_eq!(answer.status, status, "{seen}");
        assert_eq!(answer.header("cache-control"), "no-store, no-transform");
    }
    Caller::join(&server, &room, "Ben").await;
    assert!(caller.poll().await);
    assert_eq!(caller.state["player_count"], 2);
    assert_ne!(caller.etag, etag);
}

#[tokio::test]
async fn a_poll_is_presence_for_ten_seconds() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 0).await;
    let mut caller = Caller::join(&server, &party.room, "Ana").await;
    let status =
        |status: &'static str| move |state: &Value| state["players"][0]["status"] == status;
    party.host.state(status("connected")).await;
    skip(Duration::from_secs(8)).await;
    caller.poll().await;
    skip(Duration::from_secs(8)).await;
    party.host.accepted(json!({"type": "get_state"})).await;
    party.host.expect("state").await;
    assert!(status("connected")(&party.host.state));
    skip(Duration::from_secs(3)).await;
    party.host.state(status("reconnecting")).await;
    assert!(caller.poll().await);
    party.host.state(status("connected")).await;
    // The socket takes over, and nobody notices.
    let token = caller.bearer.trim_start_matches("Bearer ").to_owned();
    let back = Player::resume(&server, &token).await;
    assert_eq!(back.name, "Ana");
    assert!(status("connected")(&back.state));
}

#[tokio::test]
async fn without_a_good_token_it_is_401() {
    let server = TestServer::start().await;
    let (room, host_token) = open_room(&server).await;
    let secret = "0".repeat(32);
    let elsewhere = host_token.replacen(&room, "ZZZZ", 1);
    let leaver = Caller::join(&server, &room, "Ana").await;
    let leave = leaver.post(json!({"type": "leave"})).await;
    assert_eq!(leave[0]["type"], "ack");
    let heartbeat = json!({"type": "heartbeat"});
    for (authorization, code) in [
        (None, "INVALID_TOKEN"),
        (Some(String::new()), "INVALID_TOKEN"),
        (Some("Bearer".to_owned()), "INVALID_TOKEN"),
        (Some("Bearer x".to_owned()), "INVALID_TOKEN"),
        (Some(host_token.clone()), "INVALID_TOKEN"),
        (Some(format!("Basic {host_token}")), "INVALID_TOKEN"),
        (Some(format!("Bearer {room}-{secret}")), "INVALID_TOKEN"),
        (Some(format!("Bearer {elsewhere}")), "INVALID_TOKEN"),
        (Some(leaver.bearer.clone()), "SESSION_EXPIRED"),
    ] {
        let header = authorization
            .as_deref()
            .map(|value| ("authorization", value));
        let headers: Vec<_> = header.into_iter().collect();
        let state = get(&server, STATE, &headers).await;
        assert_error(&state, StatusCode::UNAUTHORIZED, code);
        let posted = post(&server, &headers, &heartbeat).await;
        assert_error(&posted, StatusCode::UNAUTHORIZED, code);
        for answer in [&state, &posted] {
            assert!(!answer.text().contains(&secret) && !answer.text().contains(&host_token));
        }
    }
    let in_the_address = format!("{STATE}?token={host_token}");
    let answer = get(&server, &in_the_address, &[]).await;
    assert_error(&answer, StatusCode::UNAUTHORIZED, "INVALID_TOKEN");
    let spelled = [(
        "authorization",
        &*format!("bearer  {}", host_token.to_lowercase()),
    )];
    assert_eq!(get(&server, STATE, &spelled).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_no_message_is_400_and_a_refusal_is_a_reply() {
    let server = TestServer::start().await;
    let (room, host_token) = open_room(&server).await;
    let bearer = format!("Bearer {host_token}");
    let headers = [("authorization", bearer.as_str())];
    for (body, code) in [
        ("", "MESSAGE_PARSE_FAILED"),
        ("{", "MESSAGE_PARSE_FAILED"),
        ("[]", "INVALID_MESSAGE"),
        ("{\"type\":7}", "INVALID_MESSAGE"),
    ] {
        let answer = send(&server, "POST", MESSAGES, &headers, body).await;
        assert_error(&answer, StatusCode::BAD_REQUEST, code);
    }
    let wrong = json!({"type": "vote", "target": 7, "id": "v"});
    let answer = post(&server, &headers, &wrong).await;
    assert_error(&answer, StatusCode::BAD_REQUEST, "INVALID_MESSAGE");
    let error = answer.json();
    assert_eq!(
        (&error["id"], &error["received"]),
        (&json!("v"), &json!("vote"))
    );
    assert!(error["message"].as_str().unwrap().contains("target"));

    let host = Caller::new(&server, &host_token);
    let refused = host.post(json!({"type": "call_vote", "id": "c"})).await;
    assert_eq!(refused[0]["code"], "INVALID_PHASE");
    assert_eq!(
        (&refused[0]["id"], &refused[0]["received"]),
        (&json!("c"), &json!("call_vote"))
    );
    assert_eq!(refused.len(), 1);
    let nowhere = json!({"type": "join", "name": "Ana", "room": "BCDF", "id": "j"});
    let answer = post(&server, &[], &nowhere).await;
    assert_eq!(answer.status, StatusCode::OK);
    let reply = &answer.json()["replies"][0];
    assert_eq!(
        (&reply["code"], &reply["id"]),
        (&json!("ROOM_NOT_FOUND"), &json!("j"))
    );
    assert_ne!(room, "BCDF");
}

#[tokio::test]
async fn every_kind_of_answer_has_its_shape() {
    let server = TestServer::start().await;
    let (_, host_token) = open_room(&server).await;
    let host = Caller::new(&server, &host_token);
    let ack = |received: &str| json!({"type": "ack", "received": received, "id": "i"});
    let stranger = json!({"type": "ping", "timestamp": [1], "id": "i"});
    let replies = post(&server, &[], &stranger).await.json()["replies"].clone();
    assert_eq!(replies[0], ack("ping"));
    assert_eq!(
        (&replies[1]["type"], &replies[1]["timestamp"]),
        (&json!("pong"), &json!([1]))
    );

    let unknown = host.post(json!({"type": "dance", "id": "i"})).await;
    let expected = json!({"type": "ack", "received": "dance", "id": "i", "handled": false});
    assert_eq!(unknown, [expected]);
    assert_eq!(
        host.post(json!({"type": "heartbeat", "id": "i"})).await,
        [ack("heartbeat")]
    );
    let state = host.post(json!({"type": "get_state", "id": "g"})).await;
    assert_eq!(
        (&state[0]["type"], &state[1]["type"]),
        (&json!("ack"), &json!("state"))
    );
    let join = host
        .post(json!({"type": "host_join_as_player", "name": "Zoe", "id": "z"}))
        .await;
    assert_eq!(join[0]["type"], "ack");
    assert_eq!(
        (&join[1]["success"], &join[1]["player_name"]),
        (&json!(true), &json!("Zoe"))
    );
    let again = host
        .post(json!({"type": "host_join_as_player", "name": "Zoe", "id": "z"}))
        .await;
    assert_eq!(again[0]["duplicate"], true);

    for (method, path) in [("GET", MESSAGES), ("POST", STATE), ("PUT", MESSAGES)] {
        let answer = send(&server, method, path, &[], "").await;
        assert_error(&answer, StatusCode::METHOD_NOT_ALLOWED, "INVALID_MESSAGE");
    }
}

#[tokio::test]
async fn too_long_is_413_and_too_often_is_429() {
    let server = TestServer::with(|config| {
        config.message_burst = 3;
        config.message_rate = 1;
    })
    .await;
    let (_, host_token) = open_room(&server).await;
    let bearer = format!("Bearer {host_token}");
    let headers = [("authorization", bearer.as_str())];
    let long = json!({"type": "ping", "pad": "x".repeat(16 * 1024)});
    let answer = post(&server, &headers, &long).await;
    assert_error(&answer, StatusCode::PAYLOAD_TOO_LARGE, "INVALID_MESSAGE");

    let ping = json!({"type": "ping"});
    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(post(&server, &headers, &ping).await.status);
    }
    assert_eq!(statuses[..3], [StatusCode::OK; 3]);
    assert!(statuses.contains(&StatusCode::TOO_MANY_REQUESTS));
    let answer = post(&server, &headers, &ping).await;
    assert_error(&answer, StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITED");
    // Looking costs the room as much as speaking. Others are not held up.
    let answer = get(&server, STATE, &headers).await;
    assert_error(&answer, StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITED");
    assert_eq!(post(&server, &[], &ping).await.status, StatusCode::OK);
}
