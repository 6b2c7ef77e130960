//! Everything that can be asked of a game, and who may ask.

use super::settings::Setting;
use crate::game::people::name::PlayerName;
use crate::game::people::seat::SeatId;

/// Who gives a command. The room knows this from the connection; no message can claim it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Somebody without a seat.
    Guest,
    /// The player in a seat.
    Seat(SeatId),
    /// The screen that opened the room: host rights without a seat.
    Host,
}

/// A wish to change the game.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Take a seat. A host who asks keeps host rights there.
    Join(PlayerName),
    /// The actor's connection is here (again).
    Arrive,
    /// The actor's connection is gone.
    Lose,
    /// Give the seat up for good.
    Leave,
    /// Change one setting in the lobby.
    Configure(Setting),
    /// Begin the game.
    Start,
    /// Propose the next pair.
    AdvanceTurn,
    /// Call a vote.
    CallVote,
    /// Go to the vote without a caller.
    SkipToVote,
    /// Pick a suspect, by name, and bet 1, 2 or 3 on it.
    Vote {
        /// The suspect's name.
        target: String,
        /// The bet.
        confidence: u8,
    },
    /// The spy names the location, by id.
    GuessLocation(String),
    /// The actor has seen their card.
    Look,
    /// Go on from the scores.
    NextRound,
    /// Pause, or resume when paused.
    TogglePause,
    /// Resume.
    Resume,
    /// Make the present totals final.
    EndGame,
    /// Back to the lobby with the same players.
    PlayAgain,
    /// Take a player's seat away.
    RemovePlayer {
        /// Whose.
        name: String,
        /// Even if they have been here within the last minute.
        force: bool,
    },
    /// Share host rights with a player.
    MakeHost(String),
    /// Take a player's host rights back.
    RevokeHost(String),
    /// Take host rights over, since nobody has hosted for long.
    ClaimHost,
    /// Let somebody who lost their token back into their seat.
    Readmit(SeatId),
    /// Give a seat to a bot.
    AddBot,
    /// Take a bot's seat away: of the one of that name, or of the last that was added.
    RemoveBot(Option<String>),
    /// Play a short round at once, with bots in the empty seats.
    PlayWithBots,
}

impl Command {
    /// Whether it takes host rights.
    pub(crate) fn is_for_hosts(&self) -> bool {
        match self {
            Self::Join(_)
            | Self::Arrive
            | Self::Lose
            | Self::Leave
            | Self::CallVote
            | Self::Vote { .. }
            | Self::GuessLocation(_)
            | Self::Look
            | Self::ClaimHost => false,
            Self::Configure(_)
            | Self::Start
            | Self::AdvanceTurn
            | Self::SkipToVote
            | Self::NextRound
            | Self::TogglePause
            | Self::Resume
            | Self::EndGame
            | Self::PlayAgain
            | Self::RemovePlayer { .. }
            | Self::MakeHost(_)
            | Self::RevokeHost(_)
            | Self::Readmit(_)
            | Self::AddBot
            | Self::RemoveBot(_)
            | Self::PlayWithBots => true,
        }
    }
}
