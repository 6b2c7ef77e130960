//! Accepting connections and ending them in good order: admission, a header timeout, and a drain.

use std::convert::Infallible;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::pin::pin;
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
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{Instrument, debug, error_span, info, warn};

use super::admission::{Admission, PoolFull};
use super::guard::ConnectionGuard;
use super::lingering_stream::LingeringStream;
use super::peer::{Peer, TrustedProxies};
use super::reserved::Reserved;

/// How long no connection is accepted after the system had no room for one (no file descriptors, no memory).
const ACCEPT_PAUSE: Duration = Duration::from_millis(250);
/// How often the log is told that none can be, and that newcomers are turned away.
const REMIND_AFTER: Duration = Duration::from_secs(60);
/// Longest head of a request, in bytes.
const MAX_HEAD: usize = 16 * 1024;

/// What is written to a connection beyond the cap; its end is the end of the connection.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\n\
    content-type: application/json\r\nretry-after: 5\r\nconnection: close\r\n\r\n\
    {\"type\":\"error\",\"code\":\"CONNECTION_LIMIT\",\
    \"message\":\"The server is full. Try again in a few seconds.\"}";

/// Who is let in, and how long the parts of a connection may take.
#[derive(Debug, Clone, Default)]
pub struct HttpLimits {
    /// How many connections there may be, WebSockets included.
    pub admission: Admission,
    /// Whose connections are not counted by address: everybody may be behind them.
    pub proxies: TrustedProxies,
    /// A client has so long for the head of a request.
    pub header: Duration,
    /// Connections have so long to end once the server stops.
    pub grace: Duration,
}

/// Answers with `router` until `stopping` is cancelled, then waits up to `limits.grace` for the
/// connections to end. Handlers find out who is asking as [`ConnectInfo`].
pub async fn accept(
    listener: TcpListener,
    router: Router,
    limits: HttpLimits,
    stopping: CancellationToken,
) {
    if let Ok(address) = listener.local_addr() {
        info!(%address, "listening");
    }
    let mut door = Door::new(router, limits, stopping.clone());
    let mut warned_at: Option<Instant> = None;
    while let Some(accepted) = stopping.run_until_cancelled(listener.accept()).await {
        match accepted {
            Ok((stream, address)) => door.let_in(stream, address),
            Err(error) if is_the_peers(&error) => {
                debug!(%error, "connection lost while it was accepted")
            }
            Err(error) => {
                // It comes again and again until somebody hangs up.
                if warned_at.is_none_or(|at| at.elapsed() >= REMIND_AFTER) {
                    warned_at = Some(Instant::now());
                    warn!(%error, "can't accept connections, trying again all the time");
                }
                let pause = tokio::time::sleep(ACCEPT_PAUSE);
                let _ = stopping.run_until_cancelled(pause).await;
            }
        }
    }
    drop(listener);
    door.close().await;
}

/// Whether an accept failed because of one client, so that the next may be accepted at once.
fn is_the_peers(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}

/// Lets connections in while there is room, and runs each in a task of its own.
struct Door {
    router: Router,
    limits: HttpLimits,
    stopping: CancellationToken,
    http: http1::Builder,
    warned: Option<Instant>,
    /// Everything the end of the server waits for: the connections.
    tasks: TaskTracker,
}

impl Door {
    fn new(router: Router, limits: HttpLimits, stopping: CancellationToken) -> Self {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(limits.header)
            .max_buf_size(MAX_HEAD);
        Self {
            router,
            limits,
            stopping,
            http,
            warned: None,
            tasks: TaskTracker::new(),
        }
    }

    fn let_in(&mut self, stream: TcpStream, address: SocketAddr) {
        let is_proxy = self.limits.proxies.contain(address.ip());
        let peer = (!is_proxy).then(|| Peer::from(address.ip()));
        let slot = match self.limits.admission.enter(peer) {
            Ok(slot) => slot,
            Err(full) => return self.refuse(stream, address, full),
        };
        let is_reserved = slot.is_reserved();
        if let Err(error) = stream.set_nodelay(true) {
            debug!(%error, "could not switch off Nagle's algorithm");
        }
        let guard = ConnectionGuard::new(slot, self.tasks.token());
        let stream = TokioIo::new(LingeringStream::new(stream, guard));
        let router = TowerToHyperService::new(self.router.clone());
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(address));
            if is_reserved {
                request.extensions_mut().insert(Reserved);
            }
            router.call(request)
        });
        let connection = self.http.serve_connection(stream, service).with_upgrades();
        let life = run(connection, self.stopping.clone(), self.limits.grace);
        // What the HTTP library says of it; requests and WebSockets have spans of their own.
        let span = error_span!(parent: None, "tcp", peer = %address);
        self.tasks.spawn(life.instrument(span));
    }

    fn refuse(&mut self, stream: TcpStream, address: SocketAddr, full: PoolFull) {
        let now = Instant::now();
        if self
            .warned
            .is_none_or(|warned| now >= warned + REMIND_AFTER)
        {
            self.warned = Some(now);
            warn!(%address, "a connection was turned away: {full}");
        }
        // One attempt, straight to the socket: a fresh one has room, and waiting is what a full server can't do.
        let told = stream
            .into_std()
            .and_then(|mut stream| stream.write_all(FULL));
        if let Err(error) = told {
            debug!(%error, "could not tell a newcomer that the server is full");
        }
    }

    /// Waits for the connections that are left.
    async fn close(self) {
        info!("stopping");
        self.tasks.close();
        let ended = tokio::time::timeout(self.limits.grace, self.tasks.wait()).await;
        if ended.is_err() {
            warn!(
                left = self.tasks.len(),
                "stopped without waiting any longer"
            );
        }
    }
}

/// One connection until it ends, is upgraded, or the server stops and its grace is over.
async fn run<S>(
    connection: UpgradeableConnection<TokioIo<LingeringStream>, S>,
    stopping: CancellationToken,
    grace: Duration,
) where
    S: HttpService<Incoming, ResBody = Body, Error = Infallible>,
{
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stopping.cancelled() => {
            connection.as_mut().graceful_shutdown();
            tokio::time::timeout(grace, connection).await.unwrap_or(Ok(()))
        }
    };
    if let Err(error) = ended {
        debug!(%error, "HTTP connection broke off");
    }
}
