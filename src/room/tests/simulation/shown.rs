//! What of a state the simulation looks at.

use std::collections::BTreeSet;

use serde_json::Value;

/// A vote, by where in a game it is: the round, and which vote of the round.
pub(super) type Ballot = (u64, u64);

#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub(super) state: Value,
}

impl Shown {
    /// The phase, a pause included.
    pub(super) fn phase(&self) -> &str {
        self.state["phase"].as_str().unwrap()
    }

    /// The phase below a pause.
    pub(super) fn phase_below(&self) -> &str {
        self.state["paused_phase"].as_str().unwrap_or(self.phase())
    }

    /// Whether whoever sees this has yet to vote.
    pub(super) fn asks_for_a_vote(&self) -> bool {
        self.phase() == "VOTE" && self.state["has_voted"] == false
    }

    pub(super) fn seq(&self) -> u64 {
        self.state["seq"].as_u64().unwrap()
    }

    /// The vote that runs, or ran last.
    pub(super) fn ballot(&self) -> Ballot {
        let number = |field: &str| self.state[field].as_u64().unwrap();
        (number("current_round"), number("vote_number"))
    }

    pub(super) fn names(&self) -> Vec<&str> {
        let players = self.state["players"].as_array().unwrap();
        let names = players.iter().filter_map(|player| player["name"].as_str());
        names.collect()
    }

    pub(super) fn bots(&self) -> usize {
        let names = self.names();
        names.iter().filter(|name| name.ends_with(" Bot")).count()
    }

    pub(super) fn hosts(&self) -> BTreeSet<&str> {
        let players = self.state["players"].as_array().unwrap();
        let hosts = players.iter().filter(|player| player["is_host"] == true);
        hosts.filter_map(|player| player["name"].as_str()).collect()
    }

    /// Whether the game hides something now.
    pub(super) fn is_secret(&self) -> bool {
        ["ROLES", "QUESTIONING", "VOTE"].contains(&self.phase_below())
    }

    /// The place on a card that tells it.
    pub(super) fn place(&self) -> Option<&str> {
        let card = self.state.get("role_data")?;
        let place = (card["is_spy"] == false).then(|| card["location"].as_str());
        place.flatten()
    }

    /// What is the same in every run of a seed.
    pub(super) fn trace(&self) -> String {
        let field = |name: &str| self.state[name].to_string();
        let shown = [
            "seq",
            "phase",
            "current_round",
            "your_vote",
            "votes_submitted",
        ];
        let card = &self.state["role_data"];
        format!(
            "{} {} {} {:?}",
            shown.map(field).join(" "),
            card["location"],
            card["role"],
            self.names()
        )
    }
}
