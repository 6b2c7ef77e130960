//! Every message word by word: the examples in `tests/wire`, which the pages' tests read too.

mod client;
mod server;
mod state;

use serde_json::{Map, Value, json};
use spyster::protocol::RoomCode;

use super::support::published;

fn examples(text: &str) -> Vec<Value> {
    serde_json::from_str(text).unwrap()
}

/// The types that the contract has for one side.
fn types(side: &str) -> Vec<String> {
    let schema = published();
    let messages = schema["$defs"][side]["oneOf"].as_array().unwrap();
    let kind = |message: &Value| {
        message["properties"]["type"]["const"]
            .as_str()
            .map(str::to_owned)
    };
    // A state has a definition and examples of its own.
    messages.iter().filter_map(kind).collect()
}

fn assert_examples_for_all(side: &str, examples: &[Value]) {
    for kind in types(side) {
        assert!(
            examples.iter().any(|example| example["type"] == kind),
            "no example of {kind}"
        );
    }
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn device() -> Map<String, Value> {
    let device = json!({ "screen": "390x844", "visibility": "visible" });
    device.as_object().unwrap().clone()
}

fn room() -> RoomCode {
    RoomCode::parse("K7PQ").unwrap()
}
