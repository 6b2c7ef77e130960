//! Why the server can't start, and what an HTTP client is told when something does not work.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Json;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use thiserror::Error;

use super::guess_limiter::Slowed;
use super::room_lookup::LookupError;
use crate::protocol::ErrorCode;
use crate::store::{OpenError, StoreError};

/// After so long the next message may come from somebody who was too fast.
const A_MOMENT: Duration = Duration::from_secs(1);

/// Why the server could not start. The binary prints it and exits with code 1.
#[derive(Debug, Error)]
pub enum StartError {
    /// The address could not be listened on.
    #[error("Could not listen on {address}: {}.", advice(reason, address))]
    Listen {
        /// The address as configured.
        address: SocketAddr,
        /// What the operating system said.
        reason: io::Error,
    },
    /// The store can't be had.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// The store can't be read.
    #[error("Could not read the stored rooms: {0}.")]
    Rooms(StoreError),
    /// New rooms are to play with a pack that is not there.
    #[error("There is no location pack \"{id}\" (setting game.location_pack); there are: {there}.")]
    Pack {
        /// The pack's id.
        id: String,
        /// The packs there are.
        there: String,
    },
}

fn advice(error: &io::Error, address: &SocketAddr) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "port {} is in use, perhaps by another Spyster; stop that program or choose another port, such as --bind {}",
            address.port(),
            SocketAddr::new(address.ip(), address.port().checked_add(1).unwrap_or(8137)),
        ),
        io::ErrorKind::PermissionDenied => {
            "this user may not open that port; choose one above 1023 with --bind".to_owned()
        }
        io::ErrorKind::AddrNotAvailable => {
            "this machine does not have that address; [::] stands for all it has".to_owned()
        }
        _ => error.to_string(),
    }
}

/// An answer that says what went wrong: `{"type":"error","code","message"}` with its HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HttpError {
    status: StatusCode,
    code: ErrorCode,
    message: &'static str,
    retry_after: Option<Duration>,
}

impl HttpError {
    /// An error with a code of the protocol and a sentence that says what to do next.
    #[must_use]
    pub const fn new(status: StatusCode, code: ErrorCode, message: &'static str) -> Self {
        Self {
            status,
            code,
            message,
            retry_after: None,
        }
    }

    /// The same with word of when it is worth trying again.
    #[must_use]
    pub const fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }
}

/// The error for a status that came without words of ours: from the router, a layer or an extractor.
impl From<StatusCode> for HttpError {
    fn from(status: StatusCode) -> Self {
        let (code, message) = match status {
            StatusCode::NOT_FOUND => (
                ErrorCode::InvalidMessage,
                "There is nothing at this address. Go back to the start page.",
            ),
            StatusCode::METHOD_NOT_ALLOWED => (
                ErrorCode::InvalidMessage,
                "This address does not take that method. See the Allow header.",
            ),
            StatusCode::UPGRADE_REQUIRED => (
                ErrorCode::InvalidMessage,
                "This address is for WebSockets only. A proxy on the way has to pass the Upgrade header on.",
            ),
            StatusCode::PAYLOAD_TOO_LARGE => (
                ErrorCode::InvalidMessage,
                "The message is too big. Send at most 16 KiB.",
            ),
            StatusCode::SERVICE_UNAVAILABLE => (
                ErrorCode::Internal,
                "The server took too long. Try again in a moment.",
            ),
            _ if status.is_client_error() => (
                ErrorCode::InvalidMessage,
                "The server did not understand this request. Check its headers and body.",
            ),
            _ => (
                ErrorCode::Internal,
                "Something went wrong on the server. Try again in a moment.",
            ),
        };
        Self::new(status, code, message)
    }
}

/// The error for a code of the protocol, with its own sentence.
impl From<ErrorCode> for HttpError {
    fn from(code: ErrorCode) -> Self {
        let status = match code {
            ErrorCode::NoGame
            | ErrorCode::RoomNotFound
            | ErrorCode::GameNotFound
            | ErrorCode::HistoryOff => StatusCode::NOT_FOUND,
            ErrorCode::InvalidToken | ErrorCode::SessionExpired => StatusCode::UNAUTHORIZED,
            ErrorCode::NotHost => StatusCode::FORBIDDEN,
            ErrorCode::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            ErrorCode::RoomLimit | ErrorCode::ConnectionLimit => StatusCode::SERVICE_UNAVAILABLE,
            ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        };
        let error = Self::new(status, code, code.sentence());
        match code {
            ErrorCode::RateLimited => error.retry_after(A_MOMENT),
            _ => error,
        }
    }
}

/// The error for a room that was not found.
impl From<LookupError> for HttpError {
    fn from(error: LookupError) -> Self {
        match error {
            LookupError::Code(code) => code.into(),
            LookupError::Slowed(Slowed(wait)) => Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                ErrorCode::RateLimited,
                LookupError::SLOWED,
            )
            .retry_after(wait),
        }
    }
}

impl IntoResponse for HttpError {
    fn into_response(self) -> Response {
        let body = json!({"type": "error", "code": self.code, "message": self.message});
        let mut response = (self.status, Json(body)).into_response();
        if let Some(wait) = self.retry_after {
            // In whole seconds, and never too early.
            let seconds = HeaderValue::from(wait.as_millis().div_ceil(1000).max(1) as u64);
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}

/// The answer to a request that does not ask for a WebSocket: what it would have to ask for.
pub(super) fn no_upgrade(rejection: &WebSocketUpgradeRejection) -> Response {
    use WebSocketUpgradeRejection as Rejection;
    match rejection {
        Rejection::InvalidConnectionHeader(_)
        | Rejection::InvalidUpgradeHeader(_)
        | Rejection::InvalidWebSocketVersionHeader(_)
        | Rejection::ConnectionNotUpgradable(_) => {
            let wanted = [
                (header::CONNECTION, "upgrade"),
                (header::UPGRADE, "websocket"),
                (header::SEC_WEBSOCKET_VERSION, "13"),
            ];
            (wanted, HttpError::from(StatusCode::UPGRADE_REQUIRED)).into_response()
        }
        _ => HttpError::from(StatusCode::BAD_REQUEST).into_response(),
    }
}

/// Gives every error of router, layers and extractors the shape of ours, so that clients meet only one.
pub(super) async fn in_json(response: Response) -> Response {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_ours = kind.is_some_and(|kind| {
        // No extractor and no layer speaks either of them.
        kind == "application/json" || kind.as_bytes().starts_with(b"text/html")
    });
    if is_ours || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let mut error = HttpError::from(status).into_response();
    if let Some(methods) = response.headers().get(header::ALLOW) {
        error.headers_mut().insert(header::ALLOW, methods.clone());
    }
    error
}
