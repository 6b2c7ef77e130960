//! The last places of a full server are for those who come back with a token, and for health checks.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::json;
use tokio::net::TcpStream;

use super::support::{Caller, Party, Player, Reachable, STATE, TestServer, get, open_room, skip};

/// The server's connections beyond `max_connections`, and how many of the last are the reserve.
const HEADROOM: usize = 256;
const RESERVE: usize = 64;

/// A server whose ordinary connections are all taken, but for so many, by somebody who says nothing.
async fn almost_full(server: &TestServer, free: usize) -> Vec<TcpStream> {
    let ordinary = server.app.config.max_connections + HEADROOM - RESERVE;
    let mut taken = Vec::new();
    for _ in 0..ordinary - free {
        taken.push(TcpStream::connect(server.address()).await.unwrap());
    }
    taken
}

async fn patient_server(max_connections: usize) -> TestServer {
    TestServer::with(|config| {
        config.max_connections = max_connections;
        config.max_connections_per_house_address = 0;
        config.header_timeout_seconds = 60;
    })
    .await
}

#[tokio::test]
async fn a_server_without_a_connection_left_still_answers_health_and_tokens() {
    let server = patient_server(10).await;
    let mut party = Party::of(&server, 2).await;
    let ana = party.players.remove(0).token;
    let bearer = format!("Bearer {ana}");
    server.pool_holds(2).await;
    let taken = almost_full(&server, 2).await;

    let health = get(&server, "/api/spyster/health", &[]).await;
    assert_eq!(health.status, StatusCode::OK);
    // Nobody keeps one of the last connections for a second request.
    assert_eq!(health.header("connection"), "close");
    let state = get(&server, STATE, &[("authorization", &bearer)]).await;
    assert_eq!(state.status, StatusCode::OK);
    let mut caller = Caller::new(&server, &ana);
    assert!(caller.poll().await);
    for headers in [
        &[][..],
        &[(
            "authorization",
            "Bearer BCDF-0123456789abcdef0123456789abcdef",
        )],
    ] {
        let page = get(&server, "/", headers).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(page.json()["code"], "CONNECTION_LIMIT");
        assert_eq!(page.header("retry-after"), "5");
    }

    // A phone comes back, over a socket of its own or with the token in its address.
    drop(Player::resume(&server, &ana).await);
    let mut back = Player::open_at(&server, &format!("?token={ana}")).await;
    assert_eq!(back.next().await["type"], "welcome");
    back.expect("session_restored").await;
    let mut stranger = Player::arrive(&server).await;
    let join = json!({"type": "join", "name": "Zoe", "room": party.room});
    assert_eq!(stranger.refused(join).await, "CONNECTION_LIMIT");
    assert_eq!(stranger.closed().await, 1008);
    drop(taken);
}

#[tokio::test]
async fn the_pool_keeps_its_last_places_for_those_who_come_back() {
    let server = patient_server(40).await;
    let (room, token) = open_room(&server).await;
    let mut taken = Vec::new();
    for _ in 0..38 {
        taken.push(Player::arrive(&server).await);
    }
    let mut stranger = Player::arrive(&server).await;
    // Signs of life are no reason to stay.
    stranger.accepted(json!({"type": "heartbeat"})).await;
    let watch = json!({"type": "watch", "room": room});
    assert_eq!(stranger.refused(watch).await, "CONNECTION_LIMIT");
    assert_eq!(stranger.closed().await, 1008);

    let mut silent = Player::arrive(&server).await;
    let host = Player::resume(&server, &token).await;
    skip(Duration::from_secs(5)).await;
    assert_eq!(silent.expect("error").await["code"], "CONNECTION_LIMIT");
    assert_eq!(silent.closed().await, 1008);
    server.pool_holds(39).await;
    drop(host);
}
