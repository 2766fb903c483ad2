//! Tables that scroll inside their own region where the window is narrow.

use leptos::prelude::*;
use statistics::{Figure, PublishedTable};

use crate::finding;
use crate::language::digits;
use crate::site::Frame;

/// A region that scrolls sideways by keyboard too, with its name.
pub(crate) fn region(label: String, table: impl IntoView + 'static) -> impl IntoView {
    view! {
        <div class="table-region" role="region" tabindex="0" aria-label=label>
            {table.into_any()}
        </div>
    }
}

/// A published table: a row for every category, withheld cells with their range, and the total.
pub(crate) fn published(
    table: &PublishedTable,
    caption: String,
    frame: &Frame<'_>,
) -> impl IntoView + use<> {
    let text = frame.text();
    let rows: Vec<_> = table
        .rows()
        .iter()
        .map(|row| {
            let entry = frame.row_entry(table.dimension(), row);
            let note = entry.and_then(|entry| entry.note.as_ref().or(entry.basis.as_ref()));
            let note = note.map(|note| {
                view! { <span class="row-note">{frame.language.name(note).to_owned()}</span> }
            });
            view! {
                <tr>
                    <th scope="row">{frame.language.name(&row.name).to_owned()} " " {note}</th>
                    {cell(row.figure, frame)}
                </tr>
            }
        })
        .collect();
    view! {
        <table>
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{text.dimension.of(table.dimension())}</th>
                    <th scope="col" class="numeric">{text.figures.count}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{text.figures.total}</th>
                    {cell(table.total(), frame)}
                </tr>
            </tfoot>
        </table>
    }
}

fn cell(figure: Figure, frame: &Frame<'_>) -> AnyView {
    match figure {
        Figure::Published(count) => {
            view! { <td class="numeric"><bdi>{digits::number(count, frame.language)}</bdi></td> }
                .into_any()
        }
        Figure::Withheld { lower, upper } => view! {
            <td class="numeric withheld">
                {frame.text().figures.withheld} " "
                <span class="interval">"("{finding::interval(lower, upper, frame)}")"</span>
            </td>
        }
        .into_any(),
    }
}
