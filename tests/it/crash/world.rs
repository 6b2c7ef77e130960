//! A server on a folder, a room with a TV and four phones, and the hand that kills the server.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use futures_util::future::join_all;
use rand::rngs::ChaCha20Rng;
use rand::{RngExt, SeedableRng};
use serde_json::Value;
use tempfile::TempDir;
use tokio::task::spawn_blocking;

use super::ledger::Ledger;
use super::phone::{Cut, Phone};
use super::progress::Step;
use super::script::decide;
use crate::support::{Running, get, open_room, spyster};

const NAMES: [&str; 4] = ["Ana", "Ben", "Cem", "Dora"];
const ROUNDS: u64 = 2;

/// Microseconds within which most of what people do at once is done, and within which all are back.
const IN_A_BURST: u64 = 4_000;
const IN_A_RETURN: u64 = 15_000;

/// What happened, for whoever wants to know whether the harness hits where it should.
#[derive(Debug, Default)]
pub(super) struct Figures {
    kills: u32,
    /// Kills while somebody waited for an answer.
    in_the_middle: u32,
    /// Answers that the server gave, and those of them to what had been sent before a kill: it had been
    /// done, or not.
    answers: u32,
    done_before: u32,
    not_done_before: u32,
    votes: u32,
    games: usize,
    rooms: u32,
    /// Time until a server that was started said where it is.
    starts: Duration,
    /// Time spent on waiting for the game's own clock.
    waited: Duration,
}

/// A server with one room, and everybody in it.
pub(super) struct World {
    folder: TempDir,
    durability: &'static str,
    server: Option<Running>,
    address: SocketAddr,
    room: String,
    phones: Vec<Phone>,
    ledger: Ledger,
    rng: ChaCha20Rng,
    /// Games that have come to their end, in all rooms, and whether this room's is among them.
    games: usize,
    has_ended: bool,
    figures: Figures,
}

impl World {
    pub(super) async fn new(seed: u64, durability: &'static str) -> Self {
        let folder = TempDir::new().unwrap();
        let (server, address) = start(folder.path(), durability);
        let mut world = Self {
            folder,
            durability,
            server: Some(server),
            address,
            room: String::new(),
            phones: Vec::new(),
            ledger: Ledger::default(),
            rng: ChaCha20Rng::seed_from_u64(seed),
            games: 0,
            has_ended: false,
            figures: Figures::default(),
        };
        world.open_room().await;
        world
    }

    /// A new room, with a TV and guests who have yet to join.
    async fn open_room(&mut self) {
        let (room, token) = open_room(&self.address).await;
        self.room = room;
        self.phones = vec![Phone::new("", token)];
        let guests = NAMES.iter().map(|name| Phone::new(name, String::new()));
        self.phones.extend(guests);
        self.ledger = Ledger::new(ROUNDS);
        self.has_ended = false;
        self.figures.rooms += 1;
    }

    /// Plays, and has the server killed and started again so many times.
    pub(super) async fn survive(mut self, kills: u32) -> Figures {
        while self.figures.kills < kills {
            self.live().await;
            let begun = Instant::now();
            let (server, address) = start(self.folder.path(), self.durability);
            self.figures.starts += begun.elapsed();
            (self.server, self.address) = (Some(server), address);
        }
        self.speak().await;
        self.check().await;
        self.figures.games = self.games;
        self.figures
    }

    /// One life of the server: everybody comes back, some things happen, and in the middle of the last of
    /// them it is killed.
    async fn live(&mut self) {
        // Some lives end while everybody is coming back.
        if self.rng.random_range(0..5) > 0 {
            self.speak().await;
            self.check().await;
            for _ in 0..self.rng.random_range(0..4) {
                self.wait_for_the_clock().await;
                self.decide();
                self.speak().await;
                self.check().await;
            }
            self.decide();
        }
        self.be_killed().await;
    }

    /// Somebody, or several at once, decide what to do.
    fn decide(&mut self) {
        decide(&mut self.phones, &mut self.rng);
        let ends = |phone: &Phone| {
            let mut said = phone.unanswered.iter();
            said.any(|said| said.message["action"] == "end_session")
        };
        if self.phones.iter().any(ends) {
            self.phones
                .iter_mut()
                .for_each(|phone| phone.expects_end = true);
        }
    }

    /// Everybody says what they have to say, and looks at what has become of it.
    async fn speak(&mut self) {
        self.say_all().await;
        let is_over = |phone: &Phone| phone.is_over;
        if self.ledger.is_closed || self.phones.iter().any(is_over) {
            // It is gone for good.
            let path = format!("/api/spyster/rooms/{}", self.room);
            let answer = get(&self.address, &path, &[]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
            self.open_room().await;
            self.say_all().await;
        }
        let all = join_all(self.phones.iter_mut().map(Phone::refresh)).await;
        assert!(all.iter().all(Result::is_ok), "cut off");
    }

    async fn say_all(&mut self) {
        let (address, room) = (self.address, self.room.as_str());
        let all = self.phones.iter_mut().map(|phone| async move {
            phone.speak(address, room).await.is_ok() || phone.expects_end
        });
        assert!(join_all(all).await.into_iter().all(|done| done), "cut off");
        self.enter_answers();
    }

    /// Sometimes lets the cards or the reveal last as long as they do.
    async fn wait_for_the_clock(&mut self) {
        let progress = self.phones[0].witness.progress;
        let is_shown = matches!(progress.step, Step::Roles | Step::Reveal);
        let is_paused = self.phones[0].state["phase"] == "PAUSED";
        if is_shown && !is_paused && self.rng.random_range(0..12) == 0 {
            let begun = Instant::now();
            let all = self.phones.iter_mut().map(|phone| phone.beyond(progress));
            let all: Vec<Result<(), Cut>> = join_all(all).await;
            assert!(all.iter().all(Result::is_ok), "cut off");
            self.figures.waited += begun.elapsed();
        }
    }

    /// Kills the server while everybody speaks. The moment is drawn too: it is an input of the test, and
    /// nothing waits for it.
    async fn be_killed(&mut self) {
        let server = self.server.take().unwrap();
        let is_back = self.phones.iter().all(Phone::is_there);
        let longest = if is_back { IN_A_BURST } else { IN_A_RETURN };
        let moment = Duration::from_micros(self.rng.random_range(0..longest));
        let killed = spawn_blocking(move || {
            thread::sleep(moment);
            server.kill()
        });
        let (address, room) = (self.address, self.room.as_str());
        let all = self.phones.iter_mut().map(|phone| async move {
            // Whether there was time for all of it does not matter.
            let _ = phone.speak(address, room).await;
            phone.hear_out().await;
        });
        join_all(all).await;
        let logs = killed.await.unwrap();
        assert!(
            !logs.contains("panicked") && !logs.contains("ERROR"),
            "{logs}"
        );
        self.figures.kills += 1;
        let is_open = |phone: &Phone| phone.unanswered.iter().any(|said| said.times > 0);
        self.figures.in_the_middle += u32::from(self.phones.iter().any(is_open));
        self.enter_answers();
    }

    fn enter_answers(&mut self) {
        for phone in &mut self.phones {
            for answered in std::mem::take(&mut phone.answered) {
                self.figures.answers += 1;
                self.figures.votes += u32::from(answered.said.message["type"] == "vote");
                match answered.answer["duplicate"] == true {
                    true => self.figures.done_before += 1,
                    false if answered.said.times > 1 => self.figures.not_done_before += 1,
                    false => {}
                }
                self.ledger.enter(phone, &answered);
            }
        }
    }

    /// Everything that was acknowledged is there, once.
    async fn check(&mut self) {
        self.ledger.check(&self.phones);
        let step = self.phones[0].witness.progress.step;
        if step == Step::Lobby {
            self.has_ended = false;
        }
        if step == Step::End && !self.has_ended {
            self.has_ended = true;
            self.games += 1;
        }
        let games = get(&self.address, "/api/spyster/games?limit=100", &[])
            .await
            .json();
        let games = games["games"].as_array().unwrap();
        let ids: BTreeSet<&str> = games
            .iter()
            .filter_map(|game| game["id"].as_str())
            .collect();
        assert_eq!(ids.len(), games.len());
        // The clock may have ended the game since the last look.
        let most = self.games + usize::from(step == Step::Scoring);
        assert!(
            (self.games.min(100)..=most).contains(&games.len()),
            "{games:?}"
        );
        let health: Value = get(&self.address, "/api/spyster/health", &[]).await.json();
        assert_eq!(health["status"], "ok", "{health}");
    }
}

/// Starts the binary on the folder; once it says where it is, it is ready.
fn start(folder: &Path, durability: &str) -> (Running, SocketAddr) {
    let mut command = spyster(folder, &["--bind", "127.0.0.1:0"]);
    let settings = [
        ("SPYSTER_DURABILITY", durability),
        ("SPYSTER_MESSAGE_RATE", "0"),
        ("SPYSTER_GAME_NUM_ROUNDS", "2"),
        ("RUST_LOG", "warn"),
    ];
    let server = Running::start(command.envs(settings));
    let address = server.address();
    (server, address)
}
