//! The room, its people, and everything that happens to them.

use std::time::Duration;
use std::{mem, thread};

use rand::rngs::ChaCha20Rng;
use rand::{RngExt, SeedableRng};

use super::figures::Figures;
use super::ledger::Ledger;
use super::line::Line;
use super::phone::{Phone, TV};
use super::process::{Process, host_token, open_room};
use super::shown::Shown;
use crate::game::Settings;
use crate::room::tests::{idle, pass};
use crate::store::testing::Faulty;

/// The TV, and the players.
pub(super) const NAMES: [&str; 5] = ["", "Ana", "Ben", "Cem", "Dora"];

/// How many of the last events are told when something fails.
const LAST: usize = 80;

/// How often everybody does all they have to do until all is said and the game has ended.
const PATIENCE: usize = 400;

pub(super) struct World {
    pub(super) rng: ChaCha20Rng,
    pub(super) disk: Faulty,
    pub(super) phones: Vec<Phone>,
    /// For how long each has been away, in milliseconds.
    pub(super) away: Vec<u64>,
    /// Who waits for the answer to a join over REST.
    pub(super) posting: Vec<bool>,
    /// Connections that their clients have given up, and the server has not.
    pub(super) forgotten: Vec<Line>,
    pub(super) ledger: Ledger,
    pub(super) connections: u64,
    pub(super) has_ended: bool,
    pub(super) figures: Figures,
    pub(super) trace: Vec<String>,
}

impl World {
    pub(super) fn new(seed: u64) -> Self {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let settings = Settings {
            num_rounds: rng.random_range(1..=2),
            round_duration_minutes: 2,
            ..Settings::default()
        };
        let disk = Faulty::default();
        open_room(&disk, settings, rng.random());
        let token = |number| (number == TV).then(host_token);
        let phones = NAMES.iter().enumerate();
        Self {
            rng,
            disk,
            phones: phones
                .map(|(number, name)| Phone::new(number, name, token(number)))
                .collect(),
            away: vec![0; NAMES.len()],
            posting: vec![false; NAMES.len()],
            forgotten: Vec::new(),
            ledger: Ledger::default(),
            connections: 0,
            has_ended: false,
            figures: Figures::default(),
            trace: Vec::new(),
        }
    }

    /// Some lives of the process, and one in which nothing fails any more.
    pub(super) fn run(mut self) -> (Figures, Vec<String>) {
        for _ in 0..self.rng.random_range(1..=3) {
            let events = self.rng.random_range(10..100);
            self.live(async |world, process| {
                for _ in 0..events {
                    world.happen(process).await;
                }
            });
        }
        self.live(async |world, process| world.calm_down(process).await);
        self.figures.duplicates = self.ledger.duplicates;
        self.figures.not_durable = self.ledger.not_durable;
        self.figures.votes = self.ledger.votes;
        (mem::take(&mut self.figures), mem::take(&mut self.trace))
    }

    /// One life of the process, from its start until it is killed.
    fn live(&mut self, life: impl AsyncFnOnce(&mut Self, &Process)) {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_time().start_paused(true).build().unwrap();
        let is_lossy = runtime.block_on(async {
            let process = Process::start(&self.disk);
            life(self, &process).await;
            process.store.trouble().is_some()
        });
        // All its tasks end where they are, and what was queued and not written is gone.
        drop(runtime);
        self.figures.kills += 1;
        self.figures.lossy += u32::from(is_lossy);
        self.trace.push(format!("killed, lossy: {is_lossy}"));
        self.ledger.note_crash(is_lossy);
        self.forgotten.clear();
        self.posting.fill(false);
        for phone in &mut self.phones {
            phone.line = None;
            if is_lossy {
                phone.seq = 0;
            }
        }
    }

    /// Something happens, and perhaps something else before anybody can do anything about it.
    async fn happen(&mut self, process: &Process) {
        let who = self.rng.random_range(0..self.phones.len());
        let event = self.rng.random_range(0..100);
        self.trace.push(format!("{event} {who}"));
        match event {
            0..25 => self.deliver(who),
            25..45 => self.read(who),
            45..60 => self.decide(who),
            60..70 => self.connect(who, process),
            70..73 => self.cut(who),
            73..77 => self.deliver_late(),
            77..81 => self.say_twice(who, process),
            81..86 => self.post(who, process),
            86..89 => self.open_mail(process),
            89..94 => self.let_time_pass(process).await,
            _ => self.touch_disk(process),
        }
        if self.rng.random_bool(0.7) {
            idle().await;
        }
    }

    /// Nothing fails any more: everybody gets a seat, games come to their end again and again, and everything that was
    /// said is answered.
    async fn calm_down(&mut self, process: &Process) {
        self.disk.set_broken(false);
        let again = self.rng.random_bool(0.25);
        let enough = self.figures.ends + if again { 2 } else { 1 };
        for _ in 0..PATIENCE {
            let all_here = self.phones.iter().all(|phone| phone.token.is_some());
            let all_played = all_here && self.figures.ends >= enough;
            let all_said = self.phones.iter().all(|phone| phone.unanswered.is_empty());
            if all_played && all_said {
                return;
            }
            self.take_turns(process, !all_played).await;
            let time = self.rng.random_range(0..10_000);
            pass(Duration::from_millis(time)).await;
        }
        let waiting: Vec<_> = self.phones.iter().map(|phone| &phone.unanswered).collect();
        panic!(
            "{enough} games to end: {:?}; not answered: {waiting:?}",
            self.figures
        );
    }

    /// Everybody who has something to say says it and reads; while games are to be played they are.
    async fn take_turns(&mut self, process: &Process, play: bool) {
        for who in 0..self.phones.len() {
            self.connect(who, process);
            let phone = &self.phones[who];
            let is_asked = who == TV || phone.shown.as_ref().is_some_and(Shown::asks_for_a_vote);
            if play && is_asked && phone.unanswered.is_empty() {
                self.decide(who);
            }
            while self.phones[who].line.as_mut().is_some_and(Line::deliver) {}
        }
        idle().await;
        self.open_mail(process);
        for who in 0..self.phones.len() {
            self.read(who);
        }
    }
}

/// Tells what led to a failure.
impl Drop for World {
    fn drop(&mut self) {
        let last = self.trace.len().saturating_sub(LAST);
        if thread::panicking() {
            eprintln!("{}", self.trace[last..].join("\n"));
        }
    }
}
