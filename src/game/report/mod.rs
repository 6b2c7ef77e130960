//! What is remembered of a game: its finished rounds, its awards, and the report for those who look back.

pub(super) mod awards;
pub(super) mod game_report;
pub(super) mod history;
