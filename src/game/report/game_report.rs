//! What there is to remember of a game: its report, for those who look back, and for leaderboards.

use serde::{Deserialize, Serialize};

use super::history::RoundRecord;
use crate::game::engine::Game;
use crate::game::people::name::PlayerName;
use crate::game::people::seat::SeatId;
use crate::game::round::scoring::Event;
use crate::game::round::state::Verdict;
use crate::game::round::tally::{ALL_IN, Ballot};
use crate::game::settings::Settings;

/// A game with its secrets told. Players and locations are in it by name, so that it stays true when
/// the room and the pack are gone. When the game was, its keeper has to add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub struct GameReport {
    /// Where its rounds took place.
    pub pack: ReportedPack,
    /// What the room was set to.
    pub settings: Settings,
    /// Whether it came to its last screen; otherwise it was abandoned, and nobody has won.
    pub is_complete: bool,
    /// Everybody on the board or dealt into one of the rounds, the best first.
    pub players: Vec<ReportedPlayer>,
    /// The rounds that were played to their end; at least one.
    pub rounds: Vec<ReportedRound>,
}

/// A pack a game was played with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub struct ReportedPack {
    /// What settings call it.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its version, for those who have its texts in other languages; a game that was kept before this was
    /// written down has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
}

/// A player at the end of a game.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub struct ReportedPlayer {
    /// As it was shown; no two in a game look the same.
    pub name: PlayerName,
    /// Points of all rounds.
    pub score: i32,
    /// Whether nobody had more; several are in a tie.
    pub is_winner: bool,
}

/// A round that was played to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub struct ReportedRound {
    /// Counts from 1; rounds that were called off are missing.
    pub number: u32,
    /// The location's name.
    pub location: String,
    /// Its id in the pack, where that was written down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location_id: Option<String>,
    /// Who the spy was.
    pub spy: PlayerName,
    /// How the vote, or the spy's guess, ended.
    pub verdict: Verdict,
    /// Who was convicted, if anybody.
    pub convicted: Option<PlayerName>,
    /// What the spy guessed, if they did.
    pub guess: Option<ReportedGuess>,
    /// Whether the spy went ALL IN on the innocent who was convicted.
    pub double_agent: bool,
    /// The votes that were locked in when the round ended.
    pub votes: Vec<ReportedVote>,
    /// Who did not vote; nobody if a guess cut the vote short.
    pub abstained: Vec<PlayerName>,
    /// What the round was worth to everybody who was dealt in.
    pub points: Vec<ReportedPoints>,
}

/// The location a spy named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub struct ReportedGuess {
    /// Its name.
    pub location: String,
    /// Its id in the pack, where that was written down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location_id: Option<String>,
    /// Whether it was the right one.
    pub correct: bool,
}

/// A vote that was locked in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub struct ReportedVote {
    /// Who voted.
    pub voter: PlayerName,
    /// Whom they suspected.
    pub target: PlayerName,
    /// Their bet: 1, 2 or 3; without betting always 1.
    pub bet: u8,
    /// Whether the target was the spy; null for the spy's own vote.
    pub right: Option<bool>,
    /// What it was worth.
    pub points: i32,
}

/// What a round was worth to a player.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub struct ReportedPoints {
    /// The player.
    pub name: PlayerName,
    /// The sum.
    pub points: i32,
    /// In a word.
    pub outcome: Event,
}

/// What a game adds to a player's line on a leaderboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayerLine {
    /// As it was shown.
    pub name: String,
    /// The same for all names that look the same, in whatever case.
    pub name_key: String,
    /// Whether the player won, alone or in a tie.
    pub won: bool,
    /// Points of all rounds.
    pub points: i32,
    /// Rounds as the spy.
    pub spy_rounds: u32,
    /// Those of them the spy won (see [`Verdict::is_spy_win`]).
    pub spy_wins: u32,
    /// The player's votes while not the spy with a bet of 1, 2 and 3, and those of them that named
    /// the spy, whether or not the round let them score.
    pub bets: [(u32, u32); ALL_IN as usize],
}

impl Game {
    /// What is to be remembered of the game as it stands. There is something from the end of its first
    /// round until [`PlayAgain`](crate::game::Command::PlayAgain); the running round is never in it. A game in
    /// which bots have played is not to be remembered: it says nothing of how well people play.
    #[must_use]
    pub fn report(&self) -> Option<GameReport> {
        if self.history.is_empty() || self.bots_have_played() {
            return None;
        }
        Some(GameReport {
            pack: ReportedPack {
                id: self.pack.id.clone(),
                name: self.pack.name.clone(),
                version: Some(self.pack.version),
            },
            settings: self.settings.clone(),
            is_complete: self.is_over(),
            players: self.reported_players(),
            rounds: self
                .history
                .iter()
                .filter_map(|r| self.reported_round(r))
                .collect(),
        })
    }

    fn reported_players(&self) -> Vec<ReportedPlayer> {
        let has_played = |id| self.history.iter().any(|r| r.points_of(id).is_some());
        let seats = self.seats.iter();
        let mut seats: Vec<_> = seats
            .filter(|s| s.is_listed() || has_played(s.id))
            .collect();
        seats.sort_by_key(|seat| std::cmp::Reverse(seat.score));
        let winners = match self.is_over() {
            true => self.winners(),
            false => Vec::new(),
        };
        let players = seats.into_iter().map(|seat| ReportedPlayer {
            name: seat.name.clone(),
            score: seat.score,
            is_winner: winners.iter().any(|winner| winner.id == seat.id),
        });
        players.collect()
    }

    /// Nothing only if a seat or a location were unknown: both outlive the game.
    fn reported_round(&self, record: &RoundRecord) -> Option<ReportedRound> {
        let name = |id: SeatId| self.seat(id).map(|seat| seat.name.clone());
        let location = |index: usize| self.pack.locations.get(index);
        let guess = record.guess.and_then(|guess| {
            let named = location(guess.location)?;
            Some(ReportedGuess {
                location: named.name.clone(),
                location_id: Some(named.id.clone()),
                correct: guess.correct,
            })
        });
        let points = record.points.iter().filter_map(|(seat, points)| {
            Some(ReportedPoints {
                name: name(*seat)?,
                points: points.points,
                outcome: points.outcome,
            })
        });
        let spys_points = record.points_of(record.spy);
        let votes = record.ballots.iter();
        let place = location(record.location)?;
        Some(ReportedRound {
            number: record.number,
            location: place.name.clone(),
            location_id: Some(place.id.clone()),
            spy: name(record.spy)?,
            verdict: record.verdict,
            convicted: record.convicted.and_then(name),
            guess,
            double_agent: spys_points.is_some_and(|p| p.outcome == Event::DoubleAgent),
            votes: votes
                .filter_map(|b| self.reported_vote(record, b))
                .collect(),
            abstained: record.abstained().into_iter().filter_map(name).collect(),
            points: points.collect(),
        })
    }

    fn reported_vote(&self, record: &RoundRecord, ballot: &Ballot) -> Option<ReportedVote> {
        let is_spys = ballot.voter == record.spy;
        Some(ReportedVote {
            voter: self.seat(ballot.voter)?.name.clone(),
            target: self.seat(ballot.target)?.name.clone(),
            bet: ballot.confidence,
            right: (!is_spys).then_some(ballot.target == record.spy),
            points: record
                .points_of(ballot.voter)
                .map_or(0, |points| points.points),
        })
    }
}

impl GameReport {
    /// What the game adds to a leaderboard: a line for each of its players, in their order.
    #[must_use]
    pub fn lines(&self) -> Vec<PlayerLine> {
        self.players
            .iter()
            .map(|player| self.line(player))
            .collect()
    }

    fn line(&self, player: &ReportedPlayer) -> PlayerLine {
        let mut line = PlayerLine {
            name: player.name.as_str().to_owned(),
            name_key: player.name.key(),
            won: player.is_winner,
            points: player.score,
            spy_rounds: 0,
            spy_wins: 0,
            bets: Default::default(),
        };
        for round in &self.rounds {
            if round.spy == player.name {
                line.spy_rounds += 1;
                line.spy_wins += u32::from(round.verdict.is_spy_win());
            }
            for vote in round.votes.iter().filter(|vote| vote.voter == player.name) {
                if let Some(right) = vote.right {
                    let (votes, rights) =
                        &mut line.bets[usize::from(vote.bet.clamp(1, ALL_IN)) - 1];
                    *votes += 1;
                    *rights += u32::from(right);
                }
            }
        }
        line
    }
}
