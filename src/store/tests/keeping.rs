//! What queues hear, when all goes well and when nothing can be written.

use super::super::testing::Faulty;
use super::*;

fn saved(revision: u64, durable: bool) -> Saved {
    Saved { revision, durable }
}

#[tokio::test]
async fn what_is_saved_is_there_at_once_without_a_thread() {
    let store = Store::in_memory();
    let mut queue = DurableQueue::<()>::new(store.clone(), "K7PQ");
    assert_eq!(queue.saved(), saved(0, true));
    queue.save(5, 2, b"one".to_vec(), Vec::new());
    assert_eq!(queue.saved(), saved(1, true));
    queue.changed().await;
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
    let mut queue = DurableQueue::<()>::new(store.clone(), "K7PQ");
    store.hold();
    queue.save(1, 1, b"one".to_vec(), vec![pack("pack", b"places")]);
    queue.save(2, 1, b"two".to_vec(), Vec::new());
    assert_eq!(queue.saved(), saved(0, true));
    store.release();
    assert_eq!(queue.saved(), saved(2, true));
    assert_eq!(faulty.commits(), 1);
    assert_eq!(faulty.pack("pack").unwrap(), Some(b"places".to_vec()));
    assert_eq!(faulty.rooms().unwrap()[0].body, Ok(b"two".to_vec()));
}

#[tokio::test]
async fn what_could_not_be_written_is_written_with_the_next() {
    let faulty = Faulty::default();
    faulty.fail_commit(1);
    let store = Store::inline(faulty.clone());
    let mut queue = DurableQueue::<()>::new(store.clone(), "K7PQ");
    queue.save(1, 1, b"one".to_vec(), Vec::new());
    assert_eq!(queue.saved(), saved(1, false));
    assert!(store.trouble().is_some());
    assert!(faulty.rooms().unwrap().is_empty());
    store.queue(Change::Heartbeat(beat(1)));
    assert_eq!(queue.saved(), saved(1, true));
    assert_eq!(store.trouble(), None);
    assert_eq!(faulty.rooms().unwrap().len(), 1);
}

#[tokio::test]
async fn what_waits_for_a_snapshot_is_released_in_order_once_that_is_kept() {
    let faulty = Faulty::default();
    let store = Store::inline(faulty.clone());
    let mut queue = DurableQueue::new(store.clone(), "K7PQ");
    queue.hold("before all");
    store.hold();
    queue.save(1, 1, b"one".to_vec(), Vec::new());
    queue.hold("one");
    queue.save(2, 1, b"two".to_vec(), Vec::new());
    queue.hold("two");
    assert_eq!(queue.next_released(), Some(("before all", true)));
    assert_eq!(queue.next_released(), None);
    assert!(queue.is_waited_for());
    faulty.set_broken(true);
    store.release();
    let released: Vec<_> = std::iter::from_fn(|| queue.next_released()).collect();
    assert_eq!(released, [("one", false), ("two", false)]);
    assert!(!queue.is_waited_for());
}
