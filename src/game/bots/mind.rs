//! What a bot decides, from what it may know: its own card, who plays, and a hunch.
//!
//! A bot hears nothing of what people say, so it would vote at random, and nobody would believe it a
//! player. A [`Hunch`] stands for the listening it cannot do: more often right than chance, and drawn in
//! one place, [`hunch_of`], the only one that looks at the secrets of the round. The bot learns the
//! hunch and not whether it is right.

use rand::RngExt;
use rand::rngs::ChaCha20Rng;
use rand::seq::IndexedRandom;

use crate::game::command::Command;
use crate::game::engine::Game;
use crate::game::people::seat::SeatId;
use crate::game::round::state::Round;
use crate::game::round::tally::ALL_IN;

/// How often an innocent's hunch is right, in percent; chance would be one in three at a table of four.
const RIGHT_ABOUT_THE_SPY: u32 = 45;

/// How often a spy's hunch is right, in percent.
const RIGHT_ABOUT_THE_PLACE: u32 = 35;

/// How often a spy guesses in the last vote of a round, in percent. In an earlier one it does not: a guess
/// ends the round, and there is still something to hear.
const GUESSES_IN_THE_LAST_VOTE: u32 = 33;

/// How often a bot bets 1, 2 and 3, out of as many as these make together.
const BETS: [(u8, u32); 3] = [(1, 10), (2, 7), (ALL_IN, 3)];

/// What a bot believes to have heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hunch {
    /// An innocent's: who the spy is.
    Spy(SeatId),
    /// The spy's: where everybody is, as an index in the pack.
    Place(usize),
}

/// All that a bot knows when it is to vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mind {
    /// What it believes; that of a spy is about the place, so a bot knows its own card.
    pub(crate) hunch: Hunch,
    /// Whom it can vote for.
    pub(crate) suspects: Vec<SeatId>,
    /// Whether the time for questions is up.
    pub(crate) is_last_vote: bool,
}

/// What a bot decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice {
    Vote { target: SeatId, bet: u8 },
    Guess(usize),
}

impl Mind {
    /// Decides; nothing if there is nobody to vote for.
    pub(crate) fn decide(&self, rng: &mut ChaCha20Rng) -> Option<Choice> {
        let target = match self.hunch {
            Hunch::Spy(suspect) => suspect,
            Hunch::Place(place) => {
                if self.is_last_vote && rng.random_ratio(GUESSES_IN_THE_LAST_VOTE, 100) {
                    return Some(Choice::Guess(place));
                }
                *self.suspects.choose(rng)?
            }
        };
        let (bet, _) = *BETS.choose_weighted(rng, |(_, weight)| *weight).ok()?;
        Some(Choice::Vote { target, bet })
    }
}

impl Game {
    /// The vote of the bot in that seat, or its guess.
    pub(in crate::game) fn bots_ballot(&mut self, seat: SeatId) -> Option<Command> {
        let (round, _) = self.stage.voting()?;
        let mut suspects = self.players_of(round);
        suspects.retain(|suspect| *suspect != seat);
        let is_last_vote = round.time_left == 0;
        let hunch = hunch_of(
            seat,
            round,
            &suspects,
            self.pack.locations.len(),
            &mut self.rng,
        )?;
        let mind = Mind {
            hunch,
            suspects,
            is_last_vote,
        };
        Some(match mind.decide(&mut self.rng)? {
            Choice::Vote { target, bet } => Command::Vote {
                target: self.name_of(target)?.to_owned(),
                confidence: bet,
            },
            Choice::Guess(place) => {
                Command::GuessLocation(self.pack.locations.get(place)?.id.clone())
            }
        })
    }
}

impl Game {
    /// The last word of the bot in that seat.
    pub(in crate::game) fn bots_last_word(&mut self, seat: SeatId) -> Option<Command> {
        let round = self.stage.round()?;
        let places = self.pack.locations.len();
        let Hunch::Place(place) = hunch_of(seat, round, &[], places, &mut self.rng)? else {
            return None;
        };
        let place = self.pack.locations.get(place)?;
        Some(Command::GuessLocation(place.id.clone()))
    }
}

/// Draws what the bot in `seat` believes. Nothing else of the round's secrets reaches a bot.
fn hunch_of(
    seat: SeatId,
    round: &Round,
    suspects: &[SeatId],
    places: usize,
    rng: &mut ChaCha20Rng,
) -> Option<Hunch> {
    if round.deal.is_spy(seat) {
        let place = match rng.random_ratio(RIGHT_ABOUT_THE_PLACE, 100) {
            true => round.deal.location,
            false => another(&Vec::from_iter(0..places), &round.deal.location, rng)?,
        };
        return Some(Hunch::Place(place));
    }
    let spy = round.spy()?;
    let suspect = match rng.random_ratio(RIGHT_ABOUT_THE_SPY, 100) {
        true => spy,
        false => another(suspects, &spy, rng)?,
    };
    Some(Hunch::Spy(suspect))
}

/// One of `all`, but not `this` one.
fn another<T: Copy + PartialEq>(all: &[T], this: &T, rng: &mut ChaCha20Rng) -> Option<T> {
    let others: Vec<T> = all.iter().copied().filter(|one| one != this).collect();
    others.choose(rng).copied()
}
