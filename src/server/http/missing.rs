//! The page at an address where there is nothing, which works however deep that address is.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::policy;
use crate::pages::Page;

/// Where the element goes that the page's relative addresses go by.
const HEAD: &str = "<head>\n";

/// The page for addresses where there is nothing. It has no address of its own.
pub(super) const PAGE: &str = "missing.html";

/// An address with more slashes is no mistake of a person's.
const DEEPEST: usize = 32;

/// The answer to a request for `path`, if its depth is one that a person may have typed: `page` with the one
/// line that depends on the address.
pub(super) fn answer(page: &Page, path: &str, request: &HeaderMap) -> Option<Response> {
    let slashes = path.matches('/').count();
    let depth = slashes.checked_sub(1).filter(|depth| *depth <= DEEPEST)?;
    let up = "../".repeat(depth);
    let base = format!("  <base href=\"{up}api/spyster/\">\n");
    let text = std::str::from_utf8(&page.asset.plain).ok()?;
    let (before, after) = text.split_once(HEAD)?;
    let headers = [
        (
            header::CONTENT_SECURITY_POLICY,
            policy::of_page_with_base(&page.style_digest, request),
        ),
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    let body = Body::from([before, HEAD, &base, after].concat());
    Some((StatusCode::NOT_FOUND, headers, body).into_response())
}
