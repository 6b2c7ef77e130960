//! How fast messages may be posted.

use std::sync::Arc;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::connection::Limits;
use super::peer::Peer;
use crate::protocol::{ErrorCode, TokenHash};

/// Callers that are remembered before those who have been quiet are forgotten.
const REMEMBERED: usize = 10_000;

/// How fast messages may be posted: as fast as over a socket, by token or else by address.
#[derive(Debug, Clone)]
pub struct PostPace(Option<Arc<DefaultKeyedRateLimiter<Caller>>>);

/// Who posts a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Caller {
    Session(TokenHash),
    Stranger(Peer),
}

impl PostPace {
    pub(super) fn new(limits: &Limits) -> Self {
        let quota = |(burst, rate)| Quota::per_second(rate).allow_burst(burst);
        let limiter = limits.messages.map(quota).map(RateLimiter::keyed);
        Self(limiter.map(Arc::new))
    }

    pub(super) fn check(&self, caller: Caller) -> Result<(), ErrorCode> {
        let Some(limiter) = &self.0 else {
            return Ok(());
        };
        if limiter.len() > REMEMBERED {
            limiter.retain_recent();
        }
        limiter
            .check_key(&caller)
            .map_err(|_| ErrorCode::RateLimited)
    }
}
