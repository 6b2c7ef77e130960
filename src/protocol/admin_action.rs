//! What a host can do with `admin`.

use serde::Deserialize;

/// What a host can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub enum AdminAction {
    /// Begin the game.
    StartGame,
    /// Propose the next pair.
    AdvanceTurn,
    /// Begin the vote.
    SkipToVote,
    /// Go on from the scores.
    NextRound,
    /// Pause, or resume when paused; also said `pause_game`.
    #[serde(alias = "pause_game")]
    Pause,
    /// Resume; also said `resume_game`.
    #[serde(alias = "resume_game")]
    Resume,
    /// Make the present totals final.
    EndGame,
    /// Take `player_name`'s seat away.
    RemovePlayer,
    /// Share host rights with `player_name`.
    MakeHost,
    /// Take them back.
    RevokeHost,
    /// Back to the lobby with the same players.
    PlayAgain,
    /// Close the room.
    EndSession,
    /// Let `player_name` back in without their token; with an empty one, a screen that wants to host.
    ApproveRejoin,
    /// Or not.
    DenyRejoin,
    /// Give a seat to a bot.
    AddBot,
    /// Take a bot's seat away: `player_name`'s, or that of the last that was added.
    RemoveBot,
    /// Play a short round at once, with bots in the empty seats.
    PlayWithBots,
}

impl AdminAction {
    /// Whether the action is done to somebody.
    #[must_use]
    pub fn needs_player(self) -> bool {
        matches!(
            self,
            Self::RemovePlayer
                | Self::MakeHost
                | Self::RevokeHost
                | Self::ApproveRejoin
                | Self::DenyRejoin
        )
    }
}
