//! How far a game has come: what a crash must never turn back.

use serde_json::Value;

/// How far a game has come; what is later is greater. In one round a vote that convicts nobody is followed by
/// questions again, so questions after a vote come after its reveal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Progress {
    pub(super) round: u64,
    /// Votes of the round that have begun.
    pub(super) votes: u64,
    pub(super) step: Step,
}

/// The phases of a round, by where they stand between two votes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    #[default]
    Lobby,
    Roles,
    Vote,
    Reveal,
    Questioning,
    Scoring,
    End,
}

impl Progress {
    /// Where a state says that the game is, below a pause.
    pub(super) fn of(state: &Value) -> Self {
        let phase = match state["phase"].as_str() {
            Some("PAUSED") => state["paused_phase"].as_str(),
            phase => phase,
        };
        let step = match phase.unwrap() {
            "LOBBY" => Step::Lobby,
            "ROLES" => Step::Roles,
            "VOTE" => Step::Vote,
            "REVEAL" => Step::Reveal,
            "QUESTIONING" => Step::Questioning,
            "SCORING" => Step::Scoring,
            "END" => Step::End,
            other => panic!("no phase: {other}"),
        };
        if step == Step::Lobby {
            return Self::default();
        }
        Self {
            round: state["current_round"].as_u64().unwrap(),
            votes: state["vote_number"].as_u64().unwrap(),
            step,
        }
    }

    pub(super) fn at(self, step: Step) -> Self {
        Self { step, ..self }
    }

    /// The vote that comes next in the round.
    pub(super) fn next_vote(self) -> Self {
        Self {
            votes: self.votes + 1,
            step: Step::Vote,
            ..self
        }
    }

    /// The deal of the next round.
    pub(super) fn next_round(self) -> Self {
        Self {
            round: self.round + 1,
            votes: 0,
            step: Step::Roles,
        }
    }

    /// Rounds whose points are in the scores.
    pub(super) fn rounds_scored(self) -> u64 {
        match self.step {
            Step::Scoring | Step::End => self.round,
            _ => self.round.saturating_sub(1),
        }
    }
}
