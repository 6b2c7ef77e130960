//! TOML values: as dotted keys, from plain text, and of the right kind.

use toml::{Table, Value};

/// Nested tables as one list of dotted keys. An empty table stays, so that a misspelt one is noticed.
pub(super) fn flatten(table: Table) -> Vec<(String, Value)> {
    let mut flat = Vec::new();
    for (key, value) in table {
        match value {
            Value::Table(inner) if !inner.is_empty() => {
                let inner = flatten(inner).into_iter();
                flat.extend(inner.map(|(rest, value)| (format!("{key}.{rest}"), value)));
            }
            value => flat.push((key, value)),
        }
    }
    flat
}

/// The reverse of [`flatten`], for one dotted key.
pub(super) fn insert(table: &mut Table, key: &str, value: Value) {
    match key.split_once('.') {
        None => {
            table.insert(key.to_owned(), value);
        }
        Some((first, rest)) => {
            let inner = table
                .entry(first)
                .or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}

/// Reads text from a variable or flag as the kind of value that `like` is.
///
/// # Errors
/// What was expected and what was found.
pub(super) fn parse(text: &str, like: &Value) -> Result<Value, String> {
    let wrong = || format!("expected {}, found \"{text}\"", kind_of(like));
    match like {
        Value::Integer(_) => text.trim().parse().map(Value::Integer).map_err(|_| wrong()),
        Value::Boolean(_) => {
            let text = text.trim().to_ascii_lowercase();
            text.parse().map(Value::Boolean).map_err(|_| wrong())
        }
        Value::Array(values) => {
            let like = item_of(values);
            let items = items(text).filter(|item| !(item.is_empty() && like.is_str()));
            let parsed: Result<_, _> = items.map(|item| parse(item, &like)).collect();
            parsed.map(Value::Array).map_err(|_| wrong())
        }
        _ => Ok(Value::String(text.to_owned())),
    }
}

/// Cuts the blanks around a text, or around each text of a list.
pub(super) fn trim(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.trim().to_owned()),
        Value::Array(values) => Value::Array(values.into_iter().map(trim).collect()),
        other => other,
    }
}

/// Checks that `value` is of the kind that `like` is.
///
/// # Errors
/// What was expected and what was found.
pub(super) fn check_type(value: &Value, like: &Value) -> Result<(), String> {
    match (value, like) {
        (Value::Array(values), Value::Array(likes)) => {
            let like = item_of(likes);
            values.iter().try_for_each(|value| check_type(value, &like))
        }
        _ if value.same_type(like) => Ok(()),
        _ => Err(format!(
            "expected {}, found {}",
            kind_of(like),
            kind_of(value)
        )),
    }
}

/// What the items of a list are like. An empty default is a list of texts.
fn item_of(list: &[Value]) -> Value {
    let first = list.first().cloned();
    first.unwrap_or_else(|| Value::String(String::new()))
}

/// The items of a list as a person writes it: with commas, perhaps in brackets, perhaps each in quotes.
fn items(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim();
    let inner = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    let quotes = ['"', '\''];
    let items = inner.unwrap_or(text).split(',');
    items.map(move |item| item.trim().trim_matches(quotes))
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "a text in quotes",
        Value::Integer(_) => "a whole number",
        Value::Float(_) => "a number with a fraction",
        Value::Boolean(_) => "true or false",
        Value::Array(items) if item_of(items).is_integer() => {
            "a list of whole numbers such as 2,4,6"
        }
        Value::Array(_) => "a list of texts",
        Value::Datetime(_) => "a date",
        Value::Table(_) => "a table",
    }
}
