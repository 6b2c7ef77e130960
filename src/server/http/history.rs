//! Past games over REST: the list, one game round by round, and who has been winning.

use axum::Json;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tracing::warn;

use super::error::HttpError;
use super::host_rights;
use crate::game::{GameReport, ReportedPlayer};
use crate::protocol::ErrorCode;
use crate::server::net::Peer;
use crate::server::state::App;
use crate::store::{BetLine, Change, Standing, StoreError, StoredGame};

/// Games on a page of the list, and at most.
const PAGE: (usize, usize) = (20, 100);
/// Names on the leaderboard, and at most.
const NAMES: (usize, usize) = (100, 1000);

/// Somebody who may see past games: a host. Where history is turned off there is nobody.
pub(super) struct Reader;

impl FromRequestParts<App> for Reader {
    type Rejection = HttpError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, HttpError> {
        if !app.config.history {
            return Err(ErrorCode::HistoryOff.into());
        }
        let peer = Peer::from_request_parts(parts, app).await?;
        host_rights::require(app, peer, &parts.headers).await?;
        Ok(Self)
    }
}

/// The query of `GET /api/spyster/games` and of `GET /api/spyster/leaderboard`.
#[derive(Deserialize)]
pub(super) struct Part {
    /// At most so many.
    limit: Option<usize>,
    /// Those older than the game of that id.
    before: Option<String>,
}

/// A game in the list.
#[derive(Serialize)]
struct PastGame {
    id: String,
    /// When it ended, in milliseconds since the Unix epoch.
    ended_at: u64,
    /// The pack's name.
    pack: String,
    /// Its id.
    pack_id: String,
    /// Its version, where that was written down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pack_version: Option<u32>,
    /// Rounds that were played to their end.
    rounds: usize,
    is_complete: bool,
    players: Vec<ReportedPlayer>,
}

/// `GET /api/spyster/games?limit=&before=`: past games, the newest first.
pub(super) async fn games(
    State(app): State<App>,
    _: Reader,
    Query(part): Query<Part>,
) -> Result<impl IntoResponse, HttpError> {
    let limit = part.limit.unwrap_or(PAGE.0).clamp(1, PAGE.1);
    let stored = app
        .store
        .games(part.before.as_deref(), limit)
        .await
        .map_err(failed)?;
    let is_full = stored.len() == limit;
    let next = stored.last().map(|game| game.id.clone());
    let games: Vec<PastGame> = stored.into_iter().filter_map(past_game).collect();
    let next = next.filter(|_| is_full);
    Ok(private(Json(json!({ "games": games, "next": next }))))
}

/// `GET /api/spyster/games/{id}`: a game round by round.
pub(super) async fn game(
    State(app): State<App>,
    _: Reader,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, HttpError> {
    let game = stored(&app, &id).await?;
    let report = report(&game).ok_or(ErrorCode::GameNotFound)?;
    let mut whole = json!(report);
    whole["id"] = game.id.into();
    whole["ended_at"] = game.ended_at.into();
    Ok(private(Json(whole)))
}

/// `DELETE /api/spyster/games/{id}`: forgets a game, on the leaderboard too.
pub(super) async fn delete(
    State(app): State<App>,
    _: Reader,
    peer: Peer,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<StatusCode, HttpError> {
    host_rights::require_game(&app, peer, &headers, &id).await?;
    stored(&app, &id).await?;
    match app.store.write(Change::RemoveGame { id }).await {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(ErrorCode::Internal.into()),
    }
}

/// `GET /api/spyster/leaderboard`: who has been winning, by name.
pub(super) async fn leaderboard(
    State(app): State<App>,
    _: Reader,
    Query(part): Query<Part>,
) -> Result<impl IntoResponse, HttpError> {
    let limit = part.limit.unwrap_or(NAMES.0).clamp(1, NAMES.1);
    let standings = app.store.leaderboard(limit).await.map_err(failed)?;
    let standings: Vec<Value> = standings.iter().map(standing).collect();
    Ok(private(Json(json!({ "standings": standings }))))
}

async fn stored(app: &App, id: &str) -> Result<StoredGame, HttpError> {
    let game = app.store.game(id).await.map_err(failed)?;
    game.ok_or_else(|| ErrorCode::GameNotFound.into())
}

/// A game that an older or newer version wrote in another form is left alone.
fn report(game: &StoredGame) -> Option<GameReport> {
    let report = serde_json::from_slice(&game.body);
    report
        .inspect_err(|_| warn!(game = game.id, "a past game can't be read"))
        .ok()
}

fn past_game(game: StoredGame) -> Option<PastGame> {
    let report = report(&game)?;
    Some(PastGame {
        id: game.id,
        ended_at: game.ended_at,
        pack: report.pack.name,
        pack_id: report.pack.id,
        pack_version: report.pack.version,
        rounds: report.rounds.len(),
        is_complete: report.is_complete,
        players: report.players,
    })
}

fn standing(standing: &Standing) -> Value {
    let bets = standing.bets.iter().zip(1..);
    let bets: Vec<Value> = bets.map(|(line, bet)| accuracy(line, bet)).collect();
    let per_game = standing.points as f64 / f64::from(standing.games.max(1));
    json!({
        "name": standing.name,
        "games": standing.games,
        "wins": standing.wins,
        "average_points": (per_game * 10.0).round() / 10.0,
        "spy_rounds": standing.spy_rounds,
        "spy_wins": standing.spy_wins,
        "bets": bets,
    })
}

fn accuracy(line: &BetLine, bet: u8) -> Value {
    let share = f64::from(line.right) / f64::from(line.votes);
    let share = (line.votes > 0).then(|| (share * 1000.0).round() / 1000.0);
    json!({"bet": bet, "votes": line.votes, "right": line.right, "accuracy": share})
}

fn failed(error: StoreError) -> HttpError {
    warn!(%error, "past games can't be read");
    ErrorCode::Internal.into()
}

/// An answer that is true only now, and not for everybody.
fn private(answer: impl IntoResponse) -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], answer)
}
