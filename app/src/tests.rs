//! The pages as a reader gets them.
