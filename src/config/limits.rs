//! Which values a setting may have: ranges of numbers, the public address, and what must fit together.

use std::ops::RangeInclusive;

use axum::http::Uri;
use toml::Value;

use super::error::ConfigError;
use super::settings::Config;
use crate::game::Settings;

/// Smallest and largest value of each number of the server. Where 0 is allowed it switches the limit off.
const SERVER: &[(&str, RangeInclusive<i64>)] = &[
    ("max_rooms", 1..=10_000),
    ("max_rooms_per_address", 0..=10_000),
    ("max_rooms_per_house_address", 0..=10_000),
    ("room_idle_minutes", 1..=10_080),
    ("restore_hours", 0..=720),
    ("min_players", 3..=20),
    ("max_players", 3..=20),
    ("max_connections", 0..=100_000),
    ("max_connections_per_address", 0..=100_000),
    ("max_connections_per_house_address", 0..=100_000),
    ("message_burst", 1..=10_000),
    ("message_rate", 0..=10_000),
    ("join_timeout_seconds", 0..=3600),
    ("connect_timeout_seconds", 1..=120),
    ("heartbeat_seconds", 1..=300),
    ("timeout_seconds", 2..=3600),
    ("header_timeout_seconds", 1..=60),
    ("shutdown_seconds", 1..=60),
];

/// Points of any one event: enough for every taste, and no sum can overflow.
const POINTS: RangeInclusive<i64> = -1000..=1000;

/// Checks one value against its key's range; a text or a switch has none.
///
/// # Errors
/// A sentence that says what would be right.
pub(super) fn check_range(key: &str, value: &Value) -> Result<(), String> {
    let Some(range) = range_of(key) else {
        return Ok(());
    };
    match value {
        Value::Integer(number) if !range.contains(number) => Err(format!(
            "{number} is not between {} and {}",
            range.start(),
            range.end()
        )),
        Value::Array(values) => values.iter().try_for_each(|value| check_range(key, value)),
        _ => Ok(()),
    }
}

fn range_of(key: &str) -> Option<RangeInclusive<i64>> {
    if key.starts_with("scoring.") {
        return Some(POINTS);
    }
    if let Some(field) = key.strip_prefix("game.") {
        let range = Settings::range_of(field)?;
        return Some(i64::from(*range.start())..=i64::from(*range.end()));
    }
    let mut ranges = SERVER.iter();
    let range = ranges.find(|(name, _)| *name == key);
    range.map(|(_, range)| range.clone())
}

/// The path under which all pages are.
const PAGES: &str = "/api/spyster";
/// Longest public address, in bytes: a QR code with much more in it can't be scanned across a room.
const LONGEST_URL: usize = 200;

/// Checks that `url` can stand before `/api/spyster/…` in a link.
///
/// # Errors
/// A sentence that says what would be right.
pub(super) fn check_public_url(url: &str) -> Result<(), String> {
    let ours = url.split_once(PAGES);
    if let Some((base, _)) = ours.filter(|(_, rest)| rest.is_empty() || rest.starts_with('/')) {
        return Err(format!(
            "\"{url}\" is the address of a page; leave out what comes after \"{base}\""
        ));
    }
    if url.len() > LONGEST_URL {
        return Err(format!(
            "it has {} characters, and a QR code is easy to scan with at most {LONGEST_URL}; choose a shorter one, such as https://games.example.org/spyster",
            url.len()
        ));
    }
    let fits = |uri: &Uri| {
        matches!(uri.scheme_str(), Some("http" | "https"))
            && uri.query().is_none()
            && uri
                .authority()
                .is_some_and(|host| !host.as_str().contains('@'))
    };
    // `Uri` drops a fragment without a word.
    if !url.contains('#') && url.parse().as_ref().is_ok_and(fits) {
        return Ok(());
    }
    Err(format!(
        "\"{url}\" is not an address such as http://192.168.1.20:8137 or https://games.example.org/spyster"
    ))
}

/// Checks that `origin` is what a browser calls a page's origin: scheme, host, and port if there is one.
///
/// # Errors
/// A sentence that says what would be right.
pub(super) fn check_origin(origin: &str) -> Result<(), String> {
    let rest = origin.split_once("://").map_or("", |(_, rest)| rest);
    if !rest.contains('/') && check_public_url(origin).is_ok() {
        return Ok(());
    }
    Err(format!(
        "\"{origin}\" is not an origin such as https://games.example.org, which ends with the host or its port"
    ))
}

/// Checks that `host` is the name of a host and no more.
///
/// # Errors
/// A sentence that says what would be right.
pub(super) fn check_host(host: &str) -> Result<(), String> {
    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || ".-_".contains(letter);
    if !host.is_empty() && host.chars().all(is_of_name) {
        return Ok(());
    }
    Err(format!(
        "\"{host}\" is not a name such as games.example.org, without http:// and without a port"
    ))
}

/// Checks what no single value can show.
pub(super) fn check_together(config: &Config) -> Result<(), ConfigError> {
    if config.min_players > config.max_players {
        return Err(ConfigError::Conflict(format!(
            "min_players ({}) is more than max_players ({})",
            config.min_players, config.max_players
        )));
    }
    if config.heartbeat_seconds >= config.timeout_seconds {
        return Err(ConfigError::Conflict(format!(
            "heartbeat_seconds ({}) must be less than timeout_seconds ({}), or quiet players are cut off",
            config.heartbeat_seconds, config.timeout_seconds
        )));
    }
    Ok(())
}
