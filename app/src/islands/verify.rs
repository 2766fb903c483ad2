//! Verification in the browser. The certificate comes from the address's fragment, from what is
//! pasted, or from a photo; nothing of it leaves the page.

#![allow(unreachable_pub, reason = "the island macro moves the item it is written on")]

use certificate::{KeyList, Rejection, Verdict, text};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::photo::{self, PhotoProblem};
use crate::components::verdict::{self, Names, Wording};
use crate::language::Language;
use crate::language::verify::{Word, Words};

/// What the tool is given by its page. All of it is public and the same for every visitor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyTool {
    /// The language's code.
    pub language: String,
    /// The words of that language.
    pub words: Words,
    /// The city's names in that language.
    pub names: Names,
    /// The text of the key list.
    pub keys: String,
    /// The address of the worker that reads photos.
    pub worker: String,
}

/// What the tool shows.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    Nothing,
    Reading,
    Verdict(Box<Verdict>),
    NoKeys,
    Photo(PhotoProblem),
}

/// The tool: a box to paste into, a choice of a photo, and the verdict.
#[island]
pub fn Verify(
    /// What the page gives it.
    tool: VerifyTool,
) -> impl IntoView {
    let wording = Wording {
        language: Language::parse(&tool.language).unwrap_or(Language::Fa),
        words: tool.words,
        names: tool.names,
    };
    let keys = StoredValue::new(KeyList::parse(&tool.keys).ok());
    let (shown, show) = signal(Shown::Nothing);
    let (pasted, paste) = signal(String::new());
    let check = move |input: String| {
        let found = keys.with_value(|keys| match keys {
            Some(keys) => Shown::Verdict(Box::new(judge(&input, keys))),
            None => Shown::NoKeys,
        });
        show.set(found);
        focus_result();
    };

    on_arrival(check);

    let words = wording.clone();
    let word = move |word: Word| words.words.word(word);
    let result = {
        let wording = wording.clone();
        move || match shown.get() {
            Shown::Nothing => ().into_any(),
            Shown::Reading => {
                view! { <p class="reading">{wording.words.word(Word::Reading)}</p> }.into_any()
            }
            Shown::NoKeys => verdict::without_keys(&wording),
            Shown::Photo(problem) => photo_problem(&problem, &wording),
            Shown::Verdict(found) => keys.with_value(|keys| match keys {
                Some(keys) => verdict::verdict(&found, keys, &wording),
                None => verdict::without_keys(&wording),
            }),
        }
    };
    let worker = StoredValue::new(tool.worker);
    let choose = move |event: leptos::ev::Event| {
        if !photo::chosen(&event) {
            return;
        }
        show.set(Shown::Reading);
        worker.with_value(|worker| {
            photo::read(&event, worker, move |found| match found {
                Ok(text) if text::normalise(&text).is_ok() => check(text),
                Ok(text) => {
                    show.set(Shown::Photo(PhotoProblem::Foreign(text)));
                    focus_result();
                }
                Err(problem) => {
                    show.set(Shown::Photo(problem));
                    focus_result();
                }
            });
        });
    };
    view! {
        <div class="tool" data-ready=move || is_browser().then_some("")>
            <div class="result" role="status" aria-live="polite">{result}</div>
            <div class="field photo-field">
                <label class="label" for="photo">{word(Word::PhotoLabel)}</label>
                <p class="hint" id="photo-hint">{word(Word::PhotoHint)}</p>
                <input
                    class="file"
                    id="photo"
                    type="file"
                    accept="image/*"
                    aria-describedby="photo-hint"
                    on:change=choose
                />
            </div>
            <div class="field">
                <label class="label" for="paste">{word(Word::PasteLabel)}</label>
                <p class="hint" id="paste-hint">{word(Word::PasteHint)}</p>
                <textarea
                    class="input"
                    id="paste"
                    rows="4"
                    dir="ltr"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    maxlength="8192"
                    aria-describedby="paste-hint"
                    prop:value=pasted
                    on:input=move |event| paste.set(event_target_value(&event))
                ></textarea>
            </div>
            <button class="button button-primary" type="button" on:click=move |_| check(pasted.get())>
                {word(Word::Check)}
            </button>
        </div>
    }
}

/// Cleans what a person gave and verifies it.
pub(crate) fn judge(input: &str, keys: &KeyList) -> Verdict {
    match text::normalise(input) {
        Ok(digits) => certificate::verify(&digits, keys),
        Err(problem) => Verdict::unreadable(Rejection::Text(problem)),
    }
}

fn photo_problem(problem: &PhotoProblem, wording: &Wording) -> AnyView {
    let text = match problem {
        PhotoProblem::NoCode => wording.words.word(Word::PhotoNone),
        PhotoProblem::Unreadable => wording.words.word(Word::PhotoUnreadable),
        PhotoProblem::TooLarge => wording.words.word(Word::PhotoTooLarge),
        PhotoProblem::TooLong => wording.words.word(Word::PhotoTooLong),
        PhotoProblem::Failed => wording.words.word(Word::PhotoFailed),
        PhotoProblem::Foreign(text) => {
            // Isolated, because the foreign text may hold anything.
            let start: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
            wording.words.filled(Word::PhotoForeign, "text", &format!("\u{2068}{start}\u{2069}"))
        }
    };
    let code = match problem {
        PhotoProblem::NoCode => "none",
        PhotoProblem::Unreadable => "unreadable",
        PhotoProblem::TooLarge => "too-large",
        PhotoProblem::TooLong => "too-long",
        PhotoProblem::Failed => "failed",
        PhotoProblem::Foreign(_) => "foreign",
    };
    view! {
        <section class="verdict verdict-unknown" data-verdict="unknown" data-photo=code>
            <h2 class="verdict-title" tabindex="-1">{wording.words.word(Word::UnknownTitle)}</h2>
            <p class="verdict-text">{text}</p>
        </section>
    }
    .into_any()
}

const fn is_browser() -> bool {
    cfg!(target_arch = "wasm32")
}

/// Takes the certificate from the address, drops it from the address and the history, and keeps it
/// in the links to the other languages.
#[cfg(target_arch = "wasm32")]
fn on_arrival(check: impl Fn(String) + Copy + 'static) {
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen::closure::Closure;

    let take = move || {
        let Some(window) = web_sys::window() else { return };
        let location = window.location();
        let fragment = location.hash().unwrap_or_default();
        // An anchor of the page itself is not a certificate.
        if fragment.len() < 2 || !fragment.chars().skip(1).take(4).all(|c| c.is_numeric()) {
            return;
        }
        let path = location.pathname().unwrap_or_default();
        if let Ok(history) = window.history() {
            let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
        }
        carry_to_other_languages(&fragment);
        check(fragment);
    };
    take();
    // A second scan may open the same page again with another fragment only.
    let changed = Closure::<dyn FnMut()>::new(take);
    if let Some(window) = web_sys::window() {
        let _ =
            window.add_event_listener_with_callback("hashchange", changed.as_ref().unchecked_ref());
    }
    changed.forget();
}

#[cfg(target_arch = "wasm32")]
fn carry_to_other_languages(fragment: &str) {
    use wasm_bindgen::JsCast as _;

    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Ok(links) = document.query_selector_all("a[hreflang]") else { return };
    for index in 0..links.length() {
        if let Some(link) =
            links.item(index).and_then(|node| node.dyn_into::<web_sys::HtmlAnchorElement>().ok())
        {
            link.set_hash(fragment);
        }
    }
}

/// Moves to the verdict, so that it is seen and read out.
#[cfg(target_arch = "wasm32")]
fn focus_result() {
    use wasm_bindgen::JsCast as _;

    let _ = request_animation_frame(|| {
        let heading = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.query_selector(".result .verdict-title").ok().flatten())
            .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(heading) = heading {
            let _ = heading.focus();
        }
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn on_arrival(_check: impl Fn(String) + Copy + 'static) {}

#[cfg(not(target_arch = "wasm32"))]
const fn focus_result() {}
