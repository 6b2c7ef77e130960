//! What of a room outlives the process: snapshots on their way to the store, how they come back, and the clock
//! that goes on where it stood.

pub(super) mod clock;
pub(super) mod restore;
pub(super) mod save;
pub(super) mod snapshot;
pub(super) mod state;
pub(super) mod uptime;
