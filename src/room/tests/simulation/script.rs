//! What people do next: drawn from the seed, and mostly possible where their game is.

use rand::RngExt;
use rand::rngs::ChaCha20Rng;
use rand::seq::IndexedRandom;
use serde_json::{Value, json};

use super::phone::Phone;
use super::shown::Shown;

fn admin(action: &str) -> Value {
    json!({"type": "admin", "action": action})
}

/// What the TV does, as it sees the game.
pub(super) fn of_tv(shown: &Shown, rng: &mut ChaCha20Rng) -> Value {
    let rejoins = shown.state["rejoins"].as_array();
    if let Some(rejoin) = rejoins.and_then(|rejoins| rejoins.first()) {
        let (name, number) = (&rejoin["player_name"], &rejoin["request"]);
        return json!({
            "type": "admin", "action": "approve_rejoin", "player_name": name, "request": number,
        });
    }
    let chance = rng.random_range(0..10);
    match (shown.phase(), chance) {
        ("LOBBY", 0..=3) => {
            let seconds = rng.random_range(15..=180);
            json!({"type": "configure", "field": "vote_duration_seconds", "value": seconds})
        }
        ("LOBBY", 4) => admin("add_bot"),
        ("LOBBY", 5) => {
            let names = shown.names();
            let name = names.choose(rng).copied().unwrap_or("Ana");
            json!({"type": "admin", "action": "make_host", "player_name": name})
        }
        ("LOBBY", _) => admin("start_game"),
        ("PAUSED", 0..=7) => admin("resume"),
        ("QUESTIONING", 0) | ("VOTE", 0) => admin("pause"),
        ("QUESTIONING", 1) => admin("advance_turn"),
        ("QUESTIONING", 2..=7) => admin("skip_to_vote"),
        ("SCORING", 0..=6) => admin("next_round"),
        ("END", 0..=6) => admin("play_again"),
        _ => json!({"type": "get_state"}),
    }
}

/// What a player does.
pub(super) fn of_player(phone: &Phone, shown: &Shown, rng: &mut ChaCha20Rng) -> Value {
    let chance = rng.random_range(0..10);
    let may_vote = shown.asks_for_a_vote() && !phone.waits_for("vote");
    match (shown.phase(), chance) {
        (_, 0..=7) if may_vote => {
            if shown.state["is_spy"] == true && chance == 0 {
                return json!({"type": "spy_guess", "location_id": "beach"});
            }
            let names = shown.names();
            let others: Vec<&&str> = names.iter().filter(|name| **name != phone.name).collect();
            let (target, bet) = (others.choose(rng).unwrap(), rng.random_range(1..=3));
            json!({"type": "vote", "target": target, "confidence": bet})
        }
        ("QUESTIONING", 0..=3) => json!({"type": "call_vote"}),
        (_, 9) => json!({"type": "heartbeat"}),
        _ => json!({"type": "get_state"}),
    }
}
