//! What all answers have in common: errors are JSON, and headers fence a browser in.

use axum::http::StatusCode;

use super::pages::PAGES;
use super::support::{Answer, TestServer, get, send};

pub(crate) fn assert_is_json_error(answer: &Answer, status: StatusCode) {
    assert_eq!(answer.status, status);
    assert_eq!(answer.header("content-type"), "application/json");
    let body = answer.json();
    assert_eq!(body["type"], "error");
    assert_eq!(body["code"], "INVALID_MESSAGE");
    assert!(body["message"].as_str().unwrap().ends_with('.'));
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
