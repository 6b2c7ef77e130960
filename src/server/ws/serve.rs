//! A WebSocket from its upgrade to its end: a slot in the pool, then a client's conversation.

use std::sync::Arc;

use axum::extract::ws::WebSocket;
use tracing::warn;

use super::arrival::Arrival;
use super::client::Client;
use super::connection::converse;
use super::turned_away::TurnedAway;
use crate::server::limits::Warning;
use crate::server::state::App;

/// Longest message, in bytes.
pub(crate) const MAX_MESSAGE: usize = 16 * 1024;

/// Leads the conversation on a WebSocket, from its slot in the pool to its end.
///
/// `token` comes back to a session at once.
pub(crate) async fn serve(
    socket: WebSocket,
    app: Arc<App>,
    arrival: Arrival,
    token: Option<String>,
) {
    let (limits, stopping) = (app.limits.clone(), app.stopping.clone());
    let peer = arrival.peer;
    match app.pool.enter(peer) {
        Ok(slot) => {
            let mut client = Client::welcome(app, slot, arrival);
            if let Some(token) = token {
                client.resume(&token, None).await;
            }
            converse(socket, &limits, &stopping, client).await;
        }
        Err(full) => {
            if app.warnings.permit(peer, Warning::TurnedAway) {
                warn!("a WebSocket was turned away: {full}");
            }
            converse(socket, &limits, &stopping, TurnedAway::new()).await;
        }
    }
}
