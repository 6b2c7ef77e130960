//! Seats that empty in mid-round: who is dealt in, and when a round or the game cannot go on.

use serde_json::{Value, json};

use super::client::{Client, join};
use super::{NAMES, Party, idle, pass, seconds};
use crate::protocol::{MessageId, SessionToken};
use crate::room::{ReplyTo, RoomHandle};

async fn leave(client: &mut Client) {
    assert_eq!(client.ask(json!({"type": "leave"})).await["type"], "ack");
}

/// Names of everybody dealt into the running round.
fn dealt_in(state: &Value) -> Vec<&str> {
    let players = state["players"].as_array().unwrap().iter();
    players
        .filter(|player| player["spectating"] == false)
        .map(|player| player["name"].as_str().unwrap())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn in_the_lobby_the_name_of_a_lost_seat_is_enough_and_of_a_connected_one_is_not() {
    let mut party = Party::of(2).await;
    let answer = Client::new().claim(&party.room, join("ana")).await;
    assert_eq!(answer["code"], "NAME_TAKEN");
    party.players[0].lose();
    pass(seconds(200)).await;
    let back = Client::join(&party.room, "ana").await;
    assert_eq!(back.state["player_count"], 2);
    assert_eq!(back.state["players"][0]["name"], "ana");
}

/// A `join` as the page says it: under an id that is the same whenever it is said again.
async fn join_as(room: &RoomHandle, name: &str, id: &str) -> (Client, Value) {
    let mut client = Client::new();
    let reply_to = Some(ReplyTo {
        received: "join".to_owned(),
        id: MessageId::parse(id),
    });
    let answer = client.claim_as(room, join(name), reply_to).await;
    (client, answer)
}

const ID: &str = "6f1d0c2b9a8e7f60";

#[tokio::test(start_paused = true)]
async fn a_join_whose_answer_was_lost_gets_the_same_seat_under_a_new_token() {
    let mut party = Party::of(4).await;
    let (mut first, _) = join_as(&party.room, "Zoe", ID).await;
    let unheard = first.expect("join_success").await["session_token"].clone();
    party.question().await;

    let (mut again, answer) = join_as(&party.room, "Zoe", ID).await;
    assert_eq!(answer["type"], "ack", "{answer}");
    let token = again.expect("join_success").await["session_token"].clone();
    assert_ne!(token, unheard);
    let state = again.expect("state").await;
    assert_eq!(state["you"]["name"], "Zoe");
    assert_eq!(state["player_count"], 5);
    assert!(state["role_data"].is_object(), "the card is still there");
    first.expect("session_replaced").await;
    let token = SessionToken::parse(token.as_str().unwrap()).unwrap();
    assert_eq!(
        Client::resume(&party.room, &token).await.state["you"]["name"],
        "Zoe"
    );
}

#[tokio::test(start_paused = true)]
async fn a_join_is_not_repeated_by_another_name_by_a_short_id_or_after_a_word_from_its_owner() {
    let party = Party::of(1).await;
    let (mut zoe, _) = join_as(&party.room, "Zoe", ID).await;
    let (_, other) = join_as(&party.room, NAMES[0], ID).await;
    assert_eq!(other["code"], "NAME_TAKEN", "another name");

    join_as(&party.room, "Yan", "1").await;
    let (_, short) = join_as(&party.room, "Yan", "1").await;
    assert_eq!(short["code"], "NAME_TAKEN", "a short id");

    zoe.ask(json!({"type": "get_state"})).await;
    let (_, late) = join_as(&party.room, "Zoe", ID).await;
    assert_eq!(late["code"], "NAME_TAKEN", "the answer has come");
}

#[tokio::test(start_paused = true)]
async fn without_the_spy_the_round_is_called_off_and_the_next_one_starts() {
    for leaves in [true, false] {
        let mut party = Party::of(5).await;
        party.question().await;
        let spy = party.spy();
        let mut gone = party.players.remove(spy);
        match leaves {
            true => leave(&mut gone).await,
            false => {
                gone.lose();
                pass(seconds(299)).await;
                party.host.read();
                assert_eq!(
                    party.host.state["current_round"], 1,
                    "the spy may be back yet"
                );
                pass(seconds(1)).await;
            }
        }
        party.phase("ROLES").await;
        let state = &party.host.state;
        assert_eq!(state["current_round"], 1, "it is dealt again");
        assert_eq!(state["called_off"], "spy_left");
        assert!(!dealt_in(state).contains(&NAMES[spy]));
        let players = state["players"].as_array().unwrap();
        assert_eq!(players.len(), 5, "the seat stays on the board");
        assert!(players.iter().all(|player| player["score"] == 0));
    }
}

#[tokio::test(start_paused = true)]
async fn with_fewer_than_three_left_the_round_is_called_off_and_the_game_ends() {
    let mut party = Party::of(4).await;
    party.question().await;
    for _ in 0..2 {
        assert_eq!(party.host.state["phase"], "QUESTIONING");
        let innocent = (0..party.players.len()).find(|player| *player != party.spy());
        leave(&mut party.players.remove(innocent.unwrap())).await;
        idle().await;
        party.host.read();
    }
    party.phase("END").await;
    assert_eq!(party.host.state["called_off"], "too_few_players");
}

#[tokio::test(start_paused = true)]
async fn who_is_back_after_the_deal_waits_for_the_next_round() {
    let mut party = Party::of(5).await;
    party.players[0].lose();
    pass(seconds(31)).await;
    party.admin("start_game").await;
    let token = party.players[0].token.clone().unwrap();
    party.players[0] = Client::resume(&party.room, &token).await;
    assert_eq!(party.players[0].state["phase"], "ROLES");
    assert_eq!(dealt_in(&party.players[0].state), NAMES[1..5]);
    party.players[0].phase("QUESTIONING").await;
    assert_eq!(party.players[0].state.get("role_data"), None);
    let call = json!({"type": "call_vote"});
    assert_eq!(party.players[0].refused(call).await, "NOT_IN_GAME");
    party.admin("skip_to_vote").await;
    party.phase("VOTE").await;
    // A vote for nobody in particular, so that the round goes on to its end by the clock.
    party.admin("end_game").await;
    party.admin("play_again").await;
    party.host.phase("LOBBY").await;
    party.admin("start_game").await;
    party.players[0].phase("ROLES").await;
    assert_eq!(dealt_in(&party.players[0].state), NAMES[..5]);
}

#[tokio::test(start_paused = true)]
async fn the_last_connected_voter_who_is_lost_ends_the_vote_of_the_others() {
    let mut party = Party::of(4).await;
    party.vote().await;
    for voter in 0..3 {
        party.players[voter].vote(NAMES[(voter + 1) % 3]).await;
    }
    idle().await;
    party.host.read();
    assert_eq!(party.host.state["phase"], "VOTE");
    party.players[3].lose();
    party.host.phase("REVEAL").await;
    let votes = party.host.state["votes"].as_array().unwrap();
    let abstained = votes.iter().filter(|vote| vote["abstained"] == true);
    assert_eq!(abstained.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn nobody_is_here_and_the_vote_still_ends_by_its_clock() {
    let mut party = Party::of(4).await;
    party.vote().await;
    for player in &mut party.players {
        player.lose();
    }
    pass(seconds(59)).await;
    party.host.read();
    assert_eq!(party.host.state["phase"], "VOTE");
    party.host.phase("REVEAL").await;
    assert_eq!(party.host.state["verdict"], "no_conviction");
}
