//! Pages and files: what is served, how it is compressed, revalidated and fenced in.

use std::env;
use std::io::Read;

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};

use super::binary::{Running, spyster};
use super::support::{Answer, Player, Reachable, TestServer, get, send};

/// How what never changes is to be kept.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
const PAGES: [&str; 4] = [
    "/",
    "/api/spyster/host",
    "/api/spyster/player",
    "/api/spyster/history",
];

fn assert_is_json_error(answer: &Answer, status: StatusCode) {
    assert_eq!(answer.status, status);
    assert_eq!(answer.header("content-type"), "application/json");
    let body = answer.json();
    assert_eq!(body["type"], "error");
    assert_eq!(body["code"], "INVALID_MESSAGE");
    assert!(body["message"].as_str().unwrap().ends_with('.'));
}

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
async fn files_stand_as_they_are_written_where_they_have_no_hash() {
    let server = TestServer::start().await;
    for path in ["icon.svg", "lang/de.json", "protocol.json"] {
        let file = get(&server, &format!("/api/spyster/static/{path}"), &[]).await;
        assert_eq!(file.status, StatusCode::OK, "{path}");
        assert_eq!(file.header("cache-control"), "no-cache");
        let written = format!("{}/www/{path}", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(file.body, std::fs::read(written).unwrap(), "{path}");
    }
}

#[tokio::test]
async fn only_the_hash_of_now_leads_to_files() {
    let server = TestServer::start().await;
    let page = get(&server, "/api/spyster/player", &[]).await;
    let tree = page.text().split("static/").nth(1).unwrap();
    let tree = tree.split('/').next().unwrap();
    assert_eq!(tree.len(), 32, "{tree}");
    let other = tree.chars().rev().collect::<String>();
    for path in [
        format!("{other}/icon.svg"),
        format!("{tree}/player.html"),
        format!("{tree}/nothing.js"),
        format!("{tree}/"),
        tree.to_owned(),
    ] {
        let answer = get(&server, &format!("/api/spyster/static/{path}"), &[]).await;
        assert_is_json_error(&answer, StatusCode::NOT_FOUND);
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

#[tokio::test]
async fn head_is_get_without_the_body() {
    let server = TestServer::start().await;
    let page = get(&server, "/", &[]).await;
    let head = send(&server, "HEAD", "/", &[], "").await;
    assert_eq!(head.status, StatusCode::OK);
    assert!(head.body.is_empty());
    assert_eq!(head.header("etag"), page.header("etag"));
    assert_eq!(
        head.header("content-length"),
        page.body.len().to_string().as_str()
    );
}

#[tokio::test]
async fn what_does_not_exist_is_a_json_error() {
    let server = TestServer::start().await;
    for path in [
        "/nothing",
        "/api/spyster",
        "/api/spyster/static/",
        "/api/spyster/static/js/nothing.js",
        "/api/spyster/static/js",
        // Parts of what is put together.
        "/api/spyster/static/js/connection.js",
        "/api/spyster/static/css/tokens.css",
        // A page's relative links would break under another address than its own.
        "/api/spyster/static/host.html",
        "/api/spyster/static/js/protocol.d.ts",
    ] {
        let answer = get(&server, path, &[]).await;
        assert_is_json_error(&answer, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn no_path_leads_out_of_the_folder() {
    let server = TestServer::start().await;
    for path in [
        "/api/spyster/static/../Cargo.toml",
        "/api/spyster/static/..%2fCargo.toml",
        "/api/spyster/static/%2e%2e/Cargo.toml",
        "/api/spyster/static/js/../../Cargo.toml",
        "/api/spyster/static//etc/passwd",
        "/api/spyster/static/%2fetc%2fpasswd",
        "/api/spyster/static/..%5cCargo.toml",
        "/api/spyster/static/index.html%00.js",
    ] {
        let answer = get(&server, path, &[]).await;
        assert_is_json_error(&answer, StatusCode::NOT_FOUND);
    }
    let broken = get(&server, "/api/spyster/static/%ff", &[]).await;
    assert_is_json_error(&broken, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_wrong_method_is_a_json_error_that_names_the_right_ones() {
    let server = TestServer::start().await;
    for path in PAGES {
        let answer = send(&server, "POST", path, &[], "{}").await;
        assert_is_json_error(&answer, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("allow"), "GET,HEAD");
    }
}

#[tokio::test]
async fn a_body_over_16_kib_is_a_json_error() {
    let server = TestServer::start().await;
    let body = "x".repeat(16 * 1024 + 1);
    let answer = send(&server, "POST", "/", &[], &body).await;
    assert_is_json_error(&answer, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn every_answer_is_fenced_in() {
    let server = TestServer::start().await;
    for path in ["/", "/api/spyster/health", "/nothing"] {
        let answer = get(&server, path, &[]).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'self';"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        for rule in ["object-src 'none'", "base-uri 'none'", "form-action 'self'"] {
            assert!(policy.contains(rule), "{policy}");
        }
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert!(!answer.header("x-request-id").is_empty());
    }
}

#[tokio::test]
async fn health_says_the_version() {
    let server = TestServer::start().await;
    let health = get(&server, "/api/spyster/health", &[]).await;
    assert_eq!(health.status, StatusCode::OK);
    assert_eq!(health.json()["status"], "ok");
    assert_eq!(health.json()["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(health.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_video_comes_in_the_parts_that_are_asked_for() {
    let server = TestServer::start().await;
    let path = "/api/spyster/static/awake.mp4";
    let whole = get(&server, path, &[]).await;
    assert_eq!(whole.header("content-type"), "video/mp4");
    assert_eq!(whole.header("accept-ranges"), "bytes");
    let length = whole.body.len();
    assert!(length < 2048, "{length} bytes");

    for (range, part) in [
        ("bytes=0-1", 0..2),
        ("bytes=2-", 2..length),
        ("bytes=-5", length - 5..length),
    ] {
        let answer = get(&server, path, &[("range", range)]).await;
        assert_eq!(answer.status, StatusCode::PARTIAL_CONTENT, "{range}");
        let said = format!("bytes {}-{}/{length}", part.start, part.end - 1);
        assert_eq!(answer.header("content-range"), said);
        assert_eq!(answer.body, whole.body[part]);
    }

    for other in ["bytes=0-1,4-5", "bytes=5000-", "lines=1-2", "bytes=x"] {
        let answer = get(&server, path, &[("range", other)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{other}");
        assert_eq!(answer.body, whole.body);
    }
}
