//! What a room says: what a change causes to be told, each viewer's state, the feed, and where a connection finds it.

pub(super) mod effects;
pub(super) mod feed;
pub(super) mod frames;
pub(super) mod outbox;
