//! The REST side: rooms opened and described, QR codes, packs, and the server's health.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::support::{
    Answer, Caller, Party, Player, TestServer, get, open_room, send, within_deadline,
};

fn assert_error(answer: &Answer, status: StatusCode, code: &str) {
    assert_eq!(answer.status, status);
    let body = answer.json();
    assert_eq!(
        (&body["type"], &body["code"]),
        (&json!("error"), &json!(code))
    );
    assert!(body["message"].as_str().unwrap().ends_with('.'));
}

#[tokio::test]
async fn a_room_is_opened_with_all_its_host_needs() {
    let server =
        TestServer::with(|config| config.public_url = "https://tv.example/x/".into()).await;
    let opened = send(&server, "POST", "/api/spyster/rooms", &[], "").await;
    assert_eq!(opened.status, StatusCode::CREATED);
    assert_eq!(opened.header("cache-control"), "no-store");
    let body = opened.json();
    let room = body["room"].as_str().unwrap();
    assert_eq!(room.len(), 4);
    assert!(
        room.chars()
            .all(|c| "BCDFGHJKLMNPQRSTVWXZ23456789".contains(c))
    );
    assert_eq!(body["session_id"].as_str().unwrap().len(), 36);
    assert!(body["host_token"].as_str().unwrap().len() >= 32);
    let join_url = format!("https://tv.example/x/api/spyster/player?room={room}");
    assert_eq!(body["join_url"], join_url);
    assert_eq!(body.as_object().unwrap().len(), 4);
}

#[tokio::test]
async fn no_two_rooms_share_a_code_or_a_token() {
    let server = TestServer::with(|config| config.max_rooms_per_house_address = 0).await;
    let mut seen = std::collections::HashSet::new();
    for _ in 0..100 {
        let (room, token) = open_room(&server).await;
        assert!(seen.insert(room) && seen.insert(token));
    }
}

/// Opens a room as somebody behind a proxy; the answer comes back.
async fn open_from(server: &TestServer, address: &str) -> Answer {
    let headers = [("x-forwarded-for", address)];
    send(server, "POST", "/api/spyster/rooms", &headers, "").await
}

#[tokio::test]
async fn a_stranger_may_open_ten_rooms_and_somebody_of_the_house_thirty() {
    let server = TestServer::with(|config| {
        config.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
    })
    .await;
    for (address, most) in [("203.0.113.9", 10), ("192.168.1.20", 30)] {
        for _ in 0..most {
            let opened = open_from(&server, address).await;
            assert_eq!(opened.status, StatusCode::CREATED);
            Caller::join(&server, opened.json()["room"].as_str().unwrap(), "Ana").await;
        }
        let refused = open_from(&server, address).await;
        assert_error(&refused, StatusCode::TOO_MANY_REQUESTS, "ROOM_LIMIT");
    }
    assert_eq!(server.app.rooms.count(), 40);
}

#[tokio::test]
async fn a_stranger_who_opens_a_hundred_rooms_has_ten_and_nobody_elses_is_closed() {
    let server = TestServer::with(|config| {
        config.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
        config.max_rooms = 20;
    })
    .await;
    let evening = open_from(&server, "192.168.1.20").await.json();
    for _ in 0..100 {
        let opened = open_from(&server, "203.0.113.9").await;
        assert_eq!(opened.status, StatusCode::CREATED);
    }
    within_deadline(async {
        while server.app.rooms.count() > 11 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let room = server.app.rooms.find(evening["room"].as_str());
    assert_eq!(room.unwrap().summary().await.unwrap().player_count, 0);
}

#[tokio::test]
async fn a_room_is_found_by_its_id_too() {
    let server = TestServer::start().await;
    let (room, _) = open_room(&server).await;
    open_room(&server).await;
    let summary = get(&server, &format!("/api/spyster/rooms/{room}"), &[]).await;
    let id = summary.json()["session_id"].as_str().unwrap().to_owned();
    for (page, leads_to) in [("player", "player?room="), ("host", "host?watch=")] {
        let found = get(&server, &format!("/api/spyster/{page}?session={id}"), &[]).await;
        assert_eq!(found.status, StatusCode::SEE_OTHER);
        assert_eq!(found.header("location"), format!("{leads_to}{room}"));
        for unknown in ["none", "00000000-0000-4000-8000-000000000000"] {
            let path = format!("/api/spyster/{page}?session={unknown}");
            assert_eq!(get(&server, &path, &[]).await.status, StatusCode::OK);
        }
    }
    let qr = get(&server, &format!("/api/spyster/qr?session={id}"), &[]).await;
    assert_eq!(qr.json()["session_id"], id);
    let by_id = get(&server, &format!("/api/spyster/rooms/{id}"), &[]).await;
    assert_eq!(by_id.json()["room"], room);
    let player = Player::join(&server, &id, "Ana").await;
    assert_eq!(player.state["room"], room);
}

#[tokio::test]
async fn everybody_may_know_how_a_room_is() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 4).await;
    let path = format!("/api/spyster/rooms/{}", party.room.to_lowercase());
    let summary = get(&server, &path, &[]).await;
    assert_eq!(summary.status, StatusCode::OK);
    let body = summary.json();
    let mut known: Vec<&String> = body.as_object().unwrap().keys().collect();
    known.sort();
    let public = [
        "connected_count",
        "created_at",
        "max_players",
        "phase",
        "player_count",
        "room",
        "session_id",
        "status",
    ];
    assert_eq!(known, public);
    assert_eq!(
        (&body["room"], &body["phase"]),
        (&json!(party.room), &json!("LOBBY"))
    );
    assert_eq!(
        (&body["status"], &body["player_count"]),
        (&json!("waiting"), &json!(4))
    );
    assert_eq!(body["session_id"], party.host.state["session_id"]);

    let status = async || get(&server, &path, &[]).await.json()["status"].clone();
    party.question().await;
    assert_eq!(status().await, "playing");
    party.host.admin("pause").await;
    assert_eq!(status().await, "paused");
    party.host.admin("resume").await;
    party.go_to_vote().await;
    party.convict_the_spy().await;
    party.phase("REVEAL").await;
    party.after_reveal("SCORING").await;
    party.host.admin("end_game").await;
    assert_eq!(status().await, "finished");
    party.host.admin("end_session").await;
    assert_eq!(party.host.closed().await, 4003);
    let gone = get(&server, &path, &[]).await;
    assert_error(&gone, StatusCode::NOT_FOUND, "ROOM_NOT_FOUND");
}

#[tokio::test]
async fn an_unknown_room_is_not_found_however_it_is_asked_for() {
    let server = TestServer::start().await;
    let no_game = get(&server, "/api/spyster/qr", &[]).await;
    assert_error(&no_game, StatusCode::NOT_FOUND, "NO_GAME");
    open_room(&server).await;
    open_room(&server).await;
    for path in [
        "/api/spyster/rooms/AEIO",
        "/api/spyster/rooms/x",
        "/api/spyster/rooms/%F0%9F%A6%8A",
        "/api/spyster/rooms/AEIO/qr.svg",
        "/api/spyster/qr?room=AEIO",
    ] {
        let answer = get(&server, path, &[]).await;
        assert_error(&answer, StatusCode::NOT_FOUND, "ROOM_NOT_FOUND");
    }
    let which = get(&server, "/api/spyster/qr", &[]).await;
    assert_error(&which, StatusCode::BAD_REQUEST, "ROOM_REQUIRED");
    let bad_escape = get(&server, "/api/spyster/rooms/%FF", &[]).await;
    assert_error(&bad_escape, StatusCode::BAD_REQUEST, "INVALID_MESSAGE");
}

#[tokio::test]
async fn the_qr_code_is_a_picture_that_fetches_nothing() {
    let server = TestServer::with(|config| config.public_url = "https://tv.example".into()).await;
    let (room, _) = open_room(&server).await;
    let picture = get(&server, &format!("/api/spyster/rooms/{room}/qr.svg"), &[]).await;
    assert_eq!(picture.header("content-type"), "image/svg+xml");
    let svg = picture.text();
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
    let without_namespace = svg.replace("http://www.w3.org/2000/svg", "");
    for link in ["http", "href", "url(", "<script", "<image", "<style"] {
        assert!(!without_namespace.contains(link), "{link}");
    }

    let code = get(&server, "/api/spyster/qr", &[]).await.json();
    assert_eq!(code["success"], true);
    let url = format!("https://tv.example/api/spyster/player?room={room}");
    assert_eq!(code["join_url"], url);
    assert_eq!(code["session_id"].as_str().unwrap().len(), 36);
    let data = code["qr_code_data"].as_str().unwrap();
    let data = data.strip_prefix("data:image/svg+xml,").unwrap();
    let decoded = percent_encoding::percent_decode_str(data)
        .decode_utf8()
        .unwrap();
    assert_eq!(decoded, svg);
}

#[tokio::test]
async fn the_packs_are_listed_without_their_contents() {
    let server = TestServer::start().await;
    let packs = get(&server, "/api/spyster/packs", &[]).await.json();
    let ids: Vec<_> = (0..3).map(|n| &packs["packs"][n]["id"]).collect();
    assert_eq!(ids, ["around_town", "classic", "tall_tales"]);
    let classic: &Value = &packs["packs"][1];
    assert_eq!(
        (&classic["id"], &classic["name"]),
        (&json!("classic"), &json!("Classic"))
    );
    assert_eq!(
        (&classic["location_count"], &classic["role_count"]),
        (&json!(12), &json!(108))
    );
    assert_eq!(
        classic["translations"],
        json!(["de", "es", "fr", "it", "nl"])
    );
    assert_eq!(classic.get("locations"), None);
}

#[tokio::test]
async fn health_says_what_is_open() {
    let server = TestServer::start().await;
    let health = async || get(&server, "/api/spyster/health", &[]).await.json();
    let idle = json!({"status": "ok", "version": "1.0.0", "rooms": 0, "connections": 0});
    assert_eq!(health().await, idle);
    let _party = Party::of(&server, 2).await;
    let busy = json!({"status": "ok", "version": "1.0.0", "rooms": 1, "connections": 3});
    assert_eq!(health().await, busy);
}

#[tokio::test]
async fn health_says_the_version() {
    let server = TestServer::start().await;
    let health = get(&server, "/api/spyster/health", &[]).await;
    assert_eq!(health.status, StatusCode::OK);
    assert_eq!(health.json()["status"], "ok");
    assert_eq!(health.json()["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(health.header("cache-control"), "no-store");
}
