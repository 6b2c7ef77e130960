//! A conversation that says back what it hears, on the very loop that the game's sockets run on.

use std::collections::VecDeque;
use std::time::Duration;

use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::routing::get;
use spyster::server::{Conversation, HttpLimits, Limits, Next, Said, accept, configure, converse};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// No suite has a case that takes so long: heartbeats are not in its way.
const AN_HOUR: Duration = Duration::from_secs(3600);

/// What each connection may do: everything, for as long as it likes.
const LIMITS: Limits = Limits {
    heartbeat: AN_HOUR,
    silence: AN_HOUR,
    admission: None,
    send: Duration::from_secs(60),
    messages: None,
};

/// Echoes at `/echo` messages of up to `max_message` bytes until it is told to stop.
pub(crate) async fn serve(listener: TcpListener, max_message: usize, stopping: CancellationToken) {
    let limits = HttpLimits {
        header: Duration::from_secs(5),
        grace: Duration::from_secs(5),
        ..HttpLimits::default()
    };
    let stop = stopping.clone();
    let echo = get(async move |upgrade: WebSocketUpgrade| {
        configure(upgrade, max_message).on_upgrade(async move |socket| {
            converse(socket, &LIMITS, &stop, Echo::default()).await;
        })
    });
    accept(
        listener,
        Router::new().route("/echo", echo),
        limits,
        stopping,
    )
    .await;
}

/// What was heard and is still to be said back.
#[derive(Default)]
struct Echo(VecDeque<Said>);

impl Conversation for Echo {
    async fn hear(&mut self, said: Said) {
        self.0.push_back(said);
    }

    fn refuse(&mut self, _: Said) {}

    async fn next(&mut self) -> Next {
        match self.0.pop_front() {
            Some(Said::Text(text)) => Next::Text(text),
            Some(Said::Binary(bytes)) => Next::Binary(bytes),
            None => std::future::pending().await,
        }
    }

    fn is_admitted(&self) -> bool {
        true
    }

    fn last_word(&self) -> Option<String> {
        None
    }
}
