//! People come and go: the ladder, seats taken over and away, rounds called off.

use super::table::{
    GUEST, NAMES, TV, Table, join, make_host, remove, remove_by_force, revoke_host, vote,
};
use crate::game::{Command, Phase, Refusal};

#[test]
fn a_lost_phone_is_reconnecting_then_disconnected_then_given_up() {
    let mut table = Table::questioning(4);
    table.does("Ana", Command::Lose);
    for (seconds, status, removable) in [
        (0, "reconnecting", false),
        (29, "reconnecting", false),
        (1, "disconnected", false),
        (29, "disconnected", false),
        (1, "disconnected", true),
        (239, "disconnected", true),
    ] {
        table.wait(seconds);
        let line = table.on_board("Ana");
        assert_eq!(line["status"], status);
        assert_eq!(line["removable"], removable);
        assert_eq!(line["connected"], false);
        assert!(table.game.holds(table.seat("Ana")));
    }
    table.wait(1);
    assert!(!table.game.holds(table.seat("Ana")));
    assert_eq!(table.tries("Ana", Command::Arrive), Err(Refusal::NotInGame));
}

/// Everybody but Dora votes.
fn all_but_dora_vote(table: &mut Table) {
    for (voter, target) in [("Ana", "Ben"), ("Ben", "Ana"), ("Cleo", "Ana")] {
        table.does(voter, vote(target, 1));
    }
}

#[test]
fn a_vote_waits_ten_seconds_for_a_lost_phone_and_no_longer() {
    let mut table = Table::voting(4);
    table.wait(5);
    table.does("Dora", Command::Lose);
    all_but_dora_vote(&mut table);
    table.wait_ms(9_999);
    assert_eq!(table.phase(), Phase::Vote, "it may only be a reload");
    assert_eq!(
        table.board()["timer"]["remaining"],
        46.0,
        "untouched, and in whole seconds"
    );
    table.wait_ms(1);
    assert_eq!(table.phase(), Phase::Reveal);
}

#[test]
fn a_vote_waits_fifteen_seconds_when_half_the_phones_are_lost_at_once() {
    let mut table = Table::voting(4);
    table.does("Ben", Command::Lose);
    table.wait(3);
    table.does("Dora", Command::Lose);
    for (voter, target) in [("Ana", "Ben"), ("Cleo", "Ana")] {
        table.does(voter, vote(target, 1));
    }
    table.wait_ms(11_900);
    assert_eq!(table.phase(), Phase::Vote);
    table.does("Ben", Command::Arrive);
    table.does("Ben", vote("Ana", 1));
    table.wait_ms(3_099);
    assert_eq!(table.phase(), Phase::Vote, "each from when it was lost");
    table.wait_ms(1);
    assert_eq!(table.phase(), Phase::Reveal);
}

#[test]
fn phones_lost_one_after_the_other_are_waited_for_as_one_is() {
    for (apart, waits) in [(3_000, 15), (3_001, 10)] {
        let mut table = Table::voting(4);
        table.does("Ben", Command::Lose);
        table.wait_ms(apart);
        table.does("Dora", Command::Lose);
        let lost_at = table.now;
        for (voter, target) in [("Ana", "Ben"), ("Cleo", "Ana")] {
            table.does(voter, vote(target, 1));
        }
        table.until(Phase::Reveal);
        assert_eq!(table.now - lost_at, waits * 1_000, "{apart}");
    }
}

#[test]
fn whoever_leaves_or_is_removed_is_not_waited_for() {
    let mut table = Table::voting(4);
    table.does("Dora", Command::Lose);
    all_but_dora_vote(&mut table);
    assert_eq!(table.phase(), Phase::Vote);
    table.does("Dora", Command::Leave);
    assert_ne!(table.phase(), Phase::Vote);
}

#[test]
fn a_phone_that_reloads_keeps_its_vote() {
    let mut table = Table::voting(4);
    table.does("Dora", Command::Lose);
    all_but_dora_vote(&mut table);
    table.wait(9);
    table.does("Dora", Command::Arrive);
    table.wait(20);
    assert_eq!(table.phase(), Phase::Vote);
    table.does("Dora", vote("Ben", 2));
    assert_eq!(table.phase(), Phase::Reveal);
}

#[test]
fn the_last_voter_to_leave_ends_the_vote_of_those_who_stay() {
    let mut table = Table::voting(5);
    let (spy, innocents) = (table.spy(), table.innocents());
    table.does(spy, vote(innocents[0], 1));
    for voter in &innocents[..3] {
        table.does(voter, vote(spy, 1));
    }
    assert_eq!(table.phase(), Phase::Vote);
    table.does(innocents[3], Command::Leave);
    assert_eq!(table.phase(), Phase::Reveal);
}

#[test]
fn a_vote_that_nobody_is_left_to_cast_is_ended_by_its_clock() {
    let mut table = Table::voting(4);
    for name in &NAMES[..4] {
        table.does(name, Command::Lose);
    }
    table.wait(59);
    assert_eq!(table.phase(), Phase::Vote);
    table.wait(1);
    assert_eq!(table.phase(), Phase::Reveal);
}

#[test]
fn coming_back_inside_five_minutes_ends_every_timer_of_the_seat() {
    let mut table = Table::questioning(4);
    table.does("Ana", Command::Lose);
    table.wait(299);
    let card = table.sees("Ana")["role_data"].clone();
    table.does("Ana", Command::Arrive);
    assert_eq!(table.sees("Ana")["role_data"], card);
    table.wait(3_600);
    assert!(table.game.holds(table.seat("Ana")));
    let line = table.on_board("Ana");
    assert_eq!(line["status"], "connected");
    assert!(line["disconnect_duration"].is_null());
}

#[test]
fn losing_a_phone_twice_does_not_lengthen_its_time() {
    let mut table = Table::questioning(4);
    table.does("Ana", Command::Lose);
    table.wait(200);
    table.does("Ana", Command::Lose);
    table.wait(100);
    assert!(!table.game.holds(table.seat("Ana")));
}

#[test]
fn in_the_lobby_a_seat_goes_after_five_minutes_or_when_its_player_leaves() {
    let mut table = Table::lobby(4);
    table.does("Ana", Command::Lose);
    table.does("Ben", Command::Leave);
    assert_eq!(table.board()["player_count"], 3);
    table.wait(300);
    assert_eq!(table.board()["player_count"], 2);
    table.does(GUEST, join("Ana"));
}

#[test]
fn in_a_game_a_seat_given_up_stays_on_the_board_and_is_not_dealt_in_again() {
    let mut table = Table::roles(6);
    let leaver = table.innocents()[0];
    table.does(leaver, Command::Leave);
    assert_eq!(table.on_board(leaver)["status"], "disconnected");
    table.until(Phase::Questioning);
    table.until(Phase::Vote);
    table.until(Phase::Scoring);
    table.does(TV, Command::NextRound);
    assert!(!table.dealt_in().contains(&leaver));
    assert_eq!(table.on_board(leaver)["spectating"], true);
}

#[test]
fn one_who_left_has_no_say_and_no_secrets_any_more() {
    let mut table = Table::roles(6);
    table.does(TV, make_host(table.innocents()[0]));
    let leaver = table.innocents()[0];
    table.does(leaver, Command::Leave);
    table.until(Phase::Questioning);
    assert_eq!(
        table.tries(leaver, Command::SkipToVote),
        Err(Refusal::NotHost)
    );
    assert_eq!(
        table.tries(leaver, Command::CallVote),
        Err(Refusal::NotInGame)
    );
    table.does(TV, Command::SkipToVote);
    let target = table.innocents()[1];
    assert_eq!(
        table.tries(leaver, vote(target, 1)),
        Err(Refusal::NotInGame)
    );
    assert_eq!(table.sees(leaver), table.sees(GUEST));
    assert_eq!(table.on_board(leaver)["is_host"], false);
}

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

#[test]
fn host_rights_are_shared_with_players_who_are_there() {
    let mut table = Table::questioning(5);
    assert_eq!(
        table.tries(TV, make_host("Zoe")),
        Err(Refusal::PlayerNotFound)
    );
    let leaver = table.innocents()[0];
    table.does(leaver, Command::Leave);
    assert_eq!(
        table.tries(TV, make_host(leaver)),
        Err(Refusal::PlayerNotFound)
    );
    let other = table.innocents()[1];
    table.does(TV, make_host(other));
    assert_eq!(table.on_board(other)["is_host"], true);
    table.does(other, Command::AdvanceTurn);
    table.does(TV, revoke_host(other));
    assert_eq!(table.on_board(other)["is_host"], false);
    let answer = table.tries(other, Command::AdvanceTurn);
    assert_eq!(answer, Err(Refusal::NotHost));
    let answer = table.tries(other, revoke_host(other));
    assert_eq!(answer, Err(Refusal::NotHost));
}

#[test]
fn without_a_seat_one_cannot_come_go_or_leave() {
    let mut table = Table::lobby(4);
    for command in [Command::Arrive, Command::Lose, Command::Leave] {
        let answer = table.tries(GUEST, command);
        assert_eq!(answer, Err(Refusal::NotInGame));
    }
    assert_eq!(table.tries(TV, Command::Leave), Err(Refusal::NotInGame));
}
