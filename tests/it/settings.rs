//! A room's settings: every one can be changed, everybody sees it, and a bad value changes nothing.

use serde_json::{Value, json};

use super::support::{Party, TestServer};

#[tokio::test]
async fn every_setting_reaches_everybody() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 1).await;
    for (field, value) in [
        ("round_duration_minutes", json!(30)),
        ("num_rounds", json!(1)),
        ("vote_duration_seconds", json!(15)),
        ("role_display_seconds", json!(30)),
        ("location_pack", json!("classic")),
        ("conviction", json!("unanimous")),
        ("betting", json!(false)),
        ("spy_guess", json!("anytime")),
        ("points", json!("classic")),
        ("last_word", json!(true)),
        ("double_last_round", json!(true)),
    ] {
        party.host.configure(field, value.clone()).await;
        for player in party.everybody() {
            player.state(|state| state["config"][field] == value).await;
        }
    }
}

#[tokio::test]
async fn one_bad_setting_leaves_the_others_alone() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 4).await;
    party.host.configure("num_rounds", json!(3)).await;
    party.host.configure("betting", json!(false)).await;
    let is_set = |state: &Value| state["config"]["betting"] == false;
    let before = party.host.state(is_set).await.clone();
    for (field, value) in [
        ("num_rounds", json!(21)),
        ("num_rounds", json!("3")),
        ("round_duration_minutes", json!(0)),
        ("vote_duration_seconds", json!(1e9)),
        ("role_display_seconds", json!(null)),
        ("location_pack", json!(["classic"])),
        ("spy_guess", json!(1)),
        ("betting", json!(0)),
        ("points", json!("custom")),
        ("last_word", json!("yes")),
        ("", json!(1)),
    ] {
        let configure = json!({"type": "configure", "field": field, "value": value});
        party.host.refused(configure).await;
    }
    party.host.accepted(json!({"type": "get_state"})).await;
    let after = party.host.expect("state").await;
    assert_eq!(after["config"], before["config"]);
    assert_eq!(after["seq"], before["seq"]);
}
