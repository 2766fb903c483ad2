//! Dates: the Jalali day for people, ISO 8601 for machines.

use calendar::Day;
use leptos::prelude::*;

use crate::language::{Language, date};

/// The day in its long form, with the weekday.
pub(crate) fn long(day: Day, language: Language) -> impl IntoView {
    view! { <time datetime=date::iso(day)>{date::long(day, language)}</time> }
}

/// The day in its long form with the Gregorian day beside it.
pub(crate) fn with_iso(day: Day, language: Language) -> impl IntoView {
    let iso = date::iso(day);
    view! {
        <time datetime=iso.clone()>{date::long(day, language)}</time>
        " "
        <bdi dir="ltr" class="date-iso">{iso}</bdi>
    }
}
