//! A crash-and-network simulation: a room, its store and its people in one process, under one seed and a paused clock.
//!
//! Chance decides what people do and when, which messages are late, lost or doubled, whose line is cut, when the disk
//! is slow or fails, and when the process dies; all of it comes out of the seed. What a room draws from the operating
//! system itself, tokens above all, is always of one length, and nothing depends on it.
//!
//! `SPYSTER_SEED` names the one seed to run, `SPYSTER_SEEDS` how many there are to be in place of 200.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "whoever runs it is told how to see a failure again"
)]

mod checks;
mod events;
mod figures;
mod hearing;
mod ledger;
mod line;
mod phone;
mod process;
mod script;
mod shown;
mod world;

use std::env;
use std::thread;

use rand::TryRng;
use rand::rngs::SysRng;

use figures::Figures;
use world::World;

const SEEDS: u64 = 200;

/// Seeds that are run twice.
const REPEATED: u64 = 8;

/// Says which seed it was that failed.
struct Seed(u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("to see it again: SPYSTER_SEED={}", self.0);
        }
    }
}

fn number(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    Some(text.parse().expect("a number"))
}

/// The fixed seeds, and one that nobody has tried before.
fn seeds() -> Vec<u64> {
    if let Some(seed) = number("SPYSTER_SEED") {
        return vec![seed];
    }
    let fresh = SysRng.try_next_u64().unwrap();
    println!("the fresh seed: SPYSTER_SEED={fresh}");
    let fixed = 0..number("SPYSTER_SEEDS").unwrap_or(SEEDS);
    fixed.chain([fresh]).collect()
}

fn run(seed: u64) -> (Figures, Vec<String>) {
    let _seed = Seed(seed);
    World::new(seed).run()
}

#[test]
fn nothing_acknowledged_is_lost_or_done_twice_whatever_network_disk_and_crashes_do() {
    let seeds = seeds();
    let (first, second) = seeds.split_at(seeds.len() / 2);
    let sum = |seeds: &[u64]| seeds.iter().map(|seed| run(*seed).0).sum::<Figures>();
    let figures = thread::scope(|scope| {
        let first = scope.spawn(|| sum(first));
        let second = sum(second);
        [first.join().unwrap(), second].into_iter().sum::<Figures>()
    });
    println!("{} seeds: {figures:?}", seeds.len());
    // Whatever is not tried is not shown.
    assert!(
        seeds.len() < 50 || figures.has_seen_everything(),
        "{figures:?}"
    );
}

#[test]
fn the_same_seed_is_the_same_night_again() {
    for seed in 0..REPEATED {
        let (first, second) = (run(seed).1, run(seed).1);
        let differs = first.iter().zip(&second).position(|(a, b)| a != b);
        if let Some(at) = differs {
            panic!("seed {seed}, event {at}: {} / {}", first[at], second[at]);
        }
        assert_eq!(first.len(), second.len(), "seed {seed}");
    }
}
