//! The server as a whole: bind, serve, shut down.

use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::FromRef;
use tokio::net::TcpListener;
use tokio::time::timeout;
use tokio_util::sync::{CancellationToken, DropGuard};
use tracing::warn;

use super::http::router;
use super::net::{
    Admission, AdmissionLimits, HttpLimits, PerAddress, TrustedProxies, accept, listen,
};
use super::start_error::StartError;
use super::state::App;
use crate::config::Config;

/// Connections beyond `max_connections`, so that pages and health checks answer while all sockets are taken.
const HTTP_HEADROOM: usize = 256;

/// The last connections, kept for health checks and for those who come back with a token.
const HTTP_RESERVE: usize = 64;

/// Connections of one address beyond its WebSockets, so that a whole party can open the pages at once.
const PAGES_PER_ADDRESS: usize = 64;

/// A server that listens; [`Server::serve`] makes it answer. Dropping it stops it.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    app: App,
    stop_on_drop: DropGuard,
}

/// Stops a server from elsewhere: from a signal or a test.
#[derive(Debug, Clone)]
pub struct ShutdownHandle(CancellationToken);

impl ShutdownHandle {
    /// Asks the server to stop; [`Server::serve`] returns when it has. Asking twice is fine.
    pub fn shutdown(&self) {
        self.0.cancel();
    }
}

impl Server {
    /// Listens on `config.bind`.
    ///
    /// # Errors
    /// [`StartError::Listen`] when the address can't be had, else those of what it starts with.
    pub async fn bind(config: Config) -> Result<Self, StartError> {
        let failed = |reason| StartError::Listen {
            address: config.bind,
            reason,
        };
        let listener = listen(config.bind).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let app = App::new(config, address)?;
        Ok(Self {
            listener,
            address,
            stop_on_drop: app.stopping.clone().drop_guard(),
            app,
        })
    }

    /// The address it listens on, with the real port when port 0 was asked for.
    #[must_use]
    pub fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// What its handlers share.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// A handle that stops it.
    #[must_use]
    pub fn shutdown_handle(&self) -> ShutdownHandle {
        ShutdownHandle(self.app.stopping.clone())
    }

    /// Answers until it is told to stop, then waits up to `shutdown_seconds` for its connections to end,
    /// and as long again for the last changes to be stored.
    pub async fn serve(self) {
        let Self {
            listener,
            app,
            stop_on_drop: _stop_on_drop,
            ..
        } = self;
        let limits = http_limits(&app);
        let (stopping, rooms, grace) = (app.stopping.clone(), app.rooms.clone(), limits.grace);
        let warnings = app.warnings.clone();
        tokio::select! {
            () = accept(listener, router(app), limits, stopping) => {}
            () = rooms.keep_time() => {}
            () = warnings.sum_up() => {}
        }
        if timeout(grace, rooms.rest()).await.is_err() {
            warn!("the last changes could not be stored in time");
        }
    }
}

fn http_limits(app: &App) -> HttpLimits {
    let config = &app.config;
    let sockets = app.sockets_per_address();
    let with = |sockets: usize, more: usize| match sockets {
        0 => 0,
        sockets => sockets + more,
    };
    let limits = AdmissionLimits {
        total: with(config.max_connections, HTTP_HEADROOM),
        reserve: HTTP_RESERVE,
        per_address: PerAddress {
            outside: with(sockets.outside, PAGES_PER_ADDRESS),
            house: with(sockets.house, PAGES_PER_ADDRESS),
        },
    };
    HttpLimits {
        admission: Admission::new(limits, app.house.clone()),
        proxies: TrustedProxies::from_ref(app),
        header: Duration::from_secs(config.header_timeout_seconds),
        grace: Duration::from_secs(config.shutdown_seconds),
    }
}
