//! A room with its TV and its players, all on real sockets.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Player, Reachable, send};

const NAMES: [&str; 10] = [
    "Ana", "Ben", "Cem", "Dora", "Eli", "Fay", "Gus", "Hana", "Ida", "Jo",
];

/// Longer than a reveal lasts at most.
pub(crate) const REVEAL: Duration = Duration::from_secs(20);
/// How long a caught spy has for a last word.
const LAST_WORD: Duration = Duration::from_secs(15);
/// How long it is shown where the round was after that.
const THE_PLACE: Duration = Duration::from_secs(3);
/// How long cards are shown with the default settings.
pub(crate) const CARDS: Duration = Duration::from_secs(10);

/// Everybody in a room.
pub(crate) struct Party {
    /// The room's code.
    pub(crate) room: String,
    /// The screen that opened the room.
    pub(crate) host: Player,
    pub(crate) players: Vec<Player>,
}

/// Opens a room; its code and the host's token come back.
pub(crate) async fn open_room(server: &impl Reachable) -> (String, String) {
    let opened = send(server, "POST", "/api/spyster/rooms", &[], "").await;
    assert_eq!(opened.status, StatusCode::CREATED);
    let text = |field: &str| opened.json()[field].as_str().unwrap().to_owned();
    (text("room"), text("host_token"))
}

impl Party {
    /// A new room with its screen and `size` players.
    pub(crate) async fn of(server: &impl Reachable, size: usize) -> Self {
        let (room, host_token) = open_room(server).await;
        let host = Player::resume(server, &host_token).await;
        let mut players = Vec::new();
        for name in &NAMES[..size] {
            players.push(Player::join(server, &room, name).await);
        }
        let mut party = Self {
            room,
            host,
            players,
        };
        for player in party.everybody() {
            player.state(|state| state["player_count"] == size).await;
        }
        party
    }

    /// A room that has been opened, with its screen; whoever plays there comes without sockets.
    pub(crate) async fn hosted(server: &impl Reachable, room: &str, host_token: &str) -> Self {
        Self {
            room: room.to_owned(),
            host: Player::resume(server, host_token).await,
            players: Vec::new(),
        }
    }

    /// The players and the screen.
    pub(crate) fn everybody(&mut self) -> impl Iterator<Item = &mut Player> {
        self.players.iter_mut().chain([&mut self.host])
    }

    /// Waits until everybody has seen that phase.
    pub(crate) async fn phase(&mut self, phase: &str) {
        for player in self.everybody() {
            player.phase(phase).await;
        }
    }

    /// Waits for a phase that begins when the one before has lasted for `time`, which is skipped.
    pub(crate) async fn phase_after(&mut self, time: Duration, phase: &str) {
        skip(time).await;
        self.phase(phase).await;
    }

    /// Lets the reveal pass, and with it the last word of a spy who was caught and says nothing.
    pub(crate) async fn after_reveal(&mut self, next: &str) {
        skip(REVEAL).await;
        if self.host.state["last_word"].is_object() {
            for player in self.everybody() {
                player
                    .state(|state| state["timer"]["name"] == "last_word")
                    .await;
                // Otherwise it would have said nothing for so long that it counts as lost.
                player.accepted(json!({"type": "heartbeat"})).await;
            }
            skip(LAST_WORD).await;
            for player in self.everybody() {
                player.state(|state| state["location"].is_object()).await;
            }
            skip(THE_PLACE).await;
        }
        self.phase(next).await;
    }

    /// Starts a game and goes to the questions.
    pub(crate) async fn question(&mut self) {
        self.host.admin("start_game").await;
        self.phase("ROLES").await;
        self.phase_after(CARDS, "QUESTIONING").await;
    }

    /// Goes from the questions to the vote.
    pub(crate) async fn go_to_vote(&mut self) {
        self.host.admin("skip_to_vote").await;
        self.phase("VOTE").await;
    }

    /// Which player is the spy, by their own card.
    pub(crate) fn spy(&self) -> usize {
        let is_spy = |player: &Player| player.state["role_data"]["is_spy"] == true;
        self.players.iter().position(is_spy).unwrap()
    }

    /// Somebody who is not the spy.
    pub(crate) fn innocent(&self) -> usize {
        usize::from(self.spy() == 0)
    }

    /// One player's vote for another.
    pub(crate) async fn vote(&mut self, voter: usize, target: usize, confidence: u8) {
        let target = self.players[target].name.clone();
        let vote = json!({"type": "vote", "target": target, "confidence": confidence});
        self.players[voter].accepted(vote).await;
    }

    /// Everybody votes for the next in the row, so that nobody is convicted.
    pub(crate) async fn vote_in_a_circle(&mut self) {
        let size = self.players.len();
        for voter in 0..size {
            self.vote(voter, (voter + 1) % size, 1).await;
        }
    }

    /// Everybody votes for the spy, and the spy for somebody else.
    pub(crate) async fn convict_the_spy(&mut self) {
        let (spy, innocent) = (self.spy(), self.innocent());
        for voter in 0..self.players.len() {
            let target = if voter == spy { innocent } else { spy };
            self.vote(voter, target, 1).await;
        }
    }
}

/// Moves the clock on, as if everybody had waited for so long. It takes no time.
pub(crate) async fn skip(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}

/// A player's score in a state.
pub(crate) fn score(state: &Value, name: &str) -> i64 {
    let players = state["players"].as_array().unwrap();
    let player = players.iter().find(|player| player["name"] == name);
    player.unwrap()["score"].as_i64().unwrap()
}
