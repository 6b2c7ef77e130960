//! What is remembered of a game, and what it adds to a leaderboard.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::table::{TV, Table, guess, remove, vote};
use crate::game::{Command, GameReport, Phase, PlayerLine};

fn report(table: &Table) -> GameReport {
    table.game.report().expect("a round is over")
}

fn line(table: &Table, name: &str) -> PlayerLine {
    let lines = report(table).lines();
    let line = lines.into_iter().find(|line| line.name == name);
    line.unwrap_or_else(|| panic!("no line of {name}"))
}

/// The report's line about a player.
fn player(table: &Table, name: &str) -> Value {
    let report = json!(report(table));
    let mut players = report["players"].as_array().unwrap().iter();
    let player = players.find(|player| player["name"] == name).cloned();
    player.unwrap_or_else(|| panic!("{name} is not in the report"))
}

/// The name of the location with that id.
fn place(table: &Table, id: &str) -> String {
    let index = table.game.pack.index_of(id).unwrap();
    table.game.pack.locations[index].name.clone()
}

#[test]
fn a_game_is_worth_remembering_from_its_first_scores_on() {
    let mut table = Table::roles(4);
    let (spy, innocents) = (table.spy(), table.innocents());
    for phase in [Phase::Questioning, Phase::Vote] {
        table.until(phase);
        assert_eq!(table.game.report(), None, "{phase:?}");
    }
    table.all_accuse(spy, innocents[0], 1);
    assert_eq!(table.phase(), Phase::Reveal);
    assert_eq!(table.game.report(), None);
    table.until(Phase::Scoring);
    assert_eq!(report(&table).rounds.len(), 1);
    table.does(TV, Command::NextRound);
    assert_eq!(
        report(&table).rounds.len(),
        1,
        "the running round is not told"
    );
    table.does(TV, Command::EndGame);
    assert_eq!(report(&table).rounds.len(), 1);
    table.does(TV, Command::PlayAgain);
    assert_eq!(table.game.report(), None);
}

#[test]
fn a_round_vote_by_vote() {
    let mut table = Table::lobby(5).with("points", "classic").started();
    let (spy, innocents, location) = (table.spy(), table.innocents(), table.location());
    let (accused, silent) = (innocents[0], innocents[3]);
    table.until(Phase::Questioning);
    table.does(TV, Command::SkipToVote);
    table.does(spy, vote(accused, 3));
    table.does(innocents[1], vote(accused, 2));
    table.does(accused, vote(spy, 3));
    table.does(innocents[2], vote(accused, 1));
    table.until(Phase::Scoring);
    let report = json!(report(&table));
    let round = &report["rounds"][0];
    assert_eq!(round["location"], place(&table, &location));
    assert_eq!(round["location_id"], location);
    assert_eq!((&round["spy"], &round["number"]), (&spy.into(), &1.into()));
    assert_eq!(
        (&round["verdict"], &round["convicted"]),
        (&"innocent".into(), &accused.into())
    );
    assert_eq!(
        (&round["guess"], &round["double_agent"]),
        (&Value::Null, &true.into())
    );
    assert_eq!(round["abstained"], json!([silent]));
    let vote = |voter, target, bet, right: Option<bool>, points| {
        json!({
            "voter": voter, "target": target, "bet": bet, "right": right, "points": points,
        })
    };
    let expected = json!([
        vote(spy, accused, 3, None, 10),
        vote(innocents[1], accused, 2, Some(false), -2),
        vote(accused, spy, 3, Some(true), 6),
        vote(innocents[2], accused, 1, Some(false), -1),
    ]);
    assert_eq!(round["votes"], expected);
    let points = round["points"].as_array().unwrap();
    assert_eq!(points.len(), 5);
    let spys = json!({ "name": spy, "points": 10, "outcome": "double_agent" });
    assert!(points.contains(&spys), "{points:?}");
}

#[test]
fn a_guess_is_told_with_the_votes_beside_it() {
    for correct in [true, false] {
        let mut table = Table::voting(4);
        let (spy, innocents) = (table.spy(), table.innocents());
        let named = if correct {
            table.location()
        } else {
            table.another_location()
        };
        table.does(innocents[0], vote(spy, 3));
        table.does(spy, guess(named.clone()));
        table.until(Phase::Scoring);
        let told = json!(report(&table))["rounds"][0].clone();
        let expected = json!({
            "location": place(&table, &named), "location_id": named, "correct": correct,
        });
        assert_eq!(told["guess"], expected);
        assert!(told["convicted"].is_null());
        let abstained = told["abstained"].as_array().unwrap();
        assert_eq!(abstained.len(), 2, "the spy has guessed instead of voting");
        assert_eq!(told["votes"][0]["points"], 6);
        assert_eq!(told["votes"][0]["right"], true);
        assert_eq!(line(&table, spy).spy_wins, u32::from(correct));
        assert_eq!(line(&table, innocents[0]).bets, [(0, 0), (0, 0), (1, 1)]);
    }
}

#[test]
fn the_best_come_first_and_share_the_victory() {
    let mut table = Table::lobby(4).with("num_rounds", 1).started();
    let (spy, innocents) = (table.spy(), table.innocents());
    table.convict(spy, innocents[0], 2);
    assert!(!report(&table).is_complete);
    assert!(
        report(&table)
            .players
            .iter()
            .all(|player| !player.is_winner),
        "not over yet"
    );
    table.until(Phase::End);
    let report = report(&table);
    assert!(report.is_complete);
    let names: Vec<_> = report
        .players
        .iter()
        .map(|player| player.name.as_str())
        .collect();
    assert_eq!(names, [innocents, vec![spy]].concat());
    let winners: Vec<_> = report
        .players
        .iter()
        .map(|player| player.is_winner)
        .collect();
    assert_eq!(winners, [true, true, true, false]);
    assert_eq!(
        json!(report)["pack"],
        json!({ "id": "classic", "name": "Classic", "version": table.game.pack.version })
    );
    assert_eq!(report.settings.num_rounds, 1);
}

#[test]
fn a_line_adds_up_the_rounds() {
    let mut table = Table::lobby(4).with("num_rounds", 3).started();
    let mut bets = HashMap::from(["Ana", "Ben", "Cleo", "Dora"].map(|name| (name, [(0, 0); 3])));
    let mut spy_rounds: HashMap<&str, u32> = HashMap::new();
    for bet in 1..=3 {
        let (spy, innocents) = (table.spy(), table.innocents());
        *spy_rounds.entry(spy).or_default() += 1;
        for name in &innocents {
            let right = u32::from(*name == innocents[0]);
            bets.get_mut(name).unwrap()[usize::from(bet) - 1] = (1, right);
        }
        table.convict(innocents[0], spy, bet);
        table.does(TV, Command::NextRound);
    }
    assert_eq!(table.phase(), Phase::End);
    for (name, bets) in bets {
        let line = line(&table, name);
        assert_eq!(line.bets, bets, "{name}");
        let rounds = spy_rounds.get(name).copied().unwrap_or(0);
        assert_eq!((line.spy_rounds, line.spy_wins), (rounds, rounds));
        assert_eq!(i64::from(line.points), table.score(name));
        assert_eq!(line.name_key, name.to_lowercase());
        assert_eq!(line.won, player(&table, name)["is_winner"]);
    }
}

#[test]
fn a_spy_who_gets_away_has_won() {
    let mut table = Table::questioning(4);
    let spy = table.spy();
    table.until(Phase::Scoring);
    let round = json!(report(&table))["rounds"][0].clone();
    assert_eq!(round["verdict"], "no_conviction");
    assert_eq!(round["abstained"].as_array().unwrap().len(), 4);
    assert_eq!(
        (line(&table, spy).spy_rounds, line(&table, spy).spy_wins),
        (1, 1)
    );
}

#[test]
fn whoever_was_taken_off_the_board_is_remembered_but_does_not_win() {
    let mut table = Table::roles(6);
    let (spy, gone) = (table.spy(), table.innocents()[0]);
    table.convict(spy, gone, 3);
    table.does(gone, Command::Lose);
    table.does(TV, Command::TogglePause);
    table.wait(60);
    table.does(TV, remove(gone));
    table.does(TV, Command::EndGame);
    assert_eq!(player(&table, gone)["is_winner"], false);
    let winner = table.board()["winner"]["name"].clone();
    assert_eq!(player(&table, winner.as_str().unwrap())["is_winner"], true);
    assert_eq!(report(&table).lines().len(), 6);
}

#[test]
fn a_report_can_be_written_down_and_read_again() {
    let mut table = Table::voting(4);
    let (spy, location) = (table.spy(), table.location());
    table.does(spy, guess(location));
    table.until(Phase::Scoring);
    let report = report(&table);
    let written = serde_json::to_string(&report).unwrap();
    let read: GameReport = serde_json::from_str(&written).unwrap();
    assert_eq!(read, report);
}
