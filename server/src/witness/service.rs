//! The witness over HTTP (C2SP tlog-witness, "HTTP Interface"). Nobody's address is looked at,
//! and nothing of a request is logged but its outcome.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};
use tlog::{MAX_SUBMISSION, Refusal};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use super::{Reply, Witness};

/// The longest that a submission may take to arrive.
const BODY_DEADLINE: Duration = Duration::from_secs(10);

const TEXT: &str = "text/plain; charset=utf-8";
const SIZE: &str = "text/x.tlog.size";

/// The routes of a witness: its submission prefix and its monitoring prefix are one.
pub fn router(witness: Witness) -> Router {
    Router::new()
        .route("/add-checkpoint", post(add_checkpoint).fallback(|| method("POST")))
        .route("/{origin}/checkpoint", get(checkpoint).fallback(|| method("GET, HEAD")))
        .route("/healthz", get(|| async { "ok\n" }).fallback(|| method("GET, HEAD")))
        .fallback(|| async { answer(StatusCode::NOT_FOUND, TEXT, "there is no such file\n") })
        .layer(CatchPanicLayer::new())
        .layer(SetResponseHeaderLayer::overriding(
            X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ))
        .with_state(witness)
}

async fn add_checkpoint(State(witness): State<Witness>, body: Body) -> Response {
    let body = match tokio::time::timeout(BODY_DEADLINE, to_bytes(body, MAX_SUBMISSION)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => {
            return answer(
                StatusCode::PAYLOAD_TOO_LARGE,
                TEXT,
                "the submission is too large, or it broke off\n",
            );
        }
        Err(_) => return answer(StatusCode::REQUEST_TIMEOUT, TEXT, "the submission is too slow\n"),
    };
    let reply = match String::from_utf8(body.into()) {
        // Signatures are computed and a disk is waited for: not where others' requests are served.
        Ok(text) => tokio::task::spawn_blocking(move || witness.add(&text)).await,
        Err(_) => {
            return answer(StatusCode::BAD_REQUEST, TEXT, "the submission is not UTF-8\n");
        }
    };
    let response = respond(&reply.unwrap_or(Reply::Failed));
    tracing::debug!(status = response.status().as_u16(), "a submission was answered");
    response
}

async fn checkpoint(State(witness): State<Witness>, Path(origin): Path<String>) -> Response {
    let asked = tokio::task::spawn_blocking(move || {
        let cosigned = witness.cosigned();
        cosigned
            .into_iter()
            .find(|(name, _)| HEXLOWER.encode(&Sha256::digest(name)) == origin)
            .map(|(_, note)| note)
    });
    match asked.await {
        Ok(Some(note)) => answer(StatusCode::OK, TEXT, note),
        Ok(None) => answer(
            StatusCode::NOT_FOUND,
            TEXT,
            "this witness has never cosigned a checkpoint of that log\n",
        ),
        Err(_) => respond(&Reply::Failed),
    }
}

fn respond(reply: &Reply) -> Response {
    match reply {
        Reply::Cosigned(line) => answer(StatusCode::OK, TEXT, format!("{line}\n")),
        Reply::Failed => answer(
            StatusCode::INTERNAL_SERVER_ERROR,
            TEXT,
            "the witness cannot keep what it would cosign, and cosigns nothing\n",
        ),
        Reply::Clock => answer(
            StatusCode::INTERNAL_SERVER_ERROR,
            TEXT,
            "the witness's clock is wrong, or was when it cosigned last, and it cosigns nothing\n",
        ),
        Reply::Malformed(problem) => answer(StatusCode::BAD_REQUEST, TEXT, format!("{problem}\n")),
        Reply::Refused(Refusal::Conflict { size }) => {
            answer(StatusCode::CONFLICT, SIZE, format!("{size}\n"))
        }
        Reply::Refused(refusal) => {
            let status = match refusal {
                Refusal::UnknownOrigin => StatusCode::NOT_FOUND,
                Refusal::Forbidden(_) => StatusCode::FORBIDDEN,
                Refusal::Unprocessable(_) => StatusCode::UNPROCESSABLE_ENTITY,
                _ => StatusCode::BAD_REQUEST,
            };
            answer(status, TEXT, format!("{refusal}\n"))
        }
    }
}

async fn method(allowed: &'static str) -> Response {
    let mut response = answer(StatusCode::METHOD_NOT_ALLOWED, TEXT, "another method\n");
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
    response
}

fn answer(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response {
    let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-store")];
    (status, headers, body.into()).into_response()
}
