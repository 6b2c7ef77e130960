//! Who has host rights over HTTP: whoever knows the host key, or holds a host's session token.

use axum::http::{HeaderMap, StatusCode, header};
use percent_encoding::percent_decode_str;
use tracing::warn;
use uuid::Uuid;

use super::error::HttpError;
use crate::protocol::{ErrorCode, SessionToken};
use crate::room::Holder;
use crate::server::limits::{Slowed, Warning};
use crate::server::net::Peer;
use crate::server::state::App;

/// The host key is missing or wrong.
const NO_KEY: HttpError = HttpError::new(
    StatusCode::FORBIDDEN,
    ErrorCode::NotHost,
    "This takes the server's host key. Enter the key, or ask whoever runs the server.",
);
/// Nobody outside can have a right that no key gives.
const NOT_OF_THE_HOUSE: HttpError = HttpError::new(
    StatusCode::FORBIDDEN,
    ErrorCode::NotHost,
    "Only somebody in the server's own network can do that. Whoever runs the server can set a host key.",
);
/// Too many wrong host keys, whatever this one is.
const TOO_MANY_KEYS: HttpError = HttpError::new(
    StatusCode::TOO_MANY_REQUESTS,
    ErrorCode::RateLimited,
    "Too many wrong host keys. Wait ten seconds, then try again.",
);

/// Lets those through who know the host key, if there is one. Asking without a key is no guess.
///
/// # Errors
/// 403 without the key or with a wrong one, 429 after too many wrong ones.
pub(super) fn check_key(app: &App, peer: Peer, tried: Option<&str>) -> Result<(), HttpError> {
    let key = &app.config.host_key;
    if !key.is_set() {
        return Ok(());
    }
    if let Err(Slowed(wait)) = app.wrong_keys.check(peer) {
        return Err(TOO_MANY_KEYS.retry_after(wait));
    }
    match tried {
        Some(tried) if key.is(tried) => {
            app.wrong_keys.right(peer);
            Ok(())
        }
        Some(_) => {
            app.wrong_keys.wrong(peer);
            if app.warnings.permit(peer, Warning::WrongHostKey) {
                warn!(%peer, "wrong host_key");
            }
            Err(NO_KEY)
        }
        None => Err(NO_KEY),
    }
}

/// Lets hosts through: with the session token of one, or the host key, percent-encoded because a header
/// takes no other letters. Where no key is set everybody is one.
///
/// # Errors
/// As [`check_key`].
pub(super) async fn require(app: &App, peer: Peer, headers: &HeaderMap) -> Result<(), HttpError> {
    let given = bearer(headers);
    if app.config.host_key.is_set()
        && let Some(token) = given.filter(|given| SessionToken::parse(given).is_some())
    {
        return match app.lookup.by_token(peer, token).await {
            Ok((_, _, Holder::Host)) => Ok(()),
            // A token of a room that is gone is no guess at the key.
            _ => Err(NO_KEY),
        };
    }
    let key = given.map(|key| percent_decode_str(key).decode_utf8_lossy());
    check_key(app, peer, key.as_deref())
}

/// Lets those through who may change what is the whole server's: who know the host key, or where none is set
/// the people of the house. Anybody may open a room, so a host's token is no such right.
///
/// # Errors
/// As [`check_key`]; 403 from outside where no key is set.
fn require_server(app: &App, peer: Peer, headers: &HeaderMap) -> Result<(), HttpError> {
    if !app.config.host_key.is_set() && !app.house.contain(peer) {
        return Err(NOT_OF_THE_HOUSE);
    }
    let given = bearer(headers).filter(|given| SessionToken::parse(given).is_none());
    let key = given.map(|key| percent_decode_str(key).decode_utf8_lossy());
    check_key(app, peer, key.as_deref())
}

/// Lets those through who may have a past game forgotten: a host of the room it was played in, and whoever has
/// rights over the server.
///
/// # Errors
/// As [`require_server`].
pub(super) async fn require_game(
    app: &App,
    peer: Peer,
    headers: &HeaderMap,
    id: &str,
) -> Result<(), HttpError> {
    let token = bearer(headers).filter(|given| SessionToken::parse(given).is_some());
    if let (Some(token), Ok(game)) = (token, Uuid::parse_str(id))
        && let Ok((_, room, Holder::Host)) = app.lookup.by_token(peer, token).await
        && room.has_played(game).await.unwrap_or(false)
    {
        return Ok(());
    }
    require_server(app, peer, headers)
}

/// What a request shows to say who sends it; never in its address, which ends up in logs.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, shown) = value.split_once(' ')?;
    let is_bearer = scheme.eq_ignore_ascii_case("bearer");
    Some(shown.trim()).filter(|_| is_bearer)
}
