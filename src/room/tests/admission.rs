//! Who has been turned away once may ask again, on the same connection and at once.

use serde_json::json;

use super::client::{Client, join};
use super::{Party, idle};
use crate::room::Claim;

#[tokio::test(start_paused = true)]
async fn a_refused_claim_does_not_end_the_one_that_follows_it() {
    let party = Party::of(4).await;
    let mut guest = Client::new();
    let refused = guest.claim(&party.room, join("Ana")).await;
    assert_eq!(refused["code"], "NAME_TAKEN");
    let accepted = guest.claim(&party.room, join("Zoe")).await;
    assert_eq!(accepted["type"], "ack");
    idle().await;
    let answer = guest.ask(json!({"type": "get_state"})).await;
    assert_eq!(answer["type"], "ack");
    let state = guest.state(|state| state["player_count"] == 5).await;
    assert_eq!(state["connected_count"], 5);
}

#[tokio::test(start_paused = true)]
async fn a_display_that_comes_changes_nothing_for_the_others() {
    let mut party = Party::of(4).await;
    idle().await;
    let _ = party.host.ask(json!({"type": "get_state"})).await;
    let seq = party.host.expect("state").await["seq"].clone();
    let mut display = Client::new();
    display.claim(&party.room, Claim::Watch).await;
    let shown = display.expect("state").await["seq"].clone();
    assert_eq!(shown, seq);
    let answer = party.host.ask(json!({"type": "get_state"})).await;
    assert_eq!(answer["type"], "ack");
    assert_eq!(party.host.expect("state").await["seq"], seq);
}

#[tokio::test(start_paused = true)]
async fn a_room_has_twenty_displays_and_a_display_that_goes_makes_room() {
    let party = Party::of(0).await;
    let mut displays = Vec::new();
    for _ in 0..20 {
        displays.push(Client::watch(&party.room).await);
    }
    let mut one_more = Client::new();
    let refused = one_more.claim(&party.room, Claim::Watch).await;
    assert_eq!(refused["code"], "CONNECTION_LIMIT");
    assert!(one_more.membership.is_none());
    // Players and hosts are not displays.
    Client::join(&party.room, "Ana").await;
    Client::resume(&party.room, &party.host_token).await;
    displays.pop().unwrap().lose();
    idle().await;
    Client::watch(&party.room).await;
}
