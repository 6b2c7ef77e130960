//! WebSockets: the pool of those that are open, one connection's life, and who is at its other end.
//!
//! [`converse`] leads a [`Conversation`] and knows nothing of the game; a client's conversation takes its messages
//! to its room. Builds on `limits` and `net`; the upgrade from a request is `http`'s.

mod arrival;
mod client;
mod connection;
mod message_limiter;
mod pool;
mod serve;
mod turned_away;

pub use connection::{Conversation, End, Limits, Next, Said, configure, converse};
pub use pool::{Pool, Slot};

pub(crate) use arrival::Arrival;
pub(crate) use serve::{MAX_MESSAGE, serve};
