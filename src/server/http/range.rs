//! Parts of files: Safari plays a video only from a server that sends it the bytes it asks for.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_range_header::{ParsedRanges, parse_range_header};

/// Longer than any file there is, in bytes.
const LONGEST_FILE: usize = 16 * 1024 * 1024;

/// Answers a request for one range of a file with that part of it: 206. Whoever asks for several, or for one
/// that the file does not have, gets the whole file, as does anyone who accepts it compressed.
pub(super) async fn part(request: Request, next: Next) -> Response {
    let is_get = request.method() == Method::GET;
    let wanted = is_get.then(|| wanted(request.headers())).flatten();
    let mut whole = next.run(request).await;
    let is_plain = !whole.headers().contains_key(header::CONTENT_ENCODING);
    if whole.status() != StatusCode::OK || !is_plain {
        return whole;
    }
    let bytes = HeaderValue::from_static("bytes");
    whole.headers_mut().insert(header::ACCEPT_RANGES, bytes);
    match wanted {
        Some(ranges) => cut(whole, &ranges).await,
        None => whole,
    }
}

/// With `If-Range` the client wants the whole if it has changed: sending the whole is always right.
fn wanted(headers: &HeaderMap) -> Option<ParsedRanges> {
    if headers.contains_key(header::IF_RANGE) {
        return None;
    }
    let ranges = headers.get(header::RANGE)?.to_str().ok()?;
    parse_range_header(ranges).ok()
}

/// The part of `whole` that `ranges` ask for.
async fn cut(whole: Response, ranges: &ParsedRanges) -> Response {
    let (mut head, body) = whole.into_parts();
    let Ok(data) = to_bytes(body, LONGEST_FILE).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    // A length in bytes fits into 64 bits.
    let length = data.len() as u64;
    let valid = ranges.validate(length);
    let Ok([range]) = valid.as_deref() else {
        return Response::from_parts(head, Body::from(data));
    };
    // Both ends are below the length, which is a `usize`.
    let (first, last) = (*range.start() as usize, *range.end() as usize);
    head.status = StatusCode::PARTIAL_CONTENT;
    head.headers.remove(header::CONTENT_LENGTH);
    if let Ok(value) = HeaderValue::from_str(&format!("bytes {first}-{last}/{length}")) {
        head.headers.insert(header::CONTENT_RANGE, value);
    }
    Response::from_parts(head, Body::from(data.slice(first..=last)))
}
