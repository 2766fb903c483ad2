//! What was made day by day, by kind.

use std::collections::BTreeMap;

use calendar::Day;
use leptos::prelude::*;
use storage::log::CountLine;
use tlog::EntryKind;

use crate::components::{date as dates, sentence::sentence, table as tables};
use crate::language::digits;
use crate::paths;
use crate::site::Frame;

/// Days of the counts that the page shows; the file has all of them.
const DAYS: usize = 14;

/// The kinds of entries that the counts count, in the order of their columns.
const COUNTED: [EntryKind; 5] = [
    EntryKind::Certificate,
    EntryKind::StatusToken,
    EntryKind::KeyList,
    EntryKind::VerifierBuild,
    EntryKind::Release,
];

pub(super) fn section(frame: &Frame<'_>, lines: &[CountLine]) -> AnyView {
    let text = &frame.text().log;
    // The latest revision of a day is the one that counts.
    let latest: BTreeMap<i32, &CountLine> = lines.iter().map(|line| (line.day, line)).collect();
    let rows: Vec<_> = latest.values().rev().take(DAYS).map(|line| count(frame, line)).collect();
    let table = if rows.is_empty() {
        view! { <p class="notice">{text.counts_none}</p> }.into_any()
    } else {
        let heads: Vec<_> = COUNTED
            .iter()
            .map(|kind| {
                view! { <th scope="col" class="numeric">{name(*kind, frame)}</th> }
            })
            .collect();
        let table = view! {
            <table class="counts" aria-label=text.counts_title>
                <thead>
                    <tr>
                        <th scope="col">{text.day}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        };
        tables::region(text.counts_title.to_owned(), table).into_any()
    };
    view! {
        <section>
            <h2>{text.counts_title}</h2>
            <p>{text.counts_text}</p>
            {table}
            <p>
                <a href=paths::COUNTS>{text.counts_link} " " <bdi dir="ltr">"counts.txt"</bdi></a>
            </p>
        </section>
    }
    .into_any()
}

/// A day's row. A number that its line does not state stays empty rather than becoming zero.
fn count(frame: &Frame<'_>, line: &CountLine) -> AnyView {
    let text = &frame.text().log;
    let cells: Vec<_> = COUNTED
        .iter()
        .map(|kind| {
            let number = stated(&line.text, *kind);
            let number = number.map(|number| digits::number(number, frame.language));
            view! {
                <td class="numeric">
                    <bdi>{number}</bdi>
                </td>
            }
        })
        .collect();
    let corrected = (line.revision > 1).then(|| {
        let number = digits::number(line.revision.into(), frame.language);
        view! { <span class="row-note">{sentence(text.corrected, &[("n", &number)])}</span> }
    });
    let day = Day::from_number(line.day).map(|day| dates::long(day, frame.language).into_any());
    view! {
        <tr>
            <th scope="row">{day} {corrected}</th>
            {cells}
        </tr>
    }
    .into_any()
}

/// The number that a line of the counts states for a kind: the word after `<kind>=`.
fn stated(line: &str, kind: EntryKind) -> Option<u64> {
    line.split(' ').find_map(|word| {
        let (name, number) = word.split_once('=')?;
        (name == kind.word()).then(|| number.parse().ok()).flatten()
    })
}

fn name(kind: EntryKind, frame: &Frame<'_>) -> &'static str {
    let text = &frame.text().log;
    match kind {
        EntryKind::Certificate => text.certificates,
        EntryKind::StatusToken => text.status_lists,
        EntryKind::KeyList => text.key_lists,
        EntryKind::VerifierBuild => text.builds,
        EntryKind::Release => text.releases,
        _ => "",
    }
}
