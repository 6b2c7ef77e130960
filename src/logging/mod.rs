//! Logs and the greeting: they can fail to be read or written, and the server does not notice.

mod non_blocking;
mod subscriber;

pub use non_blocking::NonBlockingWriter;
pub use subscriber::start;
