//! The pages and their files: put together once at start, so that a phone asks for few things and asks once.
//!
//! In `www/` a page is many small files. What is served of it is
//! - the page, with its style sheets in one `<style>` element: the first answer is enough to paint. It is
//!   asked for every time (`no-cache`, `ETag`), and its content security policy names the style by hash;
//! - its script, with all the modules it imports, at the address of the page's own module;
//! - the script that watches over its start (`js/start.js`), with what it says where the network fails.
//!
//! Scripts, pictures and everything else a page asks for stand below `static/<tree>/`, where `<tree>` is a
//! hash over all of them: what was fetched from there never changes and is never asked for again. A module
//! beside the page's own finds such a file with `new URL('../lang/en.json', import.meta.url)`; in a page's
//! HTML `static/` is enough, the hash is put in. Below plain `static/` all files stand as they are written.

mod asset;
mod error;
mod files;
mod html;
mod languages;
mod literal;
mod lower;
mod missing;
mod negotiation;
mod script;
mod sheet;
mod site;
mod start;

pub use error::{Fault, PageError};
pub(super) use languages::Languages;
pub(super) use negotiation::{accepts_gzip, has};
pub(super) use site::Pages;
