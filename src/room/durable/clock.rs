//! A room's time: it runs, or it stands still because the server has been away and nobody is back yet.

use std::time::Duration;

use tokio::time::Instant;

use crate::game::Tick;

/// Counts the ticks of a room's life. The time in which it stands still does not count.
#[derive(Debug)]
pub(crate) struct Clock {
    /// What it showed when it was started or stopped.
    shown: Tick,
    /// When it was started; nothing while it stands still.
    started: Option<Instant>,
}

impl Clock {
    /// The clock of a new room.
    pub(crate) fn running() -> Self {
        let mut clock = Self::still(0);
        clock.start();
        clock
    }

    /// A clock that waits at `shown` to be started.
    pub(crate) fn still(shown: Tick) -> Self {
        Self {
            shown,
            started: None,
        }
    }

    /// Lets it run. Starting it twice is fine.
    pub(crate) fn start(&mut self) {
        self.started.get_or_insert_with(Instant::now);
    }

    pub(crate) fn is_running(&self) -> bool {
        self.started.is_some()
    }

    /// What it shows.
    pub(crate) fn now(&self) -> Tick {
        let run = self.started.map_or(Duration::ZERO, |start| start.elapsed());
        self.shown
            .saturating_add(Tick::try_from(run.as_millis()).unwrap_or(Tick::MAX))
    }

    /// When it will show `tick`; never while it stands still.
    pub(crate) fn instant_of(&self, tick: Tick) -> Option<Instant> {
        let start = self.started?;
        Some(start + Duration::from_millis(tick.saturating_sub(self.shown)))
    }
}
