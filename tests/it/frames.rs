//! A WebSocket client made by hand, which may break every rule.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

use super::support::within_deadline;

pub(crate) const CONTINUATION: u8 = 0x0;
pub(crate) const TEXT: u8 = 0x1;
pub(crate) const BINARY: u8 = 0x2;
pub(crate) const CLOSE: u8 = 0x8;
pub(crate) const PING: u8 = 0x9;
pub(crate) const PONG: u8 = 0xA;

/// The last frame of a message.
pub(crate) const FIN: u8 = 0x80;

/// A mask that changes every byte.
const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];

/// A frame as a client sends it: the first byte as it is, then length, mask and masked payload.
pub(crate) fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = header(first, payload.len() as u64);
    let masked = payload.iter().zip(MASK.iter().cycle());
    frame.extend(masked.map(|(byte, mask)| byte ^ mask));
    frame
}

/// A frame up to its payload, which is to be so long.
pub(crate) fn header(first: u8, length: u64) -> Vec<u8> {
    let mut header = vec![first];
    match (u8::try_from(length), u16::try_from(length)) {
        (Ok(length @ 0..=125), _) => header.push(0x80 | length),
        (_, Ok(length)) => {
            header.push(0x80 | 126);
            header.extend(length.to_be_bytes());
        }
        _ => {
            header.push(0x80 | 127);
            header.extend(length.to_be_bytes());
        }
    }
    header.extend(MASK);
    header
}

/// A close frame with this code and no reason.
pub(crate) fn close(code: u16) -> Vec<u8> {
    frame(FIN | CLOSE, &code.to_be_bytes())
}

/// A frame that came from the server: its first byte and its payload.
pub(crate) type Frame = (u8, Vec<u8>);

/// An upgraded connection.
pub(crate) struct Wire {
    reader: BufReader<OwnedReadHalf>,
    writer: OwnedWriteHalf,
}

impl Wire {
    /// Upgrades a connection at `path`.
    pub(crate) async fn open(address: SocketAddr, path: &str) -> Self {
        let (reader, mut writer) = TcpStream::connect(address).await.unwrap().into_split();
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
             sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        writer.write_all(request.as_bytes()).await.unwrap();
        let mut reader = BufReader::new(reader);
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(within_deadline(reader.read_u8()).await.unwrap());
        }
        assert!(head.starts_with(b"HTTP/1.1 101"), "{head:?}");
        Self { reader, writer }
    }

    /// Sends bytes as they are.
    pub(crate) async fn send(&mut self, bytes: &[u8]) {
        within_deadline(self.writer.write_all(bytes)).await.unwrap();
    }

    /// Sends them while the answer is read, so that neither side waits for the other.
    pub(crate) async fn exchange(&mut self, bytes: &[u8]) -> Frame {
        let (sent, answer) = within_deadline(async {
            tokio::join!(self.writer.write_all(bytes), read(&mut self.reader))
        })
        .await;
        sent.unwrap();
        answer.unwrap()
    }

    /// The next frame.
    pub(crate) async fn next(&mut self) -> Frame {
        within_deadline(read(&mut self.reader)).await.unwrap()
    }

    /// The code of the close frame that comes next, and how the connection ends after it.
    pub(crate) async fn end(&mut self) -> (Option<u16>, io::Result<usize>) {
        let (first, payload) = self.next().await;
        assert_eq!(first, FIN | CLOSE, "{payload:?}");
        let code = payload.first_chunk().map(|code| u16::from_be_bytes(*code));
        let mut rest = Vec::new();
        let end = within_deadline(self.reader.read_to_end(&mut rest)).await;
        (code, end)
    }
}

async fn read(reader: &mut BufReader<OwnedReadHalf>) -> io::Result<Frame> {
    let first = reader.read_u8().await?;
    let length = match reader.read_u8().await? {
        126 => u64::from(reader.read_u16().await?),
        127 => reader.read_u64().await?,
        length => u64::from(length),
    };
    let mut payload = vec![0; usize::try_from(length).unwrap()];
    reader.read_exact(&mut payload).await?;
    Ok((first, payload))
}
