//! The mark of a connection that got one of the last slots, on each of its requests.

/// Marks the requests of a connection that has one of the last slots, which are kept for health checks and for
/// those who come back with a token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reserved;
