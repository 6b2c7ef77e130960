//! Accepting connections and ending them in good order: a header timeout, a cap, and a drain.

use std::convert::Infallible;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::{self, UpgradeableConnection};
use hyper::service::{HttpService, Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::task_tracker::TaskTrackerToken;
use tracing::{debug, info, warn};

use super::error::StartError;
use super::linger::Lingering;
use super::router;
use super::state::App;
use crate::config::Config;

/// Connections beyond `max_connections`, so that pages and health checks answer while all sockets are taken.
const HTTP_HEADROOM: usize = 256;
/// How long no connection is accepted after the system had no room for one (no file descriptors, no memory).
const ACCEPT_PAUSE: Duration = Duration::from_millis(250);
/// Longest head of a request, in bytes.
const MAX_HEAD: usize = 16 * 1024;

/// What is written to a connection beyond the cap; its end is the end of the connection.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\n\
    content-type: application/json\r\nretry-after: 5\r\nconnection: close\r\n\r\n\
    {\"type\":\"error\",\"code\":\"CONNECTION_LIMIT\",\
    \"message\":\"The server is full. Try again in a few seconds.\"}";

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
    /// [`StartError::Listen`] when the address can't be had.
    pub async fn bind(config: Config) -> Result<Self, StartError> {
        let failed = |source| StartError::Listen {
            address: config.bind,
            source,
        };
        let listener = TcpListener::bind(config.bind).await.map_err(failed)?;
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

    /// Answers until it is told to stop, then waits up to `shutdown_seconds` for its connections to end.
    pub async fn serve(self) {
        let Self {
            listener,
            address,
            app,
            stop_on_drop: _stop_on_drop,
        } = self;
        info!(%address, "listening");
        let mut door = Door::new(app.clone());
        while let Some(accepted) = app.stopping.run_until_cancelled(listener.accept()).await {
            match accepted {
                Ok((stream, peer)) => door.let_in(stream, peer),
                Err(error) if is_the_peers(&error) => debug!(%error, "connection lost at the door"),
                Err(error) => {
                    warn!(%error, "can't accept connections, trying again shortly");
                    let pause = tokio::time::sleep(ACCEPT_PAUSE);
                    let _ = app.stopping.run_until_cancelled(pause).await;
                }
            }
        }
        drop((listener, door));
        drain(&app).await;
    }
}

/// Whether an accept failed because of one client, so that the next may be accepted at once.
fn is_the_peers(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}

async fn drain(app: &App) {
    info!("stopping");
    app.tasks.close();
    if tokio::time::timeout(grace(app), app.tasks.wait())
        .await
        .is_err()
    {
        warn!(left = app.tasks.len(), "stopped without waiting any longer");
    }
}

fn grace(app: &App) -> Duration {
    Duration::from_secs(app.config.shutdown_seconds)
}

/// A connection's place under the cap, and in what a shutdown waits for. It goes where the connection
/// goes, also into a WebSocket, and dropping it gives the place back.
#[derive(Debug)]
pub(super) struct ConnectionGuard {
    _place: Option<OwnedSemaphorePermit>,
    _task: TaskTrackerToken,
}

/// Lets connections in while there is room, and runs each in a task of its own.
struct Door {
    app: App,
    router: Router,
    http: http1::Builder,
    places: Option<Arc<Semaphore>>,
    was_full: bool,
}

impl Door {
    fn new(app: App) -> Self {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(Duration::from_secs(app.config.header_timeout_seconds))
            .max_buf_size(MAX_HEAD);
        let places = match app.config.max_connections {
            0 => None,
            limit => Some(Arc::new(Semaphore::new(limit + HTTP_HEADROOM))),
        };
        Self {
            router: router::build(app.clone()),
            app,
            http,
            places,
            was_full: false,
        }
    }

    fn let_in(&mut self, stream: TcpStream, peer: SocketAddr) {
        let place = match &self.places {
            None => None,
            Some(places) => match Arc::clone(places).try_acquire_owned() {
                Ok(place) => Some(place),
                Err(_) => return self.refuse(stream),
            },
        };
        self.was_full = false;
        let guard = ConnectionGuard {
            _place: place,
            _task: self.app.tasks.token(),
        };
        if let Err(error) = stream.set_nodelay(true) {
            debug!(%error, "could not switch off Nagle's algorithm");
        }
        let router = TowerToHyperService::new(self.router.clone());
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            router.call(request)
        });
        let stream = TokioIo::new(Lingering::new(stream, guard));
        let connection = self.http.serve_connection(stream, service);
        let life = run(connection.with_upgrades(), self.app.clone());
        self.app.tasks.spawn(life);
    }

    fn refuse(&mut self, stream: TcpStream) {
        if !self.was_full {
            self.was_full = true;
            warn!("all connections are taken, turning newcomers away (max_connections)");
        }
        // One attempt, straight to the socket: a fresh one has room, and waiting is what a full server can't do.
        let told = stream
            .into_std()
            .and_then(|mut stream| stream.write_all(FULL));
        if let Err(error) = told {
            debug!(%error, "could not tell a newcomer that the server is full");
        }
    }
}

/// One connection until it ends, is upgraded, or the server stops and its grace is over.
async fn run<S>(connection: UpgradeableConnection<TokioIo<Lingering>, S>, app: App)
where
    S: HttpService<Incoming, ResBody = Body, Error = Infallible>,
{
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = app.stopping.cancelled() => {
            connection.as_mut().graceful_shutdown();
            tokio::time::timeout(grace(&app), connection).await.unwrap_or(Ok(()))
        }
    };
    if let Err(error) = ended {
        debug!(%error, "HTTP connection broke off");
    }
}
