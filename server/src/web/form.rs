//! The two forms: a certificate checked on the server, and where a case stands.

use std::time::Duration;

use app::components::log_fact::{LogAnswer, LogProblem};
use app::lookup::Question;
use app::pages::case::{CasePage, FieldError, NotFound};
use app::pages::problem::Problem;
use app::pages::verify::VerifyPage;
use app::{Language, Page, paths, render};
use axum::Form;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{self, Path, Request};
use axum::http::header::ALLOW;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use cases::{CaseNumber, CaseStatus};
use certificate::{FormCheck, Rejection, TextProblem, Verdict, text};
use serde::Deserialize;

use super::State;
use super::page::{self, PageError, failed, private};
use crate::seal::{AccessCode, CodeError, Opener, folded};

/// The longest that a request waits for its turn to derive a key.
const TURN: Duration = Duration::from_secs(5);

/// The plain verifier's form.
#[derive(Deserialize)]
pub(super) struct VerifyForm {
    #[serde(default)]
    text: String,
}

/// The form of a case.
#[derive(Deserialize)]
pub(super) struct CaseForm {
    #[serde(default)]
    number: String,
    #[serde(default)]
    code: String,
}

/// Checks a certificate for a reader without scripts. Nothing of it is kept or logged.
pub(super) async fn verify(
    extract::State(state): extract::State<State>,
    language: Result<Path<String>, PathRejection>,
    form: Result<Form<VerifyForm>, FormRejection>,
) -> Response {
    let site = state.site();
    let Some(language) = spoken(language) else {
        return failed(PageError::NotFound, Language::Fa, &site);
    };
    let Form(form) = match form {
        Ok(form) => form,
        Err(rejection) => return failed(problem(&rejection), language, &site),
    };
    let verdict = certificate::judge(&form.text, state.keys());
    let status = match verdict.form {
        FormCheck::Malformed(Rejection::Text(TextProblem::Empty)) => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        _ => StatusCode::OK,
    };
    let entered = form.text.chars().take(text::MAX_INPUT).filter(|c| !c.is_control()).collect();
    let (verdict, log) = looked_up(&state, verdict).await;
    let page = Page::Verify(VerifyPage { entered, verdict: Some(Box::new(verdict)), log });
    private(status, render(&page, language, &paths::verify(language), &site))
}

/// The verdict with what the log says, or why it says nothing.
async fn looked_up(state: &State, verdict: Verdict) -> (Verdict, LogAnswer) {
    let Some(question) = Question::of(&verdict) else { return (verdict, LogAnswer::Given) };
    let found = match state.log() {
        Some(log) => log.look_up(&question).await,
        None => Err(LogProblem::NoLog),
    };
    match found {
        Ok(check) => (verdict.with_log(check), LogAnswer::Given),
        Err(problem) => (verdict, LogAnswer::Missing(problem)),
    }
}

/// Answers where a case stands. A wrong code and a case that does not exist go the same way: the
/// same derivation, the same look-up of something that is not there, the same answer.
pub(super) async fn case(
    extract::State(state): extract::State<State>,
    language: Result<Path<String>, PathRejection>,
    form: Result<Form<CaseForm>, FormRejection>,
) -> Response {
    let site = state.site();
    let Some(language) = spoken(language) else {
        return failed(PageError::NotFound, Language::Fa, &site);
    };
    let Form(form) = match form {
        Ok(form) => form,
        Err(rejection) => return failed(problem(&rejection), language, &site),
    };
    let number = folded(&form.number);
    let number_error = match CaseNumber::parse(&number) {
        Ok(_) => None,
        Err(_) if number.is_empty() => Some(FieldError::Missing),
        Err(_) => Some(FieldError::Malformed),
    };
    let code = AccessCode::parse(&form.code);
    let code_error = match code {
        Ok(_) => None,
        Err(CodeError::Empty) => Some(FieldError::Missing),
        Err(_) => Some(FieldError::Malformed),
    };
    let shown: String = form.number.chars().filter(|c| !c.is_control()).take(80).collect();
    let answered = match code {
        Ok(code) if number_error.is_none() => match open(&state, number, code).await {
            Ok(found) => Some(found.ok_or(NotFound)),
            Err(error) => return failed(error, language, &site),
        },
        _ => None,
    };
    let status = match &answered {
        None => StatusCode::UNPROCESSABLE_ENTITY,
        Some(Err(NotFound)) => StatusCode::NOT_FOUND,
        Some(Ok(_)) => StatusCode::OK,
    };
    let page = CasePage { number: shown, number_error, code_error, result: answered };
    private(status, render(&Page::Case(page), language, &paths::case(language), &site))
}

/// Every other method of a form's address.
pub(super) async fn other(state: extract::State<State>, request: Request) -> Response {
    let mut response = page::any(state, request).await;
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
    }
    response
}

/// The language of an address; a path that is no UTF-8 names none.
fn spoken(path: Result<Path<String>, PathRejection>) -> Option<Language> {
    path.ok().and_then(|Path(language)| Language::parse(&language))
}

async fn open(
    state: &State,
    number: String,
    code: AccessCode,
) -> Result<Option<CaseStatus>, PageError> {
    let salt = state.sealed_cases().salt().await?;
    let busy = PageError::Problem(Problem::TooMany);
    let turn = tokio::time::timeout(TURN, state.derivations().acquire_owned()).await;
    let Ok(Ok(turn)) = turn else { return Err(busy) };
    let opener = tokio::task::spawn_blocking(move || {
        let opener = Opener::derive(&salt, &number, &code);
        drop(turn);
        opener
    })
    .await;
    let Ok(Ok(opener)) = opener else { return Err(PageError::Problem(Problem::Internal)) };
    let Some(sealed) = state.sealed_cases().sealed(opener.id()).await? else { return Ok(None) };
    match opener.open(&sealed) {
        Ok(status) => Ok(Some(status)),
        Err(error) => {
            tracing::error!(%error, "a sealed case does not open");
            Err(PageError::Problem(Problem::Internal))
        }
    }
}

fn problem(rejection: &FormRejection) -> PageError {
    PageError::Problem(match rejection {
        FormRejection::BytesRejection(_) => Problem::TooLarge,
        _ => Problem::Malformed,
    })
}
