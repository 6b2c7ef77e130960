//! What somebody learns who sees how much goes over the line, and no more: nothing of spies and votes.

use std::collections::BTreeSet;
use std::env;
use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::support::{
    Answer, CARDS, MESSAGES, Party, Reachable, STATE, TestServer, get, open_room, send, skip,
    within_deadline,
};

/// Phones that poll.
const PHONES: [&str; 6] = ["Al", "Bartholomew", "Cem", "Zoë \"the\" Ä", "Eli", "Fay"];
/// Rounds of the test with a proxy; `SPYSTER_ROUNDS` plays another number.
const ROUNDS: usize = 30;

/// An nginx that compresses every answer it may, in front of a server; gone when dropped.
struct Nginx {
    child: Child,
    address: SocketAddr,
    _folder: tempfile::TempDir,
}

impl Nginx {
    /// Nothing on a machine without nginx.
    async fn before(server: SocketAddr) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        let config = format!(
            "daemon off; error_log stderr; pid nginx.pid; events {{}}\n\
             http {{ access_log off; gzip on; gzip_types application/json; gzip_min_length 0;\n\
             gzip_proxied any; client_body_temp_path body; proxy_temp_path proxy;\n\
             fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;\n\
             server {{ listen {address}; location / {{ proxy_pass http://{server}; }} }} }}"
        );
        std::fs::write(folder.path().join("nginx.conf"), config).unwrap();
        let child = Command::new("nginx")
            .args(["-c", "nginx.conf", "-p"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .spawn();
        let child = match child {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            child => child.unwrap(),
        };
        let nginx = Self {
            child,
            address,
            _folder: folder,
        };
        within_deadline(async {
            while TcpStream::connect(address).is_err() {
                tokio::task::yield_now().await;
            }
        })
        .await;
        Some(nginx)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Asked to end, it ends its workers too.
        let pid = self.child.id().to_string();
        let _ = Command::new("kill").arg(pid).status();
        let _ = self.child.wait();
    }
}

/// A phone that polls, through whatever there is between it and the server.
struct Phone {
    by: SocketAddr,
    bearer: String,
}

impl Phone {
    async fn join(by: SocketAddr, room: &str, name: &str) -> Self {
        let join = json!({"type": "join", "name": name, "room": room});
        let answer = send(&by, "POST", MESSAGES, &[], &join.to_string()).await;
        let token = answer.json()["replies"][1]["session_token"].clone();
        Self {
            by,
            bearer: format!("Bearer {}", token.as_str().unwrap()),
        }
    }

    /// The state, as it comes over the line.
    async fn poll(&self) -> Answer {
        let headers = [
            ("authorization", self.bearer.as_str()),
            ("accept-encoding", "gzip, deflate, br"),
        ];
        let answer = get(&self.by, STATE, &headers).await;
        assert_eq!(answer.status, StatusCode::OK);
        answer
    }

    async fn post(&self, message: Value) -> Answer {
        let headers = [
            ("authorization", self.bearer.as_str()),
            ("accept-encoding", "gzip, deflate, br"),
        ];
        let answer = send(&self.by, "POST", MESSAGES, &headers, &message.to_string()).await;
        assert_eq!(answer.json()["replies"][0]["type"], "ack");
        answer
    }
}

/// All phones look; their states come back, which were all equally long.
async fn all_look(phones: &[Phone], phase: &str) -> Vec<Value> {
    let mut states = Vec::new();
    let mut lengths = BTreeSet::new();
    for phone in phones {
        let answer = phone.poll().await;
        lengths.insert(answer.body.len());
        let state = answer.json();
        assert_eq!(state["phase"], phase);
        states.push(state);
    }
    assert_eq!(lengths.len(), 1, "{phase}: {lengths:?}");
    states
}

/// One round up to the votes, of which the spy's is a guess in every other one.
async fn play_round(party: &mut Party, phones: &[Phone], round: usize) {
    party.host.admin("start_game").await;
    all_look(phones, "ROLES").await;
    skip(CARDS).await;
    party.host.phase("QUESTIONING").await;
    all_look(phones, "QUESTIONING").await;
    party.host.admin("skip_to_vote").await;
    let states = all_look(phones, "VOTE").await;
    let spy = states.iter().position(|state| state["is_spy"] == true);
    let spy = spy.unwrap();
    let id = format!("round-{round:02}");
    let mut lengths = BTreeSet::new();
    for (number, phone) in phones.iter().enumerate().filter(|(n, _)| *n != spy) {
        let target = PHONES[(number + round) % 6];
        let target = if target == PHONES[number] {
            PHONES[spy]
        } else {
            target
        };
        let vote = json!({"type": "vote", "id": id, "target": target, "confidence": 1});
        lengths.insert(phone.post(vote).await.body.len());
        all_look(phones, "VOTE").await;
    }
    let last = match round % 2 {
        0 => json!({"type": "spy_guess", "id": id, "location_id": "beach"}),
        _ => json!({"type": "vote", "id": id, "target": PHONES[(spy + 1) % 6], "confidence": 3}),
    };
    lengths.insert(phones[spy].post(last).await.body.len());
    assert_eq!(
        lengths.len(),
        1,
        "answers to votes and guesses: {lengths:?}"
    );
    all_look(phones, "REVEAL").await;
    party.host.admin("end_game").await;
}

async fn play(server: &TestServer, by: SocketAddr, rounds: usize) {
    let (room, host_token) = open_room(server).await;
    let mut party = Party::hosted(server, &room, &host_token).await;
    let mut phones = Vec::new();
    for name in PHONES {
        phones.push(Phone::join(by, &room, name).await);
    }
    for round in 0..rounds {
        play_round(&mut party, &phones, round).await;
    }
}

#[tokio::test]
async fn what_a_phone_polls_is_as_long_for_the_spy_as_for_everybody() {
    let server = TestServer::start().await;
    let by = server.address();
    play(&server, by, 4).await;
}

#[tokio::test]
async fn a_proxy_that_compresses_does_not_bring_the_spy_to_light() {
    let server = TestServer::start().await;
    let by = server.address();
    let Some(nginx) = Nginx::before(by).await else {
        return eprintln!("Left out: there is no nginx on this machine.");
    };
    let rounds = env::var("SPYSTER_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    play(&server, nginx.address, rounds).await;
}
