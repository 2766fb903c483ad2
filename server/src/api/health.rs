//! Health: alive, and ready to answer.

use axum::extract::State as Extract;
use axum::http::StatusCode;

use super::error::ApiError;
use crate::web::State;

/// The process is alive.
pub(crate) async fn health() -> &'static str {
    "ok\n"
}

/// The portal's database answers.
pub(crate) async fn ready(
    Extract(state): Extract<State>,
) -> Result<(StatusCode, &'static str), ApiError> {
    state.releases().list().await?;
    Ok((StatusCode::OK, "ready\n"))
}
