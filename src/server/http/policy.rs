//! What pages may load: the content security policy.

use crate::server::net::FORWARDED_HOST;
use axum::http::{HeaderMap, HeaderValue, header};

/// Everything comes from this server, scripts and styles from files only.
pub(super) const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' data:; connect-src 'self'; \
     object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'";

/// The policy of a page that `request` asks for: the one style that has this SHA-256 (in base64), and its WebSocket.
/// In older browsers `'self'` does not cover that, so it is named, under each host that the browser may have asked
/// for.
pub(super) fn of_page(style_digest: &str, request: &HeaderMap) -> HeaderValue {
    visible(&text(style_digest, request))
}

/// The same for a page that says itself what its relative addresses go by.
pub(super) fn of_page_with_base(style_digest: &str, request: &HeaderMap) -> HeaderValue {
    let policy = text(style_digest, request);
    visible(&policy.replace("base-uri 'none'", "base-uri 'self'"))
}

fn text(style_digest: &str, request: &HeaderMap) -> String {
    let hosts = [header::HOST.as_str(), FORWARDED_HOST].map(|name| host(request, name));
    let [first, second] = &hosts;
    let mut sources = "connect-src 'self'".to_owned();
    for host in first
        .iter()
        .chain(second.iter().filter(|host| Some(*host) != first.as_ref()))
    {
        sources.push_str(&format!(" ws://{host} wss://{host}"));
    }
    let policy = CONTENT_SECURITY_POLICY.replacen("connect-src 'self'", &sources, 1);
    format!("{policy}; style-src 'self' 'sha256-{style_digest}'")
}

fn visible(policy: &str) -> HeaderValue {
    HeaderValue::from_str(policy).expect("digests and hosts are visible ASCII")
}

/// The host and port in the header `name`; none if anything in it could mean more than that in a policy.
fn host<'a>(request: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let value = request.get(name)?.to_str().ok()?;
    // Of several proxies, the first was asked by the browser.
    let host = value.split(',').next().unwrap_or(value).trim();
    let is_plain = |one: char| one.is_ascii_alphanumeric() || ".-_:[]".contains(one);
    (!host.is_empty() && host.chars().all(is_plain)).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(headers: &[(&'static str, &'static str)]) -> String {
        let headers = headers.iter().map(|(name, value)| {
            let name = name.parse::<header::HeaderName>().unwrap();
            (name, HeaderValue::from_static(value))
        });
        let header = of_page("digest=", &headers.collect());
        header.to_str().unwrap().to_owned()
    }

    #[test]
    fn a_style_is_named_by_its_hash() {
        let expected = format!("{CONTENT_SECURITY_POLICY}; style-src 'self' 'sha256-digest='");
        assert_eq!(policy(&[]), expected);
    }

    #[test]
    fn the_socket_is_named_under_the_host_that_the_browser_asked_for() {
        for (headers, sources) in [
            (
                &[("host", "tv.local")][..],
                "'self' ws://tv.local wss://tv.local",
            ),
            (
                &[("host", "[fd00::2]:8137")],
                "'self' ws://[fd00::2]:8137 wss://[fd00::2]:8137",
            ),
            (
                &[
                    ("host", "127.0.0.1:8137"),
                    ("x-forwarded-host", "spy.example, inner"),
                ],
                "'self' ws://127.0.0.1:8137 wss://127.0.0.1:8137 ws://spy.example wss://spy.example",
            ),
            (
                &[("host", "tv"), ("x-forwarded-host", "tv")],
                "'self' ws://tv wss://tv",
            ),
            // What would be a source, a directive or no host of a page.
            (&[("host", "*")], "'self'"),
            (&[("host", "a; script-src *")], "'self'"),
            (&[("host", "a b")], "'self'"),
            (&[("host", "user@tv")], "'self'"),
        ] {
            let policy = policy(headers);
            assert!(
                policy.contains(&format!("connect-src {sources}; object-src")),
                "{policy}"
            );
        }
    }
}
