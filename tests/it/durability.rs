//! What the log promises when something breaks in the middle: an entry that was acknowledged is
//! there, in its place, and there is one sequence and never two.

mod engine;
mod entries;
mod full;
mod kill;
mod log;
mod loss;
mod restored;
mod torn;
