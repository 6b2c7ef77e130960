//! d13: the logs of the real binary say who comes and goes, and at no level what is secret.

use std::net::SocketAddr;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::binary::{Running, spyster};
use super::support::{Party, Player};

/// Everything in these frames that must not be logged.
fn secrets(party: &Party) -> Vec<String> {
    let mut secrets = vec![party.host.token.clone()];
    for player in &party.players {
        secrets.push(player.token.clone());
        let card = &player.state["role_data"];
        for field in ["location", "role", "hint", "flavor"] {
            secrets.push(card[field].as_str().unwrap().to_owned());
        }
    }
    secrets.extend(["is_spy", "confidence", "role_data"].map(String::from));
    secrets
}

fn address(line: &str) -> SocketAddr {
    let (_, url) = line.split_once("http://").unwrap();
    url.split('/').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn d13_no_level_of_logging_tells_a_secret() {
    let folder = TempDir::new().unwrap();
    let flags = ["--bind", "127.0.0.1:0"];
    let mut command = spyster(folder.path(), &flags);
    let running = Running::start(command.env("RUST_LOG", "trace"));
    let server = address(&running.line_with("Open on the TV:"));

    let mut party = Party::of(&server, 4).await;
    party.host.admin("start_game").await;
    party.phase("ROLES").await;
    let secrets = secrets(&party);
    // Five seconds of the real binary's time.
    party.phase("QUESTIONING").await;
    party.go_to_vote().await;
    party.convict_the_spy().await;
    party.phase("REVEAL").await;

    let query = format!("?token={}", party.players[0].token);
    let mut back = Player::open_at(&server, &query).await;
    back.expect("session_restored").await;
    let token = party.players[1].token.clone();
    back.say(json!({"type": "join", "name": 5, "token": token}))
        .await;
    back.say_text(&format!("{{\"type\":\"resume\",\"token\":\"{token}\""))
        .await;
    let bad: Value = back.expect("error").await;
    assert!(!bad.to_string().contains(&token));
    back.expect("error").await;

    let (_, logs) = running.end("TERM");
    let lines = |text: &str| logs.lines().filter(|line| line.contains(text)).count();
    assert_eq!(lines("WebSocket connected"), 6, "{logs}");
    assert_eq!(lines("bad message"), 2, "{logs}");
    for secret in secrets {
        let line = logs.lines().find(|line| line.contains(&secret));
        assert_eq!(line, None, "{secret}");
    }
}
