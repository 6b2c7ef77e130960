//! Who is asking, as far as limits go: one address, behind a proxy too.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, StatusCode};
use ipnet::{IpNet, Ipv6Net};

/// What a reverse proxy says about who is behind it: one address each proxy, the nearest last.
const FORWARDED: &str = "x-forwarded-for";

/// The network part of an IPv6 address: whoever has one address there has all of them.
const NETWORK: u128 = !0 << 64;

/// The part of an IPv6 address that one customer of a provider has at most, in bits.
const SITE_BITS: u8 = 48;

/// Somebody as the limits count them: an IPv4 address, or an IPv6 network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Peer(IpAddr);

impl Peer {
    /// Who sent a request, which the accept loop has put into its extensions; behind trusted proxies, as its headers
    /// say.
    pub(crate) fn of_request(
        extensions: &Extensions,
        headers: &HeaderMap,
        TrustedProxies(trusted): &TrustedProxies,
    ) -> Option<Self> {
        let ConnectInfo(address) = extensions.get::<ConnectInfo<SocketAddr>>()?;
        Some(origin_of(address.ip(), headers, trusted).into())
    }

    /// The IPv4 address, or the IPv6 network's lowest one.
    pub(crate) fn network(self) -> IpAddr {
        self.0
    }

    /// The same as a network: of one IPv4 address, or of 64 bits.
    pub(crate) fn own_network(self) -> IpNet {
        match self.0 {
            IpAddr::V6(ip) if !ip.is_loopback() => Ipv6Net::new_assert(ip, 64).into(),
            ip => ip.into(),
        }
    }

    /// The IPv6 site that it is in.
    pub(crate) fn site(self) -> Option<IpNet> {
        match self.0 {
            IpAddr::V6(ip) => Some(Ipv6Net::new_assert(ip, SITE_BITS).trunc().into()),
            IpAddr::V4(_) => None,
        }
    }
}

/// An address, or a network as `2001:db8::/64`.
impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            IpAddr::V6(ip) if !ip.is_loopback() => write!(f, "{ip}/64"),
            ip => ip.fmt(f),
        }
    }
}

impl From<IpAddr> for Peer {
    fn from(ip: IpAddr) -> Self {
        match ip.to_canonical() {
            IpAddr::V6(ip) if !ip.is_loopback() => {
                Self(Ipv6Addr::from_bits(ip.to_bits() & NETWORK).into())
            }
            ip => Self(ip),
        }
    }
}

/// The proxies whose word on who is behind them counts.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Arc<[IpNet]>);

impl TrustedProxies {
    pub(crate) fn new(networks: &[IpNet]) -> Self {
        Self(networks.into())
    }

    /// Whether a connection from `ip` is one of theirs.
    pub(crate) fn contain(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        self.0.iter().any(|network| network.contains(&ip))
    }
}

impl<S> FromRequestParts<S> for Peer
where
    S: Send + Sync,
    TrustedProxies: FromRef<S>,
{
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, StatusCode> {
        let trusted = TrustedProxies::from_ref(state);
        let peer = Self::of_request(&parts.extensions, &parts.headers, &trusted);
        peer.ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// The address of whoever is behind the trusted proxies that a request came through; without one of
/// them, what its headers say counts for nothing.
fn origin_of(connected: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let lines = headers.get_all(FORWARDED).into_iter();
    let said: Vec<&str> = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .collect();
    let mut ip = connected.to_canonical();
    for before in said.into_iter().rev() {
        if !trusted.iter().any(|network| network.contains(&ip)) {
            break;
        }
        match before.trim().parse::<IpAddr>() {
            Ok(before) => ip = before.to_canonical(),
            Err(_) => break,
        }
    }
    ip
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(ip: &str) -> Peer {
        ip.parse::<IpAddr>().unwrap().into()
    }

    #[test]
    fn an_ipv6_network_is_one_peer_and_an_ipv4_address_is_one() {
        assert_eq!(peer("2001:db8:0:1::1"), peer("2001:db8:0:1:ffff::2"));
        assert_ne!(peer("2001:db8:0:1::1"), peer("2001:db8:0:2::1"));
        assert_eq!(peer("::ffff:203.0.113.9"), peer("203.0.113.9"));
        assert_ne!(peer("203.0.113.9"), peer("203.0.113.8"));
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        const PROXY: &str = "127.0.0.1";
        for (connected, said, is) in [
            (PROXY, None, PROXY),
            (PROXY, Some("203.0.113.9"), "203.0.113.9"),
            (PROXY, Some("2001:db8::1"), "2001:db8::1"),
            ("::ffff:127.0.0.1", Some("203.0.113.9"), "203.0.113.9"),
            // What stands before the proxy's own word, the client may have written itself.
            (PROXY, Some("198.51.100.1, 203.0.113.9"), "203.0.113.9"),
            (PROXY, Some("203.0.113.9, 10.0.0.1"), "203.0.113.9"),
            (PROXY, Some("203.0.113.9, unknown"), PROXY),
            (PROXY, Some(""), PROXY),
            ("203.0.113.7", Some("203.0.113.9"), "203.0.113.7"),
            // A network of proxies.
            ("172.19.0.4", Some("203.0.113.9"), "203.0.113.9"),
            ("172.32.0.4", Some("203.0.113.9"), "172.32.0.4"),
        ] {
            let headers = said.map(|said| (FORWARDED.parse().unwrap(), said.parse().unwrap()));
            let headers = headers.into_iter().collect();
            let trusted = ["127.0.0.1/32", "10.0.0.1/32", "172.16.0.0/12"];
            let trusted = trusted.map(|network| network.parse().unwrap());
            let found = origin_of(connected.parse().unwrap(), &headers, &trusted);
            assert_eq!(found.to_string(), is, "{connected}, {said:?}");
        }
    }
}
