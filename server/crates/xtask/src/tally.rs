//! Counts passed and failed tests in what the test programs write.

/// Tests that passed and tests that did not.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Tally {
    /// Tests that ran and held.
    pub(crate) passed: u64,
    /// Tests that ran and did not hold, or were cut off.
    pub(crate) failed: u64,
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
                _ => {}
            }
        }
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
            _ => {}
        }
    }

    /// Both counts together with another's.
    pub(crate) fn add(&mut self, other: Tally) {
        self.passed = self.passed.saturating_add(other.passed);
        self.failed = self.failed.saturating_add(other.failed);
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn cargo_lines_are_added() {
        let mut tally = Tally::default();
        tally.see_cargo(
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out",
        );
        tally.see_cargo("test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured");
        tally.see_cargo("test calendar::accepts_29_esfand ... ok");
        assert_eq!(tally, Tally { passed: 13, failed: 2 });
    }

    #[test]
    fn tap_lines_are_added_and_test_output_is_not() {
        let mut tally = Tally::default();
        for line in ["# tests 9", "# pass 7", "# fail 1", "# cancelled 1", "# Subtest: pass 4"] {
            tally.see_tap(line);
        }
        tally.see_tap("    # pass 3");
        assert_eq!(tally, Tally { passed: 7, failed: 2 });
    }
}
