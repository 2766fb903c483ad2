//! Pages: loads what a page shows and answers with it. The only place that knows the status codes
//! of pages.

use std::any::Any;
use std::time::Duration;

use app::pages::case::CasePage;
use app::pages::log::LogPage;
use app::pages::problem::Problem;
use app::pages::verify::VerifyPage;
use app::{Language, Page, Route, Site, paths, render};
use axum::extract::{self, Request};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, RETRY_AFTER, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};
use statistics::ReleaseId;
use storage::Error;

use super::State;

/// Bytes of the address of a file of the bundle, at most: what a file system allows a name.
const MAX_FILE_PATH: usize = 255;

/// Why there is no page to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageError {
    /// Nothing is at this address (404).
    NotFound,
    /// Pages are read and not written (405).
    Method,
    /// Something went wrong.
    Problem(Problem),
}

impl From<Error> for PageError {
    fn from(error: Error) -> Self {
        match error {
            Error::Unavailable(why) => {
                tracing::error!(why, "the portal's database does not answer");
                Self::Problem(Problem::Unavailable)
            }
            other => {
                tracing::error!(error = %other, "the portal's database holds something damaged");
                Self::Problem(Problem::Internal)
            }
        }
    }
}

/// The bare address leads to the Persian front page; the language is never guessed.
pub(super) async fn root() -> Response {
    to(&paths::home(Language::Fa))
}

/// Where the QR code leads: the verifier, without a redirect, because a redirect may lose the
/// fragment in the browsers inside other apps.
pub(super) async fn short_verify(
    extract::State(state): extract::State<State>,
    headers: HeaderMap,
) -> Response {
    let site = state.latest().await;
    let page = Page::Verify(VerifyPage::default());
    let html = render(&page, Language::Fa, &paths::verify(Language::Fa), &site);
    revalidated(html, &headers)
}

/// Every other address.
pub(super) async fn any(
    extract::State(state): extract::State<State>,
    request: Request,
) -> Response {
    let uri = request.uri().clone();
    let (language, rest) = split(&uri);
    if language.is_some() && rest.is_empty() {
        return to(&paths::home(language.unwrap_or(Language::Fa)));
    }
    if let Some(path) = without_slash(language, uri.path(), rest) {
        return moved(&path);
    }
    let spoken = language.unwrap_or(Language::Fa);
    let shown = match (request.method(), language.and(Route::parse(rest))) {
        (&Method::GET | &Method::HEAD, Some(route)) => show(&state, spoken, route).await,
        (&Method::GET | &Method::HEAD, None) => Err(PageError::NotFound),
        _ => Err(PageError::Method),
    };
    match shown {
        Ok(html) => revalidated(html, request.headers()),
        Err(error) => failed(error, spoken, &state.site()),
    }
}

/// Language and the rest of a path.
fn split(uri: &Uri) -> (Option<Language>, &str) {
    let path = uri.path().strip_prefix('/').unwrap_or_default();
    let (first, rest) = path.find('/').map_or((path, ""), |at| path.split_at(at));
    (Language::parse(first), rest)
}

/// The address of a page that was asked for with one slash too many at its end.
fn without_slash(language: Option<Language>, path: &str, rest: &str) -> Option<String> {
    match language {
        Some(language) if Route::parse(rest).is_none() => {
            let route = Route::parse(rest.strip_suffix('/')?)?;
            Some(paths::page(language, &route))
        }
        None if path == "/v/" => Some("/v".to_owned()),
        _ => None,
    }
}

async fn show(state: &State, language: Language, route: Route) -> Result<String, PageError> {
    let path = paths::page(language, &route);
    // A certificate is checked, and the house explained, while the database is away.
    let alone = match route {
        Route::Verify => Some(Page::Verify(VerifyPage::default())),
        Route::Case => Some(Page::Case(CasePage::default())),
        Route::About => Some(Page::About),
        _ => None,
    };
    if route == Route::Log {
        let log = match state.log() {
            Some(log) => log.page().await?,
            None => LogPage::default(),
        };
        return Ok(render(&Page::Log(&log), language, &path, &*state.latest().await));
    }
    if let Some(page) = alone {
        return Ok(render(&page, language, &path, &*state.latest().await));
    }
    let (site, releases) = state.current().await?;
    let release = |id: ReleaseId| async move {
        state.releases().release(&id).await?.ok_or(PageError::NotFound)
    };
    let html = match route {
        Route::Home => {
            let latest = match releases.first() {
                Some(summary) => state.releases().release(&summary.id).await?,
                None => None,
            };
            let previous = match releases.get(1) {
                Some(summary) => state.releases().release(&summary.id).await?,
                None => None,
            };
            let page = Page::Home { latest: latest.as_ref(), previous: previous.as_ref() };
            render(&page, language, &path, &site)
        }
        Route::Figures => render(&Page::Figures { releases: &releases }, language, &path, &site),
        Route::Release(id) => render(&Page::Release(&release(id).await?), language, &path, &site),
        Route::Table(id, dimension) => {
            let release = release(id).await?;
            render(&Page::Table { release: &release, dimension }, language, &path, &site)
        }
        _ => return Err(PageError::NotFound),
    };
    Ok(html)
}

/// A page that is the same for everybody: asked again by its sum.
fn revalidated(html: String, headers: &HeaderMap) -> Response {
    let sum = HEXLOWER.encode(&Sha256::digest(&html));
    // Weak, because compression changes the bytes and not the page.
    let tag = format!("W/\"{}\"", sum.get(..32).unwrap_or(&sum));
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|known| known.split(',').any(|known| known.trim() == tag));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        document(StatusCode::OK, html)
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// A page for one reader: kept by nobody.
pub(super) fn private(status: StatusCode, html: String) -> Response {
    let mut response = document(status, html);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The page that says what happened and what to do next.
pub(super) fn failed(error: PageError, language: Language, site: &Site) -> Response {
    let (status, page) = match error {
        PageError::NotFound => (StatusCode::NOT_FOUND, Page::NotFound),
        PageError::Method => (StatusCode::METHOD_NOT_ALLOWED, Page::Problem(Problem::Malformed)),
        PageError::Problem(problem) => (status_of(problem), Page::Problem(problem)),
    };
    // The reader's own path is not shown back: the page speaks of the front page instead.
    let mut response = private(status, render(&page, language, &paths::home(language), site));
    let headers = response.headers_mut();
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    if status == StatusCode::SERVICE_UNAVAILABLE || status == StatusCode::TOO_MANY_REQUESTS {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("10"));
    }
    response
}

const fn status_of(problem: Problem) -> StatusCode {
    match problem {
        Problem::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Problem::TooMany => StatusCode::TOO_MANY_REQUESTS,
        Problem::Malformed => StatusCode::BAD_REQUEST,
        Problem::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Gives a page to the errors of the services that answer with files: theirs have no body.
pub(super) async fn spoken(
    extract::State(state): extract::State<State>,
    request: Request,
    next: Next,
) -> Response {
    let too_long = request.uri().path().len() > MAX_FILE_PATH;
    let response = next.run(request).await;
    let error = match response.status() {
        StatusCode::NOT_FOUND => PageError::NotFound,
        // The file system refuses such a name, which the file service takes for a fault of ours.
        status if status.is_server_error() && too_long => PageError::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => PageError::Method,
        status if status.is_server_error() => PageError::Problem(Problem::Internal),
        _ => return response,
    };
    failed(error, Language::Fa, &state.site())
}

/// Answers for what takes longer than this.
pub(super) async fn in_time(
    extract::State((state, deadline)): extract::State<(State, Duration)>,
    request: Request,
    next: Next,
) -> Response {
    let language = split(request.uri()).0.unwrap_or(Language::Fa);
    match tokio::time::timeout(deadline, next.run(request)).await {
        Ok(response) => response,
        Err(_) => failed(PageError::Problem(Problem::Unavailable), language, &state.site()),
    }
}

/// The last answer there is, when a request's handler panicked: it needs nothing.
pub(super) fn after_panic(_panic: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a request's handler panicked");
    let text = "خطایی در سامانه رخ داد؛ دوباره تلاش کنید.\nSomething went wrong on our side; please try again.\n";
    let mut response = text.into_response();
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}

fn document(status: StatusCode, html: String) -> Response {
    let mut response = html.into_response();
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

fn to(path: &str) -> Response {
    redirected(StatusCode::FOUND, path)
}

/// For ever, and with the method that was used.
fn moved(path: &str) -> Response {
    redirected(StatusCode::PERMANENT_REDIRECT, path)
}

fn redirected(status: StatusCode, path: &str) -> Response {
    let mut response = status.into_response();
    if let Ok(path) = HeaderValue::from_str(path) {
        response.headers_mut().insert(LOCATION, path);
    }
    response
}
