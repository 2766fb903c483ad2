//! A table of a release: the finding as title, chart, table, notes, files.

use leptos::prelude::*;
use statistics::{Dimension, Figure, PublishedTable};
use storage::portal::Release;

use crate::charts::bar;
use crate::components::{sentence::sentence, table as tables};
use crate::finding;
use crate::language::template::fill;
use crate::language::{date, digits};
use crate::page::Content;
use crate::paths::{self, Section};
use crate::site::Frame;

pub(crate) fn content(frame: &Frame<'_>, release: &Release, table: &PublishedTable) -> Content {
    let text = frame.text();
    let language = frame.language;
    let id = release.summary.id;
    let month = date::month(table.month(), language);
    let title = finding::title(table, frame);
    let sentences = finding::sentences(table, frame);
    let caption = fill(text.plain.of(table.dimension()), &[("month", &month)]);
    let published = date::long(release.summary.published_on, language);
    let code = id.to_string();
    let region = fill(text.table.scroll, &[("title", &caption)]);
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{sentences.clone()}</p>
        <p class="muted">
            {sentence(text.release.published, &[("code", &code), ("day", &published)])}
        </p>
        <div class="wide">
            <figure class="chart">
                <figcaption>{caption.clone()}</figcaption>
                {bar::bars(table, title.clone(), frame)}
            </figure>
            {tables::region(region, tables::published(table, caption, frame))}
        </div>
        <section class="notes">
            <h2>{text.table.notes}</h2>
            {notes(frame, table)}
            {files(frame, release, table)}
            <div class="note">
                <h3>{text.table.cite}</h3>
                <p class="cite">{cite(frame, release, &title)}</p>
            </div>
        </section>
        {others(frame, release, table.dimension(), &month)}
    };
    let above = fill(text.release.title, &[("month", &month)]);
    let trail = vec![
        (text.shell.home.to_owned(), paths::home(language)),
        (text.shell.figures.to_owned(), paths::figures(language)),
        (above, paths::release(language, id)),
    ];
    Content::new(title, sentences, body.into_any()).below(trail)
}

fn notes(frame: &Frame<'_>, table: &PublishedTable) -> impl IntoView + use<> {
    let text = frame.text();
    let threshold = digits::number(table.threshold(), frame.language);
    let count = match table.total() {
        Figure::Published(n) => {
            sentence(text.table.n_text, &[("n", &digits::number(n, frame.language))])
        }
        Figure::Withheld { lower, upper } => {
            let interval = finding::interval(lower, upper, frame);
            sentence(text.table.n_withheld_text, &[("interval", &interval)])
        }
    };
    view! {
        <div class="note">
            <h3>{text.release.definition}</h3>
            <p>{text.definition.of(table.dimension())}</p>
            <p>{text.release.definition_text}</p>
            <p>{text.release.definition_order}</p>
            <p>{text.release.definition_unit}</p>
        </div>
        <div class="note">
            <h3>{text.table.n_title}</h3>
            <p>{count}</p>
            <h3>{text.table.withheld_title}</h3>
            <p>{sentence(text.table.withheld_text, &[("threshold", &threshold)])}</p>
            <p>{text.table.interval_text}</p>
            <p>
                <a href=paths::about(frame.language, Some(Section::Protection))>
                    {text.about.protected_title}
                </a>
            </p>
        </div>
    }
}

fn files(frame: &Frame<'_>, release: &Release, table: &PublishedTable) -> impl IntoView + use<> {
    let text = &frame.text().table;
    let id = release.summary.id;
    let file =
        |extension| paths::release_file(id, &format!("{}.{extension}", table.dimension().code()));
    view! {
        <div class="note">
            <h3>{text.files}</h3>
            <ul>
                <li><a href=file("csv")>{text.csv}</a></li>
                <li><a href=file("json")>{text.json}</a></li>
                <li><a href=paths::manifest(id)>{frame.text().release.manifest}</a></li>
            </ul>
        </div>
    }
}

fn cite(frame: &Frame<'_>, release: &Release, title: &str) -> Vec<AnyView> {
    sentence(
        frame.text().table.cite_text,
        &[
            ("office", frame.office()),
            ("title", title),
            ("code", &release.summary.id.to_string()),
            ("day", &date::long(release.summary.published_on, frame.language)),
            ("url", &frame.address()),
        ],
    )
}

fn others(
    frame: &Frame<'_>,
    release: &Release,
    shown: Dimension,
    month: &str,
) -> impl IntoView + use<> {
    let text = frame.text();
    let items: Vec<_> = release
        .tables
        .iter()
        .map(PublishedTable::dimension)
        .filter(|dimension| *dimension != shown)
        .map(|dimension| {
            let href = paths::table(frame.language, release.summary.id, dimension);
            view! { <li><a href=href>{text.dimension.of(dimension)}</a></li> }
        })
        .collect();
    view! {
        <nav class="others" aria-labelledby="others">
            <h2 id="others">{sentence(text.table.other_tables, &[("month", month)])}</h2>
            <ul>{items}</ul>
        </nav>
    }
}
