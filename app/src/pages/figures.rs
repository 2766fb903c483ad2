//! The list of releases.

use leptos::prelude::*;
use storage::portal::ReleaseSummary;

use crate::components::{code, date as day, table};
use crate::language::date;
use crate::page::Content;
use crate::paths;
use crate::site::Frame;

pub(crate) fn content(frame: &Frame<'_>, releases: &[ReleaseSummary]) -> Content {
    let text = &frame.text().figures;
    let list = if releases.is_empty() {
        view! {
            <section class="empty">
                <h2>{text.empty_title}</h2>
                <p>{text.empty_text}</p>
            </section>
        }
        .into_any()
    } else {
        view! {
            {table::region(text.caption.to_owned(), list(frame, releases))}
            <p class="muted">{text.root_note}</p>
        }
        .into_any()
    };
    let body = view! {
        <h1>{text.title}</h1>
        <p class="lead">{text.lead}</p>
        {list}
    };
    Content::new(text.title, text.lead, body.into_any())
}

/// The table. Its roles are said again because style sheets stack its cells in narrow windows,
/// where some browsers would otherwise take it for no table any more.
fn list(frame: &Frame<'_>, releases: &[ReleaseSummary]) -> impl IntoView + use<> {
    let text = &frame.text().figures;
    let rows: Vec<_> = releases
        .iter()
        .map(|release| {
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">
                        <a href=paths::release(frame.language, release.id)>
                            {date::month(release.month, frame.language)}
                        </a>
                    </th>
                    <td role="cell">{day::long(release.published_on, frame.language)}</td>
                    <td role="cell">{code::code(release.id.to_string())}</td>
                    <td role="cell" data-name=text.root>{code::short_sum(&release.root)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="stacked releases" role="table">
            <caption>{text.caption}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader">{text.month}</th>
                    <th scope="col" role="columnheader">{text.published}</th>
                    <th scope="col" role="columnheader">{text.code}</th>
                    <th scope="col" role="columnheader">{text.root}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}
