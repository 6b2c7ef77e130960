//! Guess limit: whoever gets a secret wrong many times is slowed down, and their household with them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::server::net::{LocalNetworks, Peer};
use ipnet::IpNet;
use tokio::time::Instant;

/// How many wrong guesses are free, and how slow it goes after that.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GuessLimits {
    /// Wrong guesses of one outside address (an IPv6 network of 64 bits) before it is slowed; at least one.
    pub(crate) outside: u32,
    /// The same for an address of the house, and for an outside IPv6 site of 48 bits.
    pub(crate) many: u32,
    /// Then one guess is looked at in so much time.
    pub(crate) period: Duration,
}

/// Wrong guesses at one kind of secret. Cheap to clone; all clones are one.
///
/// Not governor's limiter, which can't be asked without being counted: a party whose phones all have the
/// right code must not use up what only wrong ones cost.
#[derive(Debug, Clone)]
pub(crate) struct GuessLimiter {
    limits: GuessLimits,
    house: LocalNetworks,
    /// When each network that guessed wrong will have cooled down altogether. The lock is held for one
    /// look-up; a map that was being changed by a panicking thread is still a map.
    cooled: Arc<Mutex<HashMap<IpNet, Instant>>>,
}

/// A guess is not looked at, right or wrong; after so much time one will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slowed(pub(crate) Duration);

impl GuessLimiter {
    pub(crate) fn new(limits: GuessLimits, house: LocalNetworks) -> Self {
        Self {
            limits,
            house,
            cooled: Arc::default(),
        }
    }

    /// Whether a guess of `peer`'s is looked at now.
    ///
    /// # Errors
    /// [`Slowed`] after too many wrong ones. It says nothing of this guess.
    pub(crate) fn check(&self, peer: Peer) -> Result<(), Slowed> {
        let (now, cooled) = (Instant::now(), self.cooled());
        let waits = self.networks(peer).map(|(network, burst)| {
            let cool_enough = now + self.heat(burst - 1);
            let cooled = cooled.get(&network);
            cooled.map_or(Duration::ZERO, |at| {
                at.saturating_duration_since(cool_enough)
            })
        });
        match waits.max() {
            Some(wait) if !wait.is_zero() => Err(Slowed(wait)),
            _ => Ok(()),
        }
    }

    /// Counts a wrong guess, one that [`check`](Self::check) has let pass.
    pub(crate) fn wrong(&self, peer: Peer) {
        self.count(peer, |_| true);
    }

    /// Counts a right guess where the peer is being slowed: else a right one would be followed by
    /// another at once, and a wrong one would not.
    pub(crate) fn right(&self, peer: Peer) {
        self.count(peer, |left| left < 2);
    }

    /// Counts a guess with each of the peer's networks that this holds for, by how many it has left.
    fn count(&self, peer: Peer, counts: impl Fn(u128) -> bool) {
        let (now, period) = (Instant::now(), self.limits.period);
        let mut cooled = self.cooled();
        // Before the map grows, those go that count no longer.
        if cooled.len() == cooled.capacity() {
            cooled.retain(|_, cooled| *cooled > now);
        }
        for (network, burst) in self.networks(peer) {
            let heat = cooled
                .get(&network)
                .map_or(Duration::ZERO, |at| at.saturating_duration_since(now));
            let left = self.heat(burst).saturating_sub(heat).as_nanos() / period.as_nanos();
            if counts(left) {
                let most = self.heat(burst);
                cooled.insert(network, now + (heat + period).min(most));
            }
        }
    }

    /// The networks that `peer` counts with, each with its number of free guesses.
    fn networks(&self, peer: Peer) -> impl Iterator<Item = (IpNet, u32)> + use<> {
        let GuessLimits { outside, many, .. } = self.limits;
        let is_of_house = self.house.contain(peer);
        let site = peer.site().filter(|_| !is_of_house);
        let own_burst = if is_of_house { many } else { outside };
        let site = site.map(|site| (site, many));
        std::iter::once((peer.own_network(), own_burst)).chain(site)
    }

    /// How long so many wrong guesses take to be forgotten.
    fn heat(&self, guesses: u32) -> Duration {
        self.limits.period * guesses
    }

    fn cooled(&self) -> MutexGuard<'_, HashMap<IpNet, Instant>> {
        self.cooled.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use tokio::time::advance;

    use super::*;

    const PERIOD: Duration = Duration::from_secs(2);

    fn limiter(outside: u32, many: u32) -> GuessLimiter {
        let limits = GuessLimits {
            outside,
            many,
            period: PERIOD,
        };
        GuessLimiter::new(limits, LocalNetworks::default())
    }

    fn peer(ip: &str) -> Peer {
        ip.parse::<IpAddr>().unwrap().into()
    }

    fn guess_wrong(limiter: &GuessLimiter, peer: Peer, times: u32) {
        for time in 0..times {
            assert_eq!(limiter.check(peer), Ok(()), "after {time}");
            limiter.wrong(peer);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn after_the_free_ones_one_is_looked_at_each_period() {
        let limiter = limiter(5, 5);
        let guesser = peer("203.0.113.9");
        guess_wrong(&limiter, guesser, 5);
        for _ in 0..3 {
            assert_eq!(limiter.check(guesser), Err(Slowed(PERIOD)));
            advance(PERIOD - Duration::from_millis(1)).await;
            assert_eq!(
                limiter.check(guesser),
                Err(Slowed(Duration::from_millis(1)))
            );
            advance(Duration::from_millis(1)).await;
            guess_wrong(&limiter, guesser, 1);
        }
        advance(PERIOD * 5).await;
        guess_wrong(&limiter, guesser, 5);
        assert!(limiter.check(guesser).is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_right_guess_is_free_until_one_is_slowed_and_then_costs_what_a_wrong_one_does() {
        let limiter = limiter(5, 5);
        let guesser = peer("203.0.113.9");
        for _ in 0..100 {
            assert_eq!(limiter.check(guesser), Ok(()));
            limiter.right(guesser);
        }
        guess_wrong(&limiter, guesser, 5);
        advance(PERIOD).await;
        assert_eq!(limiter.check(guesser), Ok(()));
        limiter.right(guesser);
        assert_eq!(limiter.check(guesser), Err(Slowed(PERIOD)));
    }

    #[tokio::test(start_paused = true)]
    async fn guesses_that_are_counted_without_being_let_pass_make_the_wait_no_longer() {
        let limiter = limiter(5, 5);
        let guesser = peer("203.0.113.9");
        for _ in 0..100 {
            limiter.wrong(guesser);
        }
        assert_eq!(limiter.check(guesser), Err(Slowed(PERIOD)));
    }

    #[tokio::test(start_paused = true)]
    async fn one_address_is_not_slowed_for_another_and_the_house_gets_many() {
        let limiter = limiter(1, 4);
        guess_wrong(&limiter, peer("203.0.113.9"), 1);
        assert!(limiter.check(peer("203.0.113.9")).is_err());
        for house in ["192.168.1.20", "fd00::1", "127.0.0.1"] {
            guess_wrong(&limiter, peer(house), 4);
            assert!(limiter.check(peer(house)).is_err(), "{house}");
        }
        assert_eq!(limiter.check(peer("203.0.113.8")), Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn an_ipv6_guesser_gains_little_by_using_other_networks_of_the_same_site() {
        let limiter = limiter(2, 6);
        for network in 0..3 {
            guess_wrong(&limiter, peer(&format!("2001:db8:7:{network}::1")), 2);
        }
        for known in ["2001:db8:7::1", "2001:db8:7:9::1", "2001:db8:7:ffff::1"] {
            assert_eq!(limiter.check(peer(known)), Err(Slowed(PERIOD)), "{known}");
        }
        assert_eq!(limiter.check(peer("2001:db8:8::1")), Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_has_cooled_down_is_forgotten() {
        let limiter = limiter(2, 2);
        for number in 0..1_000_000 {
            limiter.wrong(IpAddr::from(Ipv4Addr::from_bits(0xCB00_0000 + number)).into());
            if number % 1000 == 0 {
                advance(PERIOD).await;
            }
        }
        assert!(limiter.cooled().capacity() < 10_000);
    }
}
