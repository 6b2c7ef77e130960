//! A seat at the table: whose it is, and whether its player is here.

use serde::{Deserialize, Serialize};

use super::name::PlayerName;
use crate::game::tick::{MINUTE, SECOND, Tick};

/// A lost phone is `reconnecting` for so long, then `disconnected` (see the rules in the module's docs).
pub(crate) const RECONNECTING_FOR: Tick = 30 * SECOND;

/// In the lobby a seat is left to whoever types its name after so long: a reload takes less.
pub(crate) const TAKEN_OVER_AFTER: Tick = 10 * SECOND;

/// After so long without its player the host may take a seat away without being asked twice.
pub(crate) const REMOVABLE_AFTER: Tick = 60 * SECOND;

/// After so long without its player a seat is given up.
pub(crate) const GONE_AFTER: Tick = 5 * MINUTE;

/// A reload, a locked phone or a change of Wi-Fi takes a moment; for so long a running vote still waits
/// for a lost phone, so that none of them costs its player the vote.
pub(crate) const VOTE_WAITS: Tick = 10 * SECOND;

/// When the server, a proxy or the Wi-Fi restarts, phones come back one by one, each when its back-off lets
/// it try again; a running vote waits for them so long.
pub(crate) const VOTE_WAITS_FOR_MANY: Tick = 15 * SECOND;

/// Phones that are lost within so long of each other were lost for one reason.
pub(crate) const LOST_TOGETHER: Tick = 3 * SECOND;

/// Which seat of its room; never given out twice in the life of a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(inline))]
pub struct SeatId(pub(crate) u32);

/// Whether a seat's player is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Presence {
    /// Connected.
    Here,
    /// The connection was lost at `since`. Until `waited_for_until` a running vote waits for it, and at
    /// `gives_up_at` the seat is given up.
    Lost {
        since: Tick,
        waited_for_until: Tick,
        gives_up_at: Tick,
    },
    /// Left, or away for too long: stays on the board, is not dealt in any more.
    Gone { since: Tick },
    /// Taken away by the host: off the board, and back only by a host's word.
    Removed,
}

/// Whether a player is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "Presence"))]
pub enum PresenceStatus {
    /// Here.
    Connected,
    /// Lost for less than 30 s.
    Reconnecting,
    /// Lost for longer.
    Disconnected,
}

/// A seat and what its player has won so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seat {
    pub(crate) id: SeatId,
    pub(crate) name: PlayerName,
    pub(crate) presence: Presence,
    pub(crate) is_host: bool,
    /// Whether the game itself plays here. A bot is always here, and no connection speaks for it.
    #[serde(default)]
    pub(crate) is_bot: bool,
    pub(crate) score: i32,
    /// Since when it has been this player's.
    #[serde(default)]
    pub(crate) seated_at: Tick,
}

impl Presence {
    /// Just lost, for a moment that takes so long at most.
    pub(crate) fn lost(now: Tick, back_within: Tick) -> Self {
        Self::Lost {
            since: now,
            waited_for_until: now + back_within,
            gives_up_at: now + GONE_AFTER,
        }
    }
}

impl Seat {
    pub(crate) fn is_here(&self) -> bool {
        self.presence == Presence::Here
    }

    /// Whether the player may still come back to this seat.
    pub(crate) fn is_held(&self) -> bool {
        matches!(self.presence, Presence::Here | Presence::Lost { .. })
    }

    /// Whether the seat has host rights; they end with the seat.
    pub(crate) fn may_host(&self) -> bool {
        self.is_host && self.is_held()
    }

    /// Whether the seat shows on the board.
    pub(crate) fn is_listed(&self) -> bool {
        self.presence != Presence::Removed
    }

    /// Whether somebody without its token could be let into the seat: its player is away, or removed.
    pub(crate) fn is_vacant(&self) -> bool {
        !self.is_here()
    }

    /// Connected, or lost for less than `grace`.
    pub(crate) fn is_here_or_lost_for_less_than(&self, grace: Tick, now: Tick) -> bool {
        match self.presence {
            Presence::Here => true,
            Presence::Lost { since, .. } => now < since + grace,
            Presence::Gone { .. } | Presence::Removed => false,
        }
    }

    /// Whether the player is here, as others see it.
    pub(crate) fn status(&self, now: Tick) -> PresenceStatus {
        match self.presence {
            Presence::Here => PresenceStatus::Connected,
            _ if self.is_here_or_lost_for_less_than(RECONNECTING_FOR, now) => {
                PresenceStatus::Reconnecting
            }
            _ => PresenceStatus::Disconnected,
        }
    }

    /// Lost, no longer ago than `span`.
    pub(crate) fn was_lost_within(&self, span: Tick, now: Tick) -> bool {
        matches!(self.presence, Presence::Lost { since, .. } if now <= since + span)
    }

    /// Connected, or lost just now and expected back in a moment.
    pub(crate) fn is_here_or_expected(&self, now: Tick) -> bool {
        match self.presence {
            Presence::Here => true,
            Presence::Lost {
                waited_for_until, ..
            } => now < waited_for_until,
            Presence::Gone { .. } | Presence::Removed => false,
        }
    }

    /// For how long the player has been away; nothing while here.
    pub(crate) fn away_for(&self, now: Tick) -> Option<Tick> {
        match self.presence {
            Presence::Lost { since, .. } | Presence::Gone { since } => {
                Some(now.saturating_sub(since))
            }
            Presence::Here | Presence::Removed => None,
        }
    }

    /// Whether the host may take the seat away.
    pub(crate) fn is_removable(&self, now: Tick) -> bool {
        self.away_for(now)
            .is_some_and(|away| away >= REMOVABLE_AFTER)
    }

    /// When the next rung of the ladder is reached: what others see of this seat changes then.
    pub(crate) fn next_rung(&self, now: Tick) -> Option<Tick> {
        let rungs = |rungs: &[Tick]| rungs.iter().copied().filter(|at| *at > now).min();
        match self.presence {
            Presence::Lost {
                since,
                waited_for_until,
                ..
            } => rungs(&[
                waited_for_until,
                since + RECONNECTING_FOR,
                since + REMOVABLE_AFTER,
            ]),
            Presence::Gone { since } => rungs(&[since + REMOVABLE_AFTER]),
            Presence::Here | Presence::Removed => None,
        }
    }
}
