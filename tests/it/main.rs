//! The whole house from outside: a real server on a free port, the real binary, real clients.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and so do its helpers"
)]

mod accept;
mod binary;
mod config;
mod connection;
mod echo;
mod frames;

mod faults;

mod limits;
mod messages;
mod pages;

mod rooms;

mod sessions;
mod support;
