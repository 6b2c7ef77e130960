//! Files beside the pages: under which addresses they stand, and in which parts they come.

use axum::http::StatusCode;

use super::answers::assert_is_json_error;
use super::support::{TestServer, get};

#[tokio::test]
async fn files_stand_as_they_are_written_where_they_have_no_hash() {
    let server = TestServer::start().await;
    for path in ["icon.svg", "lang/de.json", "protocol.json"] {
        let file = get(&server, &format!("/api/spyster/static/{path}"), &[]).await;
        assert_eq!(file.status, StatusCode::OK, "{path}");
        assert_eq!(file.header("cache-control"), "no-cache");
        let written = format!("{}/www/{path}", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(file.body, std::fs::read(written).unwrap(), "{path}");
    }
}

#[tokio::test]
async fn only_the_hash_of_now_leads_to_files() {
    let server = TestServer::start().await;
    let page = get(&server, "/api/spyster/player", &[]).await;
    let tree = page.text().split("static/").nth(1).unwrap();
    let tree = tree.split('/').next().unwrap();
    assert_eq!(tree.len(), 32, "{tree}");
    let other = tree.chars().rev().collect::<String>();
    for path in [
        format!("{other}/icon.svg"),
        format!("{tree}/player.html"),
        format!("{tree}/nothing.js"),
        format!("{tree}/"),
        tree.to_owned(),
    ] {
        let answer = get(&server, &format!("/api/spyster/static/{path}"), &[]).await;
        assert_is_json_error(&answer, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_video_comes_in_the_parts_that_are_asked_for() {
    let server = TestServer::start().await;
    let path = "/api/spyster/static/awake.mp4";
    let whole = get(&server, path, &[]).await;
    assert_eq!(whole.header("content-type"), "video/mp4");
    assert_eq!(whole.header("accept-ranges"), "bytes");
    let length = whole.body.len();
    assert!(length < 2048, "{length} bytes");

    for (range, part) in [
        ("bytes=0-1", 0..2),
        ("bytes=2-", 2..length),
        ("bytes=-5", length - 5..length),
    ] {
        let answer = get(&server, path, &[("range", range)]).await;
        assert_eq!(answer.status, StatusCode::PARTIAL_CONTENT, "{range}");
        let said = format!("bytes {}-{}/{length}", part.start, part.end - 1);
        assert_eq!(answer.header("content-range"), said);
        assert_eq!(answer.body, whole.body[part]);
    }

    for other in ["bytes=0-1,4-5", "bytes=5000-", "lines=1-2", "bytes=x"] {
        let answer = get(&server, path, &[("range", other)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{other}");
        assert_eq!(answer.body, whole.body);
    }
}
