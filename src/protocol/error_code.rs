//! Every way to say no, each with one sentence for people that says what to do next.

use serde::Serialize;

use crate::game::Refusal;

/// Makes the enum and its sentences from one list, so that neither can lack an entry.
macro_rules! error_codes {
    ($($code:ident: $sentence:literal,)*) => {
        /// The `code` of an `error` message; on the wire in upper case, as in `ROOM_NOT_FOUND`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        #[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
        pub enum ErrorCode {
            $(#[doc = $sentence] $code,)*
        }

        impl ErrorCode {
            /// All codes.
            pub const ALL: &[Self] = &[$(Self::$code),*];

            /// The sentence for people: what happened, and what to do next.
            #[must_use]
            pub fn sentence(self) -> &'static str {
                match self {
                    $(Self::$code => $sentence,)*
                }
            }
        }
    };
}

error_codes! {
    InvalidMessage: "Message must be JSON with a 'type' field.",
    MessageParseFailed: "Could not parse message as JSON.",
    Internal: "Something went wrong on the server. Please try again.",
    RateLimited: "That was too fast. Wait a second, then try again.",
    ConnectionLimit: "The server is full. Close other tabs, or try again in a minute.",
    HostNotAllowed: "This server does not go by that name. Open it by its address.",
    NoGame: "No game is open. Open the host page on the TV first.",
    RoomRequired: "Enter the room code from the TV.",
    RoomNotFound: "There is no room with that code. Check the code on the TV.",
    RoomLimit: "The server has no space for another room. Close one that is not used any more.",
    NameInvalid: "Please pick a name of 1 to 20 visible characters.",
    NameTaken: "Somebody here has that name. Please pick another.",
    GameFull: "All seats are taken. Ask the host to make room.",
    GameAlreadyStarted: "The game has started. You can join the next one when it is over.",
    RejoinPending: "The host has been asked to let you back in. Please wait.",
    RejoinDenied: "The host did not let you in. Talk to them, or join the next game.",
    InvalidToken: "This device is not known here. Please join again.",
    SessionExpired: "You were away for too long and your seat was given up. Please join again.",
    NotHost: "Only the host can do that.",
    NotInGame: "You have no part in this round. Join, or wait for the next round.",
    NotConnected: "Connect to a room first: join, or scan the code on the TV.",
    PlayerNotFound: "There is no player with that name. Look at the list of players.",
    PlayerUnreachable: "That player’s phone does not answer. Ask them to unlock it.",
    CannotRemoveConnected: "A player can be removed after being disconnected for 60 seconds.",
    NotEnoughPlayers: "There are not enough connected players yet. Wait for more to join.",
    StartAborted: "The round could not be dealt. Pick another location pack and start again.",
    InvalidPhase: "That is not possible at this point of the game. Wait for the right phase.",
    GameEnded: "This game is over. You can join as soon as the host opens the next one.",
    ConfigInvalidField: "There is no such setting. Reload the page and try again.",
    ConfigInvalidValue: "The setting does not take that value. Pick one that is offered.",
    ConfigInvalidDuration: "That duration is out of range: rounds last 1-30 minutes, votes 15-180 and role cards 5-30 seconds.",
    ConfigInvalidRounds: "A game has 1 to 20 rounds. Pick a number in that range.",
    ConfigInvalidPack: "There is no such location pack. Pick one that is offered.",
    ConfigGameStarted: "Settings can be changed in the lobby only. End the game first.",
    NoTargetSelected: "Pick a suspect first.",
    InvalidTarget: "You can vote for another player of this round only. Pick another suspect.",
    InvalidConfidence: "A bet is 1, 2 or 3. Pick one of them.",
    AlreadyVoted: "Your vote is locked in. Wait for the others.",
    VoteAlreadyCalled: "You have called your vote for this round. Ask somebody else to call one.",
    NotSpy: "Only the spy guesses the location. Vote for a suspect instead.",
    SpyAlreadyActed: "You have voted, so you cannot guess any more. Wait for the others.",
    GameNotFound: "There is no past game with that id. Go back to the list of games.",
    HistoryOff: "This server does not remember games. Whoever runs it can turn that on with history = true.",
    InvalidLocation: "There is no such location. Pick one from the list.",
}

impl From<Refusal> for ErrorCode {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NameInvalid => Self::NameInvalid,
            Refusal::NameTaken => Self::NameTaken,
            Refusal::GameFull => Self::GameFull,
            Refusal::GameAlreadyStarted => Self::GameAlreadyStarted,
            Refusal::RejoinPending => Self::RejoinPending,
            Refusal::GameEnded => Self::GameEnded,
            Refusal::NotHost => Self::NotHost,
            Refusal::NotInGame => Self::NotInGame,
            Refusal::PlayerNotFound => Self::PlayerNotFound,
            Refusal::CannotRemoveConnected => Self::CannotRemoveConnected,
            Refusal::NotEnoughPlayers => Self::NotEnoughPlayers,
            Refusal::StartAborted => Self::StartAborted,
            Refusal::InvalidPhase => Self::InvalidPhase,
            Refusal::ConfigInvalidField => Self::ConfigInvalidField,
            Refusal::ConfigInvalidValue => Self::ConfigInvalidValue,
            Refusal::ConfigInvalidDuration => Self::ConfigInvalidDuration,
            Refusal::ConfigInvalidRounds => Self::ConfigInvalidRounds,
            Refusal::ConfigInvalidPack => Self::ConfigInvalidPack,
            Refusal::ConfigGameStarted => Self::ConfigGameStarted,
            Refusal::NoTargetSelected => Self::NoTargetSelected,
            Refusal::InvalidTarget => Self::InvalidTarget,
            Refusal::InvalidConfidence => Self::InvalidConfidence,
            Refusal::AlreadyVoted => Self::AlreadyVoted,
            Refusal::VoteAlreadyCalled => Self::VoteAlreadyCalled,
            Refusal::NotSpy => Self::NotSpy,
            Refusal::SpyAlreadyActed => Self::SpyAlreadyActed,
            Refusal::InvalidLocation => Self::InvalidLocation,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_written_as_the_protocol_names_them() {
        let code = serde_json::to_string(&ErrorCode::CannotRemoveConnected).unwrap();
        assert_eq!(code, "\"CANNOT_REMOVE_CONNECTED\"");
        assert_eq!(ErrorCode::ALL.len(), 44);
    }

    #[test]
    fn the_texts_that_clients_rely_on() {
        assert_eq!(
            ErrorCode::MessageParseFailed.sentence(),
            "Could not parse message as JSON."
        );
        assert_eq!(
            ErrorCode::InvalidMessage.sentence(),
            "Message must be JSON with a 'type' field."
        );
    }
}
