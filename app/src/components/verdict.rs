//! The verdict on a certificate: what was found, the signed facts in the order of the paper, what
//! was checked and what is not proven. The same for the server's pages and for the browser.

use certificate::{
    Claims, Force, FormCheck, KeyCheck, KeyId, KeyList, PaperCheck, Rejection, SignatureCheck,
    StatusCheck, Summary, Verdict,
};

use super::fact::fact_rows;
use super::html::Html;
use super::log_fact::{self, LogAnswer};
use super::wording::Wording;
use crate::language::verify::Word;
use crate::language::{Language, digits};

/// The verdict. `keys` is the list that it was reached with; `answer` says how far the question to
/// the log has come.
#[must_use]
pub fn verdict(verdict: &Verdict, keys: &KeyList, answer: LogAnswer, wording: &Wording) -> Html {
    let (kind, title, text) = match verdict.summary() {
        Summary::GenuineStatusNotChecked => (Kind::Caution, Word::GenuineTitle, Word::GenuineText),
        Summary::GenuineNotInLog => (Kind::Doubt, Word::NotInLogTitle, Word::NotInLogText),
        Summary::NotGenuine => (Kind::Refused, Word::RefusedTitle, Word::RefusedText),
        _ => (Kind::Unknown, Word::UnknownTitle, Word::UnknownText),
    };
    let mut html = opened(kind, title, text, wording);
    if let Some(finding) = verdict.finding() {
        reason(&mut html, finding, verdict, wording);
    }
    if verdict.claims.is_some() {
        html.markup("<div class=\"verdict-log\">")
            .piece(&log_fact::line(verdict, answer, wording))
            .markup("</div>");
    }
    if let Some(claims) = &verdict.claims {
        if keys.force == Force::Demonstration {
            html.markup("<p class=\"verdict-note\">")
                .word(wording, Word::Demonstration)
                .markup("</p>");
        }
        signer(&mut html, verdict, keys, wording);
        facts(&mut html, claims, wording);
    }
    checks(&mut html, verdict, answer, wording);
    if verdict.claims.is_some() {
        limits(&mut html, wording);
    }
    html.markup("</section>");
    html
}

/// The verdict when the page has no key list to check with.
#[must_use]
pub fn without_keys(wording: &Wording) -> Html {
    let mut html = opened(Kind::Unknown, Word::UnknownTitle, Word::UnknownText, wording);
    html.markup("<p class=\"verdict-reason\"><strong>")
        .word(wording, Word::Reason)
        .markup(": </strong>")
        .word(wording, Word::ReasonKeyList)
        .markup("</p></section>");
    html
}

/// A photo gave nothing to check; `text` says why.
#[must_use]
pub fn without_text(text: &str, wording: &Wording) -> Html {
    let mut html = opened(Kind::Unknown, Word::UnknownTitle, Word::UnknownText, wording);
    html.markup("<p class=\"verdict-reason\">").text(text).markup("</p></section>");
    html
}

/// The kinds of verdict that people tell apart: by shape, by words and by border before colour.
#[derive(Clone, Copy)]
enum Kind {
    Caution,
    /// Signed, and yet not to be relied on.
    Doubt,
    Refused,
    Unknown,
}

fn opened(kind: Kind, title: Word, text: Word, wording: &Wording) -> Html {
    let mut html = Html::new();
    html.markup(match kind {
        Kind::Caution | Kind::Doubt => {
            "<section class=\"verdict verdict-caution\" data-verdict=\"caution\">"
        }
        Kind::Refused => "<section class=\"verdict verdict-refused\" data-verdict=\"refused\">",
        Kind::Unknown => "<section class=\"verdict verdict-unknown\" data-verdict=\"unknown\">",
    });
    html.markup("<div class=\"verdict-head\">").markup(ICON);
    // A seal with a turned corner, the same with a warning instead of a tick, a broken seal, an
    // empty outline with a question.
    html.markup(match kind {
        Kind::Caution => "M15 25l6 6 12-13M34 46l12-12v12z",
        Kind::Doubt => "M24 13v13M24 32v1M34 46l12-12v12z",
        Kind::Refused => "M27 4l-5 13 6 6-7 8 4 13M13 18l8 4M28 27l8 5",
        Kind::Unknown => "M19 19a5 5 0 1 1 7 5c-2 1-2 2-2 4M24 33v1",
    });
    html.markup("\"></path></svg><h2 class=\"verdict-title\" tabindex=\"-1\">")
        .word(wording, title)
        .markup("</h2></div><p class=\"verdict-text\">")
        .word(wording, text)
        .markup("</p>");
    html
}

const ICON: &str = "<svg class=\"verdict-icon\" viewBox=\"0 0 48 48\" aria-hidden=\"true\" \
    focusable=\"false\"><path class=\"verdict-seal\" d=\"M24 3l5 4 6-1 3 6 6 3-1 6 4 5-4 5 1 6-6 \
    3-3 6-6-1-5 4-5-4-6 1-3-6-6-3 1-6-4-5 4-5-1-6 6-3 3-6 6 1z\"></path>\
    <path class=\"verdict-mark\" d=\"";

fn reason(html: &mut Html, rejection: Rejection, verdict: &Verdict, wording: &Wording) {
    let code = rejection.code();
    let word = match rejection {
        Rejection::Text(certificate::TextProblem::NotOurs) => Word::ReasonNotOurs,
        Rejection::Text(certificate::TextProblem::Empty) => Word::ReasonEmpty,
        Rejection::Text(certificate::TextProblem::UnknownProfile { .. }) => Word::ReasonProfile,
        Rejection::Text(_) | Rejection::Base10(_) => Word::ReasonDigits,
        Rejection::Form { .. } => Word::ReasonForm,
        Rejection::UnknownKey { .. } => Word::ReasonUnknownKey,
        Rejection::Signature { .. } => Word::ReasonSignature,
        Rejection::KeyPeriod { .. } => Word::ReasonPeriod,
        Rejection::CompromisedKey { .. } => Word::ReasonCompromised,
        _ => Word::ReasonContent,
    };
    html.markup("<p class=\"verdict-reason\"><strong>")
        .word(wording, Word::Reason)
        .markup(": </strong>");
    match (verdict.key, verdict.summary()) {
        // Not looked up is not the same as not there.
        (KeyCheck::Compromised(_, bound), Summary::CouldNotCheck) => {
            let place = digits::number(bound.index.into(), wording.language);
            html.text(&wording.words.filled(Word::ReasonCompromisedBound, "n", &place));
        }
        _ => {
            html.word(wording, word);
        }
    }
    html.markup(" <code class=\"verdict-code\" dir=\"ltr\">").text(code).markup("</code></p>");
}

fn signer(html: &mut Html, verdict: &Verdict, keys: &KeyList, wording: &Wording) {
    let [fa, azb, en] = &keys.issuer;
    let issuer = match wording.language {
        Language::Fa => fa,
        Language::Azb => azb,
        Language::En => en,
    };
    html.markup("<p class=\"verdict-signer\"><strong>")
        .word(wording, Word::SignedBy)
        .markup(": </strong>")
        .text(issuer);
    if let Some(key) = key_of(verdict.key) {
        html.markup(" · ")
            .word(wording, Word::KeyId)
            .markup(" <bdi dir=\"ltr\" class=\"code\">")
            .text(&key.to_string())
            .markup("</bdi>");
    }
    html.markup("</p>");
}

const fn key_of(check: KeyCheck) -> Option<KeyId> {
    match check {
        KeyCheck::Active(key)
        | KeyCheck::Retired(key)
        | KeyCheck::Compromised(key, _)
        | KeyCheck::Distrusted(key)
        | KeyCheck::OutsidePeriod(key)
        | KeyCheck::Unknown(key) => Some(key),
        KeyCheck::NotChecked => None,
    }
}

/// The signed facts in the order and numbering of the paper, each to tick off.
fn facts(html: &mut Html, claims: &Claims, wording: &Wording) {
    html.markup("<h3>")
        .word(wording, Word::FactsTitle)
        .markup("</h3><p class=\"hint\">")
        .word(wording, Word::FactsHint)
        .markup("</p><ol class=\"facts\" role=\"list\">");
    for (name, value) in fact_rows(claims, wording) {
        html.markup(
            "<li class=\"fact\"><label class=\"fact-label\">\
             <input type=\"checkbox\" class=\"fact-tick\"><span class=\"fact-name\">",
        )
        .word(wording, name)
        .markup("</span> <span class=\"fact-value\">")
        .piece(&value)
        .markup("</span></label></li>");
    }
    html.markup("</ol>");
}

fn checks(html: &mut Html, verdict: &Verdict, answer: LogAnswer, wording: &Wording) {
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
        KeyCheck::Compromised(..) if verdict.summary() == Summary::GenuineStatusNotChecked => {
            Word::KeyCompromisedLater
        }
        KeyCheck::Compromised(..) | KeyCheck::Distrusted(_) => Word::KeyCompromised,
        KeyCheck::OutsidePeriod(_) => Word::KeyOutside,
        KeyCheck::Unknown(_) => Word::KeyUnknown,
        KeyCheck::NotChecked => Word::NotChecked,
    };
    let status = match verdict.status {
        StatusCheck::NotChecked => Word::NotChecked,
        _ => Word::Good,
    };
    let paper = match verdict.paper {
        PaperCheck::NotCompared => Word::NotCompared,
        _ => Word::Good,
    };
    html.markup("<details class=\"checks\"><summary>")
        .word(wording, Word::ChecksTitle)
        .markup("</summary><dl>");
    let said = |word| {
        let mut html = Html::new();
        html.word(wording, word);
        html
    };
    let log = log_fact::detail(verdict, answer, wording);
    let rows = [
        ("<div class=\"check\" data-check=\"form\"><dt>", Word::FormCheck, said(form)),
        (
            "<div class=\"check\" data-check=\"signature\"><dt>",
            Word::SignatureCheck,
            said(signature),
        ),
        ("<div class=\"check\" data-check=\"key\"><dt>", Word::KeyCheck, said(key)),
        ("<div class=\"check\" data-check=\"status\"><dt>", Word::StatusCheck, said(status)),
        ("<div class=\"check\" data-check=\"log\"><dt>", Word::LogCheck, log),
        ("<div class=\"check\" data-check=\"paper\"><dt>", Word::PaperCheck, said(paper)),
    ];
    for (open, name, found) in rows {
        html.markup(open).word(wording, name).markup("</dt><dd>").piece(&found);
        html.markup("</dd></div>");
    }
    html.markup("</dl></details>");
}

fn limits(html: &mut Html, wording: &Wording) {
    html.markup("<h3>").word(wording, Word::LimitsTitle).markup("</h3><ul class=\"limits\">");
    for limit in [Word::LimitStatus, Word::LimitHolder, Word::LimitPaper] {
        html.markup("<li>").word(wording, limit).markup("</li>");
    }
    html.markup("</ul>");
}
