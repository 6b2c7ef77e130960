//! The game's rules, one test a sentence.

mod awards;
mod bots;
mod called_off;
mod chaos;
mod demo;
mod flow;
mod hosts;
mod last_word;
mod let_in;
mod looks;
mod pauses;
mod people;
mod phases;
mod points;
mod property;
mod removed;
mod report;
mod saved;
mod scoring;
mod secrecy;
mod table;
mod vote;
