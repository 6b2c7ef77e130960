//! Back in without a token: somebody types a lost player's name in mid-game, and a host decides.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::client::{Client, join};
use super::{NAMES, Party, idle, pass, seconds};
use crate::protocol::CloseCode;
use crate::room::Claim;

/// Four players in the vote, and a stranger who wants Ana's seat, which she has lost.
async fn somebody_asks() -> (Party, Client) {
    let mut party = Party::of(4).await;
    party.vote().await;
    lose(&mut party, 0).await;
    let asker = ask(&mut party, "ana").await;
    (party, asker)
}

/// A player's connection ends, and has been gone for as long as it takes before others may ask for the seat.
async fn lose(party: &mut Party, player: usize) {
    party.players[player].lose();
    pass(seconds(30)).await;
}

async fn ask(party: &mut Party, name: &str) -> Client {
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
async fn number(asker: &mut Client) -> Value {
    let number = asker.expect("rejoin_pending").await["request"].clone();
    assert!((10..=99).contains(&number.as_u64().unwrap()), "{number}");
    number
}

/// The number that somebody has been told last.
fn number_of(asker: &Client) -> Value {
    let heard = asker
        .heard
        .iter()
        .rev()
        .map(|text| super::client::parse(text));
    let mut pending = heard.filter(|message| message["type"] == "rejoin_pending");
    pending.next().unwrap()["request"].clone()
}

fn decide(action: &str) -> Value {
    json!({"type": "admin", "action": action, "player_name": "Ana"})
}

/// Waits until nobody asks any more.
async fn nobody_asks(party: &mut Party) {
    let nobody = |state: &Value| state["rejoin_requests"] == json!([]);
    party.host.state(nobody).await;
}

async fn owner_is_told(party: &Party, code: Option<&str>) {
    let token = party.players[0].token.clone().unwrap();
    let answer = Client::new().claim(&party.room, Claim::Resume(token)).await;
    assert_eq!(answer["code"].as_str(), code);
}

#[tokio::test(start_paused = true)]
async fn hosts_alone_see_who_wants_back_in() {
    let mut party = Party::of(4).await;
    let share = json!({"type": "admin", "action": "make_host", "player_name": "Ben"});
    party.host.ask(share).await;
    party.players.push(Client::watch(&party.room).await);
    party.vote().await;
    lose(&mut party, 0).await;
    let mut asker = ask(&mut party, "ana").await;
    idle().await;
    for client in party.everybody() {
        client.read();
    }
    assert_eq!(party.host.state["rejoin_requests"], json!(["Ana"]));
    assert_eq!(party.players[1].state["rejoin_requests"], json!(["Ana"]));
    let rejoins = json!([{"player_name": "Ana", "request": number_of(&asker)}]);
    assert_eq!(party.host.state["rejoins"], rejoins);
    assert_eq!(party.players[1].state["rejoins"], rejoins);
    for client in &party.players[2..] {
        assert!(client.heard.iter().all(|text| !text.contains("rejoin")));
    }
    assert!(asker.read().is_empty(), "who waits sees nothing");
    assert_eq!(asker.heard.len(), 2, "the error, and the number");
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
async fn the_asker_who_leaves_takes_the_question_back() {
    let (mut party, mut asker) = somebody_asks().await;
    asker.lose();
    nobody_asks(&mut party).await;
    assert_eq!(
        party.host.refused(decide("approve_rejoin")).await,
        "PLAYER_NOT_FOUND"
    );
    owner_is_told(&party, None).await;
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
async fn of_several_who_ask_for_one_seat_a_host_picks_one_by_its_number() {
    for (action, fate) in [("approve_rejoin", "join_success"), ("deny_rejoin", "error")] {
        let (mut party, first) = somebody_asks().await;
        let mut askers = [
            first,
            ask(&mut party, "Ana").await,
            ask(&mut party, "Ana").await,
        ];
        let numbers: Vec<Value> = askers.iter().map(number_of).collect();
        let rejoins: Vec<Value> = numbers
            .iter()
            .map(|number| json!({"player_name": "Ana", "request": number}))
            .collect();
        assert_eq!(party.host.state["rejoins"], json!(rejoins));
        assert_eq!(party.host.state["rejoin_requests"], json!(["Ana"]));
        // Whom?
        assert_eq!(party.host.refused(decide(action)).await, "INVALID_MESSAGE");
        let mut decision = decide(action);
        decision["request"] = json!(5);
        assert_eq!(
            party.host.refused(decision.clone()).await,
            "PLAYER_NOT_FOUND"
        );
        decision["request"] = numbers[1].clone();
        decision["player_name"] = json!("Ben");
        assert_eq!(
            party.host.refused(decision.clone()).await,
            "PLAYER_NOT_FOUND"
        );
        decision["player_name"] = json!("ANA");
        assert_eq!(party.host.ask(decision).await["type"], "ack");
        askers[1].expect(fate).await;
        idle().await;
        party.host.read();
        match action {
            "approve_rejoin" => {
                for index in [0, 2] {
                    let error = askers[index].expect("error").await;
                    assert_eq!(error["code"], "REJOIN_DENIED");
                }
                nobody_asks(&mut party).await;
            }
            _ => assert_eq!(
                party.host.state["rejoins"],
                json!([rejoins[0], rejoins[2]]),
                "the others wait on"
            ),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn three_may_ask_for_a_seat_and_twenty_in_a_room() {
    let mut party = Party::of(10).await;
    party.question().await;
    for player in 0..7 {
        party.players[player].lose();
    }
    pass(seconds(30)).await;
    let mut askers = Vec::new();
    for name in &NAMES[..7] {
        for nth in 0..4 {
            let mut asker = Client::new();
            let answer = asker.claim(&party.room, join(name)).await;
            let fits = nth < 3 && askers.len() < 20;
            let code = if fits {
                "REJOIN_PENDING"
            } else {
                "RATE_LIMITED"
            };
            assert_eq!(answer["code"], code, "{name} {nth}");
            assert_eq!(asker.membership.is_some(), fits);
            if fits {
                askers.push(asker);
            }
        }
    }
    let mut numbers = BTreeSet::new();
    for asker in &mut askers {
        numbers.insert(number(asker).await.to_string());
    }
    assert_eq!(numbers.len(), 20, "each has its own");
}

#[tokio::test(start_paused = true)]
async fn a_request_is_dropped_after_a_minute_and_can_be_made_again() {
    let (mut party, mut asker) = somebody_asks().await;
    let asked_at = Instant::now();
    assert_eq!(asker.expect("error").await["code"], "REJOIN_DENIED");
    assert!(asked_at.elapsed() <= seconds(60));
    assert!(asked_at.elapsed() > seconds(59));
    nobody_asks(&mut party).await;
    let again = json!({"type": "join", "name": "Ana"});
    assert_eq!(asker.refused(again).await, "REJOIN_PENDING");
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

#[tokio::test(start_paused = true)]
async fn who_waits_may_ask_for_another_seat_instead() {
    let (mut party, mut asker) = somebody_asks().await;
    lose(&mut party, 1).await;
    let ben = json!({"type": "join", "name": "Ben"});
    assert_eq!(asker.refused(ben).await, "REJOIN_PENDING");
    idle().await;
    party.host.read();
    assert_eq!(party.host.state["rejoin_requests"], json!(["Ben"]));
}

#[tokio::test(start_paused = true)]
async fn who_waits_joins_the_next_game_like_anybody_and_hears_the_end() {
    let (mut party, mut asker) = somebody_asks().await;
    let mut patient = ask(&mut party, "Ana").await;
    party.admin("end_game").await;
    party.admin("play_again").await;
    party.host.phase("LOBBY").await;
    let zoe = json!({"type": "join", "name": "Zoe"});
    assert_eq!(asker.ask(zoe).await["type"], "ack");
    asker.expect("join_success").await;
    party.host.state(|state| state["player_count"] == 5).await;
    assert_eq!(party.host.state["rejoin_requests"], json!(["Ana"]));
    party.admin("end_session").await;
    for client in [&mut asker, &mut patient] {
        assert_eq!(
            client.closed().await,
            ("room_closed".to_owned(), CloseCode::RoomClosed)
        );
    }
}
