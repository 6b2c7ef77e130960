//! Who hosts: shown out by a host, hosts that come and go, a screen that has lost its token.

use serde_json::{Value, json};

use super::caller::Caller;
use super::client::{Client, join};
use super::{Party, idle, pass, rooms_in, seconds};
use crate::protocol::{CloseCode, SessionToken};
use crate::room::Claim;
use crate::store::Store;

fn admin(action: &str, name: &str) -> Value {
    json!({"type": "admin", "action": action, "player_name": name})
}

#[tokio::test(start_paused = true)]
async fn a_player_removed_by_force_is_told_and_shown_out_and_the_token_is_dead() {
    let mut party = Party::of(5).await;
    party.question().await;
    let mild = admin("remove_player", "Ana");
    assert_eq!(party.host.refused(mild).await, "CANNOT_REMOVE_CONNECTED");
    let mut order = admin("remove_player", "Ana");
    order["force"] = json!(true);
    assert_eq!(party.players[1].refused(order.clone()).await, "NOT_HOST");
    assert_eq!(party.host.ask(order).await["type"], "ack");
    let ana = &mut party.players[0];
    assert_eq!(
        ana.closed().await,
        ("removed".to_owned(), CloseCode::Removed)
    );
    let token = ana.token.clone().unwrap();
    let answer = Client::new().claim(&party.room, Claim::Resume(token)).await;
    assert_eq!(answer["code"], "SESSION_EXPIRED");
    party.host.state(|state| state["player_count"] == 4).await;

    // Back by a host's word alone.
    let mut back = Client::new();
    let answer = back.claim(&party.room, join("ANA")).await;
    assert_eq!(answer["code"], "REJOIN_PENDING");
    let approve = admin("approve_rejoin", "Ana");
    assert_eq!(party.host.ask(approve).await["type"], "ack");
    assert_eq!(back.expect("join_success").await["player_name"], "Ana");
}

#[tokio::test(start_paused = true)]
async fn whoever_was_removed_from_the_lobby_waits_there_too_and_after_a_restart() {
    let store = Store::in_memory();
    let rooms = rooms_in(store.clone(), |_| {});
    let mut party = Party::in_house(&rooms, 4).await;
    let mut order = admin("remove_player", "Ana");
    order["force"] = json!(true);
    assert_eq!(party.host.ask(order).await["type"], "ack");
    assert_eq!(party.players[0].closed().await.1, CloseCode::Removed);
    let over_rest = Caller::new(&party.room, None);
    let answer = over_rest.ask(json!({"type": "join", "name": "ana"})).await;
    assert_eq!(answer["code"], "NAME_TAKEN", "nobody could tell them later");
    idle().await;

    let rooms = rooms_in(store, |_| {});
    let room = rooms.of_token(&party.host_token).unwrap();
    let mut host = Client::resume(&room, &party.host_token).await;
    let mut back = Client::new();
    let answer = back.claim(&room, join("Ana")).await;
    assert_eq!(answer["code"], "REJOIN_PENDING");
    host.ask(admin("approve_rejoin", "Ana")).await;
    back.expect("join_success").await;
    back.expect("state").await;
    assert_eq!(back.state["player_count"], 4);
}

#[tokio::test(start_paused = true)]
async fn rights_that_are_taken_back_are_gone_at_once() {
    let mut party = Party::of(4).await;
    party.host.ask(admin("make_host", "Ben")).await;
    party.players[1]
        .state(|state| state["you"]["is_host"] == true)
        .await;
    assert_eq!(
        party.host.ask(admin("revoke_host", "Ben")).await["type"],
        "ack"
    );
    party.players[1]
        .state(|state| state["you"]["is_host"] == false)
        .await;
    let start = json!({"type": "admin", "action": "start_game"});
    assert_eq!(party.players[1].refused(start).await, "NOT_HOST");
    assert!(party.players[1].state.get("rejoins").is_none());
}

#[tokio::test(start_paused = true)]
async fn a_player_takes_over_from_a_host_who_is_gone_and_the_screen_outranks() {
    let mut party = Party::of(4).await;
    party.question().await;
    party.host.lose();
    party.players[1].phase("PAUSED").await;
    let claim = json!({"type": "claim_host"});
    assert_eq!(
        party.players[1].refused(claim.clone()).await,
        "INVALID_PHASE"
    );
    let may = |state: &Value| state["you"]["can_claim_host"] == true;
    party.players[1].state(may).await;
    assert_eq!(party.players[1].ask(claim.clone()).await["type"], "ack");
    assert_eq!(party.players[2].refused(claim).await, "INVALID_PHASE");
    for player in &mut party.players {
        player
            .state(|state| state["players"][1]["is_host"] == true)
            .await;
        assert_eq!(player.state["phase"], "QUESTIONING");
    }
    party.host = Client::resume(&party.room, &party.host_token).await;
    let lines = party
        .host
        .heard
        .iter()
        .map(|text| super::client::parse(text));
    let mut lines =
        lines.flat_map(|message| message["entries"].as_array().cloned().unwrap_or_default());
    assert!(lines.any(|line| line["event"] == json!({"type": "hosts", "name": "Ben"})));
    assert_eq!(
        party.host.ask(admin("revoke_host", "Ben")).await["type"],
        "ack"
    );
}

/// A screen without its token that asks to host; what it is told comes back.
async fn a_lost_screen(party: &Party) -> (Client, Value) {
    let mut screen = Client::new();
    let answer = screen.claim(&party.room, Claim::Host).await;
    assert_eq!(answer["code"], "REJOIN_PENDING");
    let request = screen.expect("rejoin_pending").await["request"].clone();
    screen.expect("state").await;
    (screen, request)
}

#[tokio::test(start_paused = true)]
async fn a_screen_that_has_lost_its_token_gets_a_new_one_by_a_hosts_word() {
    let mut party = Party::of(4).await;
    let zoe = json!({"type": "host_join_as_player", "name": "Zoe"});
    party.host.ask(zoe).await;
    party.host.ask(admin("make_host", "Ben")).await;
    party.question().await;
    party.host.lose();
    let (mut screen, request) = a_lost_screen(&party).await;
    assert_eq!(screen.state["you"]["is_host"], false, "it looks on");
    let skip = json!({"type": "admin", "action": "skip_to_vote"});
    assert_eq!(screen.refused(skip.clone()).await, "NOT_HOST");
    let asked = json!([{"player_name": "", "request": request}]);
    party.players[1]
        .state(|state| state["rejoins"] == asked)
        .await;
    assert_eq!(party.players[1].state["rejoin_requests"], json!([]));
    let mut approve = admin("approve_rejoin", "");
    approve["request"] = request;
    assert_eq!(party.players[0].refused(approve.clone()).await, "NOT_HOST");
    assert_eq!(party.players[1].ask(approve).await["type"], "ack");
    let restored = screen.expect("session_restored").await;
    assert_eq!(
        (&restored["name"], &restored["is_host"]),
        (&Value::Null, &json!(true))
    );
    let token = SessionToken::parse(restored["token"].as_str().unwrap()).unwrap();
    screen.state(|state| state["you"]["is_host"] == true).await;
    // Nothing of the seat that the host has taken on the screen before.
    assert_eq!(screen.state["you"]["is_player"], false);
    assert!(screen.heard.iter().all(|text| !text.contains("role_data")));
    assert_eq!(screen.ask(skip).await["type"], "ack");
    screen.lose();
    let back = Client::resume(&party.room, &token).await;
    assert_eq!(back.state["you"]["is_host"], true);
    // The first token is as good as before.
    let first = Client::resume(&party.room, &party.host_token).await;
    assert_eq!(first.state["you"]["name"], "Zoe");
}

#[tokio::test(start_paused = true)]
async fn a_screen_hosts_as_long_as_one_of_them_is_there() {
    let mut party = Party::of(4).await;
    let (mut screen, request) = a_lost_screen(&party).await;
    let mut approve = admin("approve_rejoin", "");
    approve["request"] = request;
    assert_eq!(party.host.ask(approve).await["type"], "ack");
    screen.expect("session_restored").await;
    party.question().await;
    party.host.lose();
    pass(seconds(60)).await;
    screen.read();
    assert_eq!(screen.state["phase"], "QUESTIONING");
    screen.lose();
    party.players[0].phase("PAUSED").await;
}

#[tokio::test(start_paused = true)]
async fn a_screen_is_denied_or_forgotten_like_anybody_and_looks_on() {
    let mut party = Party::of(4).await;
    let (mut screen, request) = a_lost_screen(&party).await;
    let mut deny = admin("deny_rejoin", "");
    deny["request"] = request;
    assert_eq!(party.host.ask(deny).await["type"], "ack");
    let error = screen.expect("error").await;
    assert_eq!(
        (&error["code"], &error["received"]),
        (&json!("REJOIN_DENIED"), &json!("watch"))
    );
    let (mut patient, _) = a_lost_screen(&party).await;
    assert_eq!(patient.expect("error").await["code"], "REJOIN_DENIED");
    for screen in [&mut screen, &mut patient] {
        screen.state(|state| state["rejoins"].is_null()).await;
        assert_eq!(screen.state["player_count"], 4);
    }
    let mut many = Vec::new();
    for _ in 0..3 {
        many.push(a_lost_screen(&party).await);
    }
    let mut one_more = Client::new();
    let answer = one_more.claim(&party.room, Claim::Host).await;
    assert_eq!(answer["code"], "RATE_LIMITED");
}
