//! The contract with every client: phones, the TV, scripts.
//!
//! [`decode`] reads what a client says, a [`ClientMessage`]; [`ServerMessage`] and the `state` of
//! [`StateFrames`] are what it hears. Every server publishes the same as a JSON Schema at
//! `GET /api/spyster/protocol.json` (`www/protocol.json`), made from these types with the feature
//! `contract`, and so are the declarations of the pages, `www/js/protocol.d.ts`. Messages and fields may
//! be added; none is renamed or removed, and a client ignores those it does not know.
//!
//! # Transport
//!
//! Text frames on the WebSocket at `/api/spyster/ws`, each one JSON object, flat, in snake_case, with its
//! kind in `type`. A client whose network has no WebSockets posts the same messages to
//! `/api/spyster/messages` and hears `{"replies": […]}`; it asks `/api/spyster/state` for its state, with
//! its token as `Authorization: Bearer` and the last `ETag` as `If-None-Match`.
//!
//! # Life of a connection
//!
//! 1. The server says `welcome`.
//! 2. The client says who it is: `join` takes a seat (`join_success` holds the token to come back with),
//!    `resume` comes back with a token (`session_restored`), `watch` looks on. A token may also stand in
//!    the socket's address, as `?token=`. A bad one is answered with `INVALID_TOKEN` or
//!    `SESSION_EXPIRED`, and the connection is closed.
//! 3. From then on it gets a `state` after every change: always whole, made for it alone, with a `seq`
//!    that only grows. If it reads slowly, states in between are left out, other messages never.
//!    Clients count timers down by themselves.
//! 4. The server pings (10 s), and ends a connection from which nothing at all has come for long (30 s).
//!    A session's newer connection takes over from its older one, whatever comes late on that; the session
//!    that opened the room may have four at a time.
//! 5. Somebody without a token who types the name of a player who is away, or was removed, is answered
//!    `REJOIN_PENDING` and then `rejoin_pending {request}`: a number of two digits to be shown. Hosts find
//!    it in `rejoins` and decide with `approve_rejoin` or `deny_rejoin {player_name, request}`. A TV that
//!    has lost its token says `watch {room, wants_host: true}`: it looks on, is answered the same way, and
//!    stands in `rejoins` with an empty `player_name`. Approved, a player hears `join_success` and has no
//!    `role_data`, `is_spy` or `can_guess_location` before the next deal; a TV hears `session_restored`
//!    with a new token. Denied, or after 60 s, it is an `error` `REJOIN_DENIED`. When nobody has hosted for
//!    60 s a player whose `you.can_claim_host` says so may `claim_host`.
//! 6. When it ends without a `leave`, the seat is kept: see [`CloseCode`] for what to do next.
//!
//! # The answer rule
//!
//! Every message of a client is answered by exactly one `ack` or `error`, in the order of the messages. What
//! it asked for, such as `pong` or `join_success`, comes after the `ack`.
//!
//! - A message may carry an `id` (see [`MessageId`]), which its answer repeats.
//! - An `ack` is sent once the message has taken effect.
//! - The last 64 ids of a session are remembered. A repeated one is acked with `duplicate: true` and not
//!   carried out again: a client may resend whatever was not answered, and it takes effect exactly once.
//! - What is not JSON, has no `type`, or lacks a field or has a wrong one is answered as [`decode`] says;
//!   a type that the server does not know with an `ack` whose `handled` is `false`. The connection stays.
//! - An `error` has an [`ErrorCode`] for programs and a sentence for people. It changes nothing.
//!
//! # Limits
//!
//! Those in brackets are the default of a setting. A message is at most 16 KiB long. On a connection 20 may
//! come at once and then 10 per second (`message_burst`, `message_rate`); others are answered with
//! `RATE_LIMITED` and not carried out, and 100 of those in a row end the connection. Who has not joined,
//! resumed or watched in time (`join_timeout_seconds`, 60) is shown out, as is everybody for whom there is
//! no room (`max_connections`, 1000, and `max_connections_per_address`, 64).
//!
//! # Secrets
//!
//! Who the spy is, the location, roles, tokens and votes before the reveal are in no message to anybody who
//! may not know them. The card of the spy has the same fields as everybody's, and all players' states of
//! one change are equally long: neither the shape of a message nor its size gives the spy away.

mod admin_action;
mod client;
mod close_code;
mod decode;
mod error_code;
mod feed;
mod feed_event;
mod ids;
#[cfg(feature = "contract")]
mod schema;
mod server;
mod state;
mod undecodable;

pub use admin_action::AdminAction;
pub use client::{
    Admin, ClientMessage, CommandResult, CommandStatus, Configure, DeviceInfo, DeviceInfoRequest,
    ForPlayer, HostJoinAsPlayer, Join, Ping, Resume, SpyGuess, Vote, Watch,
};
pub use close_code::CloseCode;
pub use decode::{Incoming, decode};
pub use error_code::ErrorCode;
pub use feed::{FeedEntry, RoomStatus};
pub use feed_event::{FeedEvent, FeedKind};
pub use ids::{ConnectionId, MessageId, RoomCode, SessionToken, TokenHash};
pub use server::{CommandAction, ServerMessage, epoch_ms, server_time};
pub use state::{ForHosts, Rejoin, RoomFacts, StateFrames};
pub use undecodable::Undecodable;
