//! Origin check (CSRF, cross-site WebSockets): which pages may cause requests, by what the browser says of them.
//!
//! A browser opens WebSockets, sends forms and loads pictures for any page that its user looks at, so a page
//! from elsewhere could use a server that only the user's machine can reach, and use up what its address
//! may do.

use axum::http::uri::{Authority, Scheme, Uri};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::config::Config;
use crate::server::net::FORWARDED_HOST;

/// How the page that causes a request is related to this server. Browsers say it to https and localhost only.
const FETCH_SITE: &str = "sec-fetch-site";

/// Who may use the server beside its own pages: the public address and `allowed_origins`.
#[derive(Debug, Clone)]
pub(crate) struct Origins(Vec<Origin>);

/// Scheme, host and port of a page, in the one way to write them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Origin {
    scheme: Scheme,
    host: String,
    port: u16,
}

impl Origins {
    pub(crate) fn new(config: &Config) -> Self {
        let listed = config.allowed_origins.iter();
        let all = listed.chain([&config.public_url]);
        Self(all.filter_map(|url| Origin::parse(url)).collect())
    }

    /// Whether a request with these headers comes from a page that may make it, or from no page at all.
    pub(crate) fn permit(&self, headers: &HeaderMap) -> bool {
        let hosts = [header::HOST.as_str(), FORWARDED_HOST]
            .map(|name| headers.get(name).and_then(|host| host.to_str().ok()));
        let is_own = |origin: &Origin| hosts.iter().flatten().any(|host| origin.is_at(host));
        let may_ask = |origin: Origin| self.0.contains(&origin) || is_own(&origin);
        let mut origins = stated(headers, header::ORIGIN).peekable();
        if origins.peek().is_some() {
            return origins.all(|origin| origin.is_some_and(may_ask));
        }
        // Without an origin, as for pictures: only browsers that say nothing of the site leave the referrer
        // to go by, which pages can hide.
        match headers.get(FETCH_SITE).map(HeaderValue::as_bytes) {
            Some(b"same-origin" | b"none") => true,
            Some(b"cross-site") => self.lists(headers),
            _ => stated(headers, header::REFERER).all(|page| page.is_some_and(may_ask)),
        }
    }

    /// Whether a request with these headers comes from a page that is listed.
    pub(crate) fn lists(&self, headers: &HeaderMap) -> bool {
        let pages = stated(headers, header::ORIGIN).chain(stated(headers, header::REFERER));
        let mut pages = pages.peekable();
        pages.peek().is_some() && pages.all(|page| page.is_some_and(|page| self.0.contains(&page)))
    }
}

/// What a header says of the page that causes a request; nothing in place of what is no origin.
fn stated(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = Option<Origin>> {
    let values = headers.get_all(name).into_iter();
    values.map(|value| value.to_str().ok().and_then(Origin::parse))
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

    /// What a request without an origin says of its site and its page, and the verdict.
    const WITHOUT_ORIGIN: &[(Option<&str>, Option<&str>, bool)] = &[
        (None, None, true),
        (
            Some("same-origin"),
            Some("http://192.168.1.20:8137/x"),
            true,
        ),
        // Typed into the address bar.
        (Some("none"), None, true),
        (Some("same-site"), None, true),
        (Some("same-site"), Some("http://192.168.1.20:81/"), false),
        (Some("cross-site"), None, false),
        (Some("cross-site"), Some("https://evil.example/"), false),
        (
            Some("cross-site"),
            Some("https://listed.example:8443/"),
            true,
        ),
        // On plain http the referrer is all there is.
        (
            None,
            Some("http://192.168.1.20:8137/api/spyster/host"),
            true,
        ),
        (None, Some("https://public.example/spyster/?a=b"), true),
        (None, Some("https://listed.example:8443/dash"), true),
        (None, Some("http://evil.example/"), false),
        (None, Some("about:blank"), false),
    ];

    #[test]
    fn a_picture_that_another_site_loads_is_refused() {
        let config = Config {
            public_url: "https://public.example/spyster".to_owned(),
            allowed_origins: vec!["https://listed.example:8443".to_owned()],
            ..Config::default()
        };
        let origins = Origins::new(&config);
        for case in WITHOUT_ORIGIN {
            let (site, page, verdict) = *case;
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, OWN.parse().unwrap());
            for (name, value) in [(FETCH_SITE, site), (header::REFERER.as_str(), page)] {
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
