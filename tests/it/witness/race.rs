//! Many submissions at once: what is cosigned is one chain, whatever the order of arrival.

use std::collections::BTreeMap;

use super::log::MadeLog;
use super::service::{Service, make_key};
use crate::support::folder::Folder;

#[test]
fn submissions_at_once_never_roll_back() {
    let folder = Folder::new();
    make_key(&folder);
    let log = MadeLog::new(120);
    let witness = Service::begin(&folder, &[log.vkey()]);
    assert_eq!(witness.add(log.submission(0, 1)).status, 200);
    // Every reader of the protocol's race: two requests that both begin at the same size.
    let accepted: Vec<(u64, u64)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8_u64)
            .map(|thread| {
                let (witness, log) = (&witness, &log);
                scope.spawn(move || {
                    let mut accepted = Vec::new();
                    let mut old = 1;
                    for step in 0..25_u64 {
                        let new = (old + 1 + (thread * 7 + step * 3) % 4).min(log.size());
                        let answer = witness.add(log.submission(old, new));
                        match answer.status {
                            200 => {
                                accepted.push((old, new));
                                old = new;
                            }
                            409 => {
                                let size = answer.text();
                                old = size.trim_end().parse().expect("a size");
                            }
                            status => panic!("status {status}: {}", answer.text()),
                        }
                        if old == log.size() {
                            break;
                        }
                    }
                    accepted
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a thread ends")).collect()
    });
    // From each size one way leads on, and the ways are one chain to where the witness stands.
    let growing: Vec<(u64, u64)> = accepted.into_iter().filter(|(old, new)| old != new).collect();
    let chain: BTreeMap<u64, u64> = growing.iter().copied().collect();
    assert_eq!(chain.len(), growing.len(), "two trees were cosigned from one size: {growing:?}");
    let mut size = 1;
    for _ in 0..growing.len() {
        size = chain[&size];
    }
    assert!(growing.len() > 20, "only {} were cosigned", growing.len());
    let last = witness.add(log.submission(0, log.size()));
    assert_eq!((last.status, last.text()), (409, format!("{size}\n")));
}
