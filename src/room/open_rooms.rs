//! The open rooms: by code and by id, who opened each, and which one makes room when a limit is reached.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use ipnet::IpNet;
use rand::rngs::ChaCha20Rng;
use uuid::Uuid;

use crate::protocol::RoomCode;
use crate::room::handle::{RoomHandle, RoomInbox};
use crate::room::rooms_error::RoomsError;

/// Who opens a room: the networks that it counts for, the narrowest first, each with how many rooms may be
/// open for it (0 for any number).
#[derive(Debug, Clone)]
pub struct Opener(pub Vec<(IpNet, usize)>);

/// The open rooms of a server.
#[derive(Debug, Default)]
pub(crate) struct OpenRooms {
    rooms: HashMap<RoomCode, OpenRoom>,
    /// Counts up with every room, so that the older of two is known.
    opened: u64,
}

#[derive(Debug)]
struct OpenRoom {
    handle: RoomHandle,
    /// The networks it counts for; none for a room that was there before this process.
    networks: Vec<IpNet>,
    number: u64,
    /// Whether it was asked to make room, and will be gone in a moment.
    makes_room: bool,
}

impl OpenRoom {
    fn is_unused(&self) -> bool {
        !self.handle.occupancy().has_been_joined()
    }

    /// Whether it takes up space: one that somebody joined in its last moment does so after all.
    fn counts(&self) -> bool {
        !(self.makes_room && self.is_unused())
    }
}

impl OpenRooms {
    /// Rooms that are open.
    pub(crate) fn count(&self) -> usize {
        self.rooms.len()
    }

    pub(crate) fn handles(&self) -> impl Iterator<Item = &RoomHandle> {
        self.rooms.values().map(|room| &room.handle)
    }

    /// The room of that code.
    pub(crate) fn get(&self, code: RoomCode) -> Option<&RoomHandle> {
        self.rooms.get(&code).map(|room| &room.handle)
    }

    /// The room of that id.
    pub(crate) fn with_id(&self, session_id: Uuid) -> Option<&RoomHandle> {
        self.handles()
            .find(|handle| handle.session_id() == session_id)
    }

    /// Makes a room known that was there before this process.
    pub(crate) fn insert(&mut self, handle: RoomHandle) {
        let room = self.numbered(handle, Vec::new());
        self.rooms.insert(room.handle.code(), room);
    }

    pub(crate) fn remove(&mut self, code: RoomCode) {
        self.rooms.remove(&code);
    }

    /// Finds space for one more room under the limits. If there is none, a room that nobody ever played in
    /// makes room.
    ///
    /// # Errors
    /// [`RoomsError::RoomLimit`] and [`RoomsError::AddressLimit`].
    pub(crate) fn make_space(
        &mut self,
        max_rooms: usize,
        opener: Option<&Opener>,
    ) -> Result<(), RoomsError> {
        for (network, limit) in opener.iter().flat_map(|opener| &opener.0) {
            let is_theirs = |room: &OpenRoom| room.networks.contains(network);
            if is_reached(*limit, self.count_of(is_theirs)) && !self.close_unused(is_theirs) {
                return Err(RoomsError::AddressLimit);
            }
        }
        if is_reached(max_rooms, self.count_of(|_| true)) && !self.close_unused(|_| true) {
            return Err(RoomsError::RoomLimit);
        }
        Ok(())
    }

    /// Takes a code that is free, for a room of that id.
    pub(crate) fn claim(
        &mut self,
        rng: &mut ChaCha20Rng,
        session_id: Uuid,
        opener: Option<&Opener>,
        is_reserved: impl Fn(RoomCode) -> bool,
    ) -> (RoomHandle, RoomInbox) {
        loop {
            let code = RoomCode::random(rng);
            if is_reserved(code) || self.rooms.contains_key(&code) {
                continue;
            }
            let (handle, inbox) = RoomHandle::new(code, session_id);
            let networks = opener.iter().flat_map(|opener| &opener.0);
            let networks = networks.map(|(network, _)| *network).collect();
            let room = self.numbered(handle.clone(), networks);
            if let Entry::Vacant(free) = self.rooms.entry(code) {
                free.insert(room);
            }
            return (handle, inbox);
        }
    }

    fn numbered(&mut self, handle: RoomHandle, networks: Vec<IpNet>) -> OpenRoom {
        self.opened += 1;
        OpenRoom {
            handle,
            networks,
            number: self.opened,
            makes_room: false,
        }
    }

    fn count_of(&self, which: impl Fn(&OpenRoom) -> bool) -> usize {
        let counted = self.rooms.values();
        counted.filter(|room| room.counts() && which(room)).count()
    }

    /// Asks one of these rooms to close in which nobody has ever played, if there is one: of whoever has
    /// opened the most, so that one who opens many loses their own; then one that nobody looks at; then
    /// the oldest.
    fn close_unused(&mut self, which: impl Fn(&OpenRoom) -> bool) -> bool {
        let mut opened: HashMap<IpNet, usize> = HashMap::new();
        for network in self.rooms.values().flat_map(|room| &room.networks) {
            *opened.entry(*network).or_default() += 1;
        }
        let counted = |network: &IpNet| opened.get(network).copied().unwrap_or(0);
        let by_opener = |room: &OpenRoom| room.networks.iter().map(counted).max().unwrap_or(0);
        let rooms = self.rooms.values_mut();
        let mut unused: Vec<&mut OpenRoom> = rooms
            .filter(|room| room.is_unused() && !room.makes_room && which(room))
            .collect();
        unused.sort_by_key(|room| {
            let is_watched = room.handle.occupancy().is_watched();
            (usize::MAX - by_opener(room), is_watched, room.number)
        });
        for room in unused {
            // One whose inbox is full is in use all the same.
            if room.handle.make_room() {
                room.makes_room = true;
                return true;
            }
        }
        false
    }
}

fn is_reached(limit: usize, count: usize) -> bool {
    limit > 0 && count >= limit
}
