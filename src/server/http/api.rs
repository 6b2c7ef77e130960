//! The REST side: rooms opened and described, their QR codes, and the packs.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::HttpError;
use super::host_rights;
use super::qr;
use crate::game::PackSummary;
use crate::protocol::ErrorCode;
use crate::room::{RoomGone, RoomsError, Summary};
use crate::server::net::{CameBy, Peer};
use crate::server::packs::translations;
use crate::server::state::App;

/// The body is not what opens a room.
const NOT_A_KEY: HttpError = HttpError::new(
    StatusCode::BAD_REQUEST,
    ErrorCode::InvalidMessage,
    "The body must be JSON such as {\"host_key\": \"...\"}, or empty where no key is needed.",
);
/// Why there is no QR code.
const NO_PHONE_GETS_IN: &str = "No phone can reach this server. Connect it to a network, or see the settings bind and public_url.";
/// A QR code that no phone could open is none.
const NO_ADDRESS: HttpError = HttpError::new(
    StatusCode::NOT_FOUND,
    ErrorCode::InvalidMessage,
    NO_PHONE_GETS_IN,
);
/// There are as many rooms of this address as it may have, and players in all of them.
const TOO_MANY_ROOMS: HttpError = HttpError::new(
    StatusCode::TOO_MANY_REQUESTS,
    ErrorCode::RoomLimit,
    "As many rooms are open from your address as there may be. Close one that is not used any more.",
);
/// The body of `POST /api/spyster/rooms`. It may be empty when no key is needed.
#[derive(Default, Deserialize)]
struct OpenRoom {
    host_key: Option<String>,
}

/// `POST /api/spyster/rooms`: opens a room.
pub(super) async fn open_room(
    State(app): State<App>,
    peer: Peer,
    CameBy(came_by): CameBy,
    body: Bytes,
) -> Result<Response, HttpError> {
    let asked = match body.trim_ascii() {
        [] => OpenRoom::default(),
        body => serde_json::from_slice(body).map_err(|_| NOT_A_KEY)?,
    };
    host_rights::check_key(&app, peer, asked.host_key.as_deref())?;
    let mut room = app.open_room(peer).map_err(|error| match error {
        RoomsError::AddressLimit => TOO_MANY_ROOMS,
        error => ErrorCode::from(error).into(),
    })?;
    room.join_url = app.join_url(room.room, came_by.as_deref());
    app.lookup.remember(peer, room.room);
    if let Some(handle) = app.rooms.of_token(&room.host_token) {
        // The room answers once it is stored: whoever has a token has a room, whatever happens.
        let _ = handle.summary().await;
    }
    Ok((StatusCode::CREATED, fresh(Json(room))).into_response())
}

/// `GET /api/spyster/rooms/{room}`: how a room is.
pub(super) async fn room(
    State(app): State<App>,
    peer: Peer,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Result<impl IntoResponse, HttpError> {
    Ok(fresh(Json(find(&app, peer, &headers, Some(&code)).await?)))
}

/// `GET /api/spyster/rooms/{room}/qr.svg`: the way in, to scan.
pub(super) async fn room_qr(
    State(app): State<App>,
    peer: Peer,
    CameBy(came_by): CameBy,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Result<impl IntoResponse, HttpError> {
    let (_, join_url) = find_with_url(&app, peer, &headers, Some(&code), came_by).await?;
    let svg = draw(&join_url.ok_or(NO_ADDRESS)?)?;
    let kind = [(header::CONTENT_TYPE, "image/svg+xml")];
    Ok(fresh((kind, svg)))
}

/// The query of `GET /api/spyster/qr`.
#[derive(Deserialize)]
pub(super) struct QrQuery {
    room: Option<String>,
    /// The room's id, in place of its code.
    session: Option<String>,
}

/// `GET /api/spyster/qr?room=` or `?session=`: the same code as a data URL, for clients that speak JSON only.
pub(super) async fn qr_json(
    State(app): State<App>,
    peer: Peer,
    CameBy(came_by): CameBy,
    headers: HeaderMap,
    Query(query): Query<QrQuery>,
) -> Result<impl IntoResponse, HttpError> {
    let named = query.room.or(query.session);
    let found = find_with_url(&app, peer, &headers, named.as_deref(), came_by).await?;
    let (summary, join_url) = found;
    let Some(join_url) = join_url else {
        return Ok(fresh(Json(json!({
            "success": false,
            "message": NO_PHONE_GETS_IN,
            "session_id": summary.session_id,
        }))));
    };
    let svg = draw(&join_url)?;
    let svg = utf8_percent_encode(&svg, NON_ALPHANUMERIC);
    Ok(fresh(Json(json!({
        "success": true,
        "qr_code_data": format!("data:image/svg+xml,{svg}"),
        "join_url": join_url,
        "session_id": summary.session_id,
    }))))
}

/// `GET /api/spyster/packs`: what can be played with.
pub(super) async fn packs(State(app): State<App>) -> Json<Value> {
    let languages = app.pages.languages();
    let packs = app.rooms.packs().iter();
    let packs: Vec<PackSummary<'_>> = packs
        .map(|pack| PackSummary::new(pack, translations(pack, &languages)))
        .collect();
    Json(json!({ "packs": packs }))
}

/// `GET /api/spyster/health`: for whoever watches the server.
pub(super) async fn health(State(app): State<App>) -> impl IntoResponse {
    let trouble = app.store.trouble();
    let status = if trouble.is_none() { "ok" } else { "degraded" };
    let mut health = json!({
        "status": status,
        "version": env!("CARGO_PKG_VERSION"),
        "rooms": app.rooms.count(),
        "connections": app.pool.open(),
    });
    if let Some(trouble) = trouble {
        health["trouble"] = trouble.into();
    }
    fresh(Json(health))
}

/// How the room of that code or of the caller's token is, or the only one there is. A room that has just closed
/// is not found.
async fn find(
    app: &App,
    peer: Peer,
    headers: &HeaderMap,
    code: Option<&str>,
) -> Result<Summary, HttpError> {
    let token = host_rights::bearer(headers);
    let handle = app.lookup.find(peer, token, code).await?;
    let summary = handle.summary().await;
    summary.map_err(|RoomGone| ErrorCode::RoomNotFound.into())
}

/// The same, and where guests join: what the room's own screen shows, or else what suits the one who asks.
async fn find_with_url(
    app: &App,
    peer: Peer,
    headers: &HeaderMap,
    code: Option<&str>,
    came_by: Option<Arc<str>>,
) -> Result<(Summary, Option<String>), HttpError> {
    let summary = find(app, peer, headers, code).await?;
    let used = summary.screen_address.as_ref().or(came_by.as_ref());
    let join_url = app.join_url(summary.room, used.map(AsRef::as_ref));
    Ok((summary, join_url))
}

fn draw(url: &str) -> Result<String, HttpError> {
    qr::svg(url).map_err(|_| ErrorCode::Internal.into())
}

/// An answer that is true only now.
fn fresh(answer: impl IntoResponse) -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], answer)
}
