//! Where a game stands, and the one clock that runs there.

use serde::{Deserialize, Serialize};

use super::tick::Tick;

/// Where a game stands; on the wire in upper case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub enum Phase {
    /// Guests come in; the host sets the game up.
    Lobby,
    /// Everybody looks at their card.
    Roles,
    /// People question each other aloud.
    Questioning,
    /// Everybody picks a suspect and a bet in secret.
    Vote,
    /// Votes, bets and the verdict are shown, beat by beat.
    Reveal,
    /// What the round was worth.
    Scoring,
    /// The game is over.
    End,
    /// The host stopped the clocks, or nobody is hosting.
    Paused,
}

/// The countdown of a phase. It can be held, and goes on later with what was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Clock {
    /// The phase is open: nothing ends it but a command.
    Off,
    /// Counting down.
    Running { ends_at: Tick, total: Tick },
    /// Stopped by a pause.
    Held { left: Tick, total: Tick },
}

impl Clock {
    /// A countdown of `left`, out of `total`, that starts now.
    pub(crate) fn start(now: Tick, left: Tick, total: Tick) -> Self {
        Self::Running {
            ends_at: now + left,
            total,
        }
    }

    /// Stops the countdown, keeping what is left.
    pub(crate) fn hold(&mut self, now: Tick) {
        if let Self::Running { ends_at, total } = *self {
            let left = ends_at.saturating_sub(now);
            *self = Self::Held { left, total };
        }
    }

    /// Lets a held countdown go on.
    pub(crate) fn go_on(&mut self, now: Tick) {
        if let Self::Held { left, total } = *self {
            *self = Self::start(now, left, total);
        }
    }

    /// When the countdown ends, if it is running.
    pub(crate) fn deadline(self) -> Option<Tick> {
        match self {
            Self::Running { ends_at, .. } => Some(ends_at),
            Self::Off | Self::Held { .. } => None,
        }
    }

    /// When the countdown will show so much left, if it is running.
    pub(crate) fn shows(self, left: Tick) -> Option<Tick> {
        self.deadline().map(|ends_at| ends_at.saturating_sub(left))
    }

    /// What is left, and out of how much; nothing for an open phase.
    /// When it will be over; nothing while it stands still.
    pub(crate) fn ends_at(self) -> Option<Tick> {
        match self {
            Self::Running { ends_at, .. } => Some(ends_at),
            Self::Off | Self::Held { .. } => None,
        }
    }

    pub(crate) fn left(self, now: Tick) -> Option<(Tick, Tick)> {
        match self {
            Self::Off => None,
            Self::Running { ends_at, total } => Some((ends_at.saturating_sub(now), total)),
            Self::Held { left, total } => Some((left, total)),
        }
    }
}

/// Why the game is paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub enum PauseReason {
    /// The host pressed pause.
    Host,
    /// Nobody with host rights was connected for 10 s.
    HostAway,
}

/// A pause: since when, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pause {
    pub(crate) since: Tick,
    pub(crate) reason: PauseReason,
}

/// Whether anybody with host rights is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum HostPresence {
    /// Nobody has come yet to whom the game could look.
    Expected,
    Here,
    AwaySince(Tick),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_clock_goes_on_with_what_was_left() {
        let mut clock = Clock::start(1_000, 5_000, 5_000);
        clock.hold(3_000);
        assert_eq!(clock.left(900_000), Some((3_000, 5_000)));
        assert_eq!(clock.deadline(), None);
        clock.go_on(900_000);
        assert_eq!(clock.deadline(), Some(903_000));
    }

    #[test]
    fn an_open_phase_has_nothing_to_hold() {
        let mut clock = Clock::Off;
        clock.hold(10);
        clock.go_on(20);
        assert_eq!(clock, Clock::Off);
    }
}
