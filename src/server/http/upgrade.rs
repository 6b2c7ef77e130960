//! `GET /api/spyster/ws`: the request that becomes a WebSocket.

use std::sync::Arc;

use axum::Extension;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tracing::field::Empty;
use tracing::{Instrument, error_span};

use super::error::HttpError;
use crate::server::net::{CameBy, Peer, Reserved};
use crate::server::state::App;
use crate::server::ws::{Arrival, MAX_MESSAGE, configure, serve};

/// The query of the socket's address.
#[derive(Deserialize)]
pub(super) struct SocketQuery {
    /// Comes back to a session, for clients that do not send `resume`.
    token: Option<String>,
}

/// Hands the connection over to the WebSockets.
pub(super) async fn upgrade(
    State(app): State<App>,
    Query(query): Query<SocketQuery>,
    peer: Peer,
    came_by: CameBy,
    reserved: Option<Extension<Reserved>>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let upgrade = match upgrade {
        Ok(upgrade) => upgrade,
        Err(rejection) => return no_upgrade(&rejection),
    };
    let is_reserved = reserved.is_some();
    // Shared, because whatever is handed from one future to the next is kept in each of them.
    let app = Arc::new(app);
    // Of the highest level, so that a warning too says whom it is about, whatever is filtered.
    let span = error_span!(parent: None, "ws", %peer, connection = Empty, room = Empty);
    configure(upgrade, MAX_MESSAGE).on_upgrade(move |socket| {
        let arrival = Arrival {
            peer,
            came_by,
            is_reserved,
        };
        serve(socket, app, arrival, query.token).instrument(span)
    })
}

/// The answer to a request that does not ask for a WebSocket: what it would have to ask for.
fn no_upgrade(rejection: &WebSocketUpgradeRejection) -> Response {
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
