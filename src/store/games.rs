//! Finished games and the leaderboard in SQLite.

use rusqlite::{Connection, OptionalExtension, Row, params};
use tracing::warn;

use super::change::{BetLine, FinishedGame, PlayerLine, Standing, StoredGame};
use super::checksum::checksum;
use super::error::StoreError;

/// Adds a game, once.
pub(super) fn add(connection: &Connection, game: &FinishedGame) -> rusqlite::Result<()> {
    let ended_at = game.ended_at.cast_signed();
    let added = connection
        .prepare_cached(
            "INSERT INTO games (id, ended_at, checksum, body) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO NOTHING",
        )?
        .execute(params![
            game.id,
            ended_at,
            game_checksum(&game.id, ended_at, &game.body),
            game.body
        ])?;
    if added > 0 {
        for line in game.lines() {
            add_line(connection, &game.id, ended_at, &line)?;
        }
    }
    Ok(())
}

fn add_line(
    connection: &Connection,
    game: &str,
    ended_at: i64,
    line: &PlayerLine,
) -> rusqlite::Result<()> {
    let [low, middle, high] = line.bets;
    connection
        .prepare_cached(
            "INSERT INTO players (name_key, game_id, name, ended_at, won, points, spy_rounds, spy_wins,
                 votes_1, right_1, votes_2, right_2, votes_3, right_3)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute(params![
            line.name_key,
            game,
            line.name,
            ended_at,
            line.won,
            line.points,
            line.spy_rounds,
            line.spy_wins,
            low.votes,
            low.right,
            middle.votes,
            middle.right,
            high.votes,
            high.right
        ])
        .map(drop)
}

/// Removes a game with its part in the leaderboard.
pub(super) fn remove(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    // Reads all of `players`. It is done so seldom that an index for it would cost more than it saves.
    for sql in [
        "DELETE FROM players WHERE game_id = ?1",
        "DELETE FROM games WHERE id = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([id])?;
    }
    Ok(())
}

/// Games that can be read, the newest first.
pub(super) fn page(
    connection: &Connection,
    before: Option<&str>,
    limit: usize,
) -> Result<Vec<StoredGame>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM games
         WHERE ?1 IS NULL OR (ended_at, id) < (SELECT ended_at, id FROM games WHERE id = ?1)
         ORDER BY ended_at DESC, id DESC",
    )?;
    let mut ids = statement.query([before])?;
    let mut games = Vec::new();
    while games.len() < limit
        && let Some(row) = ids.next()?
    {
        games.extend(one(connection, &row.get::<_, String>(0)?)?);
    }
    Ok(games)
}

/// One game, if it can be read.
pub(super) fn one(connection: &Connection, id: &str) -> Result<Option<StoredGame>, StoreError> {
    let found: rusqlite::Result<(i64, Vec<u8>, Vec<u8>)> = connection
        .prepare_cached("SELECT ended_at, checksum, body FROM games WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    match found.optional() {
        Ok(None) => Ok(None),
        Ok(Some((ended_at, checksum, body)))
            if game_checksum(id, ended_at, &body)[..] == checksum[..] =>
        {
            Ok(Some(StoredGame {
                id: id.to_owned(),
                ended_at: ended_at.cast_unsigned(),
                body,
            }))
        }
        Ok(Some(_)) => {
            warn!(id, "a stored game is passed over, as its checksum is wrong");
            Ok(None)
        }
        Err(error) => {
            warn!(id, %error, "a stored game is passed over, as SQLite cannot read it");
            Ok(None)
        }
    }
}

fn game_checksum(id: &str, ended_at: i64, body: &[u8]) -> [u8; 32] {
    checksum(&[id.as_bytes(), &ended_at.to_be_bytes(), body])
}

/// The first names by games won, points per game and key.
pub(super) fn leaderboard(
    connection: &Connection,
    limit: usize,
) -> rusqlite::Result<Vec<Standing>> {
    // `name` is of the row with the latest end: so SQLite has it for a lone MAX.
    let mut statement = connection.prepare_cached(
        "SELECT name, MAX(ended_at), COUNT(*), SUM(won) AS wins, SUM(points), SUM(spy_rounds),
             SUM(spy_wins), SUM(votes_1), SUM(right_1), SUM(votes_2), SUM(right_2), SUM(votes_3),
             SUM(right_3)
         FROM players GROUP BY name_key
         ORDER BY wins DESC, AVG(points) DESC, name_key LIMIT ?1",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let standings = statement.query_map([limit], standing)?;
    standings.collect()
}

fn standing(row: &Row<'_>) -> rusqlite::Result<Standing> {
    let bet = |votes, right| {
        Ok::<_, rusqlite::Error>(BetLine {
            votes: row.get(votes)?,
            right: row.get(right)?,
        })
    };
    Ok(Standing {
        name: row.get(0)?,
        games: row.get(2)?,
        wins: row.get(3)?,
        points: row.get(4)?,
        spy_rounds: row.get(5)?,
        spy_wins: row.get(6)?,
        bets: [bet(7, 8)?, bet(9, 10)?, bet(11, 12)?],
    })
}
