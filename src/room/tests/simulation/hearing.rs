//! What reaches phones, and what they make of it.

use serde_json::Value;

use super::phone::TV;
use super::shown::Shown;
use super::world::World;
use crate::protocol::SessionToken;
use crate::room::Outgoing;
use crate::room::tests::client::parse;

impl World {
    /// A phone reads all that is there.
    pub(super) fn read(&mut self, who: usize) {
        let Some(line) = &mut self.phones[who].line else {
            return;
        };
        let mut texts = Vec::new();
        let mut is_closed = false;
        while let Some(outgoing) = line.read() {
            match outgoing {
                Outgoing::Text(text) => texts.push(text),
                Outgoing::Close(_) => {
                    is_closed = true;
                    break;
                }
            }
        }
        if is_closed {
            self.phones[who].line = None;
        }
        for text in texts {
            // Nobody keeps the state of a connection that was closed up to date.
            self.hear(who, &text, !is_closed);
        }
    }

    pub(super) fn hear(&mut self, who: usize, text: &str, is_live: bool) {
        self.ledger.check_secrets(who, text);
        let message = parse(text);
        let phone = &mut self.phones[who];
        match message["type"].as_str().unwrap() {
            "state" if is_live => self.see(who, Shown { state: message }),
            "ack" | "error" => self.hear_answer(who, &message),
            "join_success" if phone.token.is_none() => {
                let token = message["session_token"].as_str().unwrap();
                phone.token = SessionToken::parse(token);
                assert_eq!(message["player_name"], phone.name);
                self.ledger.note_token(who, token);
            }
            "session_restored" if who != TV => assert_eq!(message["name"], phone.name),
            "removed" | "room_closed" => panic!("nobody has asked for that: {message}"),
            _ => {}
        }
    }

    fn see(&mut self, who: usize, shown: Shown) {
        self.trace.push(format!("{who} sees {}", shown.trace()));
        let phone = &mut self.phones[who];
        assert!(
            shown.seq() >= phone.seq,
            "back to {} from {}",
            shown.seq(),
            phone.seq
        );
        phone.seq = shown.seq();
        self.ledger.check(who, phone.name, &shown);
        if who == TV {
            let is_end = shown.phase() == "END";
            self.figures.ends += u32::from(is_end && !self.has_ended);
            self.has_ended = is_end;
        }
        phone.shown = Some(shown);
        self.away[who] = 0;
    }

    fn hear_answer(&mut self, who: usize, answer: &Value) {
        let fields = ["type", "received", "id", "code", "duplicate", "durable"];
        let fields = fields.map(|field| answer[field].to_string());
        self.trace.push(format!("{who} hears {}", fields.join(" ")));
        let phone = &mut self.phones[who];
        match answer["id"].as_str() {
            Some(id) if id.starts_with("the-join") => self.hear_about_join(who, answer),
            Some(id) => {
                phone.answered(id);
                self.ledger.note_answer(who, id, answer);
            }
            None if answer["type"] == "error" => {
                self.ledger.note_expelled(who, answer);
                self.figures.expelled += 1;
                phone.start_over();
                phone.line = None;
            }
            None => {}
        }
    }

    fn hear_about_join(&mut self, who: usize, answer: &Value) {
        let phone = &mut self.phones[who];
        if answer["id"] != phone.join_id() || phone.token.is_some() {
            return;
        }
        if answer["type"] == "ack" {
            let is_kept = answer["durable"] != false;
            self.ledger.note_joined(who, is_kept);
        } else if answer["code"] != "REJOIN_PENDING" {
            phone.line = None;
        }
    }
}
