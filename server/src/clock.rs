//! The only place that asks what time it is.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use calendar::Day;

/// Iran's offset from UTC in seconds: +3:30, without daylight saving since 1401.
const TEHRAN: u64 = 12_600;

/// Seconds since 1970-01-01T00:00:00Z.
///
/// # Errors
///
/// When the machine's clock stands before 1970.
pub fn now() -> anyhow::Result<u64> {
    #[expect(clippy::disallowed_methods, reason = "this is the server's clock")]
    let now = SystemTime::now();
    let since = now.duration_since(UNIX_EPOCH).context("the machine's clock stands before 1970")?;
    Ok(since.as_secs())
}

/// The civil day in Tehran.
///
/// # Errors
///
/// When the machine's clock is outside the calendar's range.
pub fn today() -> anyhow::Result<Day> {
    day_of(now()?).context("the machine's clock is wrong")
}

/// The civil day in Tehran at a time in seconds since 1970-01-01T00:00:00Z.
///
/// # Errors
///
/// When it is outside the calendar's range.
pub fn day_of(time: u64) -> anyhow::Result<Day> {
    let days = time.saturating_add(TEHRAN) / 86_400;
    i32::try_from(days)
        .ok()
        .and_then(Day::from_number)
        .with_context(|| format!("the time {time} is outside the calendar's range"))
}

/// Nine in the morning of a civil day in Tehran, in seconds since 1970-01-01T00:00:00Z; `None` for
/// a day before 1970.
#[must_use]
pub fn morning(day: Day) -> Option<u64> {
    let midnight = u64::try_from(day.number()).ok()?.checked_mul(86_400)?;
    midnight.checked_add(9 * 3_600)?.checked_sub(TEHRAN)
}
