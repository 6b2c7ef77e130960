//! Whatever anybody says, in whatever shape: no panic, and exactly one answer to each message.
//!
//! `PROPTEST_CASES` raises the number of nights; without it a run takes a second or two and is always
//! the same. `PROPTEST_RNG_SEED` plays other nights.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};

use super::client::{Client, fresh_id, join, parse};
use super::gossip::is_harmless;
use super::words::{message, of_hosts, of_players, text};
use super::{NAMES, Party, idle, pass};
use crate::protocol::{ErrorCode, Incoming, MessageId, decode};
use crate::room::{Claim, Outgoing};

/// What happens in one night.
const STEPS: usize = 100;

/// Five players, the screen, and a display.
const SPEAKERS: usize = 7;
const SCREEN: usize = 5;

#[derive(Debug, Clone)]
enum Step {
    /// Somebody says something on their connection.
    Say(usize, String),
    /// The same over REST.
    Post(usize, String),
    /// Somebody says again what they said last, under the same id.
    Repeat(usize),
    /// Somebody's connection ends.
    Lose(usize),
    /// Time goes by, in milliseconds.
    Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let who = 0..SPEAKERS;
    prop_oneof![
        4 => (who.clone(), message()).prop_map(|(who, text)| Step::Say(who, text)),
        6 => of_players().prop_flat_map(|text| (0..SCREEN, Just(text)))
            .prop_map(|(who, text)| Step::Say(who, text)),
        6 => of_hosts().prop_map(|text| Step::Say(SCREEN, text)),
        4 => (who.clone(), text()).prop_map(|(who, text)| Step::Say(who, text)),
        2 => (0..=SCREEN, message()).prop_map(|(who, text)| Step::Post(who, text)),
        1 => who.clone().prop_map(Step::Repeat),
        1 => who.prop_map(Step::Lose),
        4 => (0..20_000_u64).prop_map(Step::Wait),
    ]
}

fn config(cases: u32) -> ProptestConfig {
    let mut config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(3);
    }
    config
}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn any_text_is_a_message_or_an_error_that_can_be_answered(text in text()) {
        match decode(&text) {
            Ok(incoming) => prop_assert!(!incoming.received.is_empty() || text.contains("\"\"")),
            Err(error) => {
                let codes = [ErrorCode::MessageParseFailed, ErrorCode::InvalidMessage];
                prop_assert!(codes.contains(&error.code));
                let reply = parse(&error.reply().to_json());
                prop_assert_eq!(&reply["type"], "error");
                prop_assert!(reply["message"].as_str().is_some_and(|why| !why.is_empty()));
            }
        }
    }
}

proptest! {
    #![proptest_config(config(20))]

    #[test]
    fn whatever_is_said_is_answered_once(steps in prop::collection::vec(step(), STEPS)) {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let mut night = Night::new().await;
            for step in steps {
                night.take(step).await;
            }
        });
    }
}

/// A room full of people who say anything.
struct Night {
    party: Party,
    /// What each of them said last, and whether it was done.
    last: Vec<Option<(Incoming, bool)>>,
    /// Every name there ever was.
    names: BTreeSet<String>,
}

impl Night {
    async fn new() -> Self {
        let mut night = Self {
            party: Party::of(0).await,
            last: vec![None; SPEAKERS],
            names: NAMES.map(ToOwned::to_owned).into(),
        };
        night.open().await;
        night
    }

    /// A room with everybody in it.
    async fn open(&mut self) {
        self.party = Party::of(SCREEN).await;
        self.party
            .players
            .push(Client::watch(&self.party.room).await);
        self.last = vec![None; SPEAKERS];
    }

    async fn take(&mut self, step: Step) {
        match step {
            Step::Say(who, text) => {
                if let Ok(incoming) = decode(&text) {
                    self.say(who, with_fresh_id(incoming)).await;
                }
            }
            Step::Post(who, text) => {
                if let Ok(incoming) = decode(&text) {
                    self.post(who, with_fresh_id(incoming)).await;
                }
            }
            Step::Repeat(who) => {
                if let Some((incoming, true)) = self.last[who].clone() {
                    let answer = self.say(who, incoming).await;
                    assert_eq!(answer["duplicate"], true, "{answer}");
                }
            }
            Step::Lose(who) => self.person(who).lose(),
            Step::Wait(ms) => pass(std::time::Duration::from_millis(ms)).await,
        }
        idle().await;
        for who in 0..SPEAKERS {
            self.drain(who);
        }
        self.bring_back().await;
    }

    fn person(&mut self, who: usize) -> &mut Client {
        match who {
            SCREEN => &mut self.party.host,
            who => &mut self.party.players[who.min(SCREEN)],
        }
    }

    /// Says it; the only answer comes back.
    async fn say(&mut self, who: usize, incoming: Incoming) -> Value {
        let id = json!(incoming.id);
        let person = self.person(who);
        let membership = person.membership.as_ref().unwrap();
        membership.say(incoming.clone()).await.unwrap();
        let mut answers = self.answers(who, &id).await;
        assert_eq!(answers.len(), 1, "{incoming:?}: {answers:?}");
        let answer = answers.remove(0);
        // A display's messages are not remembered, nor are anybody's who has just left.
        let is_done = answer["type"] == "ack" && self.person(who).token.is_some();
        self.last[who] = Some((incoming, is_done));
        answer
    }

    /// The answers to the message of that id, those too that depend on somebody else.
    async fn answers(&mut self, who: usize, id: &Value) -> Vec<Value> {
        idle().await;
        let mut answers = self.drain(who);
        if !answers.iter().any(|answer| answer["id"] == *id) {
            pass(super::seconds(5)).await;
            idle().await;
            answers.extend(self.drain(who));
        }
        answers.retain(|answer| answer["id"] == *id);
        answers
    }

    async fn post(&mut self, who: usize, incoming: Incoming) {
        let token = self.person(who).token.clone();
        let id = json!(incoming.id);
        let what = format!("{incoming:?}");
        let room = self.party.room.clone();
        let Ok(replies) = room.post(token, incoming).await.unwrap() else {
            return;
        };
        let mut answers = Vec::new();
        for reply in replies.iter().map(|text| parse(text)) {
            self.overhear(&reply);
            answers.push(reply);
        }
        answers.retain(|reply| is_answer(reply) && reply["id"] == id);
        assert_eq!(answers.len(), 1, "{what}: {answers:?}");
    }

    /// Reads what is there; the answers come back. Whoever is shown out has lost their connection.
    fn drain(&mut self, who: usize) -> Vec<Value> {
        let mut heard = Vec::new();
        let person = self.person(who);
        loop {
            match person.reader.try_next() {
                // States are looked at by other tests.
                Some(Outgoing::Text(text)) if text.starts_with("{\"type\":\"state\"") => {}
                Some(Outgoing::Text(text)) => heard.push(parse(&text)),
                Some(Outgoing::Close(_)) => {
                    person.membership = None;
                    break;
                }
                None => break,
            }
        }
        for message in &heard {
            self.overhear(message);
        }
        heard.retain(is_answer);
        heard
    }

    fn overhear(&mut self, message: &Value) {
        let new = message["player_name"].as_str();
        self.names.extend(new.map(ToOwned::to_owned));
        for entry in message["entries"].as_array().into_iter().flatten() {
            let line = entry["message"].as_str().unwrap();
            assert!(is_harmless(line, &self.names), "{line}");
        }
    }

    /// Whoever has lost their connection comes back, or comes anew.
    async fn bring_back(&mut self) {
        if self.party.room.summary().await.is_err() {
            *self = Self::new().await;
            return;
        }
        for who in 0..SPEAKERS {
            if self.person(who).membership.is_none() {
                self.last[who] = None;
                *self.person(who) = self.newcomer(who).await;
            }
        }
    }

    async fn newcomer(&mut self, who: usize) -> Client {
        let room = self.party.room.clone();
        let token = match who {
            SCREEN => Some(self.party.host_token.clone()),
            who => self.person(who).token.clone(),
        };
        if let Some(token) = token {
            let mut client = Client::new();
            client.claim(&room, Claim::Resume(token.clone())).await;
            if client.membership.is_some() {
                client.token = Some(token);
                return client;
            }
        }
        let mut client = Client::new();
        client.claim(&room, join(NAMES[who])).await;
        if client.membership.is_some() {
            // Whoever waits for a host's word has none yet.
            client.take_token().await;
            return client;
        }
        Client::watch(&room).await
    }
}

fn is_answer(message: &Value) -> bool {
    message["type"] == "ack" || message["type"] == "error"
}

fn with_fresh_id(incoming: Incoming) -> Incoming {
    let id = MessageId::parse(fresh_id().as_str().unwrap());
    Incoming { id, ..incoming }
}
