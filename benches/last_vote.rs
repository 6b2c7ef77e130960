//! The path every phone waits for: the last vote comes in, the game moves on to the reveal, and every
//! player's own view is serialised. Ten players and the TV.
//!
//! `cargo bench`

use std::sync::Arc;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use spyster::game::{
    Actor, Command, Game, HouseRules, Moment, Packs, PlayerName, SeatId, Settings, Viewer,
};
use spyster::protocol::{ForHosts, RoomCode, RoomFacts, StateFrames};
use uuid::Uuid;

const PLAYERS: usize = 10;

/// A game in which everybody but the last player has voted.
struct Table {
    game: Game,
    seats: Vec<SeatId>,
    now: u64,
}

impl Table {
    fn before_the_last_vote(packs: &Arc<Packs>) -> Self {
        let (house, settings) = (HouseRules::default(), Settings::default());
        let mut game = Game::new(house, settings, Arc::clone(packs), [7; 32]).expect("a game");
        let mut seats = Vec::new();
        for name in (0..PLAYERS).map(name) {
            let command = Command::Join(PlayerName::parse(&name).expect("a name"));
            game.apply(0, Actor::Guest, command).expect("a free seat");
            seats.push(game.seat_named(&name).expect("the seat"));
        }
        game.apply(0, Actor::Host, Command::Start)
            .expect("enough players");
        let now = game.deadline().expect("the cards are shown for some time");
        game.tick(now);
        game.apply(now, Actor::Host, Command::SkipToVote)
            .expect("the questions run");
        let mut table = Self { game, seats, now };
        for voter in 1..PLAYERS {
            table.vote(voter, 0);
        }
        table
    }

    fn vote(&mut self, voter: usize, target: usize) {
        let command = Command::Vote {
            target: name(target),
            confidence: 3,
        };
        let actor = Actor::Seat(self.seats[voter]);
        self.game.apply(self.now, actor, command).expect("a vote");
    }

    fn serialise(&self) -> StateFrames {
        let facts = RoomFacts {
            seq: 1,
            room: RoomCode::parse("K7PQ").expect("a code"),
            session_id: Uuid::nil(),
            created_at: 0,
            join_url: Some("http://192.168.1.20:8137/api/spyster/player?room=K7PQ"),
        };
        let at = Moment {
            tick: self.now,
            epoch_ms: 1_790_000_000_000,
        };
        let players = self.seats.iter().copied().map(Viewer::Seat);
        let viewers: Vec<Viewer> = players.chain([Viewer::Host]).collect();
        let for_hosts = ForHosts {
            rejoin_requests: Vec::new(),
            rejoins: Vec::new(),
        };
        StateFrames::new(&self.game, facts, &for_hosts, at, &viewers)
    }
}

fn name(index: usize) -> String {
    format!("Player {index}")
}

fn last_vote(criterion: &mut Criterion) {
    let packs = Arc::new(Packs::shipped());
    criterion.bench_function("last vote to every view, 10 players", |bencher| {
        bencher.iter_batched(
            || Table::before_the_last_vote(&packs),
            |mut table| {
                table.vote(0, 1);
                (table.serialise(), table)
            },
            // One game at a time, as a room has it: of thousands at once the memory would be measured.
            BatchSize::PerIteration,
        );
    });
    criterion.bench_function("every view while a vote runs, 10 players", |bencher| {
        let table = Table::before_the_last_vote(&packs);
        bencher.iter(|| table.serialise());
    });
}

criterion_group!(benches, last_vote);
criterion_main!(benches);
