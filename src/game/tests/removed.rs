//! Seats without their players: taken over by name, taken away by a host, and who is let back in.

use super::table::{GUEST, TV, Table, join, make_host, remove, remove_by_force, revoke_host};
use crate::game::{Command, Refusal};

#[test]
fn a_lost_seat_is_taken_over_by_name_in_the_lobby_after_ten_seconds() {
    let mut table = Table::lobby(4);
    assert_eq!(table.tries(GUEST, join("ANA")), Err(Refusal::NameTaken));
    let seat = table.seat("Ana");
    table.does("Ana", Command::Lose);
    table.wait_ms(9_999);
    let answer = table.tries(GUEST, join("ana"));
    assert_eq!(answer, Err(Refusal::NameTaken), "it may be a reload");
    table.wait_ms(1);
    table.does(GUEST, join("ana"));
    assert_eq!(table.seat("ana"), seat);
    assert_eq!(table.board()["player_count"], 4);
    table.wait(600);
    assert!(table.game.holds(seat));
}

#[test]
fn host_rights_cannot_be_claimed_and_a_seat_cannot_be_taken_by_its_name() {
    let mut table = Table::lobby(4);
    table.does(TV, make_host("Ana"));
    table.does("Ana", Command::Lose);
    table.wait(200);
    let answer = table.tries(GUEST, join("Ana"));
    assert_eq!(answer, Err(Refusal::NameTaken), "it has host rights");
    table.does("Ana", Command::Arrive);
    table.does(TV, revoke_host("Ana"));
    assert_eq!(table.tries("Ana", Command::Start), Err(Refusal::NotHost));
    assert_eq!(table.tries("Ana", make_host("Ana")), Err(Refusal::NotHost));
    let mut table = table.started();
    table.does("Ben", Command::Lose);
    table.wait(200);
    let answer = table.tries(GUEST, join("Ben"));
    assert_eq!(answer, Err(Refusal::RejoinPending));
    assert_eq!(table.on_board("Ben")["connected"], false);
}

#[test]
fn a_room_has_ten_seats() {
    let mut table = Table::lobby(10);
    assert_eq!(table.tries(GUEST, join("Zoe")), Err(Refusal::GameFull));
    table.does("Jo", Command::Leave);
    table.does(GUEST, join("Zoe"));
}

#[test]
fn the_host_removes_whoever_has_been_gone_for_a_minute() {
    let mut table = Table::questioning(6);
    let name = table.innocents()[0];
    let refusal = Err(Refusal::CannotRemoveConnected);
    assert_eq!(table.tries(TV, remove(name)), refusal);
    table.does(name, Command::Lose);
    table.wait(59);
    assert_eq!(table.tries(TV, remove(name)), refusal);
    table.wait(1);
    table.does(TV, remove(name));
    assert_eq!(table.board()["player_count"], 5);
    assert_eq!(table.tries(name, Command::Arrive), Err(Refusal::NotInGame));
    assert_eq!(table.tries(TV, remove(name)), Err(Refusal::PlayerNotFound));
}

#[test]
fn the_host_removes_anybody_by_force_and_lets_them_back_in() {
    let mut table = Table::questioning(6);
    let name = table.innocents()[0];
    let seat = table.seat(name);
    table.does(TV, make_host(name));
    table.does(TV, remove_by_force(name));
    assert_eq!(table.board()["player_count"], 5);
    assert_eq!(table.tries(name, Command::Arrive), Err(Refusal::NotInGame));
    let upper = name.to_uppercase();
    assert_eq!(
        table.tries(GUEST, join(&upper)),
        Err(Refusal::RejoinPending)
    );
    table.does(TV, Command::Readmit(seat));
    assert_eq!(table.on_board(name)["status"], "connected");
    assert_eq!(table.on_board(name)["is_host"], false);
}

#[test]
fn whoever_was_removed_from_the_lobby_comes_back_by_the_hosts_word_alone() {
    let mut table = Table::lobby(4);
    let seat = table.seat("Ana");
    table.does(TV, remove_by_force("Ana"));
    assert_eq!(table.board()["player_count"], 3);
    for name in ["Ana", "ANA", "A\u{200b}na"] {
        let answer = table.tries(GUEST, join(name));
        assert_eq!(answer, Err(Refusal::RejoinPending), "{name:?}");
    }
    table.does(GUEST, join("Zoe"));
    table.does(GUEST, join("Fay"));
    let table = table.started();
    assert!(!table.dealt_in().contains(&"Ana"));
    let mut table = table.ended();
    table.does(TV, Command::PlayAgain);
    assert_eq!(
        table.tries(GUEST, join("ana")),
        Err(Refusal::RejoinPending),
        "in the next game too"
    );
    table.does(TV, Command::Readmit(seat));
    assert_eq!(table.board()["player_count"], 6);
    let again = table.tries(TV, Command::Readmit(seat));
    assert_eq!(again, Err(Refusal::PlayerNotFound), "they are here");
}

#[test]
fn no_more_are_let_back_in_than_there_are_seats() {
    let mut table = Table::lobby(10);
    let seat = table.seat("Ana");
    table.does(TV, remove_by_force("Ana"));
    table.does(GUEST, join("Zoe"));
    let answer = table.tries(TV, Command::Readmit(seat));
    assert_eq!(answer, Err(Refusal::GameFull));
    table.does(TV, remove_by_force("Zoe"));
    table.does(TV, Command::AddBot);
    table.does(TV, Command::Readmit(seat));
    assert_eq!(table.board()["player_count"], 10);
}

#[test]
fn a_room_remembers_the_last_who_were_removed_not_all_there_ever_were() {
    let mut table = Table::lobby(4);
    for number in 0..40 {
        let name = format!("Guest {number}");
        table.does(GUEST, join(&name));
        table.does(TV, remove_by_force(&name));
    }
    table.does(GUEST, join("Guest 9"));
    let answer = table.tries(GUEST, join("Guest 10"));
    assert_eq!(answer, Err(Refusal::RejoinPending));
}

#[test]
fn a_removed_bot_is_gone_like_any_and_only_in_the_lobby() {
    let mut table = Table::lobby(4);
    table.does(TV, Command::AddBot);
    let refusal = Err(Refusal::CannotRemoveConnected);
    assert_eq!(table.tries(TV, remove("Rita Bot")), refusal);
    table.does(TV, remove_by_force("Rita Bot"));
    assert_eq!(table.board()["player_count"], 4);
    table.does(TV, Command::AddBot);
    let mut table = table.started();
    let refusal = Err(Refusal::InvalidPhase);
    assert_eq!(table.tries(TV, remove_by_force("Rita Bot")), refusal);
}

#[test]
fn somebody_without_a_token_may_ask_for_a_seat_that_has_been_away_for_thirty_seconds() {
    let mut table = Table::questioning(4);
    let refusal = Err(Refusal::GameAlreadyStarted);
    assert_eq!(table.tries(GUEST, join("Ana")), refusal);
    table.does("Ana", Command::Lose);
    table.wait_ms(29_999);
    assert_eq!(table.tries(GUEST, join("Ana")), refusal);
    assert_eq!(table.game.seat_to_rejoin("ana"), None);
    table.wait_ms(1);
    let answer = table.tries(GUEST, join("Ana"));
    assert_eq!(answer, Err(Refusal::RejoinPending));
    assert_eq!(table.game.seat_to_rejoin("ana"), Some(table.seat("Ana")));
}
