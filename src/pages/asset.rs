//! What can be sent: bytes, plain and compressed, with their hash and media type.

use bytes::Bytes;

/// Bytes as a browser is sent them.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Media type (`text/javascript`), without a character set.
    pub mime: &'static str,
    /// SHA-256 of the plain bytes, or half of it, in hex digits.
    pub hash: String,
    /// As they are.
    pub plain: Bytes,
    /// With gzip, where that makes them smaller; never in a debug build.
    pub gzip: Option<Bytes>,
}

/// A page that can be sent.
#[derive(Debug, Clone)]
pub struct Page {
    /// The document.
    pub asset: Asset,
    /// SHA-256 of the text of its style element, in base64, as content security policies name it.
    pub style_digest: String,
}

/// A file that can be sent.
#[derive(Debug, Clone)]
pub struct File {
    /// Its content.
    pub asset: Asset,
    /// Whether it was asked for by an address with the build in it, which never leads to anything else.
    pub is_of_build: bool,
}
