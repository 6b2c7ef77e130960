//! Space for new rooms: so many in all, so many for one address, and a room nobody ever joined makes room.

use serde_json::Value;

use super::client::Client;
use super::{idle, rooms_in, rooms_with};
use crate::protocol::CloseCode;
use crate::room::{NewRoom, Opener, Rooms, RoomsError};
use crate::store::Store;

/// Somebody who may open two rooms.
fn opener(number: u8) -> Opener {
    Opener(vec![(format!("203.0.113.{number}/32").parse().unwrap(), 2)])
}

/// Opens a room and takes a seat there.
async fn used(rooms: &Rooms, opener: Opener) -> NewRoom {
    let new = rooms.create_for(&opener).unwrap();
    let room = rooms.of_token(&new.host_token).unwrap();
    Client::join(&room, "Ana").await;
    idle().await;
    new
}

fn is_open(rooms: &Rooms, room: &NewRoom) -> bool {
    rooms.of_token(&room.host_token).is_some()
}

#[tokio::test(start_paused = true)]
async fn one_address_has_so_many_rooms_and_others_have_theirs() {
    let rooms = rooms_with(|_| {});
    let first = used(&rooms, opener(1)).await;
    used(&rooms, opener(1)).await;
    let refused = rooms.create_for(&opener(1)).unwrap_err();
    assert_eq!(refused, RoomsError::AddressLimit);
    used(&rooms, opener(2)).await;
    used(&rooms, opener(2)).await;
    // A room that has been left was used all the same.
    assert!(is_open(&rooms, &first));
    let no_limit = Opener(vec![(opener(1).0[0].0, 0)]);
    rooms.create_for(&no_limit).unwrap();
}

#[tokio::test(start_paused = true)]
async fn networks_of_one_site_count_together() {
    let rooms = rooms_with(|_| {});
    let of_network = |number: u8| {
        let own = format!("2001:db8:1:{number}::/64").parse().unwrap();
        Opener(vec![(own, 2), ("2001:db8:1::/48".parse().unwrap(), 3)])
    };
    for number in [1, 2, 3] {
        used(&rooms, of_network(number)).await;
    }
    let refused = rooms.create_for(&of_network(4)).unwrap_err();
    assert_eq!(refused, RoomsError::AddressLimit);
}

#[tokio::test(start_paused = true)]
async fn a_room_nobody_ever_joined_makes_room_and_its_screen_hears_why() {
    let rooms = rooms_with(|_| {});
    let joined = used(&rooms, opener(1)).await;
    let unused = rooms.create_for(&opener(1)).unwrap();
    let handle = rooms.of_token(&unused.host_token).unwrap();
    let mut screen = Client::resume(&handle, &unused.host_token).await;
    idle().await;
    let newer = rooms.create_for(&opener(1)).unwrap();
    assert_eq!(
        screen.closed().await,
        ("room_closed".to_owned(), CloseCode::RoomClosed)
    );
    let last: Value = serde_json::from_str(screen.heard.last().unwrap()).unwrap();
    assert!(last["message"].as_str().unwrap().contains("space"));
    idle().await;
    assert!(is_open(&rooms, &joined) && is_open(&rooms, &newer));
    assert!(!is_open(&rooms, &unused));
    assert_eq!(rooms.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn of_two_unused_rooms_the_one_nobody_looks_at_goes_and_then_the_older() {
    let rooms = rooms_with(|_| {});
    let watched = rooms.create_for(&opener(1)).unwrap();
    let handle = rooms.of_token(&watched.host_token).unwrap();
    let _screen = Client::resume(&handle, &watched.host_token).await;
    for _ in 0..5 {
        let other = rooms.create_for(&opener(1)).unwrap();
        idle().await;
        assert!(is_open(&rooms, &watched) && is_open(&rooms, &other));
        assert_eq!(rooms.count(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn when_all_rooms_are_taken_whoever_opened_the_most_loses_an_unused_one() {
    let rooms = rooms_with(|options| options.max_rooms = 3);
    let evening = rooms.create_for(&opener(1)).unwrap();
    idle().await;
    let greedy: Vec<NewRoom> = (0..2)
        .map(|_| rooms.create_for(&opener(2)).unwrap())
        .collect();
    idle().await;
    rooms.create_for(&opener(3)).unwrap();
    idle().await;
    assert!(is_open(&rooms, &evening), "though it is the oldest");
    assert!(!is_open(&rooms, &greedy[0]));
    assert!(is_open(&rooms, &greedy[1]));
    assert_eq!(rooms.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn with_players_in_every_room_none_makes_room() {
    let rooms = rooms_with(|options| options.max_rooms = 2);
    used(&rooms, opener(1)).await;
    used(&rooms, opener(2)).await;
    let refused = rooms.create_for(&opener(3)).unwrap_err();
    assert_eq!(refused, RoomsError::RoomLimit);
}

#[tokio::test(start_paused = true)]
async fn somebody_who_joins_in_the_last_moment_keeps_the_room() {
    let rooms = rooms_with(|_| {});
    let unused = [(); 2].map(|()| rooms.create_for(&opener(1)).unwrap());
    idle().await;
    let handle = rooms.of_token(&unused[0].host_token).unwrap();
    // The room takes its requests in order: this one waits before the one that asks it to make room.
    let joining = Client::join(&handle, "Ana");
    let (_, newer) = tokio::join!(joining, async { rooms.create_for(&opener(1)) });
    idle().await;
    assert!(newer.is_ok());
    assert!(is_open(&rooms, &unused[0]));
    // It counts again, so the next newcomer closes another.
    rooms.create_for(&opener(1)).unwrap();
    idle().await;
    assert!(!is_open(&rooms, &unused[1]));
}

#[tokio::test(start_paused = true)]
async fn rooms_are_known_to_be_used_after_a_restart_too() {
    let store = Store::in_memory();
    let rooms = rooms_in(store.clone(), |_| {});
    let joined = used(&rooms, opener(1)).await;
    let unused = rooms.create_for(&opener(1)).unwrap();
    idle().await;
    drop(rooms);
    let rooms = rooms_in(store, |options| options.max_rooms = 2);
    idle().await;
    rooms.create_for(&opener(1)).unwrap();
    idle().await;
    assert!(is_open(&rooms, &joined));
    assert!(!is_open(&rooms, &unused));
}
