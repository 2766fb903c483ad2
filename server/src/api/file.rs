//! Files: those of releases never change, the key list seldom.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State as Extract};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};
use statistics::ReleaseId;

use super::error::ApiError;
use crate::web::State;

/// A file of a release, exactly as the manifest sums it.
pub(crate) async fn release_file(
    Extract(state): Extract<State>,
    path: Result<Path<(String, String)>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    // A path that is no UTF-8 names no file.
    let Path((release, file)) = path.map_err(|_| ApiError::NotFound)?;
    let id = ReleaseId::parse(&release).map_err(|_| ApiError::NotFound)?;
    if file == app::paths::MANIFEST {
        let found = state.releases().release(&id).await?.ok_or(ApiError::NotFound)?;
        return Ok(answer(found.manifest.into_bytes(), &id.to_string(), &file, &headers));
    }
    let found = state.releases().file(&id, &file).await?.ok_or(ApiError::NotFound)?;
    Ok(answer(found.bytes, &id.to_string(), &file, &headers))
}

/// The issuer's public keys.
pub(crate) async fn keys(Extract(state): Extract<State>) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (CACHE_CONTROL, HeaderValue::from_static("public, max-age=300")),
        (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    (headers, state.site().keys.clone()).into_response()
}

fn answer(bytes: Vec<u8>, release: &str, file: &str, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", HEXLOWER.encode(&Sha256::digest(&bytes)));
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|known| known.split(',').any(|known| known.trim() == tag));
    let mut response =
        if known { StatusCode::NOT_MODIFIED.into_response() } else { bytes.into_response() };
    let kind = match file.rsplit_once('.') {
        Some((_, "csv")) => "text/csv; charset=utf-8; header=present",
        Some((_, "json")) => "application/json",
        _ => "text/plain; charset=utf-8",
    };
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(CONTENT_TYPE, kind);
    set(CACHE_CONTROL, "public, max-age=31536000, immutable");
    set(ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(ETAG, &tag);
    if kind.starts_with("text/csv") {
        set(CONTENT_DISPOSITION, &format!("attachment; filename=\"gavah-{release}-{file}\""));
    }
    response
}
