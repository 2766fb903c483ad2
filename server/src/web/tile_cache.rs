//! Tiles and bundles in memory, so that serving one asks no database.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use axum::body::Bytes;
use tlog::Resource;

/// Bytes of a generation, at most; there are two of them.
const MAX_GENERATION: usize = 8 * 1024 * 1024;

/// What was served lately. When the young generation is full it becomes the old one, and what was
/// old and never asked for again is dropped.
pub(super) struct TileCache {
    generations: RwLock<Generations>,
    limit: usize,
}

#[derive(Default)]
struct Generations {
    young: HashMap<Resource, Bytes>,
    old: HashMap<Resource, Bytes>,
    /// Bytes of the young generation.
    size: usize,
}

impl TileCache {
    /// An empty one.
    pub(super) fn new() -> Self {
        Self { generations: RwLock::default(), limit: MAX_GENERATION }
    }

    /// What is kept of a resource.
    pub(super) fn find(&self, resource: Resource) -> Option<Bytes> {
        let generations = self.generations.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = generations.young.get(&resource) {
            return Some(bytes.clone());
        }
        let bytes = generations.old.get(&resource).cloned()?;
        drop(generations);
        self.keep(resource, bytes.clone());
        Some(bytes)
    }

    /// Keeps a resource. Under one name it always has the same bytes.
    pub(super) fn keep(&self, resource: Resource, bytes: Bytes) {
        let mut generations = self.generations.write().unwrap_or_else(PoisonError::into_inner);
        let size = bytes.len();
        if generations.size + size > self.limit {
            generations.old = std::mem::take(&mut generations.young);
            generations.size = 0;
        }
        if generations.young.insert(resource, bytes).is_none() {
            generations.size += size;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_stays_and_memory_is_bounded() {
        let cache = TileCache { generations: RwLock::default(), limit: 100 };
        let bundle = |index| Resource::Entries { index, width: 256 };
        let bytes = Bytes::from_static(&[7; 40]);
        for index in 0..1_000 {
            cache.keep(bundle(index), bytes.clone());
            assert_eq!(cache.find(bundle(0)), Some(bytes.clone()), "{index}");
            let kept = cache.generations.read().unwrap();
            assert!(kept.young.len() <= 2 && kept.old.len() <= 2, "{index}");
        }
        assert_eq!(cache.find(bundle(500)), None);
    }
}
