//! The vote: who may, what convicts, and how it ends.

use super::table::{NAMES, TV, Table, guess, vote};
use crate::game::{Command, Phase, Refusal};

#[test]
fn a_vote_needs_a_suspect_in_the_round_and_a_bet_from_one_to_three() {
    let mut table = Table::voting(4);
    for (target, bet, refusal) in [
        ("", 1, Refusal::NoTargetSelected),
        ("  ", 1, Refusal::NoTargetSelected),
        ("Ana", 1, Refusal::InvalidTarget),
        ("aNA", 1, Refusal::InvalidTarget),
        ("Nobody", 1, Refusal::InvalidTarget),
        ("Ben", 0, Refusal::InvalidConfidence),
        ("Ben", 4, Refusal::InvalidConfidence),
    ] {
        assert_eq!(table.tries("Ana", vote(target, bet)), Err(refusal));
    }
    assert_eq!(table.sees("Ana")["has_voted"], false);
    table.does("Ana", vote("BEN", 3));
    assert_eq!(table.sees("Ana")["your_vote"]["target"], "Ben");
}

#[test]
fn a_vote_is_final() {
    let mut table = Table::voting(4);
    table.does("Ana", vote("Ben", 1));
    let again = table.tries("Ana", vote("Cleo", 3));
    assert_eq!(again, Err(Refusal::AlreadyVoted));
    assert_eq!(table.sees("Ana")["your_vote"]["target"], "Ben");
}

#[test]
fn each_player_calls_one_vote_a_round() {
    let mut table = Table::questioning(4);
    table.does("Ana", Command::CallVote);
    assert_eq!(table.board()["vote_caller"], "Ana");
    let second = table.tries("Ben", Command::CallVote);
    assert_eq!(second, Err(Refusal::InvalidPhase), "it already is the vote");
    table.until(Phase::Questioning);
    assert_eq!(table.sees("Ana")["can_call_vote"], false);
    let again = table.tries("Ana", Command::CallVote);
    assert_eq!(again, Err(Refusal::VoteAlreadyCalled));
    assert_eq!(table.sees("Ben")["can_call_vote"], true);
    table.does("Ben", Command::CallVote);
    table.until(Phase::Questioning);
    table.does(TV, Command::SkipToVote);
    assert!(table.board()["vote_caller"].is_null());
}

#[test]
fn only_who_has_locked_in_is_known_while_the_vote_runs() {
    let mut table = Table::voting(4);
    table.does("Ana", vote("Ben", 3));
    let board = table.board();
    assert_eq!(
        (&board["votes_submitted"], &board["total_voters"]),
        (&1.into(), &4.into())
    );
    assert_eq!(table.on_board("Ana")["has_voted"], true);
    assert_eq!(table.on_board("Ben")["has_voted"], false);
}

#[test]
fn the_last_ballot_ends_the_vote() {
    let mut table = Table::voting(4);
    for (voter, target) in [("Ana", "Ben"), ("Ben", "Ana"), ("Cleo", "Ana")] {
        table.does(voter, vote(target, 1));
        assert_eq!(table.phase(), Phase::Vote);
    }
    table.does("Dora", vote("Ben", 1));
    assert_eq!(table.phase(), Phase::Reveal);
}

#[test]
fn no_conviction_with_time_left_goes_on_with_the_time_that_was_left() {
    let mut table = Table::questioning(4);
    table.wait(100);
    table.does("Ana", Command::CallVote);
    table.wait(60);
    let reveal = table.board();
    assert_eq!(reveal["verdict"], "no_conviction");
    assert_eq!(reveal["vote_results"]["abstentions"], 4);
    assert!(reveal.get("actual_spy").is_none());
    table.until(Phase::Questioning);
    assert_eq!(table.seconds_left(), Some(320.0));
    assert_eq!(table.board()["timer"]["total"], 420.0);
    assert_eq!(table.board()["current_round"], 1);
    assert!(NAMES[..4].iter().all(|name| table.score(name) == 0));
}

#[test]
fn a_vote_after_no_conviction_starts_afresh() {
    let mut table = Table::voting(4);
    assert_eq!(table.board()["vote_number"], 1);
    table.does("Ana", vote("Ben", 1));
    table.does("Ben", vote("Ana", 1));
    table.until(Phase::Questioning);
    assert_eq!(table.board()["current_round"], 1);
    table.does(TV, Command::SkipToVote);
    assert_eq!(table.board()["current_round"], 1);
    assert_eq!(table.board()["votes_submitted"], 0);
    assert_eq!(table.board()["vote_number"], 2);
    table.does("Ana", vote("Cleo", 2));
}

#[test]
fn no_conviction_and_no_time_left_lets_the_spy_get_away() {
    let mut table = Table::questioning(4);
    table.wait(420);
    assert_eq!(table.phase(), Phase::Vote);
    let spy = table.spy();
    table.wait(60);
    assert_eq!(table.board()["verdict"], "no_conviction");
    assert_eq!(table.board()["actual_spy"], spy, "the round is over");
    table.until(Phase::Scoring);
    let board = table.board();
    assert_eq!(board["actual_spy"], spy);
    assert_eq!(board["spy_caught"], false);
    assert_eq!(board["round_scores"][spy]["outcome"], "got_away");
    for name in &NAMES[..4] {
        assert_eq!(
            table.score(name),
            if *name == spy { 3 } else { 0 },
            "{name}"
        );
    }
}

#[test]
fn an_innocent_convicted_ends_the_round_and_with_it_its_secrets() {
    let mut table = Table::voting(4);
    let (spy, accused, place) = (table.spy(), table.innocents()[0], table.location());
    table.all_accuse(accused, spy, 1);
    let reveal = table.board();
    assert_eq!(reveal["verdict"], "innocent");
    assert_eq!(reveal["convicted"], accused);
    assert_eq!(reveal["vote_results"]["is_unanimous"], true);
    assert_eq!(reveal["actual_spy"], spy);
    assert_eq!(reveal["location"]["id"], place);
    assert_eq!(reveal["spy_caught"], false);
    assert_eq!(reveal["round_scores"][spy]["outcome"], "spy_bluffed");
    table.until(Phase::Scoring);
    assert_eq!(table.board()["actual_spy"], spy);
    assert_eq!(table.board()["convicted"], accused);
}

#[test]
fn the_spy_convicted_is_shown_at_once() {
    let mut table = Table::voting(4);
    let (spy, place) = (table.spy(), table.location());
    table.all_accuse(spy, table.innocents()[0], 1);
    let reveal = table.board();
    assert_eq!(reveal["verdict"], "spy_caught");
    assert_eq!(reveal["convicted"], spy);
    assert_eq!(reveal["actual_spy"], spy);
    assert_eq!(reveal["spy_caught"], true);
    assert!(reveal.get("location").is_none(), "the spy has a last word");
    table.until(Phase::Scoring);
    assert_eq!(table.board()["location"]["id"], place);
}

#[test]
fn the_spys_guess_is_accepted_and_judged() {
    for (right, verdict, worth) in [(true, "spy_wins", 6), (false, "spy_caught", -4)] {
        let mut table = Table::voting(4);
        let (spy, other) = (table.spy(), table.innocents()[0]);
        table.does(other, vote(spy, 3));
        let place = if right {
            table.location()
        } else {
            table.another_location()
        };
        table.does(spy, guess(&place));
        assert_eq!(
            table.phase(),
            Phase::Vote,
            "it is sealed, and the vote goes on"
        );
        assert_eq!(table.on_board(spy)["has_voted"], true, "as anybody's");
        assert_eq!(table.board()["votes_submitted"], 2);
        assert_eq!(table.sees(spy)["your_guess"], place);
        assert_eq!(
            table.tries(spy, guess(&place)),
            Err(Refusal::SpyAlreadyActed)
        );
        assert_eq!(table.tries(spy, vote(other, 1)), Err(Refusal::AlreadyVoted));
        table.until(Phase::Reveal);
        let reveal = table.board();
        let votes = reveal["votes"].as_array().unwrap().iter();
        let spys = votes.clone().find(|vote| vote["voter"] == spy).unwrap();
        assert!(spys["target"].is_null() && spys["confidence"].is_null());
        assert_eq!(spys["abstained"], false);
        assert_eq!(votes.filter(|vote| vote["abstained"] == true).count(), 2);
        assert_eq!(reveal["verdict"], verdict);
        assert_eq!(reveal["spy_guess"]["location_id"], place);
        assert_eq!(reveal["spy_guess"]["correct"], right);
        let named = &reveal["spy_guess"]["location"];
        assert!(named.is_string(), "a screen has no list to look it up in");
        assert_eq!(*named == reveal["location"]["name"], right);
        assert_eq!(reveal["actual_spy"], spy);
        assert_eq!(reveal["spy_caught"], !right);
        table.until(Phase::Scoring);
        assert_eq!(table.score(spy), worth);
        assert_eq!(table.score(other), 6, "votes score all the same");
    }
}

#[test]
fn a_guess_convicts_nobody() {
    let mut table = Table::voting(4);
    let (spy, innocents) = (table.spy(), table.innocents());
    table.does(innocents[0], vote(innocents[1], 3));
    table.does(spy, guess(table.location()));
    table.until(Phase::Reveal);
    assert!(table.board()["convicted"].is_null());
    assert!(table.board()["vote_results"]["convicted"].is_null());
    table.until(Phase::Scoring);
    assert!(table.board()["convicted"].is_null());
}

#[test]
fn a_guess_is_for_the_spy_and_instead_of_a_vote() {
    let mut table = Table::voting(4);
    let (spy, other, place) = (table.spy(), table.innocents()[0], table.location());
    assert_eq!(table.tries(other, guess(&place)), Err(Refusal::NotSpy));
    assert_eq!(
        table.tries(spy, guess("atlantis")),
        Err(Refusal::InvalidLocation)
    );
    assert_eq!(table.sees(spy)["can_guess_location"], true);
    table.does(spy, vote(other, 1));
    assert_eq!(table.sees(spy)["can_guess_location"], false);
    assert_eq!(
        table.tries(spy, guess(&place)),
        Err(Refusal::SpyAlreadyActed)
    );
}

#[test]
fn a_guess_during_the_questions_stops_the_clock() {
    let table = Table::lobby(10).with("spy_guess", "anytime");
    let mut table = table.started().asking();
    table.does(table.spy(), guess(table.location()));
    assert_eq!(table.phase(), Phase::Reveal);
    assert_eq!(table.board()["votes"], serde_json::json!([]));
    assert_eq!(
        table.seconds_left(),
        Some(8.0),
        "there are no votes to flip"
    );
    table.until(Phase::Scoring);
}

/// The verdict of five players when Ana gets so many votes, and the next one a vote of Ana's.
fn verdict(conviction: &str, votes: usize) -> bool {
    let mut table = Table::lobby(5).with("conviction", conviction).started();
    table.until(Phase::Questioning);
    table.does(TV, Command::SkipToVote);
    for voter in &NAMES[1..=votes] {
        table.does(voter, vote("Ana", 1));
    }
    table.until(Phase::Reveal);
    table.board()["convicted"] == "Ana"
}

#[test]
fn a_vote_can_convict_without_the_vote_of_the_accused() {
    for (conviction, needs) in [("plurality", 1), ("majority", 3), ("unanimous", 4)] {
        assert!(!verdict(conviction, needs - 1), "{conviction}");
        assert!(verdict(conviction, needs), "{conviction}");
    }
}

#[test]
fn a_tie_convicts_nobody() {
    let mut table = Table::voting(4);
    for (voter, target) in [
        ("Ana", "Ben"),
        ("Ben", "Ana"),
        ("Cleo", "Ana"),
        ("Dora", "Ben"),
    ] {
        table.does(voter, vote(target, 1));
    }
    let results = &table.board()["vote_results"];
    assert_eq!(results["is_tie"], true);
    assert_eq!(results["max_votes"], 2);
    assert!(results["convicted"].is_null());
    assert_eq!(table.board()["verdict"], "no_conviction");
}

#[test]
fn the_vote_of_one_who_left_does_not_stand_for_a_dissenter() {
    let mut table = Table::lobby(5).with("conviction", "unanimous").started();
    table.until(Phase::Questioning);
    table.does(TV, Command::SkipToVote);
    let (spy, innocents) = (table.spy(), table.innocents());
    let [accused, leaver, dissenter, loyal] = innocents[..] else {
        panic!("five players")
    };
    table.does(leaver, vote(accused, 1));
    table.does(leaver, Command::Leave);
    table.does(dissenter, vote(spy, 1));
    table.does(loyal, vote(accused, 1));
    table.does(spy, vote(accused, 1));
    table.does(accused, vote(spy, 1));
    assert_eq!(table.board()["verdict"], "no_conviction");
}
