//! Checking a document: the page with the one island of the portal, and the plain form for those
//! without scripts.

use cases::{Entry, Tier};
use certificate::{KeyList, KeyState, Verdict};
use leptos::prelude::*;

use crate::components::log_fact::LogAnswer;
use crate::components::wording::{NameList, Names, Wording};
use crate::components::{timeline, verdict};
use crate::islands::{self, Verify};
use crate::language::verify::{Word, Words};
use crate::language::{Language, date};
use crate::page::Content;
use crate::paths;
use crate::site::Frame;

/// The name and element identifier of the plain form's field.
pub const TEXT_FIELD: &str = "text";

/// What the page is rendered from; the default is the page before anything was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyPage {
    /// What was entered in the plain form, so that it need not be entered again.
    pub entered: String,
    /// The verdict on it, once there is one.
    pub verdict: Option<Box<Verdict>>,
    /// How far the question to the log has come.
    pub log: LogAnswer,
}

pub(crate) fn content(frame: &Frame<'_>, page: &VerifyPage) -> Content {
    let language = frame.language;
    let wording = wording(frame);
    let words = &wording.words;
    let keys = KeyList::parse(&frame.site.keys).ok();
    provide_context(language);
    let tool = language_tool(frame, &wording);
    let answer = page.verdict.as_ref().map(|found| {
        let html = match &keys {
            Some(keys) => verdict::verdict(found, keys, page.log, &wording),
            None => verdict::without_keys(&wording),
        };
        view! { <div class="result" inner_html=html.into_string()></div> }
    });
    let answered = answer.is_some();
    let body = view! {
        <h1>{words.word(Word::Title).to_owned()}</h1>
        <p class="lead">{words.word(Word::Lead).to_owned()}</p>
        {answer}
        {(!answered)
            .then(|| {
                view! {
                    <div class="needs-script">
                        <p class="hint">{words.word(Word::Privacy).to_owned()}</p>
                        {tool}
                        <p class="not-started">{words.word(Word::NotStarted).to_owned()}</p>
                    </div>
                    <p class="no-script">{words.word(Word::NoScript).to_owned()}</p>
                }
            })}
        {plain_form(frame, page, words)}
        <section class="note">
            <h2>{words.word(Word::TypedTitle).to_owned()}</h2>
            <p>
                {words.word(Word::TypedText).to_owned()} " "
                <bdi dir="ltr" class="code">{frame.site.origin.clone()} {paths::SHORT_VERIFY}</bdi>
            </p>
        </section>
        {keys.as_ref().map(|keys| key_section(keys, frame, words))}
    };
    let title = words.word(Word::Title).to_owned();
    let content = Content::new(title, words.word(Word::Lead).to_owned(), body.into_any());
    if answered { content.passing() } else { content.with_island() }
}

/// What a verdict is worded with in the language of a page.
pub(crate) fn wording(frame: &Frame<'_>) -> Wording {
    names_of(frame.language, &frame.site.city)
}

/// The words and the city's names of one language.
#[must_use]
pub fn names_of(language: Language, city: &cases::City) -> Wording {
    let mut names = Names::default();
    let mut add = |list: NameList, entries: &[Entry]| {
        for entry in entries {
            names.add(list, entry.number, language.name(&entry.name));
        }
    };
    add(NameList::District, &city.districts);
    add(NameList::Commission, &city.commissions);
    add(NameList::Violation, &city.violations);
    add(NameList::Outcome, &city.outcomes);
    for tier in Tier::ALL {
        names.add(NameList::Tier, tier.number(), timeline::tier(tier, language));
    }
    Wording { language, words: Words::of(language), names }
}

/// The island, in the element that carries what it is given.
fn language_tool(frame: &Frame<'_>, wording: &Wording) -> AnyView {
    use leptos::html::div;
    div()
        .id(islands::TOOL)
        .lang(frame.language.code())
        .attr(islands::WORDS, wording.words.text().to_owned())
        .attr(islands::NAMES, wording.names.text().to_owned())
        .attr(islands::KEYS, frame.site.keys.clone())
        .attr(islands::WORKER, frame.site.assets.worker.clone())
        .attr(islands::LOOKUP, frame.site.assets.lookup.clone())
        .attr(islands::LOG, paths::LOG)
        .attr(islands::POLICY, frame.site.policy.clone())
        .child(view! { <Verify /> })
        .into_any()
}

fn plain_form(frame: &Frame<'_>, page: &VerifyPage, words: &Words) -> impl IntoView + use<> {
    let action = paths::verify(frame.language);
    let entered = page.entered.clone();
    view! {
        <section class="plain-form">
            <h2>{words.word(Word::PlainTitle).to_owned()}</h2>
            <p>{words.word(Word::PlainText).to_owned()}</p>
            <form method="post" action=action accept-charset="utf-8">
                <div class="field">
                    <label class="label" for=TEXT_FIELD>{words.word(Word::PasteLabel).to_owned()}</label>
                    <p class="hint" id="text-hint">{words.word(Word::PasteHint).to_owned()}</p>
                    <textarea
                        class="input"
                        id=TEXT_FIELD
                        name=TEXT_FIELD
                        rows="4"
                        dir="ltr"
                        required=true
                        maxlength="8192"
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        aria-describedby="text-hint"
                    >
                        {entered}
                    </textarea>
                </div>
                <button class="button" type="submit">{words.word(Word::Check).to_owned()}</button>
            </form>
        </section>
    }
}

fn key_section(keys: &KeyList, frame: &Frame<'_>, words: &Words) -> impl IntoView + use<> {
    let language = frame.language;
    let rows = keys
        .keys
        .iter()
        .map(|listed| {
            let state = match listed.state {
                KeyState::Active => Word::KeyActive,
                KeyState::Retired => Word::KeyRetired,
                KeyState::Compromised { .. } => Word::KeyCompromised,
            };
            let since = date::long(listed.validity.not_before, language);
            view! {
                <li>
                    <bdi dir="ltr" class="code">{listed.key.id().to_string()}</bdi>
                    " · " {words.word(state).to_owned()} " · " {since}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="keys">
            <h2>{words.word(Word::KeysTitle).to_owned()}</h2>
            <p>
                {words.word(Word::KeysText).to_owned()} " "
                <a href=paths::KEYS><bdi dir="ltr">"keys.txt"</bdi></a>
            </p>
            <ul>{rows}</ul>
            <p><a href=paths::log(language)>{words.word(Word::LogLink).to_owned()}</a></p>
        </section>
    }
}
