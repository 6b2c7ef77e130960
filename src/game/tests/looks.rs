//! Who has looked at their card: the questions begin when everybody has, and not before 3 s.

use super::table::{NAMES, TV, Table};
use crate::game::{Command, Phase, Refusal};

fn looks(table: &mut Table, names: &[&str]) {
    for name in names {
        table.does(name, Command::Look);
    }
}

#[test]
fn the_questions_begin_when_everybody_has_looked() {
    let mut table = Table::roles(5);
    table.wait(4);
    looks(&mut table, &NAMES[..4]);
    table.does("Ana", Command::Look);
    assert_eq!(table.board()["looked_count"], 4, "each counts once");
    assert_eq!(table.board()["dealt_count"], 5);
    assert_eq!(table.phase(), Phase::Roles);
    looks(&mut table, &NAMES[4..5]);
    assert_eq!(table.phase(), Phase::Questioning);
}

#[test]
fn the_cards_stay_for_three_seconds_however_quick_everybody_is() {
    let mut table = Table::roles(4);
    looks(&mut table, &NAMES[..4]);
    assert_eq!(table.phase(), Phase::Roles);
    table.wait_ms(2_999);
    assert_eq!(table.phase(), Phase::Roles);
    table.wait_ms(1);
    assert_eq!(table.phase(), Phase::Questioning);
}

#[test]
fn whoever_is_away_is_not_waited_for_and_bots_have_looked() {
    let mut table = Table::lobby(4);
    table.does(TV, Command::AddBot);
    let mut table = table.started();
    table.wait(3);
    looks(&mut table, &NAMES[..3]);
    assert_eq!(table.phase(), Phase::Roles);
    table.does("Dora", Command::Lose);
    assert_eq!(table.phase(), Phase::Questioning);
}

#[test]
fn a_table_that_everybody_has_left_keeps_its_cards_to_the_end() {
    let mut table = Table::roles(4);
    for name in &NAMES[..4] {
        table.does(name, Command::Lose);
    }
    table.wait(9);
    assert_eq!(table.phase(), Phase::Roles);
}

#[test]
fn in_a_pause_nobody_looks_and_nothing_goes_on() {
    let mut table = Table::roles(4);
    looks(&mut table, &NAMES[..3]);
    table.does(TV, Command::TogglePause);
    assert_eq!(
        table.tries("Dora", Command::Look),
        Err(Refusal::InvalidPhase)
    );
    table.does(TV, Command::Resume);
    looks(&mut table, &NAMES[3..4]);
    table.does(TV, Command::TogglePause);
    table.wait(60);
    table.does(TV, Command::Resume);
    assert_eq!(table.phase(), Phase::Roles);
    table.wait(3);
    assert_eq!(table.phase(), Phase::Questioning);
}
