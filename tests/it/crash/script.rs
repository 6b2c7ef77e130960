//! What people do next: drawn from a seed, and possible where the game is.

use rand::rngs::ChaCha20Rng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, RngExt};
use serde_json::{Value, json};

use super::phone::Phone;
use super::progress::Step;

/// The phone of the host.
const TV: usize = 0;

/// Has some phones make up their minds, all at the same moment.
pub(super) fn decide(phones: &mut [Phone], rng: &mut ChaCha20Rng) {
    if phones[TV].state["phase"] == "PAUSED" {
        return phones[TV].intend(admin("pause"), false);
    }
    match phones[TV].witness.progress.step {
        Step::Lobby => in_lobby(phones, rng),
        Step::Questioning => in_questions(phones, rng),
        Step::Vote => in_vote(phones, rng),
        Step::Scoring => match rng.random_range(0..4) {
            0 => phones[TV].intend(admin("end_game"), true),
            _ => phones[TV].intend(admin("next_round"), true),
        },
        Step::End => match rng.random_range(0..2) {
            0 => phones[TV].intend(admin("play_again"), false),
            _ => phones[TV].intend(admin("end_session"), false),
        },
        Step::Roles | Step::Reveal => match rng.random_range(0..8) {
            0 => phones[TV].intend(admin("pause"), false),
            _ => all_live(phones),
        },
    }
}

fn in_lobby(phones: &mut [Phone], rng: &mut ChaCha20Rng) {
    match rng.random_range(0..6) {
        0..=2 => {
            let settings = [
                ("vote_duration_seconds", json!(rng.random_range(120..=180))),
                ("round_duration_minutes", json!(rng.random_range(3..=30))),
                ("conviction", json!(pick(&["plurality", "majority"], rng))),
                ("betting", json!(true)),
            ];
            for (field, value) in settings {
                let configure = json!({"type": "configure", "field": field, "value": value});
                phones[TV].intend(configure, false);
            }
        }
        3 => {
            let name = phones[rng.random_range(1..phones.len())].name.clone();
            let make = json!({"type": "admin", "action": "make_host", "player_name": name});
            phones[TV].intend(make, false);
        }
        _ => phones[TV].intend(admin("start_game"), false),
    }
}

fn in_questions(phones: &mut [Phone], rng: &mut ChaCha20Rng) {
    match rng.random_range(0..6) {
        0 => phones[TV].intend(admin("pause"), false),
        1 => {
            phones[TV].intend(admin("advance_turn"), false);
            phones[TV].intend(admin("skip_to_vote"), false);
        }
        2 | 3 => phones[TV].intend(admin("skip_to_vote"), false),
        _ => {
            // Two taps at the same moment, one of which comes too late.
            for phone in &mut phones[1..3] {
                phone.intend(json!({"type": "call_vote"}), true);
            }
        }
    }
}

fn in_vote(phones: &mut [Phone], rng: &mut ChaCha20Rng) {
    let progress = phones[TV].witness.progress;
    let has_voted = |phone: &Phone| phone.witness.ballot_at(progress).is_some();
    let mut left: Vec<usize> = (1..phones.len())
        .filter(|seat| !has_voted(&phones[*seat]))
        .collect();
    let spy = left
        .iter()
        .copied()
        .find(|seat| phones[*seat].state["is_spy"] == true);
    let guesses = spy.filter(|_| rng.random_range(0..6) == 0);
    left.shuffle(rng);
    let voters = rng.random_range(1..=left.len());
    let agree = rng.random_range(0..2) == 0;
    for voter in left.into_iter().take(voters) {
        if Some(voter) == guesses {
            let places = phones[voter].state["location_list"].as_array().unwrap();
            let place = places.choose(rng).unwrap()["id"].clone();
            let guess = json!({"type": "spy_guess", "location_id": place});
            phones[voter].intend(guess, false);
            continue;
        }
        let target = target_of(voter, phones, agree, rng);
        let bet = rng.random_range(1..=3);
        let vote = json!({"type": "vote", "target": target, "confidence": bet});
        // The guess ends the vote for everybody.
        phones[voter].intend(vote, guesses.is_some());
    }
}

/// The first player, or anybody; never the voter.
fn target_of(voter: usize, phones: &[Phone], agree: bool, rng: &mut impl Rng) -> String {
    let favourite = if voter == 1 { 2 } else { 1 };
    let others: Vec<usize> = (1..phones.len()).filter(|seat| *seat != voter).collect();
    let target = if agree {
        favourite
    } else {
        *others.choose(rng).unwrap()
    };
    phones[target].name.clone()
}

fn all_live(phones: &mut [Phone]) {
    for phone in phones {
        phone.intend(json!({"type": "heartbeat"}), false);
    }
}

fn admin(action: &str) -> Value {
    json!({"type": "admin", "action": action})
}

fn pick<'a>(among: &[&'a str], rng: &mut impl Rng) -> &'a str {
    among.choose(rng).copied().unwrap_or_default()
}
