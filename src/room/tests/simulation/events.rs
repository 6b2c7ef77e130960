//! What happens of itself or on purpose: people decide, lines are cut, messages come late or twice, disks fail.

use std::mem;
use std::time::Duration;

use rand::RngExt;
use serde_json::{Value, json};

use super::line::{Line, Packet};
use super::phone::{Said, TV};
use super::process::Process;
use super::script;
use super::world::World;
use crate::room::tests::pass;

/// Nobody is away for longer, so that no seat is lost by the clock; in milliseconds.
const AWAY: u64 = 60_000;

/// The longest step of the clock, in milliseconds.
const STEP: u64 = 20_000;

impl World {
    /// Some of what a phone has said arrives.
    pub(super) fn deliver(&mut self, who: usize) {
        for _ in 0..self.rng.random_range(1..=4) {
            if let Some(line) = &mut self.phones[who].line {
                line.deliver();
            }
        }
    }

    /// Somebody makes up their mind.
    pub(super) fn decide(&mut self, who: usize) {
        let phone = &mut self.phones[who];
        let Some(shown) = &phone.shown else {
            return;
        };
        if phone.token.is_none() || phone.unanswered.len() > 4 {
            return;
        }
        let message = match who {
            TV => script::of_tv(shown, &mut self.rng),
            _ => script::of_player(phone, shown, &mut self.rng),
        };
        self.trace
            .push(format!("{who} decides {}", without_number(&message)));
        let said = phone.intend(message);
        self.ledger.note_said(who, &said, phone.shown.as_ref());
        if phone.line.is_some() {
            self.ledger.note_copy(who, &said.id);
        }
    }

    /// Whoever has no connection opens one.
    pub(super) fn connect(&mut self, who: usize, process: &Process) {
        let phone = &mut self.phones[who];
        if phone.line.is_some() || self.posting[who] {
            return;
        }
        self.connections += 1;
        let mut line = Line::open(&process.room, self.connections);
        line.up.extend(phone.greeting());
        self.trace.push(format!("{who} says {:?}", line.up));
        phone.line = Some(line);
        match phone.token {
            Some(_) => {
                for said in &phone.unanswered {
                    self.ledger.note_copy(who, &said.id);
                }
            }
            None => self.ledger.note_join(phone.name),
        }
    }

    /// A connection is lost; the server may notice late, and hear some of what was said before.
    pub(super) fn cut(&mut self, who: usize) {
        let Some(line) = self.phones[who].line.take() else {
            return;
        };
        self.figures.cuts += 1;
        if self.rng.random_bool(0.6) {
            self.forgotten.push(line);
        }
    }

    /// Something arrives on a connection that its client has given up, or the server gives it up too.
    pub(super) fn deliver_late(&mut self) {
        if self.forgotten.is_empty() {
            return;
        }
        let which = self.rng.random_range(0..self.forgotten.len());
        let line = &mut self.forgotten[which];
        self.trace.push(format!("late: {:?}", line.up.front()));
        match line.deliver() {
            true => self.figures.late += 1,
            false => drop(self.forgotten.remove(which)),
        }
    }

    /// Somebody says something that has not been answered once more, on the same connection or over REST.
    pub(super) fn say_twice(&mut self, who: usize, process: &Process) {
        let phone = &mut self.phones[who];
        let Some(said) = phone.unanswered.first().cloned() else {
            return;
        };
        self.ledger.note_copy(who, &said.id);
        match &mut phone.line {
            Some(line) if self.rng.random_bool(0.5) => {
                line.up.push_back(Packet::Say(said.incoming()));
            }
            _ => {
                self.figures.posts += 1;
                process.post(who, phone.token.clone(), &said);
            }
        }
    }

    /// Somebody whose network has no WebSockets joins, says something, or looks.
    pub(super) fn post(&mut self, who: usize, process: &Process) {
        let phone = &mut self.phones[who];
        let Some(token) = phone.token.clone() else {
            // One that is still on its way on a connection could take the seat from this one: nothing tells the room
            // that it is older, as between two connections.
            let is_join =
                |packet: &Packet| matches!(packet, Packet::Join(name, _) if *name == phone.name);
            let mut forgotten = self.forgotten.iter().flat_map(|line| &line.up);
            let joins_already = self.posting[who] || forgotten.any(is_join);
            if phone.line.is_none() && !joins_already {
                self.posting[who] = true;
                self.ledger.note_join(phone.name);
                let id = phone.join_id();
                let message = json!({"type": "join", "name": phone.name, "id": id});
                process.post(who, None, &Said { id, message });
            }
            return;
        };
        self.figures.posts += 1;
        if self.rng.random_bool(0.3) {
            return process.poll(who, token);
        }
        self.decide(who);
        let phone = &self.phones[who];
        if let Some(said) = phone.unanswered.last() {
            self.ledger.note_copy(who, &said.id);
            process.post(who, Some(token), said);
        }
    }

    /// Answers over REST come, or are lost.
    pub(super) fn open_mail(&mut self, process: &Process) {
        let mail = mem::take(&mut *process.mail.lock().unwrap());
        for (who, texts) in mail {
            let is_join = mem::take(&mut self.posting[who]);
            if self.rng.random_bool(0.3) && is_join {
                continue;
            }
            for text in texts {
                self.hear(who, &text, false);
            }
            // As the pages do at once; until then a copy of the join could still take the seat.
            if is_join && let Some(token) = self.phones[who].token.clone() {
                process.poll(who, token);
            }
        }
    }

    pub(super) async fn let_time_pass(&mut self, process: &Process) {
        let time = self.rng.random_range(0..STEP);
        for who in 0..self.phones.len() {
            self.away[who] += time;
            if self.away[who] + STEP > AWAY {
                self.connect(who, process);
                while self.phones[who].line.as_mut().is_some_and(Line::deliver) {}
            }
        }
        pass(Duration::from_millis(time)).await;
    }

    /// The disk breaks or is mended, one write fails, or writes begin or cease to take their time.
    pub(super) fn touch_disk(&mut self, process: &Process) {
        match self.rng.random_range(0..6) {
            0 => self.disk.set_broken(true),
            1 | 2 => self.disk.set_broken(false),
            3 => self.disk.fail_commit(self.disk.commits() + 1),
            4 => process.store.hold(),
            _ => process.store.release(),
        }
    }
}

/// The number of somebody who waits is drawn by the operating system.
fn without_number(message: &Value) -> Value {
    let mut message = message.clone();
    message["request"].take();
    message
}
