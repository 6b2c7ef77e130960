//! What keepers hear, when all goes well and when nothing can be written.

use super::super::testing::Faulty;
use super::*;

fn saved(revision: u64, durable: bool) -> Saved {
    Saved { revision, durable }
}

#[tokio::test]
async fn what_is_saved_is_there_at_once_without_a_thread() {
    let store = Store::in_memory();
    let mut keeper = store.keeper("K7PQ");
    assert_eq!(keeper.saved(), saved(0, true));
    keeper.save(1, 5, 2, b"one".to_vec(), Vec::new());
    assert_eq!(keeper.saved(), saved(1, true));
    keeper.changed().await;
    let rooms = store.storage().rooms().unwrap();
    let expected = StoredRoom {
        room: "K7PQ".to_owned(),
        saved_at: 5,
        format: 2,
        body: Ok(b"one".to_vec()),
    };
    assert_eq!(rooms, [expected]);
}

#[tokio::test]
async fn while_held_the_newest_snapshot_replaces_the_older_and_what_came_with_it_stays() {
    let faulty = Faulty::default();
    let store = Store::inline(faulty.clone());
    let mut keeper = store.keeper("K7PQ");
    store.hold();
    keeper.save(1, 1, 1, b"one".to_vec(), vec![pack("pack", b"places")]);
    keeper.save(2, 2, 1, b"two".to_vec(), Vec::new());
    assert_eq!(keeper.saved(), saved(0, true));
    store.release();
    assert_eq!(keeper.saved(), saved(2, true));
    assert_eq!(faulty.commits(), 1);
    assert_eq!(faulty.pack("pack").unwrap(), Some(b"places".to_vec()));
    assert_eq!(faulty.rooms().unwrap()[0].body, Ok(b"two".to_vec()));
}

#[tokio::test]
async fn what_could_not_be_written_is_written_with_the_next() {
    let faulty = Faulty::default();
    faulty.fail_commit(1);
    let store = Store::inline(faulty.clone());
    let mut keeper = store.keeper("K7PQ");
    keeper.save(1, 1, 1, b"one".to_vec(), Vec::new());
    assert_eq!(keeper.saved(), saved(1, false));
    assert!(store.trouble().is_some());
    assert!(faulty.rooms().unwrap().is_empty());
    store.queue(Change::Heartbeat(beat(1)));
    assert_eq!(keeper.saved(), saved(1, true));
    assert_eq!(store.trouble(), None);
    assert_eq!(faulty.rooms().unwrap().len(), 1);
}
