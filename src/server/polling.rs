//! The way in for phones whose network has no WebSockets: ask for the state, post messages.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use serde_json::value::RawValue;

use super::error::HttpError;
use super::host_rights;
use super::pages;
use super::peer::Peer;
use super::post_pace::Caller;
use super::state::App;
use crate::protocol::{
    ClientMessage, ErrorCode, Incoming, ServerMessage, SessionToken, decode, epoch_ms,
};
use crate::room::{RoomGone, RoomHandle};

/// `GET /api/spyster/state`: the caller's state, or 304 if nothing is new.
pub(super) async fn state(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let token = bearer(&headers).ok_or(ErrorCode::InvalidToken)?;
    app.post_pace.check(Caller::Session(token.hash()))?;
    let room = room_of(&app, &token)?;
    let polled = room.poll(token).await;
    let polled = polled.map_err(|RoomGone| ErrorCode::InvalidToken)??;
    let etag = HeaderValue::from_str(&format!("\"{}\"", polled.seq));
    let etag = etag.map_err(|_| ErrorCode::Internal)?;
    let is_seen = pages::has(&headers, &etag);
    let caching = [
        (header::ETAG, etag),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-cache"),
        ),
        (header::VARY, HeaderValue::from_static("authorization")),
    ];
    if is_seen {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let kind = [(header::CONTENT_TYPE, "application/json")];
    Ok((caching, kind, polled.state).into_response())
}

/// `POST /api/spyster/messages`: one message; its answers come back as `{"replies": […]}`.
pub(super) async fn message(
    State(app): State<App>,
    peer: Peer,
    headers: HeaderMap,
    body: String,
) -> Result<Response, HttpError> {
    let token = bearer(&headers);
    let caller = match &token {
        Some(token) => Caller::Session(token.hash()),
        None => Caller::Stranger(peer),
    };
    app.post_pace.check(caller)?;
    let incoming = match decode(&body) {
        Ok(incoming) => incoming,
        Err(error) => return Ok((StatusCode::BAD_REQUEST, Json(error.reply())).into_response()),
    };
    let replies = match alone(&incoming) {
        Some(replies) => replies.iter().map(ServerMessage::to_json).collect(),
        None => in_room(&app, peer, token, incoming).await?,
    };
    let replies: Vec<Box<RawValue>> = replies
        .into_iter()
        .filter_map(|reply| RawValue::from_string(reply).ok())
        .collect();
    Ok(Json(json!({ "replies": replies })).into_response())
}

/// The answers to a message that no room needs to see.
fn alone(incoming: &Incoming) -> Option<Vec<ServerMessage>> {
    let id = incoming.id.clone();
    match &incoming.message {
        ClientMessage::Ping(ping) => {
            let pong = ping.timestamp.clone().map(|timestamp| ServerMessage::Pong {
                timestamp,
                server_time: epoch_ms(),
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
    token: Option<SessionToken>,
    incoming: Incoming,
) -> Result<Vec<String>, HttpError> {
    let room = match (&token, &incoming.message) {
        (Some(token), _) => room_of(app, token)?,
        (None, ClientMessage::Join(join)) => match app.find_room(peer, join.room.as_deref()) {
            Ok(room) => room,
            Err(code) => {
                let error = ServerMessage::error(code, &incoming.received, incoming.id);
                return Ok(vec![error.to_json()]);
            }
        },
        (None, _) => return Err(ErrorCode::InvalidToken.into()),
    };
    let replies = room.post(token, incoming).await;
    Ok(replies.map_err(|RoomGone| ErrorCode::InvalidToken)??)
}

fn room_of(app: &App, token: &SessionToken) -> Result<RoomHandle, ErrorCode> {
    app.rooms.of_token(token).ok_or(ErrorCode::InvalidToken)
}

/// The session token of a request.
fn bearer(headers: &HeaderMap) -> Option<SessionToken> {
    host_rights::bearer(headers).and_then(SessionToken::parse)
}
