//! The device commands of a room that phones have not answered yet.

use tokio::time::Instant;

use super::command::DeviceCommand;
use crate::game::SeatId;
use crate::protocol::ConnectionId;

/// Commands under way in a room, at most; hosts who ask for more wait for those.
const AT_ONCE: usize = 64;

/// What phones have been asked and have not answered, and how many commands there have been.
#[derive(Debug, Default)]
pub(crate) struct DeviceCommands {
    pending: Vec<DeviceCommand>,
    last_number: u64,
}

impl DeviceCommands {
    /// None under way, after `last_number` of them.
    pub(crate) fn after(last_number: u64) -> Self {
        Self {
            pending: Vec::new(),
            last_number,
        }
    }

    /// How many there have been.
    pub(crate) fn last_number(&self) -> u64 {
        self.last_number
    }

    /// The number of the next one.
    pub(crate) fn next_number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    /// Whether as many are under way as may be.
    pub(crate) fn is_full(&self) -> bool {
        self.pending.len() >= AT_ONCE
    }

    pub(crate) fn add(&mut self, command: DeviceCommand) {
        self.pending.push(command);
    }

    /// When the next phone is given up.
    pub(crate) fn next_due(&self) -> Option<Instant> {
        self.pending.iter().map(|command| command.due).min()
    }

    /// The latest one to the phone of `seat` that `is_it`.
    pub(crate) fn take_latest_of(
        &mut self,
        seat: SeatId,
        is_it: impl Fn(&DeviceCommand) -> bool,
    ) -> Option<DeviceCommand> {
        let mut pending = self.pending.iter();
        let index = pending.rposition(|command| command.seat == seat && is_it(command))?;
        Some(self.pending.remove(index))
    }

    /// Those whose phones have not answered by `now`.
    pub(crate) fn take_due(&mut self, now: Instant) -> Vec<DeviceCommand> {
        self.take(|command| command.due <= now)
    }

    /// Those that a host asked for over this connection.
    pub(crate) fn take_asked_by(&mut self, connection: ConnectionId) -> Vec<DeviceCommand> {
        self.take(|command| command.asker.connection == Some(connection))
    }

    /// Those that went to the phone on this connection.
    pub(crate) fn take_sent_to(&mut self, connection: ConnectionId) -> Vec<DeviceCommand> {
        self.take(|command| command.phone == connection)
    }

    fn take(&mut self, which: impl Fn(&DeviceCommand) -> bool) -> Vec<DeviceCommand> {
        self.pending
            .extract_if(.., |command| which(command))
            .collect()
    }
}
