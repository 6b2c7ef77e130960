//! The whole game, pure: time, chance and commands come in as arguments, deadlines and views go out.

mod scoring;
mod settings;

pub use scoring::Scoring;
pub use settings::{Conviction, HouseRules, Settings, SpyGuess};
