//! The public pages: router, rendering, security headers and limits.

mod asset;
mod form;
mod fresh;
mod front;
mod header;
mod listener;
mod page;
mod patience;
mod public_log;
mod state;
#[cfg(test)]
mod tests;
mod tile_cache;

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::CACHE_CONTROL;
use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate as _};

use crate::api;

pub use asset::Bundle;
pub use front::Front;
pub use listener::listen;
pub use public_log::{PublicCheckpoint, PublicLog};
pub use state::State;

/// The longest that an answer may take.
const DEADLINE: Duration = Duration::from_secs(20);
/// Bytes of a form, at most: 8 192 characters of pasted text, percent-encoded.
const MAX_FORM: usize = 128 * 1024;

/// All routes of the portal. Everything that is not listed here is a page or nothing.
pub fn router(state: &State) -> Router {
    let pages = Router::new()
        // What is no reading gets the page that says so.
        .route("/", get(page::root).fallback(page::any))
        .route("/v", get(page::short_verify).fallback(page::any))
        .fallback(page::any);
    let files = Router::new()
        .route("/keys.txt", get(api::keys).fallback(api::method))
        .route("/releases/{release}/{file}", get(api::release_file).fallback(api::method))
        .route("/healthz", get(api::health).fallback(api::method))
        .route("/readyz", get(api::ready).fallback(api::method));
    let log = Router::new()
        .route("/log", get(api::log).fallback(api::method))
        .route("/log/checkpoint", get(api::checkpoint).fallback(api::method))
        .route("/log/checkpoints/{size}", get(api::checkpoint_at).fallback(api::method))
        .route("/log/counts.txt", get(api::counts).fallback(api::method))
        .route("/log/log.vkey", get(api::log_key).fallback(api::method))
        .route("/log/policy.txt", get(api::policy).fallback(api::method))
        .route("/log/{*path}", get(api::not_in_log).fallback(api::method));
    // Hashes do not compress; what stands between them in bundles does.
    let bundles = Router::new()
        .route("/log/tile/entries/{*index}", get(api::resource).fallback(api::method))
        .layer(CompressionLayer::new().gzip(true).br(true));
    let tiles =
        Router::new().route("/log/tile/{level}/{*index}", get(api::resource).fallback(api::method));
    let files = files.merge(log).merge(bundles).merge(tiles);
    let forms = Router::new()
        .route("/{language}/verify", get(page::any).post(form::verify).fallback(form::other))
        .route("/{language}/case", get(page::any).post(form::case).fallback(form::other));
    let compression = CompressionLayer::new().gzip(true).br(true);
    let pages = pages
        .merge(forms)
        .layer(compression.compress_when(DefaultPredicate::new().and(for_everybody)));
    let bundle = asset::immutable(state.bundle())
        .merge(asset::root_files(state.bundle()))
        .layer(from_fn_with_state(state.clone(), page::spoken));
    limited(pages.merge(bundle), files, state, DEADLINE)
}

/// Pages and files with what every answer has: its headers, its line in the log, its limits.
fn limited(
    pages: Router<State>,
    files: Router<State>,
    state: &State,
    deadline: Duration,
) -> Router {
    let pages = pages.layer(from_fn_with_state((state.clone(), deadline), page::in_time));
    let files = files.layer(from_fn_with_state(deadline, api::in_time));
    let limits = ServiceBuilder::new()
        .layer(from_fn(header::secure))
        .layer(from_fn(header::log))
        .layer(CatchPanicLayer::custom(page::after_panic))
        .layer(DefaultBodyLimit::max(MAX_FORM));
    pages.merge(files).with_state(state.clone()).layer(limits)
}

/// Whether an answer may be compressed: those to forms hold what only their reader may know, and
/// go out as they are, so that their length tells nothing.
fn for_everybody(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    headers.get(CACHE_CONTROL).is_none_or(|value| value != "no-store")
}
