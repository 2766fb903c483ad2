//! About the portal: who answers for it, what it counts, how it protects, what it cannot do.

use leptos::prelude::*;

use crate::components::sentence::sentence;
use crate::page::Content;
use crate::paths::{self, Section};
use crate::site::Frame;

pub(crate) fn content(frame: &Frame<'_>) -> Content {
    let text = &frame.text().about;
    let office = [("office", frame.office())];
    let contact = [("office", frame.office()), ("contact", frame.contact())];
    let data_note = frame.site.city.data_note.as_ref();
    let data_note = data_note.map(|note| view! { <p>{frame.language.name(note).to_owned()}</p> });
    let body = view! {
        <h1>{text.title}</h1>
        <p class="lead">{text.lead}</p>
        <section>
            <h2>{text.responsible_title}</h2>
            <p>{sentence(text.responsible_text, &office)}</p>
            {data_note}
        </section>
        <section>
            <h2>{text.counted_title}</h2>
            <p>{text.counted_text}</p>
        </section>
        <section id=Section::Protection.id()>
            <h2>{text.protected_title}</h2>
            <ul>
                <li>{text.protected_threshold}</li>
                <li>{text.protected_complement}</li>
                <li>{text.protected_attack}</li>
                <li>{text.protected_same}</li>
                <li>{text.protected_not}</li>
            </ul>
        </section>
        <section>
            <h2>{text.verify_title}</h2>
            <p>{text.verify_text}</p>
            <p><a href=paths::KEYS>{text.keys_link}</a></p>
            <p><a href=paths::log(frame.language)>{text.log_link}</a></p>
        </section>
        <section>
            <h2>{text.law_title}</h2>
            <p>{text.law_text}</p>
            <ul>
                <li>{text.note_100}</li>
                <li>{text.note_objection}</li>
                <li>{text.note_order}</li>
            </ul>
        </section>
        <section id=Section::Privacy.id()>
            <h2>{text.privacy_title}</h2>
            <p>{text.privacy_text}</p>
            <p>{text.privacy_case}</p>
            <p>{text.privacy_logs}</p>
        </section>
        <section id=Section::Accessibility.id()>
            <h2>{text.accessibility_title}</h2>
            <p>{text.accessibility_text}</p>
            <p>{text.accessibility_known}</p>
        </section>
        <section id=Section::Contact.id()>
            <h2>{text.contact_title}</h2>
            <p>{sentence(text.contact_text, &contact)}</p>
        </section>
        <section id=Section::Report.id()>
            <h2>{text.report_title}</h2>
            <p>{sentence(text.report_text, &contact)}</p>
        </section>
        <section id=Section::Licence.id()>
            <h2>{text.licence_title}</h2>
            <p>{text.licence_text}</p>
        </section>
    };
    Content::new(text.title, text.lead, body.into_any())
}
