//! Guessing made slow: wrong attempts are counted by address, right ones are free.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::peer::Peer;

/// Wrong attempts at one secret. Cheap to clone; all clones are one.
///
/// Not governor's limiter, which can't be asked without being counted: a party whose phones all have the
/// right code must not use up what only wrong ones cost.
#[derive(Debug, Clone)]
pub(super) struct Attempts {
    burst: u32,
    period: Duration,
    /// When each address that failed will have cooled down altogether. The lock is held for one look-up;
    /// a map that was being changed by a panicking thread is still a map.
    cooled: Arc<Mutex<HashMap<Peer, Instant>>>,
}

impl Attempts {
    /// An address may fail `burst` times (at least once) at once, and then once in every `period`.
    pub(super) fn new(burst: u32, period: Duration) -> Self {
        Self {
            burst,
            period,
            cooled: Arc::default(),
        }
    }

    /// Whether `peer` may try now. After too many failures nobody may, with the right answer either:
    /// else the refusal would tell them that it was the wrong one.
    pub(super) fn may_try(&self, peer: Peer) -> bool {
        let cooled = self.cooled.lock().unwrap_or_else(PoisonError::into_inner);
        let still_hot = self.period * (self.burst - 1);
        cooled
            .get(&peer)
            .is_none_or(|cooled| *cooled <= Instant::now() + still_hot)
    }

    /// Counts a failure.
    pub(super) fn failed(&self, peer: Peer) {
        let now = Instant::now();
        let mut cooled = self.cooled.lock().unwrap_or_else(PoisonError::into_inner);
        // Before the map grows, those go that count no longer.
        if cooled.len() == cooled.capacity() {
            cooled.retain(|_, cooled| *cooled > now);
        }
        let cooled = cooled.entry(peer).or_insert(now);
        *cooled = (*cooled).max(now) + self.period;
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use tokio::time::advance;

    use super::*;

    const PERIOD: Duration = Duration::from_secs(2);

    fn peer(number: u32) -> Peer {
        IpAddr::from(Ipv4Addr::from_bits(number)).into()
    }

    fn fail(attempts: &Attempts, peer: Peer, times: u32) {
        for time in 0..times {
            assert!(attempts.may_try(peer), "after {time}");
            attempts.failed(peer);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn after_the_burst_one_more_each_period() {
        let attempts = Attempts::new(5, PERIOD);
        fail(&attempts, peer(1), 5);
        for _ in 0..3 {
            assert!(!attempts.may_try(peer(1)));
            advance(PERIOD - Duration::from_millis(1)).await;
            assert!(!attempts.may_try(peer(1)));
            advance(Duration::from_millis(1)).await;
            fail(&attempts, peer(1), 1);
        }
        advance(PERIOD * 5).await;
        fail(&attempts, peer(1), 5);
        assert!(!attempts.may_try(peer(1)));
    }

    #[tokio::test(start_paused = true)]
    async fn one_address_is_not_slowed_for_another() {
        let attempts = Attempts::new(1, PERIOD);
        fail(&attempts, peer(1), 1);
        assert!(!attempts.may_try(peer(1)));
        assert!(attempts.may_try(peer(2)));
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_has_cooled_down_is_forgotten() {
        let attempts = Attempts::new(2, PERIOD);
        for number in 0..1_000_000 {
            attempts.failed(peer(number));
            if number % 1000 == 0 {
                advance(PERIOD).await;
            }
        }
        assert!(attempts.cooled.lock().unwrap().capacity() < 10_000);
    }
}
