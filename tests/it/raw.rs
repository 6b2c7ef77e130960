//! The game's own route on the level of frames: broken rules, and messages in unusual pieces.

use super::frames::{CLOSE, CONTINUATION, FIN, PING, PONG, TEXT, Wire, close, frame};
use super::support::{Party, Reachable, TestServer, parse};
use super::violations::violations;

/// A connection that has been welcomed.
async fn open(server: &TestServer) -> Wire {
    let mut wire = Wire::open(server.address(), "/api/spyster/ws").await;
    let (first, welcome) = wire.next().await;
    assert_eq!(first, FIN | TEXT);
    assert_eq!(parse(str::from_utf8(&welcome).unwrap())["type"], "welcome");
    wire
}

#[tokio::test]
async fn every_broken_rule_is_answered_with_its_code_before_the_end() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 4).await;
    for (what, bytes, code) in violations() {
        let mut wire = open(&server).await;
        wire.send(&bytes).await;
        let (answer, end) = wire.end().await;
        assert_eq!(answer, Some(code), "{what}");
        // A reset would be an error.
        assert!(matches!(end, Ok(0)), "{what}: {end:?}");
    }
    server.pool_holds(5).await;
    party.question().await;
}

#[tokio::test]
async fn a_message_may_come_in_any_pieces() {
    let server = TestServer::start().await;
    let mut wire = open(&server).await;
    let ping = "{\"type\":\"ping\",\"id\":\"☃\"}".as_bytes();
    let mut ack = "{\"type\":\"ack\",\"received\":\"ping\",\"id\":\"☃\"}".to_owned();
    // An answer that repeats an id is filled up.
    ack.push_str(&" ".repeat(256 - ack.len()));

    let mut fragments = frame(TEXT, b"");
    for byte in ping {
        fragments.extend(frame(CONTINUATION, &[*byte]));
        fragments.extend(frame(FIN | PONG, b"in between"));
    }
    fragments.extend(frame(FIN | CONTINUATION, b""));
    wire.send(&fragments).await;
    assert_eq!(wire.next().await, (FIN | TEXT, ack.as_bytes().to_vec()));

    for byte in frame(FIN | TEXT, ping) {
        wire.send(&[byte]).await;
    }
    assert_eq!(wire.next().await, (FIN | TEXT, ack.as_bytes().to_vec()));

    wire.send(&frame(FIN | PING, &[7; 125])).await;
    assert_eq!(wire.next().await, (FIN | PONG, vec![7; 125]));
}

#[tokio::test]
async fn a_close_is_echoed_and_what_follows_it_is_not_heard() {
    let server = TestServer::start().await;
    for code in [1000, 1001, 3000, 4999] {
        let mut wire = open(&server).await;
        let late = frame(FIN | TEXT, b"{\"type\":\"ping\"}");
        wire.send(&[close(code), late].concat()).await;
        let (answer, end) = wire.end().await;
        assert_eq!((answer, end.unwrap()), (Some(code), 0));
    }
    let mut wire = open(&server).await;
    wire.send(&frame(FIN | CLOSE, b"")).await;
    let (answer, end) = wire.end().await;
    assert_eq!((answer, end.unwrap()), (None, 0));
}
