//! Files of the store that are moved away or deleted under a running server: it says so, and the game goes on.

use std::fs;
use std::net::SocketAddr;
use std::time::Instant;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::kept::FLAGS;
use crate::support::{DEADLINE, Player, Running, get, open_room, spyster};

/// Asks for the health until it is that; what it says comes back.
async fn becomes(server: &SocketAddr, status: &str) -> Value {
    let begun = Instant::now();
    loop {
        let health = get(server, "/api/spyster/health", &[]).await.json();
        if health["status"] == status {
            return health;
        }
        assert!(begun.elapsed() < DEADLINE, "never {status}: {health}");
    }
}

#[tokio::test]
async fn a_store_that_was_moved_away_is_told_of_and_goes_on_when_it_is_back() {
    let folder = TempDir::new().unwrap();
    let server = Running::start(&mut spyster(folder.path(), &FLAGS));
    let address = server.address();
    let (file, away) = (
        folder.path().join("data/spyster.db"),
        folder.path().join("x"),
    );
    becomes(&address, "ok").await;

    // Nobody plays, and nothing is written.
    fs::rename(&file, &away).unwrap();
    let health = becomes(&address, "degraded").await;
    let trouble = health["trouble"].as_str().unwrap();
    assert!(trouble.contains("data/spyster.db"), "{trouble}");
    fs::rename(&away, &file).unwrap();
    becomes(&address, "ok").await;

    let (_, token) = open_room(&address).await;
    let mut host = Player::resume(&address, &token).await;
    let configure = json!({"type": "configure", "field": "num_rounds", "value": 3});
    assert_eq!(host.ask(configure.clone()).await.get("durable"), None);
    fs::rename(&file, &away).unwrap();
    let answer = host.ask(configure.clone()).await;
    assert_eq!(
        (&answer["type"], &answer["durable"]),
        (&json!("ack"), &json!(false))
    );
    assert_eq!(becomes(&address, "degraded").await["rooms"], 1);
    fs::rename(&away, &file).unwrap();
    becomes(&address, "ok").await;
    assert_eq!(host.ask(configure).await.get("durable"), None);

    let (status, logs) = server.end("TERM");
    assert_eq!(status.code(), Some(0), "{logs}");
    // Each time at once, and then once a minute.
    assert_eq!(logs.matches("cannot save").count(), 2, "{logs}");
    assert_eq!(logs.matches("saving works again").count(), 2, "{logs}");
}

#[tokio::test]
async fn a_lock_that_was_deleted_is_told_of() {
    let folder = TempDir::new().unwrap();
    let server = Running::start(&mut spyster(folder.path(), &FLAGS));
    let address = server.address();
    fs::remove_file(folder.path().join("data/spyster.lock")).unwrap();
    let health = becomes(&address, "degraded").await;
    assert!(
        health["trouble"].as_str().unwrap().contains("restart"),
        "{health}"
    );
    let (_, token) = open_room(&address).await;
    let mut host = Player::resume(&address, &token).await;
    let configure = json!({"type": "configure", "field": "num_rounds", "value": 3});
    assert_eq!(host.ask(configure).await["durable"], false);
    let (status, logs) = server.end("TERM");
    assert_eq!(status.code(), Some(0), "{logs}");
    assert_eq!(logs.matches("cannot save").count(), 1, "{logs}");
}
