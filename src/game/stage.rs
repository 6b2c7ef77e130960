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
    /// Everybody looks at their card.
    Roles,
    /// People question each other aloud.
    Questions,
    /// Everybody picks a suspect and a bet in secret.
    Vote(Vote),
    /// Votes, bets and the verdict are shown.
    Reveal(Judged),
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
    /// The location that the spy named, which ends the vote.
    pub(crate) guess: Option<Guess>,
}

/// A vote, or a guess, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Judged {
    pub(crate) vote: Vote,
    pub(crate) outcome: Outcome,
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
            Step::Reveal(judged) | Step::Scores(judged) => Some(&judged.vote),
            Step::Roles | Step::Questions | Step::CalledOff => None,
        }
    }

    /// What came of that vote, once it was judged.
    pub(crate) fn outcome(&self) -> Option<&Outcome> {
        match &self.in_play()?.step {
            Step::Reveal(judged) | Step::Scores(judged) => Some(&judged.outcome),
            Step::Roles | Step::Questions | Step::Vote(_) | Step::CalledOff => None,
        }
    }
}

impl Step {
    /// The phase that a state calls it.
    pub(crate) fn phase(&self) -> Phase {
        match self {
            Self::Roles => Phase::Roles,
            Self::Questions => Phase::Questioning,
            Self::Vote(_) => Phase::Vote,
            Self::Reveal(_) => Phase::Reveal,
            Self::Scores(_) | Self::CalledOff => Phase::Scoring,
        }
    }

    /// Whether the round's secrets are secrets: nothing of it has been judged, and it may be called off.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self, Self::Roles | Self::Questions | Self::Vote(_))
    }
}

impl Vote {
    pub(crate) fn ballot_of(&self, seat: SeatId) -> Option<&Ballot> {
        self.ballots.iter().find(|ballot| ballot.voter == seat)
    }

    /// How many cards the reveal turns over, with so many players in the round: everybody's, unless a guess
    /// cut the vote short.
    pub(crate) fn cards_to_reveal(&self, players: usize) -> usize {
        match self.guess {
            Some(_) => self.ballots.len(),
            None => players,
        }
    }
}
