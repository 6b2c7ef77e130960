//! What saving costs a room: from `save` to the word that it is kept, alone and among many; and how
//! long the leaderboard of very many games and a start with a full house take.
//!
//! `cargo bench --bench store`, in a folder under `target/` or in `SPYSTER_BENCH_DIR`.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![expect(clippy::unwrap_used, reason = "a measurement that breaks is none")]

use std::env;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use spyster::store::{BetLine, Change, Durability, DurableQueue, FinishedGame, PlayerLine, Store};
use tempfile::TempDir;

/// A large room's snapshot.
const BODY: usize = 10 * 1024;
/// Saves that are measured where nobody pauses, in all rooms together; a fifth of it where they do.
const SAVES: usize = 10_000;
const ROOMS: usize = 500;
const GAMES: usize = 10_000;
const PLAYERS: usize = 6;
const NAMES: usize = 200;

#[tokio::main]
async fn main() {
    println!("save of {BODY} B to the word that it is kept:");
    for durability in [Durability::Process, Durability::Power] {
        for (rooms, pause) in [(1, 0), (1, 20), (ROOMS, 0), (ROOMS, 1_000)] {
            let pause = Duration::from_millis(pause);
            println!("{}", saves(durability, rooms, pause).await);
        }
    }
    println!("{}", start().await);
    println!("{}", year().await);
}

fn folder() -> TempDir {
    let given = env::var_os("SPYSTER_BENCH_DIR");
    let parent = given.unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/target").into());
    let mut builder = tempfile::Builder::new();
    builder.prefix("store-bench-").tempdir_in(parent).unwrap()
}

/// Every room saves, waits until it is kept, pauses, and so on.
async fn saves(durability: Durability, rooms: usize, pause: Duration) -> String {
    let dir = folder();
    let store = Store::open(dir.path(), durability).unwrap();
    let budget = if pause.is_zero() { SAVES } else { SAVES / 5 };
    let each = (budget / rooms).max(4);
    let start = Instant::now();
    let tasks = (0..rooms).map(|room| {
        let queue = DurableQueue::<()>::new(store.clone(), &format!("R{room}"));
        // Rooms that pause are not to pause in step.
        let offset = pause.mul_f64(room as f64 / rooms as f64);
        tokio::spawn(one_room(queue, each, offset, pause))
    });
    let latencies = join_all(tasks).await.into_iter().flat_map(Result::unwrap);
    let mut latencies: Vec<Duration> = latencies.collect();
    let per_second = latencies.len() as f64 / start.elapsed().as_secs_f64();
    latencies.sort_unstable();
    let at = |part: f64| latencies[(latencies.len() as f64 * part) as usize];
    let (median, p99, longest) = (at(0.5), at(0.99), latencies[latencies.len() - 1]);
    format!(
        "{durability:?}, {rooms} rooms, a pause of {pause:?}: median {median:.2?}, p99 {p99:.2?}, \
         longest {longest:.2?}, {per_second:.0}/s"
    )
}

async fn one_room(
    mut queue: DurableQueue<()>,
    saves: usize,
    offset: Duration,
    pause: Duration,
) -> Vec<Duration> {
    tokio::time::sleep(offset).await;
    let mut latencies = Vec::with_capacity(saves);
    for revision in 1..=saves as u64 {
        let body = vec![revision as u8; BODY];
        let start = Instant::now();
        queue.save(revision, 1, body, Vec::new());
        while queue.saved().revision < revision {
            queue.changed().await;
        }
        assert!(queue.saved().durable);
        latencies.push(start.elapsed());
        if !pause.is_zero() {
            tokio::time::sleep(pause).await;
        }
    }
    latencies
}

/// A start with a full house.
async fn start() -> String {
    let dir = folder();
    let store = Store::open(dir.path(), Durability::Process).unwrap();
    for room in 0..ROOMS {
        let mut queue = DurableQueue::<()>::new(store.clone(), &format!("R{room}"));
        queue.save(1, 1, vec![7; BODY], Vec::new());
    }
    store.flush().await;
    drop(store);
    let start = Instant::now();
    let store = Store::open(dir.path(), Durability::Process).unwrap();
    let opened = start.elapsed();
    let rooms = store.storage().rooms().unwrap();
    let read = start.elapsed();
    assert_eq!(rooms.iter().filter(|room| room.body.is_ok()).count(), ROOMS);
    let size = size(dir.path());
    format!("start with {ROOMS} rooms: open after {opened:.2?}, all read after {read:.2?}, {size}")
}

/// The leaderboard of very many games.
async fn year() -> String {
    let dir = folder();
    let store = Store::open(dir.path(), Durability::Process).unwrap();
    for number in 0..GAMES {
        store.queue(Change::AddGame(game(number)));
    }
    store.flush().await;
    let mut times = Vec::new();
    for _ in 0..21 {
        let start = Instant::now();
        let board = store.leaderboard(usize::MAX).await.unwrap();
        times.push(start.elapsed());
        assert_eq!(board.len(), NAMES);
    }
    let first = times[0];
    times.sort_unstable();
    let median = times[times.len() / 2];
    let start = Instant::now();
    let page = store.games(None, 50).await.unwrap();
    let paged = start.elapsed();
    assert_eq!(page.len(), 50);
    drop(store);
    let size = size(dir.path());
    format!(
        "{GAMES} games of {PLAYERS}: leaderboard {median:.2?} (the first time {first:.2?}), \
         a page of 50 {paged:.2?}, {size}"
    )
}

fn game(number: usize) -> FinishedGame {
    let bet = BetLine { votes: 4, right: 2 };
    let player = |seat: usize| {
        // Spread over all names, in no order.
        let name = format!("Player {}", (number * 31 + seat * 37) % NAMES);
        PlayerLine {
            name_key: name.to_lowercase(),
            name,
            won: seat == 0,
            points: (number % 40) as i64,
            spy_rounds: 1,
            spy_wins: (number % 2) as u32,
            bets: [bet; 3],
        }
    };
    FinishedGame {
        // In no order either, as ids are.
        id: format!(
            "{:016x}",
            (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ),
        ended_at: 1_763_712_000_000 + number as u64,
        body: vec![b' '; 3_000],
        players: (0..PLAYERS).map(player).collect(),
    }
}

fn size(dir: &Path) -> String {
    let bytes = fs::metadata(dir.join("spyster.db")).unwrap().len();
    format!("{:.1} MB", bytes as f64 / 1e6)
}
