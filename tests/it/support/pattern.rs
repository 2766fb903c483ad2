//! Expected text with gaps: `[..]` is anything within a line, a line `...` is any lines.

/// Whether a line is as expected.
pub(crate) fn fits(expected: &str, found: &str) -> bool {
    let mut parts = expected.split("[..]");
    let Some(mut rest) = found.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// Whether lines are as expected.
pub(crate) fn all_fit(expected: &[String], found: &[&str]) -> bool {
    match expected.split_first() {
        None => found.is_empty(),
        Some((gap, rest)) if gap == "..." => {
            (0..=found.len()).any(|skipped| all_fit(rest, &found[skipped..]))
        }
        Some((line, rest)) => found
            .split_first()
            .is_some_and(|(first, others)| fits(line, first) && all_fit(rest, others)),
    }
}

#[test]
fn gaps_stand_for_anything_and_the_rest_for_itself() {
    assert!(fits("a [..] c", "a b b c") && fits("[..]", "") && fits("same", "same"));
    assert!(!fits("a [..] c", "a b d") && !fits("same", "same ") && !fits("a[..]a", "a"));
    let lines = |text: &[&str]| text.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    assert!(all_fit(&lines(&["a", "...", "z"]), &["a", "b", "c", "z"]));
    assert!(all_fit(&lines(&["..."]), &[]) && all_fit(&lines(&["a", "..."]), &["a"]));
    assert!(!all_fit(&lines(&["a", "...", "z"]), &["a", "b"]) && !all_fit(&[], &["a"]));
}
