//! The contract: what is published is what the types say.

use super::support::{TestServer, get, published};

#[tokio::test]
async fn a_server_publishes_the_contract() {
    let server = TestServer::start().await;
    let contract = get(&server, "/api/spyster/protocol.json", &[]).await;
    assert_eq!(
        contract.header("content-type"),
        "application/json; charset=utf-8"
    );
    assert_eq!(contract.json(), published());
}

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
            "www/{file} is stale: run this test with SPYSTER_WRITE_CONTRACT=1"
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
