//! Every setting of the server, and the four places it may come from: defaults, file, environment, flags.
//!
//! The layers are merged key by key, weakest first: defaults < `config.toml` < `SPYSTER_*` variables <
//! flags. A key that nobody knows and a value that does not fit are errors that name the key and the
//! place. This is the only module that reads the environment.

mod error;
mod foreign;
mod hint;
mod host_key;
mod layers;
mod limits;
mod settings;
mod values;

pub use error::{ConfigError, Origin};
pub use host_key::HostKey;
pub use layers::Sources;
pub use settings::{Config, EXAMPLE, LogFormat};
