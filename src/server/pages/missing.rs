//! The page at an address where there is nothing, which works however deep that address is.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::html::Html;
use crate::server::policy::PagePolicy;

/// Where the element goes that the page's relative addresses go by.
const HEAD: &str = "<head>\n";

/// An address with more slashes is no mistake of a person's.
const DEEPEST: usize = 32;

/// `missing.html`, around the one line that depends on the address.
#[derive(Debug)]
pub(super) struct Missing {
    before: String,
    after: String,
    policy: PagePolicy,
}

impl Missing {
    /// The page with everything in it but where it is; nothing for one without a head of its own.
    pub(super) fn new(page: &Html) -> Option<Self> {
        let (before, after) = page.text.split_once(HEAD)?;
        Some(Self {
            before: format!("{before}{HEAD}"),
            after: after.to_owned(),
            policy: PagePolicy::with_style(&page.style),
        })
    }

    /// The answer to a request for `path`, if its depth is one that a person may have typed.
    pub(super) fn answer(&self, path: &str, request: &HeaderMap) -> Option<Response> {
        let slashes = path.matches('/').count();
        let depth = slashes.checked_sub(1).filter(|depth| *depth <= DEEPEST)?;
        let up = "../".repeat(depth);
        let base = format!("  <base href=\"{up}api/spyster/\">\n");
        let headers = [
            (
                header::CONTENT_SECURITY_POLICY,
                self.policy.header_with_base(request),
            ),
            (
                header::CONTENT_TYPE,
                HeaderValue::from_static("text/html; charset=utf-8"),
            ),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        let body = Body::from([self.before.as_str(), &base, &self.after].concat());
        Some((StatusCode::NOT_FOUND, headers, body).into_response())
    }
}
