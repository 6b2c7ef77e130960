//! Points over rounds: totals, winners, bets that do not count.

use super::table::{NAMES, TV, Table, guess, vote};
use crate::game::{Command, Phase};

#[test]
fn scores_add_up_over_the_rounds_and_may_be_negative() {
    let mut table = Table::lobby(4).with("points", "classic").started();
    let mut totals = [0; 4];
    for bet in 1..=3 {
        table.until(Phase::Questioning);
        let (spy, innocents) = (table.spy(), table.innocents());
        table.convict(spy, innocents[0], bet);
        let worth = i64::from(bet);
        for (total, name) in totals.iter_mut().zip(NAMES) {
            *total += if name == spy { -worth } else { 2 * worth };
            assert_eq!(table.score(name), *total, "{name}");
            assert_eq!(table.board()["scores"][name], *total);
        }
        table.does(TV, Command::NextRound);
    }
}

#[test]
fn double_agent_the_spy_goes_all_in_on_the_innocent_who_is_convicted() {
    for (betting, worth) in [(true, 10), (false, 0)] {
        let table = Table::lobby(4).with("points", "classic");
        let mut table = table.with("betting", betting).started();
        let (spy, innocents) = (table.spy(), table.innocents());
        let (accused, other) = (innocents[0], innocents[1]);
        table.convict(accused, spy, 3);
        assert_eq!(table.score(spy), worth);
        let right = if betting { 6 } else { 2 };
        assert_eq!(table.score(accused), right, "voted for the spy");
        let wrong = if betting { -3 } else { -1 };
        assert_eq!(table.score(other), wrong);
    }
}

#[test]
fn without_betting_no_bet_is_shown_or_counted() {
    let mut table = Table::lobby(4).with("betting", false).started();
    let (spy, other) = (table.spy(), table.innocents()[0]);
    table.until(Phase::Questioning);
    table.does(TV, Command::SkipToVote);
    table.does(other, vote(spy, 3));
    assert_eq!(table.sees(other)["your_vote"]["confidence"], 1);
    for voter in NAMES[..4].iter().filter(|name| **name != other) {
        table.does(voter, vote(if *voter == spy { other } else { spy }, 2));
    }
    let votes = table.board()["votes"].clone();
    let votes = votes.as_array().unwrap();
    assert!(votes.iter().all(|vote| vote["confidence"] == 1));
    table.until(Phase::Scoring);
    table.does(TV, Command::EndGame);
    assert_eq!(table.board()["game_stats"]["all_ins"], 0);
}

#[test]
fn the_highest_total_wins_and_a_tie_makes_co_winners() {
    let table = Table::lobby(4).with("points", "classic");
    let mut table = table.with("num_rounds", 1).started();
    let (spy, innocents) = (table.spy(), table.innocents());
    table.convict(spy, innocents[0], 2);
    table.wait(10);
    assert_eq!(table.phase(), Phase::End);
    let winner = table.board()["winner"].clone();
    assert_eq!(winner["score"], 4);
    assert_eq!(winner["is_tie"], true);
    assert_eq!(winner["tied_players"], serde_json::json!(innocents));
    let end = table.sees(spy);
    let ranks: Vec<_> = end["standings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| &s["rank"])
        .collect();
    assert_eq!(ranks, [1, 1, 1, 4]);
    assert_eq!(end["final_standings"], end["standings"]);
    assert_eq!(end["standings"][3]["name"], spy);
    assert_eq!(end["standings"][3]["is_self"], true);
    assert_eq!(end["standings"][3]["round_change"], -2);
}

#[test]
fn a_winner_alone_ties_with_nobody() {
    let mut table = Table::lobby(4)
        .with("num_rounds", 1)
        .started()
        .asking()
        .voted_on();
    let (spy, place) = (table.spy(), table.location());
    table.does(spy, guess(place));
    table.until(Phase::End);
    let winner = table.board()["winner"].clone();
    assert_eq!(
        (&winner["name"], &winner["is_tie"]),
        (&spy.into(), &false.into())
    );
    assert_eq!(winner["tied_players"], serde_json::json!([]));
}

#[test]
fn a_round_called_off_changes_no_standing() {
    let mut table = Table::roles(5);
    table.until(Phase::Questioning);
    let (spy, innocents) = (table.spy(), table.innocents());
    table.convict(spy, innocents[0], 1);
    table.does(TV, Command::NextRound);
    let spy = table.spy();
    for name in table.innocents() {
        table.does(name, Command::Lose);
    }
    table.wait(60);
    table.does(spy, Command::Leave);
    assert_eq!(table.phase(), Phase::Scoring, "waits for players");
    let standings = table.sees(TV)["standings"].clone();
    let changes = standings
        .as_array()
        .unwrap()
        .iter()
        .map(|s| &s["round_change"]);
    assert!(changes.clone().all(|change| *change == 0), "{standings}");
}

#[test]
fn a_game_ended_in_mid_round_shows_no_change_for_that_round() {
    let mut table = Table::roles(4);
    table.until(Phase::Questioning);
    let (spy, innocents) = (table.spy(), table.innocents());
    table.convict(spy, innocents[0], 1);
    table.does(TV, Command::NextRound);
    table.does(TV, Command::EndGame);
    assert_eq!(table.sees(TV)["standings"][0]["round_change"], 0);
    assert_eq!(table.sees(TV)["standings"][0]["score"], 2);
}

#[test]
fn the_last_screen_counts_the_game() {
    let mut table = Table::lobby(4).with("num_rounds", 3).started();
    let (spy, innocents) = (table.spy(), table.innocents());
    table.convict(spy, innocents[0], 2);
    table.does(TV, Command::NextRound);
    let (spy, innocents) = (table.spy(), table.innocents());
    table.convict(spy, innocents[0], 3);
    table.does(TV, Command::NextRound);
    let (spy, innocents) = (table.spy(), table.innocents());
    table.convict(innocents[0], spy, 1);
    table.does(TV, Command::NextRound);
    let expected = serde_json::json!({
        "total_rounds": 3,
        "rounds_played": 3,
        "spies_caught": 2,
        "innocents_convicted": 1,
        "votes_cast": 12,
        "all_ins": 4,
        "right_votes": 3 + 3 + 1,
    });
    assert_eq!(table.board()["game_stats"], expected);
}
