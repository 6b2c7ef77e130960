//! What people and machines might say: messages, nearly messages, and anything at all.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

/// Any text: noise, any JSON, a message, a message with something wrong in it.
pub(super) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => any::<String>(),
        2 => any_json().prop_map(|json| json.to_string()),
        2 => message(),
        3 => (a_message(), any::<Index>(), any_json()).prop_map(|(message, field, value)| {
            with_wrong_field(message, field, value).to_string()
        }),
        3 => (message(), any::<Index>(), any::<char>(), 0..3_usize).prop_map(|(text, at, letter, how)| {
            with_slip(&text, at, letter, how)
        }),
    ]
}

/// A message as a client would write it, whether it makes sense now or not.
pub(super) fn message() -> impl Strategy<Value = String> {
    a_message().prop_map(|message| message.to_string())
}

/// What a player has to say while the game runs.
pub(super) fn of_players() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => Just(json!({"type": "call_vote"})),
        1 => Just(json!({"type": "claim_host"})),
        4 => a_vote(),
        1 => a_guess(),
        1 => Just(a_device()),
    ]
    .prop_map(|message| message.to_string())
}

/// What a host has to say.
pub(super) fn of_hosts() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => an_order(),
        1 => name().prop_map(|name| json!({"type": "nudge", "player_name": name})),
        1 => name().prop_map(|name| json!({"type": "device_info_request", "player_name": name})),
    ]
    .prop_map(|message| message.to_string())
}

fn a_vote() -> impl Strategy<Value = Value> {
    (name(), 0..5)
        .prop_map(|(name, bet)| json!({"type": "vote", "target": name, "confidence": bet}))
}

fn a_guess() -> impl Strategy<Value = Value> {
    let places = ["airport", "beach", "casino", "bank", "nowhere"];
    select(places.to_vec()).prop_map(|id| json!({"type": "spy_guess", "location_id": id}))
}

fn a_device() -> Value {
    json!({"type": "device_info", "info": {"browser": "Firefox"}})
}

fn an_order() -> impl Strategy<Value = Value> {
    let one = || {
        (action(), name()).prop_map(
            |(action, name)| json!({"type": "admin", "action": action, "player_name": name}),
        )
    };
    prop_oneof![
        4 => one(),
        1 => (one(), 10..100_u8).prop_map(|(mut order, number)| {
            order["request"] = number.into();
            order
        }),
        1 => (one(), any::<bool>()).prop_map(|(mut order, force)| {
            order["force"] = force.into();
            order
        }),
    ]
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        name().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key(), inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn key() -> impl Strategy<Value = String> {
    let keys = [
        "type", "id", "name", "action", "target", "value", "token", "info",
    ];
    prop_oneof![
        select(keys.to_vec()).prop_map(ToOwned::to_owned),
        any::<String>()
    ]
}

fn name() -> impl Strategy<Value = String> {
    let names = [
        "Ana",
        "ben",
        "CEM",
        "Dora",
        "Eli",
        "Zoe",
        "O'Brien",
        " ",
        "\u{202e}Ana",
        "🦊",
    ];
    select(names.to_vec()).prop_map(ToOwned::to_owned)
}

/// Every kind of message.
fn a_message() -> impl Strategy<Value = Value> {
    let kinds = [
        "heartbeat",
        "get_state",
        "call_vote",
        "leave",
        "claim_host",
        "watch",
        "dance",
    ];
    let statuses = ["done", "failed", "cancelled"];
    let numbers = (1..200_u64).prop_map(|number| number.to_string());
    prop_oneof![
        2 => select(kinds.to_vec()).prop_map(|kind| json!({"type": kind})),
        1 => name().prop_map(|name| json!({"type": "join", "name": name})),
        1 => name().prop_map(|name| json!({"type": "join", "name": name, "is_host": true})),
        1 => name().prop_map(|name| json!({"type": "host_join_as_player", "name": name})),
        1 => any_json().prop_map(|json| json!({"type": "ping", "timestamp": json})),
        1 => name().prop_map(|name| json!({"type": "resume", "token": name})),
        1 => a_vote(),
        1 => a_guess(),
        2 => (setting(), any_json()).prop_map(|(field, value)| {
            json!({"type": "configure", "field": field, "value": value})
        }),
        1 => an_order(),
        1 => name().prop_map(|name| json!({"type": "nudge", "player_name": name})),
        1 => name().prop_map(|name| json!({"type": "device_info_request", "player_name": name})),
        1 => Just(a_device()),
        1 => (numbers, select(statuses.to_vec())).prop_map(|(number, status)| {
            let id = format!("cmd_{number}");
            json!({"type": "command_result", "command_id": id, "status": status})
        }),
    ]
}

fn setting() -> impl Strategy<Value = &'static str> {
    select(vec![
        "round_duration_minutes",
        "num_rounds",
        "location_pack",
        "vote_duration_seconds",
        "conviction",
        "betting",
        "spy_guess",
        "role_display_seconds",
        "volume",
    ])
}

fn action() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        20 => select(vec!["start_game", "skip_to_vote", "next_round", "play_again"]),
        10 => select(vec!["pause", "resume", "advance_turn", "approve_rejoin", "deny_rejoin"]),
        4 => select(vec!["remove_player", "make_host", "revoke_host"]),
        1 => select(vec!["end_game", "end_session"]),
    ]
}

/// The message with one of its fields replaced.
fn with_wrong_field(mut message: Value, field: Index, value: Value) -> Value {
    if let Some(fields) = message.as_object_mut() {
        let names: Vec<String> = fields.keys().cloned().collect();
        let name = field.get(&names).clone();
        fields.insert(name, value);
    }
    message
}

/// The text with a letter too many, too few, or wrong.
fn with_slip(text: &str, at: Index, letter: char, how: usize) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = at.index(letters.len());
    match how {
        0 => letters.insert(at, letter),
        1 => drop(letters.remove(at)),
        _ => letters[at] = letter,
    }
    letters.into_iter().collect()
}
