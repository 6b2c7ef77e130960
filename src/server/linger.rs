//! A connection that is not cut off while its peer is still speaking.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf, copy, sink};
use tokio::net::TcpStream;
use tokio::runtime::Handle;
use tokio::time::timeout;

use super::accept::ConnectionGuard;

/// How long a peer that is still speaking has to come to an end.
const PATIENCE: Duration = Duration::from_secs(2);

/// A TCP connection with its place under the cap.
///
/// A system that closes a connection with something unread in it resets it, and a reset may overtake
/// what was said last: why a message was refused, or the close of a WebSocket. So when this is dropped
/// with something unread, it says that nothing more will come, and takes in the rest first.
#[derive(Debug)]
pub(super) struct Lingering(Option<(TcpStream, ConnectionGuard)>);

impl Lingering {
    pub(super) fn new(stream: TcpStream, guard: ConnectionGuard) -> Self {
        Self(Some((stream, guard)))
    }

    fn stream(self: Pin<&mut Self>) -> io::Result<Pin<&mut TcpStream>> {
        let held = self.get_mut().0.as_mut();
        let gone = io::ErrorKind::NotConnected;
        held.map(|(stream, _)| Pin::new(stream))
            .ok_or_else(|| gone.into())
    }
}

impl Drop for Lingering {
    fn drop(&mut self) {
        let Some((stream, guard)) = self.0.take() else {
            return;
        };
        let has_unread = stream.try_read(&mut [0]).is_ok_and(|count| count > 0);
        if has_unread && let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move {
                let _guard = guard;
                // A peer that is gone already leaves nothing to do.
                let _ = timeout(PATIENCE, hear_out(stream)).await;
            });
        }
    }
}

async fn hear_out(mut stream: TcpStream) -> io::Result<()> {
    stream.shutdown().await?;
    copy(&mut stream, &mut sink()).await?;
    Ok(())
}

impl AsyncRead for Lingering {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.stream()?.poll_read(context, buffer)
    }
}

impl AsyncWrite for Lingering {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.stream()?.poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream()?.poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream()?.poll_shutdown(context)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.stream()?.poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        true
    }
}
