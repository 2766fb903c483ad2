//! Headers that every answer carries, and the one line that is logged about it.

use std::net::SocketAddr;

use axum::extract::{MatchedPath, Request};
use axum::http::HeaderValue;
use axum::http::header::{HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::middleware::Next;
use axum::response::Response;

/// No inline script and no inline style stand on any page, so that no nonce is needed and every
/// page is the same bytes for everybody.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (HeaderName::from_static("content-security-policy"), CONTENT_SECURITY_POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(), microphone=()"),
    (HeaderName::from_static("x-frame-options"), "DENY"),
    (HeaderName::from_static("x-robots-tag"), "noarchive"),
];

/// Adds the headers to what the router answers.
pub(super) async fn secure(request: Request, next: Next) -> Response {
    secured(next.run(request).await)
}

/// The answer with the headers.
pub(super) fn secured(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.reserve(HEADERS.len());
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Logs the route and the status and nothing else: a path could hold what somebody typed, and
/// an address is somebody's.
pub(super) async fn log(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "page".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let status = response.status().as_u16();
    if status >= 500 {
        tracing::error!(%method, route, status, "answered");
    } else {
        tracing::debug!(%method, route, status, "answered");
    }
    response
}

/// Says where the server listens.
pub(super) fn announce(address: SocketAddr) {
    tracing::info!(%address, "listening");
}
