//! Whole games on real sockets, from the lobby to the winner and back to the lobby.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::support::{CARDS, Party, Player, TestServer, score, skip};

/// How a round is played.
#[derive(Clone, Copy)]
enum Play {
    /// All vote for the spy; bets go round 1, 2, 3; the spy bets 2 on somebody.
    CatchTheSpy,
    /// All vote for the innocent with the lowest seat, the spy ALL IN: Double Agent.
    DoubleAgent,
    /// The spy names the right place.
    GuessRight,
    /// The spy names another.
    GuessWrong,
    /// Everybody votes for the next: no conviction, then the spy is caught with bets of 1.
    TwoVotes,
}

/// Plays a round that has just been dealt; what everybody should have won comes back.
async fn play(party: &mut Party, how: Play) -> BTreeMap<String, i64> {
    party.phase_after(CARDS, "QUESTIONING").await;
    let (spy, innocent) = (party.spy(), party.innocent());
    party.go_to_vote().await;
    let points = match how {
        Play::CatchTheSpy => catch_the_spy(party, spy, innocent).await,
        Play::DoubleAgent => double_agent(party, spy, innocent).await,
        Play::GuessRight => guess(party, spy, innocent, true).await,
        Play::GuessWrong => guess(party, spy, innocent, false).await,
        Play::TwoVotes => two_votes(party, spy).await,
    };
    party.phase("REVEAL").await;
    party.after_reveal("SCORING").await;
    let names = party.players.iter().map(|player| player.name.clone());
    names.zip(points).collect()
}

/// Points by seat.
type Won = Vec<i64>;

async fn catch_the_spy(party: &mut Party, spy: usize, innocent: usize) -> Won {
    let mut won = Won::new();
    for voter in 0..party.players.len() {
        let bet = u8::try_from(voter % 3 + 1).unwrap();
        if voter == spy {
            party.vote(voter, innocent, 2).await;
            won.push(-1);
        } else {
            party.vote(voter, spy, bet).await;
            won.push(2 * i64::from(bet));
        }
    }
    won
}

async fn double_agent(party: &mut Party, spy: usize, innocent: usize) -> Won {
    let mut won = Won::new();
    for voter in 0..party.players.len() {
        let (target, bet, worth) = match voter {
            _ if voter == spy => (innocent, 3, 8),
            _ if voter == innocent => (spy, 2, 4),
            _ => (innocent, 1, 0),
        };
        party.vote(voter, target, bet).await;
        won.push(worth);
    }
    won
}

/// The votes beside it score all the same.
async fn guess(party: &mut Party, spy: usize, innocent: usize, right: bool) -> Won {
    party.vote(innocent, spy, 3).await;
    let place = party.players[innocent].state["role_data"]["location"].clone();
    let list = party.players[spy].state["location_list"].as_array();
    let mut list = list.unwrap().iter();
    let guess = list.find(|entry| (entry["name"] == place) == right);
    let guess = json!({"type": "spy_guess", "location_id": guess.unwrap()["id"]});
    party.players[spy].accepted(guess).await;
    for voter in (0..party.players.len()).filter(|voter| ![spy, innocent].contains(voter)) {
        party.vote(voter, innocent, 1).await;
    }
    let worth = if right { 6 } else { -4 };
    by_seat(party, |seat| match seat {
        _ if seat == spy => worth,
        _ if seat == innocent => 6,
        _ => 0,
    })
}

async fn two_votes(party: &mut Party, spy: usize) -> Won {
    party.vote_in_a_circle().await;
    party.phase("REVEAL").await;
    assert_eq!(party.host.state["verdict"], "no_conviction");
    party.after_reveal("QUESTIONING").await;
    party.go_to_vote().await;
    party.convict_the_spy().await;
    // The last round counts twice.
    by_seat(party, |seat| if seat == spy { -2 } else { 4 })
}

fn by_seat(party: &Party, worth: impl Fn(usize) -> i64) -> Won {
    (0..party.players.len()).map(worth).collect()
}

#[tokio::test]
async fn a_full_game_of_ten_is_scored_to_the_point_and_can_be_played_again() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 10).await;
    let plays = [
        (Play::CatchTheSpy, "spy_caught"),
        (Play::DoubleAgent, "innocent"),
        (Play::GuessRight, "spy_wins"),
        (Play::GuessWrong, "spy_caught"),
        (Play::TwoVotes, "spy_caught"),
    ];
    let mut totals: BTreeMap<String, i64> = BTreeMap::new();
    let mut places = Vec::new();
    for (number, (how, verdict)) in (1..).zip(plays) {
        party
            .host
            .admin(if number == 1 {
                "start_game"
            } else {
                "next_round"
            })
            .await;
        party.phase("ROLES").await;
        assert_eq!(party.host.state["current_round"], number);
        for (name, worth) in play(&mut party, how).await {
            *totals.entry(name).or_default() += worth;
        }
        for client in party.everybody() {
            let state = &client.state;
            assert_eq!(
                (&state["verdict"], &state["round_number"]),
                (&json!(verdict), &json!(number))
            );
            for (name, total) in &totals {
                assert_eq!(score(state, name), *total, "{name} after round {number}");
                assert_eq!(state["scores"][name], *total);
            }
        }
        places.push(party.host.state["location"]["id"].clone());
    }
    places.sort_by_key(Value::to_string);
    places.dedup();
    assert_eq!(places.len(), 5, "no place comes twice");

    party.host.admin("next_round").await;
    party.phase("END").await;
    assert_end(&party, &totals);
    assert_play_again(&mut party).await;
}

fn assert_end(party: &Party, totals: &BTreeMap<String, i64>) {
    let best = *totals.values().max().unwrap();
    let winners: Vec<_> = totals.iter().filter(|(_, total)| **total == best).collect();
    for client in party.players.iter().chain([&party.host]) {
        let state = &client.state;
        assert_eq!(
            (&state["winner"]["score"], &state["winner"]["is_tie"]),
            (&json!(best), &json!(winners.len() > 1))
        );
        assert!(
            winners
                .iter()
                .any(|(name, _)| state["winner"]["name"] == **name)
        );
        let standings = state["final_standings"].as_array().unwrap();
        assert_eq!(standings.len(), 10);
        assert!(standings.is_sorted_by(|a, b| a["score"].as_i64() >= b["score"].as_i64()));
        for standing in standings {
            assert_eq!(
                standing["score"],
                totals[standing["name"].as_str().unwrap()]
            );
            assert_eq!(
                standing["is_self"],
                standing["name"] == client.name.as_str()
            );
        }
        assert_eq!(state["game_stats"]["rounds_played"], 5);
        assert_eq!(state["game_stats"]["spies_caught"], 3);
    }
}

async fn assert_play_again(party: &mut Party) {
    party.host.admin("play_again").await;
    party.phase("LOBBY").await;
    assert_eq!(party.host.state["connected_count"], 10);
    for player in &party.players {
        assert_eq!(score(&party.host.state, &player.name), 0);
    }
    party.question().await;
    assert_eq!(party.host.state["current_round"], 1);
}

#[tokio::test]
async fn the_tv_runs_the_whole_game_without_playing() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 4).await;
    party.host.configure("num_rounds", json!(2)).await;
    party.question().await;
    let pair = party.host.state["current_turn"].clone();
    party.host.admin("advance_turn").await;
    party
        .host
        .state(|state| state["current_turn"] != pair)
        .await;
    assert_eq!(
        party.host.state["current_turn"]["questioner"],
        pair["answerer"]
    );
    party.host.admin("pause").await;
    party.phase("PAUSED").await;
    party.host.admin("resume").await;
    party.phase("QUESTIONING").await;
    party.go_to_vote().await;
    party.convict_the_spy().await;
    party.phase("REVEAL").await;
    party.after_reveal("SCORING").await;
    party.host.admin("next_round").await;
    party.phase("ROLES").await;
    party.host.admin("end_game").await;
    party.phase("END").await;
    party.host.admin("play_again").await;
    party.phase("LOBBY").await;
    let never_a_player = party
        .host
        .heard
        .iter()
        .all(|text| !text.contains("role_data"));
    assert!(never_a_player && party.host.state["you"]["is_player"] == false);
}

#[tokio::test]
async fn timeouts_alone_carry_a_game_from_round_to_round() {
    let server = TestServer::with(|config| config.timeout_seconds = 3600).await;
    let mut party = Party::of(&server, 4).await;
    party
        .host
        .configure("round_duration_minutes", json!(1))
        .await;
    party.host.admin("start_game").await;
    for round in [1, 2] {
        party.phase("ROLES").await;
        assert_eq!(party.host.state["current_round"], round);
        for (lasts, next) in [
            (10, "QUESTIONING"),
            (60, "VOTE"),
            (60, "REVEAL"),
            (20, "SCORING"),
        ] {
            party.phase_after(Duration::from_secs(lasts), next).await;
        }
        assert_eq!(party.host.state["verdict"], "no_conviction");
        skip(Duration::from_secs(10)).await;
    }
    party.phase("ROLES").await;
}

#[tokio::test]
async fn two_rooms_at_once_never_see_each_other() {
    let server = TestServer::start().await;
    let mut here = Party::of(&server, 4).await;
    let mut there = Party::of(&server, 5).await;
    here.question().await;
    for player in there.everybody() {
        player.accepted(json!({"type": "get_state"})).await;
        player.expect("state").await;
        assert_eq!(player.state["phase"], "LOBBY");
    }
    there.question().await;
    here.go_to_vote().await;
    there.go_to_vote().await;
    here.convict_the_spy().await;
    here.phase("REVEAL").await;
    // Names are taken in one room only, and mean nobody in the other.
    let in_the_other = json!({"type": "vote", "target": there.players[4].name});
    assert_eq!(there.players[0].ask(in_the_other).await["type"], "ack");
    let (here_code, there_code) = (here.room.clone(), there.room.clone());
    for (party, foreign) in [(&mut here, there_code), (&mut there, here_code)] {
        for player in party.everybody() {
            assert!(player.heard.iter().all(|text| !text.contains(&foreign)));
        }
    }
}

#[tokio::test]
async fn a_display_follows_the_game() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 4).await;
    let mut display = Player::arrive(&server).await;
    display
        .accepted(json!({"type": "watch", "room": party.room.to_lowercase()}))
        .await;
    display.phase("LOBBY").await;
    party.question().await;
    display.phase("QUESTIONING").await;
    party.go_to_vote().await;
    display.phase("VOTE").await;
    assert!(display.heard.iter().all(|text| !text.contains("role_data")));
}
