//! A checkpoint that is smaller than one that was seen: an old answer, or another tree.

use tlog::{Frontier, TreeHead};

use super::Finding;
use super::compare::{Relation, compare};
use crate::remote::{RemoteProblem, Source};

/// Compares a smaller head with the tree that was followed. Answers up to which size the two are
/// known to be the same, or what is wrong.
///
/// The tiles of the larger tree decide where they are still served. A source that has none of them
/// is compared by the largest complete subtrees of the followed tree that the smaller one holds.
pub(super) async fn compare_older(
    source: &Source,
    seen: &Frontier,
    now: TreeHead,
) -> Result<Result<u64, Finding>, RemoteProblem> {
    match compare(source, now, seen.head()).await {
        Ok(Relation::Continues) => return Ok(Ok(now.size)),
        Ok(Relation::Conflict | Relation::Unproven) => {
            return Ok(Err(Finding::Rewritten { size: now.size }));
        }
        Err(RemoteProblem::Absent { .. }) => {}
        Err(problem) => return Err(problem),
    }
    let Some(common) = beginning(seen, now.size) else { return Ok(Ok(0)) };
    Ok(match compare(source, common, now).await? {
        Relation::Continues => Ok(common.size),
        Relation::Conflict | Relation::Unproven => Err(Finding::Rewritten { size: common.size }),
    })
}

/// The head of the largest tree of whole subtrees of the frontier that is no larger than `size`.
fn beginning(seen: &Frontier, size: u64) -> Option<TreeHead> {
    let mut rest = seen.size();
    let (mut reached, mut count) = (0_u64, 0_usize);
    while let Some(height) = rest.checked_ilog2() {
        let width = 1_u64.checked_shl(height)?;
        if reached.saturating_add(width) > size {
            break;
        }
        reached = reached.saturating_add(width);
        rest = rest.saturating_sub(width);
        count = count.saturating_add(1);
    }
    let hashes = seen.hashes().get(..count)?.to_vec();
    (reached > 0).then(|| Frontier::from_hashes(reached, hashes)).flatten().map(|tree| tree.head())
}

#[cfg(test)]
mod tests {
    use tlog::Hash;

    use super::*;

    #[test]
    fn the_beginning_is_the_tree_that_was_seen_then() {
        let mut heads = vec![Frontier::new().head()];
        let mut tree = Frontier::new();
        for leaf in 0_u8..100 {
            tree.push(Hash::of_leaf(&[leaf]), |_, _| {});
            heads.push(tree.head());
        }
        // 100 = 64 + 32 + 4.
        for (size, reached) in [(63, 0), (64, 64), (95, 64), (96, 96), (99, 96), (100, 100)] {
            let wanted = (reached > 0).then(|| heads[reached]);
            assert_eq!(beginning(&tree, size), wanted, "{size}");
        }
    }
}
