//! The whole game, pure: time, chance and commands come in as arguments, deadlines and views go out.
//!
//! Read [`Game`] first. Its rules are spread over the files by concept: who sits where (`people`,
//! `hosts`, `seat`, `name` with `unseen`; `bots` with `plans`, `mind` and `demo`), where it stands and how it goes on
//! (`stage`, `flow`, `phase`), a round (`round`, `roles`, `cards`, `turns`), its vote (`ballots`, `vote`, `judge`, `scoring`, `reveal`), who may see what (`public_view`
//! with `phase_view` and `reveal_view`, and `private_view`), what is told of it (`scene`), and what is
//! remembered of it (`history`, `report`, `awards`).
//!
//! # The rules
//!
//! Four to ten people. Each round one of them is the spy; all others know the location and have a
//! role there. They question each other aloud, then everybody votes and bets on being right.
//!
//! | phase | lasts | ends by |
//! |---|---|---|
//! | LOBBY | open | the host starts |
//! | ROLES | 5 s | timer |
//! | QUESTIONING | 7 min | a player calls a vote (once a round each), the host, or the timer |
//! | VOTE | 60 s | everybody connected, or lost for less than 10 s, has voted; a guess; or the timer |
//! | REVEAL | 8-12 s | timer; without a conviction the questions go on with the time that was left |
//! | SCORING | 10 s | timer or host; then the next round, or the end |
//! | END | open | the host plays again |
//! | PAUSED | open | the host resumes, or is back; every timer stops and later goes on |
//!
//! **Conviction.** The most votes convict (or more than half, or all but the accused: a setting);
//! a tie convicts nobody. With no time left and nobody convicted the spy gets away.
//!
//! **Points.** A vote for the spy brings +2, +4, +6 for a bet of 1, 2, 3, also when somebody else is
//! convicted; a vote for an innocent −1, −2, −3. The spy's own vote brings nothing if its target is
//! convicted, but +10 for a bet of 3 (Double Agent), and −1, −2, −3 if not. The spy may guess the
//! location instead, which ends the vote at once: +10 or −5, and votes do not score.
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
//! left, is called off. Nobody hosting for 10 s pauses the game; after 60 s a player who was there with the
//! host may take over.
//!
//! **Bots.** The host may fill seats of the lobby with bots. They are dealt in, vote and bet, and know
//! no more than anybody in their seat would. They cannot talk: people question people, as long as there
//! are two of them; with fewer, the questions go round by themselves and end early. A full room makes
//! room for people. A game with bots is not remembered.

mod awards;
mod ballots;
mod bots;
mod cards;
mod command;
mod decoys;
mod demo;
mod engine;
mod flow;
mod format_1;
mod history;
mod hosts;
mod house;
mod judge;
mod mind;
mod name;
mod pack;
mod pack_limits;
mod pauses;
mod people;
mod phase;
mod phase_view;
mod plan;
mod plans;
mod private_view;
mod public_view;
mod refusal;
mod report;
mod reveal;
mod reveal_view;
mod roles;
mod round;
mod saved;
mod scene;
mod scoring;
mod seat;
mod settings;
mod spy_card;
mod stage;
mod tick;
mod turns;
mod unseen;
mod vote;

#[cfg(test)]
mod tests;

pub use command::{Actor, Command};
pub use engine::Game;
pub use format_1::from_format_1;
pub use house::HouseRules;
pub use name::PlayerName;
pub use pack::{Location, Pack, PackError, PackSummary, Packs, Role};
pub use phase::{PauseReason, Phase};
pub use private_view::{LengthBounds, PrivateView, Viewer};
pub use public_view::PublicView;
pub use refusal::Refusal;
pub use report::{
    GameReport, PlayerLine, ReportedGuess, ReportedPack, ReportedPlayer, ReportedPoints,
    ReportedRound, ReportedVote,
};
pub use round::{CallOff, Verdict};
pub use saved::NotResumable;
pub use scene::{Scene, SceneSeat, SceneWinners};
pub use scoring::{Event, Scoring};
pub use seat::{PresenceStatus, SeatId};
pub use settings::{Conviction, Setting, Settings, SpyGuess};
pub use spy_card::SpyCard;
pub use tick::{Moment, Tick};
