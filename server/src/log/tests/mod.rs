//! What the log does, on a real database: places, checkpoints, stops, older states.

mod append;
mod check;
mod checkpoint;
mod desk;
mod export;
mod made;
mod older;
mod recover;
mod stop;
mod witnessed;
mod workshop;
