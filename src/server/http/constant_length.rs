//! Answers whose length says nothing, whatever a proxy does to them on the way.
//!
//! A proxy that compresses would bring back what padding hides: spaces shrink to nothing, and a spy's card
//! does not shrink as another's does. So the answer is encoded already, as gzip that does not compress, and
//! nobody on the way may keep or transform it.

use axum::http::{HeaderMap, HeaderName, header};
use axum::response::{IntoResponse, Response};

use super::negotiation::accepts_gzip;
use crate::pages::Gzip;

/// Every answer is as long as a multiple of this, in bytes: as long as one stored block.
const UNIT: usize = 4096;

/// Keeps an answer out of caches, and away from proxies that compress.
pub(super) const KEEP_OUT: [(HeaderName, &str); 1] =
    [(header::CACHE_CONTROL, "no-store, no-transform")];

/// Answers with JSON, filled up with spaces. Whoever says nothing of encodings takes gzip: a proxy may
/// have struck out what the browser said.
pub(super) fn json(body: String, headers: &HeaderMap) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    let body = fill_up(body);
    let says_nothing = !headers.contains_key(header::ACCEPT_ENCODING);
    match says_nothing || accepts_gzip(headers) {
        true => {
            let encoding = [(header::CONTENT_ENCODING, "gzip")];
            (KEEP_OUT, kind, encoding, gzip(body.as_bytes())).into_response()
        }
        false => (KEEP_OUT, kind, body).into_response(),
    }
}

/// What one block holds.
const HELD: usize = UNIT - Gzip::STORED_HEAD;

/// JSON with as many spaces behind it as make [`gzip`] of it some units long.
fn fill_up(mut json: String) -> String {
    let length = (json.len() + Gzip::AROUND).next_multiple_of(HELD) - Gzip::AROUND;
    json.extend(std::iter::repeat_n(' ', length - json.len()));
    json
}

/// The gzip of `content` in which nothing is compressed.
fn gzip(content: &[u8]) -> Vec<u8> {
    let mut blocks = content.chunks(HELD).peekable();
    let mut gzip = Gzip::new();
    while let Some(block) = blocks.next() {
        gzip.store(block, blocks.peek().is_none());
    }
    gzip.finish(content)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use axum::http::HeaderValue;
    use flate2::read::GzDecoder;

    use super::*;

    fn unpacked(gzip: &[u8]) -> String {
        let mut text = String::new();
        GzDecoder::new(gzip).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn a_packed_answer_is_some_units_long_and_unpacks_to_itself() {
        for length in [0, 1, 4072, 4073, 4074, 4091, 9_000, 70_000] {
            let body = format!("\"{}\"", "x".repeat(length));
            let packed = gzip(fill_up(body.clone()).as_bytes());
            assert_eq!(packed.len() % UNIT, 0, "{length}");
            assert!(packed.len() < length + 2 * UNIT, "{length}");
            assert_eq!(unpacked(&packed).trim_end(), body);
        }
    }

    #[test]
    fn it_is_packed_unless_the_caller_refuses_that() {
        for (accepted, is_packed) in [
            (None, true),
            (Some("gzip, deflate"), true),
            (Some("gzip;q=0"), false),
            (Some("identity"), false),
        ] {
            let accepted = accepted.map(HeaderValue::from_static);
            let headers = accepted.map(|value| (header::ACCEPT_ENCODING, value));
            let answer = json("{}".to_owned(), &headers.into_iter().collect());
            assert_eq!(
                answer.headers().contains_key(header::CONTENT_ENCODING),
                is_packed
            );
            let caching = &answer.headers()[header::CACHE_CONTROL];
            assert_eq!(caching, "no-store, no-transform");
        }
    }
}
