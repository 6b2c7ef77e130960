//! People come and go: the ladder, seats taken over and away, rounds called off.

use super::table::{GUEST, NAMES, TV, Table, join, make_host, revoke_host, vote};
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
