//! Hashes in hex digits.

use std::fmt::Write as _;

/// The bytes of a hash, two digits each.
pub(crate) fn hex(hash: &[u8]) -> String {
    let mut text = String::new();
    for byte in hash {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
