//! Exactly once: what is said again under the same id is answered again and not done again.

use serde_json::{Value, json};

use super::caller::Caller;
use super::client::Client;
use super::{NAMES, Party, idle, rooms_in};
use crate::protocol::{Join, decode};
use crate::room::{Claim, ReplyTo};
use crate::store::testing::Faulty;
use crate::store::{Storage, Store};

/// Done twice it would undo itself.
fn pause(id: &str) -> Value {
    json!({"type": "admin", "action": "pause", "id": id})
}

fn vote(target: &str, id: &str) -> Value {
    json!({"type": "vote", "target": target, "confidence": 3, "id": id})
}

fn done(received: &str, id: &str) -> Value {
    json!({"type": "ack", "received": received, "id": id})
}

fn duplicate(received: &str, id: &str) -> Value {
    json!({"type": "ack", "received": received, "id": id, "duplicate": true})
}

#[tokio::test(start_paused = true)]
async fn what_is_said_twice_is_done_once_and_answered_twice() {
    let mut party = Party::of(4).await;
    party.vote().await;
    let ana = &mut party.players[0];
    assert_eq!(ana.tell(vote("Ben", "v")).await, done("vote", "v"));
    // Neither another vote under that id nor anything else is done.
    for again in [vote("Ben", "v"), vote("Cem", "v")] {
        assert_eq!(ana.tell(again).await, duplicate("vote", "v"));
    }
    let leave = json!({"type": "leave", "id": "v"});
    assert_eq!(ana.tell(leave).await, duplicate("leave", "v"));
    idle().await;
    ana.read();
    assert_eq!(ana.answers_to(&json!("v")).len(), 4);
    assert_eq!(ana.state["votes_submitted"], 1);
    assert_eq!(
        ana.state["your_vote"],
        json!({"target": "Ben", "confidence": 3})
    );
}

#[tokio::test(start_paused = true)]
async fn a_duplicate_is_no_news_for_anybody() {
    let mut party = Party::of(4).await;
    party.vote().await;
    assert_eq!(party.players[0].tell(vote("Ben", "v")).await["type"], "ack");
    idle().await;
    for client in party.everybody() {
        client.read();
    }
    party.players[0].say(vote("Ben", "v")).await;
    idle().await;
    assert_eq!(party.players[0].read(), [duplicate("vote", "v")]);
    for client in party.everybody() {
        assert!(client.read().is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn a_new_connection_remembers_what_the_old_one_said() {
    let mut party = Party::of(4).await;
    party.question().await;
    assert_eq!(party.host.tell(pause("p")).await["type"], "ack");
    for is_lost_first in [true, false] {
        if is_lost_first {
            party.host.lose();
        }
        party.host = Client::resume(&party.room, &party.host_token).await;
        assert_eq!(party.host.tell(pause("p")).await, duplicate("admin", "p"));
        party.phase("PAUSED").await;
    }
    idle().await;
    party.host.read();
    assert_eq!(party.host.state["phase"], "PAUSED");
}

#[tokio::test(start_paused = true)]
async fn all_screens_of_the_host_share_what_was_said() {
    let mut party = Party::of(4).await;
    party.question().await;
    let mut laptop = Client::resume(&party.room, &party.host_token).await;
    assert_eq!(laptop.tell(pause("p")).await["type"], "ack");
    assert_eq!(party.host.tell(pause("p")).await, duplicate("admin", "p"));
}

#[tokio::test(start_paused = true)]
async fn over_rest_and_over_a_socket_is_the_same_session() {
    let mut party = Party::of(4).await;
    party.vote().await;
    let caller = |client: &Client| Caller::new(&party.room, client.token.as_ref());
    let (ana, ben) = (caller(&party.players[0]), caller(&party.players[1]));
    assert_eq!(
        party.players[0].tell(vote("Ben", "a")).await,
        done("vote", "a")
    );
    assert_eq!(ana.tell(vote("Ben", "a")).await, duplicate("vote", "a"));
    assert_eq!(ben.tell(vote("Ana", "b")).await, done("vote", "b"));
    assert_eq!(ben.tell(vote("Ana", "b")).await, duplicate("vote", "b"));
    assert_eq!(
        party.players[1].tell(vote("Ana", "b")).await,
        duplicate("vote", "b")
    );
    party
        .host
        .state(|state| state["votes_submitted"] == 2)
        .await;
}

#[tokio::test(start_paused = true)]
async fn the_last_sixty_four_are_remembered_and_the_one_before_is_not() {
    let mut party = Party::of(4).await;
    let rounds = |number: usize| {
        let value = 1 + number % 20;
        json!({"type": "configure", "field": "num_rounds", "value": value, "id": number.to_string()})
    };
    for number in 0..65 {
        let answer = party.host.tell(rounds(number)).await;
        assert_eq!(answer, done("configure", &number.to_string()));
    }
    // Asking again does not push anything out.
    for _ in 0..2 {
        for number in 1..65 {
            let answer = party.host.tell(rounds(number)).await;
            assert_eq!(answer, duplicate("configure", &number.to_string()));
        }
    }
    assert_eq!(party.host.tell(rounds(0)).await, done("configure", "0"));
    assert_eq!(party.host.tell(rounds(1)).await, done("configure", "1"));
}

#[tokio::test(start_paused = true)]
async fn what_was_refused_may_be_said_again() {
    let mut party = Party::of(4).await;
    party.question().await;
    let ana = &mut party.players[0];
    assert_eq!(ana.tell(vote("Ben", "v")).await["code"], "INVALID_PHASE");
    party
        .host
        .tell(json!({"type": "admin", "action": "skip_to_vote", "id": "v"}))
        .await;
    party.phase("VOTE").await;
    let ana = &mut party.players[0];
    assert_eq!(ana.tell(vote("Ana", "v")).await["code"], "INVALID_TARGET");
    assert_eq!(ana.tell(vote("Ben", "v")).await, done("vote", "v"));
    assert_eq!(ana.tell(vote("Ben", "v")).await, duplicate("vote", "v"));
}

#[tokio::test(start_paused = true)]
async fn everybody_has_ids_of_their_own() {
    let mut party = Party::of(4).await;
    party.vote().await;
    for (voter, target) in [(0, 1), (1, 2), (2, 3), (3, 0)] {
        let answer = party.players[voter].tell(vote(NAMES[target], "1")).await;
        assert_eq!(answer, done("vote", "1"));
    }
    party.phase("REVEAL").await;
    // The game has gone on; what was done stays done.
    for player in &mut party.players {
        assert_eq!(player.tell(vote("Ana", "1")).await, duplicate("vote", "1"));
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_replaced_connection_says_is_neither_done_nor_remembered() {
    let mut party = Party::of(4).await;
    party.vote().await;
    let token = party.players[0].token.clone().unwrap();
    let mut newer = Client::resume(&party.room, &token).await;
    party.players[0].say(vote("Ben", "v")).await;
    idle().await;
    assert!(
        party.players[0].answers_to(&json!("v")).is_empty(),
        "it has been told that it is closed"
    );
    assert_eq!(newer.tell(vote("Cem", "v")).await, done("vote", "v"));
    idle().await;
    newer.read();
    assert_eq!(newer.state["your_vote"]["target"], "Cem");
}

#[tokio::test(start_paused = true)]
async fn joining_twice_on_one_connection_is_joining_once() {
    let party = Party::of(1).await;
    let message = json!({"type": "join", "name": "Zoe", "id": "j"});
    let mut display = Client::watch(&party.room).await;
    assert_eq!(display.tell(message.clone()).await, done("join", "j"));
    assert_eq!(display.tell(message.clone()).await, duplicate("join", "j"));

    let mut newcomer = Client::new();
    let join = Join {
        name: "Yan".to_owned(),
        room: None,
        is_host: None,
    };
    let id = decode(&message.to_string()).unwrap().id;
    let reply_to = Some(ReplyTo {
        received: "join".to_owned(),
        id,
    });
    let answer = newcomer.claim_as(&party.room, Claim::Join(join), reply_to);
    assert_eq!(answer.await, done("join", "j"));
    assert_eq!(newcomer.tell(message).await, duplicate("join", "j"));
    assert_eq!(party.room.summary().await.unwrap().player_count, 3);
}

#[tokio::test(start_paused = true)]
async fn what_changes_nothing_is_not_written_and_its_id_is_with_the_next_change() {
    let disk = Faulty::default();
    let rooms = rooms_in(Store::inline(disk.clone()), |_| {});
    let mut party = Party::in_house(&rooms, 4).await;
    // A player's first word shows that they know their token, which is kept.
    party.players[0].ask(json!({"type": "get_state"})).await;
    let before = disk.commits();
    for kind in ["get_state", "heartbeat"] {
        for number in 0..10 {
            let id = format!("{kind}-{number}");
            let message = json!({"type": kind, "id": id});
            assert_eq!(
                party.players[0].tell(message.clone()).await,
                done(kind, &id)
            );
            assert_eq!(party.players[0].tell(message).await, duplicate(kind, &id));
        }
    }
    idle().await;
    assert_eq!(disk.commits(), before);

    party.admin("add_bot").await;
    idle().await;
    assert_eq!(disk.commits(), before + 1);
    let stored = disk.rooms().unwrap().remove(0).body.unwrap();
    assert!(str::from_utf8(&stored).unwrap().contains("get_state-9"));
}

#[tokio::test(start_paused = true)]
async fn a_nudge_is_written_so_that_it_is_not_repeated_after_a_crash() {
    let disk = Faulty::default();
    let rooms = rooms_in(Store::inline(disk.clone()), |_| {});
    let mut party = Party::in_house(&rooms, 4).await;
    let nudge = json!({"type": "nudge", "player_name": "Ana", "id": "nudge-once"});
    assert_eq!(party.host.tell(nudge).await, done("nudge", "nudge-once"));
    let stored = disk.rooms().unwrap().remove(0).body.unwrap();
    assert!(str::from_utf8(&stored).unwrap().contains("nudge-once"));
}
