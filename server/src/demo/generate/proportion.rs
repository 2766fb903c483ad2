//! The proportions of the made-up data. They follow what cities report about their commissions,
//! where they report it, and are guesses where they do not; none is about a real case.

use super::chance::Chance;

/// Cases a month, before the month's own share.
const CASES_A_MONTH: u64 = 350;

/// How busy each month is, in hundredths, from Farvardin on; Farvardin has the Nowruz holidays.
const MONTHS: [u64; 12] = [41, 97, 91, 123, 98, 91, 105, 105, 100, 95, 100, 80];

/// Files that reach a first sitting in a month of the year, 1 to 12.
pub(super) fn cases(chance: &mut Chance, month: u8) -> u64 {
    let share = MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or(100);
    let mean = MONTHS.iter().sum::<u64>() / 12;
    chance.count(CASES_A_MONTH * share / mean)
}

/// How many of a hundred cases come from a district.
pub(super) fn district_weight(code: &str) -> u64 {
    match code {
        "1" | "2" | "3" | "5" => 13,
        "4" => 17,
        "6" => 8,
        "7" | "10" => 9,
        "8" => 5,
        "9" => 1,
        _ => 10,
    }
}

/// How many of a thousand violations of a district are of each kind; districts differ.
pub(super) fn kinds(district: &str) -> Vec<(&'static str, u64)> {
    KINDS
        .iter()
        .map(|&(kind, share)| {
            let percent = match (kind, district) {
                ("no_permit", "10") => 220,
                ("no_permit", "3" | "6") => 160,
                ("no_permit", "2") => 50,
                ("change_of_use" | "excess_nonresidential", "8") => 250,
                ("excess_nonresidential", "7") => 150,
                ("no_parking" | "excess_residential", "2" | "5") => 140,
                _ => 100,
            };
            (kind, share * percent / 100)
        })
        .collect()
}

const KINDS: [(&str, u64); 13] = [
    ("excess_residential", 280),
    ("excess_density", 30),
    ("no_permit", 260),
    ("change_of_use", 120),
    ("no_parking", 90),
    ("contrary_to_permit", 70),
    ("excess_nonresidential", 50),
    ("encroachment", 30),
    ("unsound_structure", 20),
    ("technical_health", 10),
    ("overlooking", 20),
    ("facade", 10),
    ("setback_overreach", 10),
];

/// How many of a hundred rulings of first instance about a kind of violation have each outcome.
pub(super) const fn outcomes(kind: &str) -> &'static [(&'static str, u64)] {
    match kind.as_bytes() {
        b"excess_residential" | b"excess_density" => &[
            ("demolition_partial", 22),
            ("demolition_full", 4),
            ("fine", 62),
            ("conform_to_permit", 6),
            ("retain", 4),
            ("no_violation", 2),
        ],
        b"excess_nonresidential" => &[
            ("demolition_partial", 24),
            ("demolition_full", 6),
            ("fine", 56),
            ("closure", 4),
            ("conform_to_permit", 5),
            ("retain", 3),
            ("no_violation", 2),
        ],
        b"no_permit" => &[
            ("demolition_full", 30),
            ("demolition_partial", 17),
            ("fine", 41),
            ("restore_use", 1),
            ("strengthen", 6),
            ("retain", 2),
            ("no_violation", 2),
            ("out_of_scope", 1),
        ],
        b"change_of_use" => &[
            ("demolition_partial", 3),
            ("fine", 6),
            ("closure", 62),
            ("restore_use", 16),
            ("conform_to_permit", 5),
            ("refer_elsewhere", 1),
            ("no_violation", 7),
        ],
        b"no_parking" => &[
            ("demolition_partial", 6),
            ("fine_parking", 74),
            ("restore_use", 8),
            ("conform_to_permit", 8),
            ("no_violation", 4),
        ],
        b"contrary_to_permit" => &[
            ("demolition_partial", 18),
            ("fine", 40),
            ("restore_use", 2),
            ("conform_to_permit", 32),
            ("retain", 5),
            ("no_violation", 3),
        ],
        b"encroachment" | b"setback_overreach" => &[
            ("demolition_partial", 52),
            ("set_back", 23),
            ("remove_encroachment", 20),
            ("no_violation", 5),
        ],
        b"unsound_structure" | b"technical_health" => &[
            ("demolition_full", 20),
            ("demolition_partial", 18),
            ("fine", 4),
            ("restore_use", 2),
            ("strengthen", 50),
            ("retain", 4),
            ("no_violation", 1),
            ("not_competent", 1),
        ],
        b"overlooking" => &[
            ("demolition_partial", 4),
            ("fine", 12),
            ("remove_overlooking", 50),
            ("block_opening", 24),
            ("no_violation", 10),
        ],
        _ => &[
            ("demolition_partial", 4),
            ("fine", 12),
            ("conform_to_permit", 74),
            ("no_violation", 10),
        ],
    }
}

/// How many of a hundred orders are of each kind.
pub(super) const ORDERS: [(&str, u64); 8] = [
    ("expert_assessment", 35),
    ("site_inspection", 20),
    ("structural_check", 15),
    ("complete_documents", 15),
    ("inquiry", 10),
    ("mapping", 3),
    ("undertaking", 1),
    ("await_other", 1),
];

/// How many of a thousand rulings with this outcome meet an objection.
pub(super) fn objections(outcome: &str) -> u64 {
    match outcome {
        "demolition_full" | "demolition_partial" => 650,
        "closure" | "restore_use" => 500,
        "fine" | "fine_parking" => 340,
        // The municipality's own objection.
        "no_violation" | "retain" | "out_of_scope" => 150,
        _ => 280,
    }
}

/// The area of a violation in tenths of a square metre; some kinds have none.
pub(super) fn area(chance: &mut Chance, kind: &str) -> Option<u64> {
    let area = match kind {
        "no_permit" => chance.lognormal(850, 800),
        "excess_residential" | "excess_density" => chance.lognormal(320, 800),
        "excess_nonresidential" => chance.lognormal(280, 1000),
        "change_of_use" => chance.lognormal(400, 800),
        "no_parking" => 250 * (1 + chance.weighted(&[(0, 61), (1, 30), (2, 8), (3, 1)])?),
        "encroachment" | "setback_overreach" => chance.lognormal(80, 800),
        "overlooking" | "facade" => return None,
        // Some violations are recorded with no area at all, and some with an area of zero.
        _ if chance.permille(50) => 0,
        _ => chance.lognormal(200, 800),
    };
    Some(area.min(9_999_999))
}

/// A fine in rials: area × transaction value × the coefficient of the note that governs, rounded
/// to a thousand rials. The transaction values are invented.
pub(super) fn fine(chance: &mut Chance, kind: &str, district: &str, year: i32, area: u64) -> u64 {
    let value = match year {
        ..=1402 => 1_200_000,
        1403 => 1_450_000,
        _ => 1_750_000,
    };
    let place = match district {
        "2" | "5" => 140,
        "1" | "8" => 120,
        "10" => 70,
        "3" | "6" => 80,
        _ => 100,
    };
    let use_group = if kind == "excess_nonresidential" { 250 } else { 100 };
    // Rials a square metre.
    let value = value * place / 100 * use_group / 100 * chance.between(100, 130) / 100;
    // Tenths of a square metre × hundredths of a coefficient.
    let product = match kind {
        "no_permit" if chance.permille(80) => {
            // A building that can command goodwill: a fifth of 10 to 60 times the value.
            area * 20 * chance.between(10, 60)
        }
        "no_permit" if chance.permille(500) => area * 10,
        "no_permit" => area * 6 + area * 4 * note_two(chance),
        "excess_nonresidential" => area * note_three(chance) * 10,
        "no_parking" => area * note_five(chance) * 10,
        _ => area * note_two(chance) * 10,
    };
    let fine = u128::from(product) * u128::from(value) / 1000;
    let rounded = u64::try_from(fine / 1000).unwrap_or_default() * 1000;
    rounded.max(1000)
}

/// Note 2: 0.5 to 3, in tenths.
fn note_two(chance: &mut Chance) -> u64 {
    match chance.below(100) {
        0..25 => 5,
        25..35 => 30,
        _ => chance.beta(5, 30),
    }
}

/// Note 3: 2 to 4, in tenths.
fn note_three(chance: &mut Chance) -> u64 {
    if chance.permille(300) { 20 } else { chance.beta(20, 40) }
}

/// Note 5: 1 to 2, in tenths.
fn note_five(chance: &mut Chance) -> u64 {
    if chance.permille(350) { 10 } else { chance.between(10, 20) }
}
