//! Entries and their bundles.

use proptest::prelude::*;
use tlog::bundle::{encode, parse, prefix};
use tlog::{BundleError, Entry, EntryError, EntryKind, Hash};

#[test]
fn a_bundle_has_its_entries_behind_their_lengths() {
    let entries: [&[u8]; 3] = [b"one", b"", b"three"];
    let bytes = encode(entries.into_iter()).expect("three short entries");
    assert_eq!(bytes, b"\x00\x03one\x00\x00\x00\x05three");
    assert_eq!(parse(&bytes, 3).as_deref(), Ok(&entries[..]));
    assert_eq!(parse(&bytes, 2), Err(BundleError::Trailing { offset: 7 }));
    assert_eq!(parse(&bytes, 4), Err(BundleError::Truncated { entry: 3, offset: 14 }));
    for end in 0..bytes.len() {
        let cut = parse(&bytes[..end], 3);
        assert!(matches!(cut, Err(BundleError::Truncated { .. })), "{end}: {cut:?}");
    }
    assert_eq!(prefix(&bytes, 1), Ok(&bytes[..5]));
    assert_eq!(prefix(&bytes, 2), Ok(&bytes[..7]));
    assert_eq!(prefix(&bytes, 3), Ok(&bytes[..]));
    assert_eq!(prefix(&bytes, 4), Err(BundleError::Truncated { entry: 3, offset: 14 }));
    for width in [0, 257, u16::MAX] {
        assert_eq!(parse(&bytes, width), Err(BundleError::Width { width }));
        assert_eq!(prefix(&bytes, width), Err(BundleError::Width { width }));
    }
}

#[test]
fn a_bundle_has_an_end() {
    let longest = vec![7; 65_535];
    let bytes = encode([longest.as_slice()].into_iter()).expect("the longest entry");
    assert_eq!(parse(&bytes, 1).as_deref(), Ok(&[longest.as_slice()][..]));
    assert_eq!(encode([vec![7; 65_536].as_slice()].into_iter()), None);
    let entry: &[u8] = b"entry";
    assert!(encode((0..256).map(|_| entry)).is_some());
    assert_eq!(encode((0..257).map(|_| entry)), None);
    assert_eq!(encode((0..0).map(|_| entry)), Some(vec![]));
}

#[test]
fn an_entry_is_37_bytes() {
    let entry = Entry { kind: EntryKind::Certificate, sha256: [0xab; 32], day: 20_415 };
    let mut wanted = vec![1];
    wanted.extend([0xab; 32]);
    wanted.extend([0, 0, 0x4f, 0xbf]);
    assert_eq!(entry.to_bytes(), *wanted);
    assert_eq!(entry.leaf(), Hash::of_leaf(&wanted));
    assert_eq!(Entry::parse(&wanted), Ok(entry));
    for length in (0..100).filter(|length| *length != 37) {
        let bytes = vec![1; length];
        assert_eq!(Entry::parse(&bytes), Err(EntryError::Length { found: length }));
    }
    // The same hash as another thing, or of another day, is another leaf.
    let keys = Entry { kind: EntryKind::KeyList, ..entry };
    let later = Entry { day: 20_416, ..entry };
    assert!(keys.leaf() != entry.leaf() && later.leaf() != entry.leaf());
}

#[test]
fn every_kind_has_its_code_and_its_word() {
    for code in 0..=u8::MAX {
        let mut bytes = [0; Entry::LENGTH];
        bytes[0] = code;
        match EntryKind::from_code(code) {
            Some(kind) => {
                assert_eq!(kind.code(), code);
                assert_eq!(EntryKind::ALL[usize::from(code) - 1], kind);
                assert_eq!(Entry::parse(&bytes).expect("a known kind").to_bytes(), bytes);
            }
            None => {
                assert!(!(1..=6).contains(&code));
                assert_eq!(Entry::parse(&bytes), Err(EntryError::Kind { found: code }));
            }
        }
    }
    let words = EntryKind::ALL.map(EntryKind::word);
    assert_eq!(words, ["certificate", "status", "keys", "build", "count", "release"]);
}

proptest! {
    #[test]
    fn bundles_are_read_back(
        entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..50), 1..256),
        more in prop::collection::vec(any::<u8>(), 1..20),
    ) {
        let slices: Vec<&[u8]> = entries.iter().map(Vec::as_slice).collect();
        let bytes = encode(slices.iter().copied()).expect("not too many");
        let width = entries.len() as u16;
        prop_assert_eq!(&parse(&bytes, width).expect("a bundle"), &slices);
        let longer = [bytes.clone(), more].concat();
        let trailing = BundleError::Trailing { offset: bytes.len() };
        prop_assert_eq!(parse(&longer, width), Err(trailing));
        // What a bundle begins with is the bundle of an earlier tree, whatever follows.
        prop_assert_eq!(prefix(&longer, width), Ok(&bytes[..]));
        let fewer = encode(slices.iter().copied().take(slices.len() / 2 + 1)).expect("fewer");
        prop_assert_eq!(prefix(&bytes, width / 2 + 1), Ok(&fewer[..]));
    }

    #[test]
    fn what_is_read_is_written_again(bytes in prop::collection::vec(0_u8..4, 0..60), width in 0_u16..20) {
        if let Ok(entries) = parse(&bytes, width) {
            prop_assert_eq!(encode(entries.into_iter()), Some(bytes));
        }
    }

    #[test]
    fn entries_are_read_back(code in 1_u8..=6, sha256 in any::<[u8; 32]>(), day in any::<i32>()) {
        let kind = EntryKind::from_code(code).expect("a code");
        let entry = Entry { kind, sha256, day };
        prop_assert_eq!(Entry::parse(&entry.to_bytes()), Ok(entry));
    }
}
