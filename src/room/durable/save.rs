//! What is kept of a room: a snapshot after every change, and its games once they are over.

use std::sync::Arc;

use uuid::Uuid;

use crate::game::GameReport;
use crate::protocol::epoch_ms;
use crate::room::actor::Room;
use crate::room::durable::snapshot::Snapshot;
use crate::store::{BetLine, Change, FinishedGame, PlayerLine};

impl Room {
    /// Hands in the room as it is now, with its pack the first time, and with its game at its end.
    pub(crate) fn save(&mut self) {
        let pack = Arc::clone(self.game.pack());
        let (key, keep_pack) = self.durable.pack_key(&pack);
        let is_over = self.game.is_over();
        if !is_over && self.durable.is_recorded {
            self.durable.game_id = Uuid::new_v4();
            self.durable.is_recorded = false;
        }
        let game = match is_over {
            true => self.game_to_remember(),
            false => None,
        };
        let snapshot = self.snapshot(key);
        let with = keep_pack.into_iter().chain(game);
        self.durable.save(snapshot, with.collect());
    }

    /// The room as it is now, in [`FORMAT`].
    fn snapshot(&self, pack: String) -> Vec<u8> {
        let snapshot = Snapshot {
            session_id: self.session_id,
            created_at: self.created_at,
            seq: self.seq,
            last_command: self.device_commands.last_number(),
            tick: self.now(),
            running_at: self.clock.is_running().then(|| self.durable.stamp()),
            pack,
            game_id: self.durable.game_id,
            is_recorded: self.durable.is_recorded,
            past_games: &self.durable.past_games,
            game: &*self.game,
            sessions: &self.sessions,
            feed: &self.feed,
            has_been_joined: self.has_been_joined,
        };
        serde_json::to_vec(&snapshot).expect("a room is made of plain values with text for keys")
    }

    /// Gives up what is kept of the room. A game that never reached its end is remembered as far as it got.
    pub(crate) fn give_up(&mut self) {
        if self.durable.is_given_up() {
            return;
        }
        let game = self.game_to_remember();
        self.durable.forget(game.into_iter().collect());
    }

    /// The game, unless it has been remembered already or there is nothing to remember.
    pub(crate) fn game_to_remember(&mut self) -> Option<Change> {
        if self.durable.is_recorded || !self.durable.remembers_games {
            return None;
        }
        let report = self.game.report()?;
        self.durable.is_recorded = true;
        self.durable.past_games.push(self.durable.game_id);
        let body = serde_json::to_vec(&report);
        Some(Change::AddGame(FinishedGame {
            id: self.durable.game_id.to_string(),
            ended_at: epoch_ms(),
            body: body.expect("a report is made of plain values"),
            players: lines(&report),
        }))
    }
}

fn lines(report: &GameReport) -> Vec<PlayerLine> {
    let lines = report.lines().into_iter();
    lines
        .map(|line| PlayerLine {
            name: line.name,
            name_key: line.name_key,
            won: line.won,
            points: line.points.into(),
            spy_rounds: line.spy_rounds,
            spy_wins: line.spy_wins,
            bets: line.bets.map(|(votes, right)| BetLine { votes, right }),
        })
        .collect()
}
