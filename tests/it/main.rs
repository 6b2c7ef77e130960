//! The whole house from outside: a real server on a free port, the real binary, real clients.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and so do its helpers; figures are for whoever runs it"
)]

mod accept;
mod addresses;
mod answers;
mod binary;
mod clocks;
mod config;
mod connection;
mod contract;
mod crash;
mod damage;
mod echo;
mod errors;
mod faults;
mod files;
mod frames;
mod game;
mod game_logs;
mod gate;
mod guesses;
mod history;
mod history_rights;
mod hosts;
mod limits;
mod logs;
mod messages;
mod missing;
mod once;
mod packs;
mod pages;
mod polling;
mod proxy;
mod raw;
mod reserve;
mod rooms;
mod secrecy;
mod sessions;
mod settings;
mod sizes;
mod storm;
mod support;
mod tokens;
mod unwritable_logs;
mod violations;
mod wire;
