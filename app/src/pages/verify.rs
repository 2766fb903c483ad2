//! Checking a document: the page with the one island of the portal, and the plain form for those
//! without scripts.

use cases::{Entry, Name, Tier};
use certificate::{KeyList, KeyState, Verdict};
use leptos::prelude::*;

use crate::components::verdict::{self, Names, Wording};
use crate::islands::{Verify, VerifyTool};
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
    pub verdict: Option<Verdict>,
}

pub(crate) fn content(frame: &Frame<'_>, page: &VerifyPage) -> Content {
    let language = frame.language;
    let wording = wording(frame);
    let words = &wording.words;
    let keys = KeyList::parse(&frame.site.keys).ok();
    let tool = VerifyTool {
        language: language.code().to_owned(),
        words: words.clone(),
        names: wording.names.clone(),
        keys: frame.site.keys.clone(),
        worker: frame.site.assets.worker.clone(),
    };
    let answer = page.verdict.as_ref().map(|found| match &keys {
        Some(keys) => verdict::verdict(found, keys, &wording),
        None => verdict::without_keys(&wording),
    });
    let answered = answer.is_some();
    let body = view! {
        <h1>{words.word(Word::Title)}</h1>
        <p class="lead">{words.word(Word::Lead)}</p>
        {answer}
        {(!answered)
            .then(|| {
                view! {
                    <div class="needs-script">
                        <p class="hint">{words.word(Word::Privacy)}</p>
                        <Verify tool />
                        <p class="not-started">{words.word(Word::NotStarted)}</p>
                    </div>
                    <p class="no-script">{words.word(Word::NoScript)}</p>
                }
            })}
        {plain_form(frame, page, words)}
        <section class="note">
            <h2>{words.word(Word::TypedTitle)}</h2>
            <p>
                {words.word(Word::TypedText)} " "
                <bdi dir="ltr" class="code">{frame.site.origin.clone()} {paths::SHORT_VERIFY}</bdi>
            </p>
        </section>
        {keys.as_ref().map(|keys| key_section(keys, frame, words))}
    };
    let title = words.word(Word::Title);
    let content = Content::new(title, words.word(Word::Lead), body.into_any());
    if answered { content.passing() } else { content.with_island() }
}

/// What a verdict is worded with in the language of a page.
pub(crate) fn wording(frame: &Frame<'_>) -> Wording {
    names_of(frame.language, &frame.site.city)
}

/// The words and the city's names of one language.
#[must_use]
pub fn names_of(language: Language, city: &cases::City) -> Wording {
    let named = |name: &Name| language.name(name).to_owned();
    let list = |entries: &[Entry]| {
        entries.iter().map(|entry| (entry.number, named(&entry.name))).collect()
    };
    let tiers = Tier::ALL
        .map(|tier| (tier.number(), crate::components::timeline::tier(tier, language).to_owned()));
    Wording {
        language,
        words: Words::of(language),
        names: Names {
            districts: list(&city.districts),
            commissions: list(&city.commissions),
            violations: list(&city.violations),
            outcomes: list(&city.outcomes),
            tiers: tiers.to_vec(),
        },
    }
}

fn plain_form(frame: &Frame<'_>, page: &VerifyPage, words: &Words) -> impl IntoView + use<> {
    let action = paths::verify(frame.language);
    let entered = page.entered.clone();
    view! {
        <section class="plain-form">
            <h2>{words.word(Word::PlainTitle)}</h2>
            <p>{words.word(Word::PlainText)}</p>
            <form method="post" action=action accept-charset="utf-8">
                <div class="field">
                    <label class="label" for=TEXT_FIELD>{words.word(Word::PasteLabel)}</label>
                    <p class="hint" id="text-hint">{words.word(Word::PasteHint)}</p>
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
                <button class="button" type="submit">{words.word(Word::Check)}</button>
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
                    " · " {words.word(state)} " · " {since}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="keys">
            <h2>{words.word(Word::KeysTitle)}</h2>
            <p>
                {words.word(Word::KeysText)} " "
                <a href=paths::KEYS><bdi dir="ltr">"keys.txt"</bdi></a>
            </p>
            <ul>{rows}</ul>
        </section>
    }
}
