//! Medians, which one slow moment of a shared machine does not move.

use std::time::{Duration, Instant};

/// The middle value; zero of none.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// How long something takes.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// What a comparison of two pieces of work found.
pub(crate) struct Comparison {
    /// Seconds that ours takes.
    pub(crate) ours: f64,
    /// Seconds that the peer takes.
    pub(crate) peer: f64,
    /// The median of the ratios of neighbouring runs, which is not the ratio of the medians.
    pub(crate) ratio: f64,
}

/// Runs two pieces of work by turns, so that whatever else the machine does happens to both. Each
/// is first every other time: the second finds warmer caches.
pub(crate) fn compare(rounds: usize, mut ours: impl FnMut(), mut peer: impl FnMut()) -> Comparison {
    let (mut our_times, mut peer_times, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..rounds {
        let (our_time, peer_time) = if round % 2 == 0 {
            let first = time(&mut ours).1;
            (first, time(&mut peer).1)
        } else {
            let first = time(&mut peer).1;
            (time(&mut ours).1, first)
        };
        our_times.push(our_time.as_secs_f64());
        peer_times.push(peer_time.as_secs_f64());
        ratios.push(our_time.as_secs_f64() / peer_time.as_secs_f64());
    }
    Comparison { ours: median(our_times), peer: median(peer_times), ratio: median(ratios) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slow_moment_moves_no_median() {
        assert_eq!(median(vec![1.0, 900.0, 2.0]).to_bits(), 2.0_f64.to_bits());
        assert_eq!(median(Vec::new()).to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn work_and_peer_run_equally_often() {
        let (mut ours, mut peer) = (0, 0);
        let found = compare(5, || ours += 1, || peer += 1);
        assert!(found.ours >= 0.0 && found.peer >= 0.0);
        assert_eq!((ours, peer), (5, 5));
    }
}
