//! A server of a test's own, and the simplest clients that can talk to it.

mod http;

pub(crate) use http::{Answer, get, send};

use std::net::SocketAddr;
use std::time::Duration;

use spyster::config::Config;
use spyster::server::{Server, ShutdownHandle};
use tokio::task::JoinHandle;

/// How long a test waits for anything before it fails. Generous: nothing waits that long when all is well.
pub(crate) const DEADLINE: Duration = Duration::from_secs(10);

/// A server on a free port of this machine that runs beside the test. Dropping it stops it.
pub(crate) struct TestServer {
    address: SocketAddr,
    stop: ShutdownHandle,
    served: Option<JoinHandle<()>>,
}

impl TestServer {
    /// Starts one with the default settings.
    pub(crate) async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// Starts one with settings that `change` has changed.
    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config {
            bind: "127.0.0.1:0".parse().unwrap(),
            ..Config::default()
        };
        change(&mut config);
        let server = Server::bind(config).await.unwrap();
        Self {
            address: server.local_addr(),
            stop: server.shutdown_handle(),
            served: Some(tokio::spawn(server.serve())),
        }
    }

    /// Address and port it listens on.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// `path` on this server, as an address.
    #[expect(dead_code, reason = "waits for the API")]
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Address of its WebSocket.
    #[expect(dead_code, reason = "waits for the socket route")]
    pub(crate) fn ws_url(&self) -> String {
        format!("ws://{}/api/spyster/ws", self.address)
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
