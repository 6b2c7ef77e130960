//! Made-up tokens: they are looked at, count as wrong codes, and have no rate of their own.

use axum::http::StatusCode;
use serde_json::json;

use super::guesses::{OUTSIDE, another, bearer, get_room};
use super::support::{Answer, FROM, MESSAGES, Player, STATE, TestServer, get, open_room, send};

/// A token that nobody has.
fn made_up(room: &str, number: u32) -> String {
    format!("{room}-{number:032x}")
}

#[tokio::test]
async fn made_up_tokens_count_as_wrong_codes_and_good_ones_are_never_slowed() {
    let server = TestServer::behind_proxy(|_| {}).await;
    let (code, host_token) = open_room(&server).await;
    // Of this room, of none, and of no shape at all.
    let tokens = (0..5).flat_map(|number| [made_up(&code, number), made_up("BCDF", number)]);
    let tokens: Vec<String> = tokens.chain(["x".to_owned()]).collect();
    let mut is_slowed = false;
    for (number, token) in tokens.iter().cycle().take(60).enumerate() {
        // So seldom that these guesses alone would slow nobody.
        if number % 10 == 9 {
            let guess = get_room(&server, OUTSIDE, another(&code)).await;
            is_slowed |= guess.status == StatusCode::TOO_MANY_REQUESTS;
        }
        let bearer = bearer(token);
        let headers = [(FROM, OUTSIDE), ("authorization", bearer.as_str())];
        match number % 4 {
            0 => {
                let answer = get(&server, STATE, &headers).await;
                assert_eq!(answer.json()["code"], "INVALID_TOKEN");
            }
            1 => {
                let ping = json!({"type": "ping"}).to_string();
                let answer = send(&server, "POST", MESSAGES, &headers, &ping).await;
                assert_eq!(answer.json()["code"], "INVALID_TOKEN");
            }
            2 => {
                let mut socket = Player::from(OUTSIDE, &server, "").await;
                let resume = json!({"type": "resume", "token": token});
                assert_eq!(socket.refused(resume).await, "INVALID_TOKEN");
                assert_eq!(socket.closed().await, 1008);
            }
            _ => {
                let query = format!("?token={token}");
                let mut socket = Player::from(OUTSIDE, &server, &query).await;
                assert_eq!(socket.expect("error").await["code"], "INVALID_TOKEN");
                assert_eq!(socket.closed().await, 1008);
            }
        }
    }
    assert!(is_slowed);
    // They are looked at all the same.
    let good = bearer(&host_token);
    let headers = [(FROM, OUTSIDE), ("authorization", good.as_str())];
    assert_eq!(get(&server, STATE, &headers).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_made_up_token_has_no_rate_of_its_own() {
    let server = TestServer::behind_proxy(|config| {
        config.message_burst = 3;
        config.message_rate = 1;
    })
    .await;
    let (code, host_token) = open_room(&server).await;
    let ask = async |token: &str, path: &str| {
        let bearer = bearer(token);
        let headers = [(FROM, OUTSIDE), ("authorization", bearer.as_str())];
        match path {
            STATE => get(&server, STATE, &headers).await,
            _ => send(&server, "POST", path, &headers, r#"{"type":"ping"}"#).await,
        }
    };
    for path in [STATE, MESSAGES] {
        let mut answers = Vec::new();
        for number in 0..20 {
            answers.push(ask(&made_up(&code, number), path).await);
        }
        let too_fast = |answer: &&Answer| answer.status == StatusCode::TOO_MANY_REQUESTS;
        let refused = answers
            .iter()
            .find(too_fast)
            .expect("a made-up token is a stranger's");
        assert_eq!(refused.header("retry-after"), "1");
    }
    // Whoever has a good one is not held up by the one beside them.
    assert_eq!(ask(&host_token, STATE).await.status, StatusCode::OK);
}
