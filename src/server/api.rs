//! The REST side: rooms opened and described, their QR codes, and the packs.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::HttpError;
use super::qr;
use super::state::App;
use crate::game::PackSummary;
use crate::protocol::ErrorCode;
use crate::room::{RoomGone, RoomHandle, Summary};

/// `POST /api/spyster/rooms`: opens a room.
pub(super) async fn open_room(State(app): State<App>) -> Result<Response, HttpError> {
    let room = app.rooms.create().map_err(ErrorCode::from)?;
    Ok((StatusCode::CREATED, fresh(Json(room))).into_response())
}

/// `GET /api/spyster/rooms/{room}`: how a room is.
pub(super) async fn room(
    State(app): State<App>,
    Path(code): Path<String>,
) -> Result<impl IntoResponse, HttpError> {
    let (_, summary) = find(&app, Some(&code)).await?;
    Ok(fresh(Json(summary)))
}

/// `GET /api/spyster/rooms/{room}/qr.svg`: the way in, to scan.
pub(super) async fn room_qr(
    State(app): State<App>,
    Path(code): Path<String>,
) -> Result<impl IntoResponse, HttpError> {
    let (handle, _) = find(&app, Some(&code)).await?;
    let svg = draw(&app.join_url(handle.code()))?;
    let kind = [(header::CONTENT_TYPE, "image/svg+xml")];
    Ok(fresh((kind, svg)))
}

/// The query of `GET /api/spyster/qr`.
#[derive(Deserialize)]
pub(super) struct QrQuery {
    room: Option<String>,
}

/// `GET /api/spyster/qr?room=`: the same code as a data URL, for clients that speak JSON only.
pub(super) async fn qr_json(
    State(app): State<App>,
    Query(query): Query<QrQuery>,
) -> Result<impl IntoResponse, HttpError> {
    let (handle, summary) = find(&app, query.room.as_deref()).await?;
    let join_url = app.join_url(handle.code());
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
    let packs: Vec<PackSummary<'_>> = app.rooms.packs().iter().map(PackSummary::from).collect();
    Json(json!({ "packs": packs }))
}

/// `GET /api/spyster/health`: for whoever watches the server.
pub(super) async fn health(State(app): State<App>) -> impl IntoResponse {
    fresh(Json(json!({
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "rooms": app.rooms.count(),
        "connections": app.pool.open(),
    })))
}

/// The room of that code, or the only one there is. A room that has just closed is not found.
async fn find(app: &App, code: Option<&str>) -> Result<(RoomHandle, Summary), HttpError> {
    let handle = app.rooms.find(code).map_err(ErrorCode::from)?;
    let summary = handle.summary().await;
    let summary = summary.map_err(|RoomGone| ErrorCode::RoomNotFound)?;
    Ok((handle, summary))
}

fn draw(url: &str) -> Result<String, HttpError> {
    qr::svg(url).map_err(|_| ErrorCode::Internal.into())
}

/// An answer that is true only now.
fn fresh(answer: impl IntoResponse) -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], answer)
}
