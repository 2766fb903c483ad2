//! The signed facts of a certificate, in the order of the paper.

use certificate::Claims;

use super::html::Html;
use super::wording::{NameList, Wording};
use crate::language::verify::Word;
use crate::language::{digits, money};

/// Name and value of every signed fact, in the order of the paper.
#[must_use]
pub fn fact_rows(claims: &Claims, wording: &Wording) -> Vec<(Word, Html)> {
    let language = wording.language;
    let mut rows = vec![
        (Word::Number, code(&claims.number.to_string())),
        (Word::Case, code(&claims.case)),
        (Word::Commission, {
            let commission = wording.name(NameList::Commission, claims.commission);
            let mut html = plain(&commission);
            html.markup(" · ").text(&wording.name(NameList::Tier, claims.tier));
            html
        }),
        (Word::RuledOn, wording.day(claims.ruled_on)),
        (Word::District, plain(&wording.name(NameList::District, claims.district))),
    ];
    if !claims.property.is_empty() {
        let parts: Vec<String> = claims.property.iter().map(ToString::to_string).collect();
        rows.push((Word::Property, code(&parts.join("-"))));
    }
    if let Some(address) = &claims.address {
        let mut html = Html::new();
        html.markup("<bdi>").text(address).markup("</bdi>");
        rows.push((Word::Address, html));
    }
    for (position, area) in claims.violations.iter().enumerate() {
        let mut html = plain(&wording.name(NameList::Violation, area.violation));
        if let Some(tenths) = area.tenths {
            let area = digits::tenths(u64::from(tenths), language);
            html.markup(" · ").text(&wording.words.filled(Word::Area, "area", &area));
        }
        if let Some(outcome) = claims.outcome.at(position) {
            html.markup("<br><strong>")
                .text(&wording.name(NameList::Outcome, outcome))
                .markup("</strong>");
        }
        rows.push((Word::Violation, html));
    }
    if let Some(amount) = claims.amount {
        let in_words = money::in_words(amount, language);
        let mut html = plain(&money::both(amount, language));
        html.markup("<br>").text(&wording.words.filled(Word::InWords, "words", &in_words));
        rows.push((Word::Amount, html));
    }
    rows.push((
        Word::FinalOn,
        claims
            .final_on
            .map_or_else(|| plain(wording.words.word(Word::NotFinal)), |day| wording.day(day)),
    ));
    if let Some(day) = claims.issued_on() {
        rows.push((Word::IssuedOn, wording.day(day)));
    }
    if let Some(predecessor) = claims.predecessor {
        let place = digits::localise(&predecessor.sequence.to_string(), language);
        rows.push((Word::Chain, plain(&wording.words.filled(Word::Sequence, "n", &place))));
    }
    if let Some(hash) = claims.text_hash {
        rows.push((Word::TextHash, code(&grouped_hex(&hash))));
    }
    rows
}

fn plain(text: &str) -> Html {
    let mut html = Html::new();
    html.text(text);
    html
}

/// Codes run left to right whatever stands around them.
fn code(text: &str) -> Html {
    let mut html = Html::new();
    html.markup("<bdi dir=\"ltr\" class=\"code\">").text(text).markup("</bdi>");
    html
}

/// Hexadecimal digits in groups of four, as people compare them.
fn grouped_hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 5 / 2);
    for (position, byte) in bytes.iter().enumerate() {
        if position > 0 && position % 2 == 0 {
            text.push(' ');
        }
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
    }
    text
}
