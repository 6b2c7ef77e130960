//! The whole game, pure: time, chance and commands come in as arguments, deadlines and views go out.
//!
//! Read [`Game`] first. Its rules are spread over the files by concept: who sits where (`people`,
//! `seat`, `name`), from phase to phase (`flow`, `phase`), a round (`round`, `roles`, `turns`),
//! its vote (`ballots`, `vote`, `judge`, `scoring`, `reveal`), and who may see what (`public_view`
//! with `phase_view` and `reveal_view`, and `private_view`).

mod ballots;
mod command;
mod engine;
mod flow;
mod history;
mod house;
mod judge;
mod name;
mod pack;
mod people;
mod phase;
mod phase_view;
mod private_view;
mod public_view;
mod refusal;
mod reveal;
mod reveal_view;
mod roles;
mod round;
mod scene;
mod scoring;
mod seat;
mod settings;
mod tick;
mod turns;
mod vote;

#[cfg(test)]
mod tests;

pub use command::{Actor, Command};
pub use engine::Game;
pub use house::HouseRules;
pub use name::PlayerName;
pub use pack::{Location, Pack, PackError, PackSummary, Packs, Role};
pub use phase::{PauseReason, Phase};
pub use private_view::{PrivateView, Viewer};
pub use public_view::PublicView;
pub use refusal::Refusal;
pub use round::{CallOff, Verdict};
pub use scene::{Scene, SceneSeat, Whereabouts};
pub use scoring::Scoring;
pub use seat::SeatId;
pub use settings::{Conviction, Setting, Settings, SpyGuess};
pub use tick::{Moment, Tick};
