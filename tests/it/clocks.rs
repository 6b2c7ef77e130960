//! Clocks that are set while a game runs: a first look at a time server, a hand at the wall clock. No timer moves.

use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};
use spyster::protocol::epoch_ms;
use tempfile::TempDir;

use super::support::{Party, Player, Running, open_room, spyster};

/// Where Debian puts the library that lies about the time, by machine.
const LIBRARIES: [&str; 2] = [
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
];
/// How far a timer may move, in seconds.
const MOVES: f64 = 0.3;

/// Seconds left, and the server's time in seconds.
fn times(state: &Value) -> (f64, f64) {
    let seconds = |value: &Value| value.as_u64().unwrap() as f64 / 1000.0;
    let server_time = seconds(&state["server_time"]);
    let left = seconds(&state["timer"]["ends_at"]) - server_time;
    let whole = state["timer"]["remaining"].as_f64().unwrap();
    assert!(
        whole.fract() == 0.0 && (0.0..1.0).contains(&(whole - left)),
        "{state}"
    );
    (left, server_time)
}

#[tokio::test]
async fn setting_the_wall_clock_in_mid_question_moves_no_timer() {
    let Some(library) = LIBRARIES.iter().find(|path| Path::new(path).exists()) else {
        eprintln!("left out: the wall clock is set with libfaketime, which is not installed");
        return;
    };
    let folder = TempDir::new().unwrap();
    let wall = folder.path().join("wall");
    std::fs::write(&wall, "+0").unwrap();
    let mut command = spyster(folder.path(), &["--bind", "127.0.0.1:0"]);
    let command = command
        .env("LD_PRELOAD", library)
        .env("FAKETIME_TIMESTAMP_FILE", &wall)
        .env("FAKETIME_NO_CACHE", "1")
        .env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    let running = Running::start(command);
    let server = running.address();
    let mut party = Party::of(&server, 4).await;
    party
        .host
        .accepted(json!({"type": "admin", "action": "start_game"}))
        .await;
    party.host.phase("QUESTIONING").await;

    let asked = Instant::now();
    party.host.accepted(json!({"type": "get_state"})).await;
    let (left, server_time) = times(&party.host.expect("state").await);
    let heard = Instant::now();
    for shift in [3600, -3600, 86_400] {
        std::fs::write(&wall, format!("{shift:+}")).unwrap();
        let (_, token) = open_room(&server).await;
        let created_at = Player::resume(&server, &token).await.state["created_at"].as_i64();
        let now = i64::try_from(epoch_ms()).unwrap();
        let moved = (created_at.unwrap() - now) / 1000;
        assert!(
            (moved - shift).abs() < 60,
            "the wall clock shows {moved} s more"
        );

        let least = heard.elapsed().as_secs_f64();
        party.host.accepted(json!({"type": "get_state"})).await;
        let (left_now, server_time_now) = times(&party.host.expect("state").await);
        let most = asked.elapsed().as_secs_f64();
        let passed = least - MOVES..=most + MOVES;
        assert!(
            passed.contains(&(left - left_now)),
            "{shift}: {left}, {left_now}"
        );
        let told = server_time_now - server_time;
        assert!(passed.contains(&told), "{shift}: {told} s in {passed:?}");
    }
}
