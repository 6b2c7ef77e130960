//! What must not spread: a client that does not read, and a fault inside of one room.

use std::io::ErrorKind;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Wake};
use std::time::Duration;

use serde_json::{Value, json};
use spyster::protocol::ConnectionId;
use spyster::room::{Claim, outbox};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::yield_now;

use super::frames::{FIN, TEXT, frame};
use super::support::{Party, Player, Reachable, TestServer, skip};

/// A client whose system takes in as little as possible.
async fn with_a_small_buffer(server: &TestServer) -> Player {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(2048).unwrap();
    let stream = socket.connect(server.address()).await.unwrap();
    Player::over(stream, server, "").await
}

/// Asks for more than all buffers hold and reads none of it, until the server does not listen any more.
async fn ask_until_stuck(stream: &mut TcpStream) {
    let frame = frame(FIN | TEXT, br#"{"type":"get_state"}"#);
    let mut sent = 0;
    let mut refused = 0;
    while refused < 1_000 {
        match stream.try_write(&frame[sent % frame.len()..]) {
            Ok(count) => (sent, refused) = (sent + count, 0),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::WouldBlock);
                refused += 1;
                yield_now().await;
            }
        }
    }
}

#[tokio::test]
async fn a_client_that_does_not_read_delays_nobody() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 5).await;
    let mut sleeper = with_a_small_buffer(&server).await;
    sleeper.token = party.players.pop().unwrap().token;
    let resume = json!({"type": "resume", "token": sleeper.token});
    sleeper.accepted(resume).await;
    sleeper.expect("state").await;

    party.question().await;
    ask_until_stuck(sleeper.stream()).await;
    party.go_to_vote().await;
    party.vote_in_a_circle().await;
    for player in party.everybody() {
        player.state(|state| state["votes_submitted"] == 4).await;
        assert_eq!(player.state["players"][4]["connected"], true);
    }
    // When nothing at all has been taken in for ten seconds, the connection counts as lost.
    skip(Duration::from_secs(10)).await;
    server.pool_holds(5).await;
    let lost = |state: &Value| state["players"][4]["status"] == "reconnecting";
    party.host.state(lost).await;
    party.phase_after(Duration::from_secs(2), "REVEAL").await;
    let mut back = Player::resume(&server, &sleeper.token).await;
    back.phase("REVEAL").await;
}

/// Somebody's code that fails whenever the room gives it something.
struct Fault;

impl Wake for Fault {
    fn wake(self: Arc<Self>) {
        panic!("a fault, on purpose");
    }
}

#[tokio::test]
async fn a_fault_ends_its_room_with_1011_and_no_other() {
    let server = TestServer::start().await;
    let mut sound = Party::of(&server, 4).await;
    let mut faulty = Party::of(&server, 4).await;
    let room = server.app.rooms.find(Some(&faulty.room)).unwrap();
    let (out, mut reader) = outbox();
    let watching = room.attach(ConnectionId::new(999), out, Claim::Watch, None, None);
    let membership = watching.await.unwrap();
    while reader.try_next().is_some() {}
    {
        let waker = Arc::new(Fault).into();
        let mut next = pin!(reader.next());
        let polled = next.as_mut().poll(&mut Context::from_waker(&waker));
        assert!(polled.is_pending());
        faulty
            .host
            .say(json!({"type": "admin", "action": "start_game"}))
            .await;
        for player in faulty.everybody() {
            assert_eq!(player.closed().await, 1011);
        }
    }
    drop(membership);
    server.pool_holds(5).await;
    assert_eq!(server.app.rooms.count(), 1);
    sound.question().await;
}
