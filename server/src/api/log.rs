//! The log under the paths of C2SP tlog-tiles, open to every origin.

use axum::body::Bytes;
use axum::extract::State as Extract;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse as _, Redirect, Response};
use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};
use tlog::Resource;

use super::error::ApiError;
use crate::web::{PublicLog, State};

const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const BYTES: HeaderValue = HeaderValue::from_static("application/octet-stream");
/// For what the next checkpoint changes.
const SECONDS: HeaderValue = HeaderValue::from_static("public, max-age=5");
/// For what changes with the settings alone.
const MINUTES: HeaderValue = HeaderValue::from_static("public, max-age=300");
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The bare prefix, which is the log's name, leads to the page about it.
pub(crate) async fn log() -> Redirect {
    Redirect::temporary(&app::paths::log(app::Language::Fa))
}

/// The public checkpoint.
pub(crate) async fn checkpoint(
    Extract(state): Extract<State>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let public = served(&state)?.checkpoint().await?.ok_or(ApiError::NotInLog)?;
    Ok(tagged(public.note, SECONDS, &headers))
}

/// The checkpoint that was once public at a size. Witnesses may still add to the last one.
pub(crate) async fn checkpoint_at(
    Extract(state): Extract<State>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let log = served(&state)?;
    let size = uri.path().strip_prefix("/log/checkpoints/").and_then(size);
    let size = size.ok_or(ApiError::NotInLog)?;
    let note = log.checkpoint_at(size).await?.ok_or(ApiError::NotInLog)?;
    let last = log.checkpoint().await?.is_some_and(|public| public.size == size);
    Ok(tagged(note.into(), if last { SECONDS } else { FOR_EVER }, &headers))
}

/// A tile of hashes or an entry bundle.
pub(crate) async fn resource(
    Extract(state): Extract<State>,
    uri: Uri,
) -> Result<Response, ApiError> {
    // The path as it was sent: an escaped one is another spelling.
    let resource = uri.path().strip_prefix("/log/").and_then(tlog::parse_path);
    let resource: Resource = resource.ok_or(ApiError::NotInLog)?;
    let bytes = served(&state)?.resource(resource).await?.ok_or(ApiError::NotInLog)?;
    Ok(answer(bytes, BYTES, FOR_EVER))
}

/// A tile that is at hand.
pub(crate) fn tile(bytes: Bytes) -> Response {
    answer(bytes, BYTES, FOR_EVER)
}

/// The published counts.
pub(crate) async fn counts(
    Extract(state): Extract<State>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    Ok(tagged(served(&state)?.counts().await?, SECONDS, &headers))
}

/// The log's verifier key, in a line.
pub(crate) async fn log_key(Extract(state): Extract<State>) -> Result<Response, ApiError> {
    let key = format!("{}\n", served(&state)?.vkey());
    Ok(answer(key.into(), TEXT, MINUTES))
}

/// The policy that checkpoints are judged by.
pub(crate) async fn policy(Extract(state): Extract<State>) -> Result<Response, ApiError> {
    let policy = served(&state)?.policy().to_owned();
    Ok(answer(policy.into(), TEXT, MINUTES))
}

/// Everything else under the log's prefix.
pub(crate) async fn not_in_log() -> ApiError {
    ApiError::NotInLog
}

fn served(state: &State) -> Result<&PublicLog, ApiError> {
    state.log().ok_or(ApiError::NotInLog)
}

/// A size in its one spelling.
fn size(text: &str) -> Option<u64> {
    let size: u64 = text.parse().ok()?;
    (size.to_string() == text).then_some(size)
}

fn answer(bytes: Bytes, kind: HeaderValue, cache: HeaderValue) -> Response {
    let headers = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, cache),
        (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    (headers, bytes).into_response()
}

/// A text that may change: asked again by its sum.
fn tagged(text: Bytes, cache: HeaderValue, headers: &HeaderMap) -> Response {
    let sum = HEXLOWER.encode(&Sha256::digest(&text));
    let tag = format!("\"{}\"", sum.get(..32).unwrap_or(&sum));
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|known| known.split(',').any(|known| known.trim() == tag));
    let mut response = answer(if known { Bytes::new() } else { text }, TEXT, cache);
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}
