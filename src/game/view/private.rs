//! What one viewer alone may see: the part of a `state` that is made for them.

use serde::Serialize;

use crate::game::command::Actor;
use crate::game::engine::Game;
use crate::game::people::seat::{Seat, SeatId};
use crate::game::phase::Phase;
use crate::game::round::cards::{
    LocationName, RoleData, escaped_len, possible_locations, role_data,
};
use crate::game::round::state::Round;
use crate::game::settings::SpyGuess;
use crate::game::stage::Step;

/// Who looks at the game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
    /// The player in a seat.
    Seat(SeatId),
    /// The screen that opened the room.
    Host,
    /// A screen without any rights.
    Display,
}

/// The part of a `state` that is made for one viewer.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub struct PrivateView<'a> {
    /// Who looks.
    you: You<'a>,
    /// The viewer's card, for a player of the round.
    #[serde(skip_serializing_if = "Option::is_none")]
    role_data: Option<RoleData<'a>>,
    /// While QUESTIONING: whether the viewer may call a vote.
    #[serde(skip_serializing_if = "Option::is_none")]
    can_call_vote: Option<bool>,
    #[serde(flatten)]
    voting: Option<Voting<'a>>,
    #[serde(flatten)]
    ranking: Option<Ranking<'a>>,
}

/// The viewer.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
struct You<'a> {
    /// The player's name; nothing for a screen.
    name: Option<&'a str>,
    /// Whether the viewer has host rights.
    is_host: bool,
    /// Whether the viewer has a seat.
    is_player: bool,
    /// Whether the viewer may take the host's rights over, since nobody has hosted for long.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    can_claim_host: bool,
}

/// What a player needs to vote or to guess.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
struct Voting<'a> {
    /// Whether the viewer's vote is locked in.
    has_voted: bool,
    /// The viewer's own vote, once it is locked in.
    your_vote: Option<OwnVote<'a>>,
    /// The location that the viewer has locked in instead of a vote.
    your_guess: Option<&'a str>,
    /// Whether the viewer is the spy; not told to somebody without a card.
    #[serde(skip_serializing_if = "Option::is_none")]
    is_spy: Option<bool>,
    /// Whether the viewer may name the location instead of voting; not told to somebody without a card.
    #[serde(skip_serializing_if = "Option::is_none")]
    can_guess_location: Option<bool>,
    /// What can be guessed.
    location_list: Vec<LocationName<'a>>,
}

/// A vote that the viewer has locked in.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
struct OwnVote<'a> {
    /// The suspect's name.
    target: &'a str,
    /// The bet: 1, 2 or 3.
    confidence: u8,
}

/// How the game stands.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
struct Ranking<'a> {
    /// All players, the best first.
    standings: Vec<Standing<'a>>,
    /// The same, when the game is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    final_standings: Option<Vec<Standing<'a>>>,
}

/// A place in the ranking.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
struct Standing<'a> {
    /// Counts from 1; equal scores share a rank.
    rank: usize,
    /// The player.
    name: &'a str,
    /// Points of the game so far.
    score: i32,
    /// Points of the round that was just played.
    round_change: i32,
    /// Whether that is the viewer.
    is_self: bool,
}

impl PrivateView<'_> {
    /// How many bytes longer this view could be as JSON, for all that everybody knows: with another card of
    /// the pack, a vote for somebody with the longest name, and `false` for every secret `true`. A frame that
    /// is filled up by that much, and then to the length of the longest, says nothing by its size: not to
    /// somebody who watches the traffic, and not to the spy who counts the spaces.
    #[must_use]
    pub fn slack(&self, bounds: &LengthBounds) -> usize {
        let card = self.role_data.as_ref();
        let card = card.map_or(0, |card| bounds.card.saturating_sub(card.text_len()));
        let voting = self.voting.as_ref();
        card + voting.map_or(0, |voting| voting.slack(bounds.name))
    }
}

impl Voting<'_> {
    fn slack(&self, longest_name: usize) -> usize {
        let ids = self.location_list.iter().map(|place| escaped_len(place.id));
        let longest_place = ids.max().unwrap_or(0).max("null".len());
        /// What a vote for somebody without a name has more than `null`.
        const VOTE: usize = r#"{"target":"","confidence":1}"#.len() - "null".len();
        let vote = match &self.your_vote {
            None => VOTE + longest_name,
            Some(vote) => longest_name.saturating_sub(escaped_len(vote.target)),
        };
        let guess = match self.your_guess {
            None => longest_place + r#""""#.len() - "null".len(),
            Some(place) => longest_place - escaped_len(place),
        };
        // Somebody without a card has none of the last two.
        let secrets = [Some(self.has_voted), self.is_spy, self.can_guess_location];
        let is_true = |secret: &&Option<bool>| **secret == Some(true);
        vote + guess + secrets.iter().filter(is_true).count()
    }
}

/// How long the secret parts of a view can get, in bytes of JSON. Made of what everybody knows.
#[derive(Debug, Clone, Copy)]
pub struct LengthBounds {
    /// The texts of a card.
    card: usize,
    /// A player's name.
    name: usize,
}

impl Game {
    /// How long the secret parts of any player's view can get just now.
    #[must_use]
    pub fn length_bounds(&self) -> LengthBounds {
        let names = self.seats.iter().map(|seat| seat.name.as_str());
        LengthBounds {
            card: self.pack.longest_card,
            name: names.map(escaped_len).max().unwrap_or(0),
        }
    }

    /// What that viewer alone may see.
    #[must_use]
    pub fn private_view(&self, viewer: Viewer) -> PrivateView<'_> {
        let with_card = !self.hides_card_from(viewer);
        // A seat that was given up sees what a display sees.
        let own_seat = match viewer {
            Viewer::Seat(id) => self.seat(id).filter(|seat| seat.is_held()),
            Viewer::Host | Viewer::Display => None,
        };
        let seat = own_seat.map(|seat| seat.id);
        PrivateView {
            you: You {
                name: own_seat.map(|seat| seat.name.as_str()),
                is_host: self.is_hosting(viewer),
                is_player: seat.is_some(),
                can_claim_host: seat.is_some_and(|seat| self.may_claim_host(seat)),
            },
            role_data: seat
                .filter(|_| with_card)
                .and_then(|seat| self.role_data(seat)),
            can_call_vote: (self.stage.phase() == Phase::Questioning)
                .then(|| self.can_call_vote(seat)),
            voting: seat.and_then(|seat| self.voting(seat, with_card)),
            ranking: self.ranking(seat),
        }
    }

    /// Whether the viewer was let into a seat and does not get to see its card.
    #[must_use]
    pub fn hides_card_from(&self, viewer: Viewer) -> bool {
        let round = self.stage.round();
        let hides = |seat| round.is_some_and(|round| round.hides_card_of(seat));
        matches!(viewer, Viewer::Seat(seat) if hides(seat))
    }

    /// Whether the viewer has host rights.
    #[must_use]
    pub fn is_hosting(&self, viewer: Viewer) -> bool {
        match viewer {
            Viewer::Seat(id) => self.is_host(Actor::Seat(id)),
            Viewer::Host => true,
            Viewer::Display => false,
        }
    }

    fn role_data(&self, seat: SeatId) -> Option<RoleData<'_>> {
        let is_shown = |step: &Step| step.is_open() && *step != Step::Replaced;
        let play = self.stage.in_play().filter(|play| is_shown(&play.step))?;
        let deal = &play.round.deal;
        Some(role_data(&self.pack, deal, deal.card_of(seat)?))
    }

    fn can_call_vote(&self, seat: Option<SeatId>) -> bool {
        let may = |round: &Round, seat| round.has(seat) && !round.callers.contains(&seat);
        let round = self.stage.round().zip(seat);
        self.pause.is_none() && round.is_some_and(|(round, seat)| may(round, seat))
    }

    fn voting(&self, seat: SeatId, with_card: bool) -> Option<Voting<'_>> {
        let anytime = self.settings.spy_guess == SpyGuess::Anytime;
        let play = self.stage.in_play()?;
        let vote = match &play.step {
            Step::Vote(vote) => Some(vote),
            Step::LastWord(judged) => Some(&judged.vote),
            Step::Questions if anytime => None,
            _ => return None,
        };
        let is_last_word = matches!(play.step, Step::LastWord(_));
        let ballot = vote.and_then(|vote| vote.ballot_of(seat));
        let guess = vote
            .and_then(|vote| vote.guess)
            .filter(|(spy, _)| *spy == seat);
        let has_voted = ballot.is_some() || guess.is_some();
        let is_spy = play.round.deal.is_spy(seat);
        Some(Voting {
            has_voted,
            your_vote: ballot.map(|ballot| OwnVote {
                target: self.name_of(ballot.target).unwrap_or_default(),
                confidence: ballot.confidence,
            }),
            your_guess: guess.and_then(|(_, guess)| {
                let place = self.pack.locations.get(guess.location);
                place.map(|place| place.id.as_str())
            }),
            is_spy: with_card.then_some(is_spy),
            can_guess_location: with_card.then_some(is_spy && (is_last_word || !has_voted)),
            location_list: possible_locations(&self.pack),
        })
    }

    fn ranking(&self, own: Option<SeatId>) -> Option<Ranking<'_>> {
        let phase = self.stage.phase();
        if !matches!(phase, Phase::Scoring | Phase::End) {
            return None;
        }
        let standings = self.standings(own);
        let final_standings = (phase == Phase::End).then(|| standings.clone());
        Some(Ranking {
            standings,
            final_standings,
        })
    }

    fn standings<'a>(&'a self, own: Option<SeatId>) -> Vec<Standing<'a>> {
        let mut seats: Vec<_> = self.seats.iter().filter(|seat| seat.is_listed()).collect();
        seats.sort_by_key(|seat| std::cmp::Reverse(seat.score));
        let last_round = self.history.last();
        let last_round = last_round.filter(|round| round.number == self.round_number());
        let better = |score: i32| seats.iter().filter(|seat| seat.score > score).count();
        let round_change = |seat: SeatId| {
            let points = last_round.and_then(|round| round.points_of(seat));
            points.map_or(0, |points| points.points)
        };
        let standing = |seat: &'a Seat| Standing {
            rank: better(seat.score) + 1,
            name: seat.name.as_str(),
            score: seat.score,
            round_change: round_change(seat.id),
            is_self: own == Some(seat.id),
        };
        seats.iter().copied().map(standing).collect()
    }
}
