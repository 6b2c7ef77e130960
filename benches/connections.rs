//! What one phone that does not read costs the other nine, and how long a full house takes to come back
//! after every socket has dropped at once.
//!
//! `cargo bench --bench connections`

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![expect(clippy::unwrap_used, reason = "a measurement that breaks is none")]

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use spyster::config::Config;
use spyster::protocol::decode;
use spyster::server::{App, Server};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

/// Players who vote; one more is there and does not.
const VOTERS: usize = 9;
/// Parties over which the latency of a vote is measured, with and without a phone that does not read.
const PARTIES: usize = 40;
/// Changes of a room while its phones do not read.
const CHANGES: usize = 5_000;
/// A full house by the default settings.
const ROOMS: usize = 100;
const PLAYERS: usize = 10;

#[tokio::main]
async fn main() {
    let house = House::open().await;
    for tenth in ["reads", "does not read", "reads", "does not read"] {
        let latencies = vote_latencies(&house, tenth == "does not read").await;
        println!(
            "vote to state of nine, the tenth {tenth}: {}",
            in_short(latencies)
        );
    }
    println!(
        "{CHANGES} changes, nine do not read: {}",
        memory(&house).await
    );
    for _ in 0..3 {
        println!(
            "{} sockets dropped at once: {}",
            ROOMS * PLAYERS,
            storm().await
        );
    }
}

/// A server of our own.
struct House {
    address: SocketAddr,
    app: App,
}

impl House {
    async fn open() -> Self {
        let config = Config {
            bind: SocketAddr::from(([127, 0, 0, 1], 0)),
            message_rate: 0,
            max_rooms: 0,
            // All of them come from one address.
            max_connections_per_house_address: 0,
            data_dir: String::new(),
            ..Config::default()
        };
        let server = Server::bind(config).await.unwrap();
        let house = Self {
            address: server.local_addr(),
            app: server.app().clone(),
        };
        tokio::spawn(server.serve());
        house
    }

    /// A room with its screen and so many players.
    async fn party(&self, size: usize) -> (Client, Vec<Client>) {
        let new = self.app.rooms.create().unwrap();
        let mut host = Client::arrive(self).await;
        host.say(&json!({"type": "resume", "token": new.host_token.expose()}))
            .await;
        host.hears("session_restored").await;
        let mut players = Vec::new();
        for player in 0..size {
            let mut client = Client::arrive(self).await;
            let room = new.room.to_string();
            let join = json!({"type": "join", "name": format!("P{player}"), "room": room});
            client.say(&join).await;
            let success = client.hears("join_success").await;
            let success: Value = serde_json::from_str(&success).unwrap();
            client.token = success["session_token"].as_str().unwrap().to_owned();
            players.push(client);
        }
        (host, players)
    }
}

/// A WebSocket whose frames are looked at as text.
struct Client {
    socket: WebSocketStream<TcpStream>,
    token: String,
}

impl Client {
    async fn arrive(house: &House) -> Self {
        Self::over(house, TcpStream::connect(house.address).await.unwrap()).await
    }

    async fn over(house: &House, stream: TcpStream) -> Self {
        stream.set_nodelay(true).unwrap();
        let url = format!("ws://{}/api/spyster/ws", house.address);
        let (socket, _) = client_async(url, stream).await.unwrap();
        let token = String::new();
        Self { socket, token }
    }

    async fn say(&mut self, message: &Value) {
        let text = Message::text(message.to_string());
        self.socket.send(text).await.unwrap();
    }

    /// Waits for a frame with that text in it.
    async fn hears(&mut self, text: &str) -> String {
        loop {
            match self.socket.next().await.unwrap().unwrap() {
                Message::Text(frame) if frame.contains(text) => return frame.to_string(),
                Message::Close(close) => panic!("{close:?}"),
                _ => {}
            }
        }
    }

    /// Comes back, and asks for more than all buffers hold without reading any of it.
    async fn stuck(house: &House, token: &str) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(2048).unwrap();
        let stream = socket.connect(house.address).await.unwrap();
        let mut client = Self::over(house, stream).await;
        client.say(&json!({"type": "resume", "token": token})).await;
        client.hears("session_restored").await;
        let get_state = json!({"type": "get_state"}).to_string();
        for _ in 0..1_000 {
            let asked = client.socket.feed(Message::text(get_state.clone()));
            if tokio::time::timeout(Duration::from_millis(100), asked)
                .await
                .is_err()
            {
                break;
            }
        }
        client
    }
}

async fn vote_latencies(house: &House, is_stuck: bool) -> Vec<Duration> {
    let mut parties = Vec::new();
    for _ in 0..PARTIES {
        let (mut host, players) = house.party(VOTERS + 1).await;
        host.say(&json!({"type": "admin", "action": "start_game"}))
            .await;
        parties.push((host, players));
    }
    let mut latencies = Vec::new();
    for (mut host, mut players) in parties {
        host.hears("\"phase\":\"QUESTIONING\"").await;
        host.say(&json!({"type": "admin", "action": "skip_to_vote"}))
            .await;
        let mut tenth = players.pop().unwrap();
        if is_stuck {
            tenth = Client::stuck(house, &tenth.token).await;
        }
        for player in &mut players {
            player.hears("\"phase\":\"VOTE\"").await;
        }
        for voter in 0..VOTERS {
            latencies.extend(vote(&mut players, voter).await);
        }
        drop(tenth);
    }
    latencies
}

/// One vote; how long each of the nine waited for the state that counts it.
async fn vote(players: &mut [Client], voter: usize) -> Vec<Duration> {
    let target = format!("P{}", (voter + 1) % VOTERS);
    let counted = format!("\"votes_submitted\":{},", voter + 1);
    let said = Instant::now();
    players[voter]
        .say(&json!({"type": "vote", "target": target}))
        .await;
    let all = players.iter_mut().map(async |player| {
        player.hears(&counted).await;
        said.elapsed()
    });
    join_all(all).await
}

fn in_short(mut latencies: Vec<Duration>) -> String {
    latencies.sort_unstable();
    let at = |percent: usize| latencies[(latencies.len() - 1) * percent / 100];
    let count = latencies.len();
    format!(
        "p50 {:?}, p99 {:?}, max {:?} ({count} samples)",
        at(50),
        at(99),
        at(100)
    )
}

/// What the process holds after many changes that nobody but the host reads.
async fn memory(house: &House) -> String {
    let (mut host, players) = house.party(VOTERS).await;
    let mut stuck = Vec::new();
    for player in players {
        stuck.push(Client::stuck(house, &player.token).await);
    }
    let before = resident();
    for change in 0..CHANGES {
        let value = 1 + change % 20;
        host.say(&json!({"type": "configure", "field": "num_rounds", "value": value}))
            .await;
        host.hears(&format!("\"round_count\":{value},")).await;
    }
    format!("{before} KiB before, {} KiB after", resident())
}

/// What the process holds in memory, in KiB; 0 where the system does not say.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// A full house loses every socket, and everybody comes back.
async fn storm() -> String {
    let house = House::open().await;
    let tokens = seats(&house).await;
    let clients = all_back(&house, &tokens, Instant::now()).await;
    let dropped = Instant::now();
    drop(clients);
    let back = all_back(&house, &tokens, dropped).await;
    let waited = back.iter().map(|(waited, _)| *waited).collect();
    format!("all restored, {}", in_short(waited))
}

/// Rooms full of players without a connection, by their tokens.
async fn seats(house: &House) -> Vec<String> {
    let mut tokens = Vec::new();
    for _ in 0..ROOMS {
        let new = house.app.rooms.create().unwrap();
        let room = house.app.rooms.of_token(&new.host_token).unwrap();
        for player in 0..PLAYERS {
            let join = json!({"type": "join", "name": format!("P{player}")});
            let join = decode(&join.to_string()).unwrap();
            let replies = room.post(None, join).await.unwrap().unwrap();
            let success: Value = serde_json::from_str(&replies[1]).unwrap();
            tokens.push(success["session_token"].as_str().unwrap().to_owned());
        }
    }
    tokens
}

/// Everybody comes back at once; how long after `since` each had their seat again.
async fn all_back(house: &House, tokens: &[String], since: Instant) -> Vec<(Duration, Client)> {
    let all = tokens.iter().map(async |token| {
        let mut client = Client::arrive(house).await;
        client.say(&json!({"type": "resume", "token": token})).await;
        client.hears("session_restored").await;
        (since.elapsed(), client)
    });
    join_all(all).await
}
