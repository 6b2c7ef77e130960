//! What a client may say.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};

use super::admin_action::AdminAction;

/// A message from a client, by its `type`.
///
/// Any message may carry an `id`, which its answer repeats, and a `pad`, which is ignored: clients fill
/// their commands up to one length, so that the size of encrypted traffic does not tell what they say.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "contract",
    schemars(tag = "type", rename_all = "snake_case")
)]
pub enum ClientMessage {
    /// Take a seat.
    Join(Join),
    /// Come back to a session, as the first message.
    Resume(Resume),
    /// Sign of life.
    Heartbeat,
    /// Sign of life that wants an answer.
    Ping(Ping),
    /// Send my `state` again.
    GetState,
    /// Call a vote.
    CallVote,
    /// Lock a vote in.
    Vote(Vote),
    /// The spy names the location.
    SpyGuess(SpyGuess),
    /// Give my seat up.
    Leave,
    /// I have seen my card.
    Looked,
    /// Take the host's rights over, once nobody has hosted for 60 s.
    ClaimHost,
    /// Be a display that reads only.
    Watch(Watch),
    /// Change a setting.
    Configure(Configure),
    /// Run the game.
    Admin(Admin),
    /// The host takes a seat too.
    HostJoinAsPlayer(HostJoinAsPlayer),
    /// Shake somebody's phone.
    Nudge(ForPlayer),
    /// What kind of device somebody has.
    DeviceInfoRequest(DeviceInfoRequest),
    /// The answer to the same question from the server.
    DeviceInfo(DeviceInfo),
    /// What came of a command from the server.
    CommandResult(CommandResult),
    /// A type this server does not know.
    #[cfg_attr(feature = "contract", schemars(skip))]
    Unknown,
}

impl ClientMessage {
    /// Whether only a host may say that.
    #[must_use]
    pub fn is_for_hosts(&self) -> bool {
        matches!(
            self,
            Self::Configure(_)
                | Self::Admin(_)
                | Self::HostJoinAsPlayer(_)
                | Self::Nudge(_)
                | Self::DeviceInfoRequest(_)
        )
    }
}

/// `join`. With an `id` of 16 characters or more it can be said again, on any connection, until its answer
/// has come: the same message gets the same seat, under a new token.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(inline))]
pub struct Join {
    /// What to be called.
    pub name: String,
    /// Which room; may be left out while exactly one is open.
    #[serde(default)]
    pub room: Option<String>,
    /// Keep host rights; only on a connection that resumed with a host token.
    #[serde(default)]
    pub is_host: Option<bool>,
}

/// `resume`
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(inline))]
pub struct Resume {
    /// The session token.
    pub token: String,
}

impl std::fmt::Debug for Resume {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Resume(hidden)")
    }
}

/// `ping`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(inline))]
pub struct Ping {
    /// Comes back in the `pong` as it was sent; without one there is no `pong`.
    #[serde(default, deserialize_with = "present")]
    pub timestamp: Option<Value>,
}

/// `vote`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(inline))]
pub struct Vote {
    /// The suspect's name.
    #[serde(default)]
    pub target: Option<String>,
    /// The bet: 1, 2 or 3; 1 if left out.
    #[serde(default)]
    pub confidence: Option<Number>,
}

/// `spy_guess`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(inline))]
pub struct SpyGuess {
    /// A location of the pack.
    pub location_id: String,
}

/// `watch`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(inline))]
pub struct Watch {
    /// Which room; may be left out while exactly one is open.
    #[serde(default)]
    pub room: Option<String>,
    /// Ask to host: for a screen that has lost its token. It looks on meanwhile.
    #[serde(default)]
    pub wants_host: Option<bool>,
}

/// `configure`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(inline))]
pub struct Configure {
    /// The setting's name.
    pub field: String,
    /// What it is to be.
    pub value: Value,
}

/// `admin`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(inline))]
#[cfg_attr(feature = "contract", schemars(transform = super::schema::player_where_needed))]
pub struct Admin {
    /// What to do.
    pub action: AdminAction,
    /// To whom, where it is done to somebody.
    #[serde(default)]
    pub player_name: Option<String>,
    /// With `remove_player`: even if they have been here within the last minute.
    #[serde(default)]
    pub force: Option<bool>,
    /// With `approve_rejoin` and `deny_rejoin`: the number on their screen; may be left out while only one
    /// waits for that seat.
    #[serde(default)]
    pub request: Option<u8>,
}

/// `host_join_as_player`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(inline))]
pub struct HostJoinAsPlayer {
    /// What to be called.
    pub name: String,
}

/// `nudge`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(inline))]
pub struct ForPlayer {
    /// To whom.
    pub player_name: String,
}

/// `device_info_request`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(inline))]
pub struct DeviceInfoRequest {
    /// Whose device.
    pub player_name: String,
    /// Comes back with the answer; made up by the server if left out.
    #[serde(default)]
    pub request_id: Option<String>,
}

/// `device_info`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(inline))]
pub struct DeviceInfo {
    /// Which request this answers; the latest if left out.
    #[serde(default)]
    pub request_id: Option<String>,
    /// Whatever the page knows of its device.
    pub info: Map<String, Value>,
}

/// `command_result`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(inline))]
pub struct CommandResult {
    /// Which command this answers.
    pub command_id: String,
    /// What came of it.
    pub status: CommandStatus,
    /// Why.
    #[serde(default)]
    pub detail: Option<String>,
}

/// What came of a command to a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub enum CommandStatus {
    /// The phone did it.
    Done,
    /// It could not.
    Failed,
    /// It went away first.
    Cancelled,
}

/// Tells a field that is there and `null` from one that is not there.
fn present<'de, D: serde::Deserializer<'de>>(source: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(source).map(Some)
}
