//! There is nothing at this address; here is where to go on.

use leptos::prelude::*;

use crate::page::Content;
use crate::pages::home;
use crate::site::Frame;

pub(crate) fn content(frame: &Frame<'_>) -> Content {
    let text = &frame.text().problem;
    let body = view! {
        <h1>{text.not_found_title}</h1>
        <p class="lead">{text.not_found_text}</p>
        <p>{text.not_found_next}</p>
        {home::doors(frame)}
    };
    Content::new(text.not_found_title, text.not_found_text, body.into_any()).passing()
}
