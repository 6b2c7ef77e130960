//! Addresses where there is nothing to see: a page for people, JSON for programs, and the right word for a proxy.

use axum::http::StatusCode;

use super::support::{Answer, TestServer, get, send};

/// What a browser says when somebody opens an address.
const BROWSER: &[(&str, &str)] = &[(
    "accept",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
)];

fn assert_is_json(answer: &Answer, status: StatusCode) {
    assert_eq!(answer.status, status);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.json()["type"], "error");
}

#[tokio::test]
async fn a_mistyped_address_is_a_page_for_people_and_json_for_programs() {
    let server = TestServer::start().await;
    for (path, up) in [
        ("/palyer", ""),
        ("/api/spyster", "../"),
        ("/api/spyster/", "../../"),
        ("/api/spyster/palyer", "../../"),
        ("/api/spyster/player/", "../../../"),
        ("/api/spyster/host//?room=BCDF", "../../../../"),
        ("//api/spyster/host", "../../../"),
    ] {
        let page = get(&server, path, BROWSER).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        let base = format!("<head>\n  <base href=\"{up}api/spyster/\">\n");
        assert!(page.text().contains(&base), "{path}: {}", page.text());
        // From there to the start page, and to what the page itself needs.
        assert!(
            page.text()
                .contains("<a class=\"button button-primary\" href=\"../../\"")
        );
        assert!(page.text().contains("src=\"static/"));
        let policy = page.header("content-security-policy");
        assert!(policy.contains("base-uri 'self'"), "{policy}");
        for accept in ["application/json", "*/*", ""] {
            let answer = get(&server, path, &[("accept", accept)]).await;
            assert_is_json(&answer, StatusCode::NOT_FOUND);
        }
        let posted = send(&server, "POST", path, BROWSER, "{}").await;
        assert_is_json(&posted, StatusCode::NOT_FOUND);
    }
    let deep = get(&server, &"/x".repeat(1000), BROWSER).await;
    assert_is_json(&deep, StatusCode::NOT_FOUND);
    let api = get(&server, "/api/spyster/rooms/AEIO", BROWSER).await;
    assert_is_json(&api, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_sockets_address_says_what_it_is_for() {
    let server = TestServer::start().await;
    let key = ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
    for headers in [
        &[][..],
        // What a proxy leaves of a handshake that it does not know.
        &[
            ("connection", "close"),
            ("sec-websocket-version", "13"),
            key,
        ],
        &[("connection", "upgrade"), ("upgrade", "h2c")],
        &[
            ("connection", "upgrade"),
            ("upgrade", "websocket"),
            ("sec-websocket-version", "8"),
            key,
        ],
    ] {
        let answer = get(&server, "/api/spyster/ws", headers).await;
        assert_is_json(&answer, StatusCode::UPGRADE_REQUIRED);
        assert_eq!(answer.header("upgrade"), "websocket", "{headers:?}");
        assert_eq!(answer.header("sec-websocket-version"), "13");
        assert!(answer.json()["message"].as_str().unwrap().contains("proxy"));
    }
}
