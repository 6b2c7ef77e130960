//! Why the game says no.

/// A command the game did not accept; it changed nothing. What to tell the player stands with the
/// error codes of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The name is empty, too long or cannot be seen.
    NameInvalid,
    /// Somebody connected has that name.
    NameTaken,
    /// Every seat of the room is taken.
    GameFull,
    /// The game is running; newcomers wait for the next one.
    GameAlreadyStarted,
    /// The game is running, but the name is that of a lost player: a host may let them back in.
    RejoinPending,
    /// The game is over, and the next one has not been opened yet.
    GameEnded,
    /// Only a host may do that.
    NotHost,
    /// The asker has no part in this round.
    NotInGame,
    /// Nobody here has that name.
    PlayerNotFound,
    /// That player is connected, or has been gone for less than 60 s.
    CannotRemoveConnected,
    /// Too few players are connected to start.
    NotEnoughPlayers,
    /// The round could not be dealt.
    StartAborted,
    /// Not in this phase.
    InvalidPhase,
    /// There is no such setting.
    ConfigInvalidField,
    /// The setting does not take that value.
    ConfigInvalidValue,
    /// The duration is out of range.
    ConfigInvalidDuration,
    /// The number of rounds is out of range.
    ConfigInvalidRounds,
    /// There is no such location pack.
    ConfigInvalidPack,
    /// Settings stand still once the game has begun.
    ConfigGameStarted,
    /// A vote without a suspect.
    NoTargetSelected,
    /// The suspect is oneself, or not in this round.
    InvalidTarget,
    /// A bet is 1, 2 or 3.
    InvalidConfidence,
    /// A vote is final.
    AlreadyVoted,
    /// Each player calls one vote a round.
    VoteAlreadyCalled,
    /// Only the spy guesses.
    NotSpy,
    /// The spy has voted, so cannot guess any more.
    SpyAlreadyActed,
    /// There is no such location in the pack.
    InvalidLocation,
}
