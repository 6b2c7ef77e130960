//! The contract as a document: one JSON Schema of all messages, made from the very types that read
//! and write them.
//!
//! Exists with the feature `contract` only. What a server serves as `protocol.json` is the copy in
//! `www/`, and the pages' TypeScript declarations are made from that; the tests fail when either is
//! stale, and write it anew when `SPYSTER_WRITE_CONTRACT` is set.

mod declarations;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::game::{GameReport, PackSummary, PrivateView, PublicView};
use crate::protocol::{ClientMessage, CloseCode, ForHosts, MessageId, RoomFacts, ServerMessage};
use crate::room::{NewRoom, Summary};

pub use declarations::declarations;

const DESCRIPTION: &str = "Every message between a Spyster server and its clients, one JSON object \
    per text frame. A ClientMessage of this shape is understood; the game may still refuse it with an \
    `error`. Clients ignore fields and types they do not know: both may be added.";

/// The contract as one JSON Schema (draft 2020-12). `$defs` holds `ClientMessage`, `ServerMessage`,
/// what they are made of, the answers of the REST side, and the close codes.
///
/// # Panics
///
/// When two types with different fields go by one name.
#[must_use]
pub fn schema() -> Value {
    let mut definitions = client_messages();
    for (name, definition) in server_messages() {
        let known = definitions.insert(name, definition.clone());
        let is_same = known.is_none_or(|known| known == definition);
        assert!(is_same, "two types of one name: {definition}");
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Spyster wire protocol",
        "description": DESCRIPTION,
        "anyOf": [
            { "$ref": "#/$defs/ClientMessage" },
            { "$ref": "#/$defs/ServerMessage" },
        ],
        "$defs": definitions,
    })
}

/// What the server reads.
fn client_messages() -> Map<String, Value> {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    let mut generator = settings.into_generator();
    generator.subschema_for::<ClientMessage>();
    let id = generator.subschema_for::<Option<MessageId>>();
    let mut definitions = generator.take_definitions(true);
    for message in variants(&mut definitions["ClientMessage"]) {
        message["properties"]["id"] = id.clone().into();
        message["properties"]["pad"] = json!({ "type": "string" });
    }
    definitions
}

/// What the server writes.
fn server_messages() -> Map<String, Value> {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut generator = settings.into_generator();
    generator.subschema_for::<ServerMessage>();
    let state = generator.subschema_for::<State<'_>>();
    generator.subschema_for::<CloseCode>();
    generator.subschema_for::<NewRoom>();
    generator.subschema_for::<Summary>();
    generator.subschema_for::<PackSummary<'_>>();
    generator.subschema_for::<GameReport>();
    let mut definitions = generator.take_definitions(true);
    for (name, definition) in &mut definitions {
        // A field of a state may be there only in some phase, and may well be null in it.
        if name != "State"
            && let Ok(definition) = <&mut Schema>::try_from(definition)
        {
            RecursiveTransform(never_null_if_left_out).transform(definition);
        }
    }
    variants(&mut definitions["ServerMessage"]).push(state.into());
    definitions
}

fn variants(definition: &mut Value) -> &mut Vec<Value> {
    let variants = definition["oneOf"].as_array_mut();
    variants.expect("an enum of messages is one of its variants")
}

/// What one viewer may know at one moment: sent after every change, always whole, and made for the one
/// who gets it. `server_time` and `created_at` are milliseconds since the Unix epoch; what is left of a
/// timer is in seconds, counted from `server_time`.
#[derive(JsonSchema)]
#[schemars(transform = by_phase)]
#[expect(dead_code, reason = "its shape is all there is to it")]
struct State<'a> {
    /// Always `state`.
    #[schemars(extend("const" = "state"))]
    r#type: &'static str,
    /// The time on the server, to count timers down by.
    server_time: u64,
    #[serde(flatten)]
    facts: RoomFacts<'a>,
    #[serde(flatten)]
    public: PublicView<'a>,
    #[serde(flatten)]
    private: PrivateView<'a>,
    #[serde(flatten)]
    for_hosts: Option<ForHosts<'a>>,
    /// Spaces that make all players' frames equally long; of no meaning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pad: Option<String>,
}

/// A phase's part of a state, as it is made from the enum of phases.
#[derive(Deserialize)]
struct PhasePart {
    properties: PhaseFields,
    required: Vec<String>,
}

#[derive(Deserialize)]
struct PhaseFields {
    /// Tells the parts apart.
    phase: PhaseName,
    #[serde(flatten)]
    others: Map<String, Value>,
}

#[derive(Deserialize)]
struct PhaseName {
    r#const: String,
}

/// Gives a state all fields of all phases, and says which are always there in which phase. A paused game
/// shows the fields of the phase below the pause. Parts of another form stay the choice that they are, which says
/// the same of unpaused games.
fn by_phase(state: &mut Schema) {
    let parts = state.get("oneOf").cloned().unwrap_or_default();
    let Ok(parts) = serde_json::from_value::<Vec<PhasePart>>(parts) else {
        return;
    };
    state.remove("oneOf");
    let mut rules = Vec::new();
    for PhasePart {
        properties,
        mut required,
    } in parts
    {
        let name = properties.phase.r#const;
        required.retain(|field| field != "phase");
        rules.push(json!({
            "if": { "properties": {
                "phase": { "enum": [name, "PAUSED"] },
                "paused_phase": { "const": name },
            } },
            "then": { "required": required },
        }));
        if let Some(Value::Object(all)) = state.get_mut("properties") {
            all.extend(properties.others);
        }
    }
    state.insert("allOf".to_owned(), rules.into());
}

/// The server leaves a field out rather than writing `null`, wherever it may leave it out.
fn never_null_if_left_out(schema: &mut Schema) {
    let required = schema.get("required").cloned().unwrap_or_default();
    let required = required.as_array().map_or(&[][..], Vec::as_slice);
    let Some(Value::Object(properties)) = schema.get_mut("properties") else {
        return;
    };
    for (name, property) in properties {
        if !required.iter().any(|required| required == name) {
            forbid_null(property);
        }
    }
}

fn forbid_null(property: &mut Value) {
    let Some(property) = property.as_object_mut() else {
        return;
    };
    if let Some(Value::Array(types)) = property.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [kind] = &types[..] {
            let kind = kind.clone();
            property.insert("type".to_owned(), kind);
        }
    }
    // What may be left out is of one named type or null.
    if let Some(Value::Array(choices)) = property.remove("anyOf") {
        let types = choices
            .into_iter()
            .filter(|choice| choice["type"] != "null");
        property.extend(
            types
                .filter_map(|choice| choice.as_object().cloned())
                .flatten(),
        );
    }
}

impl JsonSchema for CloseCode {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CloseCode".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let codes = Self::ALL.iter();
        let codes = codes.map(|code| json!({ "const": code.code(), "description": code.reason() }));
        schemars::json_schema!({
            "description": "Why the server closes a connection.",
            "type": "integer",
            "oneOf": codes.collect::<Vec<_>>(),
        })
    }
}
