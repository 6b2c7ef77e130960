//! Exactly once: however a line is cut while a vote is on its way, it counts once.

use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use rand::seq::SliceRandom;
use serde_json::{Value, json};

use super::proxy::{Cut, End, Proxy, Way};
use super::support::{Party, Player, REVEAL, TestServer, send, skip};

/// The voters whose lines are cut; one more is there all the time, so that the vote waits.
const VOTERS: usize = 9;

/// A vote's frame, its JSON masked and behind a header of six bytes.
const HEADER: usize = 6;

fn vote(voter: usize, id: &str) -> Value {
    let target = (voter + 1) % (VOTERS + 1);
    let confidence = 1 + voter % 3;
    json!({"type": "vote", "target": name(target), "confidence": confidence, "id": id})
}

fn name(player: usize) -> String {
    [
        "Ana", "Ben", "Cem", "Dora", "Eli", "Fay", "Gus", "Hana", "Ida", "Jo",
    ][player]
        .to_owned()
}

/// The id of a voter's vote in a round; always as long.
fn id(round: usize, voter: usize) -> String {
    format!("vote-{round:04}-{voter}")
}

fn frame_length(message: &Value) -> usize {
    HEADER + message.to_string().len()
}

/// Every place where a line can be cut, in an order that depends on the seed: before, inside of and
/// after the vote's frame; before, inside of and after the frame of its ack.
fn cuts(seed: u64) -> Vec<Cut> {
    let frame = frame_length(&vote(3, &id(0, 3)));
    let ack = 2 + json!({"type": "ack", "received": "vote", "id": id(0, 3)})
        .to_string()
        .len();
    let up = (0..=frame).map(|after| (Way::Up, after));
    let down = (0..=ack + 20).map(|after| (Way::Down, after));
    let places = up.chain(down);
    let ends = [End::Close, End::Reset, End::Silence];
    // Two of the three ways to end at each place.
    let ends = ends.iter().cycle().copied();
    let mut cuts: Vec<Cut> = places
        .flat_map(|place| [place; 2])
        .zip(ends)
        .map(|((way, after), end)| Cut { way, after, end })
        .collect();
    cuts.shuffle(&mut ChaCha20Rng::seed_from_u64(seed));
    cuts
}

/// Votes over a line that is cut, comes back, and votes again under the same id. Whether the server
/// had heard it the first time comes back.
async fn vote_over(proxy: &Proxy, token: &str, vote: Value, mut cut: Cut) -> bool {
    if cut.way == Way::Up {
        // Not all names are equally long.
        cut.after = cut.after.min(frame_length(&vote));
    }
    // Nothing else is on a new line when the counting begins.
    let mut player = Player::resume(proxy, token).await;
    proxy.plan(cut);
    player.try_say(vote.clone()).await;
    proxy.was_cut().await;
    let mut back = Player::resume(proxy, token).await;
    let answer = back.answer_to(vote).await;
    assert_eq!(answer["type"], "ack", "{cut:?}: {answer}");
    answer["duplicate"] == true
}

/// What the reveal shows: each vote as it was said, once.
fn assert_all_votes_counted_once(state: &Value) {
    let votes = state["votes"].as_array().unwrap();
    assert_eq!(votes.len(), VOTERS + 1);
    for voter in 0..=VOTERS {
        let said = vote(voter, "");
        let counted = json!({
            "voter": name(voter), "target": said["target"],
            "confidence": said["confidence"], "abstained": false,
        });
        let times = votes.iter().filter(|vote| **vote == counted).count();
        assert_eq!(times, 1, "{counted} in {votes:?}");
    }
    assert_eq!(state["vote_results"]["total_votes"], VOTERS + 1);
}

#[tokio::test]
async fn a_vote_counts_once_wherever_its_line_is_cut() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, VOTERS + 1).await;
    party
        .host
        .configure("vote_duration_seconds", json!(180))
        .await;
    party.question().await;
    let tokens: Vec<String> = party.players.drain(..).map(|player| player.token).collect();
    let proxy = Proxy::before(&server).await;
    let cuts = cuts(7);
    assert!(cuts.len() > 250, "{}", cuts.len());
    for (round, cuts) in cuts.chunks(VOTERS).enumerate() {
        party.host.admin("skip_to_vote").await;
        party.host.phase("VOTE").await;
        let _waiting = Player::resume(&server, &tokens[VOTERS]).await;
        for (voter, cut) in cuts.iter().enumerate() {
            let vote = vote(voter, &id(round, voter));
            let frame = frame_length(&vote);
            let was_heard = vote_over(&proxy, &tokens[voter], vote, *cut).await;
            match cut.way {
                Way::Down => assert!(was_heard, "{cut:?}: it was answered"),
                Way::Up if cut.after < frame => assert!(!was_heard, "{cut:?}"),
                // After its last byte it may have been heard or not.
                Way::Up => {}
            }
        }
        // The last round has fewer cuts than voters.
        for (voter, token) in tokens.iter().enumerate().skip(cuts.len()) {
            let mut player = Player::resume(&server, token).await;
            let answer = player.answer_to(vote(voter, &id(round, voter))).await;
            assert_eq!(
                answer,
                json!({"type": "ack", "received": "vote", "id": answer["id"]})
            );
        }
        assert_all_votes_counted_once(party.host.phase("REVEAL").await);
        skip(REVEAL).await;
        party.host.phase("QUESTIONING").await;
    }
}

#[tokio::test]
async fn a_vote_posted_over_http_counts_once_however_often_it_is_sent() {
    let server = TestServer::start().await;
    let mut party = Party::of(&server, 4).await;
    party.question().await;
    party.go_to_vote().await;
    let bearer = format!("Bearer {}", party.players[0].token);
    let vote = json!({"type": "vote", "target": "Ben", "id": "v"});
    for time in 0..3 {
        let path = "/api/spyster/messages";
        let headers = [("authorization", bearer.as_str())];
        let answer = send(&server, "POST", path, &headers, &vote.to_string()).await;
        let reply = answer.json()["replies"][0].clone();
        assert_eq!(reply["type"], "ack");
        assert_eq!(reply["duplicate"] == true, time > 0);
    }
    party.players[0].say(vote).await;
    party
        .host
        .state(|state| state["votes_submitted"] == 1)
        .await;
}
