//! Errors for programs (RFC 9457). The only place that knows the status codes of the API.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER,
};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use storage::Error;

/// Why a program gets nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ApiError {
    /// What is stored is damaged (500).
    Damaged,
    /// Files are read and not written (405).
    Method,
    /// There is no such thing (404).
    NotFound,
    /// The log has nothing there, or nothing yet (404).
    NotInLog,
    /// The database does not answer, or not in time (503).
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
            Self::Method => (
                StatusCode::METHOD_NOT_ALLOWED,
                "method not allowed",
                "What is here is read with GET or HEAD and cannot be written.",
            ),
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "not found",
                "There is no such file. The manifest of a release lists its files: /releases/{release}/SHA256SUMS",
            ),
            Self::NotInLog => (
                StatusCode::NOT_FOUND,
                "not found",
                "The log has nothing here: no path of C2SP tlog-tiles, or beyond its public checkpoint: /log/checkpoint",
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
        let mut response = (status, headers, format!("{body}\n")).into_response();
        match self {
            Self::Method => {
                response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            }
            Self::Unavailable => {
                response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("10"));
            }
            Self::Damaged | Self::NotFound | Self::NotInLog => {}
        }
        response
    }
}

/// Answers every method that reads nothing.
pub(crate) async fn method() -> ApiError {
    ApiError::Method
}

/// Answers for what takes longer than this.
pub(crate) async fn in_time(
    State(deadline): State<Duration>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let answered = tokio::time::timeout(deadline, next.run(request)).await;
    answered.map_err(|_| ApiError::Unavailable)
}
