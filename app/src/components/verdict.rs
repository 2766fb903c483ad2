//! The verdict on a certificate: what was found, the signed facts in the order of the paper, what
//! was checked and what is not proven. The same for the server's pages and for the browser.

use calendar::Day;
use certificate::{
    Claims, Force, FormCheck, KeyCheck, KeyId, KeyList, LogCheck, PaperCheck, Rejection,
    SignatureCheck, StatusCheck, Summary, Verdict,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::language::verify::{Word, Words};
use crate::language::{Language, date, digits, money};

/// The city's names for the numbers that certificates carry, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// Districts.
    pub districts: Vec<(u16, String)>,
    /// Commissions.
    pub commissions: Vec<(u16, String)>,
    /// Kinds of violation.
    pub violations: Vec<(u16, String)>,
    /// Outcomes of rulings.
    pub outcomes: Vec<(u16, String)>,
    /// Kinds of sitting.
    pub tiers: Vec<(u16, String)>,
}

/// What a verdict is worded with.
#[derive(Clone, Debug)]
pub struct Wording {
    /// The language of the page.
    pub language: Language,
    /// Its words.
    pub words: Words,
    /// The city's names.
    pub names: Names,
}

impl Wording {
    fn word(&self, word: Word) -> String {
        self.words.word(word)
    }

    fn name(&self, list: &[(u16, String)], number: u16) -> String {
        list.iter().find(|(other, _)| *other == number).map_or_else(
            || {
                let number = digits::localise(&number.to_string(), self.language);
                self.words.filled(Word::UnknownCode, "n", &number)
            },
            |(_, name)| name.clone(),
        )
    }

    fn day(&self, day: Day) -> AnyView {
        let iso = date::iso(day);
        view! {
            <time datetime=iso.clone()>{date::long(day, self.language)}</time>
            " "
            <span class="iso">"(" <bdi dir="ltr">{iso}</bdi> ")"</span>
        }
        .into_any()
    }
}

/// The verdict. `keys` is the list that it was reached with.
pub fn verdict(verdict: &Verdict, keys: &KeyList, wording: &Wording) -> AnyView {
    let (kind, title, text) = match verdict.summary() {
        Summary::GenuineStatusNotChecked => (Kind::Caution, Word::GenuineTitle, Word::GenuineText),
        Summary::NotGenuine => (Kind::Refused, Word::RefusedTitle, Word::RefusedText),
        _ => (Kind::Unknown, Word::UnknownTitle, Word::UnknownText),
    };
    let demonstration = verdict.claims.is_some() && keys.force == Force::Demonstration;
    let facts = verdict.claims.as_ref().map(|claims| facts(claims, wording));
    let signer = verdict.claims.as_ref().map(|_| signer(verdict, keys, wording));
    let limits = verdict.claims.as_ref().map(|_| limits(wording));
    view! {
        <section class=format!("verdict verdict-{}", kind.code()) data-verdict=kind.code()>
            <div class="verdict-head">
                {icon(kind)}
                <h2 class="verdict-title" tabindex="-1">{wording.word(title)}</h2>
            </div>
            <p class="verdict-text">{wording.word(text)}</p>
            {verdict.finding().map(|finding| reason(finding, wording))}
            {demonstration
                .then(|| view! { <p class="verdict-note">{wording.word(Word::Demonstration)}</p> })}
            {signer}
            {facts}
            {checks(verdict, wording)}
            {limits}
        </section>
    }
    .into_any()
}

/// The verdict when the page has no key list to check with.
pub fn without_keys(wording: &Wording) -> AnyView {
    view! {
        <section class="verdict verdict-unknown" data-verdict="unknown">
            <div class="verdict-head">
                {icon(Kind::Unknown)}
                <h2 class="verdict-title" tabindex="-1">{wording.word(Word::UnknownTitle)}</h2>
            </div>
            <p class="verdict-text">{wording.word(Word::UnknownText)}</p>
            <p class="verdict-reason">
                <strong>{wording.word(Word::Reason)} ": "</strong>
                {wording.word(Word::ReasonKeyList)}
            </p>
        </section>
    }
    .into_any()
}

/// The kinds of verdict that people tell apart: by shape, by words and by border before colour.
#[derive(Clone, Copy)]
enum Kind {
    Caution,
    Refused,
    Unknown,
}

impl Kind {
    const fn code(self) -> &'static str {
        match self {
            Self::Caution => "caution",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
        }
    }
}

/// A seal with a turned corner, a broken seal, an empty outline.
fn icon(kind: Kind) -> AnyView {
    const SEAL: &str = "M24 3l5 4 6-1 3 6 6 3-1 6 4 5-4 5 1 6-6 3-3 6-6-1-5 4-5-4-6 1-3-6-6-3 1-6-4-5 4-5-1-6 6-3 3-6 6 1z";
    let inner = match kind {
        Kind::Caution => "M15 25l6 6 12-13M34 46l12-12v12z",
        Kind::Refused => "M27 4l-5 13 6 6-7 8 4 13M13 18l8 4M28 27l8 5",
        Kind::Unknown => "M19 19a5 5 0 1 1 7 5c-2 1-2 2-2 4M24 33v1",
    };
    view! {
        <svg class="verdict-icon" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
            <path class="verdict-seal" d=SEAL></path>
            <path class="verdict-mark" d=inner></path>
        </svg>
    }
    .into_any()
}

fn reason(rejection: Rejection, wording: &Wording) -> AnyView {
    let word = match rejection.code() {
        "text-not-ours" => Word::ReasonNotOurs,
        "text-empty" => Word::ReasonEmpty,
        "text-profile" => Word::ReasonProfile,
        code if code.starts_with("text-") || code.starts_with("base10-") => Word::ReasonDigits,
        "form" => Word::ReasonForm,
        "unknown-key" => Word::ReasonUnknownKey,
        "signature" => Word::ReasonSignature,
        "key-period" => Word::ReasonPeriod,
        "key-compromised" => Word::ReasonCompromised,
        _ => Word::ReasonContent,
    };
    view! {
        <p class="verdict-reason">
            <strong>{wording.word(Word::Reason)} ": "</strong>
            {wording.word(word)}
            " "
            <code class="verdict-code" dir="ltr">{rejection.code()}</code>
        </p>
    }
    .into_any()
}

fn signer(verdict: &Verdict, keys: &KeyList, wording: &Wording) -> AnyView {
    let [fa, azb, en] = &keys.issuer;
    let issuer = match wording.language {
        Language::Fa => fa,
        Language::Azb => azb,
        Language::En => en,
    };
    let key = key_of(verdict.key).map(|key| {
        view! {
            " · " {wording.word(Word::KeyId)} " "
            <bdi dir="ltr"><code>{grouped(&key.to_string())}</code></bdi>
        }
    });
    view! {
        <p class="verdict-signer">
            <strong>{wording.word(Word::SignedBy)} ": "</strong>
            {issuer.clone()}
            {key}
        </p>
    }
    .into_any()
}

const fn key_of(check: KeyCheck) -> Option<KeyId> {
    match check {
        KeyCheck::Active(key)
        | KeyCheck::Retired(key)
        | KeyCheck::Compromised(key)
        | KeyCheck::Distrusted(key)
        | KeyCheck::OutsidePeriod(key)
        | KeyCheck::Unknown(key) => Some(key),
        KeyCheck::NotChecked => None,
    }
}

/// The signed facts in the order and numbering of the paper.
fn facts(claims: &Claims, wording: &Wording) -> AnyView {
    let rows = fact_rows(claims, wording);
    view! {
        <h3>{wording.word(Word::FactsTitle)}</h3>
        <p class="hint">{wording.word(Word::FactsHint)}</p>
        <ol class="facts">
            {rows
                .into_iter()
                .map(|(name, value)| {
                    view! {
                        <li class="fact">
                            <label class="fact-label">
                                <input type="checkbox" class="fact-tick" />
                                <span class="fact-name">{wording.word(name)}</span>
                                <span class="fact-value">{value}</span>
                            </label>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
    .into_any()
}

/// Name and value of every signed fact, in the order of the paper.
pub fn fact_rows(claims: &Claims, wording: &Wording) -> Vec<(Word, AnyView)> {
    let language = wording.language;
    let names = &wording.names;
    let code = |text: String| view! { <bdi dir="ltr" class="code">{text}</bdi> }.into_any();
    let mut rows = vec![
        (Word::Number, code(claims.number.to_string())),
        (Word::Case, view! { <bdi class="code">{claims.case.clone()}</bdi> }.into_any()),
        (
            Word::Commission,
            view! {
                {wording.name(&names.commissions, claims.commission)}
                " · "
                {wording.name(&names.tiers, claims.tier)}
            }
            .into_any(),
        ),
        (Word::RuledOn, wording.day(claims.ruled_on)),
        (Word::District, wording.name(&names.districts, claims.district).into_any()),
    ];
    if !claims.property.is_empty() {
        let parts: Vec<String> = claims.property.iter().map(ToString::to_string).collect();
        rows.push((Word::Property, code(parts.join("-"))));
    }
    if let Some(address) = &claims.address {
        rows.push((Word::Address, view! { <bdi>{address.clone()}</bdi> }.into_any()));
    }
    for (position, area) in claims.violations.iter().enumerate() {
        let mut text = wording.name(&names.violations, area.violation);
        if let Some(tenths) = area.tenths {
            let area = digits::tenths(u64::from(tenths), language);
            text = [text, wording.words.filled(Word::Area, "area", &area)].join("، ");
        }
        let outcome =
            claims.outcome.at(position).map(|outcome| wording.name(&names.outcomes, outcome));
        rows.push((Word::Violation, view! { {text} " ← " <strong>{outcome}</strong> }.into_any()));
    }
    if let Some(amount) = claims.amount {
        let in_words = money::in_words(amount, language);
        let in_words = wording.words.filled(Word::InWords, "words", &in_words);
        rows.push((
            Word::Amount,
            view! { {money::both(amount, language)} <br /> {in_words} }.into_any(),
        ));
    }
    rows.push((
        Word::FinalOn,
        claims
            .final_on
            .map_or_else(|| wording.word(Word::NotFinal).into_any(), |day| wording.day(day)),
    ));
    if let Some(day) = claims.issued_on() {
        rows.push((Word::IssuedOn, wording.day(day)));
    }
    if let Some(predecessor) = claims.predecessor {
        let place = digits::localise(&predecessor.sequence.to_string(), language);
        rows.push((Word::Number, wording.words.filled(Word::Sequence, "n", &place).into_any()));
    }
    if let Some(hash) = claims.text_hash {
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        rows.push((Word::TextHash, code(grouped(&hex))));
    }
    rows
}

fn checks(verdict: &Verdict, wording: &Wording) -> AnyView {
    let form = match verdict.form {
        FormCheck::WellFormed => Word::Good,
        FormCheck::Malformed(_) => Word::Bad,
    };
    let signature = match verdict.signature {
        SignatureCheck::Good => Word::Good,
        SignatureCheck::Bad => Word::Bad,
        SignatureCheck::UnknownKey | SignatureCheck::NotChecked => Word::NotChecked,
    };
    let key = match verdict.key {
        KeyCheck::Active(_) => Word::KeyActive,
        KeyCheck::Retired(_) => Word::KeyRetired,
        KeyCheck::Compromised(_) | KeyCheck::Distrusted(_) => Word::KeyCompromised,
        KeyCheck::OutsidePeriod(_) => Word::KeyOutside,
        KeyCheck::Unknown(_) => Word::KeyUnknown,
        KeyCheck::NotChecked => Word::NotChecked,
    };
    let status = match verdict.status {
        StatusCheck::NotChecked => Word::NotChecked,
        _ => Word::Good,
    };
    let log = match verdict.log {
        LogCheck::NotChecked => Word::NotChecked,
        _ => Word::Good,
    };
    let paper = match verdict.paper {
        PaperCheck::NotCompared => Word::NotCompared,
        _ => Word::Good,
    };
    let row = |check: &'static str, name: Word, found: Word| {
        view! {
            <div class="check" data-check=check>
                <dt>{wording.word(name)}</dt>
                <dd>{wording.word(found)}</dd>
            </div>
        }
    };
    view! {
        <details class="checks">
            <summary>{wording.word(Word::ChecksTitle)}</summary>
            <dl>
                {row("form", Word::FormCheck, form)} {row("signature", Word::SignatureCheck, signature)}
                {row("key", Word::KeyCheck, key)} {row("status", Word::StatusCheck, status)}
                {row("log", Word::LogCheck, log)} {row("paper", Word::PaperCheck, paper)}
            </dl>
        </details>
    }
    .into_any()
}

fn limits(wording: &Wording) -> AnyView {
    view! {
        <h3>{wording.word(Word::LimitsTitle)}</h3>
        <ul class="limits">
            {[Word::LimitStatus, Word::LimitHolder, Word::LimitPaper]
                .map(|limit| view! { <li>{wording.word(limit)}</li> })
                .collect_view()}
        </ul>
    }
    .into_any()
}

/// Groups of four, as people compare them.
fn grouped(text: &str) -> String {
    let mut grouped = String::with_capacity(text.len() * 5 / 4);
    for (position, character) in text.chars().enumerate() {
        if position > 0 && position % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(character);
    }
    grouped
}
