//! What the server has acknowledged, and must therefore never lose or do twice.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::phone::{Answered, Phone};
use super::progress::{Progress, Step};

/// All that has been acknowledged in one room.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    settings: BTreeMap<String, Value>,
    hosts: BTreeSet<String>,
    is_paused: bool,
    /// The game is there or further.
    at_least: Progress,
    /// Whether the room has been closed.
    pub(super) is_closed: bool,
    rounds: u64,
}

impl Ledger {
    pub(super) fn new(rounds: u64) -> Self {
        Self {
            rounds,
            ..Self::default()
        }
    }

    /// Enters what `phone` has been answered.
    pub(super) fn enter(&mut self, phone: &mut Phone, answered: &Answered) {
        if answered.answer["type"] == "ack" {
            let message = &answered.said.message;
            let at = answered.said.at;
            match message["type"].as_str().unwrap() {
                "configure" => {
                    let field = message["field"].as_str().unwrap().to_owned();
                    self.settings.insert(field, message["value"].clone());
                }
                "vote" => phone.note_vote(message, at),
                "spy_guess" => self.raise(at.at(Step::Vote)),
                "call_vote" => self.raise(at.next_vote()),
                "admin" => self.enter_admin(message, at),
                _ => {}
            }
        }
    }

    fn enter_admin(&mut self, message: &Value, at: Progress) {
        match message["action"].as_str().unwrap() {
            "start_game" => self.raise(at.next_round()),
            "skip_to_vote" => self.raise(at.next_vote()),
            "next_round" if at.round == self.rounds => self.raise(at.at(Step::End)),
            "next_round" => self.raise(at.next_round()),
            // Without a finished round nothing is over.
            "end_game" if at.rounds_scored() == 0 => self.at_least = Progress::default(),
            "end_game" => self.raise(at.at(Step::End)),
            "play_again" => self.at_least = Progress::default(),
            "pause" => self.is_paused = !self.is_paused,
            "make_host" => {
                let name = message["player_name"].as_str().unwrap();
                self.hosts.insert(name.to_owned());
            }
            "end_session" => self.is_closed = true,
            _ => {}
        }
    }

    fn raise(&mut self, to: Progress) {
        self.at_least = self.at_least.max(to);
    }

    /// Compares it with what all phones see, once everything they said has been answered.
    pub(super) fn check(&self, phones: &[Phone]) {
        for phone in phones {
            let state = &phone.state;
            let progress = Progress::of(state);
            assert!(
                progress >= self.at_least,
                "{:?} is lost: {state}",
                self.at_least
            );
            let is_lobby = self.at_least == Progress::default();
            assert!(
                !is_lobby || progress.step == Step::Lobby,
                "no new game: {state}"
            );
            let is_paused = state["phase"] == "PAUSED";
            assert_eq!(is_paused, self.is_paused, "{state}");
            for (field, value) in &self.settings {
                assert_eq!(state["config"][field], *value, "{field}");
            }
            self.check_players(state, phones);
            phone.witness.see_vote(state);
            check_votes(state, progress, phones);
        }
        assert_eq!(phones[0].state["you"]["is_host"], true);
    }

    fn check_players(&self, state: &Value, phones: &[Phone]) {
        let players = state["players"].as_array().unwrap();
        let listed: Vec<&str> = players.iter().filter_map(|p| p["name"].as_str()).collect();
        let joined = phones
            .iter()
            .skip(1)
            .filter(|phone| !phone.token.is_empty());
        let joined: BTreeSet<&str> = joined.map(|phone| phone.name.as_str()).collect();
        assert_eq!(listed.len(), joined.len(), "{listed:?}");
        assert_eq!(listed.iter().copied().collect::<BTreeSet<_>>(), joined);
        for player in players {
            let is_host = self.hosts.contains(player["name"].as_str().unwrap());
            assert_eq!(player["is_host"], is_host, "{player}");
        }
    }
}

/// All votes that were acknowledged are counted, and no other.
fn check_votes(state: &Value, progress: Progress, phones: &[Phone]) {
    if state["phase"] == "VOTE" {
        let votes = phones
            .iter()
            .filter_map(|phone| phone.witness.ballot_at(progress));
        assert_eq!(state["votes_submitted"], votes.count(), "{state}");
    }
}
