//! The pages and their files: what browsers are sent, put together when the program is compiled.
//!
//! In `www/` a page is many small files. What is served of it is
//! - the page, with its style sheets in one `<style>` element: the first answer is enough to paint;
//! - its script, with all the modules it imports, at the address of the page's own module;
//! - the script that watches over its start (`js/start.js`), with what it says where the network fails.
//!
//! Scripts, pictures and everything else a page asks for stand below `static/<build>/`, where `<build>` is a
//! hash over all of them: what was fetched from there never changes and is never asked for again. A module
//! beside the page's own finds such a file with `new URL('../lang/en.json', import.meta.url)`; in a page's
//! HTML `static/` is enough, the build is put in.
//!
//! The package's build script (`build.rs`) does that with `bundle` and leaves the result for the binary to
//! hold. A debug build does it at a request, whenever a file in `www/` has changed: a reload shows an edit.

mod asset;
#[cfg(any(pages_from_disk, test))]
mod bundle;
#[cfg_attr(pages_from_disk, path = "disk.rs")]
mod embedded;
mod gzip;
mod hex;
mod index;
mod languages;
mod public;
mod site;

pub use asset::{Asset, File, Page};
pub use languages::Languages;
pub use public::Pages;

pub(crate) use gzip::Gzip;
