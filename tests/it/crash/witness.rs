//! What one phone has seen, and what it must therefore see for ever: in every state it gets.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use spyster::protocol::epoch_ms;

use super::progress::{Progress, Step};

/// Seconds by which the process's last sign of life may have been late on a busy machine.
const LATE: f64 = 0.75;
/// Seconds by which a crash puts a clock forward at most.
const FORWARD: f64 = 1.0;

/// A vote that has been acknowledged.
#[derive(Debug, Clone)]
pub(super) struct Ballot {
    pub(super) progress: Progress,
    pub(super) target: String,
    pub(super) confidence: u64,
}

/// A countdown as it was shown.
#[derive(Debug, Clone, Copy)]
struct Shown {
    progress: Progress,
    is_running: bool,
    remaining: f64,
    server_time: u64,
    clock: Clock,
}

/// Which clock of a phase: a reveal has three, where a spy who was caught has a last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clock {
    First,
    LastWord,
    AfterIt,
}

impl Clock {
    fn of(state: &Value) -> Self {
        let has_last_word = state["phase"] != "SCORING" && state["last_word"].is_object();
        match state["timer"]["name"] == "last_word" {
            true => Self::LastWord,
            false if has_last_word && state["location"].is_object() => Self::AfterIt,
            false => Self::First,
        }
    }
}

/// What one phone remembers.
#[derive(Debug, Default)]
pub(super) struct Witness {
    pub(super) progress: Progress,
    /// The newest vote of its own that was acknowledged.
    pub(super) ballot: Option<Ballot>,
    seq: u64,
    timer: Option<Shown>,
    /// The card of a round.
    card: Option<(u64, Value)>,
    /// The scores after so many rounds.
    scores: Option<(u64, BTreeMap<String, Value>)>,
    /// When the server was killed first since the last state, in milliseconds since the Unix epoch.
    killed_at: Option<u64>,
    kills: u32,
}

impl Witness {
    /// The server has just been killed.
    pub(super) fn note_kill(&mut self) {
        self.killed_at.get_or_insert(epoch_ms());
        self.kills += 1;
    }

    /// Looks at a state; `is_player` says whether it is a seat's.
    pub(super) fn see(&mut self, state: &Value, is_player: bool) {
        let is_first = self.killed_at.is_some();
        let progress = Progress::of(state);
        self.see_order(state, is_first);
        if progress.step == Step::Lobby {
            (self.card, self.scores, self.timer, self.ballot) = (None, None, None, None);
        } else {
            assert!(
                progress >= self.progress,
                "back from {:?} to {progress:?}: {state}",
                self.progress
            );
            self.see_scores(state, progress);
        }
        if is_player && matches!(progress.step, Step::Roles | Step::Questioning | Step::Vote) {
            self.see_card(state, progress.round);
        }
        self.see_timer(state, progress);
        if is_first {
            // Only then it is sure that the state is younger than the acknowledgement.
            self.see_vote(state);
        }
        self.see_votes(state, progress);
        self.progress = progress;
        (self.killed_at, self.kills) = (None, 0);
    }

    fn see_order(&mut self, state: &Value, is_first: bool) {
        let seq = state["seq"].as_u64().unwrap();
        let is_later = seq > self.seq || (seq == self.seq && !is_first);
        assert!(is_later, "seq {seq} after {}", self.seq);
        self.seq = seq;
    }

    fn see_card(&mut self, state: &Value, round: u64) {
        let card = &state["role_data"];
        assert!(card.is_object(), "no card: {state}");
        match &self.card {
            Some((of, known)) if *of == round => {
                assert_eq!(known, card, "another card in round {round}");
            }
            _ => self.card = Some((round, card.clone())),
        }
    }

    fn see_scores(&mut self, state: &Value, progress: Progress) {
        let players = state["players"].as_array().unwrap();
        let score = |player: &Value| {
            let name = player["name"].as_str().unwrap().to_owned();
            (name, player["score"].clone())
        };
        let scores: BTreeMap<String, Value> = players.iter().map(score).collect();
        match &self.scores {
            Some((rounds, known)) if *rounds == progress.rounds_scored() => {
                assert_eq!(*known, scores, "other scores at {progress:?}");
            }
            _ => self.scores = Some((progress.rounds_scored(), scores)),
        }
    }

    fn see_timer(&mut self, state: &Value, progress: Progress) {
        let Some(whole) = state["timer"]["remaining"].as_f64() else {
            self.timer = None;
            return;
        };
        let server_time = state["server_time"].as_u64().unwrap();
        let ends_at = state["timer"]["ends_at"].as_u64();
        let exact = ends_at.map(|at| at.saturating_sub(server_time) as f64 / 1000.0);
        let remaining = exact.unwrap_or(whole);
        let shown = Shown {
            progress,
            is_running: state["phase"] != "PAUSED",
            remaining,
            server_time,
            clock: Clock::of(state),
        };
        let is_same = |before: &Shown| before.progress == progress && before.clock == shown.clock;
        if let Some(before) = self.timer.filter(is_same) {
            self.compare(before, shown);
        }
        self.timer = Some(shown);
    }

    fn compare(&self, before: Shown, now: Shown) {
        let changed = format!("{before:?}, {now:?}, killed at {:?}", self.killed_at);
        // A clock that stands still shows whole seconds.
        let rounded = if before.is_running && now.is_running {
            0.0
        } else {
            1.0
        };
        let most = before.remaining + rounded;
        assert!(now.remaining <= most, "backwards: {changed}");
        let passed = |until: u64| until.saturating_sub(before.server_time) as f64 / 1000.0;
        let forward = f64::from(self.kills) * FORWARD + LATE + rounded;
        let least = before.remaining - passed(now.server_time) - forward;
        assert!(now.remaining >= least.max(0.0), "too far: {changed}");
        if let Some(killed_at) = self.killed_at
            && before.is_running
            && now.is_running
        {
            // What the page itself had counted down to when the server died.
            let counted = (before.remaining - passed(killed_at)).max(0.0);
            assert!(now.remaining <= counted + LATE, "given back: {changed}");
        }
    }

    /// The vote this phone has cast in the vote that runs, as the server has it.
    pub(super) fn see_vote(&self, state: &Value) {
        if state["phase"] != "VOTE" {
            return;
        }
        if let Some(ballot) = self.ballot_at(Progress::of(state)) {
            let vote = json!({"target": ballot.target, "confidence": ballot.confidence});
            assert_eq!(state["your_vote"], vote, "a vote is lost or changed");
            assert_eq!(state["has_voted"], true);
        }
    }

    /// This phone's vote in the vote of that step, if it was acknowledged.
    pub(super) fn ballot_at(&self, progress: Progress) -> Option<&Ballot> {
        let is_there = |ballot: &&Ballot| ballot.progress == progress.at(Step::Vote);
        self.ballot.as_ref().filter(is_there)
    }

    /// A reveal shows each vote once.
    fn see_votes(&self, state: &Value, progress: Progress) {
        if state["phase"] != "REVEAL" || state["spy_guess"]["guessed"] == true {
            return;
        }
        let Some(ballot) = self.ballot_at(progress) else {
            return;
        };
        let votes = state["votes"].as_array().unwrap();
        let me = &state["you"]["name"];
        let mine: Vec<&Value> = votes.iter().filter(|vote| vote["voter"] == *me).collect();
        assert_eq!(mine.len(), 1, "{votes:?}");
        let (target, bet) = (&mine[0]["target"], &mine[0]["confidence"]);
        assert!(*target == json!(ballot.target) && *bet == json!(ballot.confidence));
    }
}
