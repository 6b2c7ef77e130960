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
    /// From the server to the client.
    Down,
}

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
    cut: Mutex<Option<Cut>>,
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

    /// Cuts the line there, counting from now; a line that is opened after that is whole again.
    pub(crate) fn plan(&self, cut: Cut) {
        *self.line.cut.lock().unwrap() = Some(cut);
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
        let (count, end) = line.pass(way, count);
        let passed = match way {
            Way::Up => server.write_all(&up[..count]).await,
            Way::Down => client.write_all(&down[..count]).await,
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
    /// How many of `count` bytes get through, and whether that is all that ever does.
    fn pass(&self, way: Way, count: usize) -> (usize, Option<End>) {
        let mut planned = self.cut.lock().unwrap();
        match &mut *planned {
            Some(cut) if cut.way == way && cut.after <= count => {
                let last = (cut.after, Some(cut.end));
                *planned = None;
                last
            }
            Some(cut) if cut.way == way => {
                cut.after -= count;
                (count, None)
            }
            _ => (count, None),
        }
    }
}
