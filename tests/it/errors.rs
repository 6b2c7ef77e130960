//! Every way to be refused, and every way to be closed, at least once.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use spyster::protocol::ErrorCode;
use tokio_tungstenite::tungstenite::Message;

use super::support::{Party, Player, REVEAL, TestServer, open_room, send, skip};

/// Codes that nothing here can bring about: of things to come, and of faults in packs and systems.
const NOT_YET: [&str; 6] = [
    "INTERNAL",
    "NOT_CONNECTED",
    "PLAYER_UNREACHABLE",
    "REJOIN_DENIED",
    "REJOIN_PENDING",
    "START_ABORTED",
];

/// The codes that were seen.
#[derive(Default)]
struct Seen(BTreeSet<String>);

impl Seen {
    /// Says each message and checks the code it is refused with.
    async fn refused(&mut self, player: &mut Player, cases: &[(Value, &str)]) {
        for (message, code) in cases {
            let answer = player.ask(message.clone()).await;
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

fn join(name: &str, room: &str) -> Value {
    json!({"type": "join", "name": name, "room": room})
}

fn configure(field: &str, value: Value) -> Value {
    json!({"type": "configure", "field": field, "value": value})
}

fn vote(target: &str, confidence: u32) -> Value {
    json!({"type": "vote", "target": target, "confidence": confidence})
}

fn about(action: &str, name: &str) -> Value {
    json!({"type": "admin", "action": action, "player_name": name})
}

fn guess(location: &str) -> Value {
    json!({"type": "spy_guess", "location_id": location})
}

async fn outside(seen: &mut Seen) {
    let server = TestServer::with(|config| {
        config.max_rooms = 2;
        config.max_connections = 4;
    })
    .await;
    let mut stranger = Player::arrive(&server).await;
    stranger.say_text("{").await;
    seen.note(&stranger.next().await);
    stranger.send(Message::binary(vec![1])).await;
    seen.note(&stranger.next().await);
    let join_any = json!({"type": "join", "name": "Zoe"});
    seen.refused(
        &mut stranger,
        &[
            (join_any.clone(), "NO_GAME"),
            (json!({"type": "watch"}), "NO_GAME"),
        ],
    )
    .await;
    let (room, token) = open_room(&server).await;
    open_room(&server).await;
    let full = send(&server, "POST", "/api/spyster/rooms", &[], "").await;
    seen.note(&full.json());
    seen.refused(
        &mut stranger,
        &[
            (join_any, "ROOM_REQUIRED"),
            (join("Zoe", "AEIO"), "ROOM_NOT_FOUND"),
            (join(" ", &room), "NAME_INVALID"),
            (json!({"type": "vote", "target": "Ana"}), "NOT_IN_GAME"),
            (json!({"type": "get_state"}), "NOT_IN_GAME"),
            (json!({"type": "admin", "action": "pause"}), "NOT_HOST"),
        ],
    )
    .await;
    let bad_token = token
        .replace('-', "-0")
        .chars()
        .take(37)
        .collect::<String>();
    seen.refused(
        &mut stranger,
        &[(
            json!({"type": "resume", "token": bad_token}),
            "INVALID_TOKEN",
        )],
    )
    .await;
    assert_eq!(stranger.closed().await, 1008);

    let mut leaver = Player::join(&server, &room, "Ana").await;
    leaver.accepted(json!({"type": "leave"})).await;
    assert_eq!(leaver.closed().await, 1000);
    let mut late = Player::arrive(&server).await;
    let resume = json!({"type": "resume", "token": leaver.token});
    seen.refused(&mut late, &[(resume, "SESSION_EXPIRED")])
        .await;
    assert_eq!(late.closed().await, 1008);
    server.pool_holds(0).await;
    let mut places = Vec::new();
    for _ in 0..4 {
        places.push(Player::arrive(&server).await);
    }
    let mut fifth = Player::open(&server).await;
    seen.note(&fifth.next().await);
    assert_eq!(fifth.closed().await, 1008);
}

async fn too_fast(seen: &mut Seen) {
    let server = TestServer::with(|config| {
        config.message_burst = 1;
        config.message_rate = 1;
    })
    .await;
    let mut player = Player::arrive(&server).await;
    player.accepted(json!({"type": "heartbeat"})).await;
    seen.refused(
        &mut player,
        &[(json!({"type": "heartbeat"}), "RATE_LIMITED")],
    )
    .await;
}

async fn lobby(seen: &mut Seen, server: &TestServer, party: &mut Party) {
    let room = party.room.clone();
    let mut guest = Player::arrive(server).await;
    seen.refused(
        &mut guest,
        &[
            (join("ana", &room), "NAME_TAKEN"),
            (join("Zoe", &room), "GAME_FULL"),
        ],
    )
    .await;
    seen.refused(
        &mut party.host,
        &[
            (configure("volume", json!(11)), "CONFIG_INVALID_FIELD"),
            (
                configure("betting", json!("perhaps")),
                "CONFIG_INVALID_VALUE",
            ),
            (
                configure("conviction", json!("mob")),
                "CONFIG_INVALID_VALUE",
            ),
            (
                configure("vote_duration_seconds", json!(5)),
                "CONFIG_INVALID_DURATION",
            ),
            (configure("num_rounds", json!(0)), "CONFIG_INVALID_ROUNDS"),
            (
                configure("location_pack", json!("atlantis")),
                "CONFIG_INVALID_PACK",
            ),
            (about("make_host", "Nobody"), "PLAYER_NOT_FOUND"),
            (about("remove_player", "Ana"), "CANNOT_REMOVE_CONNECTED"),
            (json!({"type": "call_vote"}), "INVALID_PHASE"),
            (
                json!({"type": "admin", "action": "next_round"}),
                "INVALID_PHASE",
            ),
        ],
    )
    .await;
    drop(party.players.pop());
    party
        .host
        .state(|state| state["connected_count"] == 3)
        .await;
    let start = json!({"type": "admin", "action": "start_game"});
    seen.refused(&mut party.host, &[(start, "NOT_ENOUGH_PLAYERS")])
        .await;
    let back = Player::join(server, &room, "Dora").await;
    party.players.push(back);
}

async fn round(seen: &mut Seen, server: &TestServer, party: &mut Party) {
    party.question().await;
    let (spy, innocent) = (party.spy(), party.innocent());
    let room = party.room.clone();
    let mut guest = Player::arrive(server).await;
    seen.refused(&mut guest, &[(join("Zoe", &room), "GAME_ALREADY_STARTED")])
        .await;
    seen.refused(
        &mut party.host,
        &[(configure("num_rounds", json!(2)), "CONFIG_GAME_STARTED")],
    )
    .await;

    let call = json!({"type": "call_vote"});
    party.players[innocent].accepted(call.clone()).await;
    party.phase("VOTE").await;
    let name = party.players[innocent].name.clone();
    seen.refused(
        &mut party.players[innocent],
        &[
            (json!({"type": "vote"}), "NO_TARGET_SELECTED"),
            (vote(&name, 1), "INVALID_TARGET"),
            (vote("Nobody", 1), "INVALID_TARGET"),
            (vote("Dora", 4), "INVALID_CONFIDENCE"),
            (guess("beach"), "NOT_SPY"),
        ],
    )
    .await;
    seen.refused(
        &mut party.players[spy],
        &[(guess("atlantis"), "INVALID_LOCATION")],
    )
    .await;
    party.vote(spy, innocent, 1).await;
    seen.refused(
        &mut party.players[spy],
        &[
            (guess("beach"), "SPY_ALREADY_ACTED"),
            (vote("Ana", 1), "ALREADY_VOTED"),
        ],
    )
    .await;

    skip(Duration::from_secs(60)).await;
    party.phase("REVEAL").await;
    party.phase_after(REVEAL, "SCORING").await;
}

async fn second_call(seen: &mut Seen, party: &mut Party) {
    party.host.admin("next_round").await;
    party.phase("ROLES").await;
    party
        .phase_after(super::support::CARDS, "QUESTIONING")
        .await;
    let call = json!({"type": "call_vote"});
    party.players[0].accepted(call.clone()).await;
    party.phase("VOTE").await;
    party.vote_in_a_circle().await;
    party.phase("REVEAL").await;
    party.phase_after(REVEAL, "QUESTIONING").await;
    seen.refused(&mut party.players[0], &[(call, "VOTE_ALREADY_CALLED")])
        .await;
}

#[tokio::test]
async fn every_error_code_that_can_happen_happens_with_a_sentence_that_helps() {
    let mut seen = Seen::default();
    outside(&mut seen).await;
    too_fast(&mut seen).await;
    let server = TestServer::with(|config| {
        config.max_players = 4;
        // A vote is waited out below.
        config.timeout_seconds = 3600;
    })
    .await;
    let mut party = Party::of(&server, 4).await;
    lobby(&mut seen, &server, &mut party).await;
    round(&mut seen, &server, &mut party).await;
    second_call(&mut seen, &mut party).await;
    party.host.admin("end_game").await;
    let mut guest = Player::arrive(&server).await;
    seen.refused(&mut guest, &[(join("Zoe", &party.room), "GAME_ENDED")])
        .await;

    let expected: BTreeSet<String> = ErrorCode::ALL
        .iter()
        .map(|code| {
            serde_json::to_value(code)
                .unwrap()
                .as_str()
                .unwrap()
                .to_owned()
        })
        .filter(|code| !NOT_YET.contains(&code.as_str()))
        .collect();
    assert_eq!(seen.0, expected);
}

#[tokio::test]
async fn d16_one_bad_setting_leaves_the_others_alone() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 4).await;
    party.host.configure("num_rounds", json!(3)).await;
    party.host.configure("betting", json!(false)).await;
    party
        .host
        .state(|state| state["config"]["betting"] == false)
        .await;
    let before = party.host.state.clone();
    for (field, value) in [
        ("num_rounds", json!(21)),
        ("num_rounds", json!("3")),
        ("round_duration_minutes", json!(0)),
        ("vote_duration_seconds", json!(1e9)),
        ("role_display_seconds", json!(null)),
        ("location_pack", json!(["classic"])),
        ("spy_guess", json!(1)),
        ("betting", json!(0)),
        ("", json!(1)),
    ] {
        party.host.refused(configure(field, value)).await;
    }
    party.host.accepted(json!({"type": "get_state"})).await;
    party.host.expect("state").await;
    assert_eq!(party.host.state["config"], before["config"]);
    assert_eq!(party.host.state["seq"], before["seq"]);
}

#[tokio::test]
async fn who_is_removed_and_whose_room_is_closed_hears_why() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 4).await;
    let mut display = Player::arrive(&server).await;
    display.accepted(json!({"type": "watch"})).await;
    party.players.push(display);
    party.host.admin("end_session").await;
    for member in party.everybody() {
        let last_word = member.expect("room_closed").await;
        assert!(last_word["message"].as_str().unwrap().contains("closed"));
        assert_eq!(member.closed().await, 4003);
    }
    server.pool_holds(0).await;
    assert_eq!(server.app.rooms.count(), 0);
    let mut late = Player::arrive(&server).await;
    let resume = json!({"type": "resume", "token": party.host.token});
    assert_eq!(late.refused(resume).await, "INVALID_TOKEN");
}
