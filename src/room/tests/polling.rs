//! Playing without a connection: states on request, messages one by one, and what counts as being here.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::caller::Caller;
use super::client::Client;
use super::{Party, idle, pass, rooms, seconds};
use crate::protocol::{ErrorCode, SessionToken};

/// The first player, as the host sees them.
fn ana(state: &Value) -> &Value {
    &state["players"][0]
}

#[tokio::test(start_paused = true)]
async fn joining_by_post_is_being_here_for_ten_seconds() {
    let mut party = Party::of(0).await;
    let caller = Caller::join(&party.room, "Ana").await;
    let began = Instant::now();
    assert_eq!(
        caller.token.as_ref().unwrap().room(),
        Some(party.room.code())
    );
    let host = &mut party.host;
    host.state(|state| ana(state)["status"] == "connected")
        .await;
    host.state(|state| ana(state)["status"] == "reconnecting")
        .await;
    assert_eq!(began.elapsed(), seconds(10));
    host.state(|state| ana(state)["status"] == "disconnected")
        .await;
    assert_eq!(began.elapsed(), seconds(40));
    host.state(|state| state["player_count"] == 0).await;
    assert_eq!(began.elapsed(), seconds(310));
}

#[tokio::test(start_paused = true)]
async fn every_poll_and_every_post_counts_for_ten_more_seconds() {
    let mut party = Party::of(0).await;
    let mut caller = Caller::join(&party.room, "Ana").await;
    idle().await;
    party.host.read();
    for _ in 0..20 {
        pass(seconds(9)).await;
        caller.poll().await.unwrap();
        assert_eq!(ana(&caller.state)["status"], "connected");
        pass(seconds(9)).await;
        caller.ask(json!({"type": "heartbeat"})).await;
    }
    assert!(party.host.read().is_empty(), "nothing has changed");
    pass(seconds(11)).await;
    party.host.read();
    assert_eq!(ana(&party.host.state)["status"], "reconnecting");
    caller.poll().await.unwrap();
    assert_eq!(ana(&caller.state)["status"], "connected");
    party
        .host
        .state(|state| ana(state)["status"] == "connected")
        .await;
}

#[tokio::test(start_paused = true)]
async fn the_revision_tells_whether_there_is_anything_new() {
    let mut party = Party::of(4).await;
    let mut caller = Caller::new(&party.room, party.players[0].token.as_ref());
    let first = caller.poll().await.unwrap();
    assert_eq!(caller.state["seq"], first);
    pass(seconds(3)).await;
    assert_eq!(caller.poll().await.unwrap(), first);
    party.question().await;
    let second = caller.poll().await.unwrap();
    assert!(second > first);
    assert_eq!(caller.state["seq"], second);
    assert_eq!(caller.state["phase"], "QUESTIONING");
}

#[tokio::test(start_paused = true)]
async fn a_polled_state_is_the_state_that_a_connection_gets() {
    let mut party = Party::of(4).await;
    party.vote().await;
    for player in &mut party.players {
        let mut caller = Caller::new(&party.room, player.token.as_ref());
        caller.poll().await.unwrap();
        idle().await;
        player.read();
        for state in [&mut player.state, &mut caller.state] {
            state["server_time"] = Value::Null;
            state["timer"] = Value::Null;
        }
        assert_eq!(player.state, caller.state);
    }
}

#[tokio::test(start_paused = true)]
async fn a_phone_may_change_between_socket_and_polling_without_anybody_noticing() {
    let mut party = Party::of(1).await;
    let token = party.players[0].token.clone().unwrap();
    let mut caller = Caller::new(&party.room, Some(&token));
    idle().await;
    party.host.read();
    let before = party.host.state["seq"].clone();

    caller.poll().await.unwrap();
    party.players[0].lose();
    for _ in 0..10 {
        pass(seconds(3)).await;
        caller.poll().await.unwrap();
    }
    assert!(party.host.read().is_empty(), "no news of a lost connection");
    let mut back = Client::resume(&party.room, &token).await;
    // The connection outlives the polling.
    pass(seconds(60)).await;
    party.host.read();
    assert_eq!(ana(&party.host.state)["status"], "connected");
    back.lose();
    idle().await;
    party.host.read();
    assert_eq!(ana(&party.host.state)["status"], "reconnecting");
    assert_ne!(party.host.state["seq"], before);
}

#[tokio::test(start_paused = true)]
async fn tokens_that_are_no_good() {
    let mut party = Party::of(1).await;
    let room = &party.room;
    let stranger = SessionToken::random(room.code()).unwrap();
    let mut unknown = Caller::new(room, Some(&stranger));
    assert_eq!(unknown.poll().await, Err(ErrorCode::InvalidToken));
    let heartbeat = json!({"type": "heartbeat"});
    assert_eq!(
        unknown.post(heartbeat.clone()).await,
        Err(ErrorCode::InvalidToken)
    );
    let join = json!({"type": "join", "name": "Zoe"});
    assert_eq!(unknown.post(join).await, Err(ErrorCode::InvalidToken));
    let nobody = Caller::new(room, None);
    for message in [heartbeat.clone(), json!({"type": "get_state"})] {
        assert_eq!(nobody.post(message).await, Err(ErrorCode::InvalidToken));
    }

    let mut leaver = Caller::join(room, "Zoe").await;
    assert_eq!(leaver.ask(json!({"type": "leave"})).await["type"], "ack");
    assert_eq!(leaver.poll().await, Err(ErrorCode::SessionExpired));
    assert_eq!(leaver.post(heartbeat).await, Err(ErrorCode::SessionExpired));
    assert_eq!(room.summary().await.unwrap().player_count, 1);

    let mut away = Caller::join(room, "Yan").await;
    pass(seconds(310)).await;
    assert_eq!(away.poll().await, Err(ErrorCode::SessionExpired));

    party.admin("end_session").await;
    idle().await;
    let token = party.host_token.clone();
    assert!(
        party.room.poll(token, None).await.is_err(),
        "the room is gone"
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_refused_over_rest() {
    let mut party = Party::of(4).await;
    let ana = Caller::new(&party.room, party.players[0].token.as_ref());
    let host = Caller::new(&party.room, Some(&party.host_token));
    for (caller, message, code) in [
        (
            &ana,
            json!({"type": "vote", "target": "Ben"}),
            "INVALID_PHASE",
        ),
        (
            &ana,
            json!({"type": "admin", "action": "start_game"}),
            "NOT_HOST",
        ),
        (
            &ana,
            json!({"type": "join", "name": "Zoe"}),
            "INVALID_MESSAGE",
        ),
        (&ana, json!({"type": "watch"}), "INVALID_MESSAGE"),
        (
            &ana,
            json!({"type": "resume", "token": "x"}),
            "INVALID_MESSAGE",
        ),
        (
            &host,
            json!({"type": "nudge", "player_name": "Ana"}),
            "INVALID_MESSAGE",
        ),
        (
            &host,
            json!({"type": "device_info_request", "player_name": "Ana"}),
            "INVALID_MESSAGE",
        ),
    ] {
        let what = message.to_string();
        assert_eq!(caller.ask(message).await["code"], code, "{what}");
    }
    let taken = Caller::new(&party.room, None);
    let join = json!({"type": "join", "name": "ana"});
    assert_eq!(taken.ask(join.clone()).await["code"], "NAME_TAKEN");
    party.question().await;
    assert_eq!(taken.ask(join).await["code"], "GAME_ALREADY_STARTED");
    // Nobody could be told over REST what a host decides.
    party.players[0].lose();
    pass(seconds(11)).await;
    let join = json!({"type": "join", "name": "Ana"});
    assert_eq!(taken.ask(join).await["code"], "GAME_ALREADY_STARTED");
    party.host.read();
    assert_eq!(party.host.state["rejoin_requests"], json!([]));
}

#[tokio::test(start_paused = true)]
async fn get_state_by_post_is_an_ack_and_then_the_state() {
    let party = Party::of(1).await;
    let caller = Caller::new(&party.room, party.players[0].token.as_ref());
    let replies = caller.post(json!({"type": "get_state", "id": "g"})).await;
    let replies = replies.unwrap();
    assert_eq!(
        replies[0],
        json!({"type": "ack", "received": "get_state", "id": "g"})
    );
    assert_eq!(replies[1]["you"]["name"], "Ana");
    assert_eq!(replies.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_host_who_polls_is_a_host_who_is_here() {
    let mut party = Party::of(4).await;
    party.question().await;
    let mut host = Caller::new(&party.room, Some(&party.host_token));
    party.host.lose();
    for _ in 0..20 {
        host.poll().await.unwrap();
        pass(seconds(3)).await;
    }
    let last_call = Instant::now() - seconds(3);
    party.players[0].read();
    assert_eq!(party.players[0].state["phase"], "QUESTIONING");
    party.players[0].phase("PAUSED").await;
    assert_eq!(last_call.elapsed(), seconds(10 + 10));
    assert_eq!(host.ask(json!({"type": "heartbeat"})).await["type"], "ack");
    party.players[0].phase("QUESTIONING").await;
}

#[tokio::test(start_paused = true)]
async fn a_room_of_callers_is_not_deserted_and_closes_when_they_stop() {
    let rooms = rooms();
    let new = rooms.create().unwrap();
    let room = rooms.of_token(&new.host_token).unwrap();
    let mut caller = Caller::new(&room, Some(&new.host_token));
    for _ in 0..1_000 {
        caller.poll().await.unwrap();
        pass(seconds(5)).await;
    }
    pass(seconds(5 + 1_800) - Duration::from_millis(1)).await;
    assert_eq!(rooms.count(), 1);
    pass(Duration::from_millis(2)).await;
    assert_eq!(rooms.count(), 0);
}
