//! Something went wrong: what happened, and what to do next.

use leptos::prelude::*;

use crate::page::Content;
use crate::pages::home;
use crate::site::Frame;

/// What went wrong with a request, as its reader may know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The database does not answer (503).
    Unavailable,
    /// Too many requests came from one place (429).
    TooMany,
    /// The request does not read as one of our forms sends it (400, 405, 415).
    Malformed,
    /// The request is larger than anything that we read (413).
    TooLarge,
    /// A fault of ours (500).
    Internal,
}

pub(crate) fn content(frame: &Frame<'_>, problem: Problem) -> Content {
    let text = &frame.text().problem;
    let (title, what, next) = match problem {
        Problem::Unavailable => {
            (text.unavailable_title, text.unavailable_text, text.unavailable_next)
        }
        Problem::TooMany => (text.too_many_title, text.too_many_text, text.too_many_next),
        Problem::Malformed => (text.malformed_title, text.malformed_text, text.malformed_next),
        Problem::TooLarge => (text.too_large_title, text.too_large_text, text.too_large_next),
        Problem::Internal => (text.internal_title, text.internal_text, text.internal_next),
    };
    let body = view! {
        <h1>{title}</h1>
        <p class="lead">{what}</p>
        <p>{next}</p>
        <h2>{text.ways}</h2>
        {home::doors(frame)}
    };
    Content::new(title, what, body.into_any()).passing()
}
