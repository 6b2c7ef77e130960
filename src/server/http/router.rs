//! Which address leads where, and what every request passes through.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{FromRef, Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{
    MakeRequestUuid, PropagateRequestIdLayer, RequestId, SetRequestIdLayer,
};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::{DefaultOnFailure, TraceLayer};
use tracing::field::Empty;
use tracing::{Level, Span, error, error_span};
use uuid::Uuid;

use super::error::{HttpError, in_json};
use super::gate::Gate;
use super::negotiation::takes_html;
use super::policy::CONTENT_SECURITY_POLICY;
use super::{
    api, asset, foreign_hosts, foreign_pages, gate, history, missing, polling, range, reserve,
    upgrade,
};
use crate::protocol::RoomCode;
use crate::server::limits::excerpt;
use crate::server::net::{Peer, TrustedProxies};
use crate::server::state::App;

/// Longest body of a request, in bytes.
const MAX_BODY: usize = 16 * 1024;
/// How long an answer to a plain request may take.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// The server's routes, with everything they pass through.
pub(crate) fn router(app: App) -> Router {
    let gate = |refuse| from_fn_with_state(Gate::new(&app, refuse), gate::pass);
    let (page, host) = (gate(foreign_pages::refuse), gate(foreign_hosts::refuse));
    let reserve = from_fn_with_state(app.clone(), reserve::check);
    let asked = within_limits(api()).merge(sockets()).layer(page);
    let routes = within_limits(pages()).merge(asked);
    with_layers(routes.layer(host).layer(reserve), &app).with_state(app)
}

/// Pages and their files, which anybody may look at.
fn pages() -> Router<App> {
    Router::new()
        .route("/", get(landing))
        .route("/api/spyster/host", get(host))
        .route("/api/spyster/player", get(player))
        .route("/api/spyster/history", get(history_page))
        .route(
            "/api/spyster/static/{*path}",
            get(static_file).layer(from_fn(range::part)),
        )
        .route("/api/spyster/protocol.json", get(contract))
}

/// The API: requests that are answered at once.
fn api() -> Router<App> {
    Router::new()
        .route("/api/spyster/rooms", post(api::open_room))
        .route("/api/spyster/rooms/{room}", get(api::room))
        .route("/api/spyster/rooms/{room}/qr.svg", get(api::room_qr))
        .route("/api/spyster/qr", get(api::qr_json))
        .route("/api/spyster/state", get(polling::state))
        .route("/api/spyster/messages", post(polling::message))
        .route("/api/spyster/packs", get(api::packs))
        .route("/api/spyster/games", get(history::games))
        .route(
            "/api/spyster/games/{id}",
            get(history::game).delete(history::delete),
        )
        .route("/api/spyster/leaderboard", get(history::leaderboard))
        .route("/api/spyster/health", get(api::health))
        .fallback(nothing)
        .method_not_allowed_fallback(async || HttpError::from(StatusCode::METHOD_NOT_ALLOWED))
}

/// A small body, and an answer in time.
fn within_limits(routes: Router<App>) -> Router<App> {
    routes
        .layer(RequestBodyLimitLayer::new(MAX_BODY))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            REQUEST_TIMEOUT,
        ))
}

/// Routes whose connections live on: no limit on their time.
fn sockets() -> Router<App> {
    Router::new().route("/api/spyster/ws", get(upgrade::upgrade))
}

/// What every answer gets, whatever route it comes from. Read from the bottom up: a request passes the
/// last layer first.
fn with_layers(router: Router<App>, app: &App) -> Router<App> {
    let origin = from_fn_with_state(Arc::clone(&app.origins), foreign_pages::mark);
    let proxies = TrustedProxies::from_ref(app);
    router
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(map_response(in_json))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(CONTENT_SECURITY_POLICY),
        ))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        // Older browsers send `Origin: null` from pages that name no referrer at all.
        .layer(always(header::REFERRER_POLICY, "same-origin"))
        .layer(origin)
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(move |request: &Request| span(request, &proxies))
                // What fails of itself says so where it does; a server that is full is no news each time.
                .on_failure(DefaultOnFailure::new().level(Level::DEBUG)),
        )
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
}

fn always(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

/// What everything that a request causes is logged in. Of its address the path alone: queries and headers may hold a
/// session token. Of the highest level, so that a warning too says whom it is about, whatever is filtered.
fn span(request: &Request, proxies: &TrustedProxies) -> Span {
    let id = request.extensions().get::<RequestId>();
    let id = id
        .and_then(|id| id.header_value().to_str().ok())
        .map(excerpt);
    let peer = Peer::of_request(request.extensions(), request.headers(), proxies);
    let (method, path) = (request.method(), excerpt(request.uri().path()));
    error_span!(parent: None, "http", peer = peer.map(display), %method, path, id, room = Empty)
}

/// The panic itself has been reported by the panic hook; what it says is not for clients.
fn after_panic(_: Box<dyn Any + Send + 'static>) -> Response {
    error!("a request handler panicked");
    HttpError::from(StatusCode::INTERNAL_SERVER_ERROR).into_response()
}

/// Where there is nothing: a page with a way out for a browser, JSON for programs.
async fn nothing(State(app): State<App>, request: Request) -> Response {
    let looks = matches!(*request.method(), Method::GET | Method::HEAD);
    let path = request.uri().path();
    let page = (looks && takes_html(request.headers())).then(|| app.pages.page(missing::PAGE));
    page.flatten()
        .and_then(|page| missing::answer(&page, path, request.headers()))
        .unwrap_or_else(|| HttpError::from(StatusCode::NOT_FOUND).into_response())
}

/// The code of the room that a page's address names by its id, as `?session=`.
fn named_by_id(app: &App, uri: &Uri) -> Option<RoomCode> {
    #[derive(Deserialize)]
    struct Named {
        session: Uuid,
    }
    let Query(Named { session }) = Query::try_from_uri(uri).ok()?;
    app.rooms.with_id(session).map(|room| room.code())
}

fn page(app: &App, name: &str, headers: &HeaderMap) -> Result<Response, HttpError> {
    let page = app.pages.page(name).ok_or(StatusCode::NOT_FOUND)?;
    Ok(asset::page(&page, headers))
}

fn file(app: &App, path: &str, headers: &HeaderMap) -> Result<Response, HttpError> {
    let file = app.pages.file(path).ok_or(StatusCode::NOT_FOUND)?;
    Ok(asset::file(&file, headers))
}

async fn landing(State(app): State<App>, headers: HeaderMap) -> Result<Response, HttpError> {
    page(&app, "index.html", &headers)
}

async fn host(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response, HttpError> {
    match named_by_id(&app, &uri) {
        Some(room) => Ok(Redirect::to(&format!("host?watch={room}")).into_response()),
        None => page(&app, "host.html", &headers),
    }
}

async fn player(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    match named_by_id(&app, &uri) {
        Some(room) => Ok(Redirect::to(&format!("player?room={room}")).into_response()),
        None => page(&app, "player.html", &headers),
    }
}

async fn history_page(State(app): State<App>, headers: HeaderMap) -> Result<Response, HttpError> {
    page(&app, "history.html", &headers)
}

async fn contract(State(app): State<App>, headers: HeaderMap) -> Result<Response, HttpError> {
    file(&app, "protocol.json", &headers)
}

async fn static_file(
    State(app): State<App>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    file(&app, &path, &headers)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use http_body_util::BodyExt;
    use serde_json::Value;
    use tower::ServiceExt;

    use super::*;
    use crate::config::Config;

    /// Sends one request through all layers to a router that has `route` beside the real ones.
    async fn answer(route: Router<App>, request: Request) -> (StatusCode, Value) {
        let config = Config {
            data_dir: String::new(),
            ..Config::default()
        };
        let local = config.bind;
        let app = App::new(config, local).unwrap();
        let router = with_layers(api().merge(route), &app).with_state(app);
        let response = router.oneshot(request).await.unwrap();
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&body).unwrap())
    }

    #[tokio::test]
    async fn a_panicking_handler_is_an_internal_error_that_says_nothing_of_the_panic() {
        async fn boom() {
            panic!("the spy is Ana");
        }
        let route = Router::new().route("/boom", get(boom));
        let request = Request::get("/boom").body(Body::empty()).unwrap();
        let (status, body) = answer(route, request).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(body["type"], "error");
        assert_eq!(body["code"], "INTERNAL");
        assert!(!body.to_string().contains("Ana"));
    }

    #[tokio::test]
    async fn a_body_over_the_limit_is_refused_announced_or_not() {
        let too_long = || Body::from(vec![b'x'; MAX_BODY + 1]);
        let announced = Request::post("/echo").header(header::CONTENT_LENGTH, MAX_BODY + 1);
        for request in [announced, Request::post("/echo")] {
            let route = Router::new().route("/echo", post(async |body: String| body));
            let request = request.body(too_long()).unwrap();
            let (status, body) = answer(within_limits(route), request).await;
            assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
            assert_eq!(body["type"], "error");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_handler_that_hangs_is_given_up() {
        let route = Router::new().route("/hang", get(std::future::pending::<()>));
        let request = Request::get("/hang").body(Body::empty()).unwrap();
        let (status, body) = answer(within_limits(route), request).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(body["code"], "INTERNAL");
    }
}
