//! The connection loop itself, on an echo server: every rule of RFC 6455, kept and broken.

#[path = "../echo/echo.rs"]
mod server;

use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::frames::{
    BINARY, CLOSE, CONTINUATION, FIN, PING, PONG, TEXT, Wire, close, frame, header,
};

/// The longest message of the game's own sockets.
const USUAL: usize = 16 * 1024;
const MIB: usize = 1024 * 1024;

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

/// What a client must not send: in words, in bytes, and the code that it is closed with.
type Violation = (String, Vec<u8>, u16);

fn violations() -> Vec<Violation> {
    let bad_frames = bad_frames().into_iter().chain(bad_closes());
    let bad_frames = bad_frames.map(|(what, bytes)| (what, bytes, 1002));
    let bad_texts = bad_texts().map(|(what, bytes)| (what, bytes, 1007));
    let too_big = too_big().map(|(what, bytes)| (what.to_owned(), bytes, 1009));
    bad_frames.chain(bad_texts).chain(too_big).collect()
}

fn bad_frames() -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    let mut add = |what: &str, bytes: Vec<u8>| all.push((what.to_owned(), bytes));
    for bits in 1..8 {
        for kind in [TEXT, PING] {
            let bytes = frame(FIN | bits << 4 | kind, b"x");
            add(&format!("reserved bits {bits:03b} of {kind}"), bytes);
        }
    }
    for opcode in [3, 4, 5, 6, 7, 0xb, 0xc, 0xd, 0xe, 0xf] {
        add(&format!("opcode {opcode}"), frame(FIN | opcode, b"x"));
    }
    for kind in [CLOSE, PING, PONG] {
        add(&format!("control {kind} in parts"), frame(kind, b""));
        let too_long = frame(FIN | kind, &[b'x'; 126]);
        add(&format!("control {kind} too long"), too_long);
    }
    add("no mask", vec![FIN | TEXT, 1, b'x']);
    for first in [CONTINUATION, FIN | CONTINUATION] {
        add("a continuation of nothing", frame(first, b"x"));
    }
    let nested = [frame(TEXT, b"x"), frame(FIN | TEXT, b"y")];
    add("a text in a text", nested.concat());
    all
}

fn bad_closes() -> impl Iterator<Item = (String, Vec<u8>)> {
    let codes = [
        0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535,
    ];
    let closes = codes.map(|code| (format!("close code {code}"), close(code)));
    let half = ("half a close code".to_owned(), frame(FIN | CLOSE, &[3]));
    closes.into_iter().chain([half])
}

/// Each in a message, in one that is in parts, and as the reason of a close.
fn bad_texts() -> impl Iterator<Item = (String, Vec<u8>)> {
    let texts = [
        ("an overlong slash", &b"\xc0\xaf"[..]),
        ("a surrogate", b"\xed\xa0\x80"),
        ("beyond the last character", b"\xf4\x90\x80\x80"),
        ("half a character", b"\xe2\x82"),
        ("a stray continuation byte", b"fine until \x80"),
        ("no byte of UTF-8", b"\xff"),
    ];
    texts.into_iter().flat_map(|(what, text)| {
        let parts = [frame(TEXT, text), frame(FIN | CONTINUATION, b"")].concat();
        let reason = [&1000_u16.to_be_bytes(), text].concat();
        [
            (what.to_owned(), frame(FIN | TEXT, text)),
            (format!("{what}, in parts"), parts),
            (format!("{what}, in a reason"), frame(FIN | CLOSE, &reason)),
        ]
    })
}

fn too_big() -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    let half = vec![0; USUAL / 2];
    let parts = [
        frame(BINARY, &half),
        frame(CONTINUATION, &half),
        frame(CONTINUATION, b"x"),
    ];
    let message = |size| frame(FIN | BINARY, &vec![0; size]);
    let all = [
        ("one byte too many", message(USUAL + 1)),
        ("a mebibyte", message(MIB)),
        ("too much in parts", parts.concat()),
        ("2^40 bytes announced", header(FIN | BINARY, 1 << 40)),
        ("2^63 bytes announced", header(FIN | TEXT, 1 << 63)),
    ];
    all.into_iter()
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
