//! Requests for a name that is not this server's are refused, in words for whoever runs it.

use axum::Json;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::json;
use tracing::warn;

use crate::protocol::ErrorCode;
use crate::server::limits::Warning;
use crate::server::net::Peer;
use crate::server::state::App;

/// Refuses requests for a name that is not allowed.
pub(super) fn refuse(app: &App, peer: Peer, request: &Request) -> Option<Response> {
    let host = app.hosts.foreign(request)?;
    if app.warnings.permit(peer, Warning::ForeignHost) {
        let cure = app.hosts.cure(&host, true);
        warn!(%peer, host, "a request for a foreign host was refused; {cure}");
    }
    let sentence = format!(
        "This server does not go by that name. {}",
        app.hosts.cure(&host, false)
    );
    let status = StatusCode::MISDIRECTED_REQUEST;
    let accepted = request.headers().get(header::ACCEPT);
    let accepted = accepted.and_then(|accept| accept.to_str().ok());
    if accepted.is_some_and(|accept| accept.contains("text/html")) {
        // Of the host only what needs no escaping has come so far.
        let page = format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\">\
            <meta name=\"viewport\" content=\"width=device-width\"><title>Spyster</title>\
            <h1>Spyster</h1><p>{sentence}</p></html>\n"
        );
        return Some((status, Html(page)).into_response());
    }
    let code = ErrorCode::HostNotAllowed;
    let body = json!({"type": "error", "code": code, "message": sentence});
    Some((status, Json(body)).into_response())
}
