//! The connection loop itself, on an echo server: every rule of RFC 6455, kept and broken.

#[path = "../echo/echo.rs"]
mod server;

use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::frames::{BINARY, CLOSE, CONTINUATION, FIN, PING, PONG, TEXT, Wire, close, frame};
use super::violations::{MIB, USUAL, violations};

/// An echo server that takes messages of up to `max_message` bytes, until the guard is dropped.
async fn start(max_message: usize) -> (SocketAddr, DropGuard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stopping = CancellationToken::new();
    tokio::spawn(server::serve(listener, max_message, stopping.clone()));
    (address, stopping.drop_guard())
}

#[tokio::test]
async fn messages_of_every_size_come_back_as_they_were() {
    let (address, _server) = start(64 * MIB).await;
    let mut wire = Wire::open(address, "/echo").await;
    for size in [0, 1, 125, 126, 127, 65_535, 65_536, MIB, 16 * MIB] {
        for kind in [TEXT, BINARY] {
            let payload = vec![b'x'; size];
            let answer = wire.exchange(&frame(FIN | kind, &payload)).await;
            assert!(answer == (FIN | kind, payload), "{size} bytes, kind {kind}");
        }
    }
}

#[tokio::test]
async fn messages_up_to_the_limit_are_taken() {
    let (address, _server) = start(USUAL).await;
    let mut wire = Wire::open(address, "/echo").await;
    let payload = vec![0xff; USUAL];
    let answer = wire.exchange(&frame(FIN | BINARY, &payload)).await;
    assert!(answer == (FIN | BINARY, payload.clone()));
    let mut parts: Vec<_> = payload
        .chunks(1000)
        .map(|part| frame(CONTINUATION, part))
        .collect();
    parts[0][0] = BINARY;
    parts.push(frame(FIN | CONTINUATION, &[]));
    let answer = wire.exchange(&parts.concat()).await;
    assert!(answer == (FIN | BINARY, payload));
}

#[tokio::test]
async fn pings_are_answered_in_order_with_what_they_carry() {
    let (address, _server) = start(USUAL).await;
    let mut wire = Wire::open(address, "/echo").await;
    let pings: Vec<Vec<u8>> = (0..=125).map(|size| vec![size; size.into()]).collect();
    let sent: Vec<_> = pings.iter().map(|ping| frame(FIN | PING, ping)).collect();
    wire.send(&sent.concat()).await;
    for ping in pings {
        assert_eq!(wire.next().await, (FIN | PONG, ping));
    }
    // An unasked pong is nobody's business.
    wire.send(&frame(FIN | PONG, b"unasked")).await;
    let answer = wire.exchange(&frame(FIN | TEXT, b"still here")).await;
    assert_eq!(answer, (FIN | TEXT, b"still here".to_vec()));
}

#[tokio::test]
async fn a_message_in_parts_is_one_message_whatever_comes_between() {
    let (address, _server) = start(USUAL).await;
    let mut wire = Wire::open(address, "/echo").await;
    let parts = [
        frame(TEXT, "Sp\u{e4}".as_bytes()),
        frame(FIN | PING, b"1"),
        // A character of three bytes, cut in two.
        frame(CONTINUATION, b"\xe2\x82"),
        frame(FIN | PING, b"2"),
        frame(CONTINUATION, b"\xac"),
        frame(FIN | PONG, b"unasked"),
        frame(FIN | CONTINUATION, b""),
    ];
    wire.send(&parts.concat()).await;
    assert_eq!(wire.next().await, (FIN | PONG, b"1".to_vec()));
    assert_eq!(wire.next().await, (FIN | PONG, b"2".to_vec()));
    assert_eq!(wire.next().await, (FIN | TEXT, "Sp\u{e4}\u{20ac}".into()));
}

#[tokio::test]
async fn a_close_is_answered_with_its_own_code() {
    let (address, _server) = start(USUAL).await;
    for code in [
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999,
    ] {
        let mut wire = Wire::open(address, "/echo").await;
        // What comes after a close is not looked at.
        wire.send(&[close(code), frame(FIN | TEXT, b"late")].concat())
            .await;
        let (answer, end) = wire.end().await;
        assert_eq!((answer, end.unwrap()), (Some(code), 0), "{code}");
    }
    let mut wire = Wire::open(address, "/echo").await;
    wire.send(&frame(FIN | CLOSE, b"")).await;
    let (answer, end) = wire.end().await;
    assert_eq!((answer, end.unwrap()), (None, 0));
}

#[tokio::test]
async fn what_was_said_before_a_violation_is_answered_first() {
    let (address, _server) = start(USUAL).await;
    let before = [frame(FIN | TEXT, b"fine"), frame(FIN | PING, b"too")].concat();
    for (what, bytes, code) in violations() {
        let mut wire = Wire::open(address, "/echo").await;
        wire.send(&[before.as_slice(), &bytes].concat()).await;
        assert_eq!(wire.next().await, (FIN | TEXT, b"fine".to_vec()), "{what}");
        assert_eq!(wire.next().await, (FIN | PONG, b"too".to_vec()), "{what}");
        assert_eq!(wire.end().await.0, Some(code), "{what}");
    }
}

/// Bytes that a server leaves unread destroy what it has said last, unless it takes care.
#[tokio::test]
async fn every_violation_is_answered_with_its_code_whatever_comes_after_it() {
    let (address, _server) = start(USUAL).await;
    for (what, bytes, code) in violations() {
        for more in [0, 100, 4 * MIB] {
            let mut wire = Wire::open(address, "/echo").await;
            wire.send(&[bytes.as_slice(), &vec![0x55; more]].concat())
                .await;
            let (answer, end) = wire.end().await;
            assert_eq!(answer, Some(code), "{what}, then {more} bytes");
            assert!(matches!(end, Ok(0)), "{what}, then {more} bytes: {end:?}");
        }
    }
}
