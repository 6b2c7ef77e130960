//! Spyster's connection loop as a plain echo server, for WebSocket conformance suites.
//!
//! `SPYSTER_BIND=127.0.0.1:9001 cargo run --release --example echo` echoes at `ws://127.0.0.1:9001/echo`.
//! `SPYSTER_MAX_MESSAGE_BYTES` sets the longest message (16384); suites want 67108864.

#![expect(clippy::print_stderr, reason = "it is for whoever started it")]

mod echo;

use std::env::{self, VarError};

use anyhow::Context;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// A variable's value, or what stands for it when it is not set.
fn variable(name: &str, default: &str) -> anyhow::Result<String> {
    match env::var(name) {
        Err(VarError::NotPresent) => Ok(default.to_owned()),
        value => value.with_context(|| format!("{name} is not text")),
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let address = variable("SPYSTER_BIND", "127.0.0.1:9001")?;
    let max_message = variable("SPYSTER_MAX_MESSAGE_BYTES", "16384")?;
    let max_message = max_message
        .parse()
        .context("SPYSTER_MAX_MESSAGE_BYTES is not a number of bytes")?;
    let listener = TcpListener::bind(&address)
        .await
        .with_context(|| format!("could not listen on {address} (SPYSTER_BIND)"))?;
    eprintln!("echoing at ws://{}/echo", listener.local_addr()?);
    let stopping = CancellationToken::new();
    let stop = stopping.clone().drop_guard();
    tokio::spawn(async move {
        let _stop = stop;
        // When there is no signal to be had, it can still be killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    });
    echo::serve(listener, max_message, stopping).await;
    Ok(())
}
