//! Location packs: where rounds take place, checked as they are read, and what a spy reads instead.

mod check;
pub(super) mod decoys;
pub(super) mod limits;
pub(super) mod pack;
pub(super) mod spy_card;
pub(super) mod summary;
