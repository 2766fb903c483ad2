//! Proofs and lookups: of all that can be made of a right one, only the right one is accepted; and
//! no number makes them panic.
#![no_main]

use fuzz::tree::{altered, head, leaf, served};
use tlog::{
    Hash, Lookup, TreeHead, prove_consistency, prove_inclusion, verify_consistency,
    verify_inclusion,
};

libfuzzer_sys::fuzz_target!(|input: (u16, u16, u64, u64, &[u8])| {
    let (index, size, far, farther, edits) = input;
    let size = u64::from(size) % fuzz::tree::SIZE + 1;
    let (index, newest) = (u64::from(index) % size, head(size));

    let right = prove_inclusion(index, size, &*fuzz::tree::TILES).expect("every tile is there");
    let wrong = altered(&right, edits);
    let verified = verify_inclusion(&leaf(index), index, &newest, &wrong);
    assert_eq!(verified.is_ok(), wrong == right);

    let older = head(index + 1);
    let right = prove_consistency(index + 1, size, &*fuzz::tree::TILES).expect("they are there");
    let wrong = altered(&right, edits);
    assert_eq!(verify_consistency(&older, &newest, &wrong).is_ok(), wrong == right);

    let lookup = Lookup::new(index, newest).expect("a place of the tree");
    let right = served(&lookup);
    let mut wrong = right.clone();
    for (edit, (_, bytes)) in edits.chunks(4).zip(&mut wrong) {
        let at = usize::from(u16::from_be_bytes([edit[0], *edit.get(1).unwrap_or(&0)]));
        let Some(byte) = bytes.get_mut(at) else { continue };
        *byte ^= edit.get(2).unwrap_or(&0);
    }
    let found = lookup.find(&leaf(index), &wrong);
    assert!(if wrong == right { found == Ok(true) } else { found.is_err() });

    let root = Hash::of_leaf(edits);
    let [old, new] = [far, farther].map(|size| TreeHead { size, root });
    assert!(verify_inclusion(&root, far, &new, &wrong_length(edits)).is_err() || farther == 1);
    assert!(verify_consistency(&old, &new, &wrong_length(edits)).is_err() || far == farther);
    let asked = Lookup::new(far, new).map_or(0, |lookup| lookup.tiles().len());
    assert!(asked <= 8 + 7 + 8);
});

/// Any number of hashes that prove nothing.
fn wrong_length(edits: &[u8]) -> Vec<Hash> {
    edits.iter().map(|edit| Hash::of_leaf(&[*edit])).collect()
}
