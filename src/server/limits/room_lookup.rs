//! Rooms found by what people know of them: a code, a token, or that there is only one.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::guess_limiter::{GuessLimiter, GuessLimits, Slowed};
use crate::protocol::{ErrorCode, RoomCode, SessionToken};
use crate::room::{Holder, RoomGone, RoomHandle, Rooms, RoomsError};
use crate::server::net::{LocalNetworks, Peer};

/// Wrong room codes: a whole party may mistype at once, a machine gets nowhere.
const WRONG_CODES: GuessLimits = GuessLimits {
    outside: 30,
    many: 300,
    period: Duration::from_secs(2),
};

/// Peers that are remembered to know a room's code; far more than a room holds.
const KNOWN_BY: usize = 1000;

/// Finds rooms for peers. Codes are short, so whoever gets many of them wrong is slowed down; ways in that
/// are known to be right are free. Cheap to clone; all clones are one.
#[derive(Debug, Clone)]
pub(crate) struct RoomLookup {
    rooms: Rooms,
    house: LocalNetworks,
    guesses: GuessLimiter,
    /// Who has used a room's code with success. The lock is held for one look-up.
    known_by: Arc<Mutex<HashMap<RoomCode, HashSet<Peer>>>>,
}

/// Why no room is found for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LookupError {
    /// The code was not looked at, right or wrong: too many wrong ones came from there.
    Slowed(Slowed),
    /// There is no such room, or it has to be named.
    Code(ErrorCode),
}

impl LookupError {
    /// What people read who are slowed down.
    pub(crate) const SLOWED: &'static str = "Too many wrong codes came from your network, so only one every \
        two seconds is looked at. Try again in a moment.";
}

impl From<Slowed> for LookupError {
    fn from(slowed: Slowed) -> Self {
        Self::Slowed(slowed)
    }
}

impl From<RoomsError> for LookupError {
    fn from(error: RoomsError) -> Self {
        Self::Code(error.into())
    }
}

impl RoomLookup {
    pub(crate) fn new(rooms: Rooms, house: LocalNetworks) -> Self {
        Self {
            rooms,
            guesses: GuessLimiter::new(WRONG_CODES, house.clone()),
            house,
            known_by: Arc::default(),
        }
    }

    /// The room that `typed` is the code of; without a code the only one there is.
    ///
    /// # Errors
    /// [`LookupError`]; without a code those from outside have to name the room, were it the only one.
    pub(crate) fn by_code(
        &self,
        peer: Peer,
        typed: Option<&str>,
    ) -> Result<RoomHandle, LookupError> {
        let Some(typed) = typed.filter(|code| !code.trim().is_empty()) else {
            let only = self.rooms.find(None)?;
            return match self.house.contain(peer) {
                true => Ok(only),
                false => Err(RoomsError::RoomRequired.into()),
            };
        };
        let code = RoomCode::parse(typed);
        if code.is_some_and(|code| self.is_known(peer, code))
            && let Ok(room) = self.rooms.find(Some(typed))
        {
            return Ok(room);
        }
        self.guesses.check(peer)?;
        match self.rooms.find(Some(typed)) {
            Ok(room) => {
                self.guesses.right(peer);
                self.remember(peer, room.code());
                Ok(room)
            }
            Err(error) => {
                self.guesses.wrong(peer);
                Err(error.into())
            }
        }
    }

    /// The room that a token is of. A made-up token counts as a wrong code, and is looked at all the same:
    /// nobody guesses one, and whoever has a good one is never slowed.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidToken`] or [`ErrorCode::SessionExpired`].
    pub(crate) async fn by_token(
        &self,
        peer: Peer,
        token: &str,
    ) -> Result<(SessionToken, RoomHandle, Holder), ErrorCode> {
        let token = SessionToken::parse(token);
        let room = token.as_ref().and_then(|token| self.rooms.of_token(token));
        if let Some((token, room)) = token.zip(room) {
            let holder = room.holder(token.clone()).await;
            match holder {
                Ok(Holder::Former) => return Err(ErrorCode::SessionExpired),
                Ok(Holder::Unknown) | Err(RoomGone) => {}
                Ok(holder) => {
                    self.remember(peer, room.code());
                    return Ok((token, room, holder));
                }
            }
        }
        self.guesses.wrong(peer);
        Err(ErrorCode::InvalidToken)
    }

    /// The room that is meant by somebody who may show a token beside a code or in its place.
    ///
    /// # Errors
    /// As [`by_code`](Self::by_code).
    pub(crate) async fn find(
        &self,
        peer: Peer,
        token: Option<&str>,
        typed: Option<&str>,
    ) -> Result<RoomHandle, LookupError> {
        if let Some(token) = token
            && let Ok((_, room, _)) = self.by_token(peer, token).await
            && typed.is_none_or(|typed| RoomCode::parse(typed) == Some(room.code()))
        {
            return Ok(room);
        }
        self.by_code(peer, typed)
    }

    /// Notes that `peer` knows the code of a room.
    pub(crate) fn remember(&self, peer: Peer, code: RoomCode) {
        let mut known_by = self.known_by.lock().unwrap_or_else(PoisonError::into_inner);
        // Before the map grows, those go that are closed.
        if known_by.len() == known_by.capacity() {
            known_by.retain(|code, _| self.rooms.is_open(*code));
        }
        let peers = known_by.entry(code).or_default();
        if peers.len() < KNOWN_BY {
            peers.insert(peer);
        }
    }

    fn is_known(&self, peer: Peer, code: RoomCode) -> bool {
        let known_by = self.known_by.lock().unwrap_or_else(PoisonError::into_inner);
        known_by
            .get(&code)
            .is_some_and(|peers| peers.contains(&peer))
    }
}
