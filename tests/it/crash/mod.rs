//! The server is killed with SIGKILL at any moment, and nothing that was acknowledged is lost or done twice.

mod ledger;
mod phone;
mod progress;
mod script;
mod witness;
mod world;

use std::env;

use world::World;

/// Kills of one seed; `SPYSTER_KILLS` sets those of all seeds together.
const KILLS: u32 = 50;
const SEEDS: u32 = 4;

async fn survive(seed: u64, durability: &'static str) {
    let kills = match env::var("SPYSTER_KILLS") {
        Ok(all) => all.parse::<u32>().unwrap().div_ceil(SEEDS),
        Err(_) => KILLS,
    };
    let figures = World::new(seed, durability).await.survive(kills).await;
    eprintln!("seed {seed}, {durability}: {figures:?}");
}

#[tokio::test]
async fn nothing_is_lost_by_kills_of_seed_1() {
    survive(1, "process").await;
}

#[tokio::test]
async fn nothing_is_lost_by_kills_of_seed_2() {
    survive(2, "process").await;
}

#[tokio::test]
async fn nothing_is_lost_by_kills_of_seed_3() {
    survive(3, "process").await;
}

#[tokio::test]
async fn nothing_is_lost_by_kills_of_seed_4_when_every_change_waits_for_the_disk() {
    survive(4, "power").await;
}
