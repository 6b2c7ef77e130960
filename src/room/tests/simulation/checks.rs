//! What anybody sees has to agree with what was acknowledged, and to tell nobody else's secrets.

use std::collections::BTreeSet;

use serde_json::json;

use super::ledger::{Entry, Fate, Ledger};
use super::phone::TV;
use super::shown::Shown;
use super::world::NAMES;

impl Ledger {
    /// Looks at a state that somebody has read just now.
    pub(super) fn check(&mut self, who: usize, name: &str, shown: &Shown) {
        if shown.phase_below() == "LOBBY" {
            self.cards.clear();
            self.places.clear();
            // Votes of games before count no more.
            let entries = self.entries.values_mut();
            for entry in entries.filter(|entry| entry.fate != Fate::Open) {
                entry.ballot = None;
            }
        }
        self.check_setting(shown);
        self.check_players(shown);
        self.check_vote(who, shown);
        self.check_card(who, shown);
        if who != TV {
            assert_eq!(shown.state["you"]["name"], name);
        }
    }

    /// A setting has the value that was set last; of values that were said at the same time, any.
    fn check_setting(&self, shown: &Shown) {
        let shown = &shown.state["config"]["vote_duration_seconds"];
        let set = self
            .entries
            .values()
            .filter(|entry| entry.message["type"] == "configure");
        let set: Vec<&Entry> = set.filter(|entry| entry.may_be_done()).collect();
        let is_over = |entry: &Entry| {
            let Fate::Done(done_at, _) = entry.fate else {
                return false;
            };
            set.iter()
                .any(|other| other.is_done() && other.said_at > done_at)
        };
        let is_it = |entry: &&Entry| entry.message["value"] == *shown && !is_over(entry);
        let never_set = !set.iter().any(|entry| entry.is_done());
        assert!(
            set.iter().copied().any(|entry| is_it(&entry)) || (never_set && *shown == 60),
            "a setting is lost: {shown}, {set:?}"
        );
    }

    fn check_players(&self, shown: &Shown) {
        let names = shown.names();
        let different: BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(different.len(), names.len(), "{names:?}");
        for who in self.joined.keys().filter(|who| **who != TV) {
            let name = NAMES[*who];
            assert!(names.contains(&name), "{name} has lost the seat: {names:?}");
        }
        let people = names.iter().filter(|name| !name.ends_with(" Bot"));
        for name in people {
            assert!(self.has_asked.contains(name), "{name} has not joined");
        }
        let (least, most) = self.bots();
        let bots = shown.bots();
        assert!(
            (least..=most).contains(&bots),
            "{least} <= {bots} <= {most}"
        );
        for entry in self.entries.values() {
            if entry.is("admin", &json!("make_host")) && entry.is_done() {
                let name = entry.message["player_name"].as_str().unwrap();
                assert!(
                    shown.hosts().contains(name),
                    "{name} does not host any more"
                );
            }
        }
    }

    /// How many bots there have to be, and may be.
    pub(super) fn bots(&self) -> (usize, usize) {
        let added = || {
            self.entries
                .values()
                .filter(|entry| entry.is("admin", &json!("add_bot")))
        };
        let least = added().filter(|entry| entry.is_done()).count();
        let most = added().filter(|entry| entry.may_be_done()).count();
        (least, most)
    }

    /// Who has voted sees the vote, once.
    fn check_vote(&self, who: usize, shown: &Shown) {
        if shown.phase_below() != "VOTE" || who == TV {
            return;
        }
        let theirs = self.entries.values().filter(|entry| entry.who == who);
        let theirs: Vec<&Entry> = theirs.filter(|entry| entry.ballot.is_some()).collect();
        let vote = |entry: &&Entry| {
            let (target, bet) = (&entry.message["target"], &entry.message["confidence"]);
            json!({"target": target, "confidence": bet})
        };
        let (ballot, shown) = (Some(shown.ballot()), &shown.state["your_vote"]);
        let here = theirs.iter().filter(|entry| entry.ballot == ballot);
        for entry in here.filter(|entry| entry.is_done()) {
            assert_eq!(vote(entry), *shown, "a vote is lost or changed");
        }
        // It may have come late, in another vote than the one in which it was said.
        let mut possible = theirs.iter().filter(|entry| entry.may_be_done()).map(vote);
        let is_theirs = shown.is_null() || possible.any(|vote| vote == *shown);
        assert!(is_theirs, "nobody has said that: {shown}");
    }

    /// A card stays the same for its round, and nobody else's view knows it.
    fn check_card(&mut self, who: usize, shown: &Shown) {
        if !shown.is_secret() {
            return;
        }
        let (round, state) = (shown.ballot().0, &shown.state);
        for field in [
            "votes",
            "vote_results",
            "actual_spy",
            "location",
            "round_scores",
        ] {
            assert!(state.get(field).is_none(), "{field} in {state}");
        }
        if who == TV {
            for field in ["role_data", "is_spy", "location_list", "your_vote"] {
                assert!(state.get(field).is_none(), "{field} in {state}");
            }
        }
        if let Some(card) = state.get("role_data") {
            let known = self
                .cards
                .entry((round, who))
                .or_insert_with(|| card.clone());
            assert_eq!(known, card, "another card in round {round}");
        }
        if let Some(place) = shown.place() {
            let known = self.places.entry(round).or_insert_with(|| place.to_owned());
            assert_eq!(known, place, "another place in round {round}");
        } else if let Some(place) = self.places.get(&round) {
            let mut state = state.clone();
            state["role_data"]["possible_locations"].take();
            state["role_data"]["language_of"].take();
            state["location_list"].take();
            assert!(
                !state.to_string().contains(&format!("{place:?}")),
                "{place} in {state}"
            );
        }
    }

    /// Nobody hears somebody else's token.
    pub(super) fn check_secrets(&self, who: usize, text: &str) {
        for (owner, token) in self.tokens.iter().filter(|(owner, _)| *owner != who) {
            assert!(
                !text.contains(token),
                "phone {who} hears the token of {owner}"
            );
        }
    }
}
