//! A gate: middleware that lets a request pass, or answers it before anything is done or counted.

use axum::extract::{FromRef, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::server::net::{Peer, TrustedProxies};
use crate::server::state::App;

/// The answer in place of a request's own; nothing lets the request pass.
type Refuse = fn(&App, Peer, &Request) -> Option<Response>;

/// One check that requests have to pass; the state of the middleware [`pass`].
#[derive(Clone)]
pub(super) struct Gate {
    app: App,
    refuse: Refuse,
}

impl Gate {
    pub(super) fn new(app: &App, refuse: Refuse) -> Self {
        Self {
            app: app.clone(),
            refuse,
        }
    }
}

/// Tells a [`Peer`] who is behind a proxy.
impl FromRef<Gate> for TrustedProxies {
    fn from_ref(gate: &Gate) -> Self {
        Self::from_ref(&gate.app)
    }
}

/// Hands a request on, unless the gate refuses it.
pub(super) async fn pass(
    State(gate): State<Gate>,
    peer: Peer,
    request: Request,
    next: Next,
) -> Response {
    match (gate.refuse)(&gate.app, peer, &request) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    }
}
