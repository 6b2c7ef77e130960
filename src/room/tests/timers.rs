//! Deadlines: every phase ends on time for everybody, pauses stop the clocks, and who comes back knows
//! what is left.

use serde_json::json;
use tokio::time::Instant;

use super::client::Client;
use super::{Party, pass, seconds};

#[tokio::test(start_paused = true)]
async fn a_timeout_and_the_next_round_reach_everybody_at_once() {
    let mut party = Party::of(4).await;
    let display = Client::watch(&party.room).await;
    party.players.push(display);
    party.admin("start_game").await;
    let mut began = Instant::now();
    // With the spy and the place, since the time is up.
    let reveal_of_four_votes = 13_500;
    for (phase, lasts) in [
        ("ROLES", 10_000),
        ("QUESTIONING", 420_000),
        ("VOTE", 60_000),
        ("REVEAL", reveal_of_four_votes),
        ("SCORING", 10_000),
        ("ROLES", 10_000),
        ("QUESTIONING", 420_000),
    ] {
        for client in party.everybody() {
            client.phase(phase).await;
            assert_eq!(began.elapsed(), seconds(0), "{phase}");
            let total = (f64::from(lasts) / 1000.0).ceil();
            let timer = &client.state["timer"];
            assert_eq!(
                (&timer["remaining"], &timer["total"]),
                (&json!(total), &json!(total))
            );
        }
        began += std::time::Duration::from_millis(u64::try_from(lasts).unwrap());
    }
    assert_eq!(party.host.state["current_round"], 2);
}

#[tokio::test(start_paused = true)]
async fn who_comes_back_in_mid_phase_gets_what_is_left() {
    let mut party = Party::of(4).await;
    let come_back = |left: f64| (seconds(1), left);
    party.admin("start_game").await;
    for (phase, (away, left)) in [
        ("ROLES", come_back(9.0)),
        ("QUESTIONING", come_back(419.0)),
        ("VOTE", come_back(59.0)),
        ("REVEAL", come_back(13.0)),
        ("SCORING", come_back(9.0)),
    ] {
        party.phase(phase).await;
        party.players[0].lose();
        pass(away).await;
        let token = party.players[0].token.clone().unwrap();
        party.players[0] = Client::resume(&party.room, &token).await;
        let state = &party.players[0].state;
        assert_eq!(
            (&state["phase"], &state["timer"]["remaining"]),
            (&json!(phase), &json!(left))
        );
    }
}

#[tokio::test(start_paused = true)]
async fn pause_stops_the_clocks_and_resume_starts_them() {
    let mut party = Party::of(4).await;
    party.vote().await;
    pass(seconds(20)).await;
    party.admin("pause").await;
    party.phase("PAUSED").await;
    let paused_for_an_hour = pass(seconds(3600));
    paused_for_an_hour.await;
    let get_state = json!({"type": "get_state"});
    party.players[0].ask(get_state).await;
    let state = party.players[0].expect("state").await;
    assert_eq!(state["phase"], "PAUSED");
    assert_eq!(state["timer"]["remaining"], 40.0);

    party.admin("resume").await;
    let resumed_at = Instant::now();
    party.phase("VOTE").await;
    party.phase("REVEAL").await;
    assert_eq!(resumed_at.elapsed(), seconds(40));
}

#[tokio::test(start_paused = true)]
async fn a_reveal_ends_and_without_a_conviction_the_questions_go_on() {
    let mut party = Party::of(4).await;
    party.question().await;
    pass(seconds(100)).await;
    let call = json!({"type": "call_vote"});
    assert_eq!(party.players[1].ask(call.clone()).await["type"], "ack");
    party.phase("VOTE").await;
    assert_eq!(party.players[0].state["vote_caller"], "Ben");
    assert_eq!(
        party.players[0].refused(call.clone()).await,
        "INVALID_PHASE"
    );
    party.phase("REVEAL").await;
    assert_eq!(party.players[0].state["verdict"], "no_conviction");
    assert_eq!(party.players[0].state.get("actual_spy"), None);
    party.phase("QUESTIONING").await;
    assert_eq!(party.players[0].state["timer"]["remaining"], 320.0);
    assert_eq!(party.players[1].refused(call).await, "VOTE_ALREADY_CALLED");
}

#[tokio::test(start_paused = true)]
async fn the_end_leads_to_a_new_game_with_the_same_people() {
    let mut party = Party::of(4).await;
    let one_round = json!({"type": "configure", "field": "num_rounds", "value": 1});
    party.host.ask(one_round).await;
    for game in 0..2 {
        party.vote().await;
        party.convict_the_spy().await;
        party.phase("REVEAL").await;
        party.phase("SCORING").await;
        party.phase("END").await;
        assert_eq!(
            party.host.state["game_stats"]["spies_caught"], 1,
            "game {game}"
        );
        assert_eq!(party.admin("play_again").await["type"], "ack");
        party.phase("LOBBY").await;
        assert_eq!(party.host.state["connected_count"], 4);
        let scores = party.host.state["players"].as_array().unwrap();
        assert!(scores.iter().all(|player| player["score"] == 0));
    }
}
