//! Entries to append, as many as are asked for, and chance that is the same in every run.

/// The lines for `gavah log append --from -`, numbered from `first`.
pub(super) fn lines(first: u64, count: u64) -> Vec<String> {
    (first..first + count).map(line).collect()
}

/// One line: kind, hash, day. Days rise slowly, as those of a city do.
fn line(number: u64) -> String {
    let mut chance = Chance::new(number);
    let words: String = (0..4).map(|_| format!("{:016x}", chance.next())).collect();
    let month = 1 + number / 28 % 12;
    let day = 1 + number % 28;
    format!("certificate {words} 2026-{month:02}-{day:02}")
}

/// Chance that depends on its seed alone (Steele's splitmix64).
pub(super) struct Chance(u64);

impl Chance {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}
