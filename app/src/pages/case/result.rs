//! The answer: the stage in plain words, what comes next and by when, and the timeline.

use calendar::Day;
use cases::{CaseStatus, Complaint, EventKind, List, Stage};
use leptos::prelude::*;

use super::result_title;
use crate::components::timeline::{self, entries, entry_name};
use crate::components::{date, sentence::sentence};
use crate::language::date as dates;
use crate::page::Content;
use crate::paths;
use crate::site::Frame;

pub(super) fn content(frame: &Frame<'_>, status: &CaseStatus) -> Content {
    let text = &frame.text().case;
    let (stage, next) = stage(frame, status.stage);
    let district = entry_name(List::Districts, status.district.as_str(), frame);
    let as_of = dates::long(status.as_of, frame.language);
    let body = view! {
        <h1>{sentence(text.result_title, &[("number", status.case_no.as_str())])}</h1>
        <p class="muted">
            {sentence(text.as_of, &[("day", &as_of)])} " · " <bdi>{district}</bdi>
        </p>
        <section class="stage">
            <h2>{text.stage}</h2>
            <p class="stage-name">{stage}</p>
            {standing(frame, status.stage)}
            <h3>{text.next_title}</h3>
            <p>{next}</p>
            {complaint(frame, status)}
        </section>
        {deadline(frame, status.stage)}
        {orders(frame, status)}
        <section>
            <h2>{text.timeline}</h2>
            {timeline::timeline(status, frame)}
        </section>
        <p>{text.print_note}</p>
        <p class="muted">{frame.text().about.law_text}</p>
        <p><a class="button" href=paths::case(frame.language)>{text.another}</a></p>
    };
    Content::new(result_title(frame, status), stage, body.into_any()).passing()
}

/// The stage and the next step, in words.
fn stage(frame: &Frame<'_>, stage: Stage) -> (&'static str, &'static str) {
    let text = &frame.text().stage;
    match stage {
        Stage::OrderPending { .. } => (text.order_pending, text.order_pending_next),
        Stage::AwaitingNotification { .. } => (text.ruled, text.ruled_next),
        Stage::ObjectionOpen { .. } => (text.notified, text.notified_next),
        Stage::InAppeal { .. } => (text.appealed, text.appealed_next),
        Stage::AwaitingFinality { .. } => (text.awaited, text.awaited_next),
        Stage::Final { .. } => (text.final_, text.final_next),
        // Examination says the least, so that it is right for stages that are not known here.
        _ => (text.examined, text.examined_next),
    }
}

/// The facts of a stage: its tier, or the day since when it holds.
fn standing(frame: &Frame<'_>, stage: Stage) -> Option<AnyView> {
    match stage {
        Stage::AwaitingNotification { tier } | Stage::AwaitingFinality { tier } => {
            Some(view! { <p class="muted">{timeline::tier(tier, frame.language)}</p> }.into_any())
        }
        Stage::Final { on, .. } => {
            Some(view! { <p class="muted">{date::with_iso(on, frame.language)}</p> }.into_any())
        }
        _ => None,
    }
}

/// Until when a final ruling may be taken to court; never that a right is lost.
fn complaint(frame: &Frame<'_>, status: &CaseStatus) -> Option<impl IntoView + use<>> {
    let text = &frame.text().stage;
    let (template, day) = match status.complaint()? {
        Complaint::Open { safe } => (text.complaint_open, Some(safe)),
        Complaint::Over { safe } => (text.complaint_over, Some(safe)),
        Complaint::Unknown => (text.complaint_unknown, None),
    };
    let day = day.map(|day| dates::long(day, frame.language)).unwrap_or_default();
    Some(view! { <p>{sentence(template, &[("day", &day)])}</p> })
}

fn deadline(frame: &Frame<'_>, stage: Stage) -> Option<impl IntoView + use<>> {
    let Stage::ObjectionOpen { safe, last } = stage else { return None };
    let text = &frame.text().case;
    Some(view! {
        <section class="deadline">
            <h2>{text.deadline_title}</h2>
            <p class="deadline-safe">
                {text.safe} " " <strong>{date::with_iso(safe, frame.language)}</strong>
            </p>
            <p>{text.last} " " {date::with_iso(last, frame.language)}</p>
            <p>{text.deadline_note}</p>
            <p>{text.law_note}</p>
        </section>
    })
}

/// The orders that wait: those made after the last ruling.
fn orders(frame: &Frame<'_>, status: &CaseStatus) -> Option<impl IntoView + use<>> {
    let due: Option<Day> = match status.stage {
        Stage::OrderPending { due } | Stage::InAppeal { due } => due,
        _ => return None,
    };
    let text = &frame.text().case;
    let since_ruling = status.events.rsplit(|event| event.kind == EventKind::Ruling).next();
    let orders = since_ruling.unwrap_or_default().iter();
    let items: Vec<_> = entries(orders.filter(|event| event.kind == EventKind::Order))
        .iter()
        .map(|order| {
            let name = order.outcome();
            let name = name.map(|code| entry_name(List::Orders, code.as_str(), frame));
            let due = order.due.or(due).map(|day| {
                let day = dates::long(day, frame.language);
                view! { " – " {sentence(text.due, &[("day", &day)])} }
            });
            view! { <li><strong>{name}</strong> {due}</li> }
        })
        .collect();
    Some(view! {
        <section class="orders">
            <h2>{text.orders_title}</h2>
            <p>{text.orders_text}</p>
            <ul>{items}</ul>
        </section>
    })
}
