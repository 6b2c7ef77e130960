//! Packs of one's own at their largest: what they make of a state still goes through every connection.

use serde_json::{Value, json};

use super::support::{Party, Player, TestServer, open_room};

/// What may wait for a connection that does not read, in bytes.
const OUTBOX: usize = 256 * 1024;

/// A character of four bytes, so often.
fn long(count: usize, number: usize) -> String {
    format!("{number:03}{}", "🕵".repeat(count - 3))
}

/// As many places, roles and characters as a pack may have.
fn largest_pack() -> Value {
    let role =
        |number| json!({"id": long(64, number), "name": long(44, number), "hint": "x".repeat(180)});
    let place = |number| {
        json!({
            "id": long(64, number), "name": long(44, number), "flavor": long(168, number),
            "roles": (0..12).map(role).collect::<Vec<_>>(),
        })
    };
    json!({
        "id": "large", "name": long(80, 0), "description": long(240, 0), "version": 1, "language": "en",
        "locations": (0..100).map(place).collect::<Vec<_>>(),
    })
}

#[tokio::test]
async fn the_largest_state_fits_the_outbox_of_every_phone() {
    let folder = tempfile::tempdir().unwrap();
    let pack = largest_pack().to_string();
    assert!(pack.len() <= 1024 * 1024, "{}", pack.len());
    std::fs::write(folder.path().join("large.json"), pack).unwrap();
    let packs_dir = folder.path().to_str().unwrap().to_owned();
    let server = TestServer::with(|config| config.packs_dir = packs_dir).await;
    let (room, host_token) = open_room(&server).await;
    let mut party = Party::hosted(&server, &room, &host_token).await;
    for number in 0..10 {
        let name = long(20, number);
        party
            .players
            .push(Player::join(&server, &room, &name).await);
    }
    party.host.configure("location_pack", json!("large")).await;
    party.host.configure("spy_guess", json!("anytime")).await;
    party.question().await;
    party.go_to_vote().await;
    party.vote_in_a_circle().await;
    party.phase("REVEAL").await;
    let frames = party.players.iter().flat_map(|player| &player.heard);
    let longest = frames.map(String::len).max().unwrap();
    assert!(longest > 40_000 && longest < OUTBOX, "{longest}");
}
