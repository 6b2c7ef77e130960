//! Those who wait for a host's word, each with a number on their screen.

use std::time::Duration;

use rand::TryRng;
use rand::rngs::SysRng;
use tokio::time::Instant;

use crate::protocol::ConnectionId;
use crate::room::members::connection::{Connection, Wish};

/// Requests that may wait at one time, and those of them for the same seat.
const REQUESTS: usize = 20;
const REQUESTS_FOR_ONE: usize = 3;

/// A request that nobody has decided on is dropped after so long.
const WAITS_FOR: Duration = Duration::from_secs(60);

/// The first of the two-digit numbers.
const FIRST: u8 = 10;

/// So many numbers have two digits.
const NUMBERS: u8 = 90;

/// Somebody who waits for a host's word.
#[derive(Debug)]
pub(crate) struct RejoinRequest {
    /// What their screen shows, and no other's.
    pub(crate) number: u8,
    pub(crate) wish: Wish,
    pub(crate) connection: Connection,
    /// When it is dropped.
    pub(crate) until: Instant,
}

/// All of a room, in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct RejoinRequests(Vec<RejoinRequest>);

impl RejoinRequests {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &RejoinRequest> {
        self.0.iter()
    }

    /// Whether as many wait as may, in all or for the same.
    pub(crate) fn is_full_for(&self, wish: Wish) -> bool {
        let for_the_same = self.iter().filter(|request| request.wish == wish);
        self.0.len() >= REQUESTS || for_the_same.count() >= REQUESTS_FOR_ONE
    }

    /// Lets a connection wait; its number comes back, unless the operating system draws none.
    pub(crate) fn add(&mut self, wish: Wish, connection: Connection) -> Option<u8> {
        let number = self.free_number()?;
        self.0.push(RejoinRequest {
            number,
            wish,
            connection,
            until: Instant::now() + WAITS_FOR,
        });
        Some(number)
    }

    /// A number that nobody else waits with. It is drawn from the operating system: whoever could foresee
    /// it would ask for somebody else's seat with it.
    fn free_number(&self) -> Option<u8> {
        let is_free = |number: &u8| self.iter().all(|other| other.number != *number);
        let numbers: Vec<u8> = (FIRST..FIRST + NUMBERS).filter(is_free).collect();
        let drawn = SysRng.try_next_u64().ok()?;
        let index = usize::try_from(drawn % u64::try_from(numbers.len()).ok()?).ok()?;
        numbers.get(index).copied()
    }

    /// Takes the one with that number out.
    pub(crate) fn take(&mut self, number: u8) -> Option<RejoinRequest> {
        self.take_all(|request| request.number == number).pop()
    }

    /// Forgets what a connection asked for; whether it had asked for anything.
    pub(crate) fn forget(&mut self, connection: ConnectionId) -> bool {
        let theirs = self.take_all(|request| request.connection.id == connection);
        !theirs.is_empty()
    }

    /// Takes some of them out.
    pub(crate) fn take_all(
        &mut self,
        which: impl Fn(&RejoinRequest) -> bool,
    ) -> Vec<RejoinRequest> {
        self.0.extract_if(.., |request| which(request)).collect()
    }

    /// When the next one is dropped because nobody has decided.
    pub(crate) fn next_end(&self) -> Option<Instant> {
        self.iter().map(|request| request.until).min()
    }
}
