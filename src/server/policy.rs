//! What pages may load: the content security policy.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Everything comes from this server, scripts and styles from files only; `'self'` covers its WebSocket.
pub(super) const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' data:; connect-src 'self'; \
     object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'";

/// The same for a page that has `style` in it as the text of an element: that one and no other.
pub(super) fn with_style(style: &str) -> String {
    let digest = STANDARD.encode(Sha256::digest(style));
    format!("{CONTENT_SECURITY_POLICY}; style-src 'self' 'sha256-{digest}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_named_by_its_hash() {
        // Of the empty text, as every tool gives it.
        let digest = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        let policy = with_style("");
        assert!(
            policy.ends_with(&format!("; style-src 'self' 'sha256-{digest}'")),
            "{policy}"
        );
        assert!(policy.starts_with(CONTENT_SECURITY_POLICY));
    }
}
