//! Asks the log whether it holds a certificate. A worker of its own reads the log and judges what
//! it reads; its code is loaded when a signature is good.

use certificate::LogCheck;

use crate::components::log_fact::LogProblem;
use crate::lookup::Question;

/// After this the log is given up.
#[cfg(target_arch = "wasm32")]
const LIMIT_MILLISECONDS: i32 = 15_000;

/// Asks the log, through the worker at this address, and calls `done` once. `policy` is what
/// checkpoints are judged by.
#[cfg(target_arch = "wasm32")]
pub(super) fn ask(
    question: Question,
    (worker, log, policy): (&str, &str, &str),
    done: impl FnOnce(Result<LogCheck, LogProblem>) + 'static,
) {
    use super::worker::{self, Ended};

    let done = move |ended| {
        done(match ended {
            Ended::Answered(said) => read(&question, &said.as_string().unwrap_or_default()),
            Ended::Failed => Err(LogProblem::NoNetwork),
            Ended::TooLong => Err(LogProblem::TooLong),
        });
    };
    let message = message(&question, log, policy);
    worker::run(worker, &message.into(), LIMIT_MILLISECONDS, Box::new(done));
}

/// On the server nothing is ever asked this way.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn ask(
    _question: Question,
    _log: (&str, &str, &str),
    _done: impl FnOnce(Result<LogCheck, LogProblem>) + 'static,
) {
}

/// What the worker is given, a line each: the log's prefix, the size of the tree or 0 for the
/// public one, the place, the hash, the day, and the lines of the policy.
#[cfg(any(test, target_arch = "wasm32"))]
fn message(question: &Question, log: &str, policy: &str) -> String {
    let size = question.bound.map_or(0, |bound| bound.index);
    let mut sum = String::new();
    for byte in question.sha256 {
        for digit in [byte >> 4, byte & 15] {
            sum.extend(char::from_digit(digit.into(), 16));
        }
    }
    let (size, place) = (size.to_string(), question.place.to_string());
    let day = question.day.number().to_string();
    [log, &size, &place, &sum, &day, policy].join("\n")
}

/// What the worker says: an answer of the log, or why there is none.
#[cfg(any(test, target_arch = "wasm32"))]
fn read(question: &Question, said: &str) -> Result<LogCheck, LogProblem> {
    let mut words = said.split(' ');
    let mut word = || words.next().unwrap_or_default();
    let found = match word() {
        "included" => true,
        "not-found" => false,
        "no-place" => return question.answer(0, None, false),
        "no-log" => return Err(LogProblem::NoLog),
        "refused" => return Err(LogProblem::Refused),
        "no-quorum" => return Err(LogProblem::NoQuorum),
        "altered" => return Err(LogProblem::Altered),
        "older" => return Err(LogProblem::Older),
        _ => return Err(LogProblem::NoNetwork),
    };
    // A number that does not read would be a fault of the worker, and shows nothing.
    let size = word().parse().map_err(|_| LogProblem::NoNetwork)?;
    question.answer(size, word().parse().ok(), found)
}

#[cfg(test)]
mod tests {
    use calendar::Day;
    use certificate::LogBound;

    use super::*;

    const INDEX: u32 = 7;

    fn question(place: u32) -> Question {
        let day = Day::from_number(20_779).unwrap();
        Question { place, sha256: [0xa7; 32], day, bound: None }
    }

    #[test]
    fn the_worker_is_told_what_it_needs() {
        let sum = "a7".repeat(32);
        let bound = LogBound { index: 300, time: 5 };
        let bounded = Question { bound: Some(bound), ..question(INDEX) };
        let policy = "log a\nquorum none\n";
        let of = |question| message(&question, "/log", policy);
        assert_eq!(of(question(INDEX)), format!("/log\n0\n7\n{sum}\n20779\n{policy}"));
        assert_eq!(of(bounded), format!("/log\n300\n7\n{sum}\n20779\n{policy}"));
    }

    #[test]
    fn every_word_of_the_worker_is_understood() {
        let (index, size) = (INDEX, 300);
        for (said, found) in [
            ("included 300 99", Ok(LogCheck::Included { index, size, cosigned_at: Some(99) })),
            ("included 300 -", Ok(LogCheck::Included { index, size, cosigned_at: None })),
            ("not-found 300", Ok(LogCheck::NotFound { index, size })),
            ("no-log", Err(LogProblem::NoLog)),
            ("no-network", Err(LogProblem::NoNetwork)),
            ("refused", Err(LogProblem::Refused)),
            ("no-quorum", Err(LogProblem::NoQuorum)),
            ("altered", Err(LogProblem::Altered)),
            ("older", Err(LogProblem::Older)),
            // The place is the first that a tree of 7 entries does not have.
            ("not-found 7", Err(LogProblem::Older)),
            ("not-found 8", Ok(LogCheck::NotFound { index, size: 8 })),
            ("included", Err(LogProblem::NoNetwork)),
            ("", Err(LogProblem::NoNetwork)),
        ] {
            assert_eq!(read(&question(INDEX), said), found, "{said:?}");
        }
        assert_eq!(read(&question(0), "no-place"), Ok(LogCheck::NoPlace));
        let bounded = Question { bound: Some(LogBound { index: 7, time: 5 }), ..question(INDEX) };
        assert_eq!(read(&bounded, "not-found 7"), Ok(LogCheck::NotFound { index, size: 7 }));
    }
}
