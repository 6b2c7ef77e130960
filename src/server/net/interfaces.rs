//! Network interfaces of this machine: which of their addresses a phone can open, and which of those is best.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use tracing::warn;

/// Interfaces of containers and virtual machines: no phone is behind them.
const VIRTUAL: &[&str] = &[
    "docker", "veth", "br-", "virbr", "vmnet", "vboxnet", "podman", "cni", "lxc", "lxdbr", "cali",
    "flannel",
];
/// Interfaces of virtual private networks: a phone may be in one too, but not at a party.
const PRIVATE_NETWORKS: &[&str] = &["tun", "tap", "wg", "tailscale", "utun", "zt", "ppp"];
/// Somewhere outside, by an address reserved for documentation. Nothing is ever sent there.
const OUTSIDE: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);

/// The addresses behind the one that is listened on, best first.
pub(super) fn reachable(bound: IpAddr) -> Vec<IpAddr> {
    if !bound.is_unspecified() {
        let bound = bound.to_canonical();
        return Some(bound)
            .filter(|ip| !ip.is_loopback())
            .into_iter()
            .collect();
    }
    let interfaces = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        warn!(%error, "can't list this machine's addresses; set public_url");
        Vec::new()
    });
    let interfaces: Vec<(String, IpAddr)> = interfaces
        .into_iter()
        .filter(if_addrs::Interface::is_oper_up)
        .map(|interface| (interface.name.clone(), interface.ip()))
        .filter(|(_, ip)| ip.is_ipv4() || bound.is_ipv6())
        .collect();
    rank(&interfaces, default_route())
}

/// The address this machine speaks from when it speaks to the outside.
fn default_route() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // For UDP, connecting only looks up the route.
    socket.connect(OUTSIDE).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// Sorts the addresses of `interfaces` (name, address), best first, and leaves out what no phone can open.
fn rank(interfaces: &[(String, IpAddr)], default_route: Option<IpAddr>) -> Vec<IpAddr> {
    let mut ranked: Vec<(u8, IpAddr)> = interfaces
        .iter()
        .filter_map(|(name, ip)| Some((grade(name, *ip, default_route)?, *ip)))
        .collect();
    // Stable: equals stay in the system's order.
    ranked.sort_by_key(|(grade, _)| *grade);
    ranked.dedup();
    ranked.into_iter().map(|(_, ip)| ip).collect()
}

/// Smaller is better; `None`: no phone can open it.
fn grade(name: &str, ip: IpAddr, default_route: Option<IpAddr>) -> Option<u8> {
    let is_of = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
    let is_link_local = match ip {
        IpAddr::V4(ip) => ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unicast_link_local(),
    };
    if ip.is_loopback() || ip.is_unspecified() || is_link_local || is_of(VIRTUAL) {
        return None;
    }
    Some(match ip {
        _ if is_of(PRIVATE_NETWORKS) => 4,
        _ if Some(ip) == default_route => 0,
        IpAddr::V4(ip) if ip.is_private() => 1,
        IpAddr::V4(_) => 2,
        IpAddr::V6(_) => 3,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(interfaces: &[(&str, &str)], default_route: Option<&str>) -> Vec<String> {
        let interfaces: Vec<_> = interfaces
            .iter()
            .map(|(name, ip)| ((*name).to_owned(), ip.parse().unwrap()))
            .collect();
        let default_route = default_route.map(|ip| ip.parse().unwrap());
        let ranked = rank(&interfaces, default_route);
        ranked.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_default_route_comes_first_and_containers_not_at_all() {
        let interfaces = [
            ("lo", "127.0.0.1"),
            ("docker0", "172.17.0.1"),
            ("br-1f2e", "172.18.0.1"),
            ("veth12", "172.19.0.1"),
            ("virbr0", "192.168.122.1"),
            ("eth0", "10.0.0.7"),
            ("wlan0", "192.168.1.20"),
            ("eth1", "169.254.3.4"),
        ];
        assert_eq!(
            ranked(&interfaces, Some("192.168.1.20")),
            ["192.168.1.20", "10.0.0.7"]
        );
        assert_eq!(ranked(&interfaces, None), ["10.0.0.7", "192.168.1.20"]);
    }

    #[test]
    fn a_virtual_private_network_comes_last_even_with_the_default_route() {
        let interfaces = [
            ("tun0", "10.8.0.2"),
            ("eth0", "203.0.113.9"),
            ("eth0", "2001:db8::9"),
            ("eth0", "fe80::1"),
            ("wlan0", "192.168.1.20"),
        ];
        assert_eq!(
            ranked(&interfaces, Some("10.8.0.2")),
            ["192.168.1.20", "203.0.113.9", "2001:db8::9", "10.8.0.2"]
        );
    }

    #[test]
    fn a_bridge_of_the_house_is_not_a_container() {
        let interfaces = [("br0", "192.168.1.20")];
        assert_eq!(ranked(&interfaces, None), ["192.168.1.20"]);
    }
}
