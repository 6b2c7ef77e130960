//! Nothing is told before it is kept, and nothing is lost when it can't be.

use serde_json::{Value, json};
use tokio::time::timeout;

use super::caller::Caller;
use super::client::{Client, fresh_id};
use super::{NAMES, Party, idle, pass, rooms_in, seconds};
use crate::room::Rooms;
use crate::store::testing::Faulty;
use crate::store::{Change, Store};

async fn party_in(store: &Store, size: usize) -> (Rooms, Party) {
    let rooms = rooms_in(store.clone(), |_| {});
    let party = Party::in_house(&rooms, size).await;
    (rooms, party)
}

async fn read_all(party: &mut Party) -> usize {
    idle().await;
    party.everybody().map(|client| client.read().len()).sum()
}

#[tokio::test(start_paused = true)]
async fn neither_the_ack_nor_the_state_leaves_before_the_change_is_kept() {
    let store = Store::in_memory();
    let (_rooms, mut party) = party_in(&store, 4).await;
    party.vote().await;
    read_all(&mut party).await;
    store.hold();
    let vote = json!({"type": "vote", "target": "Ben", "confidence": 3, "id": "v"});
    {
        let said = party.players[0].say(vote);
        assert!(
            timeout(seconds(5), said).await.is_err(),
            "whoever says it waits too"
        );
    }
    assert_eq!(read_all(&mut party).await, 0);
    store.release();
    idle().await;
    let heard = party.players[0].read();
    assert_eq!(
        heard[0],
        json!({"type": "ack", "received": "vote", "id": "v"})
    );
    assert_eq!(heard[1]["votes_submitted"], 1);
    party.host.read();
    assert_eq!(party.host.state["votes_submitted"], 1);
}

#[tokio::test(start_paused = true)]
async fn who_looks_meanwhile_sees_nothing_that_could_still_be_lost() {
    let store = Store::in_memory();
    let (_rooms, mut party) = party_in(&store, 4).await;
    party.vote().await;
    let token = party.players[1].token.clone().unwrap();
    store.hold();
    let vote = json!({"type": "vote", "target": "Ben", "confidence": 3, "id": "v"});
    let _ = timeout(seconds(1), party.players[0].say(vote)).await;
    let poll = party.room.poll(token, None);
    assert!(timeout(seconds(5), poll).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_new_room_answers_only_once_it_is_kept() {
    let store = Store::in_memory();
    let rooms = rooms_in(store.clone(), |_| {});
    store.hold();
    let new = rooms.create().unwrap();
    let room = rooms.of_token(&new.host_token).unwrap();
    assert!(timeout(seconds(5), room.summary()).await.is_err());
    store.release();
    assert_eq!(room.summary().await.unwrap().room, new.room);
    assert_eq!(store.storage().rooms().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_closed_room_is_forgotten_before_anybody_hears_of_it() {
    let store = Store::in_memory();
    let (rooms, mut party) = party_in(&store, 4).await;
    read_all(&mut party).await;
    store.hold();
    let end = json!({"type": "admin", "action": "end_session", "id": "e"});
    let _ = timeout(seconds(1), party.host.say(end)).await;
    assert_eq!(read_all(&mut party).await, 0);
    store.release();
    idle().await;
    assert!(store.storage().rooms().unwrap().is_empty());
    assert_eq!(party.host.answers_to(&json!("e")).len(), 0);
    let (last, _) = party.host.closed().await;
    assert_eq!(last, "room_closed");
    assert_eq!(party.host.answers_to(&json!("e"))[0]["type"], "ack");
    assert_eq!(rooms.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn what_can_not_be_kept_counts_all_the_same_and_says_so() {
    let disk = Faulty::default();
    let store = Store::inline(disk.clone());
    let (_rooms, mut party) = party_in(&store, 4).await;
    party.vote().await;
    disk.set_broken(true);
    let vote = json!({"type": "vote", "target": "Ben", "confidence": 3, "id": "v"});
    let ack = party.players[0].tell(vote).await;
    let not_durable = json!({"type": "ack", "received": "vote", "id": "v", "durable": false});
    assert_eq!(ack, not_durable);
    party
        .host
        .state(|state| state["votes_submitted"] == 1)
        .await;
    assert!(store.trouble().is_some());
    disk.set_broken(false);
    let ack = party.players[1].vote("Ana").await;
    assert_eq!(ack.get("durable"), None);
    assert_eq!(store.trouble(), None);
}

/// Plays a round; the answers that were no plain `ack` come back.
async fn round(party: &mut Party) -> Vec<Value> {
    let mut odd = Vec::new();
    let spy = party.spy();
    for voter in 0..party.players.len() {
        let target = NAMES[if voter == spy {
            usize::from(spy == 0)
        } else {
            spy
        }];
        let ack = party.players[voter].vote(target).await;
        assert_eq!(ack["type"], "ack", "{ack}");
        odd.extend(ack.get("durable").map(|_| ack.clone()));
    }
    party.phase("SCORING").await;
    odd
}

#[tokio::test(start_paused = true)]
async fn a_write_error_at_any_step_stops_nobody_and_is_made_up_for() {
    let mut failed = 0;
    for step in 1..60 {
        let disk = Faulty::default();
        disk.fail_commit(step);
        let store = Store::inline(disk.clone());
        let (_rooms, mut party) = party_in(&store, 4).await;
        let rounds = json!({"type": "configure", "field": "num_rounds", "value": 1});
        assert_eq!(party.host.ask(rounds).await["type"], "ack");
        party.vote().await;
        let odd = round(&mut party).await;
        assert!(odd.len() <= 1, "one commit failed, one answer says so");
        failed += odd.len();
        party.phase("END").await;
        idle().await;
        let stored = store.storage().rooms().unwrap();
        let saved: Value = serde_json::from_slice(stored[0].body.as_ref().unwrap()).unwrap();
        if disk.commits() > step {
            assert_eq!(saved["seq"], party.host.state["seq"], "failed at {step}");
            assert_eq!(store.storage().games(None, 10).unwrap().len(), 1);
        }
    }
    assert_eq!(
        failed, 4,
        "each of the four votes was once the one that could not be kept"
    );
}

#[tokio::test(start_paused = true)]
async fn a_finished_game_is_remembered_once() {
    let store = Store::in_memory();
    let (_rooms, mut party) = party_in(&store, 4).await;
    let rounds = json!({"type": "configure", "field": "num_rounds", "value": 1});
    party.host.ask(rounds).await;
    for games in 1..=2 {
        party.vote().await;
        round(&mut party).await;
        party.phase("END").await;
        party.admin("pause").await;
        party.admin("pause").await;
        let remembered = store.storage().games(None, 10).unwrap();
        assert_eq!(remembered.len(), games);
        let report: Value = serde_json::from_slice(&remembered[0].body).unwrap();
        assert_eq!(report["is_complete"], true);
        assert_eq!(report["rounds"].as_array().unwrap().len(), 1);
        party.admin("play_again").await;
        party.phase("LOBBY").await;
    }
    let standings = store.storage().leaderboard(10).unwrap();
    assert_eq!(standings.len(), 4);
    assert!(standings.iter().all(|standing| standing.games == 2));
}

#[tokio::test(start_paused = true)]
async fn an_abandoned_game_is_remembered_as_far_as_it_got() {
    for rounds in [0, 1] {
        let store = Store::in_memory();
        let (_rooms, mut party) = party_in(&store, 4).await;
        party.vote().await;
        if rounds == 1 {
            round(&mut party).await;
        }
        for client in party.everybody() {
            client.lose();
        }
        pass(seconds(3600)).await;
        let remembered = store.storage().games(None, 10).unwrap();
        assert_eq!(remembered.len(), rounds, "after {rounds} rounds");
        for game in remembered {
            let report: Value = serde_json::from_slice(&game.body).unwrap();
            assert_eq!(report["is_complete"], false);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_game_with_bots_is_never_remembered() {
    let store = Store::in_memory();
    let (_rooms, mut party) = party_in(&store, 1).await;
    assert_eq!(party.admin("play_with_bots").await["type"], "ack");
    let began = tokio::time::Instant::now();
    party.phase("SCORING").await;
    party.phase("END").await;
    assert!(began.elapsed() < seconds(180));
    assert_eq!(party.host.state["player_count"], 5);
    for client in party.everybody() {
        client.lose();
    }
    pass(seconds(3600)).await;
    assert!(
        store.storage().rooms().unwrap().is_empty(),
        "bots keep no room open"
    );
    assert!(store.storage().games(None, 10).unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn where_history_is_off_nothing_is_remembered() {
    let store = Store::in_memory();
    let rooms = rooms_in(store.clone(), |options| options.remembers_games = false);
    let mut party = Party::in_house(&rooms, 4).await;
    party.vote().await;
    round(&mut party).await;
    party.admin("end_game").await;
    party.phase("END").await;
    assert!(store.storage().games(None, 10).unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_message_over_rest_is_answered_once_it_is_kept() {
    let store = Store::in_memory();
    let (_rooms, mut party) = party_in(&store, 4).await;
    party.vote().await;
    let token = party.players[0].token.clone().unwrap();
    let caller = Caller::new(&party.room, Some(&token));
    store.hold();
    let vote = json!({"type": "vote", "target": "Ben", "confidence": 1, "id": fresh_id()});
    assert!(timeout(seconds(5), caller.post(vote)).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn the_packs_text_is_kept_once() {
    let store = Store::in_memory();
    let (_rooms, mut party) = party_in(&store, 4).await;
    party.vote().await;
    let stored = store.storage().rooms().unwrap();
    let saved: Value = serde_json::from_slice(stored[0].body.as_ref().unwrap()).unwrap();
    let pack = saved["pack"].as_str().unwrap();
    assert!(store.storage().pack(pack).unwrap().is_some());
    assert!(
        !saved.to_string().contains("flavor"),
        "not in every snapshot"
    );
    store.queue(Change::ForgetRoom {
        room: "none".into(),
    });
    let watcher = Client::watch(&party.room).await;
    assert!(watcher.heard.iter().all(|text| !text.contains(pack)));
}
