//! Secrets: what a view may hold, and that no view depends on what its viewer may not know.

use std::collections::BTreeSet;

use serde_json::Value;

use super::table::{GUEST, NAMES, TV, Table, join, vote};
use crate::game::round::deal::Card;
use crate::game::stage::{RoundInPlay, Step};
use crate::game::{Command, Game, Packs, Phase, Settings, Viewer};

/// A payload without its values: keys, types, and how long each list is.
fn shape(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields.iter().map(|(k, v)| (k.clone(), shape(v))).collect(),
        Value::Array(entries) => entries.iter().map(shape).collect(),
        Value::String(_) => "text".into(),
        Value::Number(_) => "number".into(),
        Value::Bool(_) => "bool".into(),
        Value::Null => Value::Null,
    }
}

#[test]
fn a_spy_and_a_non_spy_get_payloads_of_one_shape() {
    for guesses in ["vote", "anytime"] {
        for players in [4, 10] {
            let mut table = Table::lobby(players).with("spy_guess", guesses).started();
            let (spy, innocents) = (table.spy(), table.innocents());
            for phase in [Phase::Roles, Phase::Questioning, Phase::Vote] {
                table.until(phase);
                for innocent in &innocents {
                    let (theirs, spys) = (table.sees(innocent), table.sees(spy));
                    assert_eq!(shape(&theirs), shape(&spys), "{phase:?}");
                    for list in ["possible_locations", "is_spy"] {
                        assert!(theirs["role_data"].get(list).is_some());
                    }
                }
            }
            table.does(spy, vote(innocents[0], 3));
            table.does(innocents[0], vote(spy, 1));
            assert_eq!(shape(&table.sees(spy)), shape(&table.sees(innocents[0])));
        }
    }
}

/// Every text that tells where the round takes place or who one can be there.
fn tell_tales(table: &Table) -> Vec<String> {
    let id = table.location();
    let place = table
        .game
        .pack
        .locations
        .iter()
        .find(|place| place.id == id);
    let place = place.unwrap();
    let roles = place.roles.iter().flat_map(|role| [&role.name, &role.hint]);
    let texts = [&place.id, &place.name, &place.flavor];
    texts.into_iter().chain(roles).cloned().collect()
}

/// What names locations without telling the round's: all of them, or one that was drawn.
const TELLS_NOTHING: [&str; 3] = ["possible_locations", "location_list", "language_of"];

/// Every text in a payload, keys included, but for [those](TELLS_NOTHING).
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .filter(|(key, _)| !TELLS_NOTHING.contains(&key.as_str()))
            .flat_map(|(key, value)| [vec![key.as_str()], texts(value)].concat())
            .collect(),
        Value::Array(entries) => entries.iter().flat_map(texts).collect(),
        Value::String(text) => vec![text],
        _ => Vec::new(),
    }
}

#[test]
fn the_place_and_its_people_are_in_no_payload_of_the_spy_the_tv_or_a_display() {
    let mut table = Table::lobby(10).with("spy_guess", "anytime").started();
    let (spy, secrets) = (table.spy(), tell_tales(&table));
    let innocent = table.innocents()[0];
    assert!(
        texts(&table.sees(innocent))
            .iter()
            .any(|t| secrets.contains(&(*t).to_owned()))
    );
    for phase in [Phase::Roles, Phase::Questioning, Phase::Vote, Phase::Reveal] {
        if phase == Phase::Vote {
            // With time left: a vote that convicts nobody does not end the round.
            table.does(TV, Command::SkipToVote);
        }
        table.until(phase);
        for viewer in [spy, TV, GUEST] {
            let state = table.sees(viewer);
            for text in texts(&state) {
                let told = secrets.iter().find(|secret| text.contains(secret.as_str()));
                assert_eq!(told, None, "{viewer} in {phase:?}: {text}");
            }
        }
    }
}

#[test]
fn cards_are_put_away_once_the_vote_is_over() {
    let mut table = Table::voting(4);
    assert_eq!(table.dealt_in().len(), 4);
    for phase in [Phase::Reveal, Phase::Scoring] {
        table.until(phase);
        assert_eq!(table.dealt_in().len(), 0, "{phase:?}");
    }
}

#[test]
fn the_tv_and_displays_get_no_card_and_no_ballot() {
    let mut table = Table::roles(4);
    for phase in [Phase::Roles, Phase::Questioning, Phase::Vote] {
        table.until(phase);
        for viewer in [TV, GUEST] {
            let state = table.sees(viewer);
            let keys = texts(&state);
            for key in ["role_data", "is_spy", "target", "actual_spy", "your_vote"] {
                assert!(!keys.contains(&key), "{viewer} in {phase:?}: {key}");
            }
        }
    }
}

#[test]
fn a_ballot_is_its_voters_own_until_the_reveal() {
    let mut table = Table::voting(4);
    table.does("Ana", vote("Ben", 3));
    assert_eq!(table.sees("Ana")["your_vote"]["confidence"], 3);
    for viewer in ["Ben", "Cleo", "Dora", TV, GUEST] {
        assert!(!texts(&table.sees(viewer)).contains(&"target"), "{viewer}");
    }
    table.until(Phase::Reveal);
    let votes = table.board()["votes"].clone();
    let mut votes = votes.as_array().unwrap().iter();
    let anas = votes.find(|vote| vote["voter"] == "Ana").unwrap();
    assert_eq!(
        (&anas["target"], &anas["confidence"]),
        (&"Ben".into(), &3.into())
    );
}

#[test]
fn nothing_of_a_deal_is_left_in_the_lobby_or_at_the_end() {
    let table = Table::roles(4);
    let secrets = tell_tales(&table);
    let mut table = table.ended();
    for leave in [Command::PlayAgain, Command::Start] {
        for viewer in NAMES[..4].iter().chain(&[TV, GUEST]) {
            let state = table.sees(viewer);
            let told = |text: &&str| secrets.contains(&(*text).to_owned());
            assert_eq!(texts(&state).into_iter().find(told), None);
        }
        table.does(TV, leave);
    }
}

#[test]
fn no_view_depends_on_what_its_viewer_may_not_know() {
    let mut table = Table::lobby(6).with("spy_guess", "anytime").started();
    for phase in [Phase::Roles, Phase::Questioning, Phase::Vote, Phase::Reveal] {
        if phase == Phase::Vote {
            table.does(TV, Command::SkipToVote);
        }
        table.until(phase);
        if phase == Phase::Vote {
            let (spy, innocents) = (table.spy(), table.innocents());
            table.does(innocents[0], vote(spy, 3));
            table.does(spy, vote(innocents[0], 2));
            table.does(innocents[1], vote(innocents[2], 1));
        }
        assert_views_keep_secrets(&mut table);
    }
}

/// Changes all that a viewer may not know — the others' cards, for the spy and for those without a
/// card the location too, and during the vote the others' ballots — and holds the view against the
/// one before: as long as the round's secrets are secret, it must be the same.
pub(super) fn assert_views_keep_secrets(table: &mut Table) {
    let stage = table.game.stage.clone();
    let secret = stage.in_play().is_some_and(|play| match &play.step {
        Step::Reveal(judged) => !judged.outcome.is_final,
        step => step.is_open(),
    });
    if !secret {
        return;
    }
    let length = frame_length(table);
    let seats = table.game.seats.iter().map(|seat| Viewer::Seat(seat.id));
    for viewer in seats
        .chain([Viewer::Host, Viewer::Display])
        .collect::<Vec<_>>()
    {
        let before = view_of(table, viewer);
        scramble(&mut table.game, viewer);
        assert_eq!(view_of(table, viewer), before, "{viewer:?}");
        // A display knows nothing, so here all that is secret has changed.
        if viewer == Viewer::Display {
            assert_eq!(frame_length(table), length);
        }
        table.game.stage = stage.clone();
    }
}

fn view_of(table: &Table, viewer: Viewer) -> String {
    let common = serde_json::to_string(&table.game.public_view(table.moment())).unwrap();
    let own = serde_json::to_string(&table.game.private_view(viewer)).unwrap();
    common + &own
}

/// The length that all players' views are filled up to.
fn frame_length(table: &Table) -> Option<usize> {
    let bounds = table.game.length_bounds();
    let seats = table.game.seats.iter();
    let lengths = seats.map(|seat| {
        let view = table.game.private_view(Viewer::Seat(seat.id));
        serde_json::to_string(&view).unwrap().len() + view.slack(&bounds)
    });
    lengths.max()
}

#[test]
fn the_length_of_a_frame_does_not_depend_on_the_deal() {
    let lengths = (0..100).map(|seed| {
        let mut table = Table::seeded(seed, Packs::shipped(), Settings::default());
        for name in &NAMES[..6] {
            table.does(GUEST, join(name));
        }
        let mut table = table.started();
        [Phase::Roles, Phase::Questioning, Phase::Vote].map(|phase| {
            table.until(phase);
            frame_length(&table)
        })
    });
    let lengths: BTreeSet<_> = lengths.collect();
    assert_eq!(lengths.len(), 1, "{lengths:?}");
}

fn scramble(game: &mut Game, viewer: Viewer) {
    let is_viewer = |seat| viewer == Viewer::Seat(seat);
    // Whoever was let into a seat may not know its card either.
    let knows_card = !game.hides_card_from(viewer);
    let locations = game.pack.locations.len();
    let Some(RoundInPlay { round, step, .. }) = game.stage.in_play_mut() else {
        return;
    };
    let knows = |seat| knows_card && is_viewer(seat);
    let own = round.deal.hands.iter().find(|(seat, _)| knows(*seat));
    if !matches!(own, Some((_, Card::Role(_)))) {
        round.deal.location = (round.deal.location + 1) % locations;
    }
    let others = round
        .deal
        .hands
        .iter_mut()
        .filter(|(seat, _)| !knows(*seat));
    let mut cards: Vec<&mut Card> = others.map(|(_, card)| card).collect();
    for index in 1..cards.len() {
        let (left, right) = cards.split_at_mut(index);
        std::mem::swap(left[index - 1], right[0]);
    }
    if let Step::Vote(vote) = step {
        for ballot in vote.ballots.iter_mut().filter(|b| !is_viewer(b.voter)) {
            ballot.target = ballot.voter;
            ballot.confidence = 4 - ballot.confidence;
        }
    }
}
