//! After a start: the rooms that were open when the last process ended come back.

use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tracing::{error, info};

use super::actor::Room;
use super::handle::{RoomHandle, RoomInbox};
use super::registry::Rooms;
use super::snapshot::{FORMAT, SavedRoom};
use crate::game::{NotResumable, Pack};
use crate::protocol::{RoomCode, epoch_ms};
use crate::store::{Beat, StoreError, StoredRoom, Unreadable};

/// Why a stored room can't come back. No reason repeats what is stored: it is full of secrets.
#[derive(Debug, Error)]
pub(crate) enum NotRestorable {
    #[error(transparent)]
    Damaged(#[from] Unreadable),
    #[error("its key is no room code")]
    NoCode,
    #[error("it has format {0}, and this version of Spyster knows {FORMAT}")]
    Format(u32),
    #[error("it makes no sense at byte {0}")]
    Nonsense(usize),
    #[error("its location pack is missing or damaged")]
    NoPack,
    #[error(transparent)]
    NotResumable(#[from] NotResumable),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Rooms {
    /// Opens the rooms again that were touched within the time the house sets, and gives up older ones.
    /// One that can't be read is set aside, never deleted.
    pub(super) fn restore(&self) -> Result<(), StoreError> {
        let store = self.store();
        let last_beat = store.storage().last_beat()?;
        let stored = store.storage().rooms()?;
        let recent = epoch_ms().saturating_sub(millis(self.options().restores_within));
        let mut restored = 0;
        for stored in stored {
            let (code, is_recent) = (stored.room.clone(), stored.saved_at >= recent);
            match self.revive(stored, last_beat.as_ref()) {
                Ok((room, handle, inbox)) if is_recent => {
                    self.insert(handle);
                    self.spawn(room, inbox);
                    restored += 1;
                }
                Ok((mut room, ..)) => {
                    room.give_up();
                    info!(room = %code, "room dropped: not used for too long");
                }
                Err(why) => self.set_aside(&code, &why),
            }
        }
        if restored > 0 {
            info!(
                rooms = restored,
                "rooms restored; paused until somebody reconnects"
            );
        }
        Ok(())
    }

    fn revive(
        &self,
        stored: StoredRoom,
        last_beat: Option<&Beat>,
    ) -> Result<(Room, RoomHandle, RoomInbox), NotRestorable> {
        let code = RoomCode::parse(&stored.room).ok_or(NotRestorable::NoCode)?;
        let body = stored.body?;
        if stored.format != FORMAT {
            return Err(NotRestorable::Format(stored.format));
        }
        let saved: SavedRoom = serde_json::from_slice(&body)
            .map_err(|error| NotRestorable::Nonsense(error.column()))?;
        let pack = self.stored_pack(&saved.pack)?;
        let gone_on = saved.running_at.as_ref();
        let gone_on = gone_on.map_or(0, |stamp| stamp.until_end(last_beat));
        let tick = saved.tick + gone_on;
        let lodging = self.lodging(code);
        let packs = Arc::clone(&self.options().packs);
        let room = Room::restored(lodging, saved, tick, packs, pack)?;
        let (handle, inbox) = RoomHandle::new(code, room.session_id);
        Ok((room, handle, inbox))
    }

    fn stored_pack(&self, key: &str) -> Result<Arc<Pack>, NotRestorable> {
        let text = self.store().storage().pack(key)?;
        let text = text.and_then(|text| String::from_utf8(text).ok());
        let pack = text.and_then(|text| Pack::kept(&text).ok());
        pack.map(Arc::new).ok_or(NotRestorable::NoPack)
    }

    fn set_aside(&self, code: &str, why: &NotRestorable) {
        match self.store().storage().set_aside(code) {
            Ok(()) => {
                error!(room = code, %why, "a stored room can't be read; it is set aside in the store")
            }
            Err(failed) => {
                error!(room = code, %why, %failed, "a stored room can't be read, and could not be set aside");
            }
        }
        // Whatever became of the record, no new room may take its place.
        if let Some(code) = RoomCode::parse(code) {
            self.reserve(code);
        }
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
