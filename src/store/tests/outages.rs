//! When nothing can be written: full disks, other writers, and the thread that goes on trying.

use std::fs;

use super::super::testing::Faulty;
use super::*;

/// A body that needs some pages.
fn big(fill: u8) -> Vec<u8> {
    vec![fill; 40_000]
}

/// Lets the file grow to `pages` and no further.
fn limit(storage: &Sqlite, pages: u32) {
    let writer = storage.writer();
    writer.pragma_update(None, "max_page_count", pages).unwrap();
}

#[test]
fn a_full_disk_is_an_error_that_leaves_all_as_it_was_and_passes() {
    let dir = tempfile::tempdir().unwrap();
    let storage = sqlite(dir.path());
    storage.commit(&[room("AAAA", b"one")]).unwrap();
    limit(&storage, 20);
    let changes = [
        room("AAAA", b"two"),
        room("BBBB", &big(1)),
        room("CCCC", &big(2)),
    ];
    let error = storage.commit(&changes).unwrap_err();
    assert!(matches!(error, StoreError::Full), "{error}");
    assert_eq!(storage.rooms().unwrap(), [stored_room("AAAA", b"one")]);
    limit(&storage, 1_000);
    storage.commit(&changes).unwrap();
    assert_eq!(storage.rooms().unwrap().len(), 3);
}

#[test]
fn another_program_that_writes_is_an_error_that_passes() {
    let dir = tempfile::tempdir().unwrap();
    let storage = sqlite(dir.path());
    let other = raw(dir.path());
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = storage.commit(&[room("AAAA", b"one")]).unwrap_err();
    assert!(matches!(error, StoreError::Busy), "{error}");
    other.execute_batch("COMMIT").unwrap();
    storage.commit(&[room("AAAA", b"one")]).unwrap();
}

#[test]
fn a_read_that_takes_long_does_not_delay_a_commit() {
    let dir = tempfile::tempdir().unwrap();
    let storage = sqlite(dir.path());
    // Held as by a query that does not end.
    let _reading = storage.reader();
    storage.commit(&[room("AAAA", b"one")]).unwrap();
}

#[tokio::test]
async fn every_queue_hears_of_the_failure_and_then_that_it_is_over() {
    let faulty = Faulty::default();
    faulty.set_broken(true);
    let store = Store::threaded(faulty.clone()).unwrap();
    let mut queues = ["AAAA", "BBBB"].map(|key| DurableQueue::<()>::new(store.clone(), key));
    for (queue, revision) in queues.iter_mut().zip([1, 1]) {
        queue.save(1, 1, b"one".to_vec(), vec![pack("p", b"places")]);
        queue.changed().await;
        let durable = false;
        assert_eq!(queue.saved(), Saved { revision, durable });
    }
    let trouble = store.trouble().unwrap();
    assert_eq!(trouble, "Nothing can be saved: a test wants this to fail.");
    assert_eq!(faulty.rooms().unwrap(), []);
    // Nothing more is queued: the thread tries again by itself.
    faulty.set_broken(false);
    for (queue, revision) in queues.iter_mut().zip([1, 1]) {
        queue.changed().await;
        let durable = true;
        assert_eq!(queue.saved(), Saved { revision, durable });
    }
    assert_eq!(store.trouble(), None);
    assert_eq!(faulty.rooms().unwrap().len(), 2);
    assert_eq!(faulty.pack("p").unwrap(), Some(b"places".to_vec()));
}

#[tokio::test]
async fn what_one_asked_for_and_was_told_has_failed_is_not_done_later() {
    let faulty = Faulty::default();
    let store = Store::inline(faulty.clone());
    let ann = game("a", 1, &[("Ann", 1)]);
    assert!(store.write(Change::AddGame(ann)).await);
    faulty.set_broken(true);
    let id = "a".to_owned();
    assert!(!store.write(Change::RemoveGame { id }).await);
    faulty.set_broken(false);
    store.queue(Change::Heartbeat(beat(1)));
    assert_eq!(store.games(None, 9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn snapshots_that_failed_give_way_to_newer_ones_and_games_do_not() {
    let faulty = Faulty::default();
    faulty.set_broken(true);
    let store = Store::inline(faulty.clone());
    let mut queue = DurableQueue::<()>::new(store.clone(), "AAAA");
    for (revision, id) in [(1, "a"), (2, "b"), (3, "c")] {
        let with = vec![Change::AddGame(game(id, revision, &[("Ann", 1)]))];
        queue.save(revision, 1, vec![0; 9], with);
    }
    queue.forget(Vec::new());
    faulty.set_broken(false);
    store.flush().await;
    let durable = true;
    assert_eq!(
        queue.saved(),
        Saved {
            revision: 4,
            durable
        }
    );
    assert_eq!(faulty.rooms().unwrap(), []);
    assert_eq!(faulty.games(None, 9).unwrap().len(), 3);
}

#[tokio::test]
async fn a_commit_that_fails_at_any_point_loses_nothing() {
    const SAVES: u64 = 12;
    for number in 1..=SAVES {
        let faulty = Faulty::default();
        faulty.fail_commit(number);
        let store = Store::inline(faulty.clone());
        let mut queues =
            ["AAAA", "BBBB", "CCCC"].map(|key| DurableQueue::<()>::new(store.clone(), key));
        for save in 0..SAVES {
            let with = vec![Change::AddGame(game(
                &save.to_string(),
                save,
                &[("Ann", 1)],
            ))];
            let queue = &mut queues[usize::try_from(save % 3).unwrap()];
            queue.save(save, 1, save.to_be_bytes().to_vec(), with);
            assert_eq!(queue.saved().durable, save + 1 != number);
        }
        store.flush().await;
        let bodies = faulty
            .rooms()
            .unwrap()
            .into_iter()
            .map(|room| room.body.unwrap());
        let newest = [9u64, 10, 11].map(|save| save.to_be_bytes().to_vec());
        assert_eq!(bodies.collect::<Vec<_>>(), newest, "failed: {number}");
        assert_eq!(faulty.games(None, 99).unwrap().len(), 12);
        assert!(queues.iter().all(|queue| queue.saved().durable));
    }
}

#[tokio::test]
async fn a_store_that_closes_writes_what_is_queued_and_frees_the_folder() {
    let dir = tempfile::tempdir().unwrap();
    for number in 0..20u8 {
        let store = Store::open(dir.path(), Durability::Power).unwrap();
        let before = store.storage().rooms().unwrap().len();
        assert_eq!(before, usize::from(number));
        let mut queue = DurableQueue::<()>::new(store.clone(), &number.to_string());
        queue.save(1, 1, vec![number], Vec::new());
    }
    assert!(fs::metadata(dir.path().join("spyster.db-wal")).is_err());
}

#[tokio::test]
async fn rooms_are_saved_by_the_thread_and_reads_see_what_was_written() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path(), Durability::Process).unwrap();
    let mut queue = DurableQueue::<()>::new(store.clone(), "AAAA");
    queue.save(1, 1, b"one".to_vec(), Vec::new());
    queue.changed().await;
    let durable = true;
    assert_eq!(
        queue.saved(),
        Saved {
            revision: 1,
            durable
        }
    );
    assert_eq!(store.storage().rooms().unwrap().len(), 1);
    let ann = game("a", 1, &[("Ann", 1)]);
    assert!(store.write(Change::AddGame(ann)).await);
    assert_eq!(store.games(None, 9).await.unwrap().len(), 1);
    assert!(store.game("a").await.unwrap().is_some());
    assert_eq!(store.leaderboard(9).await.unwrap().len(), 1);
    store.queue(Change::Heartbeat(beat(5)));
    store.flush().await;
    assert_eq!(store.storage().last_beat().unwrap(), Some(beat(5)));
}

#[test]
fn handles_can_leave_while_a_queue_still_saves() {
    let faulty = Faulty::default();
    let store = Store::threaded(faulty.clone()).unwrap();
    let mut queue = DurableQueue::<()>::new(store.clone(), "AAAA");
    drop(store);
    queue.save(1, 1, b"one".to_vec(), Vec::new());
    wait_until("saved", || queue.saved().revision == 1);
    drop(queue);
    assert_eq!(faulty.rooms().unwrap().len(), 1);
}
