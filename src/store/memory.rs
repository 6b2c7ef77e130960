//! A storage that lasts as long as the process.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::change::{BetLine, Change, FinishedGame, Heartbeat, PlayerLine, Standing};
use super::change::{StoredGame, StoredRoom};
use super::error::StoreError;
use super::storage::Storage;

/// Keeps everything in memory: for those who want nothing on the disk, and for tests.
#[derive(Debug, Default)]
pub struct Memory(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    rooms: BTreeMap<String, StoredRoom>,
    packs: HashMap<String, Vec<u8>>,
    beat: Option<Heartbeat>,
    games: BTreeMap<String, FinishedGame>,
}

impl Memory {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Storage for Memory {
    fn commit(&self, changes: &[Change]) -> Result<(), StoreError> {
        let mut kept = self.kept();
        for change in changes {
            kept.apply(change.clone());
        }
        Ok(())
    }

    fn rooms(&self) -> Result<Vec<StoredRoom>, StoreError> {
        let kept = self.kept();
        let rooms = kept.rooms.values();
        Ok(rooms
            .filter(|room| !room.room.contains('!'))
            .cloned()
            .collect())
    }

    fn set_aside(&self, room: &str) -> Result<(), StoreError> {
        let mut kept = self.kept();
        if let Some(mut stored) = kept.rooms.remove(room) {
            let free = (0u64..).map(|number| format!("{room}!{number}"));
            let aside = free.into_iter().find(|key| !kept.rooms.contains_key(key));
            stored.room = aside.unwrap_or_default();
            kept.rooms.insert(stored.room.clone(), stored);
        }
        Ok(())
    }

    fn pack(&self, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.kept().packs.get(id).cloned())
    }

    fn last_beat(&self) -> Result<Option<Heartbeat>, StoreError> {
        Ok(self.kept().beat.clone())
    }

    fn games(&self, before: Option<&str>, limit: usize) -> Result<Vec<StoredGame>, StoreError> {
        let kept = self.kept();
        let mut games: Vec<_> = kept.games.values().collect();
        games.sort_by_key(|game| Reverse((game.ended_at, &game.id)));
        let first = match before {
            None => 0,
            Some(id) => {
                let cursor = games.iter().position(|game| game.id == id);
                cursor.map_or(games.len(), |position| position + 1)
            }
        };
        let page = games.into_iter().skip(first).take(limit);
        Ok(page.map(stored).collect())
    }

    fn game(&self, id: &str) -> Result<Option<StoredGame>, StoreError> {
        Ok(self.kept().games.get(id).map(stored))
    }

    fn leaderboard(&self, limit: usize) -> Result<Vec<Standing>, StoreError> {
        Ok(self.kept().leaderboard(limit))
    }
}

impl Kept {
    fn apply(&mut self, change: Change) {
        match change {
            Change::SaveRoom {
                room,
                saved_at,
                format,
                body,
            } => {
                let body = Ok(body);
                let stored = StoredRoom {
                    room: room.clone(),
                    saved_at,
                    format,
                    body,
                };
                self.rooms.insert(room, stored);
            }
            Change::ForgetRoom { room } => {
                self.rooms.remove(&room);
            }
            Change::KeepPack { id, body } => {
                self.packs.entry(id).or_insert(body);
            }
            Change::Heartbeat(beat) => self.beat = Some(beat),
            Change::AddGame(game) => {
                self.games.entry(game.id.clone()).or_insert(game);
            }
            Change::RemoveGame { id } => {
                self.games.remove(&id);
            }
        }
    }

    fn leaderboard(&self, limit: usize) -> Vec<Standing> {
        let mut games: Vec<_> = self.games.values().collect();
        games.sort_by_key(|game| game.ended_at);
        let mut by_key: BTreeMap<String, Standing> = BTreeMap::new();
        for game in games {
            for line in game.lines() {
                let standing = by_key.entry(line.name_key.clone());
                standing.or_insert_with(Standing::none).add(line);
            }
        }
        let mut standings: Vec<_> = by_key.into_values().collect();
        // Stable: those equal in both stay in the order of their keys.
        standings.sort_by(|a, b| {
            let per_game = |standing: &Standing| standing.points as f64 / f64::from(standing.games);
            let wins = b.wins.cmp(&a.wins);
            wins.then_with(|| per_game(b).total_cmp(&per_game(a)))
        });
        standings.truncate(limit);
        standings
    }
}

impl Standing {
    fn none() -> Self {
        Self {
            name: String::new(),
            games: 0,
            wins: 0,
            points: 0,
            spy_rounds: 0,
            spy_wins: 0,
            bets: [BetLine::default(); 3],
        }
    }

    /// Counts one more game, newer than those before.
    fn add(&mut self, line: PlayerLine) {
        self.name = line.name;
        self.games += 1;
        self.wins += u32::from(line.won);
        self.points += line.points;
        self.spy_rounds += line.spy_rounds;
        self.spy_wins += line.spy_wins;
        for (sum, bet) in self.bets.iter_mut().zip(line.bets) {
            sum.votes += bet.votes;
            sum.right += bet.right;
        }
    }
}

fn stored(game: &FinishedGame) -> StoredGame {
    StoredGame {
        id: game.id.clone(),
        ended_at: game.ended_at,
        body: game.body.clone(),
    }
}
