//! The front page: the three doors, and the newest month in a few numbers.

use leptos::prelude::*;
use statistics::{Dimension, Figure, PublishedTable};
use storage::portal::Release;

use crate::components::{girih, sentence::sentence};
use crate::finding::{self, Finding};
use crate::language::{date, digits};
use crate::page::Content;
use crate::paths;
use crate::site::Frame;

pub(crate) fn content(
    frame: &Frame<'_>,
    latest: Option<&Release>,
    previous: Option<&Release>,
) -> Content {
    let text = &frame.text().home;
    let numbers = match latest {
        Some(release) => numbers(frame, release, previous).into_any(),
        None => view! {
            <section class="empty">
                <h2>{text.empty_title}</h2>
                <p>{text.empty_text}</p>
            </section>
        }
        .into_any(),
    };
    let body = view! {
        {girih::band()}
        <p class="institution">{frame.language.name(&frame.site.city.institution).to_owned()}</p>
        <h1>{text.title}</h1>
        <p class="lead">{text.lead}</p>
        {doors(frame)}
        {numbers}
    };
    Content::new(text.title, frame.text().shell.description, body.into_any())
}

/// The three doors, each with a sentence.
pub(crate) fn doors(frame: &Frame<'_>) -> impl IntoView + use<> {
    let text = frame.text();
    let language = frame.language;
    let doors: Vec<_> = [
        (paths::case(language), text.shell.case, text.home.case_text),
        (paths::verify(language), text.shell.verify, text.home.verify_text),
        (paths::figures(language), text.shell.figures, text.home.figures_text),
    ]
    .into_iter()
    .map(|(href, name, what)| {
        view! {
            <li class="door">
                <a class="door-name" href=href>{name}</a>
                <p>{what}</p>
            </li>
        }
    })
    .collect();
    view! { <ul class="door-list">{doors}</ul> }
}

/// A number and its sentence.
struct Headline {
    dimension: Option<Dimension>,
    number: String,
    sentence: Vec<AnyView>,
}

fn numbers(
    frame: &Frame<'_>,
    release: &Release,
    previous: Option<&Release>,
) -> impl IntoView + use<> {
    let text = &frame.text().home;
    let id = release.summary.id;
    let month = date::month(release.summary.month, frame.language);
    let items: Vec<_> = headlines(frame, release, previous)
        .into_iter()
        .map(|headline| {
            let href = match headline.dimension {
                Some(dimension) => paths::table(frame.language, id, dimension),
                None => paths::release(frame.language, id),
            };
            view! {
                <li class="headline">
                    <a class="headline-number" href=href><bdi>{headline.number}</bdi></a>
                    " "
                    <span class="headline-sentence">{headline.sentence}</span>
                </li>
            }
        })
        .collect();
    let published = sentence(
        frame.text().release.published,
        &[
            ("code", &id.to_string()),
            ("day", &date::long(release.summary.published_on, frame.language)),
        ],
    );
    view! {
        <section class="headlines">
            <h2>{sentence(text.numbers, &[("month", &month)])}</h2>
            <ul>{items}</ul>
            <p class="muted">{published}</p>
            <ul class="ways">
                <li>
                    <a href=paths::release(frame.language, id)>
                        {sentence(text.release_link, &[("month", &month)])}
                    </a>
                </li>
                <li><a href=paths::figures(frame.language)>{text.all_figures}</a></li>
            </ul>
        </section>
    }
}

fn headlines(frame: &Frame<'_>, release: &Release, previous: Option<&Release>) -> Vec<Headline> {
    let text = &frame.text().home;
    let language = frame.language;
    let mut headlines = Vec::new();
    if let Some(total) = total(release) {
        let month = date::month(release.summary.month, language);
        let mut told = sentence(text.total, &[("month", &month)]);
        if let Some(change) = previous.and_then(|before| change(frame, total, before)) {
            told.push(" ".into_any());
            told.extend(change);
        }
        let number = digits::number(total, language);
        headlines.push(Headline { dimension: None, number, sentence: told });
    }
    for (dimension, template) in [
        (Dimension::District, text.leader_district),
        (Dimension::Violation, text.leader_violation),
        (Dimension::Outcome, text.leader_outcome),
    ] {
        if let Some(table) = table_of(release, dimension)
            && let Finding::Leader { row, count } = Finding::of(table)
        {
            headlines.push(Headline {
                dimension: Some(dimension),
                number: digits::number(count, language),
                sentence: sentence(template, &[("name", language.name(&row.name))]),
            });
        }
    }
    let hidden: u64 = release.tables.iter().map(finding::withheld).sum();
    headlines.push(Headline {
        dimension: None,
        number: digits::number(hidden, language),
        sentence: sentence(text.hidden, &[]),
    });
    headlines
}

/// What changed since the release before; nothing where one of the totals is withheld.
fn change(frame: &Frame<'_>, now: u64, previous: &Release) -> Option<Vec<AnyView>> {
    let text = &frame.text().home;
    let before = total(previous)?;
    let month = date::month(previous.summary.month, frame.language);
    let n = digits::number(now.abs_diff(before), frame.language);
    Some(match now.cmp(&before) {
        std::cmp::Ordering::Greater => sentence(text.change_more, &[("n", &n), ("month", &month)]),
        std::cmp::Ordering::Less => sentence(text.change_less, &[("n", &n), ("month", &month)]),
        std::cmp::Ordering::Equal => sentence(text.change_same, &[("month", &month)]),
    })
}

fn total(release: &Release) -> Option<u64> {
    match release.tables.first()?.total() {
        Figure::Published(total) => Some(total),
        Figure::Withheld { .. } => None,
    }
}

fn table_of(release: &Release, dimension: Dimension) -> Option<&PublishedTable> {
    release.tables.iter().find(|table| table.dimension() == dimension)
}
