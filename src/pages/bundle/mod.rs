//! Bundler: makes of the many small files in `www/` the few that browsers are sent.
//!
//! A page gets its style sheets in one `<style>` element, its own module becomes one script with all that it
//! imports (see [`link`]), and every address in them names the build.
//!
//! # Why not a library
//!
//! Looked at in November 2026. Without a bundler the 36 files of a phone's first visit are 45 KB instead of 18.
//!
//! | library | why not |
//! |---|---|
//! | swc | its bundler is being removed |
//! | rolldown | 252 crates, and no stable interface |
//! | oxc | reads and prints modules, and does not put them together |
//! | the one small minifier | changes what valid code means |
//!
//! Our modules are plain enough to be read line by line, and what is not as plain as that is refused with its
//! file and line rather than guessed at. A test holds the tokens of each script equal to those of its modules, as a
//! parser that is not ours sees them (`tests/browser/play/bundle.test.js`). Should a library fit one day, this
//! folder is what it replaces.
//!
//! The package's build script compiles this folder too, so nothing here knows the rest of the house.

mod error;
mod files;
mod html;
mod line;
mod link;
mod literal;
mod lower;
mod module;
mod output;
mod scan;
mod sheet;
mod start;
#[cfg(test)]
mod tests;

pub(crate) use output::{Bundle, bundle};
