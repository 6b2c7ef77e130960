//! A server of a test's own, and the simplest clients that can talk to it.

mod asking;
mod caller;
mod contract;
mod http;
mod party;
mod player;
mod program;

pub(crate) use caller::{Caller, MESSAGES, STATE, post};
pub(crate) use contract::{assert_in_contract, is_understood, published};
pub(crate) use http::{Answer, get, send};
pub(crate) use party::{CARDS, Party, REVEAL, open_room, score, skip};
pub(crate) use player::{Player, parse};
pub(crate) use program::{Running, SHUTDOWN, binary, send_signal, spyster};

use std::net::SocketAddr;
use std::time::Duration;

use spyster::config::Config;
use spyster::server::{App, Server, ShutdownHandle};
use tokio::task::JoinHandle;

/// How long a test waits for anything before it fails. Generous: nothing waits that long when all is well.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);

/// The header in which a proxy names its client.
pub(crate) const FROM: &str = "x-forwarded-for";

/// Where a client can go: a [`TestServer`], or a server in another process.
pub(crate) trait Reachable {
    /// Address and port it listens on.
    fn address(&self) -> SocketAddr;
}

impl Reachable for SocketAddr {
    fn address(&self) -> SocketAddr {
        *self
    }
}

impl Reachable for TestServer {
    fn address(&self) -> SocketAddr {
        self.address
    }
}

/// A server on a free port of this machine that runs beside the test. Dropping it stops it.
pub(crate) struct TestServer {
    address: SocketAddr,
    /// What its handlers share.
    pub(crate) app: App,
    stop: ShutdownHandle,
    served: Option<JoinHandle<()>>,
}

impl TestServer {
    /// Starts one with the default settings, but for a limit on messages.
    pub(crate) async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// Starts one with settings that `change` has changed.
    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config {
            bind: "127.0.0.1:0".parse().unwrap(),
            // A script is faster than any thumb.
            message_rate: 0,
            data_dir: String::new(),
            ..Config::default()
        };
        change(&mut config);
        let server = Server::bind(config).await.unwrap();
        Self {
            address: server.local_addr(),
            app: server.app().clone(),
            stop: server.shutdown_handle(),
            served: Some(tokio::spawn(server.serve())),
        }
    }

    /// The same behind a proxy of its own: a request comes from whom its header [`FROM`] names.
    pub(crate) async fn behind_proxy(change: impl FnOnce(&mut Config)) -> Self {
        Self::with(|config| {
            config.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
            // Where phones get in, there is a QR code.
            config.public_url = "https://tv.example".to_owned();
            change(config);
        })
        .await
    }

    /// Waits until so many WebSockets are open.
    pub(crate) async fn pool_holds(&self, count: usize) {
        within_deadline(async {
            while self.app.pool.open() != count {
                tokio::task::yield_now().await;
            }
        })
        .await;
    }

    /// Asks it to stop.
    pub(crate) fn shut_down(&self) {
        self.stop.shutdown();
    }

    /// Stops it and waits until it has.
    pub(crate) async fn stop(mut self) {
        self.stop.shutdown();
        let served = self.served.take().unwrap();
        within_deadline(served).await.unwrap();
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.stop.shutdown();
    }
}

/// Waits for `future`, and fails the test when it takes longer than [`DEADLINE`].
pub(crate) async fn within_deadline<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(DEADLINE, future)
        .await
        .expect("nothing happened before the deadline")
}
