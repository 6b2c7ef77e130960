//! The `spyster` binary.
fn main() {}
