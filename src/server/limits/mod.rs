//! Limits: how often somebody may post, guess or be warned of, from which pages, and under which names.
//!
//! Each file decides one thing and says so by a value; what the one who asked is told is the business of
//! `http` and `ws`. Builds on `net`, whose [`Peer`](super::Peer) everything is counted by.

mod allowed_hosts;
mod guess_limiter;
mod origin;
mod rate_limiter;
mod room_lookup;
mod warnings;

pub use rate_limiter::RateLimiter;

pub(crate) use allowed_hosts::AllowedHosts;
pub(crate) use guess_limiter::{GuessLimiter, GuessLimits, Slowed};
pub(crate) use origin::Origins;
pub(crate) use rate_limiter::Caller;
pub(crate) use room_lookup::{LookupError, RoomLookup};
pub(crate) use warnings::{Warning, WarningLimiter, excerpt};
