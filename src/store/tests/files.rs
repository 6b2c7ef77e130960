//! Files that are moved away or deleted while the store is open.

use std::fs;

use super::super::queue::GAMES_WAITING;
use super::super::testing::Faulty;
use super::*;

const FILE: &str = "spyster.db";

fn saved(revision: u64, durable: bool) -> Saved {
    Saved { revision, durable }
}

#[test]
fn a_file_that_was_moved_away_is_trouble_until_it_is_back() {
    let files = [FILE, "spyster.db-wal", "spyster.db-shm", "spyster.lock"];
    for file in files {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::inline(sqlite(dir.path()));
        let mut queue = DurableQueue::<()>::new(store.clone(), "AAAA");
        queue.save(1, 1, b"one".to_vec(), Vec::new());
        assert_eq!(queue.saved(), saved(1, true));

        let (path, away) = (dir.path().join(file), dir.path().join("away"));
        fs::rename(&path, &away).unwrap();
        queue.save(2, 1, b"two".to_vec(), Vec::new());
        assert_eq!(queue.saved(), saved(2, false), "{file}");
        let trouble = store.trouble().unwrap();
        assert!(trouble.contains(&*path.to_string_lossy()), "{trouble}");
        assert!(trouble.contains("put it back"), "{trouble}");

        // Another file under the name does not do.
        fs::write(&path, b"something else").unwrap();
        queue.save(3, 1, b"three".to_vec(), Vec::new());
        assert_eq!(queue.saved(), saved(3, false), "{file}");

        fs::rename(&away, &path).unwrap();
        store.queue(Change::Heartbeat(beat(1)));
        assert_eq!(queue.saved(), saved(3, true), "{file}");
        assert_eq!(store.trouble(), None);
        let body = store.storage().rooms().unwrap().remove(0).body;
        assert_eq!(body.unwrap(), b"three");
    }
}

#[test]
fn a_folder_that_was_moved_away_is_trouble() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let store = Store::inline(sqlite(&data));
    fs::rename(&data, dir.path().join("away")).unwrap();
    let mut queue = DurableQueue::<()>::new(store.clone(), "AAAA");
    queue.save(1, 1, b"one".to_vec(), Vec::new());
    assert_eq!(queue.saved(), saved(1, false));
}

#[test]
fn it_is_found_out_while_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path(), Durability::Process).unwrap();
    fs::remove_file(dir.path().join("spyster.lock")).unwrap();
    assert_eq!(store.trouble(), None);
    store.check();
    wait_until("found out", || store.trouble().is_some());
}

#[tokio::test]
async fn a_writer_that_panics_says_so_and_goes_on() {
    let faulty = Faulty::default();
    let store = Store::threaded(faulty.clone()).unwrap();
    let mut queue = DurableQueue::<()>::new(store.clone(), "AAAA");
    faulty.set_panicking(true);
    queue.save(1, 1, b"one".to_vec(), Vec::new());
    queue.changed().await;
    assert_eq!(queue.saved(), saved(1, false));
    faulty.set_panicking(false);
    queue.changed().await;
    assert_eq!(queue.saved(), saved(1, true));
}

#[tokio::test]
async fn of_too_many_games_that_cannot_be_written_the_oldest_go_and_packs_wait_once() {
    let faulty = Faulty::default();
    faulty.set_broken(true);
    let store = Store::inline(faulty.clone());
    let mut queues = ["AAAA", "BBBB"].map(|key| DurableQueue::<()>::new(store.clone(), key));
    let games = u64::try_from(GAMES_WAITING).unwrap() + 3;
    for number in 1..=games {
        let game = game(&format!("{number:03}"), number, &[("Ann", 1)]);
        let with = vec![pack("p", b"places"), Change::AddGame(game)];
        let queue = &mut queues[usize::try_from(number % 2).unwrap()];
        queue.save(number, 1, vec![0; 9], with);
    }
    let packs = format!("{:?}", store).matches("KeepPack").count();
    assert_eq!(packs, 1);
    faulty.set_broken(false);
    store.flush().await;
    let kept = faulty.games(None, 999).unwrap();
    assert_eq!(kept.len(), GAMES_WAITING);
    assert_eq!(kept.last().unwrap().id, "004");
    assert_eq!(faulty.pack("p").unwrap(), Some(b"places".to_vec()));
}
