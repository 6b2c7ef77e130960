//! Rate limit of one connection: how fast its messages come, and what to do about it.

use std::num::NonZeroU32;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

/// Refused messages in a row after which a connection counts as flooding.
const FLOOD: u32 = 100;

/// How fast messages come, and what to do about it.
pub(super) struct MessageLimiter {
    messages: Option<DefaultDirectRateLimiter>,
    /// Pings and pongs do not use up what messages may. They can't be refused one by one, so before they
    /// are a flood there may be more of them.
    controls: Option<DefaultDirectRateLimiter>,
    refused_in_a_row: u32,
}

/// What is to become of a message.
pub(super) enum Verdict {
    /// It is taken in.
    Fine,
    /// It is refused.
    TooFast,
    /// It ends the connection.
    Flood,
}

impl MessageLimiter {
    /// So many messages at once, and then so many per second; nothing for no limit.
    pub(super) fn new(messages: Option<(NonZeroU32, NonZeroU32)>) -> Self {
        let limiter = |more| {
            let quota = |(burst, rate): (NonZeroU32, NonZeroU32)| {
                Quota::per_second(rate).allow_burst(burst.saturating_add(more))
            };
            messages.map(quota).map(RateLimiter::direct)
        };
        Self {
            messages: limiter(0),
            controls: limiter(FLOOD),
            refused_in_a_row: 0,
        }
    }

    /// Whether one more ping or pong is fine.
    pub(super) fn allows_control(&self) -> bool {
        is_within(self.controls.as_ref())
    }

    /// Counts a message.
    pub(super) fn judge(&mut self) -> Verdict {
        let within = is_within(self.messages.as_ref());
        self.refused_in_a_row = if within { 0 } else { self.refused_in_a_row + 1 };
        match self.refused_in_a_row {
            0 => Verdict::Fine,
            1..FLOOD => Verdict::TooFast,
            _ => Verdict::Flood,
        }
    }
}

fn is_within(limiter: Option<&DefaultDirectRateLimiter>) -> bool {
    limiter.is_none_or(|limiter| limiter.check().is_ok())
}
