//! The timeline of a case: the past solid, the present in words, the future dashed.

use cases::{CaseStatus, Event, EventKind, List, Tier};
use leptos::prelude::*;

use crate::components::{date, sentence::sentence};
use crate::language::{Language, date as dates, money, template::fill};
use crate::site::Frame;

/// All events by day, with a mark for the day on which they were known.
pub(crate) fn timeline(status: &CaseStatus, frame: &Frame<'_>) -> impl IntoView + use<> {
    let text = &frame.text().case;
    let side = |future: bool| -> Vec<AnyView> {
        let events = status.events.iter().filter(|event| event.is_future(status.as_of) == future);
        events.map(|event| item(event, future, frame)).collect()
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

fn item(event: &Event, future: bool, frame: &Frame<'_>) -> AnyView {
    let text = &frame.text().case;
    let (class, state) =
        if future { ("timeline-future", text.future) } else { ("timeline-past", text.past) };
    let stage = event
        .tier
        .map(|of| view! { <span class="timeline-tier">{tier(of, frame.language)}</span> });
    let about = event.violation.as_ref().map(|code| {
        let name = entry_name(List::Violations, code.as_str(), frame);
        view! { <p class="timeline-fact">{sentence(text.about_violation, &[("name", &name)])}</p> }
    });
    let due = event.due.map(|day| {
        let day = dates::long(day, frame.language);
        view! { <p class="timeline-fact">{sentence(text.due, &[("day", &day)])}</p> }
    });
    let amount = event.amount.map(|amount| {
        let amount = money::both(amount.number(), frame.language);
        view! { <p class="timeline-fact">{text.amount} ": " <bdi>{amount}</bdi></p> }
    });
    view! {
        <li class=class>
            <p class="timeline-day">
                {date::long(event.day, frame.language)} " "
                <span class="timeline-state">{state}</span>
            </p>
            <p class="timeline-what"><strong>{what(event, frame)}</strong> " " {stage}</p>
            {about}
            {due}
            {amount}
        </li>
    }
    .into_any()
}

fn what(event: &Event, frame: &Frame<'_>) -> String {
    let text = &frame.text().event;
    let named = |template: &'static str, list: List| {
        let name = event.outcome.as_ref().map(|code| entry_name(list, code.as_str(), frame));
        fill(template, &[("name", &name.unwrap_or_default())])
    };
    match event.kind {
        EventKind::Detected => text.detected.to_owned(),
        EventKind::Order => named(text.order, List::Orders),
        EventKind::Ruling => named(text.ruling, List::Outcomes),
        EventKind::Notified => text.notified.to_owned(),
        EventKind::OrderDue => text.order_due.to_owned(),
        EventKind::ObjectionSafe => text.objection_safe.to_owned(),
        EventKind::ObjectionLast => text.objection_last.to_owned(),
        EventKind::Final => text.final_.to_owned(),
        // A kind that a newer registry wrote: its day and its facts still stand.
        _ => String::new(),
    }
}
