//! A connection's life: the welcome, the heartbeat, and an end that both sides agree on.

use std::time::Duration;

use serde_json::json;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;

use super::support::{Party, Player, TestServer, open_room, skip};

#[tokio::test]
async fn the_welcome_comes_first_and_says_who_and_where() {
    let server = TestServer::start().await;
    for number in 1..=3 {
        let mut player = Player::open(&server).await;
        let mut welcome = player.next().await;
        let server_time = welcome["server_time"].take();
        assert!(server_time.as_u64().unwrap() > 1_700_000_000_000);
        // Another with every change of a page.
        assert!(welcome["build"].take().is_string());
        let expected = json!({
            "type": "welcome",
            "connection_id": format!("conn_{number}"),
            "server_version": "1.0.0",
            "build": null,
            "game_active": false,
            "heartbeat_seconds": 10,
            "timeout_seconds": 30,
            "connect_timeout_seconds": 10,
            "server_time": null,
        });
        assert_eq!(welcome, expected);
    }
    open_room(&server).await;
    assert_eq!(
        Player::open(&server).await.next().await["game_active"],
        true
    );
}

#[tokio::test]
async fn the_server_pings_and_pongs_alone_keep_a_connection() {
    let server = TestServer::with(|config| {
        config.heartbeat_seconds = 1;
        config.timeout_seconds = 2;
        config.join_timeout_seconds = 0;
    })
    .await;
    let mut player = Player::arrive(&server).await;
    for payload in 0..5_u8 {
        skip(Duration::from_secs(1)).await;
        player.pinged().await;
        // The pong to that ping goes out before ours, and is there before our ping is answered.
        player.send(Message::Ping(vec![payload].into())).await;
        player.ponged(&[payload]).await;
    }
    player.close().await;
}

#[tokio::test]
async fn silence_ends_a_connection() {
    let server = TestServer::start().await;
    let mut player = Player::arrive(&server).await;
    skip(Duration::from_secs(29)).await;
    assert_eq!(server.app.pool.open(), 1);
    skip(Duration::from_secs(2)).await;
    server.pool_holds(0).await;
    assert_eq!(player.closed().await, 1001);
}

#[tokio::test]
async fn the_clients_close_is_answered() {
    let server = TestServer::start().await;
    let mut stranger = Player::arrive(&server).await;
    stranger.close().await;
    let mut party = Party::of(&server, 1).await;
    party.players[0].close().await;
    party
        .host
        .state(|state| state["connected_count"] == 0)
        .await;
    server.pool_holds(1).await;
}

#[tokio::test]
async fn a_ping_of_the_clients_is_answered() {
    let server = TestServer::start().await;
    let mut player = Player::arrive(&server).await;
    player.send(Message::Ping(vec![1, 2, 3].into())).await;
    player.ponged(&[1, 2, 3]).await;
}

#[tokio::test]
async fn a_stopping_server_tells_everybody_and_is_gone_in_time() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 4).await;
    let stranger = Player::arrive(&server).await;
    party.players.push(stranger);
    let asked_at = Instant::now();
    server.shut_down();
    for player in party.everybody() {
        let message = player.expect("server_shutdown").await;
        assert!(message["message"].as_str().unwrap().ends_with('.'));
        assert_eq!(player.closed().await, 1012);
    }
    server.stop().await;
    assert!(asked_at.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn a_stopping_server_does_not_wait_for_who_does_not_answer() {
    let server = TestServer::start().await;
    let silent = Party::of(&server, 2).await;
    let asked_at = Instant::now();
    // Nobody reads, so nobody answers the close.
    server.stop().await;
    assert!(asked_at.elapsed() < Duration::from_secs(5));
    drop(silent);
}

#[tokio::test]
async fn who_is_in_a_room_that_is_closed_hears_why() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 4).await;
    let mut display = Player::arrive(&server).await;
    display.accepted(json!({"type": "watch"})).await;
    party.players.push(display);
    party.host.admin("end_session").await;
    for member in party.everybody() {
        let last_word = member.expect("room_closed").await;
        assert!(last_word["message"].as_str().unwrap().contains("closed"));
        assert_eq!(member.closed().await, 4003);
    }
    server.pool_holds(0).await;
    assert_eq!(server.app.rooms.count(), 0);
    let mut late = Player::arrive(&server).await;
    let resume = json!({"type": "resume", "token": party.host.token});
    assert_eq!(late.refused(resume).await, "INVALID_TOKEN");
}

#[tokio::test]
async fn who_waits_for_a_hosts_word_hears_too_when_the_room_is_closed() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 5).await;
    party.question().await;
    let remove =
        json!({"type": "admin", "action": "remove_player", "player_name": "Ana", "force": true});
    party.host.accepted(remove).await;
    assert_eq!(party.players[0].closed().await, 4002);
    let mut guest = Player::arrive(&server).await;
    let join = json!({"type": "join", "name": "Ana"});
    assert_eq!(guest.refused(join).await, "REJOIN_PENDING");
    party.host.admin("end_session").await;
    guest.expect("room_closed").await;
    assert_eq!(guest.closed().await, 4003);
}
