//! From what a member says to what the game is asked.

use crate::game::{Command, Setting};
use crate::protocol::{AdminAction, ClientMessage};

/// The game's command for a message; nothing for one the room answers itself.
pub(crate) fn command(message: ClientMessage) -> Option<Command> {
    Some(match message {
        ClientMessage::CallVote => Command::CallVote,
        ClientMessage::Vote(vote) => Command::Vote {
            target: vote.target.unwrap_or_default(),
            confidence: bet(vote.confidence.as_ref()),
        },
        ClientMessage::SpyGuess(guess) => Command::GuessLocation(guess.location_id),
        ClientMessage::Leave => Command::Leave,
        ClientMessage::Looked => Command::Look,
        ClientMessage::ClaimHost => Command::ClaimHost,
        ClientMessage::Configure(configure) => Command::Configure(Setting {
            field: configure.field,
            value: configure.value,
        }),
        _ => return None,
    })
}

/// A bet that was left out is 1; one that is no number from 0 to 255 is none the game knows.
fn bet(confidence: Option<&serde_json::Number>) -> u8 {
    match confidence {
        None => 1,
        Some(number) => number.as_u64().and_then(|n| n.try_into().ok()).unwrap_or(0),
    }
}

/// The game's command for a host's action; nothing for one that the room carries out itself.
pub(crate) fn admin_command(action: AdminAction, player: Option<&str>) -> Option<Command> {
    let named = || player.unwrap_or_default().to_owned();
    Some(match action {
        AdminAction::StartGame => Command::Start,
        AdminAction::AdvanceTurn => Command::AdvanceTurn,
        AdminAction::SkipToVote => Command::SkipToVote,
        AdminAction::NextRound => Command::NextRound,
        AdminAction::Pause => Command::TogglePause,
        AdminAction::Resume => Command::Resume,
        AdminAction::EndGame => Command::EndGame,
        AdminAction::MakeHost => Command::MakeHost(named()),
        AdminAction::RevokeHost => Command::RevokeHost(named()),
        AdminAction::PlayAgain => Command::PlayAgain,
        AdminAction::AddBot => Command::AddBot,
        AdminAction::RemoveBot => Command::RemoveBot(player.map(str::to_owned)),
        AdminAction::PlayWithBots => Command::PlayWithBots,
        AdminAction::EndSession
        | AdminAction::RemovePlayer
        | AdminAction::ApproveRejoin
        | AdminAction::DenyRejoin => return None,
    })
}
