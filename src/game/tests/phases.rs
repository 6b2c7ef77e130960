//! Which command is refused in which phase, and every other refusal a game can give.

use std::sync::Arc;

use super::table::{GUEST, TV, Table, guess, join, make_host, remove, set, vote};
use crate::game::Refusal::{self, InvalidPhase};
use crate::game::{Command, Game, HouseRules, Packs, Phase, PlayerName, Settings};

const ALL: [Phase; 8] = [
    Phase::Lobby,
    Phase::Roles,
    Phase::Questioning,
    Phase::Vote,
    Phase::Reveal,
    Phase::Scoring,
    Phase::End,
    Phase::Paused,
];

/// A table of four in that phase; paused in the questions, where most would be allowed.
fn table_in(phase: Phase) -> Table {
    match phase {
        Phase::Lobby => Table::lobby(4),
        Phase::Roles => Table::roles(4),
        Phase::Questioning => Table::questioning(4),
        Phase::Vote => Table::voting(4),
        Phase::Reveal | Phase::Scoring => {
            let mut table = Table::voting(4);
            let (spy, other) = (table.spy(), table.innocents()[0]);
            table.all_accuse(spy, other, 1);
            table.until(phase);
            table
        }
        Phase::End => Table::roles(4).ended(),
        Phase::Paused => {
            let mut table = Table::questioning(4);
            table.does(TV, Command::TogglePause);
            table
        }
    }
}

/// The command is accepted in the phases of `allowed` and refused as `refusal` in all others,
/// where it changes nothing.
fn only_in(allowed: &[Phase], refusal: Refusal, who: &str, command: &Command) {
    for phase in ALL {
        let mut table = table_in(phase);
        assert_eq!(table.phase(), phase);
        let before = table.sees(who);
        let answer = table.tries(who, command.clone());
        if allowed.contains(&phase) {
            assert_eq!(answer, Ok(()), "{command:?} in {phase:?}");
        } else {
            assert_eq!(answer, Err(refusal), "{command:?} in {phase:?}");
            assert_eq!(table.sees(who), before, "{command:?} in {phase:?}");
        }
    }
}

#[test]
fn a_command_in_the_wrong_phase_is_refused_and_changes_nothing() {
    use Phase::{End, Lobby, Paused, Questioning, Reveal, Roles, Scoring, Vote};
    let running = [Roles, Questioning, Vote, Reveal, Scoring, Paused];
    only_in(&[Lobby], InvalidPhase, TV, &Command::Start);
    only_in(&[Lobby], InvalidPhase, TV, &Command::AddBot);
    only_in(&[Lobby], InvalidPhase, TV, &Command::PlayWithBots);
    only_in(&[Questioning], InvalidPhase, TV, &Command::AdvanceTurn);
    only_in(&[Questioning], InvalidPhase, TV, &Command::SkipToVote);
    only_in(&[Questioning], InvalidPhase, "Ana", &Command::CallVote);
    only_in(&[Vote], InvalidPhase, "Ana", &vote("Ben", 1));
    only_in(&[Scoring], InvalidPhase, TV, &Command::NextRound);
    only_in(&[Roles], InvalidPhase, "Ana", &Command::Look);
    only_in(&[Paused], InvalidPhase, TV, &Command::Resume);
    only_in(&ALL, InvalidPhase, TV, &Command::TogglePause);
    only_in(&running, InvalidPhase, TV, &Command::EndGame);
    only_in(&[End], InvalidPhase, TV, &Command::PlayAgain);
    only_in(&ALL, InvalidPhase, TV, &make_host("Ben"));
}

#[test]
fn settings_are_for_the_lobby() {
    let refusal = Refusal::ConfigGameStarted;
    only_in(&[Phase::Lobby], refusal, TV, &set("num_rounds", 3));
}

#[test]
fn the_spy_guesses_in_the_vote_and_with_anytime_also_during_the_questions() {
    for (setting, may) in [("vote", false), ("anytime", true)] {
        let mut table = Table::lobby(4).with("spy_guess", setting).started();
        let (spy, place) = (table.spy(), table.location());
        assert_eq!(table.tries(spy, guess(&place)), Err(InvalidPhase));
        table.until(Phase::Questioning);
        table.does(TV, Command::TogglePause);
        assert_eq!(table.tries(spy, guess(&place)), Err(InvalidPhase));
        table.does(TV, Command::Resume);
        assert_eq!(table.tries(spy, guess(&place)).is_ok(), may);
        if !may {
            table.does(TV, Command::SkipToVote);
            table.does(spy, guess(&place));
        }
        table.until(Phase::Reveal);
        assert_eq!(table.tries(spy, guess(&place)), Err(InvalidPhase));
    }
}

#[test]
fn newcomers_wait_for_the_lobby() {
    for phase in ALL {
        let expected = match phase {
            Phase::Lobby => Ok(()),
            Phase::End => Err(Refusal::GameEnded),
            _ => Err(Refusal::GameAlreadyStarted),
        };
        assert_eq!(table_in(phase).tries(GUEST, join("Zoe")), expected);
    }
}

#[test]
fn hosts_commands_are_for_hosts() {
    let commands = [
        set("num_rounds", 3),
        Command::Start,
        Command::AdvanceTurn,
        Command::SkipToVote,
        Command::NextRound,
        Command::TogglePause,
        Command::Resume,
        Command::EndGame,
        Command::PlayAgain,
        remove("Ben"),
        make_host("Ana"),
        Command::AddBot,
        Command::RemoveBot(None),
        Command::PlayWithBots,
    ];
    for phase in ALL {
        let mut table = table_in(phase);
        for command in &commands {
            for who in ["Ana", GUEST] {
                let answer = table.tries(who, command.clone());
                assert_eq!(answer, Err(Refusal::NotHost), "{who}: {command:?}");
            }
        }
    }
}

#[test]
fn only_those_dealt_in_play_the_round() {
    let mut table = Table::lobby(5);
    table.does("Emil", Command::Lose);
    table.wait(31);
    let mut table = table.started().asking();
    table.does("Emil", Command::Arrive);
    for who in ["Emil", TV, GUEST] {
        let answer = table.tries(who, Command::CallVote);
        assert_eq!(answer, Err(Refusal::NotInGame), "{who}");
    }
    let place = table.location();
    table.does(TV, Command::SkipToVote);
    for who in ["Emil", TV, GUEST] {
        assert_eq!(table.tries(who, vote("Ana", 1)), Err(Refusal::NotInGame));
        assert_eq!(table.tries(who, guess(&place)), Err(Refusal::NotInGame));
    }
    assert_eq!(
        table.tries("Ana", vote("Emil", 1)),
        Err(Refusal::InvalidTarget)
    );
}

#[test]
fn a_game_needs_four_connected_players() {
    let mut table = Table::lobby(4);
    assert_eq!(table.board()["can_start"], true);
    table.does("Dora", Command::Lose);
    assert_eq!(table.board()["waiting_for_players"], true);
    assert_eq!(table.board()["can_start"], false);
    assert_eq!(
        table.tries(TV, Command::Start),
        Err(Refusal::NotEnoughPlayers)
    );
    table.does("Dora", Command::Arrive);
    table.does(TV, Command::Start);
}

#[test]
fn a_round_that_cannot_be_dealt_leaves_the_lobby_as_it_was() {
    let mut nowhere = (**Packs::shipped().get("classic").unwrap()).clone();
    nowhere.locations.clear();
    let mut packs = Packs::shipped();
    packs.insert(nowhere);
    let mut table = Table::seeded(1, packs, Settings::default());
    for name in ["Ana", "Ben", "Cleo", "Dora"] {
        table.does(GUEST, join(name));
    }
    let before = table.sees("Ana");
    assert_eq!(table.tries(TV, Command::Start), Err(Refusal::StartAborted));
    assert_eq!(table.sees("Ana"), before);
}

#[test]
fn a_game_needs_a_pack_that_is_there() {
    let settings = Settings {
        location_pack: "atlantis".to_owned(),
        ..Settings::default()
    };
    let packs = Arc::new(Packs::shipped());
    let game = Game::new(HouseRules::default(), settings, packs, [0; 32]);
    assert_eq!(game.err(), Some(Refusal::ConfigInvalidPack));
}

#[test]
fn one_bad_setting_leaves_the_others_alone() {
    let mut table = Table::lobby(4).with("num_rounds", 3);
    let before = table.board()["config"].clone();
    for (field, value, refusal) in [
        ("num_rounds", 21, Refusal::ConfigInvalidRounds),
        ("round_duration_minutes", 0, Refusal::ConfigInvalidDuration),
        ("betting", 1, Refusal::ConfigInvalidValue),
        ("location_pack", 1, Refusal::ConfigInvalidPack),
        ("lights", 1, Refusal::ConfigInvalidField),
    ] {
        assert_eq!(table.tries(TV, set(field, value)), Err(refusal), "{field}");
    }
    assert_eq!(table.board()["config"], before);
    assert_eq!(before["num_rounds"], 3);
}

#[test]
fn a_name_that_cannot_be_seen_is_no_name() {
    assert_eq!(PlayerName::parse(" \u{200b} "), Err(Refusal::NameInvalid));
}
