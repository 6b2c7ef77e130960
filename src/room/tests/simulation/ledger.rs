//! What has been acknowledged, and therefore has to be so in whatever anybody sees from then on.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::phone::Said;
use super::shown::{Ballot, Shown};

/// What became of something that was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It has not been answered.
    Open,
    /// It was acknowledged at that moment, as kept or not.
    Done(u64, bool),
    /// Nobody can know: it was not kept when the process died, or was refused and may come again.
    Unknown,
    Refused,
}

/// Something that somebody has said.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) who: usize,
    pub(super) message: Value,
    pub(super) said_at: u64,
    pub(super) copies: u32,
    /// The vote that ran when it was said.
    pub(super) ballot: Option<Ballot>,
    pub(super) fate: Fate,
    /// Whether an answer has told that it was done for the first time.
    is_first_known: bool,
}

impl Entry {
    pub(super) fn is(&self, kind: &str, action: &Value) -> bool {
        self.message["type"] == kind && self.message["action"] == *action
    }

    pub(super) fn is_done(&self) -> bool {
        matches!(self.fate, Fate::Done(..))
    }

    pub(super) fn may_be_done(&self) -> bool {
        self.fate != Fate::Refused
    }

    /// What changes nothing is not written down either.
    fn changes_nothing(&self) -> bool {
        ["get_state", "heartbeat"]
            .iter()
            .any(|kind| self.message["type"] == *kind)
    }
}

/// What all have been told.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) entries: BTreeMap<(usize, String), Entry>,
    /// Who has joined, and whether that is kept.
    pub(super) joined: BTreeMap<usize, bool>,
    /// Who may have joined.
    pub(super) has_asked: BTreeSet<&'static str>,
    /// Every token that was given out, and to whom.
    pub(super) tokens: Vec<(usize, String)>,
    /// The cards of a round, and its place.
    pub(super) cards: BTreeMap<(u64, usize), Value>,
    pub(super) places: BTreeMap<u64, String>,
    /// Counts what is said and answered.
    moment: u64,
    pub(super) duplicates: u32,
    pub(super) not_durable: u32,
    pub(super) votes: u32,
}

impl Ledger {
    pub(super) fn note_said(&mut self, who: usize, said: &Said, shown: Option<&Shown>) {
        self.moment += 1;
        if said.message["action"] == "approve_rejoin" {
            self.note_let_in(&said.message["player_name"]);
        }
        let is_vote = said.message["type"] == "vote";
        let entry = Entry {
            who,
            message: said.message.clone(),
            said_at: self.moment,
            copies: 0,
            ballot: shown.map(Shown::ballot).filter(|_| is_vote),
            fate: Fate::Open,
            is_first_known: false,
        };
        self.entries.insert((who, said.id.clone()), entry);
    }

    /// Whoever is let back in without a token has no host rights.
    fn note_let_in(&mut self, name: &Value) {
        for entry in self.entries.values_mut() {
            if entry.is("admin", &json!("make_host")) && entry.message["player_name"] == *name {
                entry.fate = Fate::Unknown;
            }
        }
    }

    /// One more copy is on its way.
    pub(super) fn note_copy(&mut self, who: usize, id: &str) {
        if let Some(entry) = self.entries.get_mut(&(who, id.to_owned())) {
            entry.copies += 1;
        }
    }

    pub(super) fn note_join(&mut self, name: &'static str) {
        self.has_asked.insert(name);
    }

    pub(super) fn note_joined(&mut self, who: usize, is_kept: bool) {
        self.joined.insert(who, is_kept);
    }

    pub(super) fn note_token(&mut self, who: usize, token: &str) {
        self.tokens.push((who, token.to_owned()));
    }

    /// Whether a token that somebody has can be unknown: only if its server could not write it down.
    pub(super) fn note_expelled(&mut self, who: usize, answer: &Value) {
        let is_kept = self.joined.remove(&who).unwrap_or_default();
        assert!(!is_kept, "phone {who} has lost its seat: {answer}");
    }

    /// The process has died; whether something is lost with it that was told as not durable.
    pub(super) fn note_crash(&mut self, is_lossy: bool) {
        for entry in self.entries.values_mut() {
            entry.fate = match entry.fate {
                Fate::Done(_, false) if is_lossy => Fate::Unknown,
                Fate::Done(at, false) => Fate::Done(at, true),
                fate => fate,
            };
            entry.is_first_known &= entry.fate != Fate::Unknown;
        }
        for is_kept in self.joined.values_mut() {
            *is_kept |= !is_lossy;
        }
        self.joined.retain(|_, is_kept| *is_kept);
        if is_lossy {
            self.cards.clear();
            self.places.clear();
        }
    }

    /// Enters an answer.
    pub(super) fn note_answer(&mut self, who: usize, id: &str, answer: &Value) {
        self.moment += 1;
        let at = self.moment;
        let key = (who, id.to_owned());
        if answer["code"] == "ALREADY_VOTED" {
            self.check_second_vote(&key, answer);
        }
        let entry = self.entries.get_mut(&key).expect("it was said");
        let is_duplicate = answer["duplicate"] == true;
        if answer["type"] == "error" {
            // Of several copies one may have been refused before another one was not.
            let may_come_again = entry.copies > 1;
            assert!(
                may_come_again || !entry.is_done(),
                "done and refused: {entry:?} {answer}"
            );
            entry.fate = match entry.fate {
                Fate::Done(at, is_kept) => Fate::Done(at, is_kept),
                _ if may_come_again => Fate::Unknown,
                _ => Fate::Refused,
            };
            return;
        }
        assert!(
            !is_duplicate || entry.copies > 1,
            "it was said once: {entry:?} {answer}"
        );
        if !is_duplicate {
            assert!(
                !entry.is_first_known || entry.changes_nothing(),
                "done twice: {entry:?} {answer}"
            );
            entry.is_first_known = true;
        }
        let is_durable = answer["durable"] != false;
        let was_kept = matches!(entry.fate, Fate::Done(_, true));
        entry.fate = Fate::Done(at, is_durable || was_kept);
        self.duplicates += u32::from(is_duplicate);
        self.not_durable += u32::from(!is_durable);
        self.votes += u32::from(entry.message["type"] == "vote");
    }

    /// Whoever is told that they have voted already has said another vote.
    fn check_second_vote(&self, key: &(usize, String), answer: &Value) {
        let others = self.entries.iter().filter(|(other, _)| *other != key);
        let mut others = others.map(|(_, entry)| entry);
        let is_other =
            |entry: &Entry| entry.who == key.0 && entry.ballot.is_some() && entry.may_be_done();
        assert!(others.any(is_other), "a vote counts twice: {answer}");
    }
}
