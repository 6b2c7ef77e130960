//! The last connections of a full server: for health checks, and for those who come back with a token.

use axum::extract::{Request, State};
use axum::http::header::{CONNECTION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::HttpError;
use super::host_rights;
use crate::protocol::ErrorCode;
use crate::server::net::{Peer, Reserved};
use crate::server::state::App;

/// Where the server says how it is.
const HEALTH: &str = "/api/spyster/health";

/// Where WebSockets are opened, whose first message is to be that they come back.
const SOCKET: &str = "/api/spyster/ws";

/// Answers on one of the last connections only what those are kept for, and one request on each: whoever
/// is next may need it more. WebSockets stay, but have to come back to a seat at once.
pub(super) async fn check(
    State(app): State<App>,
    peer: Peer,
    request: Request,
    next: Next,
) -> Response {
    if request.extensions().get::<Reserved>().is_none() {
        return next.run(request).await;
    }
    let is_free = matches!(request.uri().path(), HEALTH | SOCKET);
    let token = host_rights::bearer(request.headers()).map(ToOwned::to_owned);
    let mut response = match is_free || has_token(&app, peer, token).await {
        true => next.run(request).await,
        false => {
            let full = HttpError::from(ErrorCode::ConnectionLimit).into_response();
            ([(RETRY_AFTER, HeaderValue::from_static("5"))], full).into_response()
        }
    };
    if response.status() != StatusCode::SWITCHING_PROTOCOLS {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(CONNECTION, close);
    }
    response
}

async fn has_token(app: &App, peer: Peer, token: Option<String>) -> bool {
    match token {
        Some(token) => app.lookup.by_token(peer, &token).await.is_ok(),
        None => false,
    }
}
