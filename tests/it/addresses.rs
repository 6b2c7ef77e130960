//! Where guests are led: to the address that the TV itself uses, or to one that this machine has just now.

use std::net::SocketAddr;
use std::process::Command;

use axum::http::StatusCode;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::support::{Player, Reachable, Running, TestServer, get, open_room, send, spyster};

/// Set in the process that runs inside a network namespace.
const INSIDE: &str = "SPYSTER_TEST_NAMESPACE";

async fn qr(server: &impl Reachable, room: &str, headers: &[(&str, &str)]) -> Value {
    let path = format!("/api/spyster/qr?room={room}");
    get(server, &path, headers).await.json()
}

async fn picture(server: &impl Reachable, room: &str) -> StatusCode {
    let path = format!("/api/spyster/rooms/{room}/qr.svg");
    get(server, &path, &[]).await.status
}

#[tokio::test]
async fn without_an_address_for_phones_there_is_no_code() {
    let server = TestServer::start().await;
    let opened = send(&server, "POST", "/api/spyster/rooms", &[], "").await;
    assert_eq!(opened.json()["join_url"], Value::Null);
    let (room, token) = open_room(&server).await;
    let answer = qr(&server, &room, &[]).await;
    assert_eq!(answer["success"], false);
    assert!(answer["message"].as_str().unwrap().ends_with('.'));
    assert_eq!(answer["session_id"].as_str().unwrap().len(), 36);
    assert_eq!(answer.get("qr_code_data"), None);
    assert_eq!(picture(&server, &room).await, StatusCode::NOT_FOUND);
    let host = Player::resume(&server, &token).await;
    assert_eq!(host.state["join_url"], Value::Null);
}

#[tokio::test]
async fn whoever_asks_is_led_by_the_way_they_came() {
    let server = TestServer::start().await;
    let (room, _) = open_room(&server).await;
    for (headers, base) in [
        (
            [("host", "192.168.1.20:8137")].as_slice(),
            "http://192.168.1.20:8137",
        ),
        (
            &[("host", "tv.local"), ("x-forwarded-proto", "https")],
            "https://tv.local",
        ),
    ] {
        let answer = qr(&server, &room, headers).await;
        let url = format!("{base}/api/spyster/player?room={room}");
        assert_eq!(answer["join_url"], url);
        let opened = send(&server, "POST", "/api/spyster/rooms", headers, "").await;
        let url = opened.json()["join_url"].as_str().unwrap().to_owned();
        assert!(url.starts_with(base), "{url}");
    }
}

#[tokio::test]
async fn the_tvs_own_address_is_what_everybody_sees() {
    let server = TestServer::start().await;
    let (room, token) = open_room(&server).await;
    let shown: SocketAddr = "192.168.1.20:8137".parse().unwrap();
    let stream = TcpStream::connect(server.address()).await.unwrap();
    let mut tv = Player::over(stream, &shown, "").await;
    tv.accepted(json!({"type": "resume", "token": token})).await;
    let url = format!("http://{shown}/api/spyster/player?room={room}");
    tv.state(|state| state["join_url"] == url).await;
    // Whoever draws the code by another way, a proxy or this machine, draws the same.
    assert_eq!(qr(&server, &room, &[]).await["join_url"], url);
    assert_eq!(picture(&server, &room).await, StatusCode::OK);
}

#[test]
fn a_server_that_only_this_machine_can_reach_says_so() {
    let folder = TempDir::new().unwrap();
    let running = Running::start(&mut spyster(folder.path(), &["--bind", "127.0.0.1:0"]));
    let line = running.line_with("Open on the TV:");
    assert!(
        line.ends_with('/') && line.contains("http://127.0.0.1:"),
        "{line}"
    );
    running.line_with("WARNING: no phone can open that");
    running.line_with("--bind [::]:8137");
}

#[test]
fn a_network_that_comes_up_late_or_changes_shows_in_the_lobby() {
    if std::env::var_os(INSIDE).is_some() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        return runtime.block_on(in_changing_networks());
    }
    let name = format!("spyster-{}", std::process::id());
    let Some(_namespace) = Namespace::new(&name) else {
        eprintln!("left out: network namespaces need root and iproute2");
        return;
    };
    let test = "addresses::a_network_that_comes_up_late_or_changes_shows_in_the_lobby";
    let inside = Command::new("ip")
        .args(["netns", "exec", &name])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(INSIDE, &name)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&inside.stdout) + String::from_utf8_lossy(&inside.stderr);
    assert!(
        inside.status.success() && said.contains("1 passed"),
        "{said}"
    );
}

/// A network namespace, which is gone when this is dropped.
struct Namespace<'a>(&'a str);

impl<'a> Namespace<'a> {
    /// `None` where this user may have none.
    fn new(name: &'a str) -> Option<Self> {
        let made = Command::new("ip").args(["netns", "add", name]).output();
        made.is_ok_and(|made| made.status.success())
            .then_some(Self(name))
    }
}

impl Drop for Namespace<'_> {
    fn drop(&mut self) {
        // What is left of it goes with the machine.
        let _ = Command::new("ip").args(["netns", "del", self.0]).status();
    }
}

fn ip(arguments: &str) {
    let done = Command::new("ip").args(arguments.split(' ')).status();
    assert!(done.unwrap().success(), "ip {arguments}");
}

/// Starts servers in no network, which then comes up and gives another address.
async fn in_changing_networks() {
    ip("link set lo up");
    let folder = TempDir::new().unwrap();
    let flags = ["--bind", "[::]:0"];
    let running = Running::start(&mut spyster(folder.path(), &flags));
    running.line_with("Open on the TV:  http://localhost:");
    running.line_with("WARNING: no phone can open that, because this machine is in no network.");
    drop(running);

    let server = TestServer::with(|config| config.bind = "[::]:0".parse().unwrap()).await;
    let port = server.address().port();
    let v6: SocketAddr = format!("[::1]:{port}").parse().unwrap();
    let here: SocketAddr = format!("127.0.0.1:{port}").parse().unwrap();
    let (room, token) = open_room(&v6).await;
    let mut tv = Player::resume(&here, &token).await;
    assert_eq!(tv.state["join_url"], Value::Null);
    assert_eq!(qr(&here, &room, &[]).await["success"], false);

    ip("link add lan0 type veth peer name lan1");
    ip("link set lan1 up");
    ip("link set lan0 up");
    for (before, address) in [("", "192.168.77.2"), ("192.168.77.2", "10.77.0.2")] {
        if !before.is_empty() {
            ip(&format!("address del {before}/24 dev lan0"));
        }
        ip(&format!("address add {address}/24 dev lan0"));
        let changed = Instant::now();
        let url = format!("http://{address}:{port}/api/spyster/player?room={room}");
        tv.state(|state| state["join_url"] == url).await;
        assert!(changed.elapsed().as_secs() < 10, "{:?}", changed.elapsed());
        assert_eq!(qr(&here, &room, &[]).await["join_url"], url);
        let opened = send(&here, "POST", "/api/spyster/rooms", &[], "")
            .await
            .json();
        assert!(opened["join_url"].as_str().unwrap().contains(address));
        // A phone in that network comes in.
        let phone: SocketAddr = format!("{address}:{port}").parse().unwrap();
        Player::join(&phone, &room, &format!("At {address}")).await;
    }

    let running = Running::start(&mut spyster(folder.path(), &flags));
    running.line_with("▄▄▄▄▄");
    let line = running.line_with("Open on the TV:  http://10.77.0.2:");
    assert!(line.ends_with('/'), "{line}");
}
