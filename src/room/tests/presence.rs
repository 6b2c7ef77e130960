//! Going away: lost connections, seats given up, and a room without a host.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::client::Client;
use super::{NAMES, Party, idle, pass, seconds};
use crate::protocol::CloseCode;
use crate::room::Claim;

/// Ana, as the host sees her.
fn ana(state: &Value) -> &Value {
    &state["players"][0]
}

#[tokio::test(start_paused = true)]
async fn a_lost_phone_is_reconnecting_then_disconnected_then_removable() {
    let mut party = Party::of(4).await;
    party.players[0].lose();
    let lost_at = Instant::now();
    let host = &mut party.host;
    host.state(|state| ana(state)["status"] == "reconnecting")
        .await;
    assert_eq!(lost_at.elapsed(), Duration::ZERO);
    assert_eq!(ana(&host.state)["connected"], false);

    host.state(|state| ana(state)["status"] == "disconnected")
        .await;
    assert_eq!(lost_at.elapsed(), seconds(30));
    let remove = json!({"type": "admin", "action": "remove_player", "player_name": "Ana"});
    assert_eq!(
        host.refused(remove.clone()).await,
        "CANNOT_REMOVE_CONNECTED"
    );

    host.state(|state| ana(state)["removable"] == true).await;
    assert_eq!(lost_at.elapsed(), seconds(60));
    assert_eq!(ana(&host.state)["disconnect_duration"], 60.0);
    assert_eq!(host.ask(remove).await["type"], "ack");
    host.state(|state| state["player_count"] == 3).await;
    let answer = Client::new()
        .claim(&party.room, resume(&party.players[0]))
        .await;
    assert_eq!(answer["code"], "SESSION_EXPIRED");
}

fn resume(client: &Client) -> Claim {
    Claim::Resume(client.token.clone().unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_seat_is_given_up_after_five_minutes_and_its_token_with_it() {
    let mut party = Party::of(5).await;
    party.players[0].lose();
    let lost_at = Instant::now();
    party.host.state(|state| state["player_count"] == 4).await;
    assert_eq!(lost_at.elapsed(), seconds(300));
    let answer = Client::new()
        .claim(&party.room, resume(&party.players[0]))
        .await;
    assert_eq!(answer["code"], "SESSION_EXPIRED");

    // In a game the seat stays on the board.
    party.players.remove(0);
    party.question().await;
    party.players[0].lose();
    pass(seconds(301)).await;
    let answer = Client::new()
        .claim(&party.room, resume(&party.players[0]))
        .await;
    assert_eq!(answer["code"], "SESSION_EXPIRED");
    party.host.read();
    assert_eq!(party.host.state["player_count"], 4);
    assert_eq!(party.host.state["players"][0]["status"], "disconnected");
}

#[tokio::test(start_paused = true)]
async fn coming_back_ends_every_timer_that_would_have_taken_the_seat() {
    let mut party = Party::of(4).await;
    party.players[0].lose();
    pass(seconds(299)).await;
    let back = Client::resume(&party.room, &party.players[0].token.clone().unwrap()).await;
    assert_eq!(back.state["players"][0]["status"], "connected");
    pass(seconds(600)).await;
    party.host.read();
    assert_eq!(ana(&party.host.state)["status"], "connected");
    assert_eq!(ana(&party.host.state)["removable"], false);
    assert_eq!(party.host.state["player_count"], 4);
}

#[tokio::test(start_paused = true)]
async fn a_lost_voter_does_not_hold_up_the_vote() {
    let mut party = Party::of(4).await;
    party.vote().await;
    for voter in 1..4 {
        let target = NAMES[if voter == 3 { 1 } else { 3 }];
        assert_eq!(party.players[voter].vote(target).await["type"], "ack");
    }
    party.players[0].lose();
    let lost_at = Instant::now();
    party.host.phase("REVEAL").await;
    // The moment that a reload, or a change of Wi-Fi, may take.
    assert_eq!(lost_at.elapsed(), seconds(10));
}

#[tokio::test(start_paused = true)]
async fn without_a_host_for_ten_seconds_the_game_pauses_and_goes_on_when_one_is_back() {
    let mut party = Party::of(4).await;
    party.question().await;
    pass(seconds(60)).await;
    party.host.lose();
    let lost_at = Instant::now();
    let player = &mut party.players[0];
    player.phase("PAUSED").await;
    assert_eq!(lost_at.elapsed(), seconds(10));
    assert_eq!(player.state["pause_reason"], "host_away");
    assert_eq!(player.state["paused_phase"], "QUESTIONING");
    let left = player.state["timer"]["remaining"].clone();
    assert_eq!(left, 420.0 - 70.0);

    pass(seconds(3600)).await;
    party.host = Client::resume(&party.room, &party.host_token).await;
    party.players[0].phase("QUESTIONING").await;
    assert_eq!(party.players[0].state["timer"]["remaining"], left);
}

#[tokio::test(start_paused = true)]
async fn a_player_with_host_rights_keeps_the_game_going_without_the_screen() {
    let mut party = Party::of(4).await;
    let share = json!({"type": "admin", "action": "make_host", "player_name": "Ana"});
    assert_eq!(party.host.ask(share).await["type"], "ack");
    party.question().await;
    party.host.lose();
    pass(seconds(60)).await;
    party.players[0].read();
    assert_eq!(party.players[0].state["phase"], "QUESTIONING");
    let skip = json!({"type": "admin", "action": "skip_to_vote"});
    assert_eq!(party.players[0].ask(skip).await["type"], "ack");
}

#[tokio::test(start_paused = true)]
async fn a_screen_that_reloads_changes_nothing() {
    let mut party = Party::of(4).await;
    party.question().await;
    let before = party.players[0].state.clone();
    party.host.lose();
    pass(seconds(2)).await;
    party.host = Client::resume(&party.room, &party.host_token).await;
    idle().await;
    party.players[0].read();
    let after = &party.players[0].state;
    for field in ["phase", "role_data", "current_turn", "players"] {
        assert_eq!(after[field], before[field], "{field}");
    }
    assert_eq!(party.host.state["phase"], "QUESTIONING");
    assert_eq!(party.host.state["timer"]["remaining"], 418.0);
}

#[tokio::test(start_paused = true)]
async fn who_leaves_is_told_and_cannot_come_back() {
    let mut party = Party::of(2).await;
    let leaver = &mut party.players[0];
    assert_eq!(leaver.ask(json!({"type": "leave"})).await["type"], "ack");
    assert_eq!(leaver.closed().await.1, CloseCode::Left);
    party.host.state(|state| state["player_count"] == 1).await;
    let answer = Client::new()
        .claim(&party.room, resume(&party.players[0]))
        .await;
    assert_eq!(answer["code"], "SESSION_EXPIRED");
}

#[tokio::test(start_paused = true)]
async fn a_vote_said_just_before_the_connection_ends_counts() {
    for _ in 0..20 {
        let mut party = Party::of(4).await;
        party.vote().await;
        let vote = json!({"type": "vote", "target": "Ben"});
        party.players[0].say(vote).await;
        party.players[0].lose();
        idle().await;
        party.host.read();
        assert_eq!(party.host.state["votes_submitted"], 1);
        assert_eq!(ana(&party.host.state)["status"], "reconnecting");
    }
}

#[tokio::test(start_paused = true)]
async fn coming_back_in_the_moment_the_seat_is_given_up_is_too_late() {
    for _ in 0..20 {
        let mut party = Party::of(4).await;
        party.question().await;
        party.players[0].lose();
        idle().await;
        pass(seconds(300) - Duration::from_millis(1)).await;
        let mut late = Client::new();
        let answer = late.claim(&party.room, resume(&party.players[0])).await;
        assert_eq!(answer["code"], "SESSION_EXPIRED");
        assert!(late.membership.is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn a_host_who_gives_up_a_seat_goes_on_hosting() {
    let mut party = Party::of(4).await;
    let zoe = json!({"type": "host_join_as_player", "name": "Zoe"});
    party.host.ask(zoe).await;
    party.host.expect("host_join_response").await;
    assert_eq!(
        party.host.ask(json!({"type": "leave"})).await["type"],
        "ack"
    );
    party.host.state(|state| state["player_count"] == 4).await;
    let host_without_a_seat = json!({"name": null, "is_host": true, "is_player": false});
    assert_eq!(party.host.state["you"], host_without_a_seat);
    party.question().await;
}
