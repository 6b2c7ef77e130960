//! A stored room at a glance, for whoever looks after the server. It tells no secret.

use std::fmt;

use crate::game::Phase;
use crate::protocol::epoch_ms;
use crate::room::durable::snapshot::SavedRoom;
use crate::store::StoredRoom;

/// One line about a stored room: `K7PQ  QUESTIONING  6 players, last touched 3 minutes ago`.
#[derive(Debug)]
pub struct StoredSummary {
    room: String,
    saved_at: u64,
    /// Nothing for one that can't be read.
    inside: Option<(Phase, usize)>,
}

impl StoredSummary {
    /// Looks into a stored room.
    #[must_use]
    pub fn of(stored: StoredRoom) -> Self {
        let body = stored.body.ok();
        let saved = body.and_then(|body| SavedRoom::read(stored.format, &body).ok());
        Self {
            room: stored.room,
            saved_at: stored.saved_at,
            inside: saved.map(|saved| (saved.game.phase(), saved.game.player_count())),
        }
    }
}

impl fmt::Display for StoredSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  ", self.room)?;
        match &self.inside {
            Some((phase, players)) => {
                let phase = format!("{phase:?}").to_uppercase();
                write!(f, "{phase}  {players} players, ")?;
            }
            None => write!(f, "can't be read, ")?,
        }
        write!(f, "last touched ")?;
        let minutes = epoch_ms().saturating_sub(self.saved_at) / 60_000;
        match (minutes / 1440, minutes / 60, minutes) {
            (0, 0, 0) => write!(f, "less than a minute ago"),
            (0, 0, minutes) => write!(f, "{minutes} min ago"),
            (0, hours, _) => write!(f, "{hours} h ago"),
            (days, ..) => write!(f, "{days} days ago"),
        }
    }
}
