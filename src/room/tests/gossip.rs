//! The whole vocabulary of the live feed: a line that is not made of this and of names is a leak.

use std::collections::BTreeSet;

const LINES: [&str; 13] = [
    "Room opened",
    "Back in the lobby",
    "Time to vote",
    "The reveal begins",
    "Verdict: the spy was caught",
    "Verdict: an innocent was convicted",
    "Verdict: nobody was convicted",
    "Verdict: the spy wins",
    "Round called off: the spy has left",
    "Round called off: too few players are left",
    "Paused by the host",
    "Paused: nobody is hosting",
    "The game is back on",
];

const OF_PLAYERS: [&str; 8] = [
    " joined",
    " is back",
    " lost the connection",
    " is still away",
    " has left",
    " has host rights now",
    " locked in",
    " called a vote",
];

const OF_ROUNDS: [&str; 3] = [": the cards are dealt", ": questions", " is over"];

/// Whether a line says nothing but what everybody in the room can see.
pub(super) fn is_harmless(line: &str, names: &BTreeSet<String>) -> bool {
    let of_player = |deed: &&str| {
        line.strip_suffix(*deed)
            .is_some_and(|name| names.contains(name))
    };
    let of_round = |deed: &&str| {
        let round = line
            .strip_prefix("Round ")
            .and_then(|rest| rest.strip_suffix(*deed));
        round.is_some_and(|number| number.parse::<u32>().is_ok())
    };
    // "The game is over: Ana and Ben win with 4".
    let won = line.strip_prefix("The game is over: ").is_some_and(|won| {
        let (winners, score) = won.split_once(" win").unwrap_or_default();
        let score = score.strip_prefix('s').unwrap_or(score);
        let score = score.strip_prefix(" with ").unwrap_or_default();
        let mut winners = winners.split(", ").flat_map(|some| some.split(" and "));
        score.parse::<i32>().is_ok() && winners.all(|name| names.contains(name))
    });
    won || LINES.contains(&line)
        || OF_PLAYERS.iter().any(of_player)
        || OF_ROUNDS.iter().any(of_round)
}
