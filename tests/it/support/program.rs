//! The real binary as a process: started, listened to, sent signals, and killed at the end of its test.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::DEADLINE;

/// How long the end of a server may take on a machine that has much else to do.
pub(crate) const SHUTDOWN: Duration = Duration::from_secs(20);

/// The path of the binary: what players get, where `SPYSTER_BINARY` says where it is, or else the one that
/// was built with the tests.
pub(crate) fn binary() -> OsString {
    env::var_os("SPYSTER_BINARY").unwrap_or_else(|| env!("CARGO_BIN_EXE_spyster").into())
}

/// The binary in a folder of its own, with nothing in its environment.
pub(crate) fn spyster(folder: &Path, flags: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.current_dir(folder).env_clear().args(flags);
    command
}

/// One that serves. Dropping it kills it.
pub(crate) struct Running {
    child: Child,
    lines: mpsc::Receiver<String>,
    logs: mpsc::Receiver<String>,
}

impl Running {
    pub(crate) fn start(command: &mut Command) -> Self {
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            // The test may be over before the output is.
            stdout
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| sender.send(line))
        });
        let mut stderr = child.stderr.take().unwrap();
        let (sender, logs) = mpsc::channel();
        thread::spawn(move || {
            let mut logs = String::new();
            // The pipe's end is the program's end.
            stderr.read_to_string(&mut logs).unwrap();
            sender.send(logs)
        });
        Self { child, lines, logs }
    }

    /// Waits for the line on stdout that contains `text`.
    pub(crate) fn line_with(&self, text: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(DEADLINE).unwrap();
            if line.contains(text) {
                return line;
            }
        }
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: &str) {
        send_signal(&self.child, signal);
    }

    /// Sends a signal, waits for the end, and returns the exit status and the logs.
    pub(crate) fn end(mut self, signal: &str) -> (ExitStatus, String) {
        self.signal(signal);
        let logs = self.logs.recv_timeout(SHUTDOWN).unwrap();
        (self.child.wait().unwrap(), logs)
    }

    /// Kills it with SIGKILL, waits for its end, and returns the logs.
    pub(crate) fn kill(mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.logs.recv_timeout(SHUTDOWN).unwrap()
    }

    /// Waits until it says where it is; the address it listens on comes back.
    pub(crate) fn address(&self) -> SocketAddr {
        address_in(&self.line_with("Open on the TV:"))
    }

    /// Waits until it says where it is, or has ended: then there is no address.
    pub(crate) fn address_or_end(&self) -> Option<SocketAddr> {
        loop {
            match self.lines.recv_timeout(DEADLINE) {
                Ok(line) if line.contains("Open on the TV:") => return Some(address_in(&line)),
                Ok(_) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => panic!("it neither serves nor ends"),
            }
        }
    }

    /// Waits for the end of one that ends by itself, and returns the exit status and the logs.
    pub(crate) fn ended(mut self) -> (ExitStatus, String) {
        let logs = self.logs.recv_timeout(DEADLINE).unwrap();
        (self.child.wait().unwrap(), logs)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a process a signal.
pub(crate) fn send_signal(child: &Child, signal: &str) {
    let kill = format!("kill -{signal} {}", child.id());
    let sent = Command::new("sh").args(["-c", &kill]).status().unwrap();
    assert!(sent.success());
}

fn address_in(line: &str) -> SocketAddr {
    let (_, url) = line.split_once("http://").unwrap();
    url.split('/').next().unwrap().parse().unwrap()
}
