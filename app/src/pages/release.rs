//! A release: its finding, its tables, its files, and how to check them.

use leptos::prelude::*;
use statistics::Figure;
use storage::portal::Release;

use crate::components::{code, sentence::sentence, table as tables};
use crate::finding;
use crate::language::template::fill;
use crate::language::{date, digits};
use crate::page::Content;
use crate::paths;
use crate::site::Frame;

pub(crate) fn content(frame: &Frame<'_>, release: &Release) -> Content {
    let text = &frame.text().release;
    let language = frame.language;
    let summary = &release.summary;
    let month = date::month(summary.month, language);
    let title = fill(text.title, &[("month", &month)]);
    let found = found(frame, release, &month);
    let published = date::long(summary.published_on, language);
    let id = summary.id;
    let written = id.to_string();
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{found.clone()}</p>
        <p class="muted">{sentence(text.published, &[("code", &written), ("day", &published)])}</p>
        <section>
            <h2>{text.tables}</h2>
            {summaries(frame, release)}
        </section>
        <section>
            <h2>{text.files}</h2>
            <p>{text.files_text}</p>
            <p><a href=paths::manifest(id)>{text.manifest}</a></p>
            {tables::region(text.files.to_owned(), files(frame, release))}
            <h3>{text.root}</h3>
            <p>{code::sum(&summary.root)}</p>
            {check(frame)}
            <p>{text.frozen}</p>
        </section>
        <section>
            <h2>{text.definition}</h2>
            <p>{text.definition_text}</p>
            <p>{text.definition_order}</p>
            <p>{text.definition_unit}</p>
            {rule(frame, release)}
        </section>
    };
    let trail = vec![
        (frame.text().shell.home.to_owned(), paths::home(language)),
        (frame.text().shell.figures.to_owned(), paths::figures(language)),
    ];
    Content::new(title, found, body.into_any()).below(trail)
}

fn found(frame: &Frame<'_>, release: &Release, month: &str) -> String {
    let text = &frame.text().release;
    match release.tables.first().map(|table| table.total()) {
        Some(Figure::Published(0)) | None => fill(text.finding_none, &[("month", month)]),
        Some(Figure::Published(n)) => {
            let n = digits::number(n, frame.language);
            fill(text.finding, &[("month", month), ("n", &n)])
        }
        Some(Figure::Withheld { lower, upper }) => fill(
            text.finding_unknown,
            &[("month", month), ("interval", &finding::interval(lower, upper, frame))],
        ),
    }
}

fn summaries(frame: &Frame<'_>, release: &Release) -> impl IntoView + use<> {
    let text = frame.text();
    let id = release.summary.id;
    let items: Vec<_> = release
        .tables
        .iter()
        .map(|table| {
            view! {
                <li class="summary">
                    <h3>
                        <a href=paths::table(frame.language, id, table.dimension())>
                            {finding::title(table, frame)}
                        </a>
                    </h3>
                    <p>{finding::sentences(table, frame)}</p>
                    <p class="muted">{text.dimension.of(table.dimension())}</p>
                </li>
            }
        })
        .collect();
    view! { <ul class="summaries">{items}</ul> }
}

/// The files with their sums. The table's roles are said again because style sheets stack its
/// cells in narrow windows.
fn files(frame: &Frame<'_>, release: &Release) -> impl IntoView + use<> {
    let text = &frame.text().release;
    let id = release.summary.id;
    let rows: Vec<_> = release
        .manifest
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(sum, file)| {
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">
                        <a href=paths::release_file(id, file)>{code::code(file)}</a>
                    </th>
                    <td class="sum" role="cell">{code::code(sum)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="stacked files" role="table" aria-label=text.manifest>
            <thead role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader">{text.file}</th>
                    <th scope="col" role="columnheader"><bdi>"SHA-256"</bdi></th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}

fn check(frame: &Frame<'_>) -> impl IntoView + use<> {
    let text = &frame.text().release;
    let verify = format!("sha256sum --check {}", paths::MANIFEST);
    let root = format!("sha256sum {}", paths::MANIFEST);
    view! {
        <h3>{text.check}</h3>
        <ol class="steps">
            <li>{text.check_download}</li>
            <li>{text.check_run} <pre dir="ltr" tabindex="0"><code>{verify}</code></pre> {text.check_expect}</li>
            <li>{text.check_root} <pre dir="ltr" tabindex="0"><code>{root}</code></pre></li>
        </ol>
    }
}

fn rule(frame: &Frame<'_>, release: &Release) -> Option<impl IntoView + use<>> {
    let text = &frame.text().release;
    let threshold = digits::number(release.tables.first()?.threshold(), frame.language);
    Some(view! { <p>{sentence(text.rule, &[("threshold", &threshold)])}</p> })
}
