//! What a client has already and what it can read, from the headers of its request.

use axum::http::{HeaderMap, HeaderValue, header};

/// Whether the client has the file in the version of `etag`.
pub(super) fn has(request: &HeaderMap, etag: &HeaderValue) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let ours = etag.to_str().map(opaque).unwrap_or_default();
    items(request, header::IF_NONE_MATCH).any(|tag| tag.trim() == "*" || opaque(tag) == ours)
}

/// Whether the client takes gzip: `gzip`, `*`, or either with a weight above zero.
pub(super) fn accepts_gzip(request: &HeaderMap) -> bool {
    items(request, header::ACCEPT_ENCODING).any(|item| {
        let (coding, weight) = item.split_once(';').unwrap_or((item, "q=1"));
        let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
        let is_refused = weight.parse::<f32>().is_ok_and(|weight| weight == 0.0);
        let coding = coding.trim();
        (coding.eq_ignore_ascii_case("gzip") || coding == "*") && !is_refused
    })
}

/// Whether the client is a browser that is to show a page: programs do not name HTML.
pub(super) fn takes_html(request: &HeaderMap) -> bool {
    items(request, header::ACCEPT).any(|item| {
        let kind = item.split(';').next().unwrap_or(item);
        kind.trim().eq_ignore_ascii_case("text/html")
    })
}

/// The comma-separated items of a header, over all its lines.
fn items(request: &HeaderMap, name: header::HeaderName) -> impl Iterator<Item = &str> {
    let lines = request.get_all(name).into_iter();
    lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn gzip_is_sent_only_to_those_who_take_it() {
        for (value, expected) in [
            ("gzip, deflate", true),
            ("deflate, GZIP;q=0.5", true),
            ("*", true),
            ("gzip;q=0, br", false),
            ("gzip; q=0.0", false),
            ("br", false),
            ("", false),
        ] {
            let request = headers(header::ACCEPT_ENCODING, value);
            assert_eq!(accepts_gzip(&request), expected, "{value}");
        }
        assert!(!accepts_gzip(&HeaderMap::new()));
    }

    #[test]
    fn an_entity_tag_matches_weak_strong_in_a_list_and_by_star() {
        let etag = HeaderValue::from_static("W/\"abc\"");
        for (value, expected) in [
            ("W/\"abc\"", true),
            ("\"abc\"", true),
            ("\"x\", W/\"abc\"", true),
            ("*", true),
            ("\"abcd\"", false),
            ("abc", false),
        ] {
            let request = headers(header::IF_NONE_MATCH, value);
            assert_eq!(has(&request, &etag), expected, "{value}");
        }
    }
}
