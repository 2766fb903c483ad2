//! The attack on published tables: what it must find, and what it must let pass.

use disclosure::attack::{Bounds, audit, infer};
use disclosure::{Breach, Refusal, Rules, protect};
use statistics::Figure::{Published, Withheld};
use statistics::{Dimension, Figure, PublishedRow, PublishedTable};

use crate::support::{code, family, lists, month};

const HIDDEN: Figure = Withheld { lower: 1, upper: Some(1) };

fn table(dimension: Dimension, total: Figure, figures: &[Figure]) -> PublishedTable {
    let [categories, ..] = lists([figures.len(), 1, 1, 1]);
    let rows = categories
        .into_iter()
        .zip(figures)
        .map(|(category, figure)| PublishedRow {
            code: category.code,
            name: category.name,
            figure: *figure,
        })
        .collect();
    PublishedTable::new(dimension, month(), 5, total, rows).expect("a table")
}

fn districts(total: u64, figures: &[Figure]) -> PublishedTable {
    table(Dimension::District, Published(total), figures)
}

fn between(lower: u64, upper: u64) -> Figure {
    Withheld { lower, upper: Some(upper) }
}

fn narrow(place: usize, lower: u64, upper: u64) -> Result<(), Breach> {
    Err(Breach::Narrow {
        dimension: Dimension::District,
        code: Some(code(&format!("d{place}"))),
        known: Bounds { lower, upper: Some(upper) },
    })
}

#[test]
fn a_threshold_alone_is_broken_by_subtraction() {
    // "9 = 6 + fewer than 5" is 3.
    let tables = [districts(9, &[Published(6), between(1, 4)])];
    assert_eq!(infer(&tables).expect("it has solutions").tables[0][1].lower, 3);
    assert_eq!(audit(&tables), narrow(1, 3, 3));
}

#[test]
fn two_cells_with_a_tiny_sum_are_broken() {
    assert_eq!(
        audit(&[districts(23, &[Published(20), between(1, 2), between(1, 2)])]),
        narrow(1, 1, 2)
    );
    assert_eq!(
        audit(&[districts(25, &[Published(20), between(1, 4), between(1, 4)])]),
        narrow(1, 1, 4)
    );
    // Every one of them is 1.
    assert_eq!(audit(&[districts(23, &[Published(20), HIDDEN, HIDDEN, HIDDEN])]), narrow(1, 1, 1));
    // One more and nothing is known to be small.
    assert_eq!(audit(&[districts(26, &[Published(20), between(1, 5), between(1, 5)])]), Ok(()));
}

#[test]
fn a_table_that_is_whole_gives_the_total_of_the_others() {
    let total = Withheld { lower: 20, upper: None };
    let whole = table(Dimension::Outcome, total, &[Published(15), Published(8)]);
    let other =
        table(Dimension::District, total, &[Published(20), Withheld { lower: 1, upper: None }]);
    let known = infer(&[other.clone(), whole.clone()]);
    assert_eq!(known, Err(Breach::Partial));
    assert_eq!(audit(&[other, whole]), Err(Breach::Partial));
}

#[test]
fn intervals_have_to_be_the_exact_ones() {
    let code = Some(code("d1"));
    let known = Bounds { lower: 1, upper: Some(9) };
    for wrong in [between(1, 8), between(1, 10), between(0, 9), Withheld { lower: 1, upper: None }]
    {
        assert_eq!(
            audit(&[districts(30, &[Published(20), wrong, wrong])]),
            Err(Breach::Untrue { dimension: Dimension::District, code: code.clone(), known })
        );
    }
    assert_eq!(audit(&[districts(30, &[Published(20), between(1, 9), between(1, 9)])]), Ok(()));
}

#[test]
fn small_figures_must_not_be_published() {
    for small in 1..5 {
        let tables = [districts(20 + small, &[Published(20), Published(small)])];
        let (dimension, code) = (Dimension::District, Some(code("d1")));
        assert_eq!(audit(&tables), Err(Breach::Small { dimension, code }));
    }
    for small in 2..5 {
        let tables = [districts(small, &[between(1, small), between(1, small)])];
        let dimension = Dimension::District;
        assert_eq!(audit(&tables), Err(Breach::Small { dimension, code: None }));
    }
    assert_eq!(audit(&[districts(25, &[Published(20), Published(5), Published(0)])]), Ok(()));
}

#[test]
fn tables_that_do_not_belong_together_are_no_release() {
    assert_eq!(audit(&[]), Err(Breach::Apart));
    let one = districts(25, &[Published(20), Published(5)]);
    assert_eq!(audit(&[one.clone(), one.clone()]), Err(Breach::Apart));
    let other = table(Dimension::Outcome, Published(26), &[Published(20), Published(6)]);
    assert_eq!(audit(&[one.clone(), other]), Err(Breach::Apart));
    let wrong = districts(26, &[Published(20), Published(5)]);
    assert_eq!(audit(&[wrong]), Err(Breach::Contradiction));
    let wrong = districts(26, &[Published(20), Published(20), between(1, 5)]);
    assert_eq!(audit(&[wrong]), Err(Breach::Contradiction));
    // Six withheld cells cannot share 5 when each is at least 1.
    let wrong = districts(25, &[Published(20), HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN]);
    assert_eq!(audit(&[wrong]), Err(Breach::Contradiction));
}

#[test]
fn a_withheld_month_is_withheld_altogether() {
    let total = Withheld { lower: 1, upper: None };
    let open = Withheld { lower: 0, upper: None };
    let one = table(Dimension::District, total, &[open, open]);
    let other = table(Dimension::Outcome, total, &[open, open, open]);
    assert_eq!(audit(&[one.clone(), other.clone()]), Ok(()));
    let zero = table(Dimension::Outcome, total, &[open, open, Published(0)]);
    assert_eq!(audit(&[one.clone(), zero]), Err(Breach::Partial));
    let telling = table(Dimension::Outcome, total, &[open, total, open]);
    assert_eq!(
        audit(&[one, telling]),
        Err(Breach::Untrue {
            dimension: Dimension::Outcome,
            code: Some(code("d1")),
            known: Bounds { lower: 0, upper: None },
        })
    );
}

#[test]
fn cities_whose_withheld_months_would_tell_why_are_refused() {
    let rules = Rules::default();
    assert_eq!(protect(&family([3, 1, 1, 1], &[]), &rules), Err(Refusal::FewCategories));
    assert_eq!(protect(&family([1, 1, 1, 1], &[]), &rules), Err(Refusal::FewCategories));
    assert!(protect(&family([2, 1, 1, 2], &[]), &rules).is_ok());
}

#[test]
fn thresholds_that_protect_nobody_are_refused() {
    for threshold in [0, 1, 2, 1_001, u64::MAX] {
        assert_eq!(Rules::new(threshold), Err(Refusal::Threshold { threshold }));
    }
    assert_eq!(Rules::new(5), Ok(Rules::default()));
}
