//! Admission control: how many connections there may be in all and for each address, with a reserve.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ipnet::IpNet;
use thiserror::Error;

use super::local_networks::LocalNetworks;
use super::peer::Peer;

/// How much one address may have; 0 for any number.
#[derive(Debug, Clone, Copy, Default)]
pub struct PerAddress {
    /// An address from outside, or an IPv6 network of 64 bits.
    pub outside: usize,
    /// An address of the house: a whole party may be behind one, and a proxy that nobody has named. All
    /// networks of an outside IPv6 site have as much together.
    pub house: usize,
}

/// How many connections there may be.
#[derive(Debug, Clone, Copy, Default)]
pub struct AdmissionLimits {
    /// In all; 0 for any number.
    pub total: usize,
    /// The last so many of them are a reserve: whoever gets one has to show a reason to stay.
    pub reserve: usize,
    /// For one address.
    pub per_address: PerAddress,
}

/// Counts connections, and lets in as many as there may be. Cheap to clone; all clones are one.
#[derive(Debug, Clone, Default)]
pub struct Admission(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    limits: AdmissionLimits,
    house: LocalNetworks,
    /// The lock is held for one step of counting, which can't panic halfway.
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    open: usize,
    by_network: HashMap<IpNet, usize>,
}

/// Why somebody is not let in; names the setting for whoever reads the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PoolFull {
    /// There are as many as there may be.
    #[error("all connections are taken (max_connections)")]
    Total,
    /// This address has as many as it may.
    #[error("its address has enough connections (max_connections_per_address)")]
    Address,
    /// The same for an address of the house.
    #[error("its address has enough connections (max_connections_per_house_address)")]
    HouseAddress,
}

/// One connection that was let in. Dropping it, however that comes about, makes room for the next.
#[derive(Debug)]
pub struct AdmissionSlot {
    admission: Admission,
    /// What it counts with.
    networks: Networks,
    is_reserved: bool,
}

/// A peer's own network, and the site that it is in if that counts too.
type Networks = [Option<IpNet>; 2];

impl PerAddress {
    /// The networks that `peer` counts with, its own first, each with how much it may have.
    pub(crate) fn of(
        self,
        peer: Peer,
        house: &LocalNetworks,
    ) -> impl Iterator<Item = (IpNet, usize)> + use<> {
        let is_of_house = house.contain(peer);
        let own = if is_of_house {
            self.house
        } else {
            self.outside
        };
        let site = peer.site().filter(|_| !is_of_house);
        let site = site.map(|site| (site, self.house));
        std::iter::once((peer.own_network(), own)).chain(site)
    }
}

impl Admission {
    /// Nobody is in yet; `house` says who is of the house.
    #[must_use]
    pub fn new(limits: AdmissionLimits, house: LocalNetworks) -> Self {
        Self(Arc::new(Shared {
            limits,
            house,
            counts: Mutex::default(),
        }))
    }

    /// Lets one connection in. Whoever is no `peer`, such as a trusted proxy, only counts in all.
    ///
    /// # Errors
    /// [`PoolFull`] when there is no room, or none for this address.
    pub fn enter(&self, peer: Option<Peer>) -> Result<AdmissionSlot, PoolFull> {
        let Shared { limits, house, .. } = &*self.0;
        let is_of_house = peer.is_some_and(|peer| house.contain(peer));
        let per_network: Vec<(IpNet, usize)> = peer
            .map(|peer| limits.per_address.of(peer, house).collect())
            .unwrap_or_default();
        let mut counts = self.counts();
        if is_reached(limits.total, counts.open) {
            return Err(PoolFull::Total);
        }
        let count_of = |network: &IpNet| counts.by_network.get(network).copied().unwrap_or(0);
        let is_full = |(network, limit): &(IpNet, usize)| is_reached(*limit, count_of(network));
        if per_network.iter().any(is_full) {
            return Err(match is_of_house {
                true => PoolFull::HouseAddress,
                false => PoolFull::Address,
            });
        }
        let mut networks = Networks::default();
        for (entry, (network, _)) in networks.iter_mut().zip(per_network) {
            *counts.by_network.entry(network).or_default() += 1;
            *entry = Some(network);
        }
        let ordinary = limits.total.saturating_sub(limits.reserve);
        let is_reserved = is_reached(ordinary, counts.open);
        counts.open += 1;
        Ok(AdmissionSlot {
            admission: self.clone(),
            networks,
            is_reserved,
        })
    }

    /// Connections that are open.
    #[must_use]
    pub fn open(&self) -> usize {
        self.counts().open
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        let counts = self.0.counts.lock();
        counts.unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_reached(limit: usize, count: usize) -> bool {
    limit > 0 && count >= limit
}

impl AdmissionSlot {
    /// Whether it was one of the last, which are kept for those who have a reason.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        self.is_reserved
    }
}

impl Drop for AdmissionSlot {
    fn drop(&mut self) {
        let mut counts = self.admission.counts();
        counts.open -= 1;
        for network in self.networks.into_iter().flatten() {
            if let Some(count) = counts.by_network.get_mut(&network) {
                *count -= 1;
                if *count == 0 {
                    counts.by_network.remove(&network);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    const STRANGER: &str = "203.0.113.9";

    fn peer(ip: &str) -> Option<Peer> {
        Some(ip.parse::<IpAddr>().unwrap().into())
    }

    fn admission(total: usize, reserve: usize, outside: usize, house: usize) -> Admission {
        let limits = AdmissionLimits {
            total,
            reserve,
            per_address: PerAddress { outside, house },
        };
        Admission::new(limits, LocalNetworks::default())
    }

    /// As many as are let in, at most a thousand.
    fn fill(admission: &Admission, ip: &str) -> Vec<AdmissionSlot> {
        let slots = (0..1_000).map_while(|_| admission.enter(peer(ip)).ok());
        slots.collect()
    }

    #[test]
    fn no_limit_is_no_limit() {
        assert_eq!(fill(&admission(0, 0, 0, 0), STRANGER).len(), 1_000);
        assert_eq!(fill(&admission(0, 9, 0, 0), STRANGER).len(), 1_000);
    }

    #[test]
    fn an_address_has_its_own_limit_and_gets_its_slots_back() {
        let admission = admission(0, 0, 2, 3);
        let mut slots = fill(&admission, STRANGER);
        assert_eq!(slots.len(), 2);
        assert_eq!(
            admission.enter(peer(STRANGER)).unwrap_err(),
            PoolFull::Address
        );
        slots.push(admission.enter(peer("203.0.113.8")).unwrap());
        drop(slots.remove(0));
        slots.push(admission.enter(peer(STRANGER)).unwrap());
        assert_eq!(
            admission.enter(peer(STRANGER)).unwrap_err(),
            PoolFull::Address
        );
        drop(slots);
        assert!(admission.counts().by_network.is_empty());
    }

    #[test]
    fn an_address_of_the_house_may_have_more() {
        let admission = admission(0, 0, 2, 5);
        for ip in ["127.0.0.1", "192.168.1.20", "fd00::1"] {
            let slots = fill(&admission, ip);
            assert_eq!(slots.len(), 5);
            assert_eq!(
                admission.enter(peer(ip)).unwrap_err(),
                PoolFull::HouseAddress
            );
        }
    }

    #[test]
    fn all_networks_of_an_ipv6_site_have_as_much_as_an_address_of_the_house() {
        let admission = admission(0, 0, 2, 5);
        let mut slots = Vec::new();
        for network in 0..4 {
            slots.extend(fill(&admission, &format!("2001:db8:1:{network}::1")));
        }
        assert_eq!(slots.len(), 5);
        assert_eq!(fill(&admission, "2001:db8:2::1").len(), 2);
        drop(slots);
        assert!(admission.counts().by_network.is_empty());
    }

    #[test]
    fn a_trusted_proxy_only_counts_in_all() {
        let admission = admission(4, 0, 1, 1);
        let slots = [(); 4].map(|()| admission.enter(None).unwrap());
        assert_eq!(admission.enter(None).unwrap_err(), PoolFull::Total);
        drop(slots);
        assert_eq!(admission.open(), 0);
    }

    #[test]
    fn the_last_slots_are_the_reserve() {
        let admission = admission(5, 2, 0, 0);
        let mut slots = fill(&admission, STRANGER);
        let reserved = |slots: &[AdmissionSlot]| {
            slots
                .iter()
                .map(AdmissionSlot::is_reserved)
                .collect::<Vec<_>>()
        };
        assert_eq!(reserved(&slots), [false, false, false, true, true]);
        // What counts is how many there are now.
        slots.truncate(2);
        slots.extend(fill(&admission, STRANGER));
        assert_eq!(reserved(&slots), [false, false, false, true, true]);
    }
}
