//! The pool of open WebSockets: who gets in, under which id, and that the place is given back.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use thiserror::Error;
use tracing::info;

use super::connection::End;
use super::local_networks::LocalNetworks;
use super::peer::Peer;
use crate::protocol::ConnectionId;

/// The open WebSockets of this server. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Pool(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// 0 for any number.
    limit: usize,
    /// The same for one address outside of one's own networks.
    limit_per_address: usize,
    house: LocalNetworks,
    /// The lock is held for one step of counting, which can't panic halfway.
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    issued: u64,
    open: usize,
    open_by_address: HashMap<Peer, usize>,
}

/// Why somebody is not let in; names the setting for whoever reads the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Full {
    /// All places are taken.
    #[error("the pool is full (max_connections)")]
    Pool,
    /// This address has as many as it may.
    #[error("its address has enough connections (max_connections_per_address)")]
    Address,
}

/// A connection's place in the pool. Dropping it, however that comes about, gives it back.
#[derive(Debug)]
pub struct Place {
    pool: Pool,
    peer: Peer,
    id: ConnectionId,
    /// How the connection ended, for the log; nothing before, and after a fault.
    end: Option<End>,
}

impl Pool {
    /// An empty pool for `limit` connections, of which one address may have `limit_per_address`; 0 for
    /// any number. Addresses of one's own networks share only the first limit.
    #[must_use]
    pub fn new(limit: usize, limit_per_address: usize, house: LocalNetworks) -> Self {
        Self(Arc::new(Shared {
            limit,
            limit_per_address,
            house,
            counts: Mutex::default(),
        }))
    }

    /// Takes a place, under the next id of this process.
    ///
    /// # Errors
    /// [`Full`] when there is none, or none for this address.
    pub fn enter(&self, peer: Peer) -> Result<Place, Full> {
        let is_of_house = self.0.house.contain(peer);
        let mut counts = self.counts();
        if is_reached(self.0.limit, counts.open) {
            return Err(Full::Pool);
        }
        let of_address = counts.open_by_address.get(&peer).copied().unwrap_or(0);
        if !is_of_house && is_reached(self.0.limit_per_address, of_address) {
            return Err(Full::Address);
        }
        counts.open_by_address.insert(peer, of_address + 1);
        counts.open += 1;
        counts.issued += 1;
        let id = ConnectionId::new(counts.issued);
        Ok(Place {
            pool: self.clone(),
            peer,
            id,
            end: None,
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

impl Place {
    /// The connection's id.
    #[must_use]
    pub fn id(&self) -> ConnectionId {
        self.id
    }

    /// Who has it.
    #[must_use]
    pub fn peer(&self) -> Peer {
        self.peer
    }

    /// Takes note of how its connection ended: that is logged when the place is given back.
    pub(super) fn note_end(&mut self, end: End) {
        self.end = Some(end);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.pool.counts();
        counts.open = counts.open.saturating_sub(1);
        if let Some(of_address) = counts.open_by_address.get_mut(&self.peer) {
            *of_address = of_address.saturating_sub(1);
            if *of_address == 0 {
                counts.open_by_address.remove(&self.peer);
            }
        }
        let open = counts.open;
        drop(counts);
        log_end(open, self.end.take());
    }
}

/// Connection, peer and room are in the span.
fn log_end(open: usize, end: Option<End>) {
    let (by, code, reason) = match &end {
        Some(End::Ours(code, why)) => ("server", Some(code.code()), *why),
        Some(End::Theirs(Some(frame))) => ("peer", Some(frame.code), &*frame.reason),
        Some(End::Theirs(None)) => ("peer", None, "closed"),
        Some(End::Lost(how)) => ("network", None, &**how),
        None => ("server", None, "a fault, or the end of the program"),
    };
    info!(open, by, code, reason, "WebSocket disconnected");
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    fn peer(ip: &str) -> Peer {
        ip.parse::<IpAddr>().unwrap().into()
    }

    fn pool(limit: usize, limit_per_address: usize) -> Pool {
        Pool::new(limit, limit_per_address, LocalNetworks::default())
    }

    #[test]
    fn ids_count_up_and_places_come_back() {
        let pool = pool(2, 0);
        let here = peer("127.0.0.1");
        let first = pool.enter(here).unwrap();
        let second = pool.enter(here).unwrap();
        assert_eq!(
            (first.id().to_string(), second.id().to_string()),
            ("conn_1".into(), "conn_2".into())
        );
        assert_eq!(pool.enter(here).unwrap_err(), Full::Pool);
        drop(first);
        assert_eq!(pool.open(), 1);
        assert_eq!(pool.enter(here).unwrap().id().to_string(), "conn_3");
    }

    #[test]
    fn a_place_comes_back_when_its_task_panics() {
        let pool = pool(1, 1);
        let place = pool.enter(peer("203.0.113.9")).unwrap();
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
            let _place = place;
            panic!("on purpose");
        }));
        assert_eq!(pool.open(), 0);
        assert!(pool.enter(peer("203.0.113.9")).is_ok());
    }

    #[test]
    fn no_limit_is_no_limit() {
        let pool = pool(0, 0);
        let anybody = peer("203.0.113.9");
        let places: Vec<_> = (0..5_000).map_while(|_| pool.enter(anybody).ok()).collect();
        assert_eq!(places.len(), 5_000);
    }

    #[test]
    fn an_address_has_its_own_limit_and_gets_its_places_back() {
        let pool = pool(0, 2);
        let one = peer("203.0.113.9");
        let mut places = vec![pool.enter(one).unwrap(), pool.enter(one).unwrap()];
        assert_eq!(pool.enter(one).unwrap_err(), Full::Address);
        places.push(pool.enter(peer("203.0.113.8")).unwrap());
        drop(places.remove(0));
        places.push(pool.enter(one).unwrap());
        assert_eq!(pool.enter(one).unwrap_err(), Full::Address);
        drop(places);
        assert!(pool.counts().open_by_address.is_empty());
    }

    #[test]
    fn the_house_shares_only_the_limit_of_the_pool() {
        let pool = pool(4, 1);
        for address in ["127.0.0.1", "192.168.1.20", "fd00::1"] {
            let places = [(); 4].map(|()| pool.enter(peer(address)).unwrap());
            assert_eq!(pool.enter(peer(address)).unwrap_err(), Full::Pool);
            drop(places);
        }
    }
}
