//! What waits to be written: the newest snapshot of each room, and everything else in order.

use std::collections::HashMap;
use std::mem;

use tokio::sync::oneshot;

use super::change::{Change, Heartbeat};
use super::completion::{Completion, answer, notify};

/// Finished games that may wait while nothing can be written: more than a house plays in a week, and some
/// megabytes.
pub(super) const GAMES_WAITING: usize = 200;

/// What waits to be written.
#[derive(Debug, Default)]
pub(super) struct Queue {
    /// In order; ahead of the rooms, as these may refer to packs among it.
    others: Vec<(Change, Completion)>,
    /// The newest change of each room.
    rooms: HashMap<String, (Change, Completion)>,
    beat: Option<Heartbeat>,
    flushes: Vec<oneshot::Sender<()>>,
}

/// Everything that was queued, on its way to the storage.
#[derive(Debug)]
pub(super) struct WriteBatch {
    pub(super) changes: Vec<Change>,
    /// One for each change.
    completions: Vec<Completion>,
    flushes: Vec<oneshot::Sender<()>>,
}

impl Queue {
    pub(super) fn is_empty(&self) -> bool {
        let no_change = self.others.is_empty() && self.rooms.is_empty() && self.beat.is_none();
        no_change && self.flushes.is_empty()
    }

    pub(super) fn push(&mut self, change: Change, completion: Completion) {
        match change {
            Change::SaveRoom { ref room, .. } | Change::ForgetRoom { ref room } => {
                self.rooms.insert(room.clone(), (change, completion));
            }
            Change::Heartbeat(beat) if matches!(completion, Completion::Nobody) => {
                self.beat = Some(beat)
            }
            // Each room that opens brings its own, and the same id is the same text.
            Change::KeepPack { ref id, .. } if self.has_pack(id) => {}
            _ => self.others.push((change, completion)),
        }
    }

    fn has_pack(&self, pack: &str) -> bool {
        let mut others = self.others.iter();
        others.any(|(change, _)| matches!(change, Change::KeepPack { id, .. } if id == pack))
    }

    pub(super) fn flush(&mut self, done: oneshot::Sender<()>) {
        self.flushes.push(done);
    }

    /// Takes everything out.
    pub(super) fn take(&mut self) -> WriteBatch {
        let Self {
            others,
            rooms,
            beat,
            flushes,
        } = mem::take(self);
        let beat = beat.map(|beat| (Change::Heartbeat(beat), Completion::Nobody));
        let all = others.into_iter().chain(rooms.into_values()).chain(beat);
        let (changes, completions) = all.unzip();
        WriteBatch {
            changes,
            completions,
            flushes,
        }
    }

    /// Puts back what could not be written, except where there is something newer by now. The ids of
    /// finished games come back for which there is no room any more, the oldest.
    pub(super) fn put_back(&mut self, changes: Vec<(Change, Completion)>) -> Vec<String> {
        let newer = mem::take(self);
        for (change, completion) in changes {
            self.push(change, completion);
        }
        for (change, completion) in newer.others {
            self.push(change, completion);
        }
        self.rooms.extend(newer.rooms);
        self.beat = newer.beat.or(self.beat.take());
        self.flushes.extend(newer.flushes);
        self.give_up_games()
    }

    fn give_up_games(&mut self) -> Vec<String> {
        let is_game = |(change, _): &(Change, Completion)| matches!(change, Change::AddGame(_));
        let games = self.others.iter().filter(|other| is_game(other)).count();
        let mut too_many = games.saturating_sub(GAMES_WAITING);
        let goes = |other: &mut (Change, Completion)| {
            let goes = too_many > 0 && is_game(other);
            too_many -= usize::from(goes);
            goes
        };
        let gone = self.others.extract_if(.., goes);
        gone.filter_map(|(change, _)| match change {
            Change::AddGame(game) => Some(game.id),
            _ => None,
        })
        .collect()
    }
}

impl WriteBatch {
    /// All of it is on the disk: says so to everybody.
    pub(super) fn committed(self) {
        for completion in self.completions {
            match completion {
                Completion::Nobody => {}
                Completion::Room(room, revision) => notify(&room, revision, true),
                Completion::Writer(writer) => answer(writer, true),
            }
        }
        flushed(self.flushes);
    }

    /// None of it is on the disk: says so to everybody; what is to be tried again.
    pub(super) fn failed(self) -> Vec<(Change, Completion)> {
        let mut again = Vec::new();
        for (change, completion) in self.changes.into_iter().zip(self.completions) {
            match completion {
                Completion::Writer(writer) => {
                    answer(writer, false);
                    continue;
                }
                Completion::Room(ref room, revision) => notify(room, revision, false),
                Completion::Nobody => {}
            }
            again.push((change, completion));
        }
        flushed(self.flushes);
        again
    }
}

fn flushed(flushes: Vec<oneshot::Sender<()>>) {
    for flush in flushes {
        // Whoever asked may have left.
        let _ = flush.send(());
    }
}
