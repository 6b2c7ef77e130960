//! What every handler shares.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::addresses;
use super::pages::Pages;
use crate::config::Config;

/// The state of the running server. Cloning is cheap; all clones are one.
#[derive(Debug, Clone)]
pub struct App {
    /// The settings it runs with.
    pub config: Arc<Config>,
    /// Cancelled when the server stops: whoever holds a connection says goodbye and ends it.
    pub stopping: CancellationToken,
    /// Everything the end of the server waits for. Tasks outside of a connection are spawned on it.
    pub tasks: TaskTracker,
    pub(super) pages: Arc<Pages>,
    base_urls: Arc<[String]>,
}

impl App {
    pub(super) fn new(config: Config, local: SocketAddr) -> Self {
        let base_urls = addresses::base_urls(&config, local);
        Self {
            config: Arc::new(config),
            stopping: CancellationToken::new(),
            tasks: TaskTracker::new(),
            pages: Arc::new(Pages::load()),
            base_urls: base_urls.into(),
        }
    }

    /// Addresses that lead to this server, best first and at least one, without a slash at the end.
    #[must_use]
    pub fn base_urls(&self) -> &[String] {
        &self.base_urls
    }

    /// Address that a guest opens to join `room`: what the QR code on the TV says.
    #[must_use]
    pub fn join_url(&self, room: &str) -> String {
        format!("{}/api/spyster/player?room={room}", self.base_urls[0])
    }
}

/// Address of the page for the TV, under one of [`App::base_urls`].
#[must_use]
pub fn host_url(base_url: &str) -> String {
    format!("{base_url}/api/spyster/host")
}
