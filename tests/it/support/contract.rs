//! What the published contract says of a message.

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};

use super::parse;

static CLIENT: LazyLock<Validator> = LazyLock::new(|| validator("ClientMessage", published()));
static SERVER: LazyLock<Validator> = LazyLock::new(|| validator("ServerMessage", closed()));

/// The published schema; with the feature `contract` the one that is to be published.
pub(crate) fn published() -> Value {
    #[cfg(feature = "contract")]
    return spyster::contract::schema();
    #[cfg(not(feature = "contract"))]
    return parse(include_str!("../../../www/protocol.json"));
}

/// Whether the server understands a message, by the contract.
pub(crate) fn is_understood(message: &Value) -> bool {
    CLIENT.is_valid(message)
}

/// A frame of the server's is in the contract, with every field, and has each field once.
pub(crate) fn assert_in_contract(text: &str) {
    let message = parse(text);
    let errors: Vec<String> = SERVER
        .iter_errors(&message)
        .map(|error| error.to_string())
        .collect();
    assert!(
        errors.is_empty(),
        "not in the contract: {text}\n{}",
        errors.join("\n")
    );
    // Of two fields of one name only the last is read.
    assert_eq!(
        message.to_string().len(),
        text.trim_end().len(),
        "a field stands twice: {text}"
    );
}

fn validator(of: &str, mut schema: Value) -> Validator {
    schema.as_object_mut().unwrap().remove("anyOf");
    schema["$ref"] = json!(format!("#/$defs/{of}"));
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&schema).unwrap()
}

/// The schema without the freedom to add fields, which a client must grant and a test must not.
fn closed() -> Value {
    let mut schema = published();
    let types = schema["$defs"].as_object_mut().unwrap();
    let (messages, parts): (Vec<_>, Vec<_>) = types
        .iter_mut()
        .partition(|(name, _)| *name == "ServerMessage");
    let messages = messages
        .into_iter()
        .flat_map(|(_, of)| of["oneOf"].as_array_mut().unwrap());
    for object in messages.chain(parts.into_iter().map(|(_, of)| of)) {
        if object["properties"].is_object() {
            object["unevaluatedProperties"] = json!(false);
        }
    }
    schema
}
