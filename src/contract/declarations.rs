//! The schema once more as TypeScript declarations, for the pages' type checker.

use serde_json::{Map, Value};

const HEAD: &str = "\
// The messages between server and pages, as TypeScript sees them. No code.
// Generated from the types of the server: .github/CONTRIBUTING.md says how.
";

/// What the pages need a name for and the schema has none.
const TAIL: &str = "
export type Bet = 1 | 2 | 3;

export type ErrorReply = Extract<ServerMessage, { type: 'error' }>;

export type CommandResult = Extract<ServerMessage, { type: 'command_result' }>;

/** What a phone says about itself; nothing in it is to be relied on. */
export type DeviceInfo = Record<string, unknown>;
";

/// A line of choices that is longer is broken up.
const WIDTH: usize = 100;

/// TypeScript declarations of all types of a schema such as [`schema`](super::schema) makes.
///
/// TypeScript has no word for fields that are there in one phase and not in another: a state has the
/// fields of all phases, and those that are not always there are optional.
#[must_use]
pub fn declarations(schema: &Value) -> String {
    let types = schema["$defs"].as_object().into_iter().flatten();
    let types = types.map(|(name, of)| match is_plain_object(of) {
        true => format!(
            "{}export interface {name} {}\n",
            comment(of, ""),
            typed(of, "")
        ),
        false => format!(
            "{}export type {name} = {};\n",
            comment(of, ""),
            typed(of, "")
        ),
    });
    let types: Vec<String> = types.collect();
    let types = types.join("\n").replace(" \n", "\n");
    format!("{HEAD}\n{types}{TAIL}")
}

fn is_plain_object(schema: &Value) -> bool {
    schema["properties"].is_object() && choices(schema).is_none()
}

fn choices(schema: &Value) -> Option<&Vec<Value>> {
    ["oneOf", "anyOf", "enum"]
        .iter()
        .find_map(|key| schema[key].as_array())
}

/// The type of whatever matches that schema.
fn typed(schema: &Value, indent: &str) -> String {
    if let Some(path) = schema["$ref"].as_str() {
        return path.trim_start_matches("#/$defs/").to_owned();
    }
    if let Some(value) = schema.get("const") {
        return value.to_string().replace('"', "'");
    }
    let Some(choices) = choices(schema) else {
        return by_kind(schema, indent);
    };
    let inner = format!("{indent}  ");
    let choices = choices.iter().map(|choice| match choice {
        Value::Object(_) => (comment(choice, &inner), typed(choice, &inner)),
        value => (String::new(), value.to_string().replace('"', "'")),
    });
    let choices = one_of(&choices.collect::<Vec<_>>(), &inner);
    match schema["properties"].is_object() {
        true => format!("{} & ({choices}\n{indent})", by_kind(schema, indent)),
        false => choices,
    }
}

/// The choices in one line if they fit, otherwise one below the other, each with its comment.
fn one_of(choices: &[(String, String)], indent: &str) -> String {
    let bare: Vec<&str> = choices.iter().map(|(_, choice)| choice.as_str()).collect();
    let line = bare.join(" | ");
    if line.len() <= WIDTH && !line.contains('\n') {
        return line;
    }
    let listed = choices
        .iter()
        .map(|(comment, choice)| format!("\n{comment}{indent}| {choice}"));
    listed.collect()
}

fn by_kind(schema: &Value, indent: &str) -> String {
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        kind => Vec::from_iter(kind.as_str()),
    };
    let kinds = kinds.into_iter().map(|kind| match kind {
        "object" => object(schema, indent),
        "array" => format!("{}[]", typed(&schema["items"], indent)),
        "integer" => "number".to_owned(),
        kind => kind.to_owned(),
    });
    match kinds.collect::<Vec<_>>().join(" | ") {
        kinds if kinds.is_empty() => "unknown".to_owned(),
        kinds => kinds,
    }
}

fn object(schema: &Value, indent: &str) -> String {
    let Some(properties) = schema["properties"].as_object() else {
        let values = typed(&schema["additionalProperties"], indent);
        return format!("Record<string, {values}>");
    };
    format!(
        "{{\n{}{indent}}}",
        fields(properties, &schema["required"], indent)
    )
}

fn fields(properties: &Map<String, Value>, required: &Value, indent: &str) -> String {
    let inner = format!("{indent}  ");
    let is_required = |name: &str| {
        let mut required = required.as_array().into_iter().flatten();
        required.any(|required| required == name)
    };
    let field = |(name, schema): (&String, &Value)| {
        let mark = if is_required(name) { "" } else { "?" };
        format!(
            "{}{inner}{name}{mark}: {};\n",
            comment(schema, &inner),
            typed(schema, &inner)
        )
    };
    properties.iter().map(field).collect()
}

fn comment(schema: &Value, indent: &str) -> String {
    let lines: Vec<&str> = schema["description"]
        .as_str()
        .unwrap_or_default()
        .lines()
        .collect();
    match &lines[..] {
        [] => String::new(),
        [line] => format!("{indent}/** {line} */\n"),
        lines => format!(
            "{indent}/**\n{indent} * {}\n{indent} */\n",
            lines.join(&format!("\n{indent} * "))
        ),
    }
}
