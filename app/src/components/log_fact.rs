//! What is said of the log in a verdict: a line under the result, and the numbers among the
//! checks. The line may come after the rest of the verdict, and is then put in its place alone.

use certificate::{LogCheck, Verdict};

use super::html::Html;
use super::wording::Wording;
use crate::language::verify::Word;
use crate::language::{date, digits};

/// How far the question to the log has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogAnswer {
    /// The verdict holds what the log says, or the log has nothing to say of it.
    #[default]
    Given,
    /// The log has been asked.
    Awaited,
    /// The log was asked, and gave nothing that could be checked.
    Missing(LogProblem),
}

/// Why the log could not be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogProblem {
    /// There is no log, or it is not served.
    NoLog,
    /// The log could not be reached.
    NoNetwork,
    /// The log took too long to answer.
    TooLong,
    /// The checkpoint does not read, is not signed by the log, or is of another size.
    Refused,
    /// Fewer witnesses than the policy asks for cosigned the checkpoint.
    NoQuorum,
    /// The tiles do not hash up to the checkpoint.
    Altered,
    /// The tree of the checkpoint ends before the place that the certificate states: the checkpoint
    /// is older than the certificate, or the place is wrong.
    Older,
}

/// The line under the result: whether the log holds the certificate. Empty when the log has
/// nothing to say, because nothing was signed.
#[must_use]
pub fn line(verdict: &Verdict, answer: LogAnswer, wording: &Wording) -> Html {
    let mut html = Html::new();
    if verdict.claims.is_none() {
        return html;
    }
    html.markup(match (answer, verdict.log) {
        (LogAnswer::Awaited, _) => "<p data-log=\"asked\">",
        (LogAnswer::Missing(_), _) | (_, LogCheck::NotChecked) => "<p data-log=\"not-checked\">",
        (_, LogCheck::Included { .. }) => "<p data-log=\"included\">",
        (_, LogCheck::NoPlace) => "<p data-log=\"no-place\">",
        _ => "<p data-log=\"not-found\">",
    });
    html.piece(&said(verdict, answer, wording)).markup("</p>");
    html
}

/// The row of the log among the checks: what the line says, with place and size.
#[must_use]
pub fn detail(verdict: &Verdict, answer: LogAnswer, wording: &Wording) -> Html {
    if verdict.claims.is_none() {
        let mut html = Html::new();
        html.word(wording, Word::NotChecked);
        return html;
    }
    let mut html = said(verdict, answer, wording);
    let counted = match (answer, verdict.log) {
        (
            LogAnswer::Given,
            LogCheck::Included { index, size, .. } | LogCheck::NotFound { index, size },
        ) => Some((index, size)),
        _ => None,
    };
    if let Some((index, size)) = counted {
        let number = |number| digits::number(number, wording.language);
        html.markup(" ")
            .text(&wording.words.filled(Word::LogPlace, "n", &number(index.into())))
            .markup(" ")
            .text(&wording.words.filled(Word::LogSize, "n", &number(size)));
    }
    html
}

fn said(verdict: &Verdict, answer: LogAnswer, wording: &Wording) -> Html {
    let mut html = Html::new();
    let word = match (answer, verdict.log) {
        (LogAnswer::Awaited, _) => Word::LogAsked,
        (LogAnswer::Missing(problem), _) => {
            html.word(wording, Word::LogNotChecked).markup(" ");
            match problem {
                LogProblem::NoLog => Word::LogNone,
                LogProblem::NoNetwork => Word::LogNoNetwork,
                LogProblem::TooLong => Word::LogTooLong,
                LogProblem::Refused => Word::LogRefused,
                LogProblem::NoQuorum => Word::LogNoQuorum,
                LogProblem::Altered => Word::LogAltered,
                LogProblem::Older => Word::LogOlder,
            }
        }
        (_, LogCheck::NotChecked) => Word::LogNotChecked,
        (_, LogCheck::Included { cosigned_at: Some(time), .. }) => {
            witnessed(&mut html, time, wording);
            return html;
        }
        (_, LogCheck::Included { cosigned_at: None, .. }) => Word::LogIncluded,
        (_, LogCheck::NoPlace) => Word::LogNoPlace,
        _ => Word::LogNotFound,
    };
    html.word(wording, word);
    html
}

/// In the log, with the moment for people and for machines.
fn witnessed(html: &mut Html, time: u64, wording: &Wording) {
    let (Some(moment), Some(iso)) = (date::moment(time, wording.language), date::iso_moment(time))
    else {
        html.word(wording, Word::LogIncluded);
        return;
    };
    let (before, after) =
        wording.words.word(Word::LogWitnessed).split_once("{time}").unwrap_or_default();
    html.text(before)
        .markup("<time datetime=\"")
        .text(&iso)
        .markup("\">")
        .text(&moment)
        .markup("</time>")
        .text(after);
}
