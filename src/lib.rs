//! Spyster: a party game of spies, locations and secret bets, and the small server that runs it.

pub mod config;
#[cfg(feature = "contract")]
pub mod contract;
pub mod game;
pub mod logging;
pub mod pages;
pub mod protocol;
pub mod room;
pub mod server;
pub mod store;
