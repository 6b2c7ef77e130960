//! Where guests join: looked up whenever it is told, because addresses change while a lobby is open.

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::protocol::RoomCode;

/// How often a lobby that is on a screen looks whether the address has changed.
pub(crate) const LOOKS_EVERY: Duration = Duration::from_secs(5);

/// Knows how guests reach this server just now.
pub trait JoinAddress: Debug + Send + Sync {
    /// The address that a guest opens to join the room of that code; `None` while no phone can reach the
    /// server. `used` is the base URL by which the room's own screen came, if a phone can open it too.
    fn join_url(&self, code: RoomCode, used: Option<&str>) -> Option<String>;
}

/// Where guests join one room, as far as it has been told.
#[derive(Debug)]
pub(crate) struct WayIn {
    source: Arc<dyn JoinAddress>,
    code: RoomCode,
    url: Option<String>,
    pub(crate) looks_at: Instant,
}

impl WayIn {
    pub(crate) fn new(source: Arc<dyn JoinAddress>, code: RoomCode) -> Self {
        let url = source.join_url(code, None);
        let looks_at = Instant::now() + LOOKS_EVERY;
        Self {
            source,
            code,
            url,
            looks_at,
        }
    }

    /// The address that a guest opens, if there is one.
    pub(crate) fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Looks it up again; whether it has changed.
    pub(crate) fn look(&mut self, used: Option<&str>) -> bool {
        self.looks_at = Instant::now() + LOOKS_EVERY;
        let url = self.source.join_url(self.code, used);
        let has_changed = self.url != url;
        self.url = url;
        has_changed
    }
}
