//! Trust policies: all witnesses together are always enough, and who is enough stays so.
#![no_main]

use tlog::{MAX_MEMBERS, Policy};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Ok(policy) = Policy::parse(input) else { return };
    let names: Vec<&[u8]> = policy.witnesses().map(|one| one.name.as_slice()).collect();
    assert!(names.len() <= MAX_MEMBERS && policy.logs().count() <= MAX_MEMBERS);
    assert!(policy.is_satisfied(names.iter().copied()));
    let mut was_enough = false;
    for count in 0..=names.len() {
        let is_enough = policy.is_satisfied(names.iter().take(count).copied());
        assert!(is_enough || !was_enough);
        was_enough = is_enough;
    }
});
