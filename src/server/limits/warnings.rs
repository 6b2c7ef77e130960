//! Rate limiting of the log: of one kind of warning about one peer some are logged, the rest is counted.
//!
//! Whoever can make the server warn can't fill its disk that way.

use std::collections::HashMap;
use std::fmt;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::server::net::Peer;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tokio::time::{MissedTickBehavior, interval};
use tracing::warn;

/// So many at once and so many more a minute: in no minute more than ten.
const A_MINUTE: NonZeroU32 = NonZeroU32::new(5).expect("it is not zero");

/// How often the log is told how many were left out.
const SUMMED_UP: Duration = Duration::from_secs(60);

/// Characters of a text from outside that are logged at most.
const EXCERPT: usize = 200;

/// What a peer can make the server warn of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Warning {
    BadMessage,
    UnknownMessage,
    TurnedAway,
    WrongHostKey,
    ForeignPage,
    ForeignHost,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BadMessage => "bad message",
            Self::UnknownMessage => "message of an unknown type",
            Self::TurnedAway => "a WebSocket was turned away",
            Self::WrongHostKey => "wrong host_key",
            Self::ForeignPage => "a page from elsewhere was refused",
            Self::ForeignHost => "a request for a foreign host was refused",
        })
    }
}

/// Decides which warnings are logged. Cheap to clone; all clones are one.
#[derive(Debug, Clone)]
pub(crate) struct WarningLimiter(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    limiter: DefaultKeyedRateLimiter<(Peer, Warning)>,
    /// The lock is held for one count.
    left_out: Mutex<HashMap<(Peer, Warning), u64>>,
}

impl WarningLimiter {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Shared {
            limiter: RateLimiter::keyed(Quota::per_minute(A_MINUTE)),
            left_out: Mutex::default(),
        }))
    }

    /// Whether this warning about this peer is to be logged; if not, it is counted.
    pub(crate) fn permit(&self, peer: Peer, warning: Warning) -> bool {
        let about = (peer, warning);
        let is_permitted = self.0.limiter.check_key(&about).is_ok();
        if !is_permitted {
            let left_out = self.0.left_out.lock();
            let mut left_out = left_out.unwrap_or_else(PoisonError::into_inner);
            *left_out.entry(about).or_default() += 1;
        }
        is_permitted
    }

    /// Logs once a minute how many were left out. Runs until it is dropped.
    pub(crate) async fn sum_up(&self) {
        let mut minutes = interval(SUMMED_UP);
        minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            minutes.tick().await;
            for ((peer, warning), count) in self.take_left_out() {
                warn!(%peer, count, "more of the same was not logged: {warning}");
            }
        }
    }

    fn take_left_out(&self) -> HashMap<(Peer, Warning), u64> {
        self.0.limiter.retain_recent();
        let left_out = self.0.left_out.lock();
        std::mem::take(&mut *left_out.unwrap_or_else(PoisonError::into_inner))
    }
}

/// As much of a text from outside as is logged of it.
pub(crate) fn excerpt(text: &str) -> &str {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    fn peer(ip: &str) -> Peer {
        ip.parse::<IpAddr>().unwrap().into()
    }

    #[test]
    fn of_a_flood_some_are_logged_and_all_others_counted() {
        let warnings = WarningLimiter::new();
        let loud = peer("192.168.1.20");
        let logged = |warning| {
            let all = (0..1_000).filter(|_| warnings.permit(loud, warning));
            u64::try_from(all.count()).unwrap()
        };
        let bad = logged(Warning::BadMessage);
        assert!((1..=10).contains(&bad), "{bad}");
        // Another kind and another peer have their own.
        let unknown = logged(Warning::UnknownMessage);
        assert!((1..=10).contains(&unknown), "{unknown}");
        assert!(warnings.permit(peer("192.168.1.21"), Warning::BadMessage));
        let left_out = warnings.take_left_out();
        assert_eq!(left_out.len(), 2);
        assert_eq!(left_out[&(loud, Warning::BadMessage)], 1_000 - bad);
        assert_eq!(left_out[&(loud, Warning::UnknownMessage)], 1_000 - unknown);
        assert!(warnings.take_left_out().is_empty(), "told once");
    }

    #[test]
    fn a_long_text_is_cut_between_two_characters() {
        assert_eq!(excerpt("short"), "short");
        let long = "é".repeat(EXCERPT + 1);
        assert_eq!(excerpt(&long), "é".repeat(EXCERPT));
        let exact = "é".repeat(EXCERPT);
        assert_eq!(excerpt(&exact), exact);
    }
}
