//! Errors for programs (RFC 9457). The only place that knows the status codes of the API.

use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use storage::Error;

/// Why a program gets nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ApiError {
    /// What is stored is damaged (500).
    Damaged,
    /// There is no such thing (404).
    NotFound,
    /// The database does not answer (503).
    Unavailable,
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        tracing::error!(%error, "the portal's database");
        match error {
            Error::Unavailable(_) => Self::Unavailable,
            _ => Self::Damaged,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, title, detail) = match self {
            Self::Damaged => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "damaged",
                "What is stored here does not match its sum; it is not served.",
            ),
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "not found",
                "There is no such file. The manifest of a release lists its files: /releases/{release}/SHA256SUMS",
            ),
            Self::Unavailable => (
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                "The database does not answer. Try again later.",
            ),
        };
        let body = json!({ "title": title, "status": status.as_u16(), "detail": detail });
        let headers = [
            (CONTENT_TYPE, HeaderValue::from_static("application/problem+json")),
            (CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
        ];
        (status, headers, format!("{body}\n")).into_response()
    }
}
