//! A scripted phone or TV: it says what it has to say until that is answered, whatever becomes of its line.

use std::collections::VecDeque;
use std::net::SocketAddr;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

use super::progress::Progress;
use super::witness::{Ballot, Witness};
use crate::support::{assert_in_contract, parse, within_deadline};

/// The line is dead.
#[derive(Debug)]
pub(super) struct Cut;

/// Something that has to be said, under an id of its own.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) message: Value,
    /// Where the game was when somebody made up their mind.
    pub(super) at: Progress,
    /// Whether somebody else or the clock may be faster, so that it comes too late.
    pub(super) may_be_late: bool,
    /// How often it has been sent.
    pub(super) times: u32,
}

/// A message and what the server answered.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) said: Said,
    pub(super) answer: Value,
}

/// A phone, or the TV, which has no name.
#[derive(Default)]
pub(super) struct Phone {
    pub(super) name: String,
    /// Empty until it has joined.
    pub(super) token: String,
    /// The newest state it has read.
    pub(super) state: Value,
    pub(super) witness: Witness,
    /// What has not been answered yet, in order.
    pub(super) unanswered: VecDeque<Said>,
    pub(super) answered: Vec<Answered>,
    /// Whether the room may be closed by now, and whether it has turned out to be.
    pub(super) expects_end: bool,
    pub(super) is_over: bool,
    line: Option<WebSocketStream<TcpStream>>,
    /// How many of `unanswered` have been sent on this line.
    sent: usize,
    last_id: u32,
    /// Whether a state that was asked for is due, and has come.
    asked: bool,
    looked: bool,
}

impl Phone {
    /// One that has not arrived yet: with a token it comes back, without one it joins.
    pub(super) fn new(name: &str, token: String) -> Self {
        Self {
            name: name.to_owned(),
            token,
            ..Self::default()
        }
    }

    /// Makes up its mind to say something.
    pub(super) fn intend(&mut self, mut message: Value, may_be_late: bool) {
        self.last_id += 1;
        message["id"] = json!(format!("{}-{}", self.name, self.last_id));
        self.unanswered.push_back(Said {
            message,
            at: self.witness.progress,
            may_be_late,
            times: 0,
        });
    }

    /// Whether it has a line.
    pub(super) fn is_there(&self) -> bool {
        self.line.is_some()
    }

    /// Comes (back) if need be, says what it has to say, and hears the answers.
    pub(super) async fn speak(&mut self, server: SocketAddr, room: &str) -> Result<(), Cut> {
        if self.line.is_none() {
            self.arrive(server).await?;
        }
        if self.token.is_empty() && self.unanswered.is_empty() {
            let join = json!({"type": "join", "name": self.name, "room": room});
            self.intend(join, false);
        }
        while self.sent < self.unanswered.len() {
            let said = &mut self.unanswered[self.sent];
            said.times += 1;
            let message = said.message.clone();
            self.sent += 1;
            self.send(&message).await?;
        }
        while !self.unanswered.is_empty() || self.token.is_empty() {
            self.read().await?;
        }
        Ok(())
    }

    /// Asks for a state and waits for it: it is no older than anything that was answered before.
    pub(super) async fn refresh(&mut self) -> Result<(), Cut> {
        (self.asked, self.looked) = (false, false);
        self.send(&json!({"type": "get_state"})).await?;
        while !self.looked {
            self.read().await?;
        }
        Ok(())
    }

    /// Waits until the game has come further than that.
    pub(super) async fn beyond(&mut self, progress: Progress) -> Result<(), Cut> {
        while self.witness.progress <= progress {
            self.read().await?;
        }
        Ok(())
    }

    /// Its vote has been acknowledged.
    pub(super) fn note_vote(&mut self, vote: &Value, progress: Progress) {
        self.witness.ballot = Some(Ballot {
            progress,
            target: vote["target"].as_str().unwrap().to_owned(),
            confidence: vote["confidence"].as_u64().unwrap(),
        });
    }

    /// Reads what had arrived before the line was cut.
    pub(super) async fn hear_out(&mut self) {
        if self.line.is_some() {
            while self.read().await.is_ok() {}
        }
        self.line = None;
        self.sent = 0;
        self.witness.note_kill();
    }

    async fn arrive(&mut self, server: SocketAddr) -> Result<(), Cut> {
        let stream = TcpStream::connect(server).await.map_err(|_| Cut)?;
        let url = format!("ws://{server}/api/spyster/ws");
        let opened = within_deadline(client_async(url, stream)).await;
        self.line = Some(opened.map_err(|_| Cut)?.0);
        if !self.token.is_empty() {
            let resume = json!({"type": "resume", "token": self.token});
            self.send(&resume).await?;
            while self.read().await?["type"] != "session_restored" {}
        }
        Ok(())
    }

    async fn send(&mut self, message: &Value) -> Result<(), Cut> {
        let line = self.line.as_mut().ok_or(Cut)?;
        let sent = line.send(Message::text(message.to_string()));
        within_deadline(sent).await.map_err(|_| Cut)
    }

    async fn read(&mut self) -> Result<Value, Cut> {
        let line = self.line.as_mut().ok_or(Cut)?;
        loop {
            match within_deadline(line.next()).await {
                Some(Ok(Message::Text(text))) => {
                    assert_in_contract(&text);
                    let message = parse(&text);
                    self.note(&message);
                    return Ok(message);
                }
                Some(Ok(Message::Close(_))) if self.expects_end => return Err(Cut),
                Some(Ok(Message::Close(frame))) => panic!("closed: {frame:?}"),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(Cut),
            }
        }
    }

    fn note(&mut self, message: &Value) {
        match message["type"].as_str().unwrap() {
            "ack" if message["received"] == "get_state" => self.asked = true,
            "ack" | "error" if message["id"].is_string() => self.note_answer(message),
            "room_closed" | "error" if self.expects_end => self.is_over = true,
            "error" => panic!("{}: {message}", self.name),
            "join_success" => {
                assert_eq!(message["player_name"], self.name.as_str());
                self.token = message["session_token"].as_str().unwrap().to_owned();
            }
            "state" => {
                self.witness.see(message, !self.name.is_empty());
                self.state = message.clone();
                self.looked |= self.asked;
            }
            _ => {}
        }
    }

    fn note_answer(&mut self, answer: &Value) {
        let said = self.unanswered.pop_front().unwrap();
        assert_eq!(said.message["id"], answer["id"], "answers are out of order");
        self.sent -= 1;
        let why = answer["code"].as_str().unwrap_or_default();
        // A host whose wish is repeated after a crash may be back before the guests.
        let is_early = why == "NOT_ENOUGH_PLAYERS" && said.times > 1;
        let is_late = said.may_be_late && ["INVALID_PHASE", "VOTE_ALREADY_CALLED"].contains(&why);
        assert!(
            answer["type"] == "ack" || is_early || is_late,
            "{}: {} was refused: {answer}",
            self.name,
            said.message
        );
        assert_ne!(answer["durable"], false, "not kept: {answer}");
        self.answered.push(Answered {
            said,
            answer: answer.clone(),
        });
    }
}
