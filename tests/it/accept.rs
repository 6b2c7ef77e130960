//! The door: how many come in, how long they may take, and how they go when the server stops.

use std::time::Duration;

use axum::http::StatusCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use super::support::{Reachable, TestServer, get, skip, within_deadline};

/// The server's places beyond `max_connections`.
const HEADROOM: usize = 256;

async fn connect(server: &TestServer) -> TcpStream {
    TcpStream::connect(server.address()).await.unwrap()
}

/// Everything the server says until it closes the connection.
async fn read_to_end(mut stream: TcpStream) -> String {
    let mut said = Vec::new();
    // Cut off or closed: either is an end.
    let _ = within_deadline(stream.read_to_end(&mut said)).await;
    String::from_utf8(said).unwrap()
}

/// Whether a new connection gets a place.
async fn is_let_in(server: &TestServer) -> bool {
    let mut stream = connect(server).await;
    ask_for_health(&mut stream).await;
    read_to_end(stream).await.starts_with("HTTP/1.1 200")
}

async fn ask_for_health(stream: &mut TcpStream) {
    // A server that has turned us away may have closed before this is written.
    let _ = stream
        .write_all(b"GET /api/spyster/health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await;
}

#[tokio::test]
async fn a_full_server_says_so_and_every_place_comes_back() {
    let server = TestServer::with(|config| config.max_connections = 1).await;
    let mut taken = Vec::new();
    for _ in 0..1 + HEADROOM {
        taken.push(connect(&server).await);
    }
    let refusal = read_to_end(connect(&server).await).await;
    assert!(refusal.starts_with("HTTP/1.1 503"), "{refusal}");
    assert!(refusal.contains("retry-after: 5\r\n"), "{refusal}");
    assert!(refusal.contains("CONNECTION_LIMIT"), "{refusal}");

    taken.pop();
    within_deadline(async { while !is_let_in(&server).await {} }).await;
    drop(taken);
}

/// A connection from another address of this machine.
async fn connect_from(address: &str, server: &TestServer) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket
        .bind(format!("{address}:0").parse().unwrap())
        .unwrap();
    socket.connect(server.address()).await.unwrap()
}

/// Connections of one address beyond its WebSockets.
const PAGES: usize = 64;

#[tokio::test]
async fn one_address_has_only_so_many_connections_and_others_have_theirs() {
    let server = TestServer::with(|config| {
        config.max_connections_per_house_address = 1;
        config.header_timeout_seconds = 60;
    })
    .await;
    let mut taken = Vec::new();
    for _ in 0..1 + PAGES {
        taken.push(connect(&server).await);
    }
    let refusal = read_to_end(connect(&server).await).await;
    assert!(refusal.starts_with("HTTP/1.1 503"), "{refusal}");
    let mut other = connect_from("127.0.0.2", &server).await;
    ask_for_health(&mut other).await;
    assert!(read_to_end(other).await.starts_with("HTTP/1.1 200"));
    taken.pop();
    within_deadline(async { while !is_let_in(&server).await {} }).await;
}

#[tokio::test]
async fn a_trusted_proxy_has_as_many_connections_as_there_are() {
    let server = TestServer::with(|config| {
        config.max_connections_per_house_address = 1;
        config.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
    })
    .await;
    let mut taken = Vec::new();
    for _ in 0..10 + PAGES {
        taken.push(connect(&server).await);
    }
    assert!(is_let_in(&server).await);
}

#[tokio::test]
async fn who_asks_and_never_reads_is_given_up_after_ten_seconds() {
    let server = TestServer::with(|config| {
        config.max_connections_per_house_address = 1;
        config.header_timeout_seconds = 60;
    })
    .await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(2048).unwrap();
    let mut stuck = socket.connect(server.address()).await.unwrap();
    let request = b"GET /api/spyster/protocol.json HTTP/1.1\r\nhost: x\r\n\r\n";
    stuck.write_all(&request.repeat(500)).await.unwrap();
    let mut taken = Vec::new();
    for _ in 0..PAGES {
        taken.push(connect(&server).await);
    }
    // So often that all that the system takes in has been sent meanwhile.
    for _ in 0..20 {
        assert!(!is_let_in(&server).await);
    }
    skip(Duration::from_secs(10)).await;
    // The place itself comes back when there was time to hang up.
    tokio::task::yield_now().await;
    skip(Duration::from_secs(1)).await;
    within_deadline(async { while !is_let_in(&server).await {} }).await;
}

#[tokio::test]
async fn a_body_that_does_not_come_ends_its_request() {
    let server = TestServer::start().await;
    let mut slow = connect(&server).await;
    let head = b"POST /api/spyster/messages HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n\r\n{";
    slow.write_all(head).await.unwrap();
    for _ in 0..3 {
        assert!(is_let_in(&server).await);
    }
    skip(Duration::from_secs(10)).await;
    let said = read_to_end(slow).await;
    assert!(said.starts_with("HTTP/1.1 503"), "{said}");
}

#[tokio::test]
async fn who_does_not_finish_the_request_head_in_time_is_cut_off() {
    let server = TestServer::with(|config| config.header_timeout_seconds = 1).await;
    let mut slow = connect(&server).await;
    slow.write_all(b"GET / HTTP/1.1\r\nhost: ").await.unwrap();
    let silent = connect(&server).await;
    assert_eq!(read_to_end(slow).await, "");
    assert_eq!(read_to_end(silent).await, "");
}

#[tokio::test]
async fn stopping_waits_for_nobody_who_is_idle() {
    let server = TestServer::with(|config| {
        config.shutdown_seconds = 60;
        config.header_timeout_seconds = 60;
    })
    .await;
    let silent = connect(&server).await;
    let mut kept_alive = connect(&server).await;
    kept_alive
        .write_all(b"GET /api/spyster/health HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    let mut status = [0; 12];
    kept_alive.read_exact(&mut status).await.unwrap();
    assert_eq!(&status, b"HTTP/1.1 200");

    server.stop().await;
    assert_eq!(read_to_end(silent).await, "");
    assert!(read_to_end(kept_alive).await.ends_with('}'));
}

#[tokio::test]
async fn a_dropped_server_no_longer_listens() {
    let server = TestServer::start().await;
    let address = server.address();
    assert_eq!(get(&server, "/", &[]).await.status, StatusCode::OK);
    drop(server);
    within_deadline(async { while TcpStream::connect(address).await.is_ok() {} }).await;
}

#[tokio::test]
async fn nonsense_gets_an_answer_or_an_end_and_the_next_is_served() {
    let server = TestServer::start().await;
    for nonsense in [
        &b"\0\xff\xfe\r\n\r\n"[..],
        b"GET\r\n\r\n",
        b"\x16\x03\x01\x02\x00",
    ] {
        let mut stream = connect(&server).await;
        stream.write_all(nonsense).await.unwrap();
        stream.shutdown().await.unwrap();
        let said = read_to_end(stream).await;
        assert!(
            said.is_empty() || said.starts_with("HTTP/1.1 400"),
            "{said}"
        );
    }
    assert!(is_let_in(&server).await);
}
