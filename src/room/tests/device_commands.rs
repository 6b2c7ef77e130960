//! Device commands between a host and a phone: nudges and device info, with every way they can end.

use serde_json::{Value, json};
use tokio::time::Instant;

use super::caller::Caller;
use super::client::{Client, fresh_id};
use super::{Party, idle, pass, seconds};

fn nudge(player: &str) -> Value {
    json!({"type": "nudge", "player_name": player})
}

pub(super) fn ask_device(player: &str, id: &Value) -> Value {
    json!({"type": "device_info_request", "player_name": player, "id": id})
}

pub(super) fn info() -> Value {
    json!({"screen": "390x844", "browser": "Firefox", "hidden": false})
}

/// Nudges Ana; the command's id, as her phone got it.
async fn nudged(party: &mut Party) -> Value {
    assert_eq!(party.host.ask(nudge("ana")).await["type"], "ack");
    let command = party.players[0].expect("command").await;
    assert_eq!(command["action"], "nudge");
    command["command_id"].clone()
}

fn result(command_id: &Value, status: &str) -> Value {
    json!({"type": "command_result", "command_id": command_id, "status": status})
}

/// Reads all that waits for the host, but for states and the feed.
pub(super) async fn for_the_host(party: &mut Party) -> Vec<Value> {
    idle().await;
    let mut messages = party.host.read();
    messages.retain(|message| message["type"] != "state" && message["type"] != "feed");
    messages
}

#[tokio::test(start_paused = true)]
async fn a_nudge_that_was_felt_or_not() {
    let mut party = Party::of(2).await;
    for (status, detail) in [("done", None), ("failed", Some("no vibration here"))] {
        let command = nudged(&mut party).await;
        let mut answer = result(&command, status);
        let mut expected = json!({
            "type": "command_result", "command_id": command, "player_name": "Ana", "status": status,
        });
        if let Some(detail) = detail {
            answer["detail"] = json!(detail);
            expected["reason"] = json!(detail);
        }
        assert_eq!(party.players[0].ask(answer.clone()).await["type"], "ack");
        assert_eq!(for_the_host(&mut party).await, [expected]);
        // Nobody waits for it any more.
        assert_eq!(party.players[0].ask(answer).await["type"], "ack");
        pass(seconds(6)).await;
        assert!(for_the_host(&mut party).await.is_empty());
    }
    let ben = party.players[1].read();
    assert!(ben.iter().all(|message| message["type"] == "state"));
}

#[tokio::test(start_paused = true)]
async fn a_phone_that_does_not_answer_has_failed_after_five_seconds() {
    let mut party = Party::of(2).await;
    let command = nudged(&mut party).await;
    let began = Instant::now();
    let failed = party.host.expect("command_result").await;
    assert_eq!(began.elapsed(), seconds(5));
    assert_eq!(
        (&failed["status"], &failed["reason"], &failed["command_id"]),
        (&json!("failed"), &json!("no_answer"), &command)
    );
    let late = result(&command, "done");
    assert_eq!(party.players[0].ask(late).await["type"], "ack");
    assert!(for_the_host(&mut party).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_phone_that_is_lost_cancels_what_it_was_asked() {
    let mut party = Party::of(2).await;
    let command = nudged(&mut party).await;
    let id = fresh_id();
    party.host.say(ask_device("Ana", &id)).await;
    party.players[0].lose();
    let messages = for_the_host(&mut party).await;
    let cancelled = json!({
        "type": "command_result", "command_id": command, "player_name": "Ana",
        "status": "cancelled", "reason": "device_disconnected",
    });
    assert_eq!(messages[0], cancelled);
    assert_eq!(
        (&messages[1]["code"], &messages[1]["id"]),
        (&json!("PLAYER_UNREACHABLE"), &id)
    );
    assert_eq!(messages.len(), 2);
    pass(seconds(6)).await;
    assert!(for_the_host(&mut party).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_phone_that_was_replaced_has_been_lost() {
    let mut party = Party::of(2).await;
    let command = nudged(&mut party).await;
    let token = party.players[0].token.clone().unwrap();
    let mut newer = Client::resume(&party.room, &token).await;
    party.players[0].lose();
    let cancelled = party.host.expect("command_result").await;
    assert_eq!(cancelled["status"], "cancelled");
    assert_eq!(newer.ask(result(&command, "done")).await["type"], "ack");
    assert!(for_the_host(&mut party).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn for_a_host_who_has_left_nothing_is_kept() {
    let mut party = Party::of(2).await;
    let mut laptop = Client::resume(&party.room, &party.host_token).await;
    let command = nudged(&mut party).await;
    let id = fresh_id();
    party.host.say(ask_device("Ana", &id)).await;
    party.host.lose();
    idle().await;
    let done = result(&command, "done");
    assert_eq!(party.players[0].ask(done).await["type"], "ack");
    let answer = json!({"type": "device_info", "info": info()});
    assert_eq!(party.players[0].ask(answer).await["type"], "ack");
    pass(seconds(6)).await;
    party.host.read();
    assert!(party.host.answers_to(&id).is_empty());
    let others = laptop.read();
    let news = ["command_result", "device_info_response", "error"];
    assert!(
        others
            .iter()
            .all(|m| !news.iter().any(|kind| m["type"] == *kind))
    );
    // It was not answered, so it may be asked again.
    laptop.say(ask_device("Ana", &id)).await;
    let answer = json!({"type": "device_info", "info": info()});
    party.players[0].ask(answer).await;
    laptop.expect("device_info_response").await;
    assert_eq!(laptop.answers_to(&id).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn who_cannot_be_reached_and_who_may_not_ask() {
    let mut party = Party::of(3).await;
    let caller = Caller::join(&party.room, "Zoe").await;
    party.players[2].lose();
    idle().await;
    for (player, code) in [
        ("Nobody", "PLAYER_NOT_FOUND"),
        ("Cem", "NOT_CONNECTED"),
        // Who polls cannot be told anything.
        ("Zoe", "NOT_CONNECTED"),
    ] {
        for message in [nudge(player), ask_device(player, &fresh_id())] {
            let answer = party.host.ask(message).await;
            assert_eq!(answer["code"], code, "{player}");
            let sentence = answer["message"].as_str().unwrap();
            assert!(!sentence.starts_with("Connect to a room"), "{sentence}");
        }
    }
    assert_eq!(party.players[1].refused(nudge("Ana")).await, "NOT_HOST");
    let ask = ask_device("Ana", &fresh_id());
    assert_eq!(party.players[1].refused(ask).await, "NOT_HOST");
    drop(caller);
    idle().await;
    let ana = party.players[0].read();
    assert!(ana.iter().all(|message| message["type"] == "state"));
}

#[tokio::test(start_paused = true)]
async fn only_the_phone_that_was_asked_can_answer() {
    let mut party = Party::of(2).await;
    let command = nudged(&mut party).await;
    let id = fresh_id();
    party.host.say(ask_device("Ana", &id)).await;
    idle().await;
    let asked = party.players[0].expect("device_info_request").await;
    let answers = [
        result(&command, "done"),
        json!({"type": "device_info", "request_id": asked["request_id"], "info": {"fake": true}}),
        json!({"type": "device_info", "info": {"fake": true}}),
    ];
    let mut display = Client::watch(&party.room).await;
    for answer in answers {
        assert_eq!(party.players[1].ask(answer.clone()).await["type"], "ack");
        assert_eq!(display.refused(answer.clone()).await, "NOT_IN_GAME");
        assert_eq!(party.host.refused(answer).await, "NOT_IN_GAME");
    }
    assert!(for_the_host(&mut party).await.is_empty());
    // The answer may come by another way than the question.
    let ana = Caller::new(&party.room, party.players[0].token.as_ref());
    assert_eq!(ana.ask(result(&command, "done")).await["type"], "ack");
    assert_eq!(for_the_host(&mut party).await[0]["status"], "done");
}

#[tokio::test(start_paused = true)]
async fn a_host_who_plays_nudges_and_is_nudged() {
    let mut party = Party::of(2).await;
    let share = json!({"type": "admin", "action": "make_host", "player_name": "Ben"});
    party.host.ask(share).await;
    assert_eq!(party.players[1].ask(nudge("Ana")).await["type"], "ack");
    let command = party.players[0].expect("command").await;
    party.players[0]
        .say(result(&command["command_id"], "done"))
        .await;
    let told = party.players[1].expect("command_result").await;
    assert_eq!(told["player_name"], "Ana");
    assert!(for_the_host(&mut party).await.is_empty(), "who did not ask");
    party.host.ask(nudge("Ben")).await;
    party.players[1].expect("command").await;
}

#[tokio::test(start_paused = true)]
async fn there_are_only_so_many_commands_at_once() {
    let mut party = Party::of(2).await;
    for number in 0..64 {
        assert_eq!(party.host.ask(nudge("Ana")).await["type"], "ack");
        if number % 8 == 0 {
            idle().await;
            party.players[0].read();
        }
    }
    assert_eq!(party.host.refused(nudge("Ana")).await, "RATE_LIMITED");
    pass(seconds(5)).await;
    idle().await;
    party.host.read();
    assert_eq!(party.host.ask(nudge("Ana")).await["type"], "ack");
}
