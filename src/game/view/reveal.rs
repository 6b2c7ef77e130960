//! What the reveal turns over: votes, bets, the verdict, and the round's secrets once they are none.

#[cfg(feature = "contract")]
use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::guess::{GuessView, LastWordView};
use crate::game::engine::Game;
use crate::game::people::seat::SeatId;
use crate::game::round::cards::LocationName;
use crate::game::round::choreography::{Beat, Choreography};
use crate::game::round::scoring::Points;
use crate::game::round::state::{Outcome, Round, Verdict};
use crate::game::stage::{Judged, LastWord, Step, Vote};
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
    /// What became of a caught spy's last word, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_word: Option<LastWordView<'a>>,
    /// Only where the round is decided; screens show it at its stage.
    #[serde(flatten)]
    unmasked: Option<Unmasked<'a>>,
    /// Only where the round is over and no last word is open; screens show it at its stage.
    #[serde(flatten)]
    exposed: Option<Exposed<'a>>,
}

/// Who the spy was, once the round is decided.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub(in crate::game) struct Unmasked<'a> {
    /// Who the spy was.
    actual_spy: Option<&'a str>,
    /// Whether the spy was convicted or guessed wrong.
    spy_caught: bool,
}

/// A vote, turned over.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "Vote"))]
struct VoteView<'a> {
    /// Who voted.
    voter: &'a str,
    /// Whom they suspect; nobody if they abstained, or guessed the location instead.
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
    /// Where the round took place.
    location: PlaceView<'a>,
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
        let Judged { vote, outcome, .. } = judged;
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
            reveal: self.stages(round, judged, at),
            last_word: judged.last_word.map(|word| self.last_word_view(word, at)),
            unmasked: outcome
                .is_final
                .then(|| self.unmasked(round, Some(outcome))),
            exposed: (outcome.is_final && !judged.is_last_word_open())
                .then(|| self.exposed(round, Some(outcome))),
            votes,
        }
    }

    /// The votes in the order they are turned over. Where a guess cut the vote short only those that were
    /// cast, since the others had no chance to.
    fn vote_views<'a>(&'a self, round: &'a Round, vote: &'a Vote) -> Vec<VoteView<'a>> {
        let seats = round.deal.hands.iter().map(|(seat, _)| *seat);
        let cast = |seat: &SeatId| !vote.is_cut_short() || vote.ballot_of(*seat).is_some();
        seats
            .filter(cast)
            .map(|seat| {
                let ballot = vote.ballot_of(seat);
                VoteView {
                    voter: self.name_of(seat).unwrap_or_default(),
                    target: ballot.and_then(|ballot| self.name_of(ballot.target)),
                    confidence: ballot.map(|ballot| ballot.confidence),
                    abstained: !vote.has_cast(seat),
                }
            })
            .collect()
    }

    fn stages(&self, round: &Round, judged: &Judged, at: Moment) -> Stages {
        let show = Choreography::of(round, judged, self.settings.betting);
        let (left, total) = self.stage.clock().left(at.tick).unwrap_or_default();
        let clock_began = (at.tick + left).saturating_sub(total);
        // A last word has a clock of its own, after that of the rest.
        let is_after = match self.stage.in_play().map(|play| &play.step) {
            Some(Step::LastWord(_)) => true,
            _ => matches!(
                judged.last_word,
                Some(LastWord::Given(_) | LastWord::Missed)
            ),
        };
        let began = clock_began.saturating_sub(if is_after { show.length } else { 0 });
        let stage = |(beat, after): (Beat, Tick)| Stage {
            beat,
            at: at.epoch_ms_at(began + after),
        };
        Stages {
            stages: show.beats.into_iter().map(stage).collect(),
        }
    }

    pub(in crate::game) fn unmasked(
        &self,
        round: &Round,
        outcome: Option<&Outcome>,
    ) -> Unmasked<'_> {
        Unmasked {
            actual_spy: round.spy().and_then(|seat| self.name_of(seat)),
            spy_caught: outcome.is_some_and(|o| o.verdict == Verdict::SpyCaught),
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
            location: PlaceView {
                name: location.into(),
                flavor: &location.flavor,
            },
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
