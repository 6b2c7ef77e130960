//! Host rights taken over when nobody has hosted for long.

use super::table::{GUEST, TV, Table, join, make_host, revoke_host};
use crate::game::{Command, Phase, Refusal};

#[test]
fn after_a_minute_without_a_host_a_player_takes_over_and_the_game_goes_on() {
    let mut table = Table::questioning(4);
    table.wait(100);
    assert_eq!(
        table.tries("Ana", Command::ClaimHost),
        Err(Refusal::InvalidPhase)
    );
    table.does(TV, Command::Lose);
    table.wait_ms(59_999);
    assert_eq!(table.phase(), Phase::Paused);
    assert_eq!(
        table.tries("Ana", Command::ClaimHost),
        Err(Refusal::InvalidPhase)
    );
    assert!(table.sees("Ana")["you"].get("can_claim_host").is_none());
    table.wait_ms(1);
    assert_eq!(table.sees("Ana")["you"]["can_claim_host"], true);
    table.does("Ana", Command::ClaimHost);
    assert_eq!(table.phase(), Phase::Questioning);
    assert_eq!(table.seconds_left(), Some(310.0));
    assert_eq!(table.on_board("Ana")["is_host"], true);
    assert_eq!(
        table.tries("Ben", Command::ClaimHost),
        Err(Refusal::InvalidPhase),
        "first come"
    );
    table.does("Ana", Command::SkipToVote);
    // The screen that comes back outranks.
    table.does(TV, Command::Arrive);
    table.does(TV, revoke_host("Ana"));
    assert_eq!(table.tries("Ana", Command::EndGame), Err(Refusal::NotHost));
}

#[test]
fn only_a_player_who_was_there_with_the_host_takes_over() {
    let mut table = Table::lobby(4);
    table.does("Ben", Command::Lose);
    table.wait(1);
    table.does(TV, Command::Lose);
    table.wait(30);
    // One comes in while nobody hosts, one under the name of somebody who was there.
    table.does(GUEST, join("Zoe"));
    table.does(GUEST, join("Ben"));
    table.wait(600);
    for (who, refusal) in [
        ("Zoe", Refusal::NotHost),
        ("Ben", Refusal::NotHost),
        (GUEST, Refusal::NotInGame),
        (TV, Refusal::NotInGame),
    ] {
        assert_eq!(table.tries(who, Command::ClaimHost), Err(refusal), "{who}");
    }
    for who in ["Zoe", "Ben", GUEST] {
        assert!(table.sees(who)["you"].get("can_claim_host").is_none());
    }
    table.does("Ana", Command::ClaimHost);
    assert_eq!(table.phase(), Phase::Lobby);
}

#[test]
fn with_the_last_host_revoked_the_game_pauses_like_without_any() {
    let mut table = Table::questioning(4);
    table.does(TV, make_host("Ana"));
    table.does(TV, Command::Lose);
    table.wait(100);
    table.does("Ana", revoke_host("Ana"));
    table.wait(10);
    assert_eq!(table.phase(), Phase::Paused);
    table.wait(50);
    table.does("Ben", Command::ClaimHost);
}
