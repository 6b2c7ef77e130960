//! The published contract: it is what the types say.

use std::path::Path;
use std::{env, fs};

#[cfg(feature = "contract")]
#[test]
fn the_published_schema_is_that_of_the_types() {
    let mut schema = serde_json::to_string_pretty(&spyster::contract::schema()).unwrap();
    schema.push('\n');
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/protocol.json");
    if env::var_os("SPYSTER_WRITE_CONTRACT").is_some() {
        fs::write(&file, &schema).unwrap();
    }
    let published = fs::read_to_string(&file).unwrap();
    assert!(
        published == schema,
        "www/protocol.json is stale: run the tests with SPYSTER_WRITE_CONTRACT=1"
    );
}
