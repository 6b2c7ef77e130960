//! Bots: who they are, and what they may do and know.

use std::collections::HashMap;

use serde_json::json;

use super::table::{GUEST, NAMES, TV, Table, join, make_host, remove, vote};
use crate::game::command::Actor;
use crate::game::stage::Stage;
use crate::game::tick::{MINUTE, SECOND, Tick};
use crate::game::{Command, Game, Packs, Phase, Refusal, Settings, Verdict};

impl Table {
    /// Names on the board whose seats bots have.
    pub(super) fn bots(&self) -> Vec<String> {
        let board = self.board();
        let players = board["players"].as_array().unwrap().iter();
        let bots = players.filter(|player| player["is_bot"] == true);
        bots.map(|bot| bot["name"].as_str().unwrap().to_owned())
            .collect()
    }

    fn with_bots(mut self, bots: usize) -> Self {
        for _ in 0..bots {
            self.does(TV, Command::AddBot);
        }
        self
    }

    pub(super) fn of_seed(seed: u8, people: usize) -> Self {
        let mut table = Self::seeded(seed, Packs::shipped(), Settings::default());
        for name in &NAMES[..people] {
            table.does(GUEST, join(name));
        }
        table
    }
}

#[test]
fn a_host_adds_and_removes_bots_in_the_lobby_alone() {
    let mut table = Table::lobby(1).with_bots(3);
    let bots = table.bots();
    assert_eq!(bots.len(), 3);
    assert_eq!(table.on_board("Ana")["is_bot"], false);
    assert_eq!(table.board()["can_start"], true);
    table.does(TV, Command::RemoveBot(Some(bots[0].to_lowercase())));
    table.does(TV, Command::RemoveBot(None));
    assert_eq!(table.bots(), [bots[1].clone()]);
    let nobody = Command::RemoveBot(Some("Ana".to_owned()));
    assert_eq!(table.tries(TV, nobody), Err(Refusal::PlayerNotFound));
    table.does(TV, Command::RemoveBot(None));
    let none_left = table.tries(TV, Command::RemoveBot(None));
    assert_eq!(none_left, Err(Refusal::PlayerNotFound));

    let mut table = Table::lobby(1).with_bots(3).started();
    for command in [
        Command::AddBot,
        Command::RemoveBot(None),
        Command::PlayWithBots,
    ] {
        let answer = table.tries(TV, command.clone());
        assert_eq!(answer, Err(Refusal::InvalidPhase), "{command:?}");
        assert_eq!(table.tries("Ana", command), Err(Refusal::NotHost));
    }
}

#[test]
fn bots_take_free_names_and_make_room_for_people() {
    let mut table = Table::lobby(0);
    table.does(GUEST, join("RITA BOT"));
    let mut table = table.with_bots(9);
    assert!(!table.bots().contains(&"Rita Bot".to_owned()));
    assert_eq!(table.tries(TV, Command::AddBot), Err(Refusal::GameFull));
    let taken = table.tries(GUEST, join(&table.bots()[0]));
    assert_eq!(taken, Err(Refusal::NameTaken));
    for (index, name) in NAMES[..9].iter().enumerate() {
        table.does(GUEST, join(name));
        assert_eq!(table.bots().len(), 8 - index);
    }
    assert_eq!(table.tries(GUEST, join("Zoe")), Err(Refusal::GameFull));
}

#[test]
fn a_bot_is_nobodys_and_hosts_nothing() {
    let mut table = Table::lobby(3).with_bots(1);
    let bot = table.bots().remove(0);
    assert_eq!(
        table.tries(TV, make_host(&bot)),
        Err(Refusal::PlayerNotFound)
    );
    assert!(table.tries(TV, remove(&bot)).is_err());
    let mut table = table.started().asking();
    for command in [Command::CallVote, Command::Leave, Command::Lose] {
        let answer = table.tries(&bot, command);
        assert_eq!(answer, Err(Refusal::NotInGame));
    }
    for who in [TV, "Ana", "Ben", "Cleo"] {
        table.does(who, Command::Lose);
    }
    table.wait(10);
    assert_eq!(table.phase(), Phase::Paused, "a bot does not host");
    let before = json!(table.game);
    table.wait(200);
    assert_eq!(before["round"], json!(table.game)["round"], "nor act now");
}

#[test]
fn bots_vote_by_the_rules_between_three_and_twelve_seconds() {
    for seed in 0..40 {
        let mut table = Table::of_seed(seed, 2)
            .with_bots(4)
            .started()
            .asking()
            .voted_on();
        let began = table.now;
        while table.phase() == Phase::Vote && table.ballots() < 4 {
            let due = table.game.deadline().unwrap();
            let before = table.ballots();
            table.wait_ms(due - table.now);
            let after = table.now - began;
            let has_acted = table.phase() == Phase::Reveal || table.ballots() == before + 1;
            assert!(has_acted, "seed {seed}");
            assert!((3 * SECOND..=12 * SECOND).contains(&after), "{after}");
        }
        if table.phase() == Phase::Vote {
            table.wait(10);
            assert_eq!(table.phase(), Phase::Vote, "people are waited for");
            let others: Vec<&str> = vec!["Ben", "Ana"];
            for (who, target) in NAMES.into_iter().zip(others) {
                table.does(who, vote(target, 1));
            }
        }
        assert_eq!(table.phase(), Phase::Reveal, "and bots for nobody else");
    }
}

#[test]
fn when_bots_act_does_not_depend_on_who_is_the_spy() {
    for seed in 0..20 {
        let mut table = Table::of_seed(seed, 0)
            .with_bots(5)
            .started()
            .asking()
            .voted_on();
        let due = table.game.deadline();
        let hands = &mut table.round_mut().deal.hands;
        let cards: Vec<_> = hands.iter().map(|(_, card)| *card).collect();
        for (hand, card) in hands.iter_mut().zip(cards.iter().cycle().skip(1)) {
            hand.1 = *card;
        }
        assert_eq!(table.game.deadline(), due);
        let mut play = table.game.stage.in_play().unwrap().clone();
        play.plans.clear();
        table.game.plan_for_bots(&mut play);
        table.game.stage = Stage::Round(Box::new(play));
        assert!(table.game.deadline() < Some(table.now + 13 * SECOND));
    }
}

#[test]
fn two_people_question_each_other_and_are_left_alone() {
    let mut table = Table::lobby(2).with_bots(4).started().asking();
    for _ in 0..20 {
        let turn = table.board()["current_turn"].clone();
        for role in ["questioner", "answerer"] {
            assert!(["Ana", "Ben"].contains(&turn[role]["name"].as_str().unwrap()));
        }
        table.does(TV, Command::AdvanceTurn);
    }
    let left = Tick::from(7_u32) * MINUTE;
    let due = table.now + left;
    assert_eq!(table.game.deadline(), Some(due), "bots do not interrupt");
}

#[test]
fn questions_go_round_by_themselves_where_nobody_can_talk() {
    for people in 0..=1 {
        let mut table = Table::lobby(people).with_bots(5).started().asking();
        let began = table.now;
        let mut turns = Vec::new();
        while table.phase() == Phase::Questioning {
            let turn = table.board()["current_turn"].clone();
            if turns.last() != Some(&turn) {
                turns.push(turn);
            }
            let due = table.game.deadline().unwrap();
            table.wait_ms(due - table.now);
        }
        let seconds = (table.now - began) / SECOND;
        let expected = [20..=30, 40..=50][people].clone();
        assert!(expected.contains(&seconds), "{seconds} s");
        assert_eq!(turns.len() as u64, 1 + (table.now - began) / (6 * SECOND));
        let caller = table.board()["vote_caller"].as_str().unwrap().to_owned();
        assert!(table.bots().contains(&caller));
    }
}

#[test]
fn a_pause_stops_bots_and_they_go_on_with_what_was_left() {
    let mut table = Table::lobby(0).with_bots(5).started().asking().voted_on();
    let left = table.game.deadline().unwrap() - table.now;
    table.does(TV, Command::TogglePause);
    table.wait(1_000);
    assert_eq!(table.board()["votes_submitted"], 0);
    table.does(TV, Command::Resume);
    assert_eq!(table.game.deadline(), Some(table.now + left));
}

#[test]
fn a_game_saved_before_there_were_bots_is_read() {
    let mut old = json!(Table::roles(4).game);
    let fields = old.as_object_mut().unwrap();
    assert!(fields.remove("settings_before_demo").is_some());
    for seat in fields["seats"].as_array_mut().unwrap() {
        assert!(seat.as_object_mut().unwrap().remove("is_bot").is_some());
    }
    let game: Game = serde_json::from_value(old).unwrap();
    assert!(game.seats.iter().all(|seat| !seat.is_bot));
}

#[test]
fn a_game_with_a_bot_in_it_is_not_remembered() {
    for bots in 0..=1 {
        let mut table = Table::lobby(4).with_bots(bots).started();
        table.until(Phase::Scoring);
        assert_eq!(table.game.report().is_none(), bots == 1);
        table.does(TV, Command::EndGame);
        assert_eq!(table.game.report().is_none(), bots == 1);
    }
}

/// How often each happened in 256 votes of bots alone.
fn votes_of_bots(is_last: bool) -> HashMap<&'static str, u32> {
    let mut counts = HashMap::new();
    let mut count = |what, is_so: bool| *counts.entry(what).or_insert(0) += u32::from(is_so);
    for seed in 0..=u8::MAX {
        let mut table = Table::of_seed(seed, 0).with_bots(5).started().asking();
        table.does(TV, Command::SkipToVote);
        if is_last {
            table.round_mut().time_left = 0;
        }
        table.until(Phase::Reveal);
        let spy = table.round().spy().unwrap();
        let vote = table.game.stage.vote().unwrap();
        count("guesses", vote.guess.is_some());
        count(
            "right guesses",
            vote.guess().is_some_and(|guess| guess.correct),
        );
        for ballot in vote.ballots.iter().filter(|b| b.voter != spy) {
            count("votes", true);
            count("right votes", ballot.target == spy);
            count("all ins", ballot.confidence == 3);
        }
        let verdict = table.game.stage.outcome().unwrap().verdict;
        count("caught", verdict == Verdict::SpyCaught);
    }
    counts
}

#[test]
fn bots_are_right_more_often_than_chance_and_not_always() {
    let counts = votes_of_bots(false);
    // 45 % of 1024 votes; chance would be 25 %.
    assert_eq!(counts["votes"], 1_024);
    assert!((380..=540).contains(&counts["right votes"]), "{counts:?}");
    // 15 % of them.
    assert!((100..=210).contains(&counts["all ins"]), "{counts:?}");
    assert!((64..192).contains(&counts["caught"]), "{counts:?}");
}

#[test]
fn a_spy_among_bots_guesses_in_the_last_vote_if_at_all() {
    assert_eq!(votes_of_bots(false)["guesses"], 0);
    let counts = votes_of_bots(true);
    assert!((55..=115).contains(&counts["guesses"]), "{counts:?}");
    let right = counts["right guesses"] * 100 / counts["guesses"];
    assert!((15..=55).contains(&right), "{counts:?}");
}

#[test]
fn no_connection_speaks_for_a_bot() {
    let mut table = Table::lobby(0).with_bots(5).started().asking().voted_on();
    let bots = table.bots();
    let seat = table.seat(&bots[0]);
    let answer = table
        .game
        .apply(table.now, Actor::Seat(seat), vote(&bots[1], 3));
    assert_eq!(answer, Err(Refusal::NotInGame));
}
