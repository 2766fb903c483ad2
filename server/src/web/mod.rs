//! The public pages: router, rendering, security headers and limits.

mod asset;
mod form;
mod header;
mod listener;
mod page;
mod patience;
mod state;

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::get;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::api;

pub use asset::Bundle;
pub use listener::listen;
pub use state::State;

/// The longest that an answer may take.
const DEADLINE: Duration = Duration::from_secs(20);
/// Bytes of a form, at most: 8 192 characters of pasted text, percent-encoded.
const MAX_FORM: usize = 128 * 1024;

/// All routes of the portal. Everything that is not listed here is a page or nothing.
pub fn router(state: &State) -> Router {
    // Answers to forms hold what only their reader may know: they are not compressed, so that
    // their length tells nothing.
    let pages = Router::new()
        // What is no reading gets the page that says so.
        .route("/", get(page::root).fallback(page::any))
        .route("/v", get(page::short_verify).fallback(page::any))
        .fallback(page::any)
        .layer(CompressionLayer::new().gzip(true).br(true));
    let files = Router::new()
        .route("/keys.txt", get(api::keys))
        .route("/releases/{release}/{file}", get(api::release_file))
        .route("/healthz", get(api::health))
        .route("/readyz", get(api::ready));
    let forms = Router::new()
        .route("/{language}/verify", get(page::any).post(form::verify))
        .route("/{language}/case", get(page::any).post(form::case));
    let inner = Router::new()
        .merge(forms)
        .merge(files)
        .merge(asset::immutable(state.bundle()))
        .merge(asset::root_files(state.bundle()))
        .merge(pages)
        .with_state(state.clone());
    let limits = ServiceBuilder::new()
        .layer(axum::middleware::from_fn(header::secure))
        .layer(axum::middleware::from_fn(header::log))
        .layer(CatchPanicLayer::custom(page::after_panic))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, DEADLINE))
        .layer(DefaultBodyLimit::max(MAX_FORM));
    inner.layer(limits)
}
