//! Chaos: games in which anybody does anything at any time, as strategies for property tests.

use proptest::collection::vec;
use proptest::prelude::*;

use super::table::{
    NAMES, Table, guess, join, make_host, remove, remove_by_force, revoke_host, set, vote,
};
use crate::game::tick::{SECOND, Tick};
use crate::game::{Actor, Command, Conviction, Packs, Refusal, SeatId, Settings, SpyGuess};

/// One thing that happens.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// Somebody asks for something, allowed or not.
    Do(Actor, Command),
    /// Time passes, and the game does what is due when it is due.
    Wait(Tick),
    /// Time passes, and the game is told late.
    Oversleep(Tick),
    /// The next thing that is due happens.
    Deadline,
}

/// A game to be played: its settings, who is there at the start, and what happens.
#[derive(Debug, Clone)]
pub(super) struct Night {
    seed: u8,
    settings: Settings,
    players: usize,
    pub(super) steps: Vec<Step>,
}

impl Night {
    /// The table at the beginning of the night, the first round already dealt.
    pub(super) fn table(&self) -> Table {
        let mut table = Table::seeded(self.seed, Packs::shipped(), self.settings.clone());
        for name in &NAMES[..self.players] {
            table.does(super::table::GUEST, join(name));
        }
        table.started()
    }

    /// The table after the night.
    pub(super) fn played(&self) -> Table {
        let mut table = self.table();
        for step in &self.steps {
            let _answer = table.take(step, |_| ());
        }
        table
    }
}

impl Table {
    /// Takes a step, and lets `look` see the table after every single change.
    pub(super) fn take(
        &mut self,
        step: &Step,
        mut look: impl FnMut(&mut Self),
    ) -> Result<(), Refusal> {
        let until = match step {
            Step::Do(actor, command) => {
                let answer = self.game.apply(self.now, *actor, command.clone());
                look(self);
                return answer;
            }
            Step::Wait(ms) => self.now + ms,
            Step::Oversleep(ms) => {
                self.now += ms;
                return Ok(());
            }
            Step::Deadline => self.game.deadline().unwrap_or(self.now).max(self.now),
        };
        while self.now < until {
            let due = self.game.deadline().unwrap_or(until);
            self.tick_at(due.clamp(self.now, until));
            look(self);
        }
        Ok(())
    }

    fn tick_at(&mut self, at: Tick) {
        self.now = at;
        self.game.tick(at);
        let next = self.game.deadline();
        assert!(next.is_none_or(|next| next > at), "due at once again");
    }
}

/// A night of up to about so many steps.
pub(super) fn night(steps: usize) -> impl Strategy<Value = Night> {
    let scenes = vec(scene(), 1..steps / 2);
    (any::<u8>(), settings(), 4..=10_usize, scenes).prop_map(|(seed, settings, players, scenes)| {
        Night {
            seed,
            settings,
            players,
            steps: scenes.concat(),
        }
    })
}

fn settings() -> impl Strategy<Value = Settings> {
    let conviction = prop::sample::select(vec![
        Conviction::Plurality,
        Conviction::Majority,
        Conviction::Unanimous,
    ]);
    let spy_guess = prop::sample::select(vec![SpyGuess::Vote, SpyGuess::Anytime]);
    (1..=8_u32, 1..=4_u32, conviction, any::<bool>(), spy_guess).prop_map(
        |(minutes, rounds, conviction, betting, spy_guess)| Settings {
            round_duration_minutes: minutes,
            num_rounds: rounds,
            conviction,
            betting,
            spy_guess,
            ..Settings::default()
        },
    )
}

/// Steps that lead somewhere when they come in a row, or just any step.
fn scene() -> impl Strategy<Value = Vec<Step>> {
    let seats = || (1..=10).map(|id| Actor::Seat(SeatId(id)));
    let everybody =
        move |command: Command| seats().map(move |seat| Step::Do(seat, command.clone()));
    let ballots = vec((name(), 1..=3_u8), 10).prop_map(move |ballots| {
        let votes = ballots.into_iter().map(|(target, bet)| vote(target, bet));
        seats()
            .zip(votes)
            .map(|(seat, vote)| Step::Do(seat, vote))
            .collect()
    });
    let skip = || [Step::Do(Actor::Host, Command::SkipToVote)].into_iter();
    let rerun = |commands: Vec<Command>| {
        let steps = commands
            .into_iter()
            .map(|command| Step::Do(Actor::Host, command));
        steps.collect::<Vec<_>>()
    };
    let again = rerun(vec![Command::PlayAgain, Command::Start]);
    let with_bots = rerun(vec![
        Command::PlayAgain,
        Command::AddBot,
        Command::AddBot,
        Command::Start,
    ]);
    let demo = rerun(vec![
        Command::EndGame,
        Command::PlayAgain,
        Command::PlayWithBots,
    ]);
    prop_oneof![
        40 => step().prop_map(|step| vec![step]),
        2 => ballots,
        2 => name().prop_map(move |name| skip().chain(everybody(vote(name, 3))).collect()),
        1 => place().prop_map(move |place| skip().chain(everybody(guess(place))).collect()),
        1 => Just(everybody(Command::Arrive).collect()),
        2 => Just(again),
        2 => Just(with_bots),
        1 => Just(demo),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => (anybody(), players_command()).prop_map(|(who, what)| Step::Do(who, what)),
        8 => (anybody(), coming_and_going()).prop_map(|(who, what)| Step::Do(who, what)),
        8 => (hosts(), hosts_command()).prop_map(|(who, what)| Step::Do(who, what)),
        6 => (0..5 * SECOND).prop_map(Step::Wait),
        1 => (0..400 * SECOND).prop_map(Step::Wait),
        1 => (0..40 * SECOND).prop_map(Step::Oversleep),
        6 => Just(Step::Deadline),
    ]
}

/// Seats that are there, that were, and that never will be.
fn anybody() -> impl Strategy<Value = Actor> {
    prop_oneof![
        20 => (1..=11_u32).prop_map(|id| Actor::Seat(SeatId(id))),
        1 => Just(Actor::Host),
        1 => Just(Actor::Guest),
    ]
}

fn hosts() -> impl Strategy<Value = Actor> {
    prop_oneof![6 => Just(Actor::Host), 1 => anybody()]
}

/// Names at the table, one of them in other letters, and one that nobody has.
fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select([&NAMES[..], &["ANA", "Zoe", "Rita Bot"]].concat())
}

fn place() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["beach", "hospital", "school", "casino", "nowhere"])
}

fn players_command() -> impl Strategy<Value = Command> {
    prop_oneof![
        12 => (name(), 0..=4_u8).prop_map(|(target, bet)| vote(target, bet)),
        1 => Just(vote("", 1)),
        3 => Just(Command::CallVote),
        3 => place().prop_map(guess),
    ]
}

fn coming_and_going() -> impl Strategy<Value = Command> {
    prop_oneof![
        6 => Just(Command::Lose),
        10 => Just(Command::Arrive),
        1 => Just(Command::Leave),
        2 => Just(Command::ClaimHost),
        3 => name().prop_map(join),
    ]
}

fn hosts_command() -> impl Strategy<Value = Command> {
    let fields = prop::sample::select(vec![
        "num_rounds",
        "betting",
        "vote_duration_seconds",
        "location_pack",
        "volume",
    ]);
    prop_oneof![
        4 => Just(Command::Start),
        2 => Just(Command::AdvanceTurn),
        4 => Just(Command::SkipToVote),
        4 => Just(Command::NextRound),
        2 => Just(Command::TogglePause),
        4 => Just(Command::Resume),
        1 => Just(Command::EndGame),
        4 => Just(Command::PlayAgain),
        2 => name().prop_map(remove),
        1 => name().prop_map(remove_by_force),
        2 => name().prop_map(make_host),
        1 => name().prop_map(revoke_host),
        4 => (1..=11_u32).prop_map(|id| Command::Readmit(SeatId(id))),
        2 => Just(Command::AddBot),
        1 => Just(Command::RemoveBot(None)),
        1 => name().prop_map(|name| Command::RemoveBot(Some(name.to_owned()))),
        2 => Just(Command::PlayWithBots),
        2 => (fields, 0..40_u32).prop_map(|(field, n)| set(field, n)),
    ]
}
