//! Limits: the size and the number of messages, the time to join, and the places in the pool.

use std::time::Duration;

use serde_json::json;
use tokio::net::TcpStream;

use super::support::{Party, Player, Reachable, TestServer, open_room, skip, within_deadline};

const LONGEST: usize = 16 * 1024;

#[tokio::test]
async fn a_message_of_16_kib_is_taken_and_one_byte_more_ends_the_connection_with_1009() {
    let server = TestServer::start().await;
    let mut player = Player::arrive(&server).await;
    let frame = json!({"type": "ping", "pad": ""}).to_string();
    let pad = "x".repeat(LONGEST - frame.len());
    let longest = json!({"type": "ping", "pad": pad}).to_string();
    assert_eq!(longest.len(), LONGEST);
    player.say_text(&longest).await;
    assert_eq!(player.next().await["type"], "ack");
    player.say_text(&format!("{longest} ")).await;
    assert_eq!(player.closed().await, 1009);
    server.pool_holds(0).await;
}

#[tokio::test]
async fn who_does_not_join_in_time_is_shown_out_and_members_are_not() {
    let server = TestServer::with(|config| config.join_timeout_seconds = 5).await;
    let mut party = Party::of(&server, 1).await;
    let mut display = Player::arrive(&server).await;
    display.accepted(json!({"type": "watch"})).await;
    let mut stranger = Player::arrive(&server).await;
    stranger.accepted(json!({"type": "heartbeat"})).await;
    skip(Duration::from_secs(6)).await;
    assert_eq!(stranger.closed().await, 1008);
    for member in party.everybody().chain([&mut display]) {
        member.accepted(json!({"type": "heartbeat"})).await;
    }
    server.pool_holds(3).await;
}

#[tokio::test]
async fn too_many_messages_are_refused_and_not_carried_out() {
    let server = TestServer::with(|config| {
        config.message_burst = 3;
        config.message_rate = 1;
    })
    .await;
    let (room, _) = open_room(&server).await;
    let mut player = Player::arrive(&server).await;
    for _ in 0..3 {
        player.accepted(json!({"type": "heartbeat"})).await;
    }
    let join = json!({"type": "join", "name": "Ana", "room": room});
    let answer = player.ask(join.clone()).await;
    assert_eq!(
        (&answer["code"], &answer["received"]),
        (&json!("RATE_LIMITED"), &json!("join"))
    );
    let room = server.app.rooms.find(Some(&room)).unwrap();
    assert_eq!(room.summary().await.unwrap().player_count, 0);
    let mut tries = tokio::time::interval(Duration::from_millis(100));
    let let_in = async {
        while player.ask(join.clone()).await["type"] != "ack" {
            tries.tick().await;
        }
    };
    within_deadline(let_in).await;
    assert_eq!(room.summary().await.unwrap().player_count, 1);
}

#[tokio::test]
async fn a_flood_ends_with_4008() {
    let server = TestServer::with(|config| {
        config.message_burst = 1;
        config.message_rate = 1;
    })
    .await;
    let mut player = Player::arrive(&server).await;
    for _ in 0..250 {
        // Some of it is said to a connection that is closed already.
        player.try_say(json!({"type": "ping"})).await;
    }
    assert_eq!(player.closed().await, 4008);
    server.pool_holds(0).await;
}

#[tokio::test]
async fn with_limits_switched_off_any_number_of_messages_is_answered_in_order() {
    let server = TestServer::with(|config| {
        config.message_rate = 0;
        config.max_connections = 0;
        config.join_timeout_seconds = 0;
    })
    .await;
    let mut party = Party::of(&server, 1).await;
    let player = &mut party.players[0];
    for number in 0..1_000 {
        let id = number.to_string();
        let message = match number % 2 {
            0 => json!({"type": "ping", "timestamp": number, "id": id}),
            _ => json!({"type": "call_vote", "id": id}),
        };
        player.say(message).await;
    }
    for number in 0..1_000 {
        let answer = player.next().await;
        assert_eq!(answer["id"], number.to_string(), "{answer}");
        if number % 2 == 0 {
            assert_eq!(player.next().await["timestamp"], number);
        }
    }
}

#[tokio::test]
async fn a_full_pool_says_so_and_every_way_to_end_gives_the_place_back() {
    let server = TestServer::with(|config| config.max_connections = 1).await;
    for end in ["close", "drop", "abort", "leave", "bad token", "too big"] {
        let mut first = Player::arrive(&server).await;
        let mut second = Player::open(&server).await;
        let refusal = second.next().await;
        assert_eq!(refusal["code"], "CONNECTION_LIMIT", "after {end}");
        assert!(refusal["message"].as_str().unwrap().ends_with('.'));
        assert_eq!(second.closed().await, 1008);
        match end {
            "close" => first.close().await,
            "abort" => first.stream().set_zero_linger().unwrap(),
            "bad token" => {
                first.say(json!({"type": "resume", "token": "none"})).await;
                assert_eq!(first.closed().await, 1008);
            }
            "too big" => {
                first.say_text(&"x".repeat(LONGEST + 1)).await;
                assert_eq!(first.closed().await, 1009);
            }
            "leave" => {
                let (room, _) = open_room(&server).await;
                let join = json!({"type": "join", "name": "Ana", "room": room});
                first.accepted(join).await;
                first.accepted(json!({"type": "leave"})).await;
                assert_eq!(first.closed().await, 1000);
            }
            _ => {}
        }
        drop(first);
        server.pool_holds(0).await;
    }
}

#[tokio::test]
async fn the_twenty_first_display_hears_why_it_is_not_let_in_and_is_shown_out() {
    let server = TestServer::start().await;
    let (room, _) = open_room(&server).await;
    let watch = json!({"type": "watch", "room": room});
    let mut displays = Vec::new();
    for _ in 0..20 {
        let mut display = Player::arrive(&server).await;
        display.accepted(watch.clone()).await;
        displays.push(display);
    }
    let mut one_more = Player::arrive(&server).await;
    assert_eq!(one_more.refused(watch).await, "CONNECTION_LIMIT");
    assert_eq!(one_more.closed().await, 1008);
    server.pool_holds(20).await;
}

#[tokio::test]
async fn a_socket_that_breaks_in_mid_frame_gives_its_place_back() {
    let server = TestServer::with(|config| config.max_connections = 1).await;
    let stream = TcpStream::connect(server.address()).await.unwrap();
    let mut player = Player::over(stream, &server, "").await;
    player.next().await;
    let half_a_frame = [0x81, 0x85, 0, 0];
    player.stream().try_write(&half_a_frame).unwrap();
    drop(player);
    server.pool_holds(0).await;
}
