//! The pool of open WebSockets: who gets in, under which id, and that the slot is given back.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tracing::info;

use super::connection::End;
use crate::protocol::ConnectionId;
use crate::server::net::{
    Admission, AdmissionLimits, AdmissionSlot, LocalNetworks, Peer, PerAddress, PoolFull,
};

/// Of how many slots one is kept for those who come back to a seat.
const ONE_IN: usize = 20;

/// The open WebSockets of this server. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Pool {
    admission: Admission,
    issued: Arc<AtomicU64>,
}

/// A connection's slot in the pool. Dropping it, however that comes about, gives it back.
#[derive(Debug)]
pub struct Slot {
    admission: AdmissionSlot,
    pool: Pool,
    peer: Peer,
    id: ConnectionId,
    /// How the connection ended, for the log; nothing before, and after a fault.
    end: Option<End>,
}

impl Pool {
    /// An empty pool for `limit` connections, of which one address may have so many; 0 for any number.
    /// Its last twentieth is for those who come back to a seat.
    #[must_use]
    pub fn new(limit: usize, per_address: PerAddress, house: LocalNetworks) -> Self {
        let limits = AdmissionLimits {
            total: limit,
            reserve: limit / ONE_IN,
            per_address,
        };
        Self {
            admission: Admission::new(limits, house),
            issued: Arc::default(),
        }
    }

    /// Takes a slot, under the next id of this process.
    ///
    /// # Errors
    /// [`PoolFull`] when there is none, or none for this address.
    pub fn enter(&self, peer: Peer) -> Result<Slot, PoolFull> {
        let admission = self.admission.enter(Some(peer))?;
        let id = ConnectionId::new(self.issued.fetch_add(1, Ordering::Relaxed) + 1);
        Ok(Slot {
            admission,
            pool: self.clone(),
            peer,
            id,
            end: None,
        })
    }

    /// Connections that are open.
    #[must_use]
    pub fn open(&self) -> usize {
        self.admission.open()
    }
}

impl Slot {
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

    /// Whether it is one of those that are kept for who comes back to a seat.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        self.admission.is_reserved()
    }

    /// Takes note of how its connection ended: that is logged when the slot is given back.
    pub(super) fn note_end(&mut self, end: End) {
        self.end = Some(end);
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        // The admission itself is given back right after this.
        let open = self.pool.open().saturating_sub(1);
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

    fn pool(limit: usize) -> Pool {
        Pool::new(limit, PerAddress::default(), LocalNetworks::default())
    }

    #[test]
    fn ids_count_up_and_slots_come_back() {
        let pool = pool(2);
        let here = peer("127.0.0.1");
        let first = pool.enter(here).unwrap();
        let second = pool.enter(here).unwrap();
        assert_eq!(
            (first.id().to_string(), second.id().to_string()),
            ("conn_1".into(), "conn_2".into())
        );
        assert_eq!(pool.enter(here).unwrap_err(), PoolFull::Total);
        drop(first);
        assert_eq!(pool.open(), 1);
        assert_eq!(pool.enter(here).unwrap().id().to_string(), "conn_3");
    }

    #[test]
    fn a_slot_comes_back_when_its_task_panics() {
        let pool = pool(1);
        let slot = pool.enter(peer("203.0.113.9")).unwrap();
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
            let _slot = slot;
            panic!("on purpose");
        }));
        assert_eq!(pool.open(), 0);
        assert!(pool.enter(peer("203.0.113.9")).is_ok());
    }

    #[test]
    fn one_slot_in_twenty_is_kept_for_those_who_come_back() {
        let pool = pool(40);
        let slots: Vec<Slot> = (0..40)
            .map_while(|_| pool.enter(peer("127.0.0.1")).ok())
            .collect();
        let reserved = slots.iter().filter(|slot| slot.is_reserved()).count();
        assert_eq!((slots.len(), reserved), (40, 2));
    }
}
