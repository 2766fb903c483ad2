//! The timeline of a case: the past solid, the present in words, the future dashed.

use cases::{CaseStatus, EventKind, List, Rials, Tier};
use leptos::prelude::*;

use crate::components::{date, sentence::sentence};
use crate::language::{Language, date as dates, digits, money, template::fill};
use crate::site::Frame;

mod entry;

pub(crate) use entry::entries;
use entry::{Entry, Fact};

/// All events by day, with a mark for the day on which they were known.
pub(crate) fn timeline(status: &CaseStatus, frame: &Frame<'_>) -> impl IntoView + use<> {
    let text = &frame.text().case;
    let side = |future: bool| -> Vec<AnyView> {
        let events = status.events.iter().filter(|event| event.is_future(status.as_of) == future);
        entries(events).iter().map(|entry| item(entry, future, frame)).collect()
    };
    let as_of = dates::long(status.as_of, frame.language);
    view! {
        <ol class="timeline">
            {side(false)}
            <li class="timeline-now">
                <p>{sentence(text.as_of, &[("day", &as_of)])}</p>
            </li>
            {side(true)}
        </ol>
    }
}

/// The name of an entry of the city's lists; the bare code where the list has it no longer.
pub(crate) fn entry_name(list: List, code: &str, frame: &Frame<'_>) -> String {
    match frame.site.city.entry(list, code) {
        Some(entry) => frame.language.name(&entry.name).to_owned(),
        None => code.to_owned(),
    }
}

/// The stage of the proceedings in words.
pub(crate) const fn tier(tier: Tier, language: Language) -> &'static str {
    let text = &language.text().tier;
    match tier {
        Tier::FirstInstance => text.first_instance,
        Tier::Appeal => text.appeal,
        Tier::AfterCourt => text.after_court,
        Tier::Refusal => text.refusal,
        Tier::Interpretation => text.interpretation,
        Tier::Correction => text.correction,
        Tier::Repeated => text.repeated,
        Tier::Peer => text.peer,
    }
}

fn item(entry: &Entry<'_>, future: bool, frame: &Frame<'_>) -> AnyView {
    let text = &frame.text().case;
    let (class, state) =
        if future { ("timeline-future", text.future) } else { ("timeline-past", text.past) };
    let stage = entry
        .tier
        .map(|of| view! { <span class="timeline-tier">{tier(of, frame.language)}</span> });
    let due = entry.due.map(|day| {
        let day = dates::long(day, frame.language);
        view! { <p class="timeline-fact">{sentence(text.due, &[("day", &day)])}</p> }
    });
    view! {
        <li class=class>
            <p class="timeline-day">
                {date::long(entry.day, frame.language)} " "
                <span class="timeline-state">{state}</span>
            </p>
            <p class="timeline-what"><strong>{what(entry, frame)}</strong> " " {stage}</p>
            {facts(entry, frame)}
            {due}
        </li>
    }
    .into_any()
}

fn what(entry: &Entry<'_>, frame: &Frame<'_>) -> String {
    let text = &frame.text().event;
    let named = |template: &'static str, unnamed: &'static str, list: List| {
        entry.outcome().map_or_else(
            || unnamed.to_owned(),
            |code| fill(template, &[("name", &entry_name(list, code.as_str(), frame))]),
        )
    };
    match entry.kind {
        EventKind::Detected => text.detected.to_owned(),
        EventKind::Order => named(text.order, text.order_unnamed, List::Orders),
        EventKind::Ruling => named(text.ruling, text.ruling_unnamed, List::Outcomes),
        EventKind::Notified => text.notified.to_owned(),
        EventKind::OrderDue => text.order_due.to_owned(),
        EventKind::ObjectionSafe => text.objection_safe.to_owned(),
        EventKind::ObjectionLast => text.objection_last.to_owned(),
        EventKind::Final => text.final_.to_owned(),
        // A kind that a newer registry wrote: its day and its facts still stand.
        _ => String::new(),
    }
}

/// What the event says about each violation: in a line where there is one, in a list where there
/// are several.
fn facts(entry: &Entry<'_>, frame: &Frame<'_>) -> Option<AnyView> {
    let text = &frame.text().case;
    match entry.facts.as_slice() {
        [] => None,
        [only] => {
            let about = only.violation.map(|_| {
                let name = violation(only, frame);
                view! {
                    <p class="timeline-fact">{sentence(text.about_violation, &[("name", &name)])}</p>
                }
            });
            let amount = only.amount.map(|amount| {
                view! { <p class="timeline-fact">{text.amount} ": " {sum(amount, frame)}</p> }
            });
            Some(view! { {about} {amount} }.into_any())
        }
        several => {
            let items: Vec<_> = several.iter().map(|fact| fact_item(entry, fact, frame)).collect();
            Some(view! { <ul class="timeline-facts">{items}</ul> }.into_any())
        }
    }
}

/// A violation with its outcome, unless the heading says that of all, and its fine.
fn fact_item(entry: &Entry<'_>, fact: &Fact<'_>, frame: &Frame<'_>) -> AnyView {
    let outcome = fact.outcome.filter(|_| entry.outcome().is_none()).map(|code| {
        let name = entry_name(List::Outcomes, code.as_str(), frame);
        view! { ": " <strong>{name}</strong> }
    });
    let amount = fact.amount.map(|amount| view! { " · " {sum(amount, frame)} });
    view! { <li>{violation(fact, frame)} {outcome} {amount}</li> }.into_any()
}

fn violation(fact: &Fact<'_>, frame: &Frame<'_>) -> String {
    let name = fact.violation.map(|code| entry_name(List::Violations, code.as_str(), frame));
    let name = name.unwrap_or_default();
    if fact.times == 1 {
        return name;
    }
    let times = digits::number(fact.times, frame.language);
    fill(frame.text().case.several_violations, &[("name", &name), ("n", &times)])
}

fn sum(amount: Rials, frame: &Frame<'_>) -> impl IntoView + use<> {
    view! { <bdi>{money::both(amount.number(), frame.language)}</bdi> }
}
