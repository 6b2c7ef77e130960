//! What every handler shares.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::addresses;
use super::connection::Limits;
use super::error::StartError;
use super::packs;
use super::pages::Pages;
use super::polling::PostPace;
use super::pool::Pool;
use crate::config::Config;
use crate::protocol::RoomCode;
use crate::room::{RoomOptions, Rooms};

/// A phone that takes longer than this to take in a message has lost its connection.
const SEND_TIMEOUT: Duration = Duration::from_secs(10);

/// The state of the running server. Cloning is cheap; all clones are one.
#[derive(Debug, Clone)]
pub struct App {
    /// The settings it runs with.
    pub config: Arc<Config>,
    /// Cancelled when the server stops: whoever holds a connection says goodbye and ends it.
    pub stopping: CancellationToken,
    /// The open rooms.
    pub rooms: Rooms,
    /// The open WebSockets.
    pub pool: Pool,
    /// What each WebSocket may do.
    pub limits: Arc<Limits>,
    /// How fast messages may be posted.
    pub post_pace: PostPace,
    pub(super) pages: Arc<Pages>,
    base_urls: Arc<[String]>,
}

impl App {
    /// # Errors
    /// [`StartError::Settings`] when the settings of new rooms do not fit the packs there are.
    pub(super) fn new(config: Config, local: SocketAddr) -> Result<Self, StartError> {
        let base_urls = addresses::base_urls(&config, local);
        let packs = Arc::new(packs::load(&config.packs_dir));
        let unfit = |setting| StartError::Settings { setting };
        config.game.check(&packs).map_err(unfit)?;
        let rooms = Rooms::new(RoomOptions {
            house: config.house_rules(),
            settings: config.game.clone(),
            packs,
            max_rooms: config.max_rooms,
            closes_after: Duration::from_secs(config.room_idle_minutes * 60),
            join_url: join_url(&base_urls[0]),
        });
        let limits = limits(&config);
        Ok(Self {
            stopping: CancellationToken::new(),
            rooms,
            pool: Pool::new(config.max_connections),
            post_pace: PostPace::new(&limits),
            limits: Arc::new(limits),
            pages: Arc::new(Pages::load()),
            base_urls: base_urls.into(),
            config: Arc::new(config),
        })
    }

    /// Addresses that lead to this server, best first and at least one, without a slash at the end.
    #[must_use]
    pub fn base_urls(&self) -> &[String] {
        &self.base_urls
    }

    /// Address that a guest opens to join `room`: what the QR code on the TV says.
    #[must_use]
    pub fn join_url(&self, room: RoomCode) -> String {
        format!("{}{room}", join_url(&self.base_urls[0]))
    }
}

/// Address of the phone page under a base URL, up to the room's code.
fn join_url(base_url: &str) -> String {
    format!("{base_url}/api/spyster/player?room=")
}

fn limits(config: &Config) -> Limits {
    let seconds = Duration::from_secs;
    let burst = NonZeroU32::new(config.message_burst);
    Limits {
        heartbeat: seconds(config.heartbeat_seconds),
        silence: seconds(config.timeout_seconds),
        admission: Some(seconds(config.join_timeout_seconds)).filter(|time| !time.is_zero()),
        send: SEND_TIMEOUT,
        messages: burst.zip(NonZeroU32::new(config.message_rate)),
    }
}

/// Address of the page for the TV, under one of [`App::base_urls`].
#[must_use]
pub fn host_url(base_url: &str) -> String {
    format!("{base_url}/api/spyster/host")
}
