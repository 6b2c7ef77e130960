//! Requests that pages from elsewhere cause are refused; every answer says which pages may take it in.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tracing::warn;

use super::error::HttpError;
use crate::protocol::ErrorCode;
use crate::server::limits::{Origins, Warning, excerpt};
use crate::server::net::Peer;
use crate::server::state::App;

const FETCH_MODE: &str = "sec-fetch-mode";
const FETCH_DEST: &str = "sec-fetch-dest";
/// Who may take an answer into a page.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// A page from elsewhere asks for something.
const FOREIGN_PAGE: HttpError = HttpError::new(
    StatusCode::FORBIDDEN,
    ErrorCode::InvalidMessage,
    "This page is not from this server. Open the game at the server's own address, \
    or have the page's origin added to allowed_origins in the server's configuration.",
);

/// Refuses what a page from elsewhere asks for. Following a link is free.
pub(super) fn refuse(app: &App, peer: Peer, request: &Request) -> Option<Response> {
    let headers = request.headers();
    if follows_link(request) || app.origins.permit(headers) {
        return None;
    }
    if app.warnings.permit(peer, Warning::ForeignPage) {
        let said = |name| {
            headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(excerpt)
        };
        let (origin, referer, host) = (
            said(header::ORIGIN),
            said(header::REFERER),
            said(header::HOST),
        );
        warn!(
            %peer, origin, referer, host,
            "a page from elsewhere was refused; if it is yours, add its origin to allowed_origins"
        );
    }
    Some(FOREIGN_PAGE.into_response())
}

/// Says with every answer which pages may take it in: the server's own, and those that are listed.
pub(super) async fn mark(
    State(origins): State<Arc<Origins>>,
    request: Request,
    next: Next,
) -> Response {
    let policy = match origins.lists(request.headers()) {
        true => "cross-origin",
        false => "same-origin",
    };
    let mut response = next.run(request).await;
    let policy = HeaderValue::from_static(policy);
    response.headers_mut().insert(RESOURCE_POLICY, policy);
    response
}

/// Whether a browser asks for something to show it to its user as a page of its own.
fn follows_link(request: &Request) -> bool {
    let says = |name: &str, what: &str| request.headers().get(name).is_some_and(|is| is == what);
    matches!(*request.method(), Method::GET | Method::HEAD)
        && says(FETCH_MODE, "navigate")
        && says(FETCH_DEST, "document")
}
