//! Room codes are guessed slowly, and nobody who has a right to be here is kept out by somebody who guesses.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::support::{
    Answer, FROM, MESSAGES, Player, STATE, TestServer, get, open_room, send, skip,
};

pub(crate) const ROOMS: &str = "/api/spyster/rooms";
pub(crate) const OUTSIDE: &str = "203.0.113.9";
/// One code in so much time is looked at of an address that is slowed.
const PERIOD: Duration = Duration::from_secs(2);

/// A code that the room does not have.
pub(crate) fn another(code: &str) -> &'static str {
    if code == "BBBB" { "CCCC" } else { "BBBB" }
}

pub(crate) async fn get_room(server: &TestServer, ip: &str, code: &str) -> Answer {
    get(server, &format!("{ROOMS}/{code}"), &[(FROM, ip)]).await
}

/// Guesses wrong until the address is slowed, which is after so many guesses that were free before, and at
/// most 30 where that is not known; what the time that it takes gives back comes on top.
async fn guess_until_slowed(server: &TestServer, ips: &[&str], code: &str, free: u32) {
    let began = Instant::now();
    let mut guesses = 0;
    for ip in ips.iter().cycle() {
        let answer = get_room(server, ip, another(code)).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "guess {guesses}");
        guesses += 1;
    }
    let regained = began.elapsed().as_secs() as u32 / 2 + 1;
    let most = free.max(30) + regained;
    assert!((free..=most).contains(&guesses), "{guesses}");
}

/// Asks what must be refused while the address is slowed; where the machine was so slow that a guess has
/// become free meanwhile, once more.
async fn slowed(server: &TestServer, ip: &str, code: &str, ask: impl AsyncFn() -> Answer) {
    for _ in 0..20 {
        guess_until_slowed(server, &[ip], code, 0).await;
        let answer = ask().await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            return assert_slowed(&answer);
        }
    }
    panic!("it was looked at again and again");
}

fn assert_slowed(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    let error = answer.json();
    assert_eq!(error["code"], "RATE_LIMITED");
    assert!(
        error["message"].to_string().contains("wrong codes"),
        "{error}"
    );
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=2).contains(&wait), "{wait}");
}

async fn join(server: &TestServer, ip: &str, name: &str, room: &str) -> Answer {
    let join = json!({"type": "join", "name": name, "room": room}).to_string();
    send(server, "POST", MESSAGES, &[(FROM, ip)], &join).await
}

pub(crate) fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

#[tokio::test]
async fn who_guesses_is_slowed_wherever_they_guess() {
    let server = TestServer::behind_proxy(|_| {}).await;
    let (code, _) = open_room(&server).await;
    let wrong = another(&code);
    let mut socket = Player::from(OUTSIDE, &server, "").await;
    for _ in 0..6 {
        for path in [
            format!("{ROOMS}/{wrong}"),
            format!("{ROOMS}/{wrong}/qr.svg"),
            format!("/api/spyster/qr?room={wrong}"),
        ] {
            let answer = get(&server, &path, &[(FROM, OUTSIDE)]).await;
            assert_eq!(answer.json()["code"], "ROOM_NOT_FOUND");
        }
        let joined = join(&server, OUTSIDE, "Ana", wrong).await;
        assert_eq!(joined.json()["replies"][0]["code"], "ROOM_NOT_FOUND");
        let watch = json!({"type": "watch", "room": wrong});
        assert_eq!(socket.refused(watch).await, "ROOM_NOT_FOUND");
    }
    for right_or_wrong in [wrong, &code] {
        for path in [
            format!("{ROOMS}/{right_or_wrong}"),
            format!("{ROOMS}/{right_or_wrong}/qr.svg"),
            format!("/api/spyster/qr?room={right_or_wrong}"),
        ] {
            let ask = async || get(&server, &path, &[(FROM, OUTSIDE)]).await;
            slowed(&server, OUTSIDE, &code, ask).await;
        }
        let ask = async || join(&server, OUTSIDE, "Ana", right_or_wrong).await;
        slowed(&server, OUTSIDE, &code, ask).await;
        for kind in ["join", "watch"] {
            guess_until_slowed(&server, &[OUTSIDE], &code, 0).await;
            let message = json!({"type": kind, "name": "Ana", "room": right_or_wrong});
            let answer = socket.ask(message).await;
            assert_eq!(answer["code"], "RATE_LIMITED");
            assert!(answer["message"].to_string().contains("wrong codes"));
        }
    }
    let other = get_room(&server, "203.0.113.8", &code).await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn one_code_in_two_seconds_is_looked_at_right_or_wrong_alike() {
    let server = TestServer::behind_proxy(|_| {}).await;
    let rooms = [open_room(&server).await.0, open_room(&server).await.0];
    let wrong = another(&rooms[0]);
    guess_until_slowed(&server, &[OUTSIDE], &rooms[0], 30).await;
    let tried = [
        (rooms[0].as_str(), StatusCode::OK),
        (wrong, StatusCode::NOT_FOUND),
        (&rooms[1], StatusCode::OK),
    ];
    for (code, status) in tried {
        guess_until_slowed(&server, &[OUTSIDE], &rooms[0], 0).await;
        skip(PERIOD).await;
        assert_eq!(get_room(&server, OUTSIDE, code).await.status, status);
        let next = get_room(&server, OUTSIDE, wrong).await;
        assert_eq!(next.status, StatusCode::TOO_MANY_REQUESTS);
    }
}

#[tokio::test]
async fn a_household_in_which_somebody_guesses_keeps_its_game() {
    let server = TestServer::behind_proxy(|_| {}).await;
    let (code, host_token) = open_room(&server).await;
    // The second room's code was never used from there.
    let (unused, _) = open_room(&server).await;
    assert_eq!(
        get_room(&server, OUTSIDE, &code).await.status,
        StatusCode::OK
    );
    let ask = async || get_room(&server, OUTSIDE, &unused).await;
    slowed(&server, OUTSIDE, &code, ask).await;

    for name in ["Ana", "Ben", "Cem"] {
        let joined = join(&server, OUTSIDE, name, &code).await.json();
        assert_eq!(joined["replies"][1]["type"], "join_success", "{joined}");
    }
    // The TV has its token, wherever it has moved.
    let tv = "198.51.100.7";
    slowed(&server, tv, &code, async || {
        get_room(&server, tv, &code).await
    })
    .await;
    let bearer = bearer(&host_token);
    let headers = [(FROM, tv), ("authorization", bearer.as_str())];
    // It is a token of one room, and no key to the others.
    let path = format!("{ROOMS}/{unused}/qr.svg");
    let ask = async || get(&server, &path, &headers).await;
    slowed(&server, tv, &code, ask).await;
    for path in [
        format!("{ROOMS}/{code}/qr.svg"),
        "/api/spyster/qr".into(),
        STATE.into(),
    ] {
        assert_eq!(get(&server, &path, &headers).await.status, StatusCode::OK);
    }
    let mut socket = Player::from(tv, &server, "").await;
    socket
        .accepted(json!({"type": "resume", "token": host_token}))
        .await;
    // Now its code has been used from there with success.
    assert_eq!(get_room(&server, tv, &code).await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_opens_a_room_knows_its_code() {
    let server = TestServer::behind_proxy(|_| {}).await;
    guess_until_slowed(&server, &[OUTSIDE], "DDDD", 30).await;
    let opened = send(&server, "POST", ROOMS, &[(FROM, OUTSIDE)], "").await;
    let code = opened.json()["room"].as_str().unwrap().to_owned();
    let joined = join(&server, OUTSIDE, "Ana", &code).await.json();
    assert_eq!(joined["replies"][1]["type"], "join_success", "{joined}");
}

#[tokio::test]
async fn the_house_may_mistype_three_hundred_times() {
    let server = TestServer::behind_proxy(|_| {}).await;
    let (code, _) = open_room(&server).await;
    guess_until_slowed(&server, &["192.168.1.20"], &code, 300).await;
}

#[tokio::test]
async fn an_ipv6_guesser_does_not_get_thirty_for_each_of_their_networks() {
    let server = TestServer::behind_proxy(|_| {}).await;
    let (code, _) = open_room(&server).await;
    let networks: Vec<String> = (0..100).map(|n| format!("2001:db8:7:{n}::1")).collect();
    let networks: Vec<&str> = networks.iter().map(String::as_str).collect();
    guess_until_slowed(&server, &networks, &code, 300).await;
    assert_eq!(get_room(&server, "2001:db8:8::1", &code).await.status, 200);
}

#[tokio::test]
async fn the_code_of_the_only_room_may_be_left_out_by_the_house_alone() {
    let server = TestServer::behind_proxy(|_| {}).await;
    let qr = async |ip: &str| get(&server, "/api/spyster/qr", &[(FROM, ip)]).await.json();
    let said = async |ip: &str, kind: &str| -> Value {
        let mut socket = Player::from(ip, &server, "").await;
        socket.ask(json!({"type": kind, "name": ip})).await
    };
    for ip in [OUTSIDE, "192.168.1.20"] {
        assert_eq!(qr(ip).await["code"], "NO_GAME");
        assert_eq!(said(ip, "join").await["code"], "NO_GAME");
    }
    let (code, _) = open_room(&server).await;
    for ip in [OUTSIDE, "2001:db8::1"] {
        let answer = qr(ip).await;
        assert_eq!(answer["code"], "ROOM_REQUIRED");
        assert!(!answer.to_string().contains(&code));
        for kind in ["join", "watch"] {
            assert_eq!(said(ip, kind).await["code"], "ROOM_REQUIRED");
        }
        for room in [json!(null), json!(""), json!("  ")] {
            let join = json!({"type": "join", "name": "Ana", "room": room}).to_string();
            let answer = send(&server, "POST", MESSAGES, &[(FROM, ip)], &join).await;
            let reply = &answer.json()["replies"][0];
            assert_eq!(reply["code"], "ROOM_REQUIRED", "{room}");
        }
        // Having to name it is no wrong guess.
        assert_eq!(get_room(&server, ip, &code).await.status, StatusCode::OK);
    }
    for ip in ["192.168.1.20", "fd00::5", "127.0.0.1"] {
        assert_eq!(qr(ip).await["success"], true);
        for kind in ["join", "watch"] {
            assert_eq!(said(ip, kind).await["type"], "ack", "{ip} {kind}");
        }
    }
}
