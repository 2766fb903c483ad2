//! Inclusion proofs (RFC 6962 §2.1.1): this leaf stands at this place of this tree.

use crate::hash::Hash;
use crate::head::TreeHead;
use crate::proof::{ProofError, Way, bound, climb, climb_right};

/// Checks that the tree with this head has the leaf hash at the index, counted from 0. The proof
/// has its hashes from the leaf to the root, exactly as many as the index and the size ask for.
///
/// # Errors
///
/// What is wrong with the proof; the leaf is then not shown to be in the tree.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    head: &TreeHead,
    proof: &[Hash],
) -> Result<(), ProofError> {
    bound(head.size)?;
    let outside = ProofError::Index { index, size: head.size };
    let last = head.size.checked_sub(1).filter(|last| index <= *last).ok_or(outside)?;
    let way = Way::new(index, last);
    let wrong = ProofError::Length { expected: way.len(), found: proof.len() };
    if proof.len() != way.len() {
        return Err(wrong);
    }
    let (inner, border) = proof.split_at_checked(way.inner as usize).ok_or(wrong)?;
    let root = climb_right(climb(*leaf, index, inner), border);
    if root == head.root { Ok(()) } else { Err(ProofError::Root) }
}
