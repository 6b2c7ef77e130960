//! What can be written, and what comes back.

use std::fmt;

use thiserror::Error;

/// One thing to be written. Everything queued is written in one transaction, in order.
#[derive(Clone, PartialEq, Eq)]
pub enum Change {
    /// The newest snapshot of a room.
    SaveRoom {
        /// The room's key.
        room: String,
        /// When it was taken, in milliseconds since the Unix epoch.
        saved_at: u64,
        /// The version of `body`'s form, which only the caller knows.
        format: u32,
        /// The snapshot.
        body: Vec<u8>,
    },
    /// A room is no more.
    ForgetRoom {
        /// The room's key.
        room: String,
    },
    /// A text that rooms refer to by its id, kept once. The same id always means the same text.
    KeepPack {
        /// What it is asked for by.
        id: String,
        /// The text.
        body: Vec<u8>,
    },
    /// A sign of life, in place of the one before.
    Heartbeat(Heartbeat),
    /// A game is over. Adding the same id again changes nothing.
    AddGame(FinishedGame),
    /// A game is to be forgotten, with its part in the leaderboard.
    RemoveGame {
        /// The game's id.
        id: String,
    },
}

/// How long a process has been up: written once a second, so that the next one knows when it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heartbeat {
    /// Which process, by an id of its own choosing.
    pub run: String,
    /// For how long, in milliseconds.
    pub uptime_ms: u64,
}

/// A game that is over.
#[derive(Clone, PartialEq, Eq)]
pub struct FinishedGame {
    /// The game's id for all time.
    pub id: String,
    /// When it ended, in milliseconds since the Unix epoch.
    pub ended_at: u64,
    /// All there is to tell of it, as JSON, so that the sqlite3 tool can look into it.
    pub body: Vec<u8>,
    /// Who played. Two lines of the same `name_key` count as one player.
    pub players: Vec<PlayerLine>,
}

/// One player's part in a game, for the leaderboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayerLine {
    /// The name as it was written.
    pub name: String,
    /// The same for all names that count as one.
    pub name_key: String,
    /// Whether the game was won.
    pub won: bool,
    /// Points at the end.
    pub points: i64,
    /// Rounds as the spy.
    pub spy_rounds: u32,
    /// Rounds won as the spy.
    pub spy_wins: u32,
    /// Votes by the height of the bet, the lowest first.
    pub bets: [BetLine; 3],
}

/// Votes with the same bet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BetLine {
    /// How many there were.
    pub votes: u32,
    /// How many of them named the spy.
    pub right: u32,
}

/// A room as it was saved last.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredRoom {
    /// The room's key; with `!` and a number behind it when it has been set aside.
    pub room: String,
    /// When it was saved, in milliseconds since the Unix epoch; 0 when that cannot be read.
    pub saved_at: u64,
    /// The version of the body's form; 0 when that cannot be read.
    pub format: u32,
    /// The snapshot, or why there is none.
    pub body: Result<Vec<u8>, Unreadable>,
}

/// Why a record cannot be read, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct Unreadable(pub String);

/// A finished game as it was added.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredGame {
    /// The game's id.
    pub id: String,
    /// When it ended, in milliseconds since the Unix epoch.
    pub ended_at: u64,
    /// The JSON that was added.
    pub body: Vec<u8>,
}

/// All games of a name, added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The name as it was written last.
    pub name: String,
    /// Games played.
    pub games: u32,
    /// Games won.
    pub wins: u32,
    /// Points of all games.
    pub points: i64,
    /// Rounds as the spy.
    pub spy_rounds: u32,
    /// Rounds won as the spy.
    pub spy_wins: u32,
    /// Votes by the height of the bet, the lowest first.
    pub bets: [BetLine; 3],
}

// Bodies hold secrets: who the spy is, the location, hashes of tokens. Whatever prints one of these
// prints its size.

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SaveRoom { room, body, .. } => write!(f, "SaveRoom({room}, {} B)", body.len()),
            Self::ForgetRoom { room } => write!(f, "ForgetRoom({room})"),
            Self::KeepPack { id, body } => write!(f, "KeepPack({id}, {} B)", body.len()),
            Self::Heartbeat(beat) => beat.fmt(f),
            Self::AddGame(game) => write!(f, "AddGame({}, {} B)", game.id, game.body.len()),
            Self::RemoveGame { id } => write!(f, "RemoveGame({id})"),
        }
    }
}

impl fmt::Debug for FinishedGame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FinishedGame({}, {} B)", self.id, self.body.len())
    }
}

impl fmt::Debug for StoredRoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.body {
            Ok(body) => write!(f, "StoredRoom({}, {} B)", self.room, body.len()),
            Err(why) => write!(f, "StoredRoom({}, {why})", self.room),
        }
    }
}

impl fmt::Debug for StoredGame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoredGame({}, {} B)", self.id, self.body.len())
    }
}

impl FinishedGame {
    /// Its players, those of the same name put together into one.
    pub(super) fn lines(&self) -> Vec<PlayerLine> {
        let mut lines: Vec<PlayerLine> = Vec::with_capacity(self.players.len());
        for player in &self.players {
            match lines
                .iter_mut()
                .find(|line| line.name_key == player.name_key)
            {
                Some(line) => line.merge(player),
                None => lines.push(player.clone()),
            }
        }
        lines
    }
}

impl PlayerLine {
    fn merge(&mut self, other: &Self) {
        self.won |= other.won;
        self.points = self.points.saturating_add(other.points);
        self.spy_rounds += other.spy_rounds;
        self.spy_wins += other.spy_wins;
        for (bet, more) in self.bets.iter_mut().zip(other.bets) {
            bet.votes += more.votes;
            bet.right += more.right;
        }
    }
}
