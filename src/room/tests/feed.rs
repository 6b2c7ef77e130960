//! The live feed: what it tells, whom, when, and what it never tells.

use serde_json::{Value, json};

use super::client::{Client, parse};
use super::{NAMES, Party, idle, pass, seconds};
use crate::room::outgoing::feed::Feed;

/// Every line that somebody was sent.
pub(super) fn entries(client: &Client) -> Vec<Value> {
    let heard = client.heard.iter().map(|text| parse(text));
    let feeds = heard.filter(|message| message["type"] == "feed");
    feeds
        .flat_map(|feed| feed["entries"].as_array().unwrap().clone())
        .collect()
}

/// The lines that the host was sent, without their trimmings.
async fn lines(party: &mut Party) -> Vec<String> {
    idle().await;
    party.host.read();
    let text = |entry: &Value| entry["message"].as_str().unwrap().to_owned();
    entries(&party.host).iter().map(text).collect()
}

/// The lines that were added since there were `known`.
async fn news(party: &mut Party, known: &mut usize) -> Vec<String> {
    let lines = lines(party).await;
    let news = lines[*known..].to_vec();
    *known = lines.len();
    news
}

#[tokio::test(start_paused = true)]
async fn it_tells_a_round_from_the_lobby_to_the_scores() {
    let mut party = Party::of(4).await;
    let mut known = 0;
    let joined = [
        "Room opened",
        "Ana joined",
        "Ben joined",
        "Cem joined",
        "Dora joined",
    ];
    assert_eq!(news(&mut party, &mut known).await, joined);
    party.question().await;
    let dealt = ["Round 1: the cards are dealt", "Round 1: questions"];
    assert_eq!(news(&mut party, &mut known).await, dealt);
    let call = json!({"type": "call_vote"});
    party.players[1].ask(call).await;
    party.phase("VOTE").await;
    assert_eq!(news(&mut party, &mut known).await, ["Ben called a vote"]);
    let spy = party.spy();
    party.convict_the_spy().await;
    party.phase("REVEAL").await;
    let voted = [
        "Ana locked in",
        "Ben locked in",
        "Cem locked in",
        "Dora locked in",
        "The reveal begins",
    ];
    assert_eq!(news(&mut party, &mut known).await, voted);
    pass(seconds(8)).await;
    let too_early = news(&mut party, &mut known).await;
    assert!(too_early.is_empty(), "{too_early:?}");
    party.phase("SCORING").await;
    let over = ["Verdict: the spy was caught", "Round 1 is over"];
    assert_eq!(news(&mut party, &mut known).await, over);
    party.admin("end_game").await;
    let innocents = (0..4).filter(|player| *player != spy);
    let names: Vec<&str> = innocents.map(|player| NAMES[player]).collect();
    let [first, second, third] = names[..] else {
        panic!("three innocents");
    };
    let won = format!("The game is over: {first}, {second} and {third} win with 4");
    assert_eq!(news(&mut party, &mut known).await, [won]);
    party.admin("play_again").await;
    assert_eq!(news(&mut party, &mut known).await, ["Back in the lobby"]);
}

#[tokio::test(start_paused = true)]
async fn it_tells_who_comes_and_goes_and_who_pauses() {
    let mut party = Party::of(5).await;
    party.question().await;
    let mut known = lines(&mut party).await.len();
    party.players[0].lose();
    pass(seconds(29)).await;
    assert_eq!(
        news(&mut party, &mut known).await,
        ["Ana lost the connection"]
    );
    pass(seconds(30)).await;
    assert_eq!(news(&mut party, &mut known).await, ["Ana is still away"]);
    let token = party.players[0].token.clone().unwrap();
    party.players[0] = Client::resume(&party.room, &token).await;
    assert_eq!(news(&mut party, &mut known).await, ["Ana is back"]);
    party.admin("pause").await;
    party.admin("resume").await;
    let pause = ["Paused by the host", "The game is back on"];
    assert_eq!(news(&mut party, &mut known).await, pause);

    let innocent = (0..5).find(|player| *player != party.spy()).unwrap();
    let leaver = &mut party.players[innocent];
    let name = leaver.state["you"]["name"].as_str().unwrap().to_owned();
    leaver.ask(json!({"type": "leave"})).await;
    let left = [format!("{name} has left")];
    assert_eq!(news(&mut party, &mut known).await, left);

    // Told to the host when there is one again.
    party.host.lose();
    pass(seconds(20)).await;
    party.host = Client::resume(&party.room, &party.host_token).await;
    let lines = lines(&mut party).await;
    let since = [
        left[0].as_str(),
        "Paused: nobody is hosting",
        "The game is back on",
    ];
    assert_eq!(lines[lines.len() - 3..], since);
}

#[tokio::test(start_paused = true)]
async fn each_line_says_what_it_is_and_when() {
    let mut party = Party::of(4).await;
    party.vote().await;
    party.admin("pause").await;
    idle().await;
    party.host.read();
    let entries = entries(&party.host);
    let kinds: Vec<_> = entries
        .iter()
        .map(|entry| {
            [&entry["kind"], &entry["phase"], &entry["status"]].map(|v| v.as_str().unwrap())
        })
        .collect();
    assert_eq!(
        kinds[4..],
        [
            ["status", "LOBBY", "waiting"],
            ["status", "ROLES", "playing"],
            ["status", "QUESTIONING", "playing"],
            ["progress", "VOTE", "playing"],
            ["status", "PAUSED", "paused"],
        ]
    );
    let events = [&entries[1], &entries[5]].map(|entry| &entry["event"]);
    let dealt = json!({"type": "cards_dealt", "round": 1});
    assert_eq!(events, [&json!({"type": "joined", "name": "Ana"}), &dealt]);
    for (entry, seq) in entries.iter().zip(1..) {
        assert_eq!(entry["seq"], seq);
        assert!(
            entry["timestamp"].as_u64().unwrap()
                >= party.host.state["created_at"].as_u64().unwrap()
        );
        assert_eq!(entry.as_object().unwrap().len(), 7);
    }
}

#[test]
fn lines_that_were_kept_before_there_were_events_are_told_as_they_are() {
    let line = json!({
        "seq": 1, "kind": "status", "phase": "LOBBY", "status": "waiting", "message": "Room opened", "timestamp": 1,
    });
    let kept = json!({ "lines": [line], "told": 1 });
    let feed: Feed = serde_json::from_value(kept).unwrap();
    assert_eq!(json!(feed.lines()), json!([line]));
}

#[tokio::test(start_paused = true)]
async fn hosts_and_displays_read_it_and_nobody_else() {
    let mut party = Party::of(4).await;
    let mut display = Client::watch(&party.room).await;
    let share = json!({"type": "admin", "action": "make_host", "player_name": "Ana"});
    party.host.ask(share).await;
    party.vote().await;
    idle().await;
    for client in party.everybody().chain([&mut display]) {
        client.read();
    }
    let reads = |client: &Client| !entries(client).is_empty();
    assert!(reads(&party.host) && reads(&display) && reads(&party.players[0]));
    assert!(!party.players[1..].iter().any(reads));
    assert_eq!(entries(&party.host), entries(&display), "and all of it");
}

#[tokio::test(start_paused = true)]
async fn a_screen_that_comes_gets_the_last_fifty_lines_in_order() {
    let mut party = Party::of(4).await;
    for _ in 0..40 {
        party.players[0].lose();
        idle().await;
        let token = party.players[0].token.clone().unwrap();
        party.players[0] = Client::resume(&party.room, &token).await;
        idle().await;
        party.host.read();
    }
    let all = entries(&party.host);
    assert_eq!(all.len(), 5 + 2 * 40);
    let mut display = Client::watch(&party.room).await;
    let mut laptop = Client::resume(&party.room, &party.host_token).await;
    idle().await;
    for screen in [&mut display, &mut laptop] {
        screen.read();
        assert_eq!(entries(screen), all[all.len() - 50..]);
    }
    // And from then on what happens, each line once.
    party.players[0].lose();
    idle().await;
    for screen in [&mut display, &mut laptop] {
        screen.read();
        let lines = entries(screen);
        assert_eq!(lines.len(), 51);
        assert_eq!(lines[50]["seq"], 86);
    }
}

#[tokio::test(start_paused = true)]
async fn a_reveal_that_is_cut_short_keeps_its_verdict() {
    let mut party = Party::of(4).await;
    party.vote().await;
    party.convict_the_spy().await;
    party.phase("REVEAL").await;
    let mut known = lines(&mut party).await.len();
    party.admin("pause").await;
    party.admin("end_game").await;
    let told = news(&mut party, &mut known).await;
    assert_eq!(told.first().map(String::as_str), Some("Paused by the host"));
    assert!(told.iter().all(|line| !line.contains("caught")), "{told:?}");
}

#[tokio::test(start_paused = true)]
async fn no_conviction_is_told_when_the_questions_go_on() {
    let mut party = Party::of(4).await;
    party.vote().await;
    let mut known = lines(&mut party).await.len();
    party.phase("REVEAL").await;
    party.phase("QUESTIONING").await;
    let told = news(&mut party, &mut known).await;
    let expected = [
        "The reveal begins",
        "Verdict: nobody was convicted",
        "Round 1: questions",
    ];
    assert_eq!(told, expected);
}

#[tokio::test(start_paused = true)]
async fn the_spys_guess_does_not_point_at_the_spy() {
    let mut party = Party::of(5).await;
    party.vote().await;
    let spy = party.spy();
    let voters: Vec<usize> = (0..5).filter(|player| *player != spy).take(2).collect();
    for voter in voters {
        let target = party.players[spy].state["you"]["name"].clone();
        party.players[voter].vote(target.as_str().unwrap()).await;
    }
    let mut known = lines(&mut party).await.len();
    let place = party.players[spy].state["location_list"][0]["id"].clone();
    let guess = json!({"type": "spy_guess", "location_id": place});
    assert_eq!(party.players[spy].ask(guess).await["type"], "ack");
    party.phase("REVEAL").await;
    let name = party.players[spy].state["you"]["name"].clone();
    let locked_in = format!("{} locked in", name.as_str().unwrap());
    let told = news(&mut party, &mut known).await;
    assert_eq!(told, [&locked_in, "The reveal begins"], "as anybody's vote");
}

#[tokio::test(start_paused = true)]
async fn every_round_that_is_called_off_is_told() {
    let mut party = Party::of(6).await;
    party.admin("start_game").await;
    party.phase("ROLES").await;
    let mut known = lines(&mut party).await.len();
    for left in [5, 4] {
        let spy = party.spy();
        let mut leaver = party.players.remove(spy);
        let name = leaver.state["you"]["name"].as_str().unwrap().to_owned();
        leaver.ask(json!({"type": "leave"})).await;
        for client in party.everybody() {
            client.state(|state| state["connected_count"] == left).await;
        }
        let told = news(&mut party, &mut known).await;
        let expected = [
            format!("{name} has left"),
            "Round called off: the spy has left".to_owned(),
            "Round 1: the cards are dealt".to_owned(),
        ];
        assert_eq!(told, expected);
        for client in party.everybody() {
            client
                .state(|state| state["role_data"].is_object() || state["you"]["name"].is_null())
                .await;
        }
        known = lines(&mut party).await.len();
    }
}
