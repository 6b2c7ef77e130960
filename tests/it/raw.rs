//! Frames as bytes: everything that breaks the WebSocket protocol gets its close code before the end.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::support::{Party, Reachable, TestServer, within_deadline};

/// The first byte of a frame: its last fragment, and what it is.
const FIN: u8 = 0x80;
pub(crate) const TEXT: u8 = FIN | 0x1;
const BINARY: u8 = FIN | 0x2;
const CLOSE: u8 = FIN | 0x8;
const PING: u8 = FIN | 0x9;
const PONG: u8 = FIN | 0xA;
const FIRST_TEXT: u8 = 0x1;
const NEXT: u8 = 0x0;
const LAST: u8 = FIN;

const MASK: [u8; 4] = [0x12, 0x34, 0x56, 0x78];

/// A client's frame.
pub(crate) fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = header(first, 0x80, payload.len());
    frame.extend(MASK);
    let masked = payload.iter().zip(MASK.iter().cycle());
    frame.extend(masked.map(|(byte, mask)| byte ^ mask));
    frame
}

fn header(first: u8, mask_bit: u8, length: usize) -> Vec<u8> {
    let mut header = vec![first];
    match (u8::try_from(length), u16::try_from(length)) {
        (Ok(short @ 0..126), _) => header.push(mask_bit | short),
        (_, Ok(longer)) => {
            header.push(mask_bit | 126);
            header.extend(longer.to_be_bytes());
        }
        _ => {
            header.push(mask_bit | 127);
            header.extend((length as u64).to_be_bytes());
        }
    }
    header
}

/// A close frame's payload.
fn close(code: u16, reason: &[u8]) -> Vec<u8> {
    [&code.to_be_bytes()[..], reason].concat()
}

/// One frame of the server's: its first byte and its payload.
type Frame = (u8, Vec<u8>);

/// A connection after the handshake.
struct Raw(TcpStream);

impl Raw {
    async fn open(server: &TestServer) -> Self {
        let mut stream = TcpStream::connect(server.address()).await.unwrap();
        let request = format!(
            "GET /api/spyster/ws HTTP/1.1\r\nhost: {}\r\nconnection: upgrade\r\n\
             upgrade: websocket\r\nsec-websocket-version: 13\r\n\
             sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
            server.address()
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(within_deadline(stream.read_u8()).await.unwrap());
        }
        let head = String::from_utf8(head).unwrap().to_lowercase();
        assert!(head.starts_with("http/1.1 101"), "{head}");
        assert!(head.contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="));
        Self(stream)
    }

    async fn send(&mut self, frames: &[Vec<u8>]) {
        let bytes = frames.concat();
        within_deadline(self.0.write_all(&bytes)).await.unwrap();
    }

    /// The next frame, or nothing at the end of the connection. A reset is no end.
    async fn next(&mut self) -> Option<Frame> {
        let mut first = [0];
        if within_deadline(self.0.read(&mut first)).await.unwrap() == 0 {
            return None;
        }
        let mut length = u64::from(self.0.read_u8().await.unwrap());
        if length == 126 {
            length = self.0.read_u16().await.unwrap().into();
        }
        assert!(
            length <= u64::from(u16::MAX),
            "a frame of the server's that long"
        );
        let mut payload = vec![0; usize::try_from(length).unwrap()];
        within_deadline(self.0.read_exact(&mut payload))
            .await
            .unwrap();
        Some((first[0], payload))
    }

    /// Reads on to the server's close, and to the end of the connection after it.
    async fn closed(&mut self) -> Option<u16> {
        loop {
            let (first, payload) = self.next().await.expect("an end without a close");
            if first == CLOSE {
                let end = self.next().await;
                assert!(end.is_none(), "something after the close: {end:?}");
                let code = payload.get(..2);
                return code.map(|code| u16::from_be_bytes([code[0], code[1]]));
            }
        }
    }
}

/// Sends some frames to the game route, and checks with which code the connection is closed.
async fn assert_closes(cases: Vec<(&str, Vec<Vec<u8>>, u16)>) {
    let server = TestServer::start().await;
    for (what, frames, code) in cases {
        let mut raw = Raw::open(&server).await;
        raw.send(&frames).await;
        assert_eq!(raw.closed().await, Some(code), "{what}");
    }
    server.pool_holds(0).await;
    // And the server is as well as before.
    Party::of(&server, 4).await.question().await;
}

#[tokio::test]
async fn reserved_bits_and_unknown_opcodes_are_1002() {
    let mut cases = Vec::new();
    for bit in [0x40, 0x20, 0x10, 0x70] {
        for kind in [TEXT, BINARY, PING, CLOSE] {
            cases.push(("reserved bits", vec![masked(kind | bit, b"{}")], 1002));
        }
    }
    for opcode in (3..=7).chain(11..=15) {
        cases.push(("unknown opcode", vec![masked(FIN | opcode, b"")], 1002));
        let with_payload = vec![masked(FIN | opcode, b"{\"type\":\"ping\"}")];
        cases.push(("unknown opcode with a payload", with_payload, 1002));
    }
    assert_closes(cases).await;
}

#[tokio::test]
async fn unmasked_frames_are_1002() {
    let mut cases = Vec::new();
    for (kind, payload) in [
        (TEXT, &b"{\"type\":\"ping\"}"[..]),
        (PING, b""),
        (CLOSE, b""),
    ] {
        let mut frame = header(kind, 0, payload.len());
        frame.extend(payload);
        cases.push(("unmasked", vec![frame], 1002));
    }
    assert_closes(cases).await;
}

#[tokio::test]
async fn broken_fragments_are_1002() {
    assert_closes(vec![
        ("an end without a beginning", vec![masked(LAST, b"x")], 1002),
        (
            "a middle without a beginning",
            vec![masked(NEXT, b"x")],
            1002,
        ),
        (
            "a new message inside of another",
            vec![masked(FIRST_TEXT, b"{"), masked(TEXT, b"{}")],
            1002,
        ),
        (
            "a new fragmented message inside of another",
            vec![masked(FIRST_TEXT, b"{"), masked(FIRST_TEXT, b"{")],
            1002,
        ),
        (
            "a second end",
            vec![
                masked(FIRST_TEXT, b"{"),
                masked(LAST, b"}"),
                masked(LAST, b""),
            ],
            1002,
        ),
    ])
    .await;
}

#[tokio::test]
async fn control_frames_are_short_and_whole() {
    let mut cases = Vec::new();
    for kind in [PING, PONG, CLOSE] {
        cases.push(("126 bytes", vec![masked(kind, &[b'x'; 126])], 1002));
        cases.push(("40 000 bytes", vec![masked(kind, &[b'x'; 40_000])], 1009));
        cases.push(("fragmented", vec![masked(kind & !FIN, b"")], 1002));
    }
    assert_closes(cases).await;
}

#[tokio::test]
async fn text_that_is_not_utf8_is_1007() {
    let snowman = "☃".as_bytes();
    let cases = [
        &b"\xff"[..],
        b"{\"type\":\"\xc3\x28\"}",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xc0\xaf",
        &snowman[..2],
    ];
    let mut cases: Vec<_> = cases
        .iter()
        .map(|bytes| ("bad", vec![masked(TEXT, bytes)], 1007))
        .collect();
    cases.push((
        "bad across fragments",
        vec![masked(FIRST_TEXT, &snowman[..1]), masked(LAST, b"\x28")],
        1007,
    ));
    cases.push((
        "cut off in the last fragment",
        vec![masked(FIRST_TEXT, b"{"), masked(LAST, &snowman[..2])],
        1007,
    ));
    cases.push((
        "in the reason of a close",
        vec![masked(CLOSE, &close(1000, b"\xff"))],
        1007,
    ));
    assert_closes(cases).await;
}

#[tokio::test]
async fn close_codes_that_nobody_may_send_are_1002() {
    let bad = [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535];
    let mut cases: Vec<_> = bad
        .iter()
        .map(|code| ("bad code", vec![masked(CLOSE, &close(*code, b""))], 1002))
        .collect();
    cases.push(("half a code", vec![masked(CLOSE, &[3])], 1002));
    assert_closes(cases).await;
}

#[tokio::test]
async fn good_closes_are_echoed() {
    let good = [1000, 1001, 1002, 1003, 1007, 1011, 3000, 3999, 4000, 4999];
    let cases = good
        .iter()
        .map(|code| {
            (
                "good code",
                vec![masked(CLOSE, &close(*code, b"bye"))],
                *code,
            )
        })
        .collect();
    assert_closes(cases).await;
    let server = TestServer::start().await;
    let mut raw = Raw::open(&server).await;
    raw.send(&[masked(CLOSE, b"")]).await;
    assert_eq!(raw.closed().await, None);
}

#[tokio::test]
async fn what_is_too_big_is_1009_however_it_is_cut() {
    let claims_a_tebibyte = {
        let mut frame = header(TEXT, 0x80, 1 << 40);
        frame.extend(MASK);
        frame
    };
    let mut in_small_pieces = vec![masked(FIRST_TEXT, b"{")];
    in_small_pieces.extend((0..17).map(|_| masked(NEXT, &[b' '; 1024])));
    assert_closes(vec![
        (
            "a header that claims 2^40 bytes",
            vec![claims_a_tebibyte.clone()],
            1009,
        ),
        (
            "and some of them",
            vec![claims_a_tebibyte, vec![0; 100_000]],
            1009,
        ),
        (
            "one byte over",
            vec![masked(TEXT, &[b' '; 16 * 1024 + 1])],
            1009,
        ),
        ("a megabyte", vec![masked(BINARY, &[0; 1 << 20])], 1009),
        ("in small pieces", in_small_pieces, 1009),
    ])
    .await;
}

#[tokio::test]
async fn a_message_may_come_in_any_pieces() {
    let server = TestServer::start().await;
    let mut raw = Raw::open(&server).await;
    let (welcome, _) = raw.next().await.unwrap();
    assert_eq!(welcome, TEXT);
    let ping = "{\"type\":\"ping\",\"id\":\"☃\"}".as_bytes();
    let ack = "{\"type\":\"ack\",\"received\":\"ping\",\"id\":\"☃\"}".as_bytes();

    let mut fragments = vec![masked(FIRST_TEXT, b"")];
    for byte in ping {
        fragments.push(masked(NEXT, &[*byte]));
        fragments.push(masked(PONG, b"in between"));
    }
    fragments.push(masked(LAST, b""));
    raw.send(&fragments).await;
    assert_eq!(raw.next().await, Some((TEXT, ack.to_vec())));

    for byte in masked(TEXT, ping) {
        raw.send(&[vec![byte]]).await;
    }
    assert_eq!(raw.next().await, Some((TEXT, ack.to_vec())));

    raw.send(&[masked(PING, &[7; 125])]).await;
    assert_eq!(raw.next().await, Some((PONG, vec![7; 125])));
    raw.send(&[masked(CLOSE, &close(1000, b""))]).await;
    assert_eq!(raw.closed().await, Some(1000));
}

#[tokio::test]
async fn what_follows_a_close_is_not_heard() {
    let server = TestServer::start().await;
    let mut raw = Raw::open(&server).await;
    raw.send(&[
        masked(CLOSE, &close(1000, b"")),
        masked(TEXT, b"{\"type\":\"ping\"}"),
    ])
    .await;
    assert_eq!(raw.closed().await, Some(1000));
}
