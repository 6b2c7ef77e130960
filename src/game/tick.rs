//! The game's own time: milliseconds since the room was born.

/// Milliseconds since the room was born. The game never asks what time it is; it is told.
pub type Tick = u64;

/// One second, in ticks.
pub(crate) const SECOND: Tick = 1_000;

/// One minute, in ticks.
pub(crate) const MINUTE: Tick = 60 * SECOND;

/// A span of ticks as seconds, the unit of timers on the wire.
pub(crate) fn seconds(span: Tick) -> f64 {
    std::time::Duration::from_millis(span).as_secs_f64()
}

/// The same rounded up to whole seconds, as a countdown shows it: the last second is one until it is over.
pub(crate) fn whole_seconds(span: Tick) -> f64 {
    seconds(span).ceil()
}

/// One instant in the two times a view needs: the game's and the server's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// In the game's time.
    pub tick: Tick,
    /// The same instant in the server's time, which pages count by: milliseconds since the Unix epoch.
    pub epoch_ms: u64,
}

impl Moment {
    /// The server's time at another tick.
    pub(crate) fn epoch_ms_at(self, tick: Tick) -> u64 {
        (self.epoch_ms + tick).saturating_sub(self.tick)
    }
}
