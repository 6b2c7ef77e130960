//! Tells a record from what a failing disk made of it.

use sha2::{Digest, Sha256};

/// The SHA-256 of a record's parts.
pub(super) fn checksum(parts: &[&[u8]]) -> [u8; 32] {
    let mut sha = Sha256::new();
    for part in parts {
        // With its length ahead of it, so that nothing can move from one part to the next.
        sha.update((part.len() as u64).to_be_bytes());
        sha.update(part);
    }
    sha.finalize().into()
}
