//! What a phone says of itself, and what a host hears who has asked.

use serde_json::{Value, json};
use tokio::time::Instant;

use super::client::fresh_id;
use super::device_commands::{ask_device, for_the_host, info};
use super::{Party, idle, pass, seconds};

#[tokio::test(start_paused = true)]
async fn what_a_phone_says_of_itself_is_the_answer_to_the_host() {
    let mut party = Party::of(2).await;
    for request_id in [None, Some("mine")] {
        let id = fresh_id();
        let mut request = ask_device("ANA", &id);
        if let Some(request_id) = request_id {
            request["request_id"] = json!(request_id);
        }
        party.host.say(request).await;
        let question = party.players[0].expect("device_info_request").await;
        let asked = question["request_id"].clone();
        assert_eq!(asked == "mine", request_id.is_some());
        assert!(for_the_host(&mut party).await.is_empty(), "no ack before");
        let answer = json!({"type": "device_info", "request_id": asked, "info": info()});
        assert_eq!(party.players[0].ask(answer).await["type"], "ack");
        let expected = [
            json!({"type": "ack", "received": "device_info_request", "id": id}),
            json!({
                "type": "device_info_response", "player_name": "Ana",
                "request_id": asked, "device_info": info(),
            }),
        ];
        assert_eq!(for_the_host(&mut party).await, expected);
        pass(seconds(6)).await;
        assert!(for_the_host(&mut party).await.is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn a_phone_that_says_nothing_of_itself_is_unreachable() {
    let mut party = Party::of(2).await;
    let id = fresh_id();
    party.host.say(ask_device("Ana", &id)).await;
    let began = Instant::now();
    let error = party.host.expect("error").await;
    assert_eq!(began.elapsed(), seconds(5));
    assert_eq!(
        (&error["code"], &error["id"], &error["received"]),
        (
            &json!("PLAYER_UNREACHABLE"),
            &id,
            &json!("device_info_request")
        )
    );
    // It was refused, so it is asked again under the same id.
    party.players[0].read();
    party.host.say(ask_device("Ana", &id)).await;
    party.players[0].expect("device_info_request").await;
    let answer = json!({"type": "device_info", "info": info()});
    party.players[0].ask(answer).await;
    party.host.expect("device_info_response").await;
    let answers = party.host.answers_to(&id);
    let kinds: Vec<&Value> = answers.iter().map(|answer| &answer["type"]).collect();
    assert_eq!(kinds, ["error", "ack"]);
}

#[tokio::test(start_paused = true)]
async fn asked_twice_under_one_id_the_phone_is_asked_once() {
    let mut party = Party::of(2).await;
    let id = fresh_id();
    for _ in 0..2 {
        party.host.say(ask_device("Ana", &id)).await;
    }
    idle().await;
    let asked = party.players[0].read();
    let asked = asked
        .iter()
        .filter(|message| message["type"] == "device_info_request");
    assert_eq!(asked.count(), 1);
    let answer = json!({"type": "device_info", "info": info()});
    party.players[0].ask(answer).await;
    party.host.expect("device_info_response").await;
    let answers = party.host.answers_to(&id);
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["duplicate"], true);
    assert_eq!(answers[1].get("duplicate"), None);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_names_no_question_answers_the_latest() {
    let mut party = Party::of(2).await;
    let (first, second) = (fresh_id(), fresh_id());
    for id in [&first, &second] {
        party.host.say(ask_device("Ana", id)).await;
    }
    let answer = json!({"type": "device_info", "info": info()});
    party.players[0].ask(answer).await;
    let messages = for_the_host(&mut party).await;
    assert_eq!(
        (&messages[0]["type"], &messages[0]["id"]),
        (&json!("ack"), &second)
    );
    let error = party.host.expect("error").await;
    assert_eq!(error["id"], first);
}
