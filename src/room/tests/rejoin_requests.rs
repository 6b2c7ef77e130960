//! Those who wait to be let back in: what hosts see of them, how many may wait and for how long, and which one is
//! meant.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::client::{Client, join};
use super::rejoin::{ask, decide, lose, nobody_asks, number, owner_is_told, somebody_asks};
use super::{NAMES, Party, idle, pass, seconds};
use crate::protocol::CloseCode;

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
