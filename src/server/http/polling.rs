//! The way in for phones whose network has no WebSockets: ask for the state, post messages.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use serde_json::value::RawValue;
use tracing::field::display;
use tracing::{Span, debug, warn};

use super::constant_length;
use super::error::HttpError;
use super::host_rights;
use super::negotiation;
use crate::protocol::{
    ClientMessage, ErrorCode, Incoming, ServerMessage, SessionToken, decode, server_time,
};
use crate::room::{RoomGone, RoomHandle};
use crate::server::limits::{Caller, LookupError, Warning};
use crate::server::net::{CameBy, Peer};
use crate::server::state::App;

/// `GET /api/spyster/state`: the caller's state, or 304 if nothing is new.
pub(super) async fn state(
    State(app): State<App>,
    peer: Peer,
    CameBy(came_by): CameBy,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let caller = identify(&app, peer, &headers).await?;
    let (token, room) = caller.ok_or(ErrorCode::InvalidToken)?;
    let polled = room.poll(token, came_by).await;
    let polled = polled.map_err(|RoomGone| ErrorCode::InvalidToken)??;
    let etag = HeaderValue::from_str(&format!("\"{}\"", polled.seq));
    let etag = etag.map_err(|_| ErrorCode::Internal)?;
    let is_seen = negotiation::has(&headers, &etag);
    let etag = [(header::ETAG, etag)];
    Ok(match is_seen {
        true => (StatusCode::NOT_MODIFIED, etag, constant_length::KEEP_OUT).into_response(),
        false => (etag, constant_length::json(polled.state, &headers)).into_response(),
    })
}

/// `POST /api/spyster/messages`: one message; its answers come back as `{"replies": […]}`.
pub(super) async fn message(
    State(app): State<App>,
    peer: Peer,
    headers: HeaderMap,
    body: String,
) -> Result<Response, HttpError> {
    let caller = identify(&app, peer, &headers).await?;
    let incoming = match decode(&body) {
        Ok(incoming) => incoming,
        Err(error) => {
            if app.warnings.permit(peer, Warning::BadMessage) {
                let kind = error.received.as_deref();
                warn!(code = ?error.code, kind, at = error.at, "bad message");
            }
            return Ok((StatusCode::BAD_REQUEST, Json(error.reply())).into_response());
        }
    };
    debug!(kind = incoming.received, "message");
    let replies = match alone(&incoming) {
        Some(replies) => replies.iter().map(ServerMessage::to_json).collect(),
        None => in_room(&app, peer, caller, incoming).await?,
    };
    let replies: Vec<Box<RawValue>> = replies
        .into_iter()
        .filter_map(|reply| RawValue::from_string(reply).ok())
        .collect();
    let replies = json!({ "replies": replies }).to_string();
    Ok(constant_length::json(replies, &headers))
}

/// The answers to a message that no room needs to see.
fn alone(incoming: &Incoming) -> Option<Vec<ServerMessage>> {
    let id = incoming.id.clone();
    match &incoming.message {
        ClientMessage::Ping(ping) => {
            let pong = ping.timestamp.clone().map(|timestamp| ServerMessage::Pong {
                timestamp,
                server_time: server_time(),
            });
            let ack = ServerMessage::ack(&incoming.received, id);
            Some([Some(ack), pong].into_iter().flatten().collect())
        }
        ClientMessage::Unknown => Some(vec![ServerMessage::unhandled(&incoming.received, id)]),
        _ => None,
    }
}

async fn in_room(
    app: &App,
    peer: Peer,
    caller: Option<(SessionToken, RoomHandle)>,
    incoming: Incoming,
) -> Result<Vec<String>, HttpError> {
    let (token, room) = match (caller, &incoming.message) {
        (Some((token, room)), _) => (Some(token), room),
        (None, ClientMessage::Join(join)) => match app.lookup.by_code(peer, join.room.as_deref()) {
            Ok(room) => (None, room),
            Err(LookupError::Code(code)) => {
                let error = ServerMessage::error(code, &incoming.received, incoming.id);
                return Ok(vec![error.to_json()]);
            }
            Err(slowed) => return Err(slowed.into()),
        },
        (None, _) => return Err(ErrorCode::InvalidToken.into()),
    };
    Span::current().record("room", display(room.code()));
    let replies = room.post(token, incoming).await;
    Ok(replies.map_err(|RoomGone| ErrorCode::InvalidToken)??)
}

/// Whose request it is, if it shows a token, and that it does not come too fast. A token that is no good
/// has no limit of its own, or as many as one can make up would have as many.
async fn identify(
    app: &App,
    peer: Peer,
    headers: &HeaderMap,
) -> Result<Option<(SessionToken, RoomHandle)>, ErrorCode> {
    let caller = match host_rights::bearer(headers) {
        Some(token) => app.lookup.by_token(peer, token).await.map(Some),
        None => Ok(None),
    };
    let counted_by = match &caller {
        Ok(Some((token, ..))) => Caller::Session(token.hash()),
        Ok(None) | Err(_) => Caller::Stranger(peer),
    };
    app.post_limiter.check(counted_by)?;
    Ok(caller?.map(|(token, room, _)| (token, room)))
}
