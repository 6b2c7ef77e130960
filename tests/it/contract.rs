//! The contract: what is published is what the types say.

#[cfg(feature = "contract")]
mod published {
    use std::path::Path;
    use std::{env, fs};

    use spyster::contract::{declarations, schema};

    /// Compares a file of `www/` with what it should be, or makes it so.
    fn assert_current(file: &str, expected: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www").join(file);
        if env::var_os("SPYSTER_WRITE_CONTRACT").is_some() {
            fs::write(&path, expected).unwrap();
        }
        assert!(
            fs::read_to_string(&path).unwrap() == expected,
            "www/{file} is stale: SPYSTER_WRITE_CONTRACT=1 cargo test --features contract contract"
        );
    }

    #[test]
    fn the_schema_is_that_of_the_types() {
        let schema = serde_json::to_string_pretty(&schema()).unwrap();
        assert_current("protocol.json", &format!("{schema}\n"));
    }

    #[test]
    fn the_pages_declarations_are_those_of_the_types() {
        assert_current("js/protocol.d.ts", &declarations(&schema()));
    }
}
