//! Rate limit of posted messages: each token and each address has its own.

use std::num::NonZeroU32;
use std::sync::Arc;

use governor::{DefaultKeyedRateLimiter, Quota};

use crate::protocol::{ErrorCode, TokenHash};
use crate::server::net::Peer;

/// Callers that are remembered before those who have been quiet are forgotten.
const REMEMBERED: usize = 10_000;

/// How fast messages may be posted: as fast as over a socket, by token or else by address.
#[derive(Debug, Clone)]
pub struct RateLimiter(Option<Arc<DefaultKeyedRateLimiter<Caller>>>);

/// Who posts a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Caller {
    Session(TokenHash),
    Stranger(Peer),
}

impl RateLimiter {
    /// So many messages at once, and then so many per second; nothing for no limit.
    pub(crate) fn new(messages: Option<(NonZeroU32, NonZeroU32)>) -> Self {
        let quota = |(burst, rate)| Quota::per_second(rate).allow_burst(burst);
        let limiter = messages.map(quota).map(governor::RateLimiter::keyed);
        Self(limiter.map(Arc::new))
    }

    pub(crate) fn check(&self, caller: Caller) -> Result<(), ErrorCode> {
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
