//! A round: its deal and its cards, who asks whom, its vote, how it is judged, and what it is worth.

pub(super) mod ballots;
pub(super) mod cards;
pub(super) mod choreography;
pub(super) mod deal;
pub(super) mod judge;
pub(super) mod last_word;
pub(super) mod looks;
pub(super) mod packs;
pub(super) mod scoring;
pub(super) mod state;
pub(super) mod tally;
pub(super) mod turns;
