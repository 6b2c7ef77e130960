//! Rooms under a paused clock.
