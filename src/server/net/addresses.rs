//! Which addresses lead phones to this server, best first; looked up when they are needed.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use tracing::info;

use super::interfaces::reachable;
use crate::config::Config;
use crate::protocol::RoomCode;
use crate::room::JoinAddress;

/// For how long a look-up is believed.
const FRESH: Duration = Duration::from_secs(3);

/// The addresses of this server. They may change at any time: the network comes up after the server, a
/// router hands out another address, a laptop is carried to another place.
#[derive(Debug)]
pub(crate) struct Addresses {
    /// `public_url`, if it is set.
    public: Option<String>,
    /// What the server listens on.
    local: SocketAddr,
    own: Mutex<Own>,
}

/// What this machine's networks gave at the last look-up.
#[derive(Debug, Default)]
struct Own {
    ips: Vec<IpAddr>,
    looked_up: Option<Instant>,
}

impl Addresses {
    pub(crate) fn new(config: &Config, local: SocketAddr) -> Self {
        let public = config.public_url.trim_end_matches('/');
        Self {
            public: (!public.is_empty()).then(|| public.to_owned()),
            local,
            own: Mutex::default(),
        }
    }

    /// The base URLs under which phones reach this server now, best first, without a slash at the end: `public_url`
    /// if it is set, then what this machine's networks give. None when it is in no network, or listens on
    /// loopback only.
    pub(crate) fn base_urls(&self) -> Vec<String> {
        let own = self.own().ips.clone();
        let own = own.into_iter().map(|ip| self.base_url(ip));
        self.public.iter().cloned().chain(own).collect()
    }

    /// The best of them, where the one that a room's screen has `used` itself beats what was found out.
    pub(crate) fn best(&self, used: Option<&str>) -> Option<String> {
        let known = self.public.as_deref().or(used).map(ToOwned::to_owned);
        known.or_else(|| {
            let best = self.own().ips.first().copied();
            best.map(|ip| self.base_url(ip))
        })
    }

    /// Whether the server can be reached from this machine only, whatever its networks.
    pub(crate) fn is_loopback_only(&self) -> bool {
        self.local.ip().to_canonical().is_loopback()
    }

    /// The base URL for browsers on this machine.
    pub(crate) fn here(&self) -> String {
        match self.local.ip() {
            ip if ip.is_unspecified() => format!("http://localhost:{}", self.local.port()),
            ip => self.base_url(ip),
        }
    }

    fn base_url(&self, ip: IpAddr) -> String {
        format!("http://{}", SocketAddr::new(ip, self.local.port()))
    }

    fn own(&self) -> MutexGuard<'_, Own> {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if own.looked_up.is_none_or(|at| now >= at + FRESH) {
            let ips = reachable(self.local.ip());
            if own.looked_up.is_some() && own.ips != ips {
                info!(?ips, "this machine's addresses have changed");
            }
            *own = Own {
                ips,
                looked_up: Some(now),
            };
        }
        own
    }
}

impl JoinAddress for Addresses {
    fn join_url(&self, code: RoomCode, used: Option<&str>) -> Option<String> {
        let base_url = self.best(used)?;
        Some(format!("{base_url}/api/spyster/player?room={code}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(public_url: &str, local: &str) -> Addresses {
        let config = Config {
            public_url: public_url.to_owned(),
            ..Config::default()
        };
        Addresses::new(&config, local.parse().unwrap())
    }

    /// Those of a machine in networks with these addresses, which were looked up just now.
    fn found(public_url: &str, ips: &[&str]) -> Addresses {
        let addresses = addresses(public_url, "[::]:8137");
        *addresses.own.lock().unwrap() = Own {
            ips: ips.iter().map(|ip| ip.parse().unwrap()).collect(),
            looked_up: Some(Instant::now()),
        };
        addresses
    }

    #[test]
    fn a_bound_address_is_the_only_one() {
        for (local, url) in [
            ("192.168.1.20:9000", "http://192.168.1.20:9000"),
            ("[2001:db8::9]:9000", "http://[2001:db8::9]:9000"),
        ] {
            let addresses = addresses("", local);
            assert_eq!(addresses.base_urls(), [url]);
            assert_eq!(addresses.here(), url);
            assert!(!addresses.is_loopback_only());
        }
    }

    #[test]
    fn no_phone_can_open_loopback() {
        for local in ["127.0.0.1:9000", "[::1]:9000", "[::ffff:127.0.0.1]:9000"] {
            let addresses = addresses("", local);
            assert!(addresses.base_urls().is_empty());
            assert_eq!(addresses.best(None), None);
            assert!(addresses.is_loopback_only());
            assert_eq!(addresses.here(), format!("http://{local}"));
        }
    }

    #[test]
    fn a_machine_in_no_network_can_be_opened_on_itself() {
        let addresses = found("", &[]);
        assert_eq!(addresses.best(None), None);
        assert!(!addresses.is_loopback_only());
        assert_eq!(addresses.here(), "http://localhost:8137");
    }

    #[test]
    fn the_public_address_beats_what_the_screen_used_and_that_beats_what_was_found() {
        let public = "https://games.example.org/spyster";
        let used = Some("http://tv.local:8137");
        for (public_url, used, best) in [
            ("", None, "http://192.168.1.20:8137"),
            ("", used, "http://tv.local:8137"),
            ("https://games.example.org/spyster/", None, public),
            (public, used, public),
        ] {
            let addresses = found(public_url, &["192.168.1.20", "2001:db8::9"]);
            assert_eq!(addresses.best(used).as_deref(), Some(best));
        }
        assert_eq!(
            found(public, &["192.168.1.20", "2001:db8::9"]).base_urls(),
            [
                public,
                "http://192.168.1.20:8137",
                "http://[2001:db8::9]:8137"
            ]
        );
        let loopback = addresses(public, "127.0.0.1:8137");
        assert_eq!(loopback.best(None).as_deref(), Some(public));
    }

    #[tokio::test(start_paused = true)]
    async fn a_look_up_is_believed_for_some_seconds_and_no_longer() {
        // Reserved for documentation: no machine has it.
        let addresses = found("", &["203.0.113.9"]);
        let stale = Some("http://203.0.113.9:8137");
        tokio::time::advance(FRESH - Duration::from_millis(1)).await;
        assert_eq!(addresses.best(None).as_deref(), stale);
        tokio::time::advance(Duration::from_millis(1)).await;
        assert_ne!(addresses.best(None).as_deref(), stale);
    }
}
