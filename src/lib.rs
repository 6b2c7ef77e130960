//! Spyster: a party game of spies, locations and secret bets, and the small server that runs it.
//!
//! # The map of the house
//!
//! The pure game is on the ground floor, the sockets are at the top, and every arrow points down. Time, chance and
//! I/O come into the game as arguments; deadlines go out of it as values.
//!
//! ```text
//! main ── config ───────────────────────┐
//!   └── server ── pages                  │   game, store, pages: import nobody of ours
//!         │  └── room ── game            │   config, protocol → game
//!         │        │  └─ store           │   room → game, protocol, store
//!         └── protocol ── game ──────────┘   server → room, protocol, store, pages, config
//! ```
//!
//! | module | holds | never |
//! |---|---|---|
//! | [`config`] | the settings: defaults, file, environment, flags | the environment anywhere else |
//! | [`game`] | the whole game: commands and time go in, views and deadlines come out | clocks, tasks, files, logs |
//! | [`protocol`] | messages, error codes and their sentences, ids, decoding | rules of the game |
//! | [`room`] | one task for each room, which alone touches its game and sessions | HTTP, WebSockets |
//! | [`store`] | open rooms and finished games, by key; one writer | what a game is |
//! | [`pages`] | what browsers are sent, put together when the program is compiled | HTTP |
//! | [`server`] | listening, WebSockets, HTTP, limits | rules of the game |
//! | [`logging`] | where log lines go, so that nobody waits for them | |
//!
//! With the feature `contract` there is also the JSON Schema of the protocol, in `contract`.
//!
//! # The road of one vote
//!
//! | hop | where | what |
//! |---|---|---|
//! | 1 | `www/js/views/phone/vote.js` | a tap on Lock becomes `{type: "vote", target, confidence}` |
//! | 2 | `www/js/connection.js` `command`, `www/js/delivery.js` `add` | it gets an `id`, and is kept until it is answered |
//! | 3 | `src/server/ws/connection.rs` `talk`, `src/server/ws/client.rs` `hear` | size, rate, decoding; the sender is who this connection is, never a field |
//! | 4 | `src/room/handle.rs` `Membership::say` | into the room's bounded inbox |
//! | 5 | `src/room/actor.rs` `step`, `src/room/hear.rs` `hear` | an `id` that was carried out before is not carried out again |
//! | 6 | `src/room/actor.rs` `play`, `src/game/engine.rs` `Game::apply` | the tick is stamped; legal now? may this seat? |
//! | 7 | `src/game/round/ballots.rs` `vote`, `src/game/flow.rs` `reveal_of` | counted; the last one begins the reveal |
//! | 8 | `src/room/outgoing/frames.rs` `flush`, `src/room/durable/save.rs` `save` | each viewer's own state is written; everything waits until the snapshot is kept |
//! | 9 | `src/room/outgoing/effects.rs` `deliver` | `ack` or `error` to the sender, then the states |
//! | 10 | `src/room/outgoing/outbox.rs`, `src/server/ws/client.rs` `next` | the newest state of each connection is sent |
//! | 11 | `www/js/connection.js`, `www/js/stage.js` | the page shows it |

pub mod config;
#[cfg(feature = "contract")]
pub mod contract;
pub mod game;
pub mod logging;
pub mod pages;
pub mod protocol;
pub mod room;
pub mod server;
pub mod store;
