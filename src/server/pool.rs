//! The pool of open WebSockets: who gets in, under which id, and that the place is given back.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use tracing::info;

use crate::protocol::ConnectionId;

/// The open WebSockets of this server. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Pool(Arc<Counts>);

#[derive(Debug)]
struct Counts {
    issued: AtomicU64,
    open: AtomicUsize,
    /// 0 for any number.
    limit: usize,
}

/// A connection's place in the pool. Dropping it, however that comes about, gives it back.
#[derive(Debug)]
pub struct Place {
    pool: Pool,
    id: ConnectionId,
}

impl Pool {
    /// An empty pool for `limit` connections; 0 for any number.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self(Arc::new(Counts {
            issued: AtomicU64::new(0),
            open: AtomicUsize::new(0),
            limit,
        }))
    }

    /// Takes a place, under the next id of this process; nothing when the pool is full.
    #[must_use]
    pub fn enter(&self) -> Option<Place> {
        let limit = self.0.limit;
        let next = |open: usize| (limit == 0 || open < limit).then_some(open + 1);
        let relaxed = Ordering::Relaxed;
        let open = self.0.open.fetch_update(relaxed, relaxed, next).ok()? + 1;
        let id = ConnectionId::new(self.0.issued.fetch_add(1, relaxed) + 1);
        info!(connection = %id, open, "WebSocket connected");
        Some(Place {
            pool: self.clone(),
            id,
        })
    }

    /// Connections that are open.
    #[must_use]
    pub fn open(&self) -> usize {
        self.0.open.load(Ordering::Relaxed)
    }
}

impl Place {
    /// The connection's id.
    #[must_use]
    pub fn id(&self) -> ConnectionId {
        self.id
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let open = self.pool.0.open.fetch_sub(1, Ordering::Relaxed) - 1;
        info!(connection = %self.id, open, "WebSocket disconnected");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_count_up_and_places_come_back() {
        let pool = Pool::new(2);
        let first = pool.enter().unwrap();
        let second = pool.enter().unwrap();
        assert_eq!(
            (first.id().to_string(), second.id().to_string()),
            ("conn_1".into(), "conn_2".into())
        );
        assert!(pool.enter().is_none());
        drop(first);
        assert_eq!(pool.open(), 1);
        assert_eq!(pool.enter().unwrap().id().to_string(), "conn_3");
    }

    #[test]
    fn a_place_comes_back_when_its_task_panics() {
        let pool = Pool::new(1);
        let place = pool.enter().unwrap();
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
            let _place = place;
            panic!("on purpose");
        }));
        assert_eq!(pool.open(), 0);
    }

    #[test]
    fn no_limit_is_no_limit() {
        let pool = Pool::new(0);
        let places: Vec<_> = (0..5_000).map_while(|_| pool.enter()).collect();
        assert_eq!(places.len(), 5_000);
    }
}
