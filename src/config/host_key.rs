//! The key that is needed to open rooms: never shown, compared in constant time.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What a host has to know before a room is opened; empty: nothing.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HostKey(String);

impl HostKey {
    /// Whether one is needed at all.
    #[must_use]
    pub fn is_set(&self) -> bool {
        !self.0.is_empty()
    }

    /// Whether `tried` is the key.
    #[must_use]
    pub fn is(&self, tried: &str) -> bool {
        // How soon two digests differ tells nothing about the texts behind them.
        Sha256::digest(&self.0) == Sha256::digest(tried)
    }
}

impl From<&str> for HostKey {
    fn from(key: &str) -> Self {
        Self(key.to_owned())
    }
}

impl fmt::Debug for HostKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_set() { "***" } else { "none" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_key_itself_is_the_key() {
        let key = HostKey::from("open sesame");
        assert!(key.is("open sesame"));
        for wrong in ["", "open", "open sesame ", "Open sesame", "***"] {
            assert!(!key.is(wrong), "{wrong}");
        }
    }

    #[test]
    fn nothing_shows_it() {
        assert_eq!(format!("{:?}", HostKey::from("open sesame")), "***");
        assert_eq!(format!("{:?}", HostKey::default()), "none");
    }
}
