//! The game as a whole: commands and time go in, a deadline comes out.

use std::sync::Arc;

use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use serde::{Deserialize, Serialize};

use super::command::{Actor, Command};
use super::house::HouseRules;
use super::phase::{HostPresence, Pause, Phase};
use super::refusal::Refusal;
use super::settings::{PointsTable, Setting, Settings};
use super::stage::Stage;
use super::tick::Tick;
use crate::game::people::name::PlayerName;
use crate::game::people::seat::{Presence, Seat, SeatId};
use crate::game::report::history::RoundRecord;
use crate::game::round::cards::PackInPlay;
use crate::game::round::packs::Packs;
use crate::game::round::state::CallOff;

/// One game of Spyster: its players, its phase, its secrets.
///
/// It is pure. [`apply`](Self::apply) takes a command or refuses it and changes nothing,
/// [`tick`](Self::tick) does what is due, [`deadline`](Self::deadline) says when to call it next,
/// and the views in [`public_view`](Self::public_view) and [`private_view`](Self::private_view)
/// are all that anybody gets to see.
///
/// It can be written down, but for its packs, and go on elsewhere: see [`resume_with`](Self::resume_with).
#[derive(Debug, Serialize, Deserialize)]
pub struct Game {
    pub(super) house: HouseRules,
    #[serde(skip)]
    pub(super) packs: Arc<Packs>,
    pub(super) settings: Settings,
    #[serde(skip)]
    pub(super) pack: Arc<PackInPlay>,
    #[serde(with = "super::saved::generator")]
    pub(super) rng: ChaCha20Rng,
    /// The latest time the game was told.
    pub(super) now: Tick,
    pub(super) seats: Vec<Seat>,
    pub(super) next_seat: u32,
    /// Where the game stands, below a pause.
    pub(super) stage: Stage,
    pub(super) pause: Option<Pause>,
    /// Whether the screen that opened the room is connected.
    pub(super) host_screen: bool,
    pub(super) host: HostPresence,
    pub(super) used_locations: Vec<usize>,
    /// The rounds that were played to their end.
    pub(super) history: Vec<RoundRecord>,
    /// Why the round before this one was called off, until the questions begin or the host ends the game.
    pub(super) called_off: Option<CallOff>,
    /// What the room was set to before the demo that is on, if one is.
    #[serde(default)]
    pub(super) settings_before_demo: Option<Settings>,
}

impl Game {
    /// An empty lobby. `seed` decides every draw of the game, so it must come from the operating
    /// system in play and may be fixed in a test.
    ///
    /// # Errors
    ///
    /// [`Refusal::ConfigInvalidPack`] when `settings` names a pack that is not among `packs`.
    pub fn new(
        house: HouseRules,
        settings: Settings,
        packs: Arc<Packs>,
        seed: [u8; 32],
    ) -> Result<Self, Refusal> {
        let pack = packs.in_play(&settings.location_pack);
        let pack = Arc::clone(pack.ok_or(Refusal::ConfigInvalidPack)?);
        Ok(Self {
            house,
            packs,
            settings,
            pack,
            rng: ChaCha20Rng::from_seed(seed),
            now: 0,
            seats: Vec::new(),
            next_seat: 1,
            stage: Stage::Lobby,
            pause: None,
            host_screen: false,
            host: HostPresence::Expected,
            used_locations: Vec::new(),
            history: Vec::new(),
            called_off: None,
            settings_before_demo: None,
        })
    }

    /// Carries a command out.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] when the actor may not do that, or not now; then nothing has changed.
    pub fn apply(&mut self, now: Tick, actor: Actor, command: Command) -> Result<(), Refusal> {
        self.now = self.now.max(now);
        if self.is_bots(actor) {
            return Err(Refusal::NotInGame);
        }
        if command.is_for_hosts() {
            self.require_host(actor)?;
        }
        self.carry_out(actor, command)?;
        self.advance();
        Ok(())
    }

    /// Carries a command out for somebody who may give it, without what follows from it.
    pub(super) fn carry_out(&mut self, actor: Actor, command: Command) -> Result<(), Refusal> {
        match command {
            Command::Join(name) => self.join(actor, name),
            Command::Arrive => self.arrive(actor),
            Command::Lose => self.lose(actor),
            Command::Leave => self.leave(actor),
            Command::CallVote => self.call_vote(actor),
            Command::Vote { target, confidence } => self.vote(actor, &target, confidence),
            Command::GuessLocation(location) => self.guess(actor, &location),
            Command::Look => self.look(actor),
            Command::Configure(setting) => self.configure(&setting),
            Command::Start => self.start(),
            Command::AdvanceTurn => self.advance_turn(),
            Command::SkipToVote => self.skip_to_vote(),
            Command::NextRound => self.go_on_to_next_round(),
            Command::TogglePause => self.toggle_pause(),
            Command::Resume => self.resume(),
            Command::EndGame => self.end_game(),
            Command::PlayAgain => self.play_again(),
            Command::RemovePlayer { name, force } => self.remove_player(&name, force),
            Command::MakeHost(name) => self.make_host(&name),
            Command::RevokeHost(name) => self.revoke_host(&name),
            Command::ClaimHost => self.claim_host(actor),
            Command::Readmit(seat) => self.readmit(seat),
            Command::AddBot => self.add_bot(),
            Command::RemoveBot(name) => self.remove_bot(name.as_deref()),
            Command::PlayWithBots => self.play_with_bots(),
        }
    }

    /// Does what is due at `now`: phases end, bots act, seats are given up, a game without a host pauses.
    pub fn tick(&mut self, now: Tick) {
        self.now = self.now.max(now);
        self.give_up_seats();
        self.pause_without_host();
        self.let_bots_act();
        let deadline = self.stage.clock().deadline();
        if deadline.is_some_and(|at| at <= self.now) {
            self.end_step();
        }
        self.advance();
    }

    /// When [`tick`](Self::tick) has something to do next, or what somebody sees changes by itself.
    /// After a tick it is later than that tick; after a command that came late it may have passed.
    #[must_use]
    pub fn deadline(&self) -> Option<Tick> {
        let rungs = self
            .seats
            .iter()
            .filter_map(|seat| seat.next_rung(self.now));
        let claim = self.host_can_be_claimed_at().filter(|at| *at > self.now);
        let rungs = rungs.chain(claim).min();
        if self.pause.is_some() {
            return rungs;
        }
        let given_up = self.seats.iter().filter_map(|seat| match seat.presence {
            Presence::Lost { gives_up_at, .. } => Some(gives_up_at),
            _ => None,
        });
        let (no_host, plan) = (self.pauses_without_host_at(), self.next_plan_at());
        let clock = self.stage.clock().deadline();
        let looked = self.everybody_has_looked_at();
        [clock, looked, plan, rungs, given_up.min(), no_host]
            .into_iter()
            .flatten()
            .min()
    }

    /// Whether the game has come to its end, paused or not.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.stage, Stage::End(_))
    }

    /// The phase everybody sees.
    #[must_use]
    pub fn phase(&self) -> Phase {
        match self.pause {
            Some(_) => Phase::Paused,
            None => self.stage.phase(),
        }
    }

    /// Whether the actor has host rights.
    #[must_use]
    pub fn is_host(&self, actor: Actor) -> bool {
        match actor {
            Actor::Guest => false,
            Actor::Host => true,
            Actor::Seat(id) => self.seat(id).is_some_and(Seat::may_host),
        }
    }

    /// The seat of the player whose name looks the same, in whatever case.
    #[must_use]
    pub fn seat_named(&self, name: &str) -> Option<SeatId> {
        self.seat_where(Seat::is_listed, name)
    }

    /// The seat of that name among some. Spelt as it is shown it is found without a look at its letters.
    pub(super) fn seat_where(&self, which: impl Fn(&Seat) -> bool, name: &str) -> Option<SeatId> {
        let seats = || self.seats.iter().filter(|seat| which(seat));
        let spelt = seats().find(|seat| seat.name.as_str() == name);
        let found = spelt.or_else(|| {
            let key = PlayerName::key_of(name);
            seats().find(|seat| seat.name.key() == key)
        });
        found.map(|seat| seat.id)
    }

    /// The name on a seat.
    #[must_use]
    pub fn name_of(&self, seat: SeatId) -> Option<&str> {
        self.seat(seat).map(|seat| seat.name.as_str())
    }

    /// Whether the seat's player may still come back to it.
    #[must_use]
    pub fn holds(&self, seat: SeatId) -> bool {
        self.seat(seat).is_some_and(Seat::is_held)
    }

    pub(super) fn seat(&self, id: SeatId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.id == id)
    }

    pub(super) fn require_host(&self, actor: Actor) -> Result<(), Refusal> {
        match self.is_host(actor) {
            true => Ok(()),
            false => Err(Refusal::NotHost),
        }
    }

    /// Refuses unless the game is in `phase`, and not paused.
    pub(super) fn require_phase(&self, phase: Phase) -> Result<(), Refusal> {
        match self.phase() == phase {
            true => Ok(()),
            false => Err(Refusal::InvalidPhase),
        }
    }

    fn configure(&mut self, setting: &Setting) -> Result<(), Refusal> {
        if self.stage != Stage::Lobby {
            return Err(Refusal::ConfigGameStarted);
        }
        let mut settings = self.settings.clone();
        settings.set(setting, &self.packs)?;
        if settings.points == PointsTable::Custom && !self.house.has_own_points() {
            return Err(Refusal::ConfigInvalidValue);
        }
        self.settings = settings;
        if let Some(pack) = self.packs.in_play(&self.settings.location_pack)
            && pack.id != self.pack.id
        {
            self.pack = Arc::clone(pack);
            self.used_locations.clear();
        }
        Ok(())
    }
}
