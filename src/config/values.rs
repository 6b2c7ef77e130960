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
        Value::Boolean(_) => text.trim().parse().map(Value::Boolean).map_err(|_| wrong()),
        Value::Array(values) => {
            let first = values.first().ok_or_else(wrong)?;
            let list = text.trim().trim_start_matches('[').trim_end_matches(']');
            let parsed: Result<_, _> = list.split(',').map(|item| parse(item, first)).collect();
            parsed.map(Value::Array).map_err(|_| wrong())
        }
        _ => Ok(Value::String(text.to_owned())),
    }
}

/// Checks that `value` is of the kind that `like` is.
///
/// # Errors
/// What was expected and what was found.
pub(super) fn check_type(value: &Value, like: &Value) -> Result<(), String> {
    match (value, like) {
        (Value::Array(values), Value::Array(likes)) => likes.first().map_or(Ok(()), |like| {
            values.iter().try_for_each(|value| check_type(value, like))
        }),
        _ if value.same_type(like) => Ok(()),
        _ => Err(format!(
            "expected {}, found {}",
            kind_of(like),
            kind_of(value)
        )),
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "a text in quotes",
        Value::Integer(_) => "a whole number",
        Value::Float(_) => "a number with a fraction",
        Value::Boolean(_) => "true or false",
        Value::Array(_) => "a list of whole numbers such as 2,4,6",
        Value::Datetime(_) => "a date",
        Value::Table(_) => "a table",
    }
}
