//! Rooms as a whole: many at once, each for itself, and how they end.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Wake};

use serde_json::json;

use super::client::Client;
use super::{Party, idle, pass, rooms, rooms_with, seconds};
use crate::protocol::CloseCode;
use crate::room::{Claim, RoomsError};

#[tokio::test(start_paused = true)]
async fn rooms_do_not_see_each_other() {
    let rooms = rooms();
    let mut here = Party::in_house(&rooms, 4).await;
    let mut there = Party::in_house(&rooms, 5).await;
    here.vote().await;
    idle().await;
    there.host.read();
    assert_eq!(there.host.state["phase"], "LOBBY");
    assert_eq!(there.host.state["player_count"], 5);
    let code = here.room.code().to_string();
    for client in there.everybody() {
        assert!(client.heard.iter().all(|text| !text.contains(&code)));
    }
    let foreign = Claim::Resume(here.host_token.clone());
    let answer = Client::new().claim(&there.room, foreign).await;
    assert_eq!(answer["code"], "INVALID_TOKEN");
}

#[tokio::test(start_paused = true)]
async fn there_are_only_so_many_rooms_until_one_is_closed() {
    let rooms = rooms_with(|options| options.max_rooms = 2);
    let mut first = Party::in_house(&rooms, 1).await;
    Party::in_house(&rooms, 1).await;
    assert_eq!(rooms.create().unwrap_err(), RoomsError::RoomLimit);
    first.admin("end_session").await;
    idle().await;
    assert_eq!(rooms.count(), 1);
    rooms.create().unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_room_is_found_by_its_code_or_by_being_the_only_one() {
    let rooms = rooms();
    assert_eq!(rooms.find(None).unwrap_err(), RoomsError::NoGame);
    let only = rooms.create().unwrap().room;
    for typed in [None, Some(""), Some("  ")] {
        assert_eq!(rooms.find(typed).unwrap().code(), only);
    }
    let lower = format!(" {} ", only.to_string().to_lowercase());
    assert_eq!(rooms.find(Some(&lower)).unwrap().code(), only);
    assert_eq!(
        rooms.find(Some("AEIO")).unwrap_err(),
        RoomsError::RoomNotFound
    );
    rooms.create().unwrap();
    assert_eq!(rooms.find(None).unwrap_err(), RoomsError::RoomRequired);
}

#[tokio::test(start_paused = true)]
async fn a_room_nobody_is_connected_to_is_closed_after_thirty_minutes() {
    let rooms = rooms();
    rooms.create().unwrap();
    let mut party = Party::in_house(&rooms, 1).await;
    pass(seconds(1799)).await;
    assert_eq!(rooms.count(), 2);
    pass(seconds(1)).await;
    idle().await;
    assert_eq!(rooms.count(), 1, "the one that nobody came to");

    party.players[0].lose();
    pass(seconds(3600)).await;
    assert_eq!(rooms.count(), 1, "the screen is still there");
    party.host.lose();
    pass(seconds(1000)).await;
    party.host = Client::resume(&party.room, &party.host_token).await;
    party.host.lose();
    pass(seconds(1799)).await;
    assert_eq!(rooms.count(), 1);
    pass(seconds(2)).await;
    assert_eq!(rooms.count(), 0);
    assert!(party.room.summary().await.is_err());
}

#[tokio::test(start_paused = true)]
async fn the_host_closes_the_room_for_everybody() {
    let rooms = rooms();
    let mut party = Party::in_house(&rooms, 4).await;
    party.players.push(Client::watch(&party.room).await);
    let end = json!({"type": "admin", "action": "end_session"});
    assert_eq!(party.players[0].refused(end).await, "NOT_HOST");
    party.question().await;
    assert_eq!(party.admin("end_session").await["type"], "ack");
    for client in party.everybody() {
        let (last_word, code) = client.closed().await;
        assert_eq!(
            (last_word.as_str(), code),
            ("room_closed", CloseCode::RoomClosed)
        );
    }
    idle().await;
    assert_eq!(rooms.count(), 0);
    party.players[0]
        .membership
        .as_ref()
        .unwrap()
        .room_gone()
        .await;
}

/// Somebody's code that fails whenever the room gives it something.
struct Fault;

impl Wake for Fault {
    fn wake(self: Arc<Self>) {
        panic!("a fault, on purpose");
    }
}

#[tokio::test(start_paused = true)]
async fn a_fault_ends_its_own_room_only() {
    let rooms = rooms();
    let mut sound = Party::in_house(&rooms, 4).await;
    let mut faulty = Party::in_house(&rooms, 4).await;
    let mut victim = faulty.players.pop().unwrap();
    idle().await;
    victim.read();
    {
        let waker = Arc::new(Fault).into();
        let mut next = pin!(victim.reader.next());
        let polled = next.as_mut().poll(&mut Context::from_waker(&waker));
        assert!(polled.is_pending());
        let start = json!({"type": "admin", "action": "start_game"});
        faulty.host.say(start).await;
        faulty.host.membership.as_ref().unwrap().room_gone().await;
    }
    idle().await;
    assert_eq!(rooms.count(), 1);
    assert!(rooms.of_token(&faulty.host_token).is_none());
    sound.question().await;
}
