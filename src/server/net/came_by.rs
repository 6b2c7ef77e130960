//! By which address a client came: the one that its browser shows is one that works.

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::uri::{Authority, Uri};
use axum::http::{HeaderMap, header};

/// The name that a proxy was asked for. Here it only ever changes what the one who asks is told, so any proxy is
/// believed; and a page can't make a browser send it to another site.
pub(crate) const FORWARDED_HOST: &str = "x-forwarded-host";
/// How a proxy was asked.
const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// The base URL by which a request came, without a slash at its end; `None` when a phone could not open it: a
/// loopback address means the machine it is opened on.
#[derive(Debug, Clone)]
pub(crate) struct CameBy(pub(crate) Option<Arc<str>>);

impl<S: Sync> FromRequestParts<S> for CameBy {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(base_url(&parts.headers).map(Arc::from)))
    }
}

fn base_url(headers: &HeaderMap) -> Option<String> {
    let host = first(headers, FORWARDED_HOST).or_else(|| first(headers, header::HOST.as_str()))?;
    let host: Authority = host.parse().ok()?;
    if host.as_str().contains('@') || !is_open_to_phones(host.host()) {
        return None;
    }
    let scheme = scheme(headers, &host);
    Some(format!("{scheme}://{host}").to_lowercase())
}

/// A page says what it was opened with when it opens a socket or a room; otherwise a proxy may know.
fn scheme(headers: &HeaderMap, host: &Authority) -> &'static str {
    let page = first(headers, header::ORIGIN.as_str()).and_then(|page| page.parse::<Uri>().ok());
    let page = page.filter(|page| page.authority() == Some(host));
    let scheme = page.as_ref().and_then(Uri::scheme_str);
    match scheme.or_else(|| first(headers, FORWARDED_PROTO)) {
        Some("https") => "https",
        _ => "http",
    }
}

/// What a header says. Of several proxies, the first was asked by the browser.
fn first<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let value = headers.get(name)?.to_str().ok()?;
    value.split(',').next().map(str::trim)
}

/// Whether the same name leads a phone to the same machine.
fn is_open_to_phones(host: &str) -> bool {
    let ip = host.trim_start_matches('[').trim_end_matches(']');
    match ip.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
        Ok(IpAddr::V4(ip)) => !(ip.is_loopback() || ip.is_unspecified()),
        // A link-local address says nothing without the name of an interface.
        Ok(IpAddr::V6(ip)) => {
            !(ip.is_loopback() || ip.is_unspecified() || ip.is_unicast_link_local())
        }
        Err(_) => {
            let name = host.trim_end_matches('.').to_lowercase();
            !name.is_empty() && name != "localhost" && !name.ends_with(".localhost")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn came_by(headers: &[(&str, &str)]) -> Option<String> {
        let header = |(name, value): &(&str, &str)| (name.parse().ok(), value.parse().unwrap());
        let headers = headers.iter().map(header);
        let headers = headers.map(|(name, value)| (name.unwrap(), value));
        base_url(&headers.collect::<Vec<_>>().into_iter().collect())
    }

    #[test]
    fn the_address_that_the_screen_shows_is_offered() {
        for (host, url) in [
            ("192.168.1.20:8137", "http://192.168.1.20:8137"),
            ("[2001:db8::9]:8137", "http://[2001:db8::9]:8137"),
            ("Raspberrypi.local:8137", "http://raspberrypi.local:8137"),
            ("games.example.org", "http://games.example.org"),
        ] {
            assert_eq!(came_by(&[("host", host)]).as_deref(), Some(url));
        }
    }

    #[test]
    fn what_means_the_machine_itself_is_not() {
        for host in [
            "localhost:8137",
            "LOCALHOST",
            "localhost.",
            "spyster.localhost:8137",
            "127.0.0.1:8137",
            "127.1.2.3",
            "0.0.0.0:8137",
            "[::1]:8137",
            "[::]:8137",
            "[::ffff:127.0.0.1]:8137",
            "[fe80::1]:8137",
            "",
            "a@b",
            "not a host",
        ] {
            assert_eq!(came_by(&[("host", host)]), None, "{host}");
        }
        assert_eq!(came_by(&[]), None);
    }

    #[test]
    fn a_page_or_a_proxy_says_whether_it_is_https() {
        let host = ("host", "games.example.org");
        let https = Some("https://games.example.org".to_owned());
        assert_eq!(
            came_by(&[host, ("origin", "https://games.example.org")]),
            https
        );
        assert_eq!(
            came_by(&[host, ("x-forwarded-proto", "https, http")]),
            https
        );
        let http = Some("http://games.example.org".to_owned());
        assert_eq!(
            came_by(&[host, ("origin", "https://elsewhere.example")]),
            http
        );
        let inside = ("host", "10.0.0.7:8137");
        let outside = ("x-forwarded-host", "games.example.org");
        assert_eq!(
            came_by(&[inside, outside, ("x-forwarded-proto", "https")]),
            https
        );
    }
}
