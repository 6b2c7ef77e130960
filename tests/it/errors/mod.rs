//! Every way to be refused, at least once, each with a sentence that helps.

mod cases;

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use spyster::protocol::ErrorCode;
use tokio_tungstenite::tungstenite::Message;

use crate::support::{CARDS, Caller, Party, Player, TestServer, get, open_room, parse, send, skip};
use cases::{
    Cases, GUEST_IN_A_FULL_LOBBY, HOST_IN_THE_LOBBY, HOST_WITH_THREE_PLAYERS, INNOCENT_IN_THE_VOTE,
    JOIN, SPY_AFTER_THE_VOTE, WITH_TWO_ROOMS, WITHOUT_A_ROOM,
};

/// What only a fault of the system or of a pack can bring about.
const FAULTS: [&str; 2] = ["INTERNAL", "START_ABORTED"];

/// The codes that were seen.
#[derive(Default)]
struct Seen(BTreeSet<String>);

impl Seen {
    /// Says each message and checks the code it is refused with.
    async fn refused(&mut self, player: &mut Player, cases: Cases<'_>) {
        for (message, code) in cases {
            let answer = player.ask(parse(message)).await;
            assert_eq!(answer["code"], *code, "{message}");
            self.note(&answer);
        }
    }

    fn note(&mut self, error: &Value) {
        assert_eq!(error["type"], "error");
        let sentence = error["message"].as_str().unwrap();
        assert!(sentence.len() > 20 && sentence.ends_with('.'), "{sentence}");
        self.0.insert(error["code"].as_str().unwrap().to_owned());
    }
}

async fn strangers(seen: &mut Seen) {
    let server = TestServer::with(|config| {
        config.max_rooms = 2;
        config.max_connections = 1;
    })
    .await;
    let mut stranger = Player::arrive(&server).await;
    stranger.say_text("{").await;
    seen.note(&stranger.next().await);
    stranger.send(Message::binary(vec![1])).await;
    seen.note(&stranger.next().await);
    seen.refused(&mut stranger, WITHOUT_A_ROOM).await;
    // A room that nobody has joined would make room for the third.
    for room in [open_room(&server).await, open_room(&server).await] {
        Caller::join(&server, &room.0, "Ana").await;
    }
    let full = send(&server, "POST", "/api/spyster/rooms", &[], "").await;
    seen.note(&full.json());
    let mut second = Player::open(&server).await;
    seen.note(&second.next().await);
    assert_eq!(second.closed().await, 1008);
    seen.refused(&mut stranger, WITH_TWO_ROOMS).await;
    assert_eq!(stranger.closed().await, 1008);
}

async fn too_fast(seen: &mut Seen) {
    let server = TestServer::with(|config| {
        config.message_burst = 1;
        config.message_rate = 1;
    })
    .await;
    let mut player = Player::arrive(&server).await;
    player.accepted(json!({"type": "heartbeat"})).await;
    seen.refused(&mut player, &[(r#"{"type":"heartbeat"}"#, "RATE_LIMITED")])
        .await;
}

async fn lobby(seen: &mut Seen, server: &TestServer, party: &mut Party) {
    let mut guest = Player::arrive(server).await;
    seen.refused(&mut guest, GUEST_IN_A_FULL_LOBBY).await;
    seen.refused(&mut party.host, HOST_IN_THE_LOBBY).await;

    let mut leaver = party.players.pop().unwrap();
    leaver.accepted(json!({"type": "leave"})).await;
    assert_eq!(leaver.closed().await, 1000);
    let resume = format!(r#"{{"type":"resume","token":"{}"}}"#, leaver.token);
    seen.refused(&mut guest, &[(&resume, "SESSION_EXPIRED")])
        .await;
    assert_eq!(guest.closed().await, 1008);

    drop(Player::join(server, &party.room, "Dora").await);
    let dora_is_lost = |state: &Value| state["players"][3]["status"] == "reconnecting";
    party.host.state(dora_is_lost).await;
    seen.refused(&mut party.host, HOST_WITH_THREE_PLAYERS).await;
    skip(Duration::from_secs(10)).await;
    let dora = Player::join(server, &party.room, "Dora").await;
    party.players.push(dora);
}

async fn silent_phone(seen: &mut Seen, party: &mut Party) {
    let ask = json!({"type": "device_info_request", "player_name": "Ana", "id": "device"});
    party.host.say(ask).await;
    party.players[0].expect("device_info_request").await;
    skip(Duration::from_secs(5)).await;
    let answer = party.host.expect("error").await;
    assert_eq!(
        (&answer["id"], &answer["code"]),
        (&json!("device"), &json!("PLAYER_UNREACHABLE"))
    );
    seen.note(&answer);
}

async fn round(seen: &mut Seen, server: &TestServer, party: &mut Party) {
    party.question().await;
    let (spy, innocent) = (party.spy(), party.innocent());
    let mut guest = Player::arrive(server).await;
    seen.refused(&mut guest, &[(JOIN, "GAME_ALREADY_STARTED")])
        .await;
    let configure = r#"{"type":"configure","field":"num_rounds","value":2}"#;
    seen.refused(&mut party.host, &[(configure, "CONFIG_GAME_STARTED")])
        .await;

    party.players[innocent]
        .accepted(json!({"type": "call_vote"}))
        .await;
    party.phase("VOTE").await;
    let name = party.players[spy].name.clone();
    for (message, code) in INNOCENT_IN_THE_VOTE {
        let message = message.replace("SPY", &name);
        seen.refused(&mut party.players[innocent], &[(&message, code)])
            .await;
    }
    let atlantis = r#"{"type":"spy_guess","location_id":"atlantis"}"#;
    seen.refused(&mut party.players[spy], &[(atlantis, "INVALID_LOCATION")])
        .await;
    party.vote(spy, innocent, 1).await;
    seen.refused(&mut party.players[spy], SPY_AFTER_THE_VOTE)
        .await;

    party.phase_after(Duration::from_secs(60), "REVEAL").await;
    party.after_reveal("SCORING").await;
}

async fn second_call(seen: &mut Seen, party: &mut Party) {
    party.host.admin("next_round").await;
    party.phase("ROLES").await;
    party.phase_after(CARDS, "QUESTIONING").await;
    party.players[0]
        .accepted(json!({"type": "call_vote"}))
        .await;
    party.phase("VOTE").await;
    party.vote_in_a_circle().await;
    party.phase("REVEAL").await;
    party.after_reveal("QUESTIONING").await;
    let again = (r#"{"type":"call_vote"}"#, "VOTE_ALREADY_CALLED");
    seen.refused(&mut party.players[0], &[again]).await;
}

async fn back_without_a_token(seen: &mut Seen, server: &TestServer, party: &mut Party) {
    // Without the spy the round would be called off.
    let mut removed = party.players.remove(party.innocent());
    let name = removed.name.clone();
    let remove =
        json!({"type": "admin", "action": "remove_player", "player_name": name, "force": true});
    party.host.accepted(remove).await;
    assert_eq!(removed.closed().await, 4002);
    let mut guest = Player::arrive(server).await;
    let join = json!({"type": "join", "name": name}).to_string();
    seen.refused(&mut guest, &[(&join, "REJOIN_PENDING")]).await;
    let deny = json!({"type": "admin", "action": "deny_rejoin", "player_name": name});
    party.host.accepted(deny).await;
    seen.note(&guest.expect("error").await);

    party.host.admin("end_game").await;
    party.phase("END").await;
    let mut guest = Player::arrive(server).await;
    seen.refused(&mut guest, &[(JOIN, "GAME_ENDED")]).await;
}

async fn foreign_name(seen: &mut Seen) {
    let server = TestServer::start().await;
    let host = [("host", "evil.example")];
    let refused = get(&server, "/api/spyster/health", &host).await;
    seen.note(&refused.json());
}

async fn past_games(seen: &mut Seen) {
    for history in [true, false] {
        let server = TestServer::with(|config| config.history = history).await;
        let answer = get(&server, "/api/spyster/games/none", &[]).await;
        seen.note(&answer.json());
    }
}

#[tokio::test]
async fn every_error_code_that_can_happen_happens_with_a_sentence_that_helps() {
    let mut seen = Seen::default();
    strangers(&mut seen).await;
    too_fast(&mut seen).await;
    let server = TestServer::with(|config| {
        config.max_players = 4;
        // A vote is waited out.
        config.timeout_seconds = 3600;
    })
    .await;
    let mut party = Party::of(&server, 4).await;
    lobby(&mut seen, &server, &mut party).await;
    silent_phone(&mut seen, &mut party).await;
    round(&mut seen, &server, &mut party).await;
    second_call(&mut seen, &mut party).await;
    back_without_a_token(&mut seen, &server, &mut party).await;
    past_games(&mut seen).await;
    foreign_name(&mut seen).await;

    let expected: BTreeSet<String> = ErrorCode::ALL
        .iter()
        .map(|code| serde_json::to_value(code).unwrap())
        .map(|code| code.as_str().unwrap().to_owned())
        .filter(|code| !FAULTS.contains(&code.as_str()))
        .collect();
    assert_eq!(seen.0, expected);
}
