//! Logs that nobody reads or that can't be written: the real binary plays on, and ends well.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use serde_json::json;
use tempfile::TempDir;

use super::support::{
    DEADLINE, Party, Player, SHUTDOWN, binary, get, open_room, send_signal, spyster,
};

/// Connections that are opened and closed while nothing can be logged: each is worth some lines.
const CONNECTIONS: usize = 100;

/// A disk that is full.
fn full() -> Stdio {
    OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap()
        .into()
}

/// A pipe whose reader has gone.
fn broken() -> Stdio {
    let (reader, writer) = io::pipe().unwrap();
    drop(reader);
    writer.into()
}

/// A terminal that takes nothing any more, as after Ctrl-S.
struct Terminal {
    _reader: OwnedFd,
    path: std::ffi::CString,
}

impl Terminal {
    fn stuck() -> Self {
        let reader = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&reader).unwrap();
        unlockpt(&reader).unwrap();
        let path = ptsname(&reader, Vec::new()).unwrap();
        let terminal = Self {
            _reader: reader,
            path,
        };
        let mut writer = terminal.open(OFlags::NONBLOCK);
        let refused = loop {
            if let Err(error) = writer.write(&[b'x'; 512]) {
                break error.kind();
            }
        };
        assert_eq!(refused, ErrorKind::WouldBlock);
        terminal
    }

    fn open(&self, flags: OFlags) -> File {
        let flags = flags | OFlags::WRONLY | OFlags::NOCTTY;
        let opened = rustix::fs::open(&self.path, flags, Mode::empty());
        opened.unwrap().into()
    }

    fn output(&self) -> Stdio {
        self.open(OFlags::empty()).into()
    }
}

/// The binary, told on which port to listen, as it may not be able to say so.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(folder: &Path, stdout: Stdio, stderr: Stdio) -> Self {
        Self::of(&mut spyster(folder, &[]), stdout, stderr)
    }

    fn of(command: &mut Command, stdout: Stdio, stderr: Stdio) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        command
            .env("SPYSTER_BIND", address.to_string())
            .env("SPYSTER_MESSAGE_RATE", "0")
            .env("SPYSTER_HEARTBEAT_SECONDS", "2");
        let child = command.stdout(stdout).stderr(stderr).spawn().unwrap();
        let mut server = Self { child, address };
        let begun = Instant::now();
        while TcpStream::connect(address).is_err() {
            let ended = server.child.try_wait().unwrap();
            assert_eq!(ended, None, "it has ended");
            assert!(begun.elapsed() < DEADLINE, "nobody listens");
            std::thread::yield_now();
        }
        server
    }

    /// Sends SIGTERM and waits for the end, which has to be a good one.
    fn ends_well(mut self) {
        send_signal(&self.child, "TERM");
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(begun.elapsed() < SHUTDOWN, "it does not end");
            std::thread::yield_now();
        };
        assert_eq!(status.code(), Some(0), "{status}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Says things of which the server has something to say in its log.
async fn give_rise_to_lines(server: &SocketAddr) {
    let mut strangers = Vec::new();
    for _ in 0..CONNECTIONS {
        let mut stranger = Player::arrive(server).await;
        stranger.say(json!({"type": "dance"})).await;
        assert_eq!(stranger.expect("ack").await["handled"], false);
        stranger.say_text("{").await;
        stranger.expect("error").await;
        strangers.push(stranger);
    }
    for stranger in &mut strangers {
        stranger.close().await;
    }
}

/// Plays one round, the whole game, and closes the room.
async fn play(server: &SocketAddr) {
    let mut party = Party::of(server, 4).await;
    party.host.configure("num_rounds", json!(1)).await;
    party.host.admin("start_game").await;
    party.phase("QUESTIONING").await;
    party.go_to_vote().await;
    party.convict_the_spy().await;
    party.phase("REVEAL").await;
    // The binary's clock is the real one, and a reveal takes its time.
    let begun = Instant::now();
    while party.host.state["phase"] != "SCORING" {
        assert!(begun.elapsed() < 3 * DEADLINE, "no end of the reveal");
        party.host.stirred().await;
    }
    party.host.admin("next_round").await;
    party.phase("END").await;
    party.host.admin("end_session").await;
    for player in party.everybody() {
        assert_eq!(player.closed().await, 4003);
    }
}

/// All that a server with such outputs has to live through.
async fn plays_on(stdout: Stdio, stderr: Stdio) {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path(), stdout, stderr);
    give_rise_to_lines(&server.address).await;
    play(&server.address).await;
    give_rise_to_lines(&server.address).await;
    let health = get(&server.address, "/api/spyster/health", &[]).await;
    assert_eq!(health.json()["status"], "ok");
    server.ends_well();
}

#[tokio::test]
async fn a_full_disk_under_the_log_stops_no_game() {
    plays_on(full(), full()).await;
}

#[tokio::test]
async fn a_reader_of_the_log_that_is_gone_stops_no_game() {
    plays_on(broken(), broken()).await;
}

#[tokio::test]
async fn a_terminal_that_takes_nothing_stops_no_game() {
    let terminal = Terminal::stuck();
    plays_on(terminal.output(), terminal.output()).await;
}

#[tokio::test]
async fn a_terminal_set_up_not_to_wait_stops_no_game() {
    let terminal = Terminal::stuck();
    let output = || terminal.open(OFlags::NONBLOCK).into();
    plays_on(output(), output()).await;
}

#[tokio::test]
async fn on_a_full_disk_for_data_and_log_the_game_goes_on() {
    let folder = TempDir::new().unwrap();
    let mut command = Command::new("sh");
    // Blocks of 512 bytes that a file may have: enough for an empty store. Without the trap a write beyond
    // the limit would end the process; with it, the write fails.
    let script = "trap '' XFSZ; ulimit -f 400; exec \"$0\"";
    command.args(["-c", script]).arg(binary());
    command.current_dir(folder.path()).env_clear();
    let server = Server::of(&mut command, full(), full());
    let address = server.address;
    let (_, token) = open_room(&address).await;
    let mut host = Player::resume(&address, &token).await;
    let begun = Instant::now();
    loop {
        let configure = json!({"type": "configure", "field": "num_rounds", "value": 3});
        if host.ask(configure).await["durable"] == false {
            break;
        }
        assert!(begun.elapsed() < DEADLINE, "the disk is never full");
    }
    give_rise_to_lines(&address).await;
    play(&address).await;
    let health = get(&address, "/api/spyster/health", &[]).await.json();
    assert_eq!(health["status"], "degraded", "{health}");
    server.ends_well();
}

#[test]
fn what_is_said_before_the_start_can_be_unwritable_too() {
    let folder = TempDir::new().unwrap();
    let terminal = Terminal::stuck();
    let outputs: [&dyn Fn() -> Stdio; 3] = [&full, &broken, &|| terminal.output()];
    for (index, output) in outputs.into_iter().enumerate() {
        for (flags, code) in [
            (["--bind", "here"], 2),
            (["--bind", "192.0.2.1:1"], 1),
            (["backup", "copy.db"], 1),
        ] {
            let mut command = spyster(folder.path(), &flags);
            let command = command.stdout(output()).stderr(output());
            let begun = Instant::now();
            let status = command.status().unwrap();
            assert_eq!(status.code(), Some(code), "{flags:?}, output {index}");
            assert!(begun.elapsed() < SHUTDOWN, "{flags:?}, output {index}");
        }
    }
    let mut command = spyster(folder.path(), &["--help"]);
    assert!(command.stdout(broken()).status().unwrap().success());
    let mut command = spyster(folder.path(), &["--nonsense"]);
    let status = command.stderr(full()).status().unwrap();
    assert_eq!(status.code(), Some(2));
}

#[tokio::test]
async fn a_level_of_logging_that_cannot_be_read_stops_nothing() {
    let folder = TempDir::new().unwrap();
    let mut command = spyster(folder.path(), &[]);
    command.env("RUST_LOG", "spyster=loud,((");
    let server = Server::of(&mut command, full(), full());
    Player::arrive(&server.address).await;
    server.ends_well();
}

/// A terminal that takes nothing for a while, and then everything: what was lost is told.
#[tokio::test]
async fn lines_that_were_lost_are_counted_and_the_count_is_logged() {
    let folder = TempDir::new().unwrap();
    let (mut reader, writer) = io::pipe().unwrap();
    let mut command = spyster(folder.path(), &[]);
    command.env("RUST_LOG", "trace");
    let server = Server::of(&mut command, Stdio::null(), writer.into());
    // It holds an end of the pipe.
    drop(command);
    // At this level each is worth a kilobyte; the pipe and the queue hold some hundreds.
    let path = format!("/{}", "nowhere".repeat(20));
    for _ in 0..600 {
        get(&server.address, &path, &[]).await;
    }
    let read = std::thread::spawn(move || {
        let mut text = String::new();
        io::Read::read_to_string(&mut reader, &mut text).unwrap();
        text
    });
    server.ends_well();
    let text = read.join().unwrap();
    assert!(text.contains("some of the log was lost"), "{}", text.len());
}
