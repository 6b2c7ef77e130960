//! The whole game, pure: time, chance and commands come in as arguments, deadlines and views go out.
//!
//! Read [`Game`] first, then `stage`: where a game stands. `flow` takes it from one phase to the next, `pauses` stops it,
//! `saved` writes it down. The folders hold a concept each:
//!
//! | folder | holds |
//! |---|---|
//! | `round` | the deal and its cards, who asks whom, ballots, how a vote is judged and revealed, points |
//! | `people` | names, seats, who comes and goes, who hosts |
//! | `bots` | seats in which the game itself plays |
//! | `packs` | location packs, their limits, what stands on a spy's card |
//! | `view` | who may see what, and what is told of it |
//! | `report` | finished rounds, awards, the report of a game |
//!
//! # The rules
//!
//! Four to ten people. Each round one of them is the spy; all others know the location and have a
//! role there. They question each other aloud, then everybody votes and bets on being right.
//!
//! | phase | lasts | ends by |
//! |---|---|---|
//! | LOBBY | open | the host starts |
//! | ROLES | 10 s | everybody has looked at the card, not before 3 s; or the timer |
//! | QUESTIONING | 7 min | a player calls a vote (once a round each), the host, or the timer |
//! | VOTE | 60 s | everybody connected, or lost for less than 10 s, has voted or guessed; or the timer |
//! | REVEAL | 8-20 s, then up to 15 s of last word | timer; without a conviction the questions go on with the time that was left |
//! | SCORING | 10 s | timer or host; then the next round, or the end |
//! | END | open | the host plays again |
//! | PAUSED | open | the host resumes, or is back; every timer stops and later goes on |
//!
//! **Conviction.** The most votes convict (or more than half, or all but the accused: a setting);
//! a tie convicts nobody. With no time left and nobody convicted the spy gets away.
//!
//! **Guess and last word.** The spy may guess the location instead of voting. The guess is sealed: the vote
//! goes on, it is opened after the bets, and the round is over then. A spy who was convicted without a guess
//! may name the location with the last word; nobody is told where it was before that.
//!
//! **Points.** One of three tables, or the house's own: [`Scoring`] has their rows, `nerve` is the default.
//! A vote scores by its bet, whoever is convicted and whether or not the spy guesses. The spy scores for
//! getting away, more for an innocent convicted, most with an own ALL IN on them (Double Agent); or, instead of
//! all that, by the guess. In the last round everything counts twice.
//!
//! **Awards.** At the end, for the rounds that were played to theirs; equals share one, and what nobody
//! has earned is left out. *Sharpest eye*: most points from votes while not the spy, wrong ones taken off.
//! *Boldest bet*: most votes ALL IN, the spy's too. *Master spy*: most rounds won as the spy, that is
//! without being convicted or guessing wrong; among equals, most points in rounds as the spy. *Most
//! suspected*: most votes received while not the spy.
//!
//! **People come and go.** A lost phone is reconnecting at once and disconnected after 30 s, and after
//! 5 minutes its seat is given up: gone from a lobby, greyed on the board of a game. Back before that
//! means same seat, same card, same score. Somebody without a token who types the name gets a lost seat
//! of a lobby after 10 s, unless it has host rights; in a game a host decides once it has been away for
//! 30 s, and the card stays hidden until the next deal. A host may remove whoever has been away for 60 s,
//! and with `force` anybody; they come back only by a host's word. Only those who are connected or
//! reconnecting are dealt in. A round whose spy is gone for good, or that has fewer than three players
//! left, is called off and dealt again under its number. Nobody hosting for 10 s pauses the game; after 60 s a player who was there with the
//! host may take over.
//!
//! **Bots.** The host may fill seats of the lobby with bots. They are dealt in, vote and bet, and know
//! no more than anybody in their seat would. They cannot talk: people question people, as long as there
//! are two of them; with fewer, the questions go round by themselves and end early. A full room makes
//! room for people. A game with bots is not remembered.

mod bots;
mod call_off;
mod command;
mod engine;
mod flow;
mod format_1;
mod house;
mod packs;
mod pauses;
mod people;
mod phase;
mod refusal;
mod report;
mod round;
mod saved;
mod settings;
mod stage;
mod tick;
mod view;

#[cfg(test)]
mod tests;

pub use command::{Actor, Command};
pub use engine::Game;
pub use format_1::from_format_1;
pub use house::HouseRules;
pub use packs::pack::{Difficulty, Location, Pack, PackError, Role, SpyCard};
pub use packs::summary::PackSummary;
pub use people::name::PlayerName;
pub use people::seat::{PresenceStatus, SeatId};
pub use phase::{PauseReason, Phase};
pub use refusal::Refusal;
pub use report::game_report::{
    GameReport, PlayerLine, ReportedGuess, ReportedPack, ReportedPlayer, ReportedPoints,
    ReportedRound, ReportedVote,
};
pub use round::packs::Packs;
pub use round::scoring::{Event, Scoring};
pub use round::state::{CallOff, Verdict};
pub use saved::NotResumable;
pub use settings::{Conviction, PointsTable, Setting, Settings, SpyGuess};
pub use tick::{Moment, Tick};
pub use view::private::{LengthBounds, PrivateView, Viewer};
pub use view::public::PublicView;
pub use view::scene::{Scene, SceneSeat, SceneWinners};
