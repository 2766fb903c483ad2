//! Verification in the browser. The certificate comes from the address's fragment, from what is
//! pasted, or from a photo; nothing of it leaves the page. The log is then asked about a stretch of
//! places that is the same for 2 048 certificates.

#![allow(unreachable_pub, reason = "the island macro moves the item it is written on")]

use certificate::{KeyList, Verdict, text};
use leptos::prelude::*;

use super::log;
use super::photo::{self, PhotoProblem};
use crate::components::html::Html;
use crate::components::log_fact::{self, LogAnswer, LogProblem};
use crate::components::verdict;
use crate::components::wording::{Names, Wording};
use crate::language::Language;
use crate::language::verify::{Word, Words};
use crate::lookup::Question;

/// The identifier of the element that carries what the tool is given by its page, as attributes.
/// They are not properties of the island, because reading those would bring a JSON parser into the
/// browser that weighs as much as the verifier.
pub const TOOL: &str = "verify-tool";
/// The attribute with the words of the page's language, as [`Words::text`] writes them.
pub const WORDS: &str = "data-words";
/// The attribute with the city's names in that language, as [`Names::text`] writes them.
pub const NAMES: &str = "data-names";
/// The attribute with the text of the key list.
pub const KEYS: &str = "data-keys";
/// The attribute with the address of the worker that reads photos.
pub const WORKER: &str = "data-worker";
/// The attribute with the address of the worker that reads the log.
pub const LOOKUP: &str = "data-lookup";
/// The attribute with the prefix of the log's addresses.
pub const LOG: &str = "data-log";
/// The attribute with the policy that the log's checkpoints are judged by; empty without a log.
pub const POLICY: &str = "data-policy";

/// What the tool shows.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    Nothing,
    Reading,
    Verdict(Box<Verdict>, LogAnswer),
    NoKeys,
    Photo(PhotoProblem),
}

/// The tool: a box to paste into, a choice of a photo, and the verdict.
#[island]
pub fn Verify() -> impl IntoView {
    let given = given();
    let wording = Wording {
        language: Language::parse(&given.language).unwrap_or(Language::Fa),
        words: Words::from_text(given.words),
        names: Names::from_text(given.names),
    };
    let keys = StoredValue::new(KeyList::parse(&given.keys).ok());
    let (shown, show) = signal(Shown::Nothing);
    let (pasted, paste) = signal(String::new());
    // Only the latest thing that was given is answered: a photo that is still being read must not
    // put its verdict over that of what was pasted since.
    let turn = StoredValue::new(0_u32);
    let next_turn = move || {
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        turn.get_value()
    };
    let wording = StoredValue::new(wording);
    let log = StoredValue::new((given.lookup, given.log, given.policy));
    let check = move |input: String| {
        let mine = next_turn();
        carry_to_other_languages(&input);
        let judged = keys.with_value(|keys| Some(certificate::judge(&input, keys.as_ref()?)));
        let Some(verdict) = judged else {
            show.set(Shown::NoKeys);
            focus_result();
            return;
        };
        let question = Question::of(&verdict);
        let answer = match question {
            None => LogAnswer::Given,
            Some(_) if log.with_value(|(_, _, policy)| policy.is_empty()) => {
                LogAnswer::Missing(LogProblem::NoLog)
            }
            Some(_) => LogAnswer::Awaited,
        };
        show.set(Shown::Verdict(Box::new(verdict.clone()), answer));
        focus_result();
        let (Some(question), LogAnswer::Awaited) = (question, answer) else { return };
        // The answer of the log for an older certificate must not land on a newer one.
        let done = move |found| {
            if turn.get_value() != mine {
                return;
            }
            let before = verdict.summary();
            let (verdict, answer) = match found {
                Ok(check) => (verdict.with_log(check), LogAnswer::Given),
                Err(problem) => (verdict, LogAnswer::Missing(problem)),
            };
            if verdict.summary() == before {
                // What the reader has ticked and unfolded stays.
                wording.with_value(|wording| {
                    replace(".verdict-log", log_fact::line(&verdict, answer, wording));
                    replace("[data-check=log] dd", log_fact::detail(&verdict, answer, wording));
                });
            } else {
                show.set(Shown::Verdict(Box::new(verdict), answer));
                focus_result();
            }
        };
        log.with_value(|(worker, log, policy)| log::ask(question, (worker, log, policy), done));
    };

    // After the island is awake: what is shown before that would be taken for what the server sent.
    queue_microtask(move || on_arrival(check));

    let word = |word: Word| wording.with_value(|wording| wording.words.word(word).to_owned());
    let (photo_label, photo_hint) = (word(Word::PhotoLabel), word(Word::PhotoHint));
    let (paste_label, paste_hint) = (word(Word::PasteLabel), word(Word::PasteHint));
    let button = word(Word::Check);
    let (print_label, again) = (word(Word::Print), word(Word::Another));
    let result = move || {
        let shown = shown.get();
        wording.with_value(|wording| {
            let html = match shown {
                Shown::Nothing => Html::new(),
                Shown::Reading => {
                    let mut html = Html::new();
                    html.markup("<p class=\"reading\">")
                        .word(wording, Word::Reading)
                        .markup("</p>");
                    html
                }
                Shown::NoKeys => verdict::without_keys(wording),
                Shown::Photo(problem) => {
                    verdict::without_text(&photo_problem(&problem, wording), wording)
                }
                Shown::Verdict(found, answer) => keys.with_value(|keys| match keys {
                    Some(keys) => verdict::verdict(&found, keys, answer, wording),
                    None => verdict::without_keys(wording),
                }),
            };
            html.into_string()
        })
    };
    let worker = StoredValue::new(given.worker);
    let choose = move |event: leptos::ev::Event| {
        if !photo::chosen(&event) {
            return;
        }
        let mine = next_turn();
        show.set(Shown::Reading);
        worker.with_value(|worker| {
            photo::read(&event, worker, move |found| {
                if turn.get_value() != mine {
                    return;
                }
                match found {
                    Ok(text) if text::normalise(&text).is_ok() => check(text),
                    Ok(text) => {
                        show.set(Shown::Photo(PhotoProblem::Foreign(text)));
                        focus_result();
                    }
                    Err(problem) => {
                        show.set(Shown::Photo(problem));
                        focus_result();
                    }
                }
            });
        });
    };
    view! {
        <div class="tool" data-ready=move || is_browser().then_some("")>
            <div
                class="result"
                role="status"
                aria-live="polite"
                aria-atomic="false"
                inner_html=result
            ></div>
            <button class="button print-result" type="button" on:click=move |_| print()>
                {print_label}
            </button>
            <h2 class="again">{again}</h2>
            <label class="photo-field">
                <svg class="photo-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                    <path d="M3 8V3h5M16 3h5v5M21 16v5h-5M8 21H3v-5M8 8h3v3H8zM13 13h3v3h-3zM13 8h3v3h-3zM8 13h3v3H8z"></path>
                </svg>
                <span class="label" id="photo-label">{photo_label}</span>
                <span class="hint" id="photo-hint">{photo_hint}</span>
                <input
                    class="file"
                    id="photo"
                    type="file"
                    accept="image/*"
                    aria-labelledby="photo-label"
                    aria-describedby="photo-hint"
                    on:change=choose
                />
            </label>
            <div class="field">
                <label class="label" for="paste">{paste_label}</label>
                <p class="hint" id="paste-hint">{paste_hint}</p>
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
                {button}
            </button>
        </div>
    }
}

/// What the page gives the tool. All of it is public and the same for every visitor.
#[derive(Default)]
struct Given {
    language: String,
    words: String,
    names: String,
    keys: String,
    worker: String,
    lookup: String,
    log: String,
    policy: String,
}

/// Reads what the page gives; on the server the same comes from the page's context.
#[cfg(target_arch = "wasm32")]
fn given() -> Given {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(element) = document.as_ref().and_then(|document| document.get_element_by_id(TOOL))
    else {
        return Given::default();
    };
    let attribute = |name: &str| element.get_attribute(name).unwrap_or_default();
    Given {
        language: attribute("lang"),
        words: attribute(WORDS),
        names: attribute(NAMES),
        keys: attribute(KEYS),
        worker: attribute(WORKER),
        lookup: attribute(LOOKUP),
        log: attribute(LOG),
        policy: attribute(POLICY),
    }
}

/// The words that the server renders the tool with.
#[cfg(all(feature = "ssr", not(target_arch = "wasm32")))]
fn given() -> Given {
    let language = use_context::<Language>().unwrap_or(Language::Fa);
    let words = Words::of(language).text().to_owned();
    Given { language: language.code().to_owned(), words, ..Given::default() }
}

#[cfg(all(not(feature = "ssr"), not(target_arch = "wasm32")))]
fn given() -> Given {
    Given::default()
}

fn photo_problem(problem: &PhotoProblem, wording: &Wording) -> String {
    let word = match problem {
        PhotoProblem::NoCode => Word::PhotoNone,
        PhotoProblem::Unreadable => Word::PhotoUnreadable,
        PhotoProblem::TooLarge => Word::PhotoTooLarge,
        PhotoProblem::TooLong => Word::PhotoTooLong,
        PhotoProblem::Failed => Word::PhotoFailed,
        PhotoProblem::Foreign(text) => {
            // Isolated, because the foreign text may hold anything.
            let start: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
            let isolated = ["\u{2068}", &start, "\u{2069}"].concat();
            return wording.words.filled(Word::PhotoForeign, "text", &isolated);
        }
    };
    wording.words.word(word).to_owned()
}

const fn is_browser() -> bool {
    cfg!(target_arch = "wasm32")
}

/// Takes the certificate from the address, and drops it from the address and the history.
#[cfg(target_arch = "wasm32")]
fn on_arrival(check: impl Fn(String) + Copy + 'static) {
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen::closure::Closure;

    let take = move || {
        let Some(window) = web_sys::window() else { return };
        let location = window.location();
        let fragment = location.hash().unwrap_or_default();
        let Some(name) = fragment.strip_prefix('#').filter(|name| !name.is_empty()) else { return };
        // A place on the page itself is no certificate; everything else was meant as one.
        if window.document().is_some_and(|page| page.get_element_by_id(name).is_some()) {
            return;
        }
        let path = location.pathname().unwrap_or_default();
        if let Ok(history) = window.history() {
            let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
        }
        let decoded = js_sys::decode_uri_component(&fragment);
        check(decoded.map_or(fragment, String::from));
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

/// Keeps the certificate in the links to the other languages.
#[cfg(target_arch = "wasm32")]
fn carry_to_other_languages(input: &str) {
    use wasm_bindgen::JsCast as _;

    let Ok(digits) = text::normalise(input) else { return };
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Ok(links) = document.query_selector_all("a[hreflang]") else { return };
    for index in 0..links.length() {
        if let Some(link) =
            links.item(index).and_then(|node| node.dyn_into::<web_sys::HtmlAnchorElement>().ok())
        {
            link.set_hash(&digits);
        }
    }
}

/// Puts a part of the result in the place of the one that stands there.
#[cfg(target_arch = "wasm32")]
fn replace(place: &str, html: Html) {
    let place = [".result ", place].concat();
    let element = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector(&place).ok().flatten());
    if let Some(element) = element {
        element.set_inner_html(&html.into_string());
    }
}

/// On the server nothing stands in any place yet.
#[cfg(not(target_arch = "wasm32"))]
fn replace(_place: &str, _html: Html) {}

/// Prints the page with the verdict.
fn print() {
    #[cfg(target_arch = "wasm32")]
    if let Some(window) = web_sys::window() {
        let _ = window.print();
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

/// On the server nothing is awake and nothing is queued.
#[cfg(not(target_arch = "wasm32"))]
fn queue_microtask(_task: impl FnOnce() + 'static) {}

#[cfg(not(target_arch = "wasm32"))]
fn on_arrival(_check: impl Fn(String) + Copy + 'static) {}

#[cfg(not(target_arch = "wasm32"))]
const fn carry_to_other_languages(_input: &str) {}

#[cfg(not(target_arch = "wasm32"))]
const fn focus_result() {}
