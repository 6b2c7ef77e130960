//! State machine: in the lobby, in a round at one of its steps, or at the end.

use serde::{Deserialize, Serialize};

use super::phase::{Clock, Phase};
use crate::game::bots::plan::Plan;
use crate::game::people::seat::SeatId;
use crate::game::round::state::{Guess, Outcome, Round};
use crate::game::round::tally::Ballot;

/// Where a game stands, below a pause. What a stage does not have, nobody can ask it for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Stage {
    /// Guests come in; the host sets the game up.
    Lobby,
    /// A round runs, or its scores are shown.
    Round(Box<RoundInPlay>),
    /// The game is over; it was this round in which it came to its end.
    End(Box<Round>),
}

/// A round, how far it has come, and what hangs on its clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RoundInPlay {
    pub(crate) round: Round,
    pub(crate) step: Step,
    pub(crate) clock: Clock,
    /// What bots are going to do in this step.
    pub(crate) plans: Vec<Plan>,
}

/// How far a round has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Step {
    /// The round before was called off: everybody reads why, and the new cards come after that.
    Replaced,
    /// Everybody looks at their card.
    Roles {
        /// Who has.
        looked: Vec<SeatId>,
    },
    /// People question each other aloud.
    Questions,
    /// Everybody picks a suspect and a bet in secret.
    Vote(Vote),
    /// Votes, bets and the verdict are shown.
    Reveal(Judged),
    /// The spy who was convicted may name the location.
    LastWord(Judged),
    /// What the round was worth is shown.
    Scores(Judged),
    /// The round was called off, and there are too few players just now for another.
    CalledOff,
}

/// A vote, running or over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Vote {
    /// Who called it; nobody when the host or the clock did.
    pub(crate) caller: Option<SeatId>,
    pub(crate) ballots: Vec<Ballot>,
    /// The location that the spy named instead of voting.
    pub(crate) guess: Option<(SeatId, Guess)>,
}

/// A vote, or a guess, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Judged {
    pub(crate) vote: Vote,
    pub(crate) outcome: Outcome,
    /// What becomes of the last word, where the spy has one.
    pub(crate) last_word: Option<LastWord>,
}

/// What becomes of a spy's last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum LastWord {
    /// It may still come, so nobody is told where the round was.
    Open,
    Given(Guess),
    /// The time is over, or the spy is not there.
    Missed,
}

impl Judged {
    /// Whether the round's place is still a secret although the round is decided.
    pub(crate) fn is_last_word_open(&self) -> bool {
        self.last_word == Some(LastWord::Open)
    }
}

impl Stage {
    /// The phase that a state calls it.
    pub(crate) fn phase(&self) -> Phase {
        match self {
            Self::Lobby => Phase::Lobby,
            Self::Round(play) => play.step.phase(),
            Self::End(_) => Phase::End,
        }
    }

    /// The round that runs, or ran last.
    pub(crate) fn round(&self) -> Option<&Round> {
        match self {
            Self::Lobby => None,
            Self::Round(play) => Some(&play.round),
            Self::End(round) => Some(round),
        }
    }

    /// The round that runs, with its step.
    pub(crate) fn in_play(&self) -> Option<&RoundInPlay> {
        match self {
            Self::Round(play) => Some(play),
            Self::Lobby | Self::End(_) => None,
        }
    }

    /// The same, to change it.
    pub(crate) fn in_play_mut(&mut self) -> Option<&mut RoundInPlay> {
        match self {
            Self::Round(play) => Some(play),
            Self::Lobby | Self::End(_) => None,
        }
    }

    /// The countdown of the step; none runs in the lobby and at the end.
    pub(crate) fn clock(&self) -> Clock {
        self.in_play().map_or(Clock::Off, |play| play.clock)
    }

    /// The vote that runs, and its round.
    pub(crate) fn voting(&self) -> Option<(&Round, &Vote)> {
        match self.in_play() {
            Some(RoundInPlay {
                round,
                step: Step::Vote(vote),
                ..
            }) => Some((round, vote)),
            _ => None,
        }
    }

    /// The vote that runs, or was the last of this round until the questions go on.
    pub(crate) fn vote(&self) -> Option<&Vote> {
        match &self.in_play()?.step {
            Step::Vote(vote) => Some(vote),
            step => step.judged().map(|judged| &judged.vote),
        }
    }

    /// What came of that vote, once it was judged.
    pub(crate) fn outcome(&self) -> Option<&Outcome> {
        let judged = self.in_play()?.step.judged()?;
        Some(&judged.outcome)
    }
}

impl Step {
    /// The phase that a state calls it.
    pub(crate) fn phase(&self) -> Phase {
        match self {
            Self::Replaced | Self::Roles { .. } => Phase::Roles,
            Self::Questions => Phase::Questioning,
            Self::Vote(_) => Phase::Vote,
            Self::Reveal(_) | Self::LastWord(_) => Phase::Reveal,
            Self::Scores(_) | Self::CalledOff => Phase::Scoring,
        }
    }

    /// The vote that was judged, and what came of it.
    pub(crate) fn judged(&self) -> Option<&Judged> {
        match self {
            Self::Reveal(judged) | Self::LastWord(judged) | Self::Scores(judged) => Some(judged),
            Self::Replaced
            | Self::Roles { .. }
            | Self::Questions
            | Self::Vote(_)
            | Self::CalledOff => None,
        }
    }

    /// Whether nothing of the round has been judged yet, and it may be called off.
    pub(crate) fn is_open(&self) -> bool {
        match self {
            Self::Replaced | Self::Roles { .. } | Self::Questions | Self::Vote(_) => true,
            Self::Reveal(_) | Self::LastWord(_) | Self::Scores(_) | Self::CalledOff => false,
        }
    }
}

impl Vote {
    pub(crate) fn ballot_of(&self, seat: SeatId) -> Option<&Ballot> {
        self.ballots.iter().find(|ballot| ballot.voter == seat)
    }

    /// The location that the spy named.
    pub(crate) fn guess(&self) -> Option<Guess> {
        self.guess.map(|(_, guess)| guess)
    }

    /// Whether that seat has voted, or guessed instead.
    pub(crate) fn has_cast(&self, seat: SeatId) -> bool {
        self.ballot_of(seat).is_some() || self.guess.is_some_and(|(spy, _)| spy == seat)
    }

    /// How many have.
    pub(crate) fn cast(&self) -> usize {
        self.ballots.len() + usize::from(self.guess.is_some())
    }

    /// Whether a guess cut the vote short, or came before there was one: nobody else could vote then.
    pub(crate) fn is_cut_short(&self) -> bool {
        self.guess().is_some_and(|guess| !guess.sealed)
    }

    /// How many cards the reveal turns over, with so many players in the round.
    pub(crate) fn cards_to_reveal(&self, players: usize) -> usize {
        match self.is_cut_short() {
            true => self.ballots.len(),
            false => players,
        }
    }
}
