//! What is in the data folder when a server starts.

use std::fs;
use std::path::PathBuf;

use rusqlite::{Connection, OpenFlags};

use super::super::{schema, sqlite};
use super::*;

/// Every file in a folder, with what is in it.
fn contents(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && !path.ends_with("spyster.lock"))
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

/// Why the store does not open. Nothing in the folder has changed by trying.
fn refused(dir: &Path) -> OpenError {
    let before = contents(dir);
    let error = Store::open(dir, Durability::Process).unwrap_err();
    assert_eq!(contents(dir), before, "{error}");
    let text = error.to_string();
    assert!(text.ends_with('.') && !text.contains('\n'), "{text}");
    assert!(text.contains(dir.to_str().unwrap()), "{text}");
    error
}

/// A folder in which the store's file is this.
fn folder_with(bytes: &[u8]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(file::NAME), bytes).unwrap();
    dir
}

/// A store's file with a room in it, as a server leaves it that was shut down.
fn closed_store() -> (tempfile::TempDir, Vec<u8>) {
    let dir = tempfile::tempdir().unwrap();
    let body = [7; 20_000];
    sqlite(dir.path()).commit(&[room("AAAA", &body)]).unwrap();
    let bytes = fs::read(dir.path().join(file::NAME)).unwrap();
    (dir, bytes)
}

#[test]
fn what_was_committed_is_there_when_it_is_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    let inner = dir.path().join("a/b");
    sqlite(&inner).commit(&[room("AAAA", b"one")]).unwrap();
    assert_eq!(
        sqlite(&inner).rooms().unwrap(),
        [stored_room("AAAA", b"one")]
    );
}

#[cfg(unix)]
#[test]
fn folder_and_files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let storage = sqlite(&data);
    storage.commit(&[room("AAAA", b"one")]).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    let files: Vec<_> = fs::read_dir(&data)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(
        files.len(),
        4,
        "file, log, shared memory and lock: {files:?}"
    );
    for path in files {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn a_second_server_on_the_folder_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let first = sqlite(dir.path());
    assert!(matches!(refused(dir.path()), OpenError::InUse { .. }));
    drop(first);
    sqlite(dir.path());
}

#[test]
fn the_file_says_whose_it_is() {
    let dir = tempfile::tempdir().unwrap();
    drop(sqlite(dir.path()));
    let pragma = |name| -> i64 {
        let connection = raw(dir.path());
        connection
            .pragma_query_value(None, name, |row| row.get(0))
            .unwrap()
    };
    assert_eq!(pragma("application_id"), 0x5370_7973);
    assert_eq!(pragma("user_version"), 2);
}

#[test]
fn an_older_store_is_brought_forward_with_all_that_is_in_it() {
    let dir = tempfile::tempdir().unwrap();
    // As version 1 left it, a room included.
    let old = raw(dir.path());
    old.execute_batch(schema::ROOMS).unwrap();
    old.pragma_update(None, "application_id", 0x5370_7973)
        .unwrap();
    old.pragma_update(None, "user_version", 1).unwrap();
    rooms::apply(&old, &room("AAAA", b"one")).unwrap();
    drop(old);
    let storage = sqlite(dir.path());
    assert_eq!(storage.rooms().unwrap(), [stored_room("AAAA", b"one")]);
    let ann = game("a", 1, &[("Ann", 1)]);
    storage.commit(&[Change::AddGame(ann)]).unwrap();
    assert_eq!(storage.leaderboard(9).unwrap().len(), 1);
    drop(storage);
    assert_eq!(schema::version(&raw(dir.path())).unwrap(), 2);
}

#[test]
fn a_migration_that_fails_leaves_the_old_store() {
    let dir = tempfile::tempdir().unwrap();
    let old = raw(dir.path());
    // The second step of the migration finds a table in its way.
    old.execute_batch(schema::ROOMS).unwrap();
    old.execute_batch("CREATE TABLE players (name TEXT)")
        .unwrap();
    old.pragma_update(None, "application_id", 0x5370_7973)
        .unwrap();
    old.pragma_update(None, "user_version", 1).unwrap();
    drop(old);
    assert!(matches!(refused(dir.path()), OpenError::Unusable { .. }));
}

#[test]
fn a_newer_store_is_refused_and_both_versions_are_named() {
    let (dir, _) = closed_store();
    raw(dir.path())
        .pragma_update(None, "user_version", 7)
        .unwrap();
    let error = refused(dir.path());
    assert!(matches!(
        error,
        OpenError::Newer {
            found: 7,
            known: 2,
            ..
        }
    ));
    let text = error.to_string();
    assert!(
        text.contains("version 7") && text.contains("up to 2"),
        "{text}"
    );
}

#[test]
fn files_of_others_are_refused() {
    for bytes in [&b"my diary"[..], &[0; 4096], b"SQLite format 3\0"] {
        let dir = folder_with(bytes);
        assert!(matches!(refused(dir.path()), OpenError::NotSqlite { .. }));
    }
    let dir = tempfile::tempdir().unwrap();
    raw(dir.path())
        .execute_batch("CREATE TABLE theirs (x)")
        .unwrap();
    assert!(matches!(refused(dir.path()), OpenError::Foreign { .. }));
}

#[test]
fn a_file_whose_end_is_missing_is_refused() {
    let (_dir, whole) = closed_store();
    for length in [512, 4096, 10_000, whole.len() - 1] {
        let dir = folder_with(&whole[..length]);
        let error = refused(dir.path());
        assert!(
            matches!(error, OpenError::Truncated { .. }),
            "{length}: {error}"
        );
    }
}

#[test]
fn a_file_without_a_byte_is_a_store_that_never_began() {
    let dir = folder_with(b"");
    assert_eq!(sqlite(dir.path()).rooms().unwrap(), []);
}

#[test]
fn a_log_without_its_file_is_not_thrown_away() {
    let (dir, _) = closed_store();
    fs::remove_file(dir.path().join(file::NAME)).unwrap();
    fs::write(dir.path().join("spyster.db-wal"), b"frames").unwrap();
    assert!(matches!(refused(dir.path()), OpenError::Orphan { .. }));
}

#[test]
fn what_was_left_of_a_store_in_the_making_is_in_nobodys_way() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["spyster.db.new", "spyster.db.new-journal"] {
        fs::write(dir.path().join(name), b"half").unwrap();
    }
    sqlite(dir.path()).commit(&[room("AAAA", b"one")]).unwrap();
    assert!(!dir.path().join("spyster.db.new").exists());
}

#[test]
fn folders_and_files_in_the_wrong_place_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join(file::NAME)).unwrap();
    assert!(matches!(refused(dir.path()), OpenError::NotAFile { .. }));
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    fs::write(&data, b"a file").unwrap();
    let error = Store::open(&data, Durability::Process).unwrap_err();
    assert!(matches!(error, OpenError::NotAFolder { .. }), "{error}");
    let below = Store::open(&data.join("deeper"), Durability::Process).unwrap_err();
    assert!(matches!(below, OpenError::Folder { .. }), "{below}");
}

#[cfg(unix)]
#[test]
fn a_file_system_without_shared_memory_is_named_with_the_cure() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(file::NAME);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    // This way of locking has none, as network folders.
    let connection = Connection::open_with_flags_and_vfs(&path, flags, c"unix-dotfile");
    let error = sqlite::prepare(&mut connection.unwrap(), Durability::Process).unwrap_err();
    assert!(matches!(error, StoreError::NoSharing(_)), "{error}");
    let error = OpenError::Unusable {
        file: path,
        reason: error,
    };
    let cure = "set data_dir to a folder on a local disk.";
    assert!(error.to_string().ends_with(cure), "{error}");
}

#[test]
fn what_sqlite_lacks_on_a_network_folder_is_said_with_its_reason_and_the_cure() {
    use rusqlite::ffi;
    for code in [
        ffi::SQLITE_PROTOCOL,
        ffi::SQLITE_IOERR_LOCK,
        ffi::SQLITE_IOERR_RDLOCK,
        ffi::SQLITE_IOERR_SHMOPEN,
        ffi::SQLITE_IOERR_SHMMAP,
        ffi::SQLITE_IOERR_SHMLOCK,
    ] {
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        let reason = error.to_string();
        let text = StoreError::from(error).to_string();
        assert!(text.contains("network folders"), "{code}: {text}");
        assert!(text.ends_with("a folder on a local disk"), "{code}: {text}");
        assert_eq!(text.matches(&reason).count(), 1, "{code}: {text}");
    }
}

#[cfg(unix)]
#[test]
fn what_this_user_may_not_do_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let set =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let (dir, _) = closed_store();
    let path = dir.path().join(file::NAME);
    set(&path, 0o000);
    if fs::File::open(&path).is_ok() {
        // The superuser may do everything; whoever runs the tests as somebody else sees the rest.
        return;
    }
    let open = || Store::open(dir.path(), Durability::Process).unwrap_err();
    assert!(matches!(open(), OpenError::Unreadable { .. }), "{}", open());
    set(&path, 0o400);
    assert!(matches!(open(), OpenError::ReadOnly { .. }), "{}", open());
    set(&path, 0o600);
    set(dir.path(), 0o500);
    let no_access = open();
    let lockless = tempfile::tempdir().unwrap();
    set(lockless.path(), 0o500);
    let folder = Store::open(lockless.path(), Durability::Process).unwrap_err();
    for dir in [&dir, &lockless] {
        set(dir.path(), 0o700);
    }
    assert!(matches!(folder, OpenError::Folder { .. }), "{folder}");
    assert!(
        no_access.to_string().contains("the right to write"),
        "{no_access}"
    );
}
