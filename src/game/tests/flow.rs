//! From phase to phase: what each lasts, and what ends it.

use std::collections::HashSet;

use super::table::{GUEST, NAMES, TV, Table, guess, join, make_host, vote};
use crate::game::tick::SECOND;
use crate::game::{Command, Packs, Phase, Settings};

/// A table that reveals the conviction of the spy.
fn spy_convicted() -> Table {
    let mut table = Table::voting(4);
    let (spy, other) = (table.spy(), table.innocents()[0]);
    table.all_accuse(spy, other, 1);
    table
}

#[test]
fn a_phase_ends_when_its_time_is_up_and_not_before() {
    let mut table = Table::roles(4);
    for (phase, name, seconds, next) in [
        (Phase::Roles, "role_display", 10, Phase::Questioning),
        (Phase::Questioning, "round", 7 * 60, Phase::Vote),
        (Phase::Vote, "vote", 60, Phase::Reveal),
    ] {
        assert_eq!(table.phase(), phase);
        let timer = &table.board()["timer"];
        assert_eq!(timer["name"], name);
        assert_eq!(timer["total"], seconds as f64);
        assert_eq!(timer["remaining"], timer["total"]);
        table.wait_ms(seconds * SECOND - 1);
        assert_eq!(table.phase(), phase);
        table.wait_ms(1);
        assert_eq!(table.phase(), next);
    }
}

#[test]
fn the_host_sets_how_long_cards_questions_and_votes_last() {
    let table = Table::lobby(4)
        .with("role_display_seconds", 30)
        .with("round_duration_minutes", 1)
        .with("vote_duration_seconds", 15);
    let table = table.started();
    assert_eq!(table.seconds_left(), Some(30.0));
    let table = table.asking();
    assert_eq!(table.seconds_left(), Some(60.0));
    assert_eq!(table.voted_on().seconds_left(), Some(15.0));
}

#[test]
fn reveal_always_ends() {
    for players in [4, 10] {
        let mut table = Table::voting(players);
        table.wait(60);
        assert_eq!(table.phase(), Phase::Reveal);
        assert!((8.0..=12.0).contains(&table.seconds_left().unwrap()));
        table.wait(12);
        assert_eq!(table.phase(), Phase::Questioning);
    }
}

#[test]
fn scoring_lasts_ten_seconds_and_the_next_round_follows() {
    let mut table = spy_convicted();
    table.until(Phase::Scoring);
    assert_eq!(table.board()["scoring_timer"], 10.0);
    assert_eq!(table.board()["current_round"], 1);
    table.wait(10);
    assert_eq!(table.phase(), Phase::Roles);
    assert_eq!(table.board()["current_round"], 2);
}

#[test]
fn the_host_need_not_wait_for_the_next_round() {
    let mut table = spy_convicted();
    table.until(Phase::Scoring);
    table.does(TV, Command::NextRound);
    assert_eq!(table.phase(), Phase::Roles);
}

#[test]
fn after_the_last_round_the_game_ends_and_stays_ended() {
    let mut table = Table::lobby(4).with("num_rounds", 2).started();
    for round in 1..=2 {
        table.until(Phase::Questioning);
        assert_eq!(table.board()["current_round"], round);
        table.does(TV, Command::SkipToVote);
        let (spy, other) = (table.spy(), table.innocents()[0]);
        table.all_accuse(spy, other, 1);
        table.until(Phase::Scoring);
        table.wait(10);
    }
    assert_eq!(table.phase(), Phase::End);
    assert_eq!(table.board().get("timer"), None);
    assert_eq!(table.game.deadline(), None);
    assert_eq!(table.board()["game_stats"]["rounds_played"], 2);
    assert_eq!(table.board()["game_stats"]["spies_caught"], 2);
}

#[test]
fn end_game_makes_the_present_totals_final() {
    let mut table = spy_convicted();
    table.until(Phase::Scoring);
    table.does(TV, Command::NextRound);
    table.until(Phase::Questioning);
    table.does(TV, Command::SkipToVote);
    let before = NAMES[..4].iter().map(|n| table.score(n));
    let before: Vec<i64> = before.collect();
    let (spy, place) = (table.spy(), table.location());
    table.does(spy, guess(place));
    table.until(Phase::Reveal);
    table.does(TV, Command::TogglePause);
    table.does(TV, Command::EndGame);
    assert_eq!(table.phase(), Phase::End);
    let after: Vec<i64> = NAMES[..4].iter().map(|n| table.score(n)).collect();
    assert_eq!(after, before, "the running round does not count");
    assert_eq!(
        table.board()["actual_spy"],
        spy,
        "but everybody learns who its spy was"
    );
}

#[test]
fn the_end_leads_to_a_new_game_with_the_same_people() {
    let mut table = spy_convicted();
    table.until(Phase::Scoring);
    table.does(TV, Command::EndGame);
    table.does(TV, Command::PlayAgain);
    assert_eq!(table.phase(), Phase::Lobby);
    assert_eq!(table.board()["player_count"], 4);
    assert_eq!(table.board()["current_round"], 0);
    assert!(NAMES[..4].iter().all(|name| table.score(name) == 0));
    table.does(TV, Command::Start);
    assert_eq!(table.board()["current_round"], 1);
    assert_eq!(table.dealt_in().len(), 4);
    table.does(TV, Command::EndGame);
    assert_eq!(
        table.phase(),
        Phase::Lobby,
        "nothing is over without a finished round"
    );
    assert_eq!(table.board()["current_round"], 0);
}

#[test]
fn a_new_game_has_room_for_others_where_players_have_left() {
    let mut table = spy_convicted();
    table.does("Ana", Command::Leave);
    table.until(Phase::Scoring);
    table.does(TV, Command::EndGame);
    assert_eq!(table.board()["player_count"], 4);
    table.does(TV, Command::PlayAgain);
    assert_eq!(table.board()["player_count"], 3);
}

#[test]
fn the_host_screen_runs_the_whole_game_without_playing() {
    let mut table = Table::lobby(4).with("num_rounds", 2).started();
    table.until(Phase::Questioning);
    table.does(TV, Command::AdvanceTurn);
    table.does(TV, Command::TogglePause);
    table.does(TV, Command::Resume);
    table.does(TV, Command::SkipToVote);
    table.until(Phase::Reveal);
    assert_eq!(table.sees(TV)["you"]["is_player"], false);
    assert_eq!(table.sees(TV)["you"]["is_host"], true);
    table.until(Phase::Questioning);
    table.until(Phase::Vote);
    table.until(Phase::Scoring);
    table.does(TV, Command::NextRound);
    table.does(TV, Command::EndGame);
    table.does(TV, Command::PlayAgain);
    assert_eq!(table.phase(), Phase::Lobby);
}

#[test]
fn reloading_the_tv_changes_nothing() {
    let mut table = Table::roles(4);
    for phase in [Phase::Roles, Phase::Questioning, Phase::Vote, Phase::Reveal] {
        table.until(phase);
        let before = (table.sees(TV), table.sees("Ana"));
        table.does(TV, Command::Lose);
        table.does(TV, Command::Arrive);
        assert_eq!((table.sees(TV), table.sees("Ana")), before, "{phase:?}");
    }
}

#[test]
fn a_player_with_host_rights_runs_the_game_too() {
    let mut table = Table::lobby(4);
    table.does(TV, join("Zoe"));
    table.does("Zoe", make_host("Ben"));
    table.does("Zoe", Command::Start);
    table.until(Phase::Questioning);
    table.does("Ben", Command::SkipToVote);
    table.does("Zoe", vote("Ana", 1));
    assert_eq!(table.sees("Zoe")["you"]["is_player"], true);
}

#[test]
fn locations_do_not_come_again_until_all_have_been() {
    let mut table = Table::lobby(4).with("num_rounds", 6);
    let first = play_through(&mut table);
    let second = play_through(&mut table);
    assert_eq!((first.len(), second.len()), (6, 6));
    assert!(first.is_disjoint(&second));
}

#[test]
fn another_pack_begins_afresh() {
    let mut small = (**Packs::shipped().get("classic").unwrap()).clone();
    small.id = "small".to_owned();
    small.locations.truncate(4);
    for seed in 0..8 {
        let mut packs = Packs::shipped();
        packs.insert(small.clone());
        let mut table = Table::seeded(seed, packs, Settings::default());
        for name in &NAMES[..4] {
            table.does(GUEST, join(name));
        }
        let mut table = table.with("num_rounds", 4);
        play_through(&mut table);
        let mut table = table.with("location_pack", "small");
        assert_eq!(play_through(&mut table).len(), 4);
    }
}

/// Plays a game from lobby to lobby and returns the locations of its rounds.
fn play_through(table: &mut Table) -> HashSet<String> {
    let mut seen = HashSet::new();
    table.does(TV, Command::Start);
    while table.phase() != Phase::End {
        seen.insert(table.location());
        table.until(Phase::Questioning);
        table.does(TV, Command::SkipToVote);
        let (spy, place) = (table.spy(), table.another_location());
        table.does(spy, guess(place));
        table.until(Phase::Scoring);
        table.does(TV, Command::NextRound);
    }
    table.does(TV, Command::PlayAgain);
    seen
}
