//! Lingering close: a TCP connection that keeps its slot while it lives, and ends so that its last words arrive.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::runtime::Handle;
use tokio::time::{Sleep, sleep, timeout};
use tracing::{Instrument, debug};

use super::guard::ConnectionGuard;

/// How long the peer has to hear the last words and hang up.
const LINGER: Duration = Duration::from_secs(1);

/// How long a write may make no progress. Somebody who asks and never reads would keep the slot for ever.
const STALLED: Duration = Duration::from_secs(10);

/// Reads after which the others have their turn. Tokio's own limit of 128 lets somebody who sends empty
/// fragments as fast as they can hold everybody up for tenths of a second.
const READS_IN_A_ROW: u32 = 16;

/// A connection that was let in, as HTTP and then perhaps as a WebSocket.
///
/// Closing a socket while there is something left to read resets the connection, which destroys what was
/// sent last: the close code, or the answer to a request that was too big. So dropping it only ends our
/// side; what still comes is read and thrown away until the peer hangs up too, for [`LINGER`] at most.
/// The slot is kept until then. A peer that takes in nothing for [`STALLED`] is given up.
#[derive(Debug)]
pub(super) struct LingeringStream {
    held: Option<(TcpStream, ConnectionGuard)>,
    reads_in_a_row: u32,
    /// Runs while a write waits; few ever do, so it is not part of every connection.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl LingeringStream {
    pub(super) fn new(tcp: TcpStream, guard: ConnectionGuard) -> Self {
        Self {
            held: Some((tcp, guard)),
            reads_in_a_row: 0,
            stalled: None,
        }
    }

    /// Lets a write wait for so long and no longer.
    fn within_time<T>(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(STALLED)));
        let is_over = stalled.as_mut().poll(context);
        is_over.map(|()| Err(io::ErrorKind::TimedOut.into()))
    }

    fn tcp(self: Pin<&mut Self>) -> Pin<&mut TcpStream> {
        let inner = self.get_mut().held.as_mut();
        let (tcp, _) = inner.expect("only `drop` takes it out");
        Pin::new(tcp)
    }
}

impl Drop for LingeringStream {
    fn drop(&mut self) {
        // Without a runtime the process is about to end, and the system closes what is open.
        if let (Some((tcp, guard)), Ok(runtime)) = (self.held.take(), Handle::try_current()) {
            runtime.spawn(linger(tcp, guard).in_current_span());
        }
    }
}

async fn linger(mut tcp: TcpStream, _guard: ConnectionGuard) {
    let hang_up = async {
        tcp.shutdown().await?;
        let mut rest = [0; 1024];
        while tcp.read(&mut rest).await? > 0 {}
        io::Result::Ok(())
    };
    match timeout(LINGER, hang_up).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => debug!(%error, "connection lost while it was ended"),
        Err(_) => debug!("the peer did not hang up"),
    }
}

impl AsyncRead for LingeringStream {
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

impl AsyncWrite for LingeringStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = self.as_mut().tcp().poll_write(context, bytes);
        self.within_time(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = self.as_mut().tcp().poll_write_vectored(context, slices);
        self.within_time(context, written)
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

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;
    use tokio::time::{Instant, advance};
    use tokio_util::task::TaskTracker;

    use super::super::admission::Admission;
    use super::*;

    /// Our end of a connection, and the peer's.
    async fn connected() -> (LingeringStream, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let peer = TcpStream::connect(listener.local_addr().unwrap()).await;
        let (ours, _) = listener.accept().await.unwrap();
        let slot = Admission::default().enter(None).unwrap();
        let guard = ConnectionGuard::new(slot, TaskTracker::new().token());
        (LingeringStream::new(ours, guard), peer.unwrap())
    }

    /// Writes until the peer takes in nothing more for a millisecond.
    async fn fill(stream: &mut LingeringStream) {
        let block = [0; 64 * 1024];
        let short = Duration::from_millis(1);
        while let Ok(written) = timeout(short, stream.write(&block)).await {
            written.unwrap();
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_peer_that_takes_in_nothing_for_ten_seconds_is_given_up() {
        let (mut stream, _peer) = connected().await;
        let block = [0; 64 * 1024];
        let mut last = Instant::now();
        let failed = loop {
            match stream.write(&block).await {
                Ok(_) => last = Instant::now(),
                Err(failed) => break failed,
            }
        };
        assert_eq!(failed.kind(), io::ErrorKind::TimedOut);
        let waited = last.elapsed();
        assert!(waited >= STALLED, "{waited:?}");
        assert!(waited < STALLED + Duration::from_millis(10), "{waited:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_peer_that_takes_in_something_has_its_time_again() {
        let (mut stream, mut peer) = connected().await;
        let mut some = vec![0; 1024 * 1024];
        for _ in 0..3 {
            fill(&mut stream).await;
            advance(STALLED - Duration::from_secs(1)).await;
            while peer.try_read(&mut some).is_ok() {}
            stream.write_all(&[0]).await.unwrap();
        }
        peer.shutdown().await.unwrap();
    }
}
