//! What a line of the live feed tells: as data for pages that say it in a language of their own, and in English.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::game::{CallOff, PauseReason, Verdict};

/// Something that has happened in a room; everybody in it could see that, so nothing here is a secret. Its
/// `Display` is the line in English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub enum FeedEvent {
    /// The room opened.
    RoomOpened,
    /// A player came for the first time.
    Joined {
        /// The player.
        name: String,
    },
    /// A player who was away came back.
    CameBack {
        /// The player.
        name: String,
    },
    /// A player's connection broke a moment ago.
    ConnectionLost {
        /// The player.
        name: String,
    },
    /// A player whose connection broke has not come back soon.
    StillAway {
        /// The player.
        name: String,
    },
    /// A player left, was removed or was away for too long.
    Left {
        /// The player.
        name: String,
    },
    /// A player has host rights from now on.
    Hosts {
        /// The player.
        name: String,
    },
    /// A player's vote is final.
    LockedIn {
        /// The player.
        name: String,
    },
    /// A round began.
    CardsDealt {
        /// The round's number.
        round: u32,
    },
    /// The questions began, or went on after a vote.
    Questions {
        /// The round's number.
        round: u32,
    },
    /// A player called a vote.
    VoteCalled {
        /// The player.
        name: String,
    },
    /// A vote began that no player called.
    VoteDue,
    /// The reveal began.
    RevealBegan,
    /// The reveal came to its last beat.
    VerdictGiven {
        /// What it was.
        verdict: Verdict,
    },
    /// A round was played to its end.
    RoundOver {
        /// The round's number.
        round: u32,
    },
    /// A round was broken off.
    RoundCalledOff {
        /// Why.
        reason: CallOff,
    },
    /// The game is over.
    GameOver {
        /// Who has won; several are equal. None in a line that an older version wrote.
        #[serde(default)]
        winners: Vec<String>,
        /// The points of each of them.
        #[serde(default)]
        score: i32,
    },
    /// The next game is being prepared.
    BackInLobby,
    /// The game stands still.
    Paused {
        /// Why.
        reason: PauseReason,
    },
    /// The pause is over.
    WentOn,
}

/// What kind of line stands in the live feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub enum FeedKind {
    /// Somebody came or went, or the game paused.
    Status,
    /// A vote was called or locked in.
    Progress,
    /// Something was brought to its end.
    Complete,
    /// Something went wrong.
    Error,
}

impl FeedEvent {
    /// What kind of line tells it.
    #[must_use]
    pub fn kind(&self) -> FeedKind {
        match self {
            Self::LockedIn { .. } | Self::VoteCalled { .. } => FeedKind::Progress,
            Self::VoteDue | Self::RevealBegan => FeedKind::Progress,
            Self::VerdictGiven { .. } | Self::RoundOver { .. } => FeedKind::Complete,
            Self::GameOver { .. } => FeedKind::Complete,
            Self::RoundCalledOff { .. } => FeedKind::Error,
            Self::Paused { reason } => match reason {
                PauseReason::Host => FeedKind::Status,
                PauseReason::HostAway => FeedKind::Error,
            },
            Self::RoomOpened | Self::BackInLobby | Self::WentOn => FeedKind::Status,
            Self::Joined { .. } | Self::CameBack { .. } | Self::Left { .. } => FeedKind::Status,
            Self::Hosts { .. } => FeedKind::Status,
            Self::ConnectionLost { .. } | Self::StillAway { .. } => FeedKind::Status,
            Self::CardsDealt { .. } | Self::Questions { .. } => FeedKind::Status,
        }
    }
}

impl fmt::Display for FeedEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RoomOpened => f.write_str("Room opened"),
            Self::Joined { name } => write!(f, "{name} joined"),
            Self::CameBack { name } => write!(f, "{name} is back"),
            Self::ConnectionLost { name } => write!(f, "{name} lost the connection"),
            Self::StillAway { name } => write!(f, "{name} is still away"),
            Self::Left { name } => write!(f, "{name} has left"),
            Self::Hosts { name } => write!(f, "{name} has host rights now"),
            Self::LockedIn { name } => write!(f, "{name} locked in"),
            Self::CardsDealt { round } => write!(f, "Round {round}: the cards are dealt"),
            Self::Questions { round } => write!(f, "Round {round}: questions"),
            Self::VoteCalled { name } => write!(f, "{name} called a vote"),
            Self::VoteDue => f.write_str("Time to vote"),
            Self::RevealBegan => f.write_str("The reveal begins"),
            Self::VerdictGiven { verdict } => f.write_str(match verdict {
                Verdict::SpyCaught => "Verdict: the spy was caught",
                Verdict::Innocent => "Verdict: an innocent was convicted",
                Verdict::NoConviction => "Verdict: nobody was convicted",
                Verdict::SpyWins => "Verdict: the spy wins",
            }),
            Self::RoundOver { round } => write!(f, "Round {round} is over"),
            Self::RoundCalledOff { reason } => f.write_str(match reason {
                CallOff::SpyLeft => "Round called off: the spy has left",
                CallOff::TooFewPlayers => "Round called off: too few players are left",
            }),
            Self::GameOver { winners, score } => {
                f.write_str("The game is over")?;
                match winners.as_slice() {
                    [] => Ok(()),
                    [name] => write!(f, ": {name} wins with {score}"),
                    [names @ .., last] => {
                        let names = names.join(", ");
                        write!(f, ": {names} and {last} win with {score}")
                    }
                }
            }
            Self::BackInLobby => f.write_str("Back in the lobby"),
            Self::Paused { reason } => f.write_str(match reason {
                PauseReason::Host => "Paused by the host",
                PauseReason::HostAway => "Paused: nobody is hosting",
            }),
            Self::WentOn => f.write_str("The game is back on"),
        }
    }
}
