//! What a client must not send, and the code that it is closed with.

use super::frames::{BINARY, CLOSE, CONTINUATION, FIN, PING, PONG, TEXT, close, frame, header};

/// The longest message of the game's own sockets.
pub(crate) const USUAL: usize = 16 * 1024;
pub(crate) const MIB: usize = 1024 * 1024;

/// What it is, its bytes, and the code that it is closed with.
type Violation = (String, Vec<u8>, u16);

/// Every rule of RFC 6455 that a client can break after the handshake.
pub(crate) fn violations() -> Vec<Violation> {
    [heads(), fragments(), texts(), closes(), sizes()].concat()
}

fn violation(what: impl Into<String>, bytes: Vec<u8>, code: u16) -> Violation {
    (what.into(), bytes, code)
}

fn heads() -> Vec<Violation> {
    let mut all = vec![violation("no mask", vec![FIN | TEXT, 1, b'x'], 1002)];
    for bits in 1..8 {
        for kind in [TEXT, PING] {
            let what = format!("reserved bits {bits:03b} on a frame of kind {kind}");
            all.push(violation(what, frame(FIN | bits << 4 | kind, b"x"), 1002));
        }
    }
    for opcode in [3, 4, 5, 6, 7, 0xb, 0xc, 0xd, 0xe, 0xf] {
        let bytes = frame(FIN | opcode, b"x");
        all.push(violation(format!("opcode {opcode}"), bytes, 1002));
    }
    all
}

fn fragments() -> Vec<Violation> {
    let end = frame(FIN | CONTINUATION, b"x");
    let text_in_text = [frame(TEXT, b"x"), frame(FIN | TEXT, b"y")].concat();
    let begun_twice = [frame(TEXT, b"x"), frame(BINARY, b"y")].concat();
    let mut all = vec![
        violation("an end of nothing", end, 1002),
        violation("a middle of nothing", frame(CONTINUATION, b"x"), 1002),
        violation("a text in a text", text_in_text, 1002),
        violation("begun twice", begun_twice, 1002),
    ];
    for control in [CLOSE, PING, PONG] {
        let what = format!("control {control} in parts");
        all.push(violation(what, frame(control, b""), 1002));
        let what = format!("control {control} too long");
        all.push(violation(what, frame(FIN | control, &[b'x'; 126]), 1002));
    }
    all
}

fn texts() -> Vec<Violation> {
    let mut all = Vec::new();
    for (what, text) in [
        ("an overlong slash", &b"\xc0\xaf"[..]),
        ("a surrogate", b"\xed\xa0\x80"),
        ("beyond the last character", b"\xf4\x90\x80\x80"),
        ("half a character", b"\xe2\x82"),
        ("a stray continuation byte", b"fine until \x80"),
        ("no byte of UTF-8", b"\xff"),
    ] {
        all.push(violation(what, frame(FIN | TEXT, text), 1007));
        let reason = [&1000_u16.to_be_bytes(), text].concat();
        let in_a_reason = format!("{what}, in a reason");
        all.push(violation(in_a_reason, frame(FIN | CLOSE, &reason), 1007));
        let (first, rest) = text.split_at(1);
        let parts = [frame(TEXT, first), frame(FIN | CONTINUATION, rest)];
        all.push(violation(format!("{what}, in parts"), parts.concat(), 1007));
    }
    all
}

fn closes() -> Vec<Violation> {
    let forbidden = [
        0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535,
    ];
    let codes = forbidden.map(|code| violation(format!("close code {code}"), close(code), 1002));
    let half = violation("half a close code", frame(FIN | CLOSE, &[3]), 1002);
    codes.into_iter().chain([half]).collect()
}

fn sizes() -> Vec<Violation> {
    let half = vec![0; USUAL / 2];
    let parts = [
        frame(BINARY, &half),
        frame(CONTINUATION, &half),
        frame(CONTINUATION, b"x"),
    ];
    let one_too_many = frame(FIN | BINARY, &vec![0; USUAL + 1]);
    vec![
        violation("one byte too many", one_too_many, 1009),
        violation("a mebibyte", frame(FIN | BINARY, &vec![0; MIB]), 1009),
        violation("too much in parts", parts.concat(), 1009),
        violation("2^40 bytes announced", header(FIN | BINARY, 1 << 40), 1009),
        violation("2^63 bytes announced", header(FIN | TEXT, 1 << 63), 1009),
    ]
}
