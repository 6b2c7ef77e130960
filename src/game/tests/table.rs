//! A table to play at: players by name, seconds instead of ticks, views as JSON.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::game::round::state::Round;
use crate::game::tick::{Moment, SECOND, Tick};
use crate::game::{
    Actor, Command, Game, HouseRules, Packs, Phase, PlayerName, Refusal, SeatId, Setting, Settings,
    Viewer,
};

/// The screen that opened the room.
pub(super) const TV: &str = "the TV";
/// Somebody without a seat; to look at the game, a screen without any rights.
pub(super) const GUEST: &str = "a guest";
/// Who sits down, in this order.
pub(super) const NAMES: [&str; 10] = [
    "Ana", "Ben", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hana", "Ivo", "Jo",
];
/// The wall's time at tick 0.
pub(super) const EPOCH_MS: u64 = 1_800_000_000_000;

pub(super) struct Table {
    pub(super) game: Game,
    pub(super) now: Tick,
}

impl Table {
    /// A room whose TV is on and whose draws follow from `seed`.
    pub(super) fn seeded(seed: u8, packs: Packs, settings: Settings) -> Self {
        let house = HouseRules::default();
        let game = Game::new(house, settings, Arc::new(packs), [seed; 32]).unwrap();
        let mut table = Self { game, now: 0 };
        table.does(TV, Command::Arrive);
        table
    }

    /// So many players in the lobby, and the TV.
    pub(super) fn lobby(players: usize) -> Self {
        let mut table = Self::seeded(7, Packs::shipped(), Settings::default());
        for name in &NAMES[..players] {
            table.does(GUEST, join(name));
        }
        table
    }

    /// The same table with a setting changed.
    pub(super) fn with(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.does(TV, set(field, value));
        self
    }

    /// The first round is dealt: ROLES.
    pub(super) fn roles(players: usize) -> Self {
        Self::lobby(players).started()
    }

    /// Everybody has seen their card: QUESTIONING.
    pub(super) fn questioning(players: usize) -> Self {
        Self::lobby(players).started().asking()
    }

    /// The TV has skipped to the vote: VOTE, with time left for questions.
    pub(super) fn voting(players: usize) -> Self {
        Self::questioning(players).voted_on()
    }

    pub(super) fn started(mut self) -> Self {
        self.does(TV, Command::Start);
        self
    }

    pub(super) fn asking(mut self) -> Self {
        self.until(Phase::Questioning);
        self
    }

    pub(super) fn voted_on(mut self) -> Self {
        self.does(TV, Command::SkipToVote);
        self
    }

    /// Gives a command, and says how it was answered.
    pub(super) fn tries(&mut self, who: &str, command: Command) -> Result<(), Refusal> {
        let actor = match who {
            TV => Actor::Host,
            GUEST => Actor::Guest,
            name => Actor::Seat(self.seat(name)),
        };
        self.game.apply(self.now, actor, command)
    }

    /// Gives a command that has to be accepted.
    pub(super) fn does(&mut self, who: &str, command: Command) {
        let answer = self.tries(who, command.clone());
        assert_eq!(answer, Ok(()), "{who}: {command:?} in {:?}", self.phase());
    }

    /// Lets time pass; on the way the game does whatever is due, when it is due.
    pub(super) fn wait(&mut self, seconds: u64) {
        self.wait_ms(seconds * SECOND);
    }

    pub(super) fn wait_ms(&mut self, ms: Tick) {
        let end = self.now + ms;
        while let Some(due) = self.game.deadline().filter(|due| *due <= end) {
            self.now = self.now.max(due);
            self.game.tick(self.now);
            let next = self.game.deadline();
            assert!(next.is_none_or(|next| next > self.now), "due at once again");
        }
        self.now = end;
        self.game.tick(end);
    }

    /// Lets deadlines pass until the phase is reached.
    pub(super) fn until(&mut self, phase: Phase) {
        for _ in 0..1_000 {
            if self.phase() == phase {
                return;
            }
            let due = self.game.deadline().expect("waits for nothing");
            self.wait_ms(due.saturating_sub(self.now));
        }
        panic!("{phase:?} is not reached from {:?}", self.phase());
    }

    pub(super) fn phase(&self) -> Phase {
        self.game.phase()
    }

    /// The seat of that name, also one that was taken away.
    pub(super) fn seat(&self, name: &str) -> SeatId {
        let mut seats = self.game.seats.iter().rev();
        let seat = seats.find(|seat| seat.name.as_str() == name);
        seat.unwrap_or_else(|| panic!("no seat of {name}")).id
    }

    /// The whole `state` made for somebody: the common part and their own.
    pub(super) fn sees(&self, who: &str) -> Value {
        let viewer = match who {
            TV => Viewer::Host,
            GUEST => Viewer::Display,
            name => Viewer::Seat(self.seat(name)),
        };
        let mut state = json!(self.game.public_view(self.moment()));
        let own = json!(self.game.private_view(viewer));
        let fields = state.as_object_mut().unwrap();
        for (key, value) in own.as_object().unwrap() {
            assert!(fields.insert(key.clone(), value.clone()).is_none(), "{key}");
        }
        state
    }

    /// What everybody sees.
    pub(super) fn board(&self) -> Value {
        json!(self.game.public_view(self.moment()))
    }

    /// The board's line about a player.
    pub(super) fn on_board(&self, name: &str) -> Value {
        let board = self.board();
        let mut players = board["players"].as_array().unwrap().iter();
        let line = players.find(|player| player["name"] == name).cloned();
        line.unwrap_or_else(|| panic!("{name} is not on the board"))
    }

    pub(super) fn score(&self, name: &str) -> i64 {
        self.on_board(name)["score"].as_i64().unwrap()
    }

    /// Seconds left on the phase's timer.
    pub(super) fn seconds_left(&self) -> Option<f64> {
        self.board()["timer"]["remaining"].as_f64()
    }

    pub(super) fn moment(&self) -> Moment {
        Moment {
            tick: self.now,
            epoch_ms: EPOCH_MS + self.now,
        }
    }
}

/// What a test knows though no player does, all of it learnt from the cards the players see.
impl Table {
    /// The names of those who were dealt in.
    pub(super) fn dealt_in(&self) -> Vec<&'static str> {
        let has_card = |name: &&str| {
            let seated = self.game.seats.iter().any(|s| s.name.as_str() == *name);
            seated && self.sees(name).get("role_data").is_some()
        };
        NAMES.into_iter().filter(has_card).collect()
    }

    pub(super) fn spy(&self) -> &'static str {
        let holds_spy = |name: &&str| self.sees(name)["role_data"]["is_spy"] == true;
        let spies: Vec<_> = self.dealt_in().into_iter().filter(holds_spy).collect();
        assert_eq!(spies.len(), 1, "exactly one spy");
        spies[0]
    }

    pub(super) fn innocents(&self) -> Vec<&'static str> {
        let spy = self.spy();
        self.dealt_in().into_iter().filter(|n| *n != spy).collect()
    }

    /// The id of the secret location.
    pub(super) fn location(&self) -> String {
        let card = self.sees(self.innocents()[0])["role_data"].clone();
        let mut places = card["possible_locations"].as_array().unwrap().iter();
        let place = places.find(|place| place["name"] == card["location"]);
        place.unwrap()["id"].as_str().unwrap().to_owned()
    }

    /// The round with its secrets.
    pub(super) fn round(&self) -> &Round {
        self.game.stage.round().unwrap()
    }

    /// The same, to change it.
    pub(super) fn round_mut(&mut self) -> &mut Round {
        &mut self.game.stage.in_play_mut().unwrap().round
    }

    /// Votes that are locked in.
    pub(super) fn ballots(&self) -> usize {
        self.game.stage.vote().map_or(0, |vote| vote.ballots.len())
    }

    /// The location's id, looked up in the deal: nobody may have a card to be read.
    pub(super) fn location_known_to_the_test(&self) -> String {
        let location = self.round().deal.location;
        self.game.pack.locations[location].id.clone()
    }

    /// The id of some other location, looked up in the deal.
    pub(super) fn another_location_known_to_the_test(&self) -> String {
        let location = self.round().deal.location;
        let locations = &self.game.pack.locations;
        locations[(location + 1) % locations.len()].id.clone()
    }

    /// The id of some other location.
    pub(super) fn another_location(&self) -> String {
        let location = self.location();
        let locations = &self.game.pack.locations;
        let other = locations.iter().find(|other| other.id != location);
        other.unwrap().id.clone()
    }

    /// Everybody votes for `accused`, who votes for `instead`; all bet `bet`.
    pub(super) fn all_accuse(&mut self, accused: &str, instead: &str, bet: u8) {
        for voter in self.dealt_in() {
            let target = if voter == accused { instead } else { accused };
            self.does(voter, vote(target, bet));
        }
    }

    /// Convicts somebody in the running round: everybody but the accused bets `bet` on them, and the
    /// accused bets on `instead`. Ends with its scores.
    pub(super) fn convict(&mut self, accused: &str, instead: &str, bet: u8) {
        self.until(Phase::Questioning);
        self.does(TV, Command::SkipToVote);
        self.all_accuse(accused, instead, bet);
        self.until(Phase::Scoring);
    }
}

impl Table {
    /// One round is over, and the game with it.
    pub(super) fn ended(mut self) -> Self {
        let (spy, other) = (self.spy(), self.innocents()[0]);
        self.convict(spy, other, 1);
        self.does(TV, Command::EndGame);
        self
    }
}

pub(super) fn join(name: &str) -> Command {
    Command::Join(PlayerName::parse(name).unwrap())
}

pub(super) fn set(field: &str, value: impl Into<Value>) -> Command {
    Command::Configure(Setting {
        field: field.to_owned(),
        value: value.into(),
    })
}

pub(super) fn vote(target: &str, confidence: u8) -> Command {
    Command::Vote {
        target: target.to_owned(),
        confidence,
    }
}

pub(super) fn guess(location: impl Into<String>) -> Command {
    Command::GuessLocation(location.into())
}

pub(super) fn remove(name: &str) -> Command {
    Command::RemovePlayer {
        name: name.to_owned(),
        force: false,
    }
}

pub(super) fn remove_by_force(name: &str) -> Command {
    Command::RemovePlayer {
        name: name.to_owned(),
        force: true,
    }
}

pub(super) fn revoke_host(name: &str) -> Command {
    Command::RevokeHost(name.to_owned())
}

pub(super) fn make_host(name: &str) -> Command {
    Command::MakeHost(name.to_owned())
}
