//! What every handler shares.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::FromRef;
use tokio_util::sync::CancellationToken;

use super::greeting::greeting;
use super::limits::{
    AllowedHosts, GuessLimiter, GuessLimits, Origins, RateLimiter, RoomLookup, WarningLimiter,
};
use super::net::{Addresses, LocalNetworks, Peer, PerAddress, TrustedProxies};
use super::packs;
use super::start_error::StartError;
use super::ws::{Limits, Pool};
use crate::config::Config;
use crate::game::Packs;
use crate::pages::Pages;
use crate::protocol::RoomCode;
use crate::room::{JoinAddress, NewRoom, Opener, RoomOptions, Rooms, RoomsError};
use crate::store::Store;

/// A phone that takes longer than this to take in a message has lost its connection.
const SEND_TIMEOUT: Duration = Duration::from_secs(10);

/// Wrong host keys, of whole households too.
const WRONG_KEYS: GuessLimits = GuessLimits {
    outside: 5,
    many: 5,
    period: Duration::from_secs(10),
};

/// The state of the running server. Cloning is cheap; all clones are one.
#[derive(Debug, Clone)]
pub struct App {
    /// The settings it runs with.
    pub config: Arc<Config>,
    /// Cancelled when the server stops: whoever holds a connection says goodbye and ends it.
    pub stopping: CancellationToken,
    /// The open rooms.
    pub rooms: Rooms,
    /// What outlives the process.
    pub store: Store,
    /// The open WebSockets.
    pub pool: Pool,
    /// What each WebSocket may do.
    pub limits: Arc<Limits>,
    /// How fast messages may be posted.
    pub post_limiter: RateLimiter,
    /// Which peers are of the house.
    pub house: LocalNetworks,
    pub(super) pages: Arc<Pages>,
    pub(super) origins: Arc<Origins>,
    pub(super) hosts: Arc<AllowedHosts>,
    pub(super) lookup: RoomLookup,
    pub(super) warnings: WarningLimiter,
    pub(super) wrong_keys: GuessLimiter,
    trusted_proxies: TrustedProxies,
    pub(super) addresses: Arc<Addresses>,
}

impl App {
    /// # Errors
    /// [`StartError::Pack`] when new rooms are to play with a pack that is not there,
    /// [`StartError::Store`] and [`StartError::Rooms`] when the store can't be opened or read.
    pub(super) fn new(config: Config, local: SocketAddr) -> Result<Self, StartError> {
        let addresses = Arc::new(Addresses::new(&config, local));
        let pages = Pages::new(config.connect_timeout_seconds);
        let packs = Arc::new(packs::load(&config.packs_dir, &pages));
        check_pack(&packs, &config.game.location_pack)?;
        let store = open_store(&config)?;
        let rooms = RoomOptions {
            house: config.house_rules(),
            settings: config.room_settings(),
            packs,
            max_rooms: config.max_rooms,
            closes_after: Duration::from_secs(config.room_idle_minutes * 60),
            restores_within: Duration::from_secs(config.restore_hours * 3600),
            remembers_games: config.history,
            join_address: Arc::clone(&addresses) as Arc<dyn JoinAddress>,
        };
        let rooms = Rooms::open(rooms, store.clone()).map_err(StartError::Rooms)?;
        let limits = limits(&config);
        let house = LocalNetworks::default();
        let trusted_proxies = TrustedProxies::new(&config.trusted_proxies);
        let sockets = sockets_per_address(&config);
        let pool = Pool::new(config.max_connections, sockets, house.clone());
        Ok(Self {
            stopping: CancellationToken::new(),
            lookup: RoomLookup::new(rooms.clone(), house.clone()),
            warnings: WarningLimiter::new(),
            wrong_keys: GuessLimiter::new(WRONG_KEYS, house.clone()),
            rooms,
            store,
            pool,
            house,
            post_limiter: RateLimiter::new(limits.messages),
            limits: Arc::new(limits),
            pages: Arc::new(pages),
            origins: Arc::new(Origins::new(&config)),
            hosts: Arc::new(AllowedHosts::new(&config, trusted_proxies.clone())),
            trusted_proxies,
            addresses,
            config: Arc::new(config),
        })
    }

    /// How many WebSockets one address may have.
    pub(super) fn sockets_per_address(&self) -> PerAddress {
        sockets_per_address(&self.config)
    }

    /// Opens a room for `peer`.
    ///
    /// # Errors
    /// Those of [`Rooms::create_for`].
    pub(super) fn open_room(&self, peer: Peer) -> Result<NewRoom, RoomsError> {
        let rooms = PerAddress {
            outside: self.config.max_rooms_per_address,
            house: self.config.max_rooms_per_house_address,
        };
        let opener = Opener(rooms.of(peer, &self.house).collect());
        self.rooms.create_for(&opener)
    }

    /// What the terminal says at the start: where the game is to be found.
    #[must_use]
    pub fn greeting(&self) -> String {
        greeting(&self.addresses)
    }

    /// Address that a guest opens to join the room of that code, for somebody who `came_by` that base URL: what
    /// the QR code on the TV says. `None` while no phone can reach the server.
    #[must_use]
    pub fn join_url(&self, code: RoomCode, came_by: Option<&str>) -> Option<String> {
        self.addresses.join_url(code, came_by)
    }
}

impl FromRef<App> for TrustedProxies {
    fn from_ref(app: &App) -> Self {
        app.trusted_proxies.clone()
    }
}

fn sockets_per_address(config: &Config) -> PerAddress {
    PerAddress {
        outside: config.max_connections_per_address,
        house: config.max_connections_per_house_address,
    }
}

fn check_pack(packs: &Packs, id: &str) -> Result<(), StartError> {
    if packs.get(id).is_some() {
        return Ok(());
    }
    let there: Vec<&str> = packs.iter().map(|pack| pack.id.as_str()).collect();
    Err(StartError::Pack {
        id: id.to_owned(),
        there: there.join(", "),
    })
}

fn open_store(config: &Config) -> Result<Store, StartError> {
    match config.data_dir.as_str() {
        "" => Ok(Store::in_memory()),
        dir => Ok(Store::open(Path::new(dir), config.durability)?),
    }
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
