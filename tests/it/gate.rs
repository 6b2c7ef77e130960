//! Who is let in: pages from elsewhere, guessed codes and keys, and how many one address may have.

use crate::support::Reachable;
use axum::http::StatusCode;
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};

use super::frames::{CLOSE, FIN, PING, PONG, TEXT, Wire, frame};
use super::support::{Answer, TestServer, get, send, within_deadline};

const ROOMS: &str = "/api/spyster/rooms";
const SOCKET: &str = "/api/spyster/ws";

/// A page that is not of the house.
const EVIL: (&str, &str) = ("origin", "https://evil.example");

async fn open_room(server: &TestServer, headers: &[(&str, &str)], body: &str) -> Answer {
    send(server, "POST", ROOMS, headers, body).await
}

/// What an upgrade with one more header is answered with.
async fn upgrade(server: &TestServer, header: (&'static str, &str)) -> StatusCode {
    let url = format!("ws://{}{SOCKET}", server.address());
    let mut request = url.into_client_request().unwrap();
    let value = header.1.parse().unwrap();
    request.headers_mut().insert(header.0, value);
    let stream = TcpStream::connect(server.address()).await.unwrap();
    match within_deadline(tokio_tungstenite::client_async(request, stream)).await {
        Ok((_, response)) => response.status(),
        Err(Error::Http(response)) => response.status(),
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_page_from_elsewhere_opens_no_socket_and_no_room() {
    let server = TestServer::with(|config| {
        config.allowed_origins = vec!["https://games.example.org".to_owned()];
    })
    .await;
    let own = format!("http://{}", server.address());
    for origin in [&own, "https://games.example.org"] {
        let created = open_room(&server, &[("origin", origin)], "").await;
        assert_eq!(created.status, StatusCode::CREATED, "{origin}");
        let status = upgrade(&server, ("origin", origin)).await;
        assert_eq!(status, StatusCode::SWITCHING_PROTOCOLS, "{origin}");
    }
    for origin in [EVIL.1, "null", "http://127.0.0.1"] {
        let refused = open_room(&server, &[("origin", origin)], "").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{origin}");
        assert_eq!(refused.json()["type"], "error");
        let message = refused.json()["message"].to_string();
        assert!(message.contains("allowed_origins"), "{message}");
        let status = upgrade(&server, ("origin", origin)).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{origin}");
    }
    // A link from elsewhere leads to the page all the same.
    let page = get(&server, "/api/spyster/player", &[EVIL]).await;
    assert_eq!(page.status, StatusCode::OK);
    let health = get(&server, "/api/spyster/health", &[]).await.json();
    assert_eq!(health["rooms"], 2);
}

/// A server on which rooms are opened with a key.
async fn with_key() -> TestServer {
    TestServer::with(|config| config.host_key = "open sesame".into()).await
}

fn key(key: &str) -> String {
    json!({ "host_key": key }).to_string()
}

#[tokio::test]
async fn without_a_host_key_anybody_opens_rooms() {
    let server = TestServer::start().await;
    for body in [
        "",
        " \n",
        "{}",
        r#"{"host_key":"whatever"}"#,
        r#"{"new":1}"#,
    ] {
        let created = open_room(&server, &[], body).await;
        assert_eq!(created.status, StatusCode::CREATED, "{body}");
    }
}

#[tokio::test]
async fn with_a_host_key_only_who_knows_it() {
    let server = with_key().await;
    for body in ["", "{}", &key(""), &key("open"), &key("Open sesame")] {
        let refused = open_room(&server, &[], body).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{body}");
        assert_eq!(refused.json()["code"], "NOT_HOST");
        assert!(!refused.text().contains("sesame"));
    }
    let created = open_room(&server, &[], &key("open sesame")).await;
    assert_eq!(created.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_body_that_is_no_json_opens_nothing() {
    for server in [TestServer::start().await, with_key().await] {
        for body in [
            "host_key=open sesame",
            "{",
            "5",
            "null",
            r#"{"host_key":5}"#,
            "\u{1}",
        ] {
            let refused = open_room(&server, &[], body).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{body}");
            assert_eq!(refused.json()["code"], "INVALID_MESSAGE");
        }
    }
}

#[tokio::test]
async fn who_guesses_keys_is_slowed_after_five() {
    let server = with_key().await;
    for _ in 0..5 {
        // Asking without a key is no guess.
        let refused = open_room(&server, &[], "").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let refused = open_room(&server, &[], &key("sesame")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    // The right one too: else the answer would tell. And a header of one's own makes nobody else of one.
    for headers in [&[][..], &[("x-forwarded-for", "203.0.113.9")]] {
        let slowed = open_room(&server, headers, &key("open sesame")).await;
        assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(slowed.json()["code"], "RATE_LIMITED");
    }
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_guest_is_slowed_alone() {
    let server = TestServer::with(|config| {
        config.host_key = "open sesame".into();
        config.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
    })
    .await;
    let guesser = [("x-forwarded-for", "203.0.113.9")];
    for _ in 0..5 {
        open_room(&server, &guesser, &key("sesame")).await;
    }
    let slowed = open_room(&server, &guesser, &key("open sesame")).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    let other = [("x-forwarded-for", "203.0.113.9, 203.0.113.8")];
    let created = open_room(&server, &other, &key("open sesame")).await;
    assert_eq!(created.status, StatusCode::CREATED);
}

#[tokio::test]
async fn pings_are_answered_until_they_are_a_flood() {
    let server = TestServer::with(|config| config.message_rate = 10).await;
    let mut wire = Wire::open(server.address(), SOCKET).await;
    wire.next().await;
    wire.send(&frame(FIN | PING, b"?").repeat(100)).await;
    for _ in 0..100 {
        assert_eq!(wire.next().await, (FIN | PONG, b"?".to_vec()));
    }
    // They do not count as messages.
    let message = frame(FIN | TEXT, br#"{"type":"heartbeat"}"#);
    let (_, answer) = wire.exchange(&message).await;
    assert!(String::from_utf8(answer).unwrap().contains(r#""ack""#));

    wire.send(&frame(FIN | PING, b"?").repeat(10_000)).await;
    let end = within_deadline(async {
        loop {
            match wire.next().await {
                (first, _) if first == FIN | PONG => {}
                end => break end,
            }
        }
    });
    let (first, payload) = end.await;
    assert_eq!(
        (first, &payload[..2]),
        (FIN | CLOSE, &4008_u16.to_be_bytes()[..])
    );
}

type Socket = WebSocketStream<TcpStream>;

/// A socket of somebody behind the proxy, and the type or code of what they hear first.
async fn enter(server: &TestServer, ip: &str) -> (Socket, String) {
    let url = format!("ws://{}{SOCKET}", server.address());
    let mut request = url.into_client_request().unwrap();
    let headers = request.headers_mut();
    headers.insert("x-forwarded-for", ip.parse().unwrap());
    let stream = TcpStream::connect(server.address()).await.unwrap();
    let connected = within_deadline(tokio_tungstenite::client_async(request, stream)).await;
    let mut socket = connected.unwrap().0;
    let first = within_deadline(socket.next()).await.unwrap().unwrap();
    let first: Value = serde_json::from_str(first.to_text().unwrap()).unwrap();
    let word = first.get("code").unwrap_or(&first["type"]);
    (socket, word.as_str().unwrap().to_owned())
}

#[tokio::test]
async fn an_address_has_so_many_sockets_and_no_more() {
    let server = TestServer::with(|config| {
        config.max_connections_per_address = 2;
        config.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
    })
    .await;
    let first = enter(&server, "203.0.113.9").await;
    let second = enter(&server, "203.0.113.9").await;
    assert_eq!([first.1, second.1], ["welcome", "welcome"]);
    let (mut third, word) = enter(&server, "203.0.113.9").await;
    assert_eq!(word, "CONNECTION_LIMIT");
    let end = within_deadline(third.next()).await.unwrap().unwrap();
    let Message::Close(Some(close)) = end else {
        panic!("{end}");
    };
    assert_eq!(u16::from(close.code), 1008);
    // Others are not concerned, and those of the house share a limit with all only.
    for ip in [
        "203.0.113.8",
        "192.168.1.20",
        "192.168.1.20",
        "192.168.1.20",
    ] {
        assert_eq!(enter(&server, ip).await.1, "welcome", "{ip}");
    }
    drop(first.0);
    within_deadline(async { while enter(&server, "203.0.113.9").await.1 != "welcome" {} }).await;
}
