//! Pages: what is served of them, how it is compressed and revalidated, and what they may load.

use std::env;
use std::io::Read;

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};

use super::support::{Player, Reachable, Running, TestServer, get, spyster};

/// How what never changes is to be kept.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
pub(crate) const PAGES: [&str; 4] = [
    "/",
    "/api/spyster/host",
    "/api/spyster/player",
    "/api/spyster/history",
];

#[tokio::test]
async fn every_page_is_html_and_says_how_to_keep_it() {
    let server = TestServer::start().await;
    for path in PAGES {
        let page = get(&server, path, &[]).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page.header("cache-control"), "no-cache");
        assert_eq!(page.header("vary"), "accept-encoding");
        assert_eq!(page.header("content-encoding"), "");
        assert!(page.text().to_lowercase().starts_with("<!doctype html>"));
    }
}

#[tokio::test]
async fn a_query_makes_no_difference_to_the_page() {
    let server = TestServer::start().await;
    let page = get(&server, "/api/spyster/player", &[]).await;
    let joining = get(&server, "/api/spyster/player?room=BCDF", &[]).await;
    assert_eq!(joining.status, StatusCode::OK);
    assert_eq!(joining.body, page.body);
}

#[tokio::test]
async fn pages_that_connect_say_how_long_they_wait_for_it() {
    let server = TestServer::with(|config| config.connect_timeout_seconds = 3).await;
    for path in ["/api/spyster/host", "/api/spyster/player"] {
        let page = get(&server, path, &[]).await;
        let seconds = "<meta name=\"connect-timeout-seconds\" content=\"3\">";
        assert_eq!(page.text().matches(seconds).count(), 1, "{path}");
    }
    let welcome = Player::open(&server).await.next().await;
    assert_eq!(welcome["connect_timeout_seconds"], 3);
}

#[tokio::test]
async fn the_welcome_names_the_build_that_the_pages_are_of() {
    let server = TestServer::start().await;
    let welcome = Player::open(&server).await.next().await;
    let build = welcome["build"].as_str().unwrap();
    for (path, script) in [("host", "host.js"), ("player", "player.js")] {
        let page = get(&server, &format!("/api/spyster/{path}"), &[]).await;
        let source = format!("src=\"static/{build}/js/{script}\"");
        assert_eq!(page.text().matches(&source).count(), 1, "{path}");
    }
}

/// Only what players get has its pages packed.
#[tokio::test]
async fn gzip_unpacks_to_the_same_page_and_script() {
    if env::var_os("SPYSTER_BINARY").is_none() {
        eprintln!("left out: SPYSTER_BINARY names no release build");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let flags = ["--bind", "127.0.0.1:0"];
    let program = Running::start(&mut spyster(folder.path(), &flags));
    let server = program.address();
    let script = "/api/spyster/static/js/player.js";
    for path in PAGES.into_iter().chain([script]) {
        let plain = get(&server, path, &[]).await;
        let packed = get(&server, path, &[("accept-encoding", "gzip, deflate")]).await;
        assert_eq!(packed.header("content-encoding"), "gzip");
        assert_eq!(packed.header("content-type"), plain.header("content-type"));
        assert!(packed.body.len() < plain.body.len() / 2, "{path}");
        let mut unpacked = Vec::new();
        GzDecoder::new(&packed.body[..])
            .read_to_end(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, plain.body, "{path}");
    }
    let part = [("range", "bytes=0-1"), ("accept-encoding", "gzip")];
    assert_eq!(get(&server, script, &part).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_page_that_has_not_changed_is_not_sent_again() {
    let server = TestServer::start().await;
    let page = get(&server, "/", &[]).await;
    let etag = page.header("etag");
    assert!(!etag.is_empty());
    for encoding in ["gzip", "identity"] {
        let headers = [("if-none-match", etag), ("accept-encoding", encoding)];
        let again = get(&server, "/", &headers).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        assert!(again.body.is_empty());
        assert_eq!(again.header("etag"), etag);
        assert_eq!(again.header("cache-control"), "no-cache");
        assert_eq!(again.header("vary"), "accept-encoding");
    }
    let changed = get(&server, "/", &[("if-none-match", "\"another\"")]).await;
    assert_eq!(changed.status, StatusCode::OK);
    assert_eq!(changed.body, page.body);
}

/// What a page asks for, relative to itself: the values of `href` and `src` that lead to files.
fn references(html: &str) -> Vec<&str> {
    let attributes = html.split(['\n', ' ']).filter_map(|word| {
        let value = word
            .strip_prefix("href=\"")
            .or(word.strip_prefix("src=\""))?;
        Some(value.split('"').next().unwrap())
    });
    attributes
        .filter(|value| value.contains("static/"))
        .collect()
}

/// Where the reference leads from the page at `path`.
fn absolute(path: &str, reference: &str) -> String {
    let (folder, _) = path.rsplit_once('/').unwrap();
    format!("{folder}/{reference}")
}

#[tokio::test]
async fn all_that_a_page_asks_for_is_there_and_may_be_kept_for_good() {
    let server = TestServer::start().await;
    for path in PAGES {
        let page = get(&server, path, &[]).await;
        let references = references(page.text());
        let is_script = |reference: &&&str| reference.ends_with(".js");
        // The one that watches over the start; the page's own is named twice, to be asked for early and to be run.
        assert_eq!(references.iter().filter(is_script).count(), 3, "{path}");
        for reference in references {
            let address = absolute(path, reference);
            let file = get(&server, &address, &[]).await;
            assert_eq!(file.status, StatusCode::OK, "{address}");
            assert_eq!(file.header("cache-control"), FOR_GOOD, "{address}");
            assert!(!file.body.is_empty());
            let headers = [("if-none-match", file.header("etag"))];
            let again = get(&server, &address, &headers).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED);
            assert_eq!(again.header("cache-control"), FOR_GOOD);
        }
    }
}

#[tokio::test]
async fn a_page_s_script_is_one_file_with_all_its_modules() {
    let server = TestServer::start().await;
    for path in PAGES {
        let page = get(&server, path, &[]).await;
        let references = references(page.text());
        let is_own = |one: &&&str| one.ends_with(".js") && !one.contains("start");
        let script = references.iter().find(is_own).unwrap();
        let script = get(&server, &absolute(path, script), &[]).await;
        assert_eq!(
            script.header("content-type"),
            "text/javascript; charset=utf-8"
        );
        for gone in ["\nimport ", "\nexport ", "// @ts-check"] {
            assert!(!script.text().contains(gone), "{path}: {gone}");
        }
    }
}

#[tokio::test]
async fn a_page_allows_its_own_style_and_says_so_again_when_it_has_not_changed() {
    let server = TestServer::start().await;
    for path in PAGES {
        let page = get(&server, path, &[]).await;
        let policy = page.header("content-security-policy");
        let style = page.text().split("<style>").nth(1).unwrap();
        let style = style.split("</style>").next().unwrap();
        let digest = STANDARD.encode(Sha256::digest(style));
        let rule = format!("style-src 'self' 'sha256-{digest}'");
        assert!(policy.ends_with(&rule), "{policy}");
        let host = server.address();
        let socket = format!("connect-src 'self' ws://{host} wss://{host};");
        assert!(policy.contains(&socket), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(page.text().matches("<style").count(), 1);
        let headers = [("if-none-match", page.header("etag"))];
        let again = get(&server, path, &headers).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        assert_eq!(again.header("content-security-policy"), policy);
    }
}
