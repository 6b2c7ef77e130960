//! Rooms under a paused clock, with channels and outboxes where a server has sockets.
//!
//! The clock stands still while anybody has something to do, and then jumps to the next deadline. So a
//! test that waits for a state knows to the millisecond when it came.

mod admission;
mod caller;
mod client;
mod device_commands;
mod device_info;
mod feed;
mod frames;
mod fuzz;
mod gossip;
mod hosts;
mod kept;
mod lifetime;
mod older_snapshots;
mod once;
mod people;
mod polled_game;
mod polling;
mod presence;
mod rejoin;
mod rejoin_requests;
mod restored;
mod seats;
mod simulation;
mod space;
mod stale;
mod timers;
mod way_in;
mod words;

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{JoinAddress, RoomHandle, RoomOptions, Rooms};
use crate::game::{HouseRules, Packs, Settings};
use crate::protocol::{RoomCode, SessionToken};
use crate::store::Store;
use client::Client;

const NAMES: [&str; 10] = [
    "Ana", "Ben", "Cem", "Dora", "Eli", "Fay", "Gus", "Hana", "Ida", "Jo",
];

/// A house whose address never changes.
#[derive(Debug)]
struct AtHome;

impl JoinAddress for AtHome {
    fn join_url(&self, code: RoomCode, _: Option<&str>) -> Option<String> {
        Some(format!("http://tv.local/player?room={code}"))
    }
}

/// No rooms yet, in a house with the default settings.
fn rooms() -> Rooms {
    rooms_with(|_| {})
}

fn rooms_with(change: impl FnOnce(&mut RoomOptions)) -> Rooms {
    rooms_in(Store::in_memory(), change)
}

/// The rooms of a house with that store, those that are stored already among them.
fn rooms_in(store: Store, change: impl FnOnce(&mut RoomOptions)) -> Rooms {
    let mut options = RoomOptions {
        house: HouseRules::default(),
        settings: Settings::default(),
        packs: Arc::new(Packs::shipped()),
        max_rooms: 100,
        closes_after: Duration::from_secs(30 * 60),
        restores_within: Duration::from_secs(6 * 3600),
        remembers_games: true,
        join_address: Arc::new(AtHome),
    };
    change(&mut options);
    Rooms::open(options, store).unwrap()
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// Lets everybody do all they have to do, and then for so long whatever falls due. It takes no time.
async fn pass(time: Duration) {
    let end = Instant::now() + time;
    tokio::time::sleep_until(end).await;
}

/// Lets everybody do all they have to do.
async fn idle() {
    pass(Duration::from_millis(1)).await;
}

/// A room with its screen and some players, all connected.
struct Party {
    room: RoomHandle,
    host_token: SessionToken,
    host: Client,
    players: Vec<Client>,
}

impl Party {
    async fn of(size: usize) -> Self {
        Self::in_house(&rooms(), size).await
    }

    async fn in_house(rooms: &Rooms, size: usize) -> Self {
        let new = rooms.create().unwrap();
        let room = rooms.of_token(&new.host_token).unwrap();
        let host = Client::resume(&room, &new.host_token).await;
        let mut players = Vec::new();
        for name in &NAMES[..size] {
            players.push(Client::join(&room, name).await);
        }
        Self {
            room,
            host_token: new.host_token,
            host,
            players,
        }
    }

    /// Everybody who is connected.
    fn everybody(&mut self) -> impl Iterator<Item = &mut Client> {
        self.players.iter_mut().chain([&mut self.host])
    }

    /// Waits until everybody has seen that phase.
    async fn phase(&mut self, phase: &str) {
        for client in self.everybody() {
            client.phase(phase).await;
        }
    }

    async fn admin(&mut self, action: &str) -> Value {
        self.host
            .ask(json!({"type": "admin", "action": action}))
            .await
    }

    /// Starts the game and waits until the questions have begun.
    async fn question(&mut self) {
        assert_eq!(self.admin("start_game").await["type"], "ack");
        self.phase("ROLES").await;
        self.phase("QUESTIONING").await;
    }

    /// The same, and then goes to the vote.
    async fn vote(&mut self) {
        self.question().await;
        self.admin("skip_to_vote").await;
        self.phase("VOTE").await;
    }

    /// Which player is the spy, by their own card.
    fn spy(&self) -> usize {
        let is_spy = |client: &Client| client.state["role_data"]["is_spy"] == true;
        self.players.iter().position(is_spy).unwrap()
    }

    /// Everybody votes for the spy, who votes for somebody else.
    async fn convict_the_spy(&mut self) {
        let spy = self.spy();
        let other = NAMES[usize::from(spy == 0)];
        for voter in 0..self.players.len() {
            let target = if voter == spy { other } else { NAMES[spy] };
            let answer = self.players[voter].vote(target).await;
            assert_eq!(answer["type"], "ack", "{answer}");
        }
    }
}
