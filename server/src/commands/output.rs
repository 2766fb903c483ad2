//! What commands say: results to standard output, everything else to standard error. A reader
//! that went away is no error.

use std::io::Write as _;

/// A line of the result.
pub(super) fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// A line about the work.
pub(super) fn say_error(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
