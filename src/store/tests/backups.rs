//! Copies of a store, and looking into one from outside.

use std::fs;

use super::*;

#[test]
fn a_backup_of_a_running_store_is_a_store() {
    let dir = tempfile::tempdir().unwrap();
    let storage = sqlite(dir.path());
    let ann = game("a", 1, &[("Ann", 1)]);
    storage
        .commit(&[room("AAAA", b"one"), Change::AddGame(ann)])
        .unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join(file::NAME);
    let size = backup(dir.path(), &copy).unwrap();
    assert_eq!(size, fs::metadata(&copy).unwrap().len());
    storage.commit(&[room("AAAA", b"two")]).unwrap();
    let files = fs::read_dir(elsewhere.path()).unwrap().count();
    assert_eq!(files, 1, "nothing else is left beside it");
    let restored = sqlite(elsewhere.path());
    assert_eq!(restored.rooms().unwrap(), [stored_room("AAAA", b"one")]);
    assert_eq!(restored.leaderboard(9).unwrap().len(), 1);
    assert_eq!(storage.rooms().unwrap(), [stored_room("AAAA", b"two")]);
}

#[test]
fn what_a_killed_server_left_in_the_log_is_in_the_backup() {
    let dir = tempfile::tempdir().unwrap();
    let storage = sqlite(dir.path());
    storage.commit(&[room("AAAA", b"one")]).unwrap();
    // As after SIGKILL: the log has it, the file has not.
    let killed = tempfile::tempdir().unwrap();
    for name in ["spyster.db", "spyster.db-wal"] {
        fs::copy(dir.path().join(name), killed.path().join(name)).unwrap();
    }
    let elsewhere = tempfile::tempdir().unwrap();
    backup(killed.path(), &elsewhere.path().join(file::NAME)).unwrap();
    let expected = [stored_room("AAAA", b"one")];
    assert_eq!(list_rooms(elsewhere.path()).unwrap(), expected);
    assert_eq!(list_rooms(killed.path()).unwrap(), expected);
    assert_eq!(sqlite(killed.path()).rooms().unwrap(), expected);
}

#[cfg(unix)]
#[test]
fn a_backup_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    drop(sqlite(dir.path()));
    let copy = dir.path().join("copy");
    backup(dir.path(), &copy).unwrap();
    let mode = fs::metadata(copy).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_backup_overwrites_nothing() {
    let dir = tempfile::tempdir().unwrap();
    drop(sqlite(dir.path()));
    let copy = dir.path().join("copy");
    fs::write(&copy, b"mine").unwrap();
    let error = backup(dir.path(), &copy).unwrap_err();
    assert!(matches!(error, BackupError::Exists { .. }), "{error}");
    assert_eq!(fs::read(copy).unwrap(), b"mine");
    let nowhere = dir.path().join("no/such/folder");
    let error = backup(dir.path(), &nowhere).unwrap_err();
    assert!(matches!(error, BackupError::Target { .. }), "{error}");
}

#[test]
fn a_copy_that_fails_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let storage = sqlite(dir.path());
    storage.commit(&[room("AAAA", &[7; 50_000])]).unwrap();
    drop(storage);
    // A page in the middle is not what it was.
    let path = dir.path().join(file::NAME);
    let mut bytes = fs::read(&path).unwrap();
    bytes[4096..4096 * 3].fill(0xff);
    fs::write(path, bytes).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let error = backup(dir.path(), &elsewhere.path().join("copy")).unwrap_err();
    assert!(matches!(error, BackupError::Copy(_)), "{error}");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn where_there_is_no_store_none_is_made() {
    let dir = tempfile::tempdir().unwrap();
    for folder in [dir.path().to_owned(), dir.path().join("none")] {
        let error = list_rooms(&folder).unwrap_err();
        assert!(matches!(error, OpenError::NoStore { .. }), "{error}");
        let error = backup(&folder, &dir.path().join("copy")).unwrap_err();
        assert!(matches!(
            error,
            BackupError::Open(OpenError::NoStore { .. })
        ));
    }
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn looking_shows_those_set_aside_too() {
    let dir = tempfile::tempdir().unwrap();
    let storage = sqlite(dir.path());
    storage
        .commit(&[room("AAAA", b"one"), room("BBBB", b"two")])
        .unwrap();
    storage.set_aside("BBBB").unwrap();
    let rooms = list_rooms(dir.path()).unwrap();
    assert_eq!(rooms[0], stored_room("AAAA", b"one"));
    assert!(rooms[1].room.starts_with("BBBB!"), "{rooms:?}");
    assert_eq!(rooms[1].body, Ok(b"two".to_vec()));
}
