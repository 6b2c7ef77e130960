//! Back in without a token: somebody types a lost player's name in mid-game, and a host decides.

use serde_json::{Value, json};

use super::client::{Client, join};
use super::{NAMES, Party, idle, pass, seconds};
use crate::room::Claim;

/// Four players in the vote, and a stranger who wants Ana's seat, which she has lost.
pub(super) async fn somebody_asks() -> (Party, Client) {
    let mut party = Party::of(4).await;
    party.vote().await;
    lose(&mut party, 0).await;
    let asker = ask(&mut party, "ana").await;
    (party, asker)
}

/// A player's connection ends, and has been gone for as long as it takes before others may ask for the seat.
pub(super) async fn lose(party: &mut Party, player: usize) {
    party.players[player].lose();
    pass(seconds(30)).await;
}

pub(super) async fn ask(party: &mut Party, name: &str) -> Client {
    let mut asker = Client::new();
    let answer = asker.claim(&party.room, join(name)).await;
    assert_eq!(answer["code"], "REJOIN_PENDING");
    let number = number(&mut asker).await;
    let is_there = |rejoin: &Value| rejoin["request"] == number;
    let is_asked = |state: &Value| state["rejoins"].as_array().unwrap().iter().any(is_there);
    party.host.state(is_asked).await;
    asker
}

/// The number that the asker's screen is to show.
pub(super) async fn number(asker: &mut Client) -> Value {
    let number = asker.expect("rejoin_pending").await["request"].clone();
    assert!((10..=99).contains(&number.as_u64().unwrap()), "{number}");
    number
}

pub(super) fn decide(action: &str) -> Value {
    json!({"type": "admin", "action": action, "player_name": "Ana"})
}

/// Waits until nobody asks any more.
pub(super) async fn nobody_asks(party: &mut Party) {
    let nobody = |state: &Value| state["rejoin_requests"] == json!([]);
    party.host.state(nobody).await;
}

pub(super) async fn owner_is_told(party: &Party, code: Option<&str>) {
    let token = party.players[0].token.clone().unwrap();
    let answer = Client::new().claim(&party.room, Claim::Resume(token)).await;
    assert_eq!(answer["code"].as_str(), code);
}

#[tokio::test(start_paused = true)]
async fn approved_is_the_same_seat_under_a_new_token_and_without_its_card() {
    let (mut party, mut asker) = somebody_asks().await;
    let before = party.players[0].state.clone();
    assert_eq!(
        party.host.ask(decide("approve_rejoin")).await["type"],
        "ack"
    );
    let success = asker.expect("join_success").await;
    assert_eq!(
        (&success["player_name"], &success["is_host"]),
        (&json!("Ana"), &json!(false))
    );
    let token = success["session_token"].as_str().unwrap();
    assert_ne!(token, party.players[0].token.as_ref().unwrap().expose());
    asker.expect("state").await;
    for field in ["you", "phase", "player_count", "location_list"] {
        assert_eq!(asker.state[field], before[field], "{field}");
    }
    assert!(before["role_data"].is_object());
    for field in ["role_data", "is_spy", "can_guess_location"] {
        assert!(asker.state.get(field).is_none(), "{field}");
    }
    let guess = json!({"type": "spy_guess", "location_id": "beach"});
    assert_eq!(asker.refused(guess).await, "INVALID_PHASE");
    assert_eq!(asker.state["players"][0]["status"], "connected");
    assert_eq!(asker.vote("Ben").await["type"], "ack");
    nobody_asks(&mut party).await;
    owner_is_told(&party, Some("SESSION_EXPIRED")).await;
    // The seat is the asker's now, connection and all.
    asker.lose();
    let lost = |state: &Value| state["players"][0]["status"] == "reconnecting";
    party.host.state(lost).await;
    assert_eq!(
        party.host.refused(decide("approve_rejoin")).await,
        "PLAYER_NOT_FOUND"
    );
}

#[tokio::test(start_paused = true)]
async fn the_score_and_even_a_seat_given_up_long_ago_come_back() {
    let mut party = Party::of(5).await;
    party.vote().await;
    let spy = party.spy();
    party.convict_the_spy().await;
    party.phase("SCORING").await;
    let scores = |state: &Value| -> Vec<Value> {
        let players = state["players"].as_array().unwrap();
        players
            .iter()
            .map(|player| player["score"].clone())
            .collect()
    };
    let before = scores(&party.host.state);
    let lost = usize::from(spy == 0);
    let name = party.players[lost].state["you"]["name"].clone();
    party.players[lost].lose();
    pass(seconds(400)).await;
    let mut asker = ask(&mut party, name.as_str().unwrap()).await;
    let approve = json!({"type": "admin", "action": "approve_rejoin", "player_name": name});
    assert_eq!(party.host.ask(approve).await["type"], "ack");
    asker.expect("join_success").await;
    asker.expect("state").await;
    assert_eq!(scores(&asker.state), before);
    assert!(before.iter().any(|score| *score != 0));
    assert_eq!(asker.state["players"][lost]["status"], "connected");
}

#[tokio::test(start_paused = true)]
async fn denied_is_told_and_leaves_the_seat_to_its_owner() {
    let (mut party, mut asker) = somebody_asks().await;
    assert_eq!(party.host.ask(decide("deny_rejoin")).await["type"], "ack");
    let error = asker.expect("error").await;
    assert_eq!(error["code"], "REJOIN_DENIED");
    nobody_asks(&mut party).await;
    assert_eq!(
        party.host.refused(decide("deny_rejoin")).await,
        "PLAYER_NOT_FOUND"
    );
    // Still nobody here, and free to ask again.
    let vote = json!({"type": "vote", "target": "Ben"});
    assert_eq!(asker.refused(vote).await, "NOT_IN_GAME");
    let again = json!({"type": "join", "name": "Ana"});
    assert_eq!(asker.refused(again).await, "REJOIN_PENDING");
    owner_is_told(&party, None).await;
}

#[tokio::test(start_paused = true)]
async fn the_owner_who_comes_back_settles_it() {
    let (mut party, mut asker) = somebody_asks().await;
    let token = party.players[0].token.clone().unwrap();
    let mut owner = Client::resume(&party.room, &token).await;
    assert_eq!(asker.expect("error").await["code"], "REJOIN_DENIED");
    nobody_asks(&mut party).await;
    assert_eq!(
        party.host.refused(decide("approve_rejoin")).await,
        "PLAYER_NOT_FOUND"
    );
    assert_eq!(owner.vote("Ben").await["type"], "ack");
}

#[tokio::test(start_paused = true)]
async fn a_seat_whose_player_is_here_cannot_be_asked_for() {
    let mut party = Party::of(4).await;
    party.question().await;
    let mut asker = Client::new();
    for name in ["ana", "Zoe"] {
        let answer = asker.claim(&party.room, join(name)).await;
        assert_eq!(answer["code"], "GAME_ALREADY_STARTED");
        assert!(asker.membership.is_none());
    }
    assert_eq!(
        party.host.refused(decide("approve_rejoin")).await,
        "PLAYER_NOT_FOUND"
    );
    party.players[0].read();
    assert_eq!(party.players[0].vote("Ben").await["code"], "INVALID_PHASE");
}

#[tokio::test(start_paused = true)]
async fn only_a_host_decides() {
    let (mut party, mut asker) = somebody_asks().await;
    for action in ["approve_rejoin", "deny_rejoin"] {
        assert_eq!(party.players[1].refused(decide(action)).await, "NOT_HOST");
        assert_eq!(asker.refused(decide(action)).await, "NOT_HOST");
    }
    idle().await;
    asker.read();
    party.host.read();
    assert_eq!(party.host.state["rejoin_requests"], json!(["Ana"]));
}

#[tokio::test(start_paused = true)]
async fn a_host_can_not_let_in_themselves() {
    let mut party = Party::of(4).await;
    let share = json!({"type": "admin", "action": "make_host", "player_name": "Ben"});
    party.host.ask(share).await;
    party.vote().await;
    lose(&mut party, 0).await;
    let join = json!({"type": "host_join_as_player", "name": "Ana"});
    assert_eq!(party.host.refused(join).await, "GAME_ALREADY_STARTED");
    let join = json!({"type": "join", "name": "Ana", "is_host": true});
    assert_eq!(party.host.refused(join).await, "GAME_ALREADY_STARTED");
    let join = json!({"type": "join", "name": "Ana"});
    assert_eq!(party.players[1].refused(join).await, "INVALID_MESSAGE");
    nobody_asks(&mut party).await;
}

#[tokio::test(start_paused = true)]
async fn frames_keep_everybodys_length_whoever_was_let_in() {
    for is_spy in [true, false] {
        let mut party = Party::of(4).await;
        party.vote().await;
        let (spy, other) = (party.spy(), usize::from(party.spy() == 0));
        let lost = if is_spy { spy } else { other };
        lose(&mut party, lost).await;
        let mut asker = ask(&mut party, NAMES[lost]).await;
        all_idle(&mut party, &mut asker).await;
        let approve =
            json!({"type": "admin", "action": "approve_rejoin", "player_name": NAMES[lost]});
        assert_eq!(party.host.ask(approve).await["type"], "ack");
        all_idle(&mut party, &mut asker).await;
        let frame = |client: &Client| {
            client
                .heard
                .iter()
                .rfind(|text| text.contains("\"state\""))
                .unwrap()
                .clone()
        };
        let length = frame(&asker).len();
        for (player, client) in party.players.iter().enumerate() {
            assert!(player == lost || frame(client).len() == length);
        }
        // As long as the longest with its card would be: what has gone with it is not to be seen.
        let longest = party
            .players
            .iter()
            .enumerate()
            .filter(|(player, _)| *player != lost);
        let unpadded = longest.map(|(_, client)| {
            let mut state = client.state.clone();
            state["pad"] = json!("");
            state.to_string().len()
        });
        assert!(length >= unpadded.max().unwrap());
    }
}

async fn all_idle(party: &mut Party, asker: &mut Client) {
    idle().await;
    for client in party.everybody().chain([asker]) {
        client.read();
    }
}
