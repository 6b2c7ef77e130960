//! What arrives late, on a connection that its phone has given up for a newer one, takes nothing from the newer one.

use serde_json::json;

use super::client::{Client, join};
use super::{Party, idle};
use crate::protocol::MessageId;
use crate::room::{Claim, ReplyTo};

#[tokio::test(start_paused = true)]
async fn a_join_that_arrives_late_does_not_take_the_seat_from_the_newer_connection() {
    let party = Party::of(1).await;
    let mut older = Client::new();
    let mut newer = Client::new();
    let message = || ReplyTo {
        received: "join".to_owned(),
        id: MessageId::parse("the-join-of-zoe-s-phone"),
    };
    let answer = newer.claim_as(&party.room, join("Zoe"), Some(message()));
    assert_eq!(answer.await["type"], "ack");
    newer.take_token().await;
    let answer = older.claim_as(&party.room, join("Zoe"), Some(message()));
    assert_eq!(answer.await["code"], "NAME_TAKEN");
    let heartbeat = json!({"type": "heartbeat"});
    assert_eq!(newer.ask(heartbeat).await["type"], "ack");
    let token = newer.token.clone().unwrap();
    newer.lose();
    Client::resume(&party.room, &token).await;
}

#[tokio::test(start_paused = true)]
async fn a_join_whose_answer_was_lost_gets_the_same_seat_on_a_newer_connection() {
    let party = Party::of(1).await;
    let message = || ReplyTo {
        received: "join".to_owned(),
        id: MessageId::parse("the-join-of-zoe-s-phone"),
    };
    let mut older = Client::new();
    older
        .claim_as(&party.room, join("Zoe"), Some(message()))
        .await;
    let mut newer = Client::new();
    let answer = newer.claim_as(&party.room, join("Zoe"), Some(message()));
    assert_eq!(answer.await["type"], "ack");
    assert_eq!(older.closed().await.0, "session_replaced");
    assert_eq!(party.room.summary().await.unwrap().player_count, 2);
}

#[tokio::test(start_paused = true)]
async fn a_resume_that_arrives_late_does_not_take_over_from_the_newer_connection() {
    let mut party = Party::of(1).await;
    let token = party.players[0].token.clone().unwrap();
    party.players[0].lose();
    let mut older = Client::new();
    let mut newer = Client::resume(&party.room, &token).await;
    let attached = party.room.attach(
        older.id,
        older.outbox.clone(),
        Claim::Resume(token.clone()),
        None,
        None,
    );
    assert!(attached.await.unwrap().is_none());
    assert_eq!(older.closed().await.0, "session_replaced");
    idle().await;
    newer.token = Some(token);
    let answer = newer.ask(json!({"type": "get_state"})).await;
    assert_eq!(answer["type"], "ack");
}
