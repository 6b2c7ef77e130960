//! The signals that stop the server: Ctrl-C, SIGTERM, and SIGHUP of a terminal that was closed.

use anyhow::Context;

/// Completes at the first of them, all of which are listened for from now on.
#[cfg(unix)]
pub(super) fn stop() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt()).context("Could not listen for Ctrl-C")?;
    let mut terminate = signal(SignalKind::terminate()).context("Could not listen for SIGTERM")?;
    let mut hangup = match is_ignored(SignalKind::hangup()) {
        true => None,
        false => Some(signal(SignalKind::hangup()).context("Could not listen for SIGHUP")?),
    };
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            Some(()) = async { hangup.as_mut()?.recv().await } => {}
        }
    })
}

/// Whether whoever started the program has a signal ignored, as nohup does with SIGHUP: then it stays so.
/// Only Linux says so without a system call that is not safe.
#[cfg(unix)]
fn is_ignored(signal: tokio::signal::unix::SignalKind) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mut lines = status.lines();
    let ignored = lines.find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    let bit = signal.as_raw_value() - 1;
    ignored.is_some_and(|mask| mask >> bit & 1 == 1)
}

/// Completes at Ctrl-C.
#[cfg(windows)]
pub(super) fn stop() -> anyhow::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c().context("Could not listen for Ctrl-C")?;
    Ok(async move {
        interrupt.recv().await;
    })
}
