//! Counts passed, failed and skipped tests in what the test programs write.

use std::collections::BTreeSet;

/// Tests that passed, tests that did not, and tests that did not run.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Tally {
    /// Tests that ran and held.
    pub(crate) passed: u64,
    /// Tests that ran and did not hold, or were cut off.
    pub(crate) failed: u64,
    /// Tests that lacked something, such as test data, and did not run, or not to the end.
    pub(crate) skipped: u64,
}

impl Tally {
    /// Adds one line of `cargo test`: `test result: ok. 3 passed; 0 failed; …`.
    pub(crate) fn see_cargo(&mut self, line: &str) {
        let Some(rest) = line.trim_start().strip_prefix("test result: ") else { return };
        let Some((_, counts)) = rest.split_once(". ") else { return };
        for part in counts.split(';') {
            let mut words = part.split_whitespace();
            let number = words.next().and_then(|word| word.parse::<u64>().ok()).unwrap_or(0);
            match words.next() {
                Some("passed") => self.passed = self.passed.saturating_add(number),
                Some("failed") => self.failed = self.failed.saturating_add(number),
                Some("ignored") => self.skipped = self.skipped.saturating_add(number),
                _ => {}
            }
        }
    }

    /// Adds the tests that say in a file of their own that they were skipped, a line
    /// `test: reason` each time: to `cargo test` they have passed.
    pub(crate) fn see_skips(&mut self, text: &str) {
        let tests: BTreeSet<&str> =
            text.lines().map(|line| line.split_once(": ").map_or(line, |(test, _)| test)).collect();
        let number = u64::try_from(tests.len()).unwrap_or(u64::MAX);
        self.passed = self.passed.saturating_sub(number);
        self.skipped = self.skipped.saturating_add(number);
    }

    /// Adds one line of Node's TAP summary: `# pass 3`, `# fail 0`, `# cancelled 0`.
    pub(crate) fn see_tap(&mut self, line: &str) {
        let mut words = line.split(' ');
        if words.next() != Some("#") {
            return;
        }
        let kind = words.next();
        let number = words.next().and_then(|word| word.parse::<u64>().ok());
        let (Some(kind), Some(number), None) = (kind, number, words.next()) else { return };
        match kind {
            "pass" => self.passed = self.passed.saturating_add(number),
            "fail" | "cancelled" => self.failed = self.failed.saturating_add(number),
            "skipped" | "todo" => self.skipped = self.skipped.saturating_add(number),
            _ => {}
        }
    }

    /// The counts together with another's.
    pub(crate) fn add(&mut self, other: Tally) {
        self.passed = self.passed.saturating_add(other.passed);
        self.failed = self.failed.saturating_add(other.failed);
        self.skipped = self.skipped.saturating_add(other.skipped);
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn cargo_lines_are_added() {
        let mut tally = Tally::default();
        tally.see_cargo(
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out",
        );
        tally.see_cargo("test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured");
        tally.see_cargo("test calendar::accepts_29_esfand ... ok");
        assert_eq!(tally, Tally { passed: 13, failed: 2, skipped: 1 });
    }

    #[test]
    fn tap_lines_are_added_and_test_output_is_not() {
        let mut tally = Tally::default();
        for line in [
            "# tests 13",
            "# pass 7",
            "# fail 1",
            "# cancelled 1",
            "# skipped 4",
            "# todo 0",
            "# Subtest: pass 4",
        ] {
            tally.see_tap(line);
        }
        tally.see_tap("    # pass 3");
        assert_eq!(tally, Tally { passed: 7, failed: 2, skipped: 4 });
    }

    #[test]
    fn a_skipped_test_has_not_passed() {
        let mut tally = Tally { passed: 5, failed: 0, skipped: 1 };
        tally.see_skips("vectors::cose: ../shared/a is absent\nvectors::cose: ../shared/b: gone\n");
        assert_eq!(tally, Tally { passed: 4, failed: 0, skipped: 2 });
        tally.see_skips("");
        assert_eq!(tally, Tally { passed: 4, failed: 0, skipped: 2 });
    }
}
