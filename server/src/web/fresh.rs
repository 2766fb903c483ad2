//! Values that are read again when they are older than a while: many requests, one reading.

use std::sync::RwLock;

use storage::Error;
use tokio::sync::Mutex;

use crate::clock;

/// Seconds after which a value that cannot be read again is no longer given.
const LIMIT: u64 = 10 * 60;

/// A value that is kept for a while. While it is read again, and when that fails, the one that was
/// read before is given, but for ten minutes at most: who shows an old state of the log as the
/// present one misleads.
pub(super) struct Fresh<T> {
    /// Seconds that a value is given without another reading.
    age: u64,
    known: RwLock<Option<(u64, T)>>,
    reading: Mutex<()>,
}

impl<T: Clone> Fresh<T> {
    /// Nothing yet; what is read is kept for so many seconds.
    pub(super) const fn new(age: u64) -> Self {
        Self { age, known: RwLock::new(None), reading: Mutex::const_new(()) }
    }

    /// The value that was read last, however old.
    pub(super) fn known(&self) -> Option<T> {
        self.look().map(|(_, value)| value)
    }

    /// The value, read with `read` when the one that is known is too old.
    ///
    /// # Errors
    ///
    /// What `read` says, when nothing was read for ten minutes.
    pub(super) async fn value(
        &self,
        read: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        if let Some(value) = self.young() {
            return Ok(value);
        }
        let _turn = match (self.reading.try_lock(), self.within(LIMIT)) {
            (Ok(turn), _) => turn,
            // Somebody reads it at this moment.
            (Err(_), Some(value)) => return Ok(value),
            (Err(_), None) => self.reading.lock().await,
        };
        if let Some(value) = self.young() {
            return Ok(value);
        }
        match (read.await, self.within(LIMIT)) {
            (Ok(value), _) => {
                // A clock that cannot be read keeps nothing young.
                let now = clock::now().unwrap_or_default();
                *self.known.write().unwrap_or_else(|poisoned| poisoned.into_inner()) =
                    Some((now, value.clone()));
                Ok(value)
            }
            (Err(error), Some(value)) => {
                tracing::warn!(%error, "what was read before is given");
                Ok(value)
            }
            (Err(error), None) => Err(error),
        }
    }

    fn look(&self) -> Option<(u64, T)> {
        self.known.read().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
    }

    /// The value, when it is not too old.
    pub(super) fn young(&self) -> Option<T> {
        self.within(self.age)
    }

    /// The value, when it was read less than so many seconds ago.
    fn within(&self, seconds: u64) -> Option<T> {
        let (read_at, value) = self.look()?;
        let age = clock::now().ok()?.checked_sub(read_at)?;
        (age < seconds).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[tokio::test]
    async fn a_value_is_read_once_in_its_while() {
        let read = Cell::new(0);
        let next = async || {
            read.set(read.get() + 1);
            Ok(read.get())
        };
        let kept = Fresh::new(u64::MAX);
        assert_eq!(kept.known(), None);
        assert_eq!(kept.value(next()).await, Ok(1));
        assert_eq!(kept.value(next()).await, Ok(1));
        assert_eq!((kept.known(), read.get()), (Some(1), 1));
        let passing = Fresh::new(0);
        assert_eq!(passing.value(next()).await, Ok(2));
        assert_eq!(passing.value(next()).await, Ok(3));
    }

    #[tokio::test]
    async fn what_cannot_be_read_again_is_given_as_it_was() {
        let failing = async || Err(Error::Corrupt("checkpoint"));
        let value = Fresh::new(0);
        assert_eq!(value.value(failing()).await, Err(Error::Corrupt("checkpoint")));
        assert_eq!(value.value(async { Ok(7) }).await, Ok(7));
        assert_eq!(value.value(failing()).await, Ok(7));
    }

    #[tokio::test]
    async fn what_cannot_be_read_again_is_given_up_after_a_while() {
        let failing = async || Err(Error::Corrupt("checkpoint"));
        let value = Fresh::new(5);
        let read = |seconds| Some((clock::now().unwrap() - seconds, 7));
        *value.known.write().unwrap() = read(LIMIT - 60);
        assert_eq!(value.value(failing()).await, Ok(7));
        *value.known.write().unwrap() = read(LIMIT);
        assert_eq!(value.value(failing()).await, Err(Error::Corrupt("checkpoint")));
        // Nor is it given while somebody else reads: that one is waited for.
        let turn = value.reading.try_lock().unwrap();
        let soon = std::time::Duration::from_millis(50);
        assert!(tokio::time::timeout(soon, value.value(failing())).await.is_err());
        drop(turn);
        assert_eq!(value.value(async { Ok(8) }).await, Ok(8));
    }
}
