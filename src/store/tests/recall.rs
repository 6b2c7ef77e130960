//! What was written comes back, from the file as from memory.

use super::*;

/// Runs `check` on an empty storage of each kind.
fn on_both(check: impl Fn(&dyn Storage)) {
    check(&Memory::default());
    let dir = tempfile::tempdir().unwrap();
    check(&sqlite(dir.path()));
}

fn ids(games: &[StoredGame]) -> Vec<&str> {
    games.iter().map(|game| game.id.as_str()).collect()
}

#[test]
fn the_newest_snapshot_of_each_room_comes_back() {
    on_both(|storage| {
        let first = [room("AAAA", b"one"), room("BBBB", b"two")];
        storage.commit(&first).unwrap();
        let second = [room("AAAA", b"three"), room("CCCC", b""), room("DDDD", b"")];
        storage.commit(&second).unwrap();
        let room = "DDDD".to_owned();
        storage.commit(&[Change::ForgetRoom { room }]).unwrap();
        let expected = [
            stored_room("AAAA", b"three"),
            stored_room("BBBB", b"two"),
            stored_room("CCCC", b""),
        ];
        assert_eq!(storage.rooms().unwrap(), expected);
    });
}

#[test]
fn a_room_set_aside_is_passed_over_and_its_key_is_free() {
    on_both(|storage| {
        for body in [b"one", b"two"] {
            storage.commit(&[room("AAAA", body)]).unwrap();
            storage.set_aside("AAAA").unwrap();
            assert_eq!(storage.rooms().unwrap(), []);
        }
        storage.set_aside("AAAA").unwrap();
        storage.commit(&[room("AAAA", b"three")]).unwrap();
        assert_eq!(storage.rooms().unwrap(), [stored_room("AAAA", b"three")]);
    });
}

#[test]
fn a_pack_is_kept_once() {
    on_both(|storage| {
        storage.commit(&[pack("a", b"places")]).unwrap();
        storage.commit(&[pack("a", b"others")]).unwrap();
        assert_eq!(storage.pack("a").unwrap(), Some(b"places".to_vec()));
        assert_eq!(storage.pack("b").unwrap(), None);
    });
}

#[test]
fn the_last_sign_of_life_comes_back() {
    on_both(|storage| {
        assert_eq!(storage.last_beat().unwrap(), None);
        for uptime in [1_000, 2_000] {
            storage.commit(&[Change::Heartbeat(beat(uptime))]).unwrap();
            assert_eq!(storage.last_beat().unwrap(), Some(beat(uptime)));
        }
    });
}

#[test]
fn games_come_page_by_page_the_newest_first() {
    on_both(|storage| {
        let add = |id, at| Change::AddGame(game(id, at, &[("Ann", 1)]));
        let games = [add("a", 10), add("b", 30), add("c", 20), add("d", 20)];
        storage.commit(&games).unwrap();
        let page = |before, limit| storage.games(before, limit).unwrap();
        assert_eq!(ids(&page(None, 9)), ["b", "d", "c", "a"]);
        assert_eq!(ids(&page(None, 2)), ["b", "d"]);
        assert_eq!(ids(&page(Some("d"), 2)), ["c", "a"]);
        assert_eq!(page(Some("a"), 2), []);
        assert_eq!(page(Some("none"), 2), []);
        let one = storage.game("c").unwrap().unwrap();
        assert_eq!((one.ended_at, &one.body[..]), (20, &br#"{"game":"c"}"#[..]));
        assert_eq!(storage.game("none").unwrap(), None);
    });
}

#[test]
fn a_game_counts_once_however_often_it_is_added() {
    on_both(|storage| {
        let first = Change::AddGame(game("a", 10, &[("Ann", 5)]));
        let again = Change::AddGame(game("a", 11, &[("Ann", 9), ("Bob", 9)]));
        storage.commit(&[first.clone(), first]).unwrap();
        storage.commit(&[again]).unwrap();
        assert_eq!(storage.game("a").unwrap().unwrap().ended_at, 10);
        let board = storage.leaderboard(9).unwrap();
        assert_eq!(board.len(), 1);
        assert_eq!((board[0].games, board[0].points), (1, 5));
    });
}

#[test]
fn a_removed_game_leaves_the_leaderboard_too() {
    on_both(|storage| {
        let add = |id, name| Change::AddGame(game(id, 1, &[(name, 1)]));
        storage.commit(&[add("a", "Ann"), add("b", "Bob")]).unwrap();
        let id = "a".to_owned();
        storage.commit(&[Change::RemoveGame { id }]).unwrap();
        assert_eq!(ids(&storage.games(None, 9).unwrap()), ["b"]);
        let board = storage.leaderboard(9).unwrap();
        assert_eq!(board.len(), 1);
        assert_eq!(board[0].name, "Bob");
    });
}

#[test]
fn the_leaderboard_adds_up_and_goes_by_wins_then_points_per_game_then_name() {
    on_both(|storage| {
        let add = |id, at, players: &[_]| Change::AddGame(game(id, at, players));
        let games = [
            add("new", 30, &[("ANN", 7), ("Dee", 2), ("cat", 2)]),
            add("old", 10, &[("Ann", 5), ("bob", 4)]),
            add("mid", 20, &[("Eve", 1), ("bob", 3)]),
        ];
        storage.commit(&games).unwrap();
        let board = storage.leaderboard(9).unwrap();
        let names: Vec<_> = board.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(names, ["ANN", "Eve", "bob", "cat", "Dee"]);
        let bet = |votes, right| BetLine { votes, right };
        let ann = Standing {
            name: "ANN".to_owned(),
            games: 2,
            wins: 2,
            points: 12,
            spy_rounds: 4,
            spy_wins: 2,
            bets: [bet(6, 4), bet(4, 2), bet(2, 0)],
        };
        assert_eq!(board[0], ann);
        assert_eq!(storage.leaderboard(2).unwrap(), board[..2]);
        assert_eq!(storage.leaderboard(0).unwrap(), []);
    });
}

#[test]
fn two_lines_of_one_name_in_a_game_are_one_player() {
    on_both(|storage| {
        let twice = game("a", 1, &[("Ann", 5), ("ANN", 3)]);
        storage.commit(&[Change::AddGame(twice)]).unwrap();
        let board = storage.leaderboard(9).unwrap();
        assert_eq!(board.len(), 1);
        let ann = &board[0];
        assert_eq!((ann.games, ann.wins, ann.points), (1, 1, 8));
        assert_eq!((ann.spy_rounds, ann.bets[0].votes), (4, 6));
    });
}

#[test]
fn nothing_that_prints_a_change_prints_its_body() {
    let secret = b"SPY";
    let id = "g".to_owned();
    let body = secret.to_vec();
    let of_game = StoredGame {
        id,
        ended_at: 1,
        body,
    };
    let mut finished = game("g", 1, &[]);
    finished.body = secret.to_vec();
    let printed = [
        format!("{:?}", room("AAAA", secret)),
        format!("{:?}", pack("p", secret)),
        format!("{:?}", Change::AddGame(finished)),
        format!("{:?}", stored_room("AAAA", secret)),
        format!("{of_game:?}"),
    ];
    for text in printed {
        assert!(text.contains("3 B") && !text.contains("83"), "{text}");
    }
}
