//! The package's build script: puts the pages together when the program is compiled, plain and compressed, for
//! the binary to hold.
//!
//! In a debug build it leaves that to the program, which does it anew when a file has changed: then a reload of
//! a page shows an edit.

// What only the program uses of the modules that it has in common with this script.
#![allow(dead_code, unreachable_pub, unused_imports)]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use bundle::{Bundle, bundle};
use index::{INDEX, packed, plain};
use libdeflater::{CompressionLvl, Compressor};

mod bundle;
mod hex;
mod index;
mod languages;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rustc-check-cfg=cfg(pages_from_disk)");
    if env::var("PROFILE")? == "debug" {
        println!("cargo::rustc-cfg=pages_from_disk");
        println!("cargo::rerun-if-changed=src/pages/build.rs");
        return Ok(());
    }
    // The whole folder: a file that was added counts too.
    println!("cargo::rerun-if-changed=www");
    let folder = PathBuf::from(env::var("OUT_DIR")?).join("pages");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    write(&bundle(Path::new("www"))?, &folder)
}

fn write(bundle: &Bundle, folder: &Path) -> Result<(), Box<dyn Error>> {
    for (path, data) in &bundle.files {
        put(folder, &plain(path), data)?;
        let packed_data = match bundle.index.pages.get(path) {
            Some(page) => deflate(&data[page.timeout_at.unwrap_or(0)..]),
            None => gzip(data),
        };
        // Pictures are compressed already.
        if packed_data.len() < data.len() * 9 / 10 {
            put(folder, &packed(path), &packed_data)?;
        }
    }
    fs::write(folder.join(INDEX), serde_json::to_vec(&bundle.index)?)?;
    Ok(())
}

fn put(folder: &Path, path: &str, data: &[u8]) -> io::Result<()> {
    let place = folder.join(path);
    fs::create_dir_all(place.parent().unwrap_or(folder))?;
    fs::write(place, data)
}

fn gzip(data: &[u8]) -> Vec<u8> {
    let mut compressor = Compressor::new(CompressionLvl::best());
    let mut packed = vec![0; compressor.gzip_compress_bound(data.len())];
    let length = compressor.gzip_compress(data, &mut packed);
    packed.truncate(length.expect("the bound is enough for any data"));
    packed
}

fn deflate(data: &[u8]) -> Vec<u8> {
    let mut compressor = Compressor::new(CompressionLvl::best());
    let mut packed = vec![0; compressor.deflate_compress_bound(data.len())];
    let length = compressor.deflate_compress(data, &mut packed);
    packed.truncate(length.expect("the bound is enough for any data"));
    packed
}
