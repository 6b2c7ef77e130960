//! One script out of a page's modules: our own modules are plain enough that reading them line by line will
//! do, and what is not as plain as that is refused at start rather than guessed at.

mod line;
mod link;
mod module;
mod scan;
#[cfg(test)]
mod tests;

pub(super) use link::{Scripts, link, plain};
