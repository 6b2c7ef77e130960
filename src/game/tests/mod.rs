//! The game's rules, one test a sentence; a name that starts with `dNN` names a known defect of old.

mod called_off;
mod flow;
mod people;
mod phases;
mod points;
mod table;
mod vote;
