//! The server dies and is started again: everybody is back where they were.

use serde_json::{Value, json};

use super::client::{Client, parse};
use super::{NAMES, Party, idle, pass, rooms_in, seconds};
use crate::protocol::{ErrorCode, SessionToken};
use crate::room::{Claim, RoomHandle, Rooms};
use crate::store::{Change, Memory, Storage, Store, StoredRoom};

/// What is on the disk when the process dies now: later changes of the rooms that still run here do
/// not reach it.
fn disk(store: &Store) -> Store {
    let (old, new) = (store.storage(), Memory::default());
    for stored in old.rooms().unwrap() {
        let body = stored.body.as_ref().unwrap();
        let pack = parse(std::str::from_utf8(body).unwrap())["pack"].clone();
        let id = pack.as_str().unwrap().to_owned();
        let text = old.pack(&id).unwrap().unwrap();
        new.commit(&[Change::KeepPack { id, body: text }, save(stored)])
            .unwrap();
    }
    let beat = old.last_beat().unwrap().map(Change::Heartbeat);
    new.commit(beat.as_slice()).unwrap();
    Store::inline(new)
}

fn save(stored: StoredRoom) -> Change {
    Change::SaveRoom {
        room: stored.room,
        saved_at: stored.saved_at,
        format: stored.format,
        body: stored.body.unwrap(),
    }
}

/// A party in a house with a store, and what is needed to come back.
struct House {
    store: Store,
    party: Party,
}

impl House {
    async fn of(size: usize) -> Self {
        let store = Store::in_memory();
        let party = Party::in_house(&rooms_in(store.clone(), |_| {}), size).await;
        Self { store, party }
    }

    /// The process dies and another one starts; the room of before is there again.
    fn restarted(&self) -> (Rooms, RoomHandle) {
        let rooms = rooms_in(disk(&self.store), |_| {});
        let room = rooms.of_token(&self.party.host_token).unwrap();
        (rooms, room)
    }

    fn tokens(&self) -> Vec<SessionToken> {
        let players = self.party.players.iter();
        players
            .map(|player| player.token.clone().unwrap())
            .collect()
    }
}

/// What a state says that no restart may change.
fn essence(state: &Value) -> Value {
    let keys = [
        "phase",
        "role_data",
        "your_vote",
        "votes_submitted",
        "config",
        "round",
        "current_turn",
        "is_host",
    ];
    let own = keys.map(|key| (key.to_owned(), state[key].clone()));
    let scores = state["players"].as_array().unwrap().iter();
    let scores = scores.map(|player| json!([player["name"], player["score"], player["is_host"]]));
    json!([Value::from_iter(own), scores.collect::<Vec<_>>()])
}

#[tokio::test(start_paused = true)]
async fn everybody_is_back_where_they_were() {
    let mut house = House::of(5).await;
    house.party.vote().await;
    house.party.players[0].vote("Ben").await;
    house.party.players[1].vote("Ana").await;
    idle().await;
    for client in house.party.everybody() {
        client.read();
    }
    let before: Vec<Value> = house
        .party
        .players
        .iter()
        .map(|p| essence(&p.state))
        .collect();
    let seq = house.party.host.state["seq"].as_u64().unwrap();
    let (_rooms, room) = house.restarted();
    for (token, before) in house.tokens().iter().zip(&before) {
        let back = Client::resume(&room, token).await;
        assert_eq!(essence(&back.state), *before);
        assert!(back.state["seq"].as_u64().unwrap() > seq);
    }
    let mut host = Client::resume(&room, &house.party.host_token).await;
    let pause = json!({"type": "admin", "action": "pause"});
    assert_eq!(host.ask(pause).await["type"], "ack");
}

#[tokio::test(start_paused = true)]
async fn the_clock_stands_still_until_the_first_is_back() {
    let mut house = House::of(4).await;
    house.party.vote().await;
    pass(seconds(20)).await;
    house.party.players[0].vote("Ben").await;
    let (_rooms, room) = house.restarted();
    pass(seconds(20 * 60)).await;
    let back = Client::resume(&room, &house.tokens()[0]).await;
    assert_eq!(back.state["phase"], "VOTE");
    let left = back.state["timer"]["remaining"].as_f64().unwrap();
    // Nothing says how long the process lived after it saved the vote: a second at most is assumed.
    assert!((39.0..=40.0).contains(&left), "{left}");
    pass(seconds(5)).await;
    let mut host = Client::resume(&room, &house.party.host_token).await;
    let left = host.state["timer"]["remaining"].as_f64().unwrap();
    assert!((34.0..=35.0).contains(&left), "{left}: now it runs");
    host.phase("REVEAL").await;
}

#[tokio::test(start_paused = true)]
async fn no_timer_runs_backwards() {
    let store = Store::in_memory();
    let rooms = rooms_in(store.clone(), |_| {});
    let mut house = House {
        store,
        party: Party::in_house(&rooms, 4).await,
    };
    house.party.question().await;
    let keeper = tokio::spawn(async move { rooms.keep_time().await });
    pass(seconds(100)).await;
    // Looking is no change, so nothing is saved now.
    let shown = house.party.host.ask(json!({"type": "get_state"})).await;
    assert_eq!(shown["type"], "ack");
    house.party.host.expect("state").await;
    let shown = house.party.host.state["timer"]["remaining"]
        .as_f64()
        .unwrap();
    keeper.abort();
    let (_rooms, room) = house.restarted();
    let back = Client::resume(&room, &house.tokens()[2]).await;
    let left = back.state["timer"]["remaining"].as_f64().unwrap();
    assert!(
        (shown - 2.0..=shown).contains(&left),
        "{left} after {shown}"
    );
}

#[tokio::test(start_paused = true)]
async fn what_was_acknowledged_is_not_done_again_after_a_restart() {
    let mut house = House::of(4).await;
    house.party.vote().await;
    let vote = json!({"type": "vote", "target": "Ben", "confidence": 3, "id": "v"});
    assert_eq!(
        house.party.players[0].tell(vote.clone()).await["type"],
        "ack"
    );
    let (_rooms, room) = house.restarted();
    let mut back = Client::resume(&room, &house.tokens()[0]).await;
    let answer = back.tell(vote).await;
    assert_eq!(
        answer,
        json!({"type": "ack", "received": "vote", "id": "v", "duplicate": true})
    );
    assert_eq!(back.state["votes_submitted"], 1);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_had_expired_still_has() {
    let mut house = House::of(4).await;
    let token = house.tokens()[3].clone();
    assert_eq!(
        house.party.players[3].ask(json!({"type": "leave"})).await["type"],
        "ack"
    );
    let (_rooms, room) = house.restarted();
    let answer = Client::new().claim(&room, Claim::Resume(token)).await;
    assert_eq!(answer["code"], json!(ErrorCode::SessionExpired));
}

#[tokio::test(start_paused = true)]
async fn a_restart_is_no_news_in_the_feed() {
    let mut house = House::of(4).await;
    house.party.question().await;
    let (_rooms, room) = house.restarted();
    let mut host = Client::resume(&room, &house.party.host_token).await;
    let feed = host.heard.iter().map(|text| parse(text));
    let feed: Vec<Value> = feed.filter(|message| message["type"] == "feed").collect();
    let lines = feed[0]["entries"].as_array().unwrap();
    assert_eq!(lines[0]["message"], "Room opened");
    let last = lines.last().unwrap()["seq"].clone();
    let _ana = Client::resume(&room, &house.tokens()[0]).await;
    let news = host.expect("feed").await;
    assert_eq!(news["entries"][0]["message"], "Ana is back");
    assert_eq!(
        news["entries"][0]["seq"].as_u64(),
        last.as_u64().map(|seq| seq + 1)
    );
}

#[tokio::test(start_paused = true)]
async fn a_room_that_nobody_comes_back_to_is_closed_in_the_end() {
    let house = House::of(4).await;
    let store = disk(&house.store);
    let rooms = rooms_in(store.clone(), |_| {});
    pass(seconds(29 * 60)).await;
    assert_eq!(rooms.count(), 1);
    pass(seconds(2 * 60)).await;
    assert_eq!(rooms.count(), 0);
    assert!(store.storage().rooms().unwrap().is_empty());
}

/// Changes what is stored of a room.
fn tamper(store: &Store, change: impl FnOnce(&mut StoredRoom)) {
    let mut stored = store.storage().rooms().unwrap().remove(0);
    change(&mut stored);
    store.storage().commit(&[save(stored)]).unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_room_that_was_not_touched_for_long_does_not_come_back() {
    let house = House::of(4).await;
    for (hours, comes_back) in [(5, true), (7, false)] {
        let store = disk(&house.store);
        tamper(&store, |stored| stored.saved_at -= hours * 3_600_000);
        let rooms = rooms_in(store.clone(), |_| {});
        assert_eq!(rooms.count() == 1, comes_back, "{hours} hours");
        assert_eq!(store.storage().rooms().unwrap().len() == 1, comes_back);
    }
}

#[tokio::test(start_paused = true)]
async fn a_room_that_can_not_be_read_is_set_aside_and_the_others_come_back() {
    let damages: [fn(&mut StoredRoom); 4] = [
        |stored| stored.body.as_mut().unwrap().truncate(100),
        |stored| stored.body = Ok(Vec::new()),
        |stored| stored.body = Ok(b"{\"game\":\"of dice\"}".to_vec()),
        |stored| stored.format = 99,
    ];
    for damage in damages {
        let store = disk(&House::of(4).await.store);
        tamper(&store, damage);
        let other = House::of(4).await;
        let another = other.store.storage().rooms().unwrap().remove(0);
        let code = another.room.clone();
        store.storage().commit(&[save(another)]).unwrap();
        let rooms = rooms_in(store.clone(), |_| {});
        assert_eq!(rooms.count(), 1);
        assert!(rooms.of_token(&other.party.host_token).is_some());
        let left = store.storage().rooms().unwrap();
        assert_eq!(
            left.len(),
            1,
            "the broken one is not under its code any more"
        );
        assert_eq!(left[0].room, code);
    }
}

#[tokio::test(start_paused = true)]
async fn a_room_goes_on_with_its_own_pack_whatever_the_server_has_now() {
    let mut house = House::of(4).await;
    house.party.question().await;
    let place = |state: &Value| state["role_data"]["possible_locations"].clone();
    let before = place(&house.party.players[0].state);
    let rooms = rooms_in(disk(&house.store), |options| {
        let mut packs = (*options.packs).clone();
        let mut newer = packs.iter().next().unwrap().clone();
        newer.locations.reverse();
        newer.version += 1;
        packs.insert(newer);
        options.packs = packs.into();
    });
    let room = rooms.of_token(&house.party.host_token).unwrap();
    let back = Client::resume(&room, &house.tokens()[0]).await;
    assert_eq!(place(&back.state), before);
    assert_eq!(NAMES[0], "Ana");
}
