//! People: their names and seats, who comes and goes, and who hosts.

pub(super) mod hosts;
pub(super) mod name;
pub(super) mod seat;
pub(super) mod seating;
pub(super) mod unseen;
