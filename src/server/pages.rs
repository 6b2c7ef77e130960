//! The pages and their files: inside the binary, compressed once at start, revalidated by content.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::{EmbeddedFile, RustEmbed};

use super::error::HttpError;

/// In a debug build these are read from the folder at start, in a release build they are in the binary.
/// The compiler notices when one of them changes, but not when one is added: then this file has to be
/// touched before the next release build.
#[derive(RustEmbed)]
#[folder = "www/"]
struct Files;

/// Every file of `www/`, ready to send.
#[derive(Debug)]
pub(super) struct Pages(HashMap<String, Page>);

#[derive(Debug)]
struct Page {
    mime: HeaderValue,
    etag: HeaderValue,
    plain: Bytes,
    /// For text; pictures are compressed already.
    gzip: Option<Bytes>,
}

/// Whether `path` is a page with an address of its own: its relative links would break elsewhere.
pub(super) fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}

impl Pages {
    /// Reads and compresses all files.
    pub(super) fn load() -> Self {
        // Declarations are for the type checker, not for browsers.
        let names = Files::iter().filter(|name| !name.ends_with(".d.ts"));
        let files = names.filter_map(|name| {
            let page = Page::new(&Files::get(&name)?);
            Some((name.into_owned(), page))
        });
        Self(files.collect())
    }

    /// The file `name` (`css/base.css`), or `304 Not Modified` to a client that has it.
    ///
    /// # Errors
    /// 404 when there is none. The name is looked up, never opened: there is no way out of the folder.
    pub(super) fn answer(&self, name: &str, request: &HeaderMap) -> Result<Response, HttpError> {
        let page = self.0.get(name).ok_or(StatusCode::NOT_FOUND)?;
        Ok(page.answer(request))
    }
}

impl Page {
    fn new(file: &EmbeddedFile) -> Self {
        let mime = file.metadata.mimetype();
        let is_text = mime.starts_with("text/")
            || ["javascript", "json", "xml"]
                .iter()
                .any(|kind| mime.ends_with(kind));
        let mime = match is_text {
            true => format!("{mime}; charset=utf-8"),
            false => mime.to_owned(),
        };
        Self {
            mime: visible(&mime),
            etag: visible(&etag(&file.metadata.sha256_hash())),
            plain: Bytes::copy_from_slice(&file.data),
            gzip: is_text.then(|| gzip(&file.data)),
        }
    }

    fn answer(&self, request: &HeaderMap) -> Response {
        let (body, encoding) = match &self.gzip {
            Some(gzip) if accepts_gzip(request) => (gzip, Some("gzip")),
            _ => (&self.plain, None),
        };
        let mut response = match has(request, &self.etag) {
            true => StatusCode::NOT_MODIFIED.into_response(),
            false => Response::new(Body::from(body.clone())),
        };
        let is_whole = response.status() == StatusCode::OK;
        let headers = response.headers_mut();
        headers.insert(header::ETAG, self.etag.clone());
        // Ask every time, download only what has changed: an update of the server reaches every phone.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if is_whole {
            headers.insert(header::CONTENT_TYPE, self.mime.clone());
            if let Some(encoding) = encoding {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
        }
        response
    }
}

/// Weak, because the compressed and the plain file are the same page with different bytes.
fn etag(hash: &[u8]) -> String {
    let mut etag = String::from("W/\"");
    for byte in &hash[..16] {
        // Writing to a string does not fail.
        let _ = write!(etag, "{byte:02x}");
    }
    etag.push('"');
    etag
}

fn visible(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("media types and hex digits are visible ASCII")
}

fn gzip(data: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(data)
        .and_then(|()| encoder.finish())
        .expect("writing to memory does not fail")
        .into()
}

/// Whether the client has the file in the version of `etag`.
pub(super) fn has(request: &HeaderMap, etag: &HeaderValue) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let ours = etag.to_str().map(opaque).unwrap_or_default();
    items(request, header::IF_NONE_MATCH).any(|tag| tag.trim() == "*" || opaque(tag) == ours)
}

/// Whether the client takes gzip: `gzip`, `*`, or either with a weight above zero.
fn accepts_gzip(request: &HeaderMap) -> bool {
    items(request, header::ACCEPT_ENCODING).any(|item| {
        let (coding, weight) = item.split_once(';').unwrap_or((item, "q=1"));
        let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
        let is_refused = weight.parse::<f32>().is_ok_and(|weight| weight == 0.0);
        let coding = coding.trim();
        (coding.eq_ignore_ascii_case("gzip") || coding == "*") && !is_refused
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
