//! Bots: seats in which the game itself plays, when they act, and what they decide.

pub(super) mod demo;
pub(super) mod mind;
pub(super) mod plan;
pub(super) mod planning;
pub(super) mod seats;
