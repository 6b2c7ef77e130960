//! Past games over REST: what is told of them, and how they are forgotten.

use axum::http::StatusCode;
use serde_json::{Value, json};
use spyster::store::{BetLine, Change, FinishedGame, PlayerLine};

use super::support::{CARDS, Party, TestServer, get, send};

pub(crate) const GAMES: &str = "/api/spyster/games";
const LEADERBOARD: &str = "/api/spyster/leaderboard";

/// Plays a game of one round in which the spy is caught with bets of 1; the party and the
/// spy's name come back at its end.
pub(crate) async fn play(server: &TestServer) -> (Party, String) {
    let mut party = Party::of(server, 4).await;
    let rounds = json!({"type": "configure", "field": "num_rounds", "value": 1});
    party.host.accepted(rounds).await;
    party.question().await;
    party.go_to_vote().await;
    let spy = party.players[party.spy()].name.clone();
    party.convict_the_spy().await;
    party.phase("REVEAL").await;
    party.after_reveal("SCORING").await;
    party.host.admin("next_round").await;
    party.phase("END").await;
    (party, spy)
}

pub(crate) async fn list(server: &TestServer, query: &str) -> Value {
    let answer = get(server, &format!("{GAMES}{query}"), &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.json()
}

#[tokio::test]
async fn before_the_first_game_there_is_nothing_and_that_is_no_error() {
    let server = TestServer::start().await;
    assert_eq!(list(&server, "").await, json!({"games": [], "next": null}));
    let board = get(&server, LEADERBOARD, &[]).await.json();
    assert_eq!(board, json!({"standings": []}));
    let none = get(&server, &format!("{GAMES}/none"), &[]).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    assert_eq!(none.json()["code"], "GAME_NOT_FOUND");
}

#[tokio::test]
async fn a_game_is_told_round_by_round() {
    let server = TestServer::start().await;
    let (_party, spy) = play(&server).await;
    let games = list(&server, "").await;
    let listed = &games["games"][0];
    assert_eq!(
        (&listed["pack"], &listed["rounds"]),
        (&json!("Classic"), &json!(1))
    );
    assert_eq!(listed["pack_id"], "classic");
    assert!(listed["pack_version"].is_u64());
    assert_eq!(listed["players"].as_array().unwrap().len(), 4);
    let path = format!("{GAMES}/{}", listed["id"].as_str().unwrap());
    let game = get(&server, &path, &[]).await.json();
    assert_eq!(game["ended_at"], listed["ended_at"]);
    let round = &game["rounds"][0];
    assert_eq!(
        (&round["spy"], &round["verdict"]),
        (&json!(spy), &json!("spy_caught"))
    );
    assert_eq!(round["votes"].as_array().unwrap().len(), 4);
    let board = get(&server, LEADERBOARD, &[]).await.json();
    let standings = board["standings"].as_array().unwrap();
    assert_eq!(standings.len(), 4);
    let of_spy = standings.iter().find(|line| line["name"] == *spy).unwrap();
    let nothing = json!({"bet": 3, "votes": 0, "right": 0, "accuracy": null});
    assert_eq!(
        (&of_spy["spy_rounds"], &of_spy["spy_wins"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(
        (&of_spy["average_points"], &of_spy["bets"][2]),
        (&json!(-2.0), &nothing)
    );
    let best = &standings[0];
    assert_eq!(
        (&best["wins"], &best["average_points"]),
        (&json!(1), &json!(4.0))
    );
    assert_eq!(
        best["bets"][0],
        json!({"bet": 1, "votes": 1, "right": 1, "accuracy": 1.0})
    );
}

#[tokio::test]
async fn the_list_comes_in_pages_and_a_game_can_be_forgotten() {
    let server = TestServer::start().await;
    let (mut party, _) = play(&server).await;
    for _ in 0..2 {
        party.host.admin("play_again").await;
        party.phase("LOBBY").await;
        party.question().await;
        party.go_to_vote().await;
        party.convict_the_spy().await;
        party.phase("REVEAL").await;
        party.after_reveal("SCORING").await;
        party.phase_after(CARDS * 2, "END").await;
    }
    let id = |game: &Value| game["id"].as_str().unwrap().to_owned();
    let first = list(&server, "?limit=2").await;
    let next = first["next"].as_str().unwrap();
    assert_eq!(next, id(&first["games"][1]));
    let second = list(&server, &format!("?limit=2&before={next}")).await;
    assert_eq!(second["games"].as_array().unwrap().len(), 1);
    assert_eq!(second["next"], Value::Null);
    let path = format!("{GAMES}/{}", id(&second["games"][0]));
    for status in [StatusCode::NO_CONTENT, StatusCode::NOT_FOUND] {
        assert_eq!(send(&server, "DELETE", &path, &[], "").await.status, status);
    }
    assert_eq!(
        list(&server, "").await["games"].as_array().unwrap().len(),
        2
    );
    let board = get(&server, LEADERBOARD, &[]).await.json();
    assert_eq!(board["standings"][0]["games"], 2);
}

#[tokio::test]
async fn where_history_is_off_there_is_none() {
    let server = TestServer::with(|config| config.history = false).await;
    for path in [GAMES, LEADERBOARD, "/api/spyster/games/x"] {
        let answer = get(&server, path, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.json()["code"], "HISTORY_OFF");
    }
}

/// As many games as a group plays in many years, all like one that was played.
async fn remember(server: &TestServer, count: u64) {
    let store = &server.app.store;
    let played = store.games(None, 1).await.unwrap().remove(0);
    let line = |name: &str| PlayerLine {
        name: name.to_owned(),
        name_key: name.to_lowercase(),
        won: name == "Ana",
        points: 2,
        spy_rounds: 1,
        spy_wins: 0,
        bets: [BetLine { votes: 1, right: 1 }; 3],
    };
    for number in 0..count {
        store.queue(Change::AddGame(FinishedGame {
            id: format!("game-{number}"),
            ended_at: number,
            body: played.body.clone(),
            players: ["Ana", "ANA B", "Ben", "Cem"].map(line).into(),
        }));
    }
    store.flush().await;
}

/// A game as it was written down before its pack's version and the locations' ids were.
const EARLY_GAME: &str = r#"{
    "pack": { "id": "classic", "name": "Classic" },
    "settings": {
        "round_duration_minutes": 7, "num_rounds": 1, "location_pack": "classic", "vote_duration_seconds": 60,
        "conviction": "plurality", "betting": true, "spy_guess": "vote", "role_display_seconds": 10,
        "points": "nerve", "last_word": true, "double_last_round": true
    },
    "is_complete": true,
    "players": [{ "name": "Ana", "score": 0, "is_winner": true }, { "name": "Ben", "score": -5, "is_winner": false }],
    "rounds": [{
        "number": 1, "location": "Casino", "spy": "Ben", "verdict": "spy_caught", "convicted": null,
        "guess": { "location": "Theater", "correct": false }, "double_agent": false,
        "votes": [{ "voter": "Ana", "target": "Ben", "bet": 3, "right": true, "points": 0 }], "abstained": [],
        "points": [{ "name": "Ana", "points": 0, "outcome": "no_points" }, { "name": "Ben", "points": -5, "outcome": "guessed_wrong" }]
    }]
}"#;

#[tokio::test]
async fn a_game_that_was_kept_without_ids_is_told_without_them() {
    let server = TestServer::start().await;
    server.app.store.queue(Change::AddGame(FinishedGame {
        id: "early".to_owned(),
        ended_at: 1,
        body: EARLY_GAME.into(),
        players: Vec::new(),
    }));
    server.app.store.flush().await;
    let listed = &list(&server, "").await["games"][0];
    assert_eq!(
        (&listed["pack"], &listed["pack_id"]),
        (&json!("Classic"), &json!("classic"))
    );
    assert_eq!(listed.get("pack_version"), None);
    let told = get(&server, &format!("{GAMES}/early"), &[]).await.json();
    let mut expected: Value = serde_json::from_str(EARLY_GAME).unwrap();
    expected["id"] = json!("early");
    expected["ended_at"] = json!(1);
    assert_eq!(told, expected);
}

#[tokio::test]
async fn ten_thousand_games_are_listed_and_added_up() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::with(|config| {
        config.data_dir = folder.path().to_str().unwrap().to_owned();
    })
    .await;
    let _party = play(&server).await;
    remember(&server, 10_000).await;
    let (mut listed, mut before) = (0, String::new());
    loop {
        let page = list(&server, &format!("?limit=100{before}")).await;
        listed += page["games"].as_array().unwrap().len();
        match page["next"].as_str() {
            Some(next) => before = format!("&before={next}"),
            None => break,
        }
    }
    assert_eq!(listed, 10_001);
    let board = get(&server, LEADERBOARD, &[]).await.json();
    assert_eq!(board["standings"][0]["name"], "Ana");
    assert!(board["standings"][0]["games"].as_u64().unwrap() >= 10_000);
    server.stop().await;
}
