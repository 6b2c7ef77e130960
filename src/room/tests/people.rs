//! Coming in: joining, coming back, taking over, hosting, watching.

use serde_json::json;

use super::client::{Client, join};
use super::{NAMES, Party, idle, pass, seconds};
use crate::protocol::{CloseCode, Join, SessionToken};
use crate::room::Claim;

#[tokio::test(start_paused = true)]
async fn a_guest_gets_a_seat_a_token_and_a_state() {
    let mut party = Party::of(1).await;
    let ana = &mut party.players[0];
    let heard: Vec<_> = ana.heard.iter().map(|text| kind(text)).collect();
    assert_eq!(heard, ["ack", "join_success", "state"]);
    assert_eq!(
        ana.state["you"],
        json!({"name": "Ana", "is_host": false, "is_player": true})
    );
    assert_eq!(ana.token.as_ref().unwrap().room(), Some(party.room.code()));
    party.host.state(|state| state["player_count"] == 1).await;
    assert_eq!(party.host.state["players"][0]["status"], "connected");
}

fn kind(text: &str) -> String {
    let message: serde_json::Value = serde_json::from_str(text).unwrap();
    message["type"].as_str().unwrap().to_owned()
}

#[tokio::test(start_paused = true)]
async fn who_is_refused_is_no_member() {
    let party = Party::of(1).await;
    let mut guest = Client::new();
    let host_wish = Claim::Join(Join {
        name: "Zoe".to_owned(),
        room: None,
        is_host: Some(true),
    });
    let stranger = SessionToken::random(party.room.code()).unwrap();
    for (claim, code) in [
        (join("ANA"), "NAME_TAKEN"),
        (join(" \u{200b} "), "NAME_INVALID"),
        (host_wish, "NOT_HOST"),
        (Claim::Resume(stranger), "INVALID_TOKEN"),
    ] {
        let answer = guest.claim(&party.room, claim).await;
        assert_eq!(answer["code"], code);
        assert!(guest.membership.is_none());
    }
    idle().await;
    assert!(guest.read().is_empty(), "no state for those outside");
    assert_eq!(party.room.summary().await.unwrap().player_count, 1);
}

#[tokio::test(start_paused = true)]
async fn the_same_token_on_a_new_connection_is_the_same_seat() {
    let mut party = Party::of(4).await;
    party.question().await;
    let before = party.players[2].state.clone();
    party.players[2].lose();
    let token = party.players[2].token.clone().unwrap();
    let back = Client::resume(&party.room, &token).await;
    assert_eq!(back.state["you"], before["you"]);
    assert_eq!(back.state["role_data"], before["role_data"]);
    assert_eq!(back.state["player_count"], 4);
}

#[tokio::test(start_paused = true)]
async fn the_end_of_the_old_connection_does_not_touch_the_seat_of_its_successor() {
    let mut party = Party::of(4).await;
    party.vote().await;
    let token = party.players[0].token.clone().unwrap();
    let mut newer = Client::resume(&party.room, &token).await;
    let (last_word, code) = party.players[0].closed().await;
    assert_eq!(
        (last_word.as_str(), code),
        ("session_replaced", CloseCode::Replaced)
    );

    // What the old one still says does nothing, and so does its end.
    let votes = newer.state["votes_submitted"].clone();
    party.players[0]
        .say(json!({"type": "vote", "target": "Ben"}))
        .await;
    party.players[0].say(json!({"type": "leave"})).await;
    party.players[0].lose();
    idle().await;
    newer.read();
    assert_eq!(newer.state["votes_submitted"], votes);
    assert_eq!(newer.state["players"][0]["status"], "connected");
    assert_eq!(newer.state["players"][0]["name"], "Ana");
    assert_eq!(newer.vote("Ben").await["type"], "ack");
    newer.lose();
    let lost = |state: &serde_json::Value| state["players"][0]["status"] == "reconnecting";
    party.host.state(lost).await;
}

#[tokio::test(start_paused = true)]
async fn one_session_hosts_on_four_connections_and_the_fifth_replaces_the_oldest() {
    let mut party = Party::of(4).await;
    let mut screens = Vec::new();
    for _ in 0..3 {
        screens.push(Client::resume(&party.room, &party.host_token).await);
    }
    for screen in &mut screens {
        let answer = screen.ask(json!({"type": "configure", "field": "betting", "value": false}));
        assert_eq!(answer.await["type"], "ack");
    }
    idle().await;
    party.host.read();
    assert_eq!(party.host.state["config"]["betting"], false);

    screens.push(Client::resume(&party.room, &party.host_token).await);
    assert_eq!(party.host.closed().await.1, CloseCode::Replaced);
    let answer = screens[0].ask(json!({"type": "admin", "action": "start_game"}));
    assert_eq!(answer.await["type"], "ack");
    for screen in &mut screens {
        screen.phase("ROLES").await;
    }
}

#[tokio::test(start_paused = true)]
async fn the_host_joins_as_a_player_on_the_session_of_the_screen() {
    let mut party = Party::of(3).await;
    let taken = json!({"type": "host_join_as_player", "name": "ana"});
    assert_eq!(party.host.ask(taken).await["code"], "NAME_TAKEN");
    let response = party.host.expect("host_join_response").await;
    assert_eq!(
        (&response["success"], &response["error"]),
        (&json!(false), &json!("NAME_TAKEN"))
    );

    let zoe = json!({"type": "host_join_as_player", "name": "Zoe"});
    assert_eq!(party.host.ask(zoe.clone()).await["type"], "ack");
    let response = party.host.expect("host_join_response").await;
    assert_eq!(
        (&response["success"], &response["player_name"]),
        (&json!(true), &json!("Zoe"))
    );
    let you = json!({"name": "Zoe", "is_host": true, "is_player": true});
    party.host.state(|state| state["you"] == you).await;
    assert_eq!(party.host.refused(zoe.clone()).await, "INVALID_MESSAGE");
    assert_eq!(party.players[0].refused(zoe).await, "NOT_HOST");

    // The seat and the rights come back with the one token.
    party.host.lose();
    party.host = Client::resume(&party.room, &party.host_token).await;
    assert_eq!(party.host.state["you"], you);
    party.question().await;
    assert!(party.host.state["role_data"].is_object());
}

#[tokio::test(start_paused = true)]
async fn a_host_screen_that_joins_as_host_display_goes_on_without_a_seat() {
    let mut party = Party::of(3).await;
    let join = json!({"type": "join", "name": "HostDisplay", "is_host": true});
    for _ in 0..2 {
        assert_eq!(party.host.ask(join.clone()).await["type"], "ack");
    }
    idle().await;
    party.host.read();
    let you = json!({"name": null, "is_host": true, "is_player": false});
    assert_eq!(party.host.state["you"], you);
    assert_eq!(party.host.state["player_count"], 3);
    let zoe = json!({"type": "host_join_as_player", "name": "Zoe"});
    assert_eq!(party.host.ask(zoe).await["type"], "ack");
    assert_eq!(party.host.ask(join.clone()).await["type"], "ack");

    // To everybody else it is a name like any other, or the wish of somebody who is no host.
    let mut display = Client::watch(&party.room).await;
    assert_eq!(display.refused(join).await, "NOT_HOST");
    let guest = Client::join(&party.room, "HostDisplay").await;
    assert_eq!(guest.state["you"]["name"], "HostDisplay");
}

#[tokio::test(start_paused = true)]
async fn pause_and_resume_go_by_their_older_names_too() {
    let mut party = Party::of(4).await;
    party.question().await;
    assert_eq!(party.admin("pause_game").await["type"], "ack");
    party.phase("PAUSED").await;
    assert_eq!(party.admin("resume_game").await["type"], "ack");
    party.phase("QUESTIONING").await;
}

#[tokio::test(start_paused = true)]
async fn a_display_sees_the_room_and_can_do_nothing() {
    let mut party = Party::of(4).await;
    let mut display = Client::watch(&party.room).await;
    party.vote().await;
    display.phase("VOTE").await;
    assert_eq!(
        display.state["you"],
        json!({"name": null, "is_host": false, "is_player": false})
    );
    assert!(display.heard.iter().all(|text| !text.contains("role_data")));
    for (message, code) in [
        (json!({"type": "vote", "target": "Ana"}), "NOT_IN_GAME"),
        (json!({"type": "leave"}), "NOT_IN_GAME"),
        (
            json!({"type": "admin", "action": "end_session"}),
            "NOT_HOST",
        ),
        (
            json!({"type": "join", "name": "Zoe", "is_host": true}),
            "NOT_HOST",
        ),
        (
            json!({"type": "join", "name": "Zoe"}),
            "GAME_ALREADY_STARTED",
        ),
        (json!({"type": "watch"}), "INVALID_MESSAGE"),
        (json!({"type": "resume", "token": "x"}), "INVALID_MESSAGE"),
    ] {
        assert_eq!(display.refused(message).await, code);
    }
    assert_eq!(
        display.ask(json!({"type": "get_state"})).await["type"],
        "ack"
    );
}

#[tokio::test(start_paused = true)]
async fn a_display_that_joins_is_a_player_and_no_display() {
    let mut party = Party::of(1).await;
    let mut display = Client::watch(&party.room).await;
    assert_eq!(
        display.ask(json!({"type": "join", "name": "Zoe"})).await["type"],
        "ack"
    );
    display.expect("join_success").await;
    display.state(|state| state["you"]["name"] == "Zoe").await;
    let again = json!({"type": "join", "name": "Yan"});
    assert_eq!(display.refused(again).await, "INVALID_MESSAGE");
    party.host.state(|state| state["player_count"] == 2).await;
    display.lose();
    party
        .host
        .state(|state| state["connected_count"] == 1)
        .await;
}

#[tokio::test(start_paused = true)]
async fn get_state_answers_the_asker_alone() {
    let mut party = Party::of(2).await;
    idle().await;
    for client in party.everybody() {
        client.read();
    }
    let seq = party.players[0].state["seq"].clone();
    assert_eq!(
        party.players[0].ask(json!({"type": "get_state"})).await["type"],
        "ack"
    );
    let state = party.players[0].expect("state").await;
    assert_eq!(state["seq"], seq, "asking changes nothing");
    idle().await;
    assert!(party.players[1].read().is_empty() && party.host.read().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_seat_or_host_rights_cannot_be_had_by_typing_a_name() {
    let mut party = Party::of(4).await;
    let make_host = json!({"type": "admin", "action": "make_host", "player_name": "Ana"});
    assert_eq!(
        party.players[0].refused(make_host.clone()).await,
        "NOT_HOST"
    );
    assert_eq!(party.host.ask(make_host).await["type"], "ack");
    party.players[0]
        .state(|state| state["you"]["is_host"] == true)
        .await;

    // In the lobby a seat that has been lost for ten seconds can be had by its name, unless it has host rights.
    party.players[0].lose();
    party.players[2].lose();
    pass(seconds(9)).await;
    let answer = Client::new().claim(&party.room, join("cem")).await;
    assert_eq!(answer["code"], "NAME_TAKEN");
    pass(seconds(1)).await;
    let answer = Client::new().claim(&party.room, join("ana")).await;
    assert_eq!(answer["code"], "NAME_TAKEN");
    let newer = Client::join(&party.room, "cem").await;
    assert_eq!(newer.state["you"]["is_host"], false);
    let mut owner = Client::new();
    let token = party.players[2].token.clone().unwrap();
    let answer = owner.claim(&party.room, Claim::Resume(token)).await;
    assert_eq!(answer["code"], "SESSION_EXPIRED");

    // In a game only a host can give it away.
    party.players[2] = newer;
    let token = party.players[0].token.clone().unwrap();
    party.players[0] = Client::resume(&party.room, &token).await;
    party.question().await;
    party.players[1].lose();
    pass(seconds(30)).await;
    let answer = Client::new().claim(&party.room, join(NAMES[1])).await;
    assert_eq!(answer["code"], "REJOIN_PENDING");
}
