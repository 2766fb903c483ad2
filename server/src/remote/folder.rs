//! A log in a folder, as an export or a mirror leaves it.

use std::io::ErrorKind;
use std::path::Path;

use tokio::io::AsyncReadExt as _;

use super::problem::RemoteProblem;

/// Reads a file; one that is not there is `None`.
pub(super) async fn read(
    folder: &Path,
    path: &str,
    limit: usize,
) -> Result<Option<Vec<u8>>, RemoteProblem> {
    let unreadable = |error: std::io::Error| RemoteProblem::Unreachable {
        path: path.to_owned(),
        why: error.to_string(),
    };
    let file = match tokio::fs::File::open(folder.join(path)).await {
        Ok(file) => file,
        // A path through something that is no folder leads nowhere.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(unreadable(error)),
    };
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    file.take(most).read_to_end(&mut bytes).await.map_err(unreadable)?;
    if bytes.len() > limit {
        return Err(RemoteProblem::TooLarge { path: path.to_owned(), limit });
    }
    Ok(Some(bytes))
}
