//! Consistency proofs (RFC 6962 §2.1.2): this tree is that one with leaves appended.

use crate::hash::Hash;
use crate::head::TreeHead;
use crate::proof::{ProofError, Way, bound, climb, climb_right};

/// Checks that the newer tree begins with all the leaves of the older one. For two trees of one
/// size the proof is empty and the roots are the same.
///
/// An older tree without leaves is refused: nothing about it can be proved, and whoever begins with
/// an empty tree accepts the first head without a proof.
///
/// # Errors
///
/// What is wrong with the proof; the trees are then not shown to be one log's.
pub fn verify_consistency(
    old: &TreeHead,
    new: &TreeHead,
    proof: &[Hash],
) -> Result<(), ProofError> {
    bound(new.size)?;
    if old.size > new.size {
        return Err(ProofError::Shrunk { old: old.size, new: new.size });
    }
    let before = old.size.checked_sub(1).ok_or(ProofError::EmptyOld)?;
    if old.size == new.size {
        return same(old, new, proof);
    }
    // The proof begins at the largest complete subtree that ends where the older tree ends. That
    // subtree is left out of the proof when it is the whole older tree.
    let height = old.size.trailing_zeros();
    let index = before >> height;
    let way = Way::new(index, (new.size - 1) >> height);
    let whole = old.size.is_power_of_two();
    let expected = way.len() + usize::from(!whole);
    let wrong = ProofError::Length { expected, found: proof.len() };
    if proof.len() != expected {
        return Err(wrong);
    }
    let (seed, siblings) =
        if whole { (&old.root, proof) } else { proof.split_first().ok_or(wrong)? };
    let (inner, border) = siblings.split_at_checked(way.inner as usize).ok_or(wrong)?;
    // Of the older tree's way only the left siblings are its own: those on the right came later.
    let left = inner.iter().enumerate().filter(|(height, _)| (index >> height) & 1 == 1);
    let older = left.fold(*seed, |node, (_, sibling)| Hash::of_node(sibling, &node));
    if climb_right(older, border) != old.root {
        return Err(ProofError::OldRoot);
    }
    let newer = climb_right(climb(*seed, index, inner), border);
    if newer == new.root { Ok(()) } else { Err(ProofError::Root) }
}

fn same(old: &TreeHead, new: &TreeHead, proof: &[Hash]) -> Result<(), ProofError> {
    if !proof.is_empty() {
        return Err(ProofError::Length { expected: 0, found: proof.len() });
    }
    if old.root == new.root { Ok(()) } else { Err(ProofError::Fork { size: old.size }) }
}
