//! What a host asks of a player's phone: to shake, or to say what it is.

pub(super) mod command;
pub(super) mod commands;
pub(super) mod pending;
