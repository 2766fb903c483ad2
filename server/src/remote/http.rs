//! A log behind a server.

use std::time::Duration;

use reqwest::Client;

use super::client::{Address, NoAnswer, fetch};
use super::problem::RemoteProblem;

/// How often something is asked for before it counts as not to be had.
const TRIES: u32 = 3;
/// The wait before the second try; it doubles.
const WAIT: Duration = Duration::from_millis(250);

/// Reads a file; one that is not there is `None`.
pub(super) async fn read(
    client: &Client,
    prefix: &Address,
    path: &str,
    limit: usize,
) -> Result<Option<Vec<u8>>, RemoteProblem> {
    let mut wait = WAIT;
    for _ in 1..TRIES {
        match once(client, prefix, path, limit).await {
            Err(problem) if problem.is_transient() => {}
            answered => return answered,
        }
        tokio::time::sleep(wait).await;
        wait = wait.saturating_mul(2);
    }
    once(client, prefix, path, limit).await
}

async fn once(
    client: &Client,
    prefix: &Address,
    path: &str,
    limit: usize,
) -> Result<Option<Vec<u8>>, RemoteProblem> {
    let path = path.to_owned();
    match fetch(client, prefix.join(&path), limit).await {
        Ok(answer) if answer.status == 200 => Ok(Some(answer.body)),
        // Gone is what a pruned log may say of what it does not keep.
        Ok(answer) if answer.status == 404 || answer.status == 410 => Ok(None),
        Ok(answer) => Err(RemoteProblem::Status { path, status: answer.status }),
        Err(NoAnswer::Slow) => Err(RemoteProblem::Slow { path }),
        Err(NoAnswer::TooLarge) => Err(RemoteProblem::TooLarge { path, limit }),
        Err(NoAnswer::Unreachable(why)) => Err(RemoteProblem::Unreachable { path, why }),
    }
}
