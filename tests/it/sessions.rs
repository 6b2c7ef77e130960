//! Sessions: tokens, coming back, taking over, and what typing a name does not get one.

use std::time::Duration;

use serde_json::{Value, json};

use super::support::{Party, Player, TestServer, open_room, skip};

#[tokio::test]
async fn a_bad_token_is_an_error_and_then_1008() {
    let server = TestServer::start().await;
    let (room, host_token) = open_room(&server).await;
    let other_secret = format!("{room}-{}", "0".repeat(32));
    let other_room = host_token.replacen(&room, "ZZZZ", 1);
    let long = "x".repeat(2_000);
    for token in [
        "",
        "x",
        "K7PQ-",
        &other_secret,
        &other_room,
        &long,
        "K7PÜ-%00",
    ] {
        let mut player = Player::arrive(&server).await;
        let resume = json!({"type": "resume", "token": token, "id": "r"});
        player.say(resume).await;
        let answer = player.next().await;
        assert_eq!(
            (&answer["code"], &answer["id"]),
            (&json!("INVALID_TOKEN"), &json!("r"))
        );
        assert_eq!(player.closed().await, 1008);
    }
    for query in ["?token=", "?token=x", &format!("?token={other_secret}")] {
        let mut player = Player::open_at(&server, query).await;
        assert_eq!(player.next().await["type"], "welcome");
        assert_eq!(player.next().await["code"], "INVALID_TOKEN");
        assert_eq!(player.closed().await, 1008);
    }
    server.pool_holds(0).await;
}

#[tokio::test]
async fn a_token_in_the_address_restores_the_session() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 1).await;
    let token = party.players.remove(0).token;
    for token in [token.clone(), token.to_lowercase()] {
        let mut back = Player::open_at(&server, &format!("?token={token}")).await;
        assert_eq!(back.next().await["type"], "welcome");
        let restored = back.next().await;
        assert_eq!(
            (&restored["type"], &restored["name"]),
            (&json!("session_restored"), &json!("Ana"))
        );
        assert_eq!(restored["is_host"], false);
        assert_eq!(restored["room"], party.room);
        assert_eq!(back.next().await["type"], "state");
    }
}

#[tokio::test]
async fn a_seat_comes_back_with_everything_on_it() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 4).await;
    party.question().await;
    party.go_to_vote().await;
    party.vote(1, 2, 3).await;
    party.players[1]
        .state(|state| state["has_voted"] == true)
        .await;
    let before = party.players.remove(1);
    let token = before.token.clone();
    let seen = before.state.clone();
    drop(before);
    party
        .host
        .state(|state| state["players"][1]["status"] == "reconnecting")
        .await;
    let mut back = Player::resume(&server, &token).await;
    for field in [
        "role_data",
        "has_voted",
        "your_vote",
        "you",
        "votes_submitted",
    ] {
        assert_eq!(back.state[field], seen[field], "{field}");
    }
    let again = json!({"type": "vote", "target": "Ana"});
    assert_eq!(back.refused(again).await, "ALREADY_VOTED");
}

#[tokio::test]
async fn the_newer_connection_has_the_seat_and_the_older_one_is_told() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 4).await;
    let mut older = party.players.remove(0);
    let mut newer = Player::resume(&server, &older.token).await;
    let message = older.expect("session_replaced").await;
    assert!(message["message"].as_str().unwrap().contains("Use it here"));
    assert_eq!(older.closed().await, 4001);
    server.pool_holds(5).await;
    // The old one's end has been taken in; the seat is as it was.
    newer.accepted(json!({"type": "get_state"})).await;
    newer.expect("state").await;
    assert_eq!(newer.state["players"][0]["status"], "connected");
    assert_eq!(newer.state["connected_count"], 4);
    party.host.admin("start_game").await;
    newer.phase("ROLES").await;
    assert!(older.heard.iter().all(|text| !text.contains("role_data")));
}

#[tokio::test]
async fn one_connection_is_one_player() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 4).await;
    let second = json!({"type": "join", "name": "Ana Two", "room": party.room});
    assert_eq!(party.players[0].refused(second).await, "INVALID_MESSAGE");
    let token = party.players[1].token.clone();
    let as_ben = json!({"type": "resume", "token": token});
    assert_eq!(party.players[0].refused(as_ben).await, "INVALID_MESSAGE");
    party.question().await;
    party.go_to_vote().await;
    // Who votes is who is connected, whatever the message says.
    let vote = json!({"type": "vote", "target": "Cem", "name": "Ben", "player_name": "Ben", "voter": "Ben"});
    party.players[0].accepted(vote.clone()).await;
    assert_eq!(party.players[0].refused(vote).await, "ALREADY_VOTED");
    let state = party
        .host
        .state(|state| state["votes_submitted"] == 1)
        .await;
    let has_voted: Vec<&Value> = (0..4)
        .map(|seat| &state["players"][seat]["has_voted"])
        .collect();
    assert_eq!(has_voted, [true, false, false, false]);
}

#[tokio::test]
async fn host_rights_and_seats_cannot_be_had_by_asking() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 4).await;
    let room = party.room.clone();
    let mut thief = Player::arrive(&server).await;
    for (message, code) in [
        (
            json!({"type": "join", "name": "Zoe", "room": room, "is_host": true}),
            "NOT_HOST",
        ),
        (
            json!({"type": "join", "name": "ANA", "room": room}),
            "NAME_TAKEN",
        ),
        (
            json!({"type": "host_join_as_player", "name": "Zoe"}),
            "NOT_HOST",
        ),
        (
            json!({"type": "admin", "action": "end_session"}),
            "NOT_HOST",
        ),
        (
            json!({"type": "configure", "field": "betting", "value": false}),
            "NOT_HOST",
        ),
    ] {
        assert_eq!(thief.refused(message).await, code);
    }
    let player = &mut party.players[0];
    for action in [
        "start_game",
        "pause",
        "end_session",
        "play_again",
        "next_round",
        "end_game",
    ] {
        let message = json!({"type": "admin", "action": action, "is_host": true});
        assert_eq!(player.refused(message).await, "NOT_HOST");
    }
    let own_rights = json!({"type": "admin", "action": "make_host", "player_name": "Ana"});
    assert_eq!(player.refused(own_rights).await, "NOT_HOST");
}

#[tokio::test]
async fn a_lost_seat_cannot_be_had_by_its_name_in_a_game() {
    // Nobody says anything for longer than usual.
    let server = TestServer::with(|config| config.timeout_seconds = 3600).await;
    let mut party = Party::of(&server, 4).await;
    let room = party.room.clone();
    // Only a host can give it to somebody who knows it.
    party.question().await;
    drop(party.players.remove(0));
    party
        .host
        .state(|state| state["connected_count"] == 3)
        .await;
    let ana = json!({"type": "join", "name": "Ana", "room": room});
    let mut thief = Player::arrive(&server).await;
    assert_eq!(thief.refused(ana.clone()).await, "GAME_ALREADY_STARTED");
    skip(Duration::from_secs(30)).await;
    let away = |state: &Value| state["players"][0]["status"] == "disconnected";
    party.host.state(away).await;
    assert_eq!(thief.refused(ana).await, "REJOIN_PENDING");
    let mut thief = Player::arrive(&server).await;
    // Nor does the host screen's token open anything for who does not have it.
    let guess = format!("{room}-{}", "ab".repeat(16));
    assert_eq!(
        thief
            .refused(json!({"type": "resume", "token": guess}))
            .await,
        "INVALID_TOKEN"
    );
}

#[tokio::test]
async fn host_rights_are_shared_and_used_from_a_phone() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 4).await;
    let share = json!({"type": "admin", "action": "make_host", "player_name": "ben"});
    party.host.accepted(share).await;
    let ben = &mut party.players[1];
    ben.state(|state| state["you"]["is_host"] == true).await;
    ben.configure("num_rounds", json!(1)).await;
    ben.admin("start_game").await;
    party.phase("ROLES").await;
    let token = party.players[1].token.clone();
    let mut back = Player::arrive(&server).await;
    back.accepted(json!({"type": "resume", "token": token}))
        .await;
    assert_eq!(back.expect("session_restored").await["is_host"], true);
}

#[tokio::test]
async fn the_host_plays_along_and_still_hosts() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 3).await;
    let join = json!({"type": "join", "name": "Zoe", "is_host": true});
    party.host.accepted(join).await;
    let success = party.host.expect("join_success").await;
    assert_eq!(
        (&success["player_name"], &success["is_host"]),
        (&json!("Zoe"), &json!(true))
    );
    assert_eq!(
        success["session_token"], party.host.token,
        "one session, one token"
    );
    party.question().await;
    assert!(party.host.state["role_data"].is_object());
    party.host.admin("skip_to_vote").await;
    party
        .host
        .accepted(json!({"type": "vote", "target": "Ana"}))
        .await;
}
