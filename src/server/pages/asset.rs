//! One thing to send: plain and compressed, with what a browser needs to keep it.

use std::fmt::Write as _;
use std::sync::OnceLock;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use libdeflater::{CompressionLvl, Compressor};
use sha2::{Digest, Sha256};

use super::negotiation::{accepts_gzip, has};
use crate::server::policy::PagePolicy;

/// How long a browser may go by what it has.
#[derive(Debug, Clone, Copy)]
pub(super) enum Keep {
    /// It asks every time and downloads only what has changed: an update of the server reaches every phone.
    Asking,
    /// It never asks again: the address changes with the content.
    ForGood,
}

/// A page or file, ready to send.
#[derive(Debug)]
pub(super) struct Asset {
    mime: HeaderValue,
    etag: HeaderValue,
    plain: Bytes,
    /// Pictures are compressed already.
    is_text: bool,
    /// Made for the first who takes it: a server starts at once, and most files are never asked for.
    gzip: OnceLock<Bytes>,
    /// Of a page: which style and which socket are its own.
    policy: Option<PagePolicy>,
}

impl Asset {
    /// Sends `data`, whose media type is `mime`.
    pub(super) fn new(mime: &str, data: Bytes) -> Self {
        let is_text = mime.starts_with("text/")
            || ["javascript", "json", "xml"]
                .iter()
                .any(|kind| mime.ends_with(kind));
        let mime = match is_text {
            true => format!("{mime}; charset=utf-8"),
            false => mime.to_owned(),
        };
        // Weak, because the compressed and the plain file are the same page with different bytes.
        let etag = format!("W/\"{}\"", short_hash([&data[..]]));
        Self {
            mime: visible(&mime),
            etag: visible(&etag),
            plain: data,
            is_text,
            gzip: OnceLock::new(),
            policy: None,
        }
    }

    /// A page with its content security policy.
    pub(super) fn page(html: String, policy: PagePolicy) -> Self {
        Self {
            policy: Some(policy),
            ..Self::new("text/html", html.into())
        }
    }

    /// The answer to a request for it: `304 Not Modified` to a client that has it.
    pub(super) fn answer(&self, request: &HeaderMap, keep: Keep) -> Response {
        let is_whole = !has(request, &self.etag);
        let is_packed = is_whole && self.is_text && accepts_gzip(request);
        let mut response = match is_whole {
            true if is_packed => Response::new(Body::from(self.gzip().clone())),
            true => Response::new(Body::from(self.plain.clone())),
            false => StatusCode::NOT_MODIFIED.into_response(),
        };
        let headers = response.headers_mut();
        let mut set = |name: HeaderName, value| drop(headers.insert(name, value));
        set(header::ETAG, self.etag.clone());
        set(header::CACHE_CONTROL, keep.header());
        set(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(policy) = &self.policy {
            // With 304 too: a browser puts that answer's headers in place of those it has.
            set(header::CONTENT_SECURITY_POLICY, policy.header(request));
        }
        if is_whole {
            set(header::CONTENT_TYPE, self.mime.clone());
        }
        if is_packed {
            set(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }

    fn gzip(&self) -> &Bytes {
        self.gzip.get_or_init(|| gzip(&self.plain))
    }
}

impl Keep {
    fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Asking => "no-cache",
            Self::ForGood => "public, max-age=31536000, immutable",
        })
    }
}

/// Half of a SHA-256 over all of `parts`, in hex digits.
pub(super) fn short_hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    let mut text = String::new();
    for byte in &hash.finalize()[..16] {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn visible(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("media types and digests are visible ASCII")
}

fn gzip(data: &[u8]) -> Bytes {
    let mut compressor = Compressor::new(CompressionLvl::best());
    let mut gzip = vec![0; compressor.gzip_compress_bound(data.len())];
    let length = compressor
        .gzip_compress(data, &mut gzip)
        .expect("the bound is enough for any data");
    gzip.truncate(length);
    gzip.into()
}
