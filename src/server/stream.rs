//! A TCP connection that keeps its place while it lives, and ends so that its last words arrive.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::runtime::Handle;
use tokio::time::timeout;
use tracing::debug;

use super::guard::ConnectionGuard;

/// How long the peer has to hear the last words and hang up.
const PARTING: Duration = Duration::from_secs(1);

/// Reads after which the others have their turn. Tokio's own limit of 128 lets somebody who sends empty
/// fragments as fast as they can hold everybody up for tenths of a second.
const READS_IN_A_ROW: u32 = 16;

/// A connection that was let in, as HTTP and then perhaps as a WebSocket.
///
/// Closing a socket while there is something left to read resets the connection, which destroys what was
/// sent last: the close code, or the answer to a request that was too big. So dropping it only ends our
/// side; what still comes is read and thrown away until the peer hangs up too, for [`PARTING`] at most.
/// The place is kept until then.
#[derive(Debug)]
pub(super) struct Stream {
    held: Option<(TcpStream, ConnectionGuard)>,
    reads_in_a_row: u32,
}

impl Stream {
    pub(super) fn new(tcp: TcpStream, guard: ConnectionGuard) -> Self {
        Self {
            held: Some((tcp, guard)),
            reads_in_a_row: 0,
        }
    }

    fn tcp(self: Pin<&mut Self>) -> Pin<&mut TcpStream> {
        let inner = self.get_mut().held.as_mut();
        let (tcp, _) = inner.expect("only `drop` takes it out");
        Pin::new(tcp)
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        // Without a runtime the process is about to end, and the system closes what is open.
        if let (Some((tcp, guard)), Ok(runtime)) = (self.held.take(), Handle::try_current()) {
            runtime.spawn(part(tcp, guard));
        }
    }
}

async fn part(mut tcp: TcpStream, _guard: ConnectionGuard) {
    let parting = async {
        tcp.shutdown().await?;
        let mut rest = [0; 1024];
        while tcp.read(&mut rest).await? > 0 {}
        io::Result::Ok(())
    };
    match timeout(PARTING, parting).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => debug!(%error, "connection lost while it was ended"),
        Err(_) => debug!("the peer did not hang up"),
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.reads_in_a_row == READS_IN_A_ROW {
            self.reads_in_a_row = 0;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let read = self.as_mut().tcp().poll_read(context, buffer);
        self.reads_in_a_row = if read.is_ready() {
            self.reads_in_a_row + 1
        } else {
            0
        };
        read
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.tcp().poll_write(context, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.tcp().poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.tcp().poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.tcp().poll_shutdown(context)
    }
}
