//! What the reveal turns over: votes, bets, the verdict, and the round's secrets once they are none.

#[cfg(feature = "contract")]
use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::game::engine::Game;
use crate::game::people::seat::SeatId;
use crate::game::round::cards::LocationName;
use crate::game::round::choreography::{Beat, Choreography};
use crate::game::round::scoring::Points;
use crate::game::round::state::{Outcome, Round, Verdict};
use crate::game::stage::{Judged, Vote};
use crate::game::tick::{Moment, Tick};

/// What the reveal adds.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(inline))]
pub(in crate::game) struct RevealView<'a> {
    /// In the order they are turned over.
    votes: Vec<VoteView<'a>>,
    /// The count.
    vote_results: VoteResults<'a>,
    /// Who is convicted, if anybody.
    convicted: Option<&'a str>,
    /// What the spy guessed, if they did.
    spy_guess: GuessView<'a>,
    /// How the vote, or the spy's guess, ended.
    verdict: Verdict,
    /// When to show what.
    reveal: Stages,
    /// Only where the round is over; screens show it at its stage.
    #[serde(flatten)]
    exposed: Option<Exposed<'a>>,
}

/// A vote, turned over.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "Vote"))]
struct VoteView<'a> {
    /// Who voted.
    voter: &'a str,
    /// Whom they suspect; nobody if they abstained.
    target: Option<&'a str>,
    /// Their bet: 1, 2 or 3.
    confidence: Option<u8>,
    /// Whether they did not vote.
    abstained: bool,
}

/// What the votes add up to.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
struct VoteResults<'a> {
    /// Votes by suspect.
    vote_counts: ByName<'a, usize>,
    /// Who is convicted, if anybody.
    convicted: Option<&'a str>,
    /// The most votes anybody has.
    max_votes: usize,
    /// Votes that were locked in.
    total_votes: usize,
    /// Those who did not vote.
    abstentions: usize,
    /// Whether several have the most votes.
    is_tie: bool,
    /// Whether everybody but the one suspect has voted for them.
    is_unanimous: bool,
}

/// What the spy guessed.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "Guess"))]
struct GuessView<'a> {
    /// Whether the spy named a location.
    guessed: bool,
    /// Which.
    #[serde(skip_serializing_if = "Option::is_none")]
    location_id: Option<&'a str>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<&'a str>,
    /// Whether it was the right one.
    #[serde(skip_serializing_if = "Option::is_none")]
    correct: Option<bool>,
}

/// The choreography of a reveal.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "Reveal"))]
struct Stages {
    /// From the first beat to the last.
    stages: Vec<Stage>,
}

/// What begins when.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "RevealStage"))]
struct Stage {
    #[serde(flatten)]
    beat: Beat,
    /// Milliseconds since the Unix epoch.
    at: u64,
}

/// The round's secrets, once they are none.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub(in crate::game) struct Exposed<'a> {
    /// Who the spy was.
    actual_spy: Option<&'a str>,
    /// Where the round took place.
    location: PlaceView<'a>,
    /// Whether the spy was convicted or guessed wrong.
    spy_caught: bool,
    /// What the round was worth, by player.
    round_scores: ByName<'a, &'a Points>,
}

/// Where a round took place.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "ExposedPlace"))]
struct PlaceView<'a> {
    #[serde(flatten)]
    name: LocationName<'a>,
    /// A line that paints it.
    flavor: &'a str,
}

/// A JSON object with players' names as its keys.
#[derive(Debug)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(inline))]
pub(in crate::game) struct ByName<'a, T>(
    #[cfg_attr(feature = "contract", schemars(with = "BTreeMap<&'a str, T>"))] Vec<(&'a str, T)>,
);

impl<T: Serialize> Serialize for ByName<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Game {
    pub(in crate::game) fn reveal_view<'a>(
        &'a self,
        round: &'a Round,
        judged: &'a Judged,
        at: Moment,
    ) -> RevealView<'a> {
        let Judged { vote, outcome } = judged;
        let votes = self.vote_views(round, vote);
        let abstentions = votes.iter().filter(|vote| vote.abstained).count();
        let tally = &outcome.tally;
        let convicted = tally.convicted.and_then(|seat| self.name_of(seat));
        RevealView {
            vote_results: VoteResults {
                vote_counts: self.by_name(tally.counts.iter().map(|(id, n)| (*id, *n))),
                convicted,
                max_votes: tally.most,
                total_votes: vote.ballots.len(),
                abstentions,
                is_tie: tally.is_tie,
                is_unanimous: tally.is_unanimous,
            },
            convicted,
            spy_guess: self.guess_view(vote),
            verdict: outcome.verdict,
            reveal: self.stages(votes.len(), at),
            exposed: outcome.is_final.then(|| self.exposed(round, Some(outcome))),
            votes,
        }
    }

    /// The votes in the order they are turned over. A guess cuts the vote short: then only those
    /// that were cast, since the others had no chance to.
    fn vote_views<'a>(&'a self, round: &'a Round, vote: &'a Vote) -> Vec<VoteView<'a>> {
        let seats = round.deal.hands.iter().map(|(seat, _)| *seat);
        let cast = |seat: &SeatId| vote.guess.is_none() || vote.ballot_of(*seat).is_some();
        seats
            .filter(cast)
            .map(|seat| {
                let ballot = vote.ballot_of(seat);
                VoteView {
                    voter: self.name_of(seat).unwrap_or_default(),
                    target: ballot.and_then(|ballot| self.name_of(ballot.target)),
                    confidence: ballot.map(|ballot| ballot.confidence),
                    abstained: ballot.is_none(),
                }
            })
            .collect()
    }

    fn guess_view(&self, vote: &Vote) -> GuessView<'_> {
        let named = vote
            .guess
            .and_then(|guess| self.pack.locations.get(guess.location));
        GuessView {
            guessed: vote.guess.is_some(),
            location_id: named.map(|location| location.id.as_str()),
            location: named.map(|location| location.name.as_str()),
            correct: vote.guess.map(|guess| guess.correct),
        }
    }

    fn stages(&self, cards: usize, at: Moment) -> Stages {
        let show = Choreography::new(cards, self.settings.betting);
        let left = self.stage.clock().left(at.tick).map_or(0, |(left, _)| left);
        let began = (at.tick + left).saturating_sub(show.length);
        let stage = |(beat, after): (Beat, Tick)| Stage {
            beat,
            at: at.epoch_ms_at(began + after),
        };
        Stages {
            stages: show.beats.into_iter().map(stage).collect(),
        }
    }

    pub(in crate::game) fn exposed<'a>(
        &'a self,
        round: &'a Round,
        outcome: Option<&'a Outcome>,
    ) -> Exposed<'a> {
        let location = &self.pack.locations[round.deal.location];
        let points = outcome.map_or(&[][..], |outcome| &outcome.points);
        Exposed {
            actual_spy: round.spy().and_then(|seat| self.name_of(seat)),
            location: PlaceView {
                name: location.into(),
                flavor: &location.flavor,
            },
            spy_caught: outcome.is_some_and(|o| o.verdict == Verdict::SpyCaught),
            round_scores: self.by_name(points.iter().map(|(id, points)| (*id, points))),
        }
    }

    pub(in crate::game) fn by_name<T>(
        &self,
        values: impl Iterator<Item = (SeatId, T)>,
    ) -> ByName<'_, T> {
        let named = values.filter_map(|(seat, value)| Some((self.name_of(seat)?, value)));
        ByName(named.collect())
    }
}
