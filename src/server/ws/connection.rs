//! One WebSocket's life: heartbeat, silence, limits, and a close that says why.
//!
//! The loop knows nothing of the game. What is said is a [`Conversation`]'s business; that it stays
//! within the limits, that a dead peer is noticed and that the close handshake is completed is ours.

use std::num::NonZeroU32;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep_until, timeout};
use tokio_util::sync::CancellationToken;
use tracing::debug;

use super::message_limiter::{MessageLimiter, Verdict};
use crate::protocol::CloseCode;

/// How long the peer has for its part of the close handshake.
const CLOSING: Duration = Duration::from_secs(2);

/// The default of 128 KiB is allocated for each connection and zero-filled before every read.
const READ_BUFFER: usize = 1024;

/// What a peer that does not read may leave unsent, beside a message of the greatest size.
const MAX_UNSENT: usize = 256 * 1024;

/// What one connection may do, and how long it may take.
#[derive(Debug, Clone)]
pub struct Limits {
    /// The server pings so often.
    pub heartbeat: Duration,
    /// After so long without anything from the peer the connection ends.
    pub silence: Duration,
    /// A connection that has not been let in by then ends; nothing for no limit.
    pub admission: Option<Duration>,
    /// A single send may take so long.
    pub send: Duration,
    /// Messages at once, and then per second; nothing for no limit. Pings and pongs may be as many for
    /// themselves, and 100 more at once.
    pub messages: Option<(NonZeroU32, NonZeroU32)>,
}

/// What the peer said.
#[derive(Debug)]
pub enum Said {
    /// A text frame.
    Text(Utf8Bytes),
    /// A binary frame.
    Binary(Bytes),
}

/// What is to be done next on a connection.
#[derive(Debug)]
pub enum Next {
    /// Send this text.
    Text(Utf8Bytes),
    /// Send these bytes.
    Binary(Bytes),
    /// Close; nothing comes after.
    Close(CloseCode),
}

/// What a connection is for.
pub trait Conversation: Send {
    /// Takes in what the peer said. Answers come out of [`next`](Self::next).
    fn hear(&mut self, said: Said) -> impl Future<Output = ()> + Send;

    /// Answers something that came too fast to be taken in.
    fn refuse(&mut self, said: Said);

    /// Waits for what is to be done next. Cancelling it must lose nothing.
    fn next(&mut self) -> impl Future<Output = Next> + Send;

    /// Whether the peer has been let in, so that it may stay.
    fn is_admitted(&self) -> bool;

    /// What the peer hears last when the server stops.
    fn last_word(&self) -> Option<String>;

    /// Takes note of how the connection has come to its end.
    fn ended(&mut self, end: End) {
        drop(end);
    }
}

/// How a connection came to its end.
#[derive(Debug, Clone)]
pub enum End {
    /// We close it; the words are for the log.
    Ours(CloseCode, &'static str),
    /// The peer closed it, with a code and a reason if it gave any.
    Theirs(Option<CloseFrame>),
    /// The line broke; how, for the log.
    Lost(String),
}

impl From<CloseCode> for End {
    fn from(code: CloseCode) -> Self {
        Self::Ours(code, code.reason())
    }
}

/// Sets a WebSocket up for [`converse`]: its buffers, and its longest message in bytes. A longer one
/// ends the connection with [`CloseCode::TooBig`].
pub fn configure(upgrade: WebSocketUpgrade, max_message: usize) -> WebSocketUpgrade {
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0)
        .max_write_buffer_size(max_message + MAX_UNSENT)
        .max_message_size(max_message)
        .max_frame_size(max_message)
}

/// Leads a conversation until either side ends it or the server stops.
pub async fn converse<C: Conversation>(
    mut socket: WebSocket,
    limits: &Limits,
    stopping: &CancellationToken,
    mut conversation: C,
) {
    let end = talk(&mut socket, limits, stopping, &mut conversation).await;
    let code = match &end {
        End::Ours(code, _) => Some(*code),
        End::Theirs(_) | End::Lost(_) => None,
    };
    conversation.ended(end);
    // What the conversation holds is given back before the handshake, which the peer may delay.
    drop(conversation);
    if let Some(code) = code {
        close(&mut socket, code).await;
    }
    // After a Close from the peer its reply is sent by reading on until there is nothing more.
    let rest = async { while let Some(Ok(_)) = socket.recv().await {} };
    if timeout(CLOSING, rest).await.is_err() {
        debug!("the peer did not complete the close handshake");
    }
}

async fn talk<C: Conversation>(
    socket: &mut WebSocket,
    limits: &Limits,
    stopping: &CancellationToken,
    conversation: &mut C,
) -> End {
    let start = Instant::now();
    let mut pings = interval_at(start + limits.heartbeat, limits.heartbeat);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut limiter = MessageLimiter::new(limits.messages);
    let mut last_heard = start;
    let admit_by = limits.admission.map(|time| start + time);
    loop {
        let silent_at = last_heard + limits.silence;
        let admit_by = admit_by.filter(|_| !conversation.is_admitted());
        let outgoing = tokio::select! {
            // What is to be said goes before what is to be heard: who does not take in the answers
            // can't put more questions, and a broken rule does not swallow what was owed before it.
            biased;
            () = stopping.cancelled() => {
                say_goodbye(socket, limits, conversation).await;
                return CloseCode::Restart.into();
            }
            () = sleep_until(silent_at) => return CloseCode::Silent.into(),
            () = until(admit_by) => return End::Ours(CloseCode::Policy, "in no room in time"),
            _ = pings.tick() => Message::Ping(Bytes::new()),
            next = conversation.next() => match next {
                Next::Text(text) => Message::Text(text),
                Next::Binary(bytes) => Message::Binary(bytes),
                Next::Close(code) => return code.into(),
            },
            received = socket.recv() => {
                last_heard = Instant::now();
                match take_in(received, &mut limiter, conversation).await {
                    Ok(()) => continue,
                    Err(end) => return end,
                }
            }
        };
        match timeout(limits.send, socket.send(outgoing)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return after(error),
            Err(_) => return End::Ours(CloseCode::Silent, "does not read"),
        }
    }
}

/// Passes on what was received, unless it comes too fast or is the end.
async fn take_in(
    received: Option<Result<Message, axum::Error>>,
    limiter: &mut MessageLimiter,
    conversation: &mut impl Conversation,
) -> Result<(), End> {
    let said = match received {
        Some(Ok(Message::Text(text))) => Said::Text(text),
        Some(Ok(Message::Binary(bytes))) => Said::Binary(bytes),
        Some(Ok(Message::Ping(_) | Message::Pong(_))) if limiter.allows_control() => return Ok(()),
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => {
            return Err(CloseCode::Flooding.into());
        }
        Some(Ok(Message::Close(frame))) => return Err(End::Theirs(frame)),
        None => return Err(End::Theirs(None)),
        Some(Err(error)) => return Err(after(error)),
    };
    match limiter.judge() {
        Verdict::Fine => conversation.hear(said).await,
        Verdict::TooFast => conversation.refuse(said),
        Verdict::Flood => return Err(CloseCode::Flooding.into()),
    }
    Ok(())
}

async fn say_goodbye(socket: &mut WebSocket, limits: &Limits, conversation: &impl Conversation) {
    if let Some(text) = conversation.last_word() {
        // It may be gone already; then nobody misses the word.
        let _ = timeout(
            limits.send.min(CLOSING),
            socket.send(Message::Text(text.into())),
        )
        .await;
    }
}

async fn close(socket: &mut WebSocket, code: CloseCode) {
    let frame = CloseFrame {
        code: code.code(),
        reason: Utf8Bytes::from_static(code.reason()),
    };
    // A peer that is gone, or does not read, does not get it.
    let _ = timeout(CLOSING, socket.send(Message::Close(Some(frame)))).await;
}

/// Waits until then, or for ever.
pub(super) async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}

/// What the first error of a connection means: a broken rule has a close code, a broken line none.
fn after(error: axum::Error) -> End {
    use tungstenite::Error;
    let error = error.into_inner();
    match error.downcast_ref::<Error>() {
        Some(Error::Capacity(_)) => CloseCode::TooBig.into(),
        Some(Error::Utf8(_)) => CloseCode::InvalidText.into(),
        Some(Error::Protocol(problem)) if !is_hang_up(problem) => CloseCode::Protocol.into(),
        _ => End::Lost(error.to_string()),
    }
}

fn is_hang_up(problem: &tungstenite::error::ProtocolError) -> bool {
    use tungstenite::error::ProtocolError;
    matches!(problem, ProtocolError::ResetWithoutClosingHandshake)
}
