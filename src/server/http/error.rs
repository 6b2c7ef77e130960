//! What an HTTP client is told when something does not work.

use std::time::Duration;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::protocol::ErrorCode;
use crate::server::limits::{LookupError, Slowed};

/// After so long the next message may come from somebody who was too fast.
const A_MOMENT: Duration = Duration::from_secs(1);

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
