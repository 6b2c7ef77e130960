//! Something a host wants of a player's phone.

use tokio::time::Instant;
use tracing::Span;

use crate::game::SeatId;
use crate::protocol::ConnectionId;
use crate::room::members::sender::Sender;
use crate::room::request::ReplyTo;

/// Something a phone has been asked and has not answered.
#[derive(Debug)]
pub(crate) struct DeviceCommand {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) asker: Sender,
    pub(crate) seat: SeatId,
    pub(crate) player_name: String,
    pub(crate) phone: ConnectionId,
    pub(crate) due: Instant,
    /// In which the host asked: when it is given up, that is whose connection caused it.
    pub(crate) span: Span,
}

/// What a phone has been asked for.
#[derive(Debug)]
pub(crate) enum Kind {
    /// To shake.
    Nudge,
    /// With what the host's request is to be answered with.
    DeviceInfo(ReplyTo),
}

impl Kind {
    /// As the message to the phone is called.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Nudge => "nudge",
            Self::DeviceInfo(_) => "device_info_request",
        }
    }
}
