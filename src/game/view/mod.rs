//! Views: what the whole room may see, what one viewer alone may, and what is told of it.

mod guess;
pub(super) mod phase;
pub(super) mod private;
pub(super) mod public;
pub(super) mod reveal;
pub(super) mod scene;
