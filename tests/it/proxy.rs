//! A hostile proxy: passes bytes on, and cuts the line after exactly as many as it was told.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::{JoinHandle, JoinSet};

use super::support::{Reachable, within_deadline};

/// Which way bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// From the client to the server.
    Up,
    /// From the server to the client, beginning with an `ack`: the server may say other things before.
    Down,
}

/// How the text of an `ack` begins, and how long the header of its frame is.
const ACK: &[u8] = b"{\"type\":\"ack\"";
const ACK_HEADER: usize = 2;

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// Both sides see the connection closed.
    Close,
    /// Both sides see it reset.
    Reset,
    /// Nobody sees anything: as when a phone changes from Wi-Fi to mobile data.
    Silence,
}

/// Where to cut: after so many bytes that way.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cut {
    pub(crate) way: Way,
    pub(crate) after: usize,
    pub(crate) end: End,
}

/// A proxy before a server. Dropping it cuts whatever it still holds.
pub(crate) struct Proxy {
    address: SocketAddr,
    line: Arc<Line>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Line {
    /// The cut that is planned, and whether its bytes are being counted already.
    cut: Mutex<Option<(Cut, bool)>>,
    was_cut: Notify,
}

impl Reachable for Proxy {
    fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Proxy {
    pub(crate) async fn before(server: &impl Reachable) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let line = Arc::new(Line::default());
        let task = tokio::spawn(serve(listener, server.address(), Arc::clone(&line)));
        Self {
            address,
            line,
            task,
        }
    }

    /// Cuts the line there, counting from now or from the next `ack`; a line that is opened after that is whole again.
    pub(crate) fn plan(&self, cut: Cut) {
        *self.line.cut.lock().unwrap() = Some((cut, cut.way == Way::Up));
    }

    /// Waits until it has been cut.
    pub(crate) async fn was_cut(&self) {
        within_deadline(self.line.was_cut.notified()).await;
    }
}

async fn serve(listener: TcpListener, server: SocketAddr, line: Arc<Line>) {
    let mut lines = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        let server = TcpStream::connect(server).await.unwrap();
        for stream in [&client, &server] {
            stream.set_nodelay(true).unwrap();
        }
        lines.spawn(carry(client, server, Arc::clone(&line)));
    }
}

/// Passes bytes on until either side is gone or the line is cut.
async fn carry(mut client: TcpStream, mut server: TcpStream, line: Arc<Line>) {
    let (mut up, mut down) = ([0; 4096], [0; 4096]);
    loop {
        let (way, count) = tokio::select! {
            count = client.read(&mut up) => (Way::Up, count.unwrap_or(0)),
            count = server.read(&mut down) => (Way::Down, count.unwrap_or(0)),
        };
        if count == 0 {
            return;
        }
        let bytes = match way {
            Way::Up => &up[..count],
            Way::Down => &down[..count],
        };
        let (count, end) = line.pass(way, bytes);
        let passed = match way {
            Way::Up => server.write_all(&bytes[..count]).await,
            Way::Down => client.write_all(&bytes[..count]).await,
        };
        let Some(end) = end else {
            match passed {
                Ok(()) => continue,
                Err(_) => return,
            }
        };
        line.was_cut.notify_one();
        return cut(end, client, server).await;
    }
}

async fn cut(end: End, client: TcpStream, server: TcpStream) {
    match end {
        End::Close => {}
        End::Reset => {
            client.set_zero_linger().unwrap();
            server.set_zero_linger().unwrap();
        }
        End::Silence => std::future::pending().await,
    }
}

impl Line {
    /// How many of these bytes get through, and whether that is all that ever does.
    fn pass(&self, way: Way, bytes: &[u8]) -> (usize, Option<End>) {
        let mut planned = self.cut.lock().unwrap();
        let Some((cut, counts)) = planned.as_mut().filter(|(cut, _)| cut.way == way) else {
            return (bytes.len(), None);
        };
        let mut uncounted = 0;
        if !*counts {
            match bytes.windows(ACK.len()).position(|part| part == ACK) {
                Some(at) => uncounted = at.saturating_sub(ACK_HEADER),
                None => return (bytes.len(), None),
            }
            *counts = true;
        }
        let counted = bytes.len() - uncounted;
        if cut.after <= counted {
            let last = (uncounted + cut.after, Some(cut.end));
            *planned = None;
            return last;
        }
        cut.after -= counted;
        (bytes.len(), None)
    }
}
