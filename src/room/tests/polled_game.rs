//! A whole game played by polling alone.

use std::collections::BTreeSet;

use serde_json::json;

use super::caller::Caller;
use super::{NAMES, pass, rooms, seconds};
use crate::protocol::SessionToken;
use crate::room::RoomHandle;

/// A table at which everybody polls, the host too.
struct Table {
    host: Caller,
    players: Vec<Caller>,
    phases: BTreeSet<String>,
}

impl Table {
    async fn of(room: &RoomHandle, host_token: &SessionToken, size: usize) -> Self {
        let mut players = Vec::new();
        for name in &NAMES[..size] {
            players.push(Caller::join(room, name).await);
        }
        let host = Caller::new(room, Some(host_token));
        let phases = BTreeSet::new();
        Self {
            host,
            players,
            phases,
        }
    }

    /// Everybody polls every three seconds until that phase.
    async fn until(&mut self, phase: &str) {
        while self.look().await != phase {
            pass(seconds(3)).await;
        }
    }

    /// Everybody polls; all players' states are equally long.
    async fn look(&mut self) -> String {
        self.host.poll().await.unwrap();
        for player in &mut self.players {
            player.poll().await.unwrap();
        }
        let lengths: BTreeSet<usize> = self.players.iter().map(|player| player.length).collect();
        assert_eq!(lengths.len(), 1, "{lengths:?}");
        let phase = self.host.state["phase"].as_str().unwrap().to_owned();
        self.phases.insert(phase.clone());
        phase
    }

    async fn admin(&self, action: &str) {
        let answer = self.host.ask(json!({"type": "admin", "action": action}));
        assert_eq!(answer.await["type"], "ack", "{action}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_whole_game_can_be_played_by_polling_alone() {
    let rooms = rooms();
    let new = rooms.create().unwrap();
    let room = rooms.of_token(&new.host_token).unwrap();
    let mut table = Table::of(&room, &new.host_token, 5).await;
    table.until("LOBBY").await;
    let one_round = json!({"type": "configure", "field": "num_rounds", "value": 1});
    assert_eq!(table.host.ask(one_round).await["type"], "ack");
    table.admin("start_game").await;
    table.until("ROLES").await;
    table.until("QUESTIONING").await;
    let call = json!({"type": "call_vote"});
    assert_eq!(table.players[1].ask(call).await["type"], "ack");
    table.until("VOTE").await;
    table.admin("pause").await;
    table.until("PAUSED").await;
    table.admin("resume").await;
    table.until("VOTE").await;
    let is_spy = |player: &Caller| player.state["role_data"]["is_spy"] == true;
    let spy = table.players.iter().position(is_spy).unwrap();
    for (voter, player) in table.players.iter().enumerate() {
        let target = NAMES[if voter == spy { (spy + 1) % 5 } else { spy }];
        let vote = json!({"type": "vote", "target": target, "confidence": 3});
        assert_eq!(player.ask(vote).await["type"], "ack");
    }
    table.until("REVEAL").await;
    assert_eq!(table.players[0].state["actual_spy"], NAMES[spy]);
    table.until("SCORING").await;
    table.until("END").await;
    assert_eq!(table.phases.len(), 8, "{:?}", table.phases);
    assert_eq!(table.host.state["game_stats"]["spies_caught"], 1);
    assert_eq!(room.summary().await.unwrap().connected_count, 5);
}
