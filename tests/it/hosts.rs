//! What other sites can make a browser do here: nothing, under whatever name they lead it to this server.

use axum::http::StatusCode;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use super::support::{FROM, Reachable, TestServer, get, open_room, send, within_deadline};

const HEALTH: &str = "/api/spyster/health";
const PLAYER: &str = "/api/spyster/player";
const ROOMS: &str = "/api/spyster/rooms";
const LISTED: &str = "https://dash.example";

/// What an upgrade for that host is answered with.
async fn upgrade(server: &TestServer, host: &str) -> StatusCode {
    let url = format!("ws://{}/api/spyster/ws", server.address());
    let mut request = url.into_client_request().unwrap();
    request.headers_mut().insert("host", host.parse().unwrap());
    let stream = tokio::net::TcpStream::connect(server.address())
        .await
        .unwrap();
    match within_deadline(client_async(request, stream)).await {
        Ok((_, response)) => response.status(),
        Err(Error::Http(response)) => response.status(),
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_foreign_name_that_leads_here_gets_nothing_but_the_line_that_would_allow_it() {
    let server = TestServer::start().await;
    let (room, _) = open_room(&server).await;
    let host = ("host", "games.example.org:8137");
    let line = r#"allowed_hosts = ["games.example.org"]"#;
    for (method, path) in [
        ("GET", "/"),
        ("GET", PLAYER),
        ("GET", "/api/spyster/static/icon.svg"),
        ("GET", HEALTH),
        ("GET", "/nowhere"),
        ("POST", ROOMS),
    ] {
        let answer = send(&server, method, path, &[host], "").await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{path}");
        assert_eq!(answer.json()["code"], "HOST_NOT_ALLOWED");
        let sentence = answer.json()["message"].as_str().unwrap().to_owned();
        assert!(sentence.contains(line), "{sentence}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    let as_browser = [host, ("accept", "text/html,application/xhtml+xml")];
    let page = get(&server, PLAYER, &as_browser).await;
    assert_eq!(page.status, StatusCode::MISDIRECTED_REQUEST);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(page.text().contains(line) && !page.text().contains(&room));
    assert_eq!(
        upgrade(&server, host.1).await,
        StatusCode::MISDIRECTED_REQUEST
    );
    assert_eq!(
        upgrade(&server, "tv.local").await,
        StatusCode::SWITCHING_PROTOCOLS
    );
    assert_eq!(get(&server, HEALTH, &[]).await.json()["rooms"], 1);
}

#[tokio::test]
async fn what_is_no_name_is_not_repeated() {
    let server = TestServer::start().await;
    let long = "x.".repeat(200);
    for host in ["<script>.example", "a\"b.example", "a b.example", &long] {
        let headers = [("host", host), ("accept", "text/html")];
        let answer = get(&server, "/", &headers).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert!(
            !answer.text().contains(host.trim_end_matches(".example")),
            "{host}"
        );
    }
}

#[tokio::test]
async fn names_that_are_listed_or_that_a_trusted_proxy_was_asked_for_are_allowed() {
    let listed = TestServer::with(|config| {
        config.allowed_hosts = vec!["games.example.org".to_owned()];
    })
    .await;
    let host = [("host", "Games.example.org:8137")];
    assert_eq!(get(&listed, HEALTH, &host).await.status, StatusCode::OK);
    let other = get(&listed, HEALTH, &[("host", "b.example")]).await;
    assert_eq!(other.status, StatusCode::MISDIRECTED_REQUEST);
    let sentence = other.json()["message"].as_str().unwrap().to_owned();
    assert!(sentence.contains("add \"b.example\" to allowed_hosts"));

    let proxied = TestServer::behind_proxy(|_| {}).await;
    let headers = [("host", "b.example"), (FROM, "203.0.113.9")];
    assert_eq!(get(&proxied, HEALTH, &headers).await.status, StatusCode::OK);
}

/// How a browser asks for a picture on a page: over https or on localhost, and over plain http.
const FROM_EVIL: [&[(&str, &str)]; 3] = [
    &[
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-mode", "no-cors"),
    ],
    &[("referer", "http://evil.example/")],
    &[("origin", "http://evil.example")],
];

#[tokio::test]
async fn a_page_of_another_site_can_not_use_up_what_its_visitor_may_guess() {
    let server = TestServer::behind_proxy(|_| {}).await;
    let (code, _) = open_room(&server).await;
    let visitor = (FROM, "203.0.113.9");
    let wrong = if code == "BBBB" { "CCCC" } else { "BBBB" };
    for evil in FROM_EVIL {
        let headers = [evil, &[visitor]].concat();
        for _ in 0..31 {
            let path = format!("{ROOMS}/{wrong}/qr.svg");
            let answer = get(&server, &path, &headers).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{evil:?}");
        }
        // The pages themselves are for everybody.
        assert_eq!(get(&server, PLAYER, &headers).await.status, StatusCode::OK);
    }
    let answer = get(&server, &format!("{ROOMS}/{code}"), &[visitor]).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn a_link_of_another_site_leads_here_and_its_frames_and_forms_do_not() {
    let server = TestServer::start().await;
    let link = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-mode", "navigate"),
        ("sec-fetch-dest", "document"),
        ("referer", "https://evil.example/"),
    ];
    assert_eq!(get(&server, HEALTH, &link).await.status, StatusCode::OK);
    let form = [&link[..], &[("origin", "https://evil.example")]].concat();
    let posted = send(&server, "POST", ROOMS, &form, "").await;
    assert_eq!(posted.status, StatusCode::FORBIDDEN);
    let mut frame = link;
    frame[2].1 = "iframe";
    assert_eq!(
        get(&server, HEALTH, &frame).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn every_answer_says_which_pages_may_take_it_in() {
    let server = TestServer::with(|config| config.allowed_origins = vec![LISTED.to_owned()]).await;
    let own = format!("http://{}/api/spyster/host", server.address());
    let evil = ("referer", "https://evil.example/");
    for path in [
        "/",
        HEALTH,
        "/api/spyster/static/icon.svg",
        "/nowhere",
        "/api/spyster/ws",
    ] {
        for page in [&[][..], &[("referer", own.as_str())], &[evil]] {
            let answer = get(&server, path, page).await;
            let policy = answer.header("cross-origin-resource-policy");
            assert_eq!(policy, "same-origin", "{path} {page:?}");
        }
        let site = ("sec-fetch-site", "cross-site");
        let referer = format!("{LISTED}/rooms");
        for page in [("origin", LISTED), ("referer", &referer)] {
            let answer = get(&server, path, &[site, page]).await;
            let policy = answer.header("cross-origin-resource-policy");
            assert_eq!(policy, "cross-origin", "{path} {page:?}");
            assert_ne!(answer.status, StatusCode::FORBIDDEN, "{path} {page:?}");
        }
        let both = [("origin", LISTED), evil];
        let answer = get(&server, path, &both).await;
        let policy = answer.header("cross-origin-resource-policy");
        assert_eq!(policy, "same-origin", "{path}");
    }
    let refused = get(&server, "/", &[("host", "evil.example")]).await;
    assert_eq!(
        refused.header("cross-origin-resource-policy"),
        "same-origin"
    );
}
