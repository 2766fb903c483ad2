//! Checking a document: the page with the one island of the portal.

use leptos::prelude::*;

use crate::page::Content;
use crate::site::Frame;

/// What the page is rendered from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyPage {}

pub(crate) fn content(frame: &Frame<'_>, _page: &VerifyPage) -> Content {
    let text = frame.text();
    let body = view! {
        <h1>{text.shell.verify}</h1>
        <p class="lead">{text.home.verify_text}</p>
    };
    Content::new(text.shell.verify, text.home.verify_text, body.into_any()).with_island()
}
