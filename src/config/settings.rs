//! The settings themselves, with their defaults.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use ipnet::IpNet;
use serde::{Deserialize, Deserializer, Serialize, de};

use super::host_key::HostKey;
use crate::game::{HouseRules, PointsTable, Scoring, Settings};
use crate::store::Durability;

/// `config.example.toml`: every setting with its default and a line of explanation.
pub const EXAMPLE: &str = include_str!("../../config.example.toml");

/// Every setting of the server. Made by [`Config::load`]; the default is a server with nothing configured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address and port to listen on: `[::]` is all of this machine, of IPv4 too; port 0 takes any free one.
    #[serde(deserialize_with = "socket_address")]
    pub bind: SocketAddr,
    /// Address under which phones reach the server, when it is not the machine's own; empty: found out.
    pub public_url: String,
    /// Origins besides the server's own whose pages may use it: `https://games.example.org`.
    pub allowed_origins: Vec<String>,
    /// Names besides the usual ones of a house under which the server may be asked for: `games.example.org`.
    pub allowed_hosts: Vec<String>,
    /// Reverse proxies, by address or network, that are believed when they say who is behind them
    /// (`X-Forwarded-For`).
    #[serde(deserialize_with = "networks")]
    pub trusted_proxies: Vec<IpNet>,
    /// What has to be known to open a room.
    pub host_key: HostKey,
    /// How log lines look.
    pub log_format: LogFormat,
    /// Rooms open at the same time.
    pub max_rooms: usize,
    /// The same for one address from outside; 0: no limit.
    pub max_rooms_per_address: usize,
    /// The same for one address of the house; 0: no limit.
    pub max_rooms_per_house_address: usize,
    /// Minutes after which a room that nobody is connected to is closed.
    pub room_idle_minutes: u64,
    /// Connected players a game needs to start.
    pub min_players: usize,
    /// Seats in a room.
    pub max_players: usize,
    /// Folder for what outlives the process; empty: nothing does.
    pub data_dir: String,
    /// What an acknowledged change survives.
    pub durability: Durability,
    /// After a start, rooms that were touched within so many hours come back.
    pub restore_hours: u64,
    /// Whether finished games are remembered.
    pub history: bool,
    /// Folder with location packs of one's own, read beside the shipped ones; empty: none.
    pub packs_dir: String,
    /// WebSockets at the same time; 0: no limit.
    pub max_connections: usize,
    /// The same for one address from outside; 0: no limit.
    pub max_connections_per_address: usize,
    /// The same for one address of the house; 0: no limit.
    pub max_connections_per_house_address: usize,
    /// Messages a connection may send at once before `message_rate` counts.
    pub message_burst: u32,
    /// Messages a second and connection, over time; 0: no limit.
    pub message_rate: u32,
    /// Seconds until a connection that has neither joined, resumed nor watched is closed; 0: never.
    pub join_timeout_seconds: u64,
    /// Seconds a page waits for the welcome on a socket before it gives the attempt up.
    pub connect_timeout_seconds: u64,
    /// Seconds between two WebSocket pings.
    pub heartbeat_seconds: u64,
    /// Seconds of silence after which a connection is given up.
    pub timeout_seconds: u64,
    /// Seconds a client has to send the head of an HTTP request.
    pub header_timeout_seconds: u64,
    /// Seconds a shutdown may take before what is left is cut off.
    pub shutdown_seconds: u64,
    /// What a new room starts with; its host may change it in the lobby.
    pub game: Settings,
    /// Points for each event of a round.
    pub scoring: Scoring,
}

impl Default for Config {
    fn default() -> Self {
        let house = HouseRules::default();
        Self {
            bind: SocketAddr::from((Ipv6Addr::UNSPECIFIED, 8137)),
            public_url: String::new(),
            allowed_origins: Vec::new(),
            allowed_hosts: Vec::new(),
            trusted_proxies: Vec::new(),
            host_key: HostKey::default(),
            log_format: LogFormat::Text,
            max_rooms: 100,
            max_rooms_per_address: 10,
            max_rooms_per_house_address: 30,
            room_idle_minutes: 30,
            min_players: house.min_players,
            max_players: house.max_players,
            data_dir: "data".to_owned(),
            durability: Durability::Process,
            restore_hours: 6,
            history: true,
            packs_dir: String::new(),
            max_connections: 1000,
            max_connections_per_address: 64,
            max_connections_per_house_address: 300,
            message_burst: 20,
            message_rate: 10,
            join_timeout_seconds: 60,
            connect_timeout_seconds: 10,
            heartbeat_seconds: 10,
            timeout_seconds: 30,
            header_timeout_seconds: 5,
            shutdown_seconds: 5,
            game: Settings::default(),
            scoring: house.scoring,
        }
    }
}

impl Config {
    /// What a new room is set to. A house with points of its own plays for them, unless it has chosen a table.
    #[must_use]
    pub fn room_settings(&self) -> Settings {
        let mut settings = self.game.clone();
        let is_chosen = settings.points != PointsTable::Nerve;
        if self.house_rules().has_own_points() && !is_chosen {
            settings.points = PointsTable::Custom;
        }
        settings
    }

    /// What holds for every room of this server, whatever its host sets.
    #[must_use]
    pub fn house_rules(&self) -> HouseRules {
        HouseRules {
            min_players: self.min_players,
            max_players: self.max_players,
            scoring: self.scoring.clone(),
        }
    }
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for log collectors.
    Json,
}

/// The standard library's own message does not say what an address looks like.
fn socket_address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SocketAddr, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| {
        de::Error::custom(format_args!(
            "\"{text}\" is not an IP address with a port, such as [::]:8137 or 192.168.1.20:8137"
        ))
    })
}

/// Networks and single addresses. An IPv4 one that is written as IPv6 is what it stands for.
fn networks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpNet>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let network = |text: &String| {
        let single = text.parse::<IpAddr>().map(|ip| ip.to_canonical().into());
        single.or_else(|_| text.parse()).map_err(|_| {
            de::Error::custom(format_args!(
                "\"{text}\" is not an IP address or network, such as 127.0.0.1 or 172.16.0.0/12"
            ))
        })
    };
    texts.iter().map(network).collect()
}
