//! Which peers are of the house: this machine, private networks, and the IPv6 networks it is in.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use tracing::warn;

use super::peer::Peer;

/// For how long a list of interfaces is believed: they change when a cable is plugged in.
const FRESH: Duration = Duration::from_secs(10);

/// The networks whose peers count as people of the house, who get more than strangers do. Cheap to clone;
/// all clones are one.
#[derive(Debug, Clone, Default)]
pub struct LocalNetworks(Arc<Mutex<Interfaces>>);

/// The IPv6 networks that this machine is in.
#[derive(Debug, Default)]
struct Interfaces {
    networks: Vec<Peer>,
    listed: Option<Instant>,
}

impl LocalNetworks {
    /// Whether `peer` is of the house: on this machine, or in a network of one's own; a proxy there is
    /// too, and everybody behind it who is not told apart by `trusted_proxies`.
    #[must_use]
    pub fn contain(&self, peer: Peer) -> bool {
        match peer.network() {
            IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
            IpAddr::V6(ip) if ip.is_loopback() || ip.is_unicast_link_local() => true,
            // Providers give whole households public addresses.
            IpAddr::V6(ip) => ip.is_unique_local() || self.is_listed(peer),
        }
    }

    fn is_listed(&self, peer: Peer) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if known.listed.is_none_or(|listed| now >= listed + FRESH) {
            known.networks = own_networks();
            known.listed = Some(now);
        }
        known.networks.contains(&peer)
    }
}

fn own_networks() -> Vec<Peer> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        warn!(%error, "can't list this machine's addresses, so some phones may count as strangers");
        Vec::new()
    });
    let addresses = interfaces.iter().map(if_addrs::Interface::ip);
    let networks = addresses.filter(|ip| matches!(ip, IpAddr::V6(ip) if is_global(*ip)));
    networks.map(Peer::from).collect()
}

fn is_global(ip: Ipv6Addr) -> bool {
    !ip.is_loopback() && !ip.is_unicast_link_local() && ip.to_ipv4_mapped().is_none()
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    fn peer(ip: &str) -> Peer {
        ip.parse::<IpAddr>().unwrap().into()
    }

    /// Networks that were listed just now.
    fn networks(listed: &[&str]) -> LocalNetworks {
        LocalNetworks(Arc::new(Mutex::new(Interfaces {
            networks: listed.iter().map(|ip| peer(ip)).collect(),
            listed: Some(Instant::now()),
        })))
    }

    #[test]
    fn the_house_is_local_and_the_world_is_not() {
        for local in [
            "127.0.0.1",
            "::1",
            "::ffff:127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.20",
            "169.254.1.1",
            "fd00::1",
            "fe80::1",
        ] {
            assert!(networks(&[]).contain(peer(local)), "{local}");
        }
        for remote in ["203.0.113.9", "172.32.0.1", "2001:db8::1", "::ffff:8.8.8.8"] {
            assert!(!networks(&[]).contain(peer(remote)), "{remote}");
        }
    }

    #[test]
    fn a_phone_in_a_public_network_of_this_machine_is_of_the_house_and_its_neighbours_are_not() {
        let networks = networks(&["2001:db8:0:1::1"]);
        assert!(networks.contain(peer("2001:db8:0:1:aaaa::2")));
        assert!(!networks.contain(peer("2001:db8:0:2::1")));
    }

    #[tokio::test(start_paused = true)]
    async fn a_network_that_this_machine_has_left_is_forgotten() {
        // Reserved for documentation: no machine is in it.
        let networks = networks(&["2001:db8:0:1::1"]);
        advance(FRESH - Duration::from_millis(1)).await;
        assert!(networks.contain(peer("2001:db8:0:1::2")));
        advance(Duration::from_millis(1)).await;
        assert!(!networks.contain(peer("2001:db8:0:1::2")));
    }
}
