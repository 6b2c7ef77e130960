//! A storm: every socket of a full house drops at once and is back at once.

use std::time::Duration;

use futures_util::future::join_all;
use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use spyster::protocol::{SessionToken, decode};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

use super::support::{Reachable, TestServer, parse};

const ROOMS: usize = 100;
const PLAYERS: usize = 10;

/// Generous: a few seconds are enough on a machine that does nothing else.
const PATIENCE: Duration = Duration::from_secs(120);

type Socket = WebSocketStream<TcpStream>;

/// Opens the rooms and takes their seats, without sockets; the players' tokens come back.
async fn seats(server: &TestServer) -> Vec<SessionToken> {
    let mut tokens = Vec::new();
    for _ in 0..ROOMS {
        let new = server.app.rooms.create().unwrap();
        let room = server.app.rooms.of_token(&new.host_token).unwrap();
        for player in 0..PLAYERS {
            let join = json!({"type": "join", "name": format!("Player {player}")});
            let join = decode(&join.to_string()).unwrap();
            let replies = room.post(None, join).await.unwrap().unwrap();
            let success = parse(&replies[1]);
            tokens.push(SessionToken::parse(success["session_token"].as_str().unwrap()).unwrap());
        }
    }
    tokens
}

/// Comes back to a seat; nothing if that is refused.
async fn restored(server: &TestServer, token: &SessionToken) -> Option<Socket> {
    let stream = TcpStream::connect(server.address()).await.ok()?;
    let url = format!("ws://{}/api/spyster/ws", server.address());
    let (mut socket, _) = client_async(url, stream).await.ok()?;
    let resume = json!({"type": "resume", "token": token.expose()}).to_string();
    socket.send(Message::text(resume)).await.ok()?;
    loop {
        let Message::Text(text) = socket.next().await?.ok()? else {
            continue;
        };
        if text.starts_with("{\"type\":\"session_restored\"") {
            return Some(socket);
        }
        if text.starts_with("{\"type\":\"error\"") {
            return None;
        }
    }
}

async fn all_restored(server: &TestServer, tokens: &[SessionToken]) -> Vec<Socket> {
    let all = join_all(tokens.iter().map(|token| restored(server, token)));
    let sockets = timeout(PATIENCE, all).await.expect("not all were answered");
    let sockets: Vec<Socket> = sockets.into_iter().flatten().collect();
    assert_eq!(sockets.len(), tokens.len(), "some were refused");
    sockets
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_sockets_drop_at_once_and_all_are_back() {
    // As many as the default settings allow, so that there is no place to spare.
    let server = TestServer::with(|config| {
        config.max_connections = ROOMS * PLAYERS;
        config.max_connections_per_house_address = 0;
        config.max_rooms = ROOMS;
    })
    .await;
    let tokens = seats(&server).await;
    let mut sockets = all_restored(&server, &tokens).await;
    for storm in 0..2 {
        if storm == 1 {
            for socket in &sockets {
                socket.get_ref().set_zero_linger().unwrap();
            }
        }
        drop(sockets);
        sockets = all_restored(&server, &tokens).await;
    }
    for room in tokens.chunks(PLAYERS) {
        let room = server.app.rooms.of_token(&room[0]).unwrap();
        let summary = room.summary().await.unwrap();
        assert_eq!(summary.connected_count, PLAYERS);
    }
    assert_eq!(server.app.pool.open(), tokens.len());
}
