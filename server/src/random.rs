//! The only source of randomness: the operating system's.

use anyhow::anyhow;

/// So many random bytes.
///
/// # Errors
///
/// When the operating system gives none.
pub fn bytes<const N: usize>() -> anyhow::Result<[u8; N]> {
    let mut bytes = [0; N];
    #[expect(clippy::disallowed_methods, reason = "this is the server's source of randomness")]
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("could not get random bytes: {error}"))?;
    Ok(bytes)
}

/// A whole number below `limit`, every one as likely as another.
///
/// # Errors
///
/// When the operating system gives no random bytes, or `limit` is zero.
pub fn below(limit: u32) -> anyhow::Result<u32> {
    // The top of the range that is no multiple of the limit is thrown again.
    let fair = u32::MAX - u32::MAX.checked_rem(limit).ok_or_else(|| anyhow!("an empty range"))?;
    loop {
        let value = u32::from_le_bytes(bytes()?);
        if value < fair {
            return Ok(value % limit);
        }
    }
}
