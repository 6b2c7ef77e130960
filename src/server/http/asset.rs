//! Answers with a page or file: plain or compressed, with what a browser needs to keep it.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::negotiation::{accepts_gzip, has};
use super::policy;
use crate::pages::{Asset, File, Page};

/// How long a browser may go by what it has.
#[derive(Debug, Clone, Copy)]
enum CachePolicy {
    /// It asks every time and downloads only what has changed: an update of the server reaches every phone.
    Revalidate,
    /// It never asks again: the address changes with the content.
    Immutable,
}

/// The answer to a request for a page: `304 Not Modified` to a client that has it.
pub(super) fn page(page: &Page, request: &HeaderMap) -> Response {
    let mut response = answer(&page.asset, request, CachePolicy::Revalidate);
    // With 304 too: a browser puts that answer's headers in place of those it has.
    let policy = policy::of_page(&page.style_digest, request);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// The answer to a request for a file, likewise.
pub(super) fn file(file: &File, request: &HeaderMap) -> Response {
    let policy = match file.is_of_build {
        true => CachePolicy::Immutable,
        false => CachePolicy::Revalidate,
    };
    answer(&file.asset, request, policy)
}

fn answer(asset: &Asset, request: &HeaderMap, policy: CachePolicy) -> Response {
    // Weak, because the compressed and the plain file are the same page with different bytes.
    let etag = visible(&format!("W/\"{}\"", asset.hash));
    let is_whole = !has(request, &etag);
    let packed = asset.gzip.as_ref();
    let packed = packed.filter(|_| is_whole && accepts_gzip(request));
    let mut response = match is_whole {
        true => Response::new(Body::from(packed.unwrap_or(&asset.plain).clone())),
        false => StatusCode::NOT_MODIFIED.into_response(),
    };
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value| drop(headers.insert(name, value));
    set(header::ETAG, etag);
    set(header::CACHE_CONTROL, policy.header());
    set(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_whole {
        set(header::CONTENT_TYPE, content_type(asset.mime));
    }
    if packed.is_some() {
        set(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

fn content_type(mime: &str) -> HeaderValue {
    let is_text = mime.starts_with("text/")
        || ["javascript", "json", "xml"]
            .iter()
            .any(|kind| mime.ends_with(kind));
    match is_text {
        true => visible(&format!("{mime}; charset=utf-8")),
        false => visible(mime),
    }
}

impl CachePolicy {
    fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Revalidate => "no-cache",
            Self::Immutable => "public, max-age=31536000, immutable",
        })
    }
}

fn visible(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("media types and digests are visible ASCII")
}
