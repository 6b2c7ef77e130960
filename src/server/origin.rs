//! Pages from elsewhere: a browser says which page makes it ask, and strangers are refused.
//!
//! A browser opens WebSockets and sends forms for any page that its user looks at, so a page from
//! elsewhere could use a server that only the user's machine can reach.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::uri::{Authority, Scheme, Uri};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tracing::warn;

use super::error::HttpError;
use crate::config::Config;
use crate::protocol::ErrorCode;

/// The name that a proxy was asked for. A page can't make a browser send it.
pub(super) const FORWARDED_HOST: &str = "x-forwarded-host";

/// Who may use the server beside its own pages: the public address and `allowed_origins`.
#[derive(Debug, Clone)]
pub(super) struct Origins(Vec<Origin>);

/// Scheme, host and port of a page, in the one way to write them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Origin {
    scheme: Scheme,
    host: String,
    port: u16,
}

/// Refuses WebSockets and changes that a page from elsewhere asks for. Looking at pages is free.
pub(super) async fn check(
    State(origins): State<Arc<Origins>>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let only_looks = matches!(*request.method(), Method::GET | Method::HEAD);
    if (only_looks && !headers.contains_key(header::UPGRADE)) || origins.permit(headers) {
        return next.run(request).await;
    }
    warn!(
        origin = ?headers.get(header::ORIGIN),
        host = ?headers.get(header::HOST),
        "a page from elsewhere was refused; if it is yours, add its origin to allowed_origins"
    );
    let message = "This page is not from this server. Open the game at the server's own address, \
        or have the page's origin added to allowed_origins in the server's configuration.";
    HttpError::new(StatusCode::FORBIDDEN, ErrorCode::InvalidMessage, message).into_response()
}

impl Origins {
    pub(super) fn new(config: &Config) -> Self {
        let listed = config.allowed_origins.iter();
        let all = listed.chain([&config.public_url]);
        Self(all.filter_map(|url| Origin::parse(url)).collect())
    }

    /// Whether a request with these headers comes from a page that may make it, or from no page at all.
    fn permit(&self, headers: &HeaderMap) -> bool {
        let hosts = [header::HOST.as_str(), FORWARDED_HOST]
            .map(|name| headers.get(name).and_then(|host| host.to_str().ok()));
        let may_ask = |origin: Origin| {
            self.0.contains(&origin) || hosts.iter().flatten().any(|host| origin.is_at(host))
        };
        let origins = headers.get_all(header::ORIGIN).into_iter();
        let mut origins = origins.map(|origin| origin.to_str().ok().and_then(Origin::parse));
        origins.all(|origin| origin.is_some_and(may_ask))
    }
}

impl Origin {
    /// The origin of a page at `url`. There is none in `null`, which browsers say of pages that hide theirs.
    fn parse(url: &str) -> Option<Self> {
        let url: Uri = url.parse().ok()?;
        let scheme = url.scheme()?.clone();
        Some(Self {
            host: url.host()?.to_lowercase(),
            port: url.port_u16().or(default_port(&scheme))?,
            scheme,
        })
    }

    /// Whether a server that was asked for as `host`, with or without a port, is where the page is from.
    /// Behind a proxy it does not know the scheme, so the page's own decides what no port means.
    fn is_at(&self, host: &str) -> bool {
        // Of several proxies, the first was asked by the browser.
        let host = host.split(',').next().unwrap_or(host).trim();
        host.parse::<Authority>().is_ok_and(|asked| {
            asked.host().eq_ignore_ascii_case(&self.host)
                && asked.port_u16().or(default_port(&self.scheme)) == Some(self.port)
        })
    }
}

fn default_port(scheme: &Scheme) -> Option<u16> {
    match scheme.as_str() {
        "http" => Some(80),
        "https" => Some(443),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "192.168.1.20:8137";

    /// The page's origin, the name the server was asked for, the same as its proxy says it, and the verdict.
    const CASES: &[(Option<&str>, &str, Option<&str>, bool)] = &[
        // No browser.
        (None, OWN, None, true),
        // The server's own pages.
        (Some("http://192.168.1.20:8137"), OWN, None, true),
        (Some("http://tv.local"), "tv.local", None, true),
        (Some("http://tv.local"), "TV.local:80", None, true),
        (Some("http://tv.local:80"), "tv.local", None, true),
        (Some("https://tv.local"), "tv.local", None, true),
        (Some("https://tv.local"), "tv.local:443", None, true),
        (Some("http://[fd00::1]:8137"), "[fd00::1]:8137", None, true),
        (Some("http://[fd00::1]"), "[fd00::1]", None, true),
        // Behind a proxy that asks for another name.
        (Some("https://a.example"), OWN, Some("a.example"), true),
        (Some("https://a.example"), OWN, Some("a.example, b"), true),
        (
            Some("https://a.example:8443"),
            OWN,
            Some("a.example:8443"),
            true,
        ),
        (Some("https://a.example"), OWN, Some("b.example"), false),
        // The public address and the list.
        (Some("https://public.example"), OWN, None, true),
        (Some("https://public.example:443"), OWN, None, true),
        (Some("http://public.example"), OWN, None, false),
        (Some("https://listed.example:8443"), OWN, None, true),
        (Some("https://LISTED.example:8443"), OWN, None, true),
        (Some("https://listed.example"), OWN, None, false),
        // Pages from elsewhere.
        (Some("http://192.168.1.20"), OWN, None, false),
        (Some("http://192.168.1.20:81"), OWN, None, false),
        (Some("https://192.168.1.20"), "192.168.1.20:80", None, false),
        (Some("http://192.168.1.21:8137"), OWN, None, false),
        (Some("https://evil.example"), "tv.local", None, false),
        (
            Some("http://tv.local.evil.example"),
            "tv.local",
            None,
            false,
        ),
        (Some("http://eviltv.local"), "tv.local", None, false),
        // What is no origin.
        (Some("null"), OWN, None, false),
        (Some(""), OWN, None, false),
        (Some(OWN), OWN, None, false),
        (Some("file://"), OWN, None, false),
        (Some("chrome-extension://abc"), "abc", None, false),
        (Some("http://tv.local"), "", None, false),
    ];

    #[test]
    fn own_pages_and_listed_ones_are_let_in_and_no_others() {
        let config = Config {
            public_url: "https://public.example/spyster".to_owned(),
            allowed_origins: vec!["https://listed.example:8443".to_owned()],
            ..Config::default()
        };
        let origins = Origins::new(&config);
        for case in CASES {
            let (origin, host, forwarded, verdict) = *case;
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().unwrap());
            for (name, value) in [
                (header::ORIGIN.as_str(), origin),
                (FORWARDED_HOST, forwarded),
            ] {
                value.map(|value| headers.insert(name, value.parse().unwrap()));
            }
            assert_eq!(origins.permit(&headers), verdict, "{case:?}");
        }
    }

    #[test]
    fn two_origins_are_as_foreign_as_the_more_foreign_one() {
        let origins = Origins::new(&Config::default());
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "tv.local".parse().unwrap());
        headers.append(header::ORIGIN, "http://tv.local".parse().unwrap());
        assert!(origins.permit(&headers));
        headers.append(header::ORIGIN, "http://tv.local".parse().unwrap());
        assert!(origins.permit(&headers));
        headers.append(header::ORIGIN, "http://evil.example".parse().unwrap());
        assert!(!origins.permit(&headers));
    }
}
