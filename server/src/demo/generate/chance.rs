//! Chance in whole numbers: the same seed gives the same numbers on every machine.

/// A sequence of numbers that look random (SplitMix64). Not for secrets.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Any of 0 to `count` − 1; 0 if there are none.
    pub(super) fn below(&mut self, count: u64) -> u64 {
        let scaled = (u128::from(self.next()) * u128::from(count)) >> 64;
        u64::try_from(scaled).unwrap_or_default()
    }

    /// Any of `least` to `most`, both included.
    pub(super) fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most.saturating_sub(least) + 1)
    }

    /// Yes in so many of a thousand.
    pub(super) fn permille(&mut self, yes: u64) -> bool {
        self.below(1000) < yes
    }

    /// One of them; the more often, the greater its weight.
    pub(super) fn weighted<T: Copy>(&mut self, choices: &[(T, u64)]) -> Option<T> {
        let mut left = self.below(choices.iter().map(|(_, weight)| weight).sum());
        choices
            .iter()
            .find(|(_, weight)| {
                let hit = left < *weight;
                left = left.saturating_sub(*weight);
                hit
            })
            .map(|&(choice, _)| choice)
    }

    /// Any of them.
    pub(super) fn any<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        let count = u64::try_from(choices.len()).unwrap_or_default();
        usize::try_from(self.below(count)).ok().and_then(|place| choices.get(place).copied())
    }

    /// Log-normal with this median; `sigma` is that of the logarithm, in thousandths.
    pub(super) fn lognormal(&mut self, median: u64, sigma: i64) -> u64 {
        // 1 / ln 2 in millionths: e^x is 2^(x / ln 2).
        let exponent = self.normal() * sigma * 1_442_695 / 1_000_000_000;
        let product = (u128::from(median) * u128::from(power_of_two(exponent))) >> 32;
        u64::try_from(product).unwrap_or(u64::MAX)
    }

    /// The count of a busy month: normal around the mean with the variance of a Poisson count.
    pub(super) fn count(&mut self, mean: u64) -> u64 {
        let root = i64::try_from(mean.isqrt()).unwrap_or_default();
        let mean = i64::try_from(mean).unwrap_or_default();
        u64::try_from(mean + self.normal() * root / 65_536).unwrap_or_default()
    }

    /// Beta(2, 3) over the range, both ends included: the second smallest of four numbers.
    pub(super) fn beta(&mut self, least: u64, most: u64) -> u64 {
        let mut four = [0; 4].map(|_: u64| self.between(least, most));
        four.sort_unstable();
        let [_, second, ..] = four;
        second
    }

    /// Standard normal in 65536ths: the sum of twelve uniform numbers, each of variance 1/12.
    fn normal(&mut self) -> i64 {
        let sum: u64 = (0..12).map(|_| self.below(65_536)).sum();
        i64::try_from(sum).unwrap_or_default() - 6 * 65_536
    }
}

/// 2 to a power that is given in 65536ths, in 2⁻³² units.
fn power_of_two(exponent: i64) -> u64 {
    let fraction = exponent.rem_euclid(65_536);
    let mut value = 1_u128 << 32;
    for (place, root) in (0..16).rev().zip(ROOTS) {
        if fraction >> place & 1 == 1 {
            value = (value * u128::from(root)) >> 32;
        }
    }
    let whole = exponent.div_euclid(65_536);
    let shift = u32::try_from(whole.unsigned_abs().min(30)).unwrap_or(30);
    let value = if whole < 0 { value >> shift } else { value << shift };
    u64::try_from(value).unwrap_or(u64::MAX)
}

/// 2 to the powers 1/2, 1/4, … 1/65536, in 2⁻³² units.
const ROOTS: [u64; 16] = [
    6_074_001_000,
    5_107_605_667,
    4_683_695_048,
    4_485_121_744,
    4_389_014_833,
    4_341_736_423,
    4_318_288_544,
    4_306_612_134,
    4_300_785_774,
    4_297_875_550,
    4_296_421_177,
    4_295_694_175,
    4_295_330_720,
    4_295_149_004,
    4_295_058_149,
    4_295_012_722,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_the_published_one() {
        // The first numbers of SplitMix64 from seed 1234567, as its author gives them.
        let mut chance = Chance::new(1_234_567);
        assert_eq!(chance.next(), 6_457_827_717_110_365_317);
        assert_eq!(chance.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn powers_of_two_are_near() {
        let one = 1_u64 << 32;
        assert_eq!(power_of_two(0), one);
        assert_eq!(power_of_two(65_536), 2 * one);
        assert_eq!(power_of_two(-65_536), one / 2);
        // 2^1.5 is 2.828427.
        assert!(power_of_two(98_304).abs_diff(12_148_002_000) < 1000);
    }

    #[test]
    fn samples_lie_where_they_should() {
        let mut chance = Chance::new(7);
        let mut days: Vec<_> = (0..10_001).map(|_| chance.lognormal(30_000, 700)).collect();
        days.sort_unstable();
        assert!(days[5000].abs_diff(30_000) < 1000, "{}", days[5000]);
        // One σ above the median is e^0.7 of it: 60.4.
        assert!(days[8413].abs_diff(60_413) < 3000, "{}", days[8413]);
        let mean: u64 = (0..10_000).map(|_| chance.beta(0, 1000)).sum::<u64>() / 10_000;
        assert!(mean.abs_diff(400) < 10, "{mean}");
        let choices = [('a', 1), ('b', 3)];
        let often = (0..10_000).filter(|_| chance.weighted(&choices) == Some('b')).count();
        assert!(often.abs_diff(7500) < 200, "{often}");
        assert_eq!(chance.weighted::<char>(&[]), None);
        assert_eq!(chance.any::<char>(&[]), None);
    }
}
