//! Who may see past games, and have them forgotten.

use axum::http::StatusCode;
use serde_json::json;

use super::guesses::{OUTSIDE, ROOMS, bearer};
use super::history::{GAMES, list, play};
use super::support::{Answer, FROM, Player, TestServer, get, open_room, send};

#[tokio::test]
async fn a_host_may_have_the_games_of_their_own_room_forgotten() {
    // From outside, where nobody has rights over the server.
    let server = TestServer::behind_proxy(|_| {}).await;
    let (mine, _) = play(&server).await;
    let (theirs, _) = play(&server).await;
    let games = list(&server, "").await;
    let id = |index: usize| games["games"][index]["id"].as_str().unwrap().to_owned();
    // The newest first.
    let (my_game, their_game) = (id(1), id(0));
    let forget = async |token: &str, game: &str| {
        let bearer = format!("Bearer {token}");
        let headers = [(FROM, "203.0.113.9"), ("authorization", bearer.as_str())];
        send(&server, "DELETE", &format!("{GAMES}/{game}"), &headers, "")
            .await
            .status
    };
    let guest = &mine.players[0].token;
    assert_eq!(forget(guest, &my_game).await, StatusCode::FORBIDDEN);
    let host = &mine.host.token;
    assert_eq!(forget(host, &their_game).await, StatusCode::FORBIDDEN);
    assert_eq!(forget(host, &my_game).await, StatusCode::NO_CONTENT);
    assert_eq!(
        forget(&theirs.host.token, &their_game).await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(list(&server, "").await["games"], json!([]));
}

#[tokio::test]
async fn who_opens_a_room_may_not_therefore_delete_past_games() {
    let delete = async |server: &TestServer, ip: &str, bearer: &str| {
        let headers = [(FROM, ip), ("authorization", bearer)];
        let path = "/api/spyster/games/none";
        send(server, "DELETE", path, &headers, "").await.status
    };
    let open = TestServer::behind_proxy(|_| {}).await;
    let token = bearer(&open_room(&open).await.1);
    assert_eq!(delete(&open, OUTSIDE, &token).await, StatusCode::FORBIDDEN);
    // There is no such game; somebody of the house might delete it.
    assert_eq!(
        delete(&open, "192.168.1.20", &token).await,
        StatusCode::NOT_FOUND
    );

    let keyed = TestServer::behind_proxy(|config| config.host_key = "sesame".into()).await;
    let body = json!({"host_key": "sesame"}).to_string();
    let room = send(&keyed, "POST", ROOMS, &[], &body).await.json();
    let token = bearer(room["host_token"].as_str().unwrap());
    for ip in [OUTSIDE, "192.168.1.20"] {
        assert_eq!(delete(&keyed, ip, &token).await, StatusCode::FORBIDDEN);
        assert_eq!(
            delete(&keyed, ip, "Bearer sesame").await,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn a_page_from_elsewhere_forgets_no_games() {
    let server = TestServer::start().await;
    let evil = [("origin", "https://evil.example")];
    let answer = send(&server, "DELETE", &format!("{GAMES}/x"), &evil, "").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

async fn with_right(server: &TestServer, bearer: &str) -> Answer {
    get(
        server,
        GAMES,
        &[("authorization", &format!("Bearer {bearer}"))],
    )
    .await
}

#[tokio::test]
async fn with_a_host_key_history_is_for_hosts() {
    let server = TestServer::with(|config| config.host_key = "öffne dich".into()).await;
    let body = json!({"host_key": "öffne dich"}).to_string();
    let room = send(&server, "POST", "/api/spyster/rooms", &[], &body).await;
    let host_token = room.json()["host_token"].as_str().unwrap().to_owned();
    let code = room.json()["room"].as_str().unwrap().to_owned();
    let guest = Player::join(&server, &code, "Ana").await;
    let none = get(&server, GAMES, &[]).await;
    assert_eq!(none.status, StatusCode::FORBIDDEN);
    assert_eq!(none.json()["code"], "NOT_HOST");
    for right in ["%C3%B6ffne%20dich", &host_token] {
        assert_eq!(
            with_right(&server, right).await.status,
            StatusCode::OK,
            "{right}"
        );
    }
    let wrong = [
        guest.token.as_str(),
        "K7PQ-00000000000000000000000000000000",
        "sesame",
    ];
    for wrong in wrong {
        assert_eq!(
            with_right(&server, wrong).await.status,
            StatusCode::FORBIDDEN
        );
    }
    let gone = "K7PQ-00000000000000000000000000000000";
    for guess in [gone, "guessed", gone, "guessed", "guessed", "guessed"] {
        let refused = with_right(&server, guess).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "a token is no guess");
    }
    let slowed = with_right(&server, "guessed").await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        with_right(&server, &host_token).await.status,
        StatusCode::OK
    );
}
