//! Pages to look at: a small city, two releases, and a case in every stage.

use calendar::{Day, Month};
use cases::{
    Case, CaseNumber, CaseStatus, City, Code, Decision, DecisionKind, DecisionNumber, Outcome,
    Rials, Tier, Violation,
};
use statistics::{Dimension, Figure, PublishedRow, PublishedTable, ReleaseId};
use storage::log::RunResult;
use storage::portal::{Release, ReleaseSummary};

use super::log;
use crate::page::Page;
use crate::pages::case::{CasePage, FieldError, NotFound};
use crate::pages::log::LogPage;
use crate::pages::problem::Problem;
use crate::pages::verify::VerifyPage;
use crate::site::{Assets, Site};

pub(super) const ORIGIN: &str = "https://example.org";

const CITY: &str = include_str!("city.toml");

/// The releases that pages borrow.
pub(super) struct Releases {
    pub(super) latest: Release,
    previous: Release,
    hidden: Release,
    empty: Release,
    summaries: Vec<ReleaseSummary>,
    logs: Vec<LogPage>,
}

pub(super) fn site() -> Site {
    Site {
        city: City::parse(CITY).unwrap(),
        origin: ORIGIN.to_owned(),
        assets: Assets {
            style: "/pkg/style.css".to_owned(),
            font_arabic: "/pkg/arabic.woff2".to_owned(),
            font_latin: "/pkg/latin.woff2".to_owned(),
            boot: "/pkg/boot.js".to_owned(),
            script: "/pkg/script.js".to_owned(),
            wasm: "/pkg/script.wasm".to_owned(),
            worker: "/pkg/reader.js".to_owned(),
            lookup: "/pkg/lookup.js".to_owned(),
            icon: "/icon.svg".to_owned(),
        },
        keys: String::new(),
        policy: String::new(),
        log_size: Some(12_345),
        build: "0123456789abcdef".to_owned(),
        synthetic: true,
        late: false,
        latest: Some(summary("1404-06")),
    }
}

/// Calls the function with releases: a usual one, the one before, one with everything withheld
/// and one of a month without a ruling.
pub(super) fn with_pages(check: impl FnOnce(Releases)) {
    let shown = Figure::Published;
    let hidden = |upper| Figure::Withheld { lower: 1, upper: Some(upper) };
    check(Releases {
        latest: release("1404-06", shown(120), &[shown(111), hidden(8), hidden(8)]),
        previous: release("1404-05", shown(97), &[shown(40), shown(40), shown(17)]),
        hidden: release(
            "1404-04",
            Figure::Withheld { lower: 3, upper: None },
            &[Figure::Withheld { lower: 1, upper: None }; 3],
        ),
        empty: release("1404-03", shown(0), &[shown(0), shown(0), shown(0)]),
        summaries: ["1404-06", "1404-05", "1404-04", "1404-03"].map(summary).to_vec(),
        logs: vec![
            LogPage::default(),
            log::alone(),
            log::easy(),
            log::page(1),
            log::page(2),
            LogPage { last_run: Some(log::run(RunResult::Lie)), ..log::page(2) },
        ],
    });
}

/// Every page in every state, with its path behind the language.
pub(super) fn every_page(releases: &Releases) -> Vec<(String, Page<'_>)> {
    let mut pages = vec![
        ("/", Page::Home { latest: None, previous: None }),
        ("/", Page::Home { latest: Some(&releases.latest), previous: Some(&releases.previous) }),
        ("/", Page::Home { latest: Some(&releases.previous), previous: Some(&releases.latest) }),
        ("/", Page::Home { latest: Some(&releases.hidden), previous: None }),
        ("/figures", Page::Figures { releases: &[] }),
        ("/figures", Page::Figures { releases: &releases.summaries }),
        ("/verify", Page::Verify(VerifyPage::default())),
        ("/about", Page::About),
        ("/nowhere", Page::NotFound),
    ]
    .into_iter()
    .map(|(path, page)| (path.to_owned(), page))
    .collect::<Vec<_>>();
    for release in [&releases.latest, &releases.previous, &releases.hidden, &releases.empty] {
        let path = format!("/figures/{}", release.summary.id);
        for dimension in Dimension::ALL {
            pages
                .push((format!("{path}/{}", dimension.code()), Page::Table { release, dimension }));
        }
        pages.push((path, Page::Release(release)));
    }
    pages.extend(releases.logs.iter().map(|page| ("/log".to_owned(), Page::Log(page))));
    pages.extend(case_pages().into_iter().map(|page| ("/case".to_owned(), Page::Case(page))));
    for problem in [
        Problem::Unavailable,
        Problem::TooMany,
        Problem::Malformed,
        Problem::TooLarge,
        Problem::Internal,
    ] {
        pages.push(("/case".to_owned(), Page::Problem(problem)));
    }
    pages
}

/// Pages with text in them that would break out of an attribute or an element.
pub(super) fn pages_with_hostile_text() -> Vec<Page<'static>> {
    let entered = CasePage {
        number: "\" onfocus=\"alert(1)".to_owned(),
        number_error: Some(FieldError::Malformed),
        ..CasePage::default()
    };
    let case = case("<img src=x onerror=alert(1)>");
    let status = CaseStatus::of(&case, &[], &[], &[], day("1404-06-20"));
    let found = CasePage { result: Some(Ok(status)), ..CasePage::default() };
    vec![Page::Case(entered), Page::Case(found)]
}

pub(super) fn not_found_case(number: &str) -> Page<'static> {
    let number = number.to_owned();
    Page::Case(CasePage { number, result: Some(Err(NotFound)), ..CasePage::default() })
}

/// A case whose only decision is an order that is due after today.
pub(super) fn order_pending() -> CasePage {
    let mut order = decision(DecisionKind::Order, Tier::FirstInstance);
    order.due_on = Some(day("1404-07-10"));
    answer(order, "expert_assessment", None, "1404-06-20")
}

/// A case whose ruling is final, as of a day.
pub(super) fn final_ruling(notified_on: Option<&str>, today: &str) -> CasePage {
    let mut ruled = decision(DecisionKind::Ruling, Tier::FirstInstance);
    ruled.notified_on = notified_on.map(day);
    ruled.final_on = Some(day("1404-06-30"));
    answer(ruled, "fine", Some(Rials::from_number(72_000_000).unwrap()), today)
}

/// A case with four violations: three are fined and one is to be torn down.
pub(super) fn four_violations() -> CasePage {
    let case = case("3-1404-00217");
    let mut ruled = decision(DecisionKind::Ruling, Tier::FirstInstance);
    ruled.notified_on = Some(day("1404-06-15"));
    let violation = |number| Violation {
        case: case.number.clone(),
        number,
        kind: code(if number == 1 { "no_permit" } else { "excess_residential" }),
        area: None,
    };
    let outcome = |number| Outcome {
        case: case.number.clone(),
        decision: ruled.number.clone(),
        violation: number,
        outcome: code(if number == 1 { "demolition_full" } else { "fine" }),
        amount: (number > 1).then(|| Rials::from_number(72_000_000).unwrap()),
    };
    let status = CaseStatus::of(
        &case,
        &[1, 2, 3, 4].map(violation),
        &[ruled.clone()],
        &[1, 2, 3, 4].map(outcome),
        day("1404-06-20"),
    );
    CasePage { number: String::new(), result: Some(Ok(status)), ..CasePage::default() }
}

fn case_pages() -> Vec<CasePage> {
    let mut pages = vec![CasePage::default(), order_pending(), four_violations()];
    for error in [FieldError::Missing, FieldError::Malformed] {
        pages.push(CasePage {
            number: "۳-۱۴۰۴".to_owned(),
            number_error: Some(error),
            code_error: Some(error),
            result: None,
        });
    }
    pages.push(CasePage { result: Some(Err(NotFound)), ..CasePage::default() });
    let examined = CaseStatus::of(&case("3-1404-00217"), &[], &[], &[], day("1404-06-20"));
    pages.push(CasePage { result: Some(Ok(examined)), ..CasePage::default() });

    let fine = Rials::from_number(72_000_000).unwrap();
    let ruled = decision(DecisionKind::Ruling, Tier::FirstInstance);
    let mut notified = ruled.clone();
    notified.notified_on = Some(day("1404-06-15"));
    let mut appealed = decision(DecisionKind::Order, Tier::Appeal);
    appealed.due_on = Some(day("1404-07-10"));
    for (decision, outcome, today) in [
        (ruled, "fine", "1404-06-14"),
        (notified.clone(), "fine", "1404-06-20"),
        (notified, "fine", "1404-08-20"),
        (appealed, "expert_assessment", "1404-06-20"),
    ] {
        let amount = (decision.kind == DecisionKind::Ruling).then_some(fine);
        pages.push(answer(decision, outcome, amount, today));
    }
    for (notified_on, today) in [
        (Some("1404-06-15"), "1404-08-20"),
        (Some("1404-06-15"), "1406-01-01"),
        (None, "1404-08-20"),
    ] {
        pages.push(final_ruling(notified_on, today));
    }
    pages
}

fn answer(decision: Decision, outcome: &str, amount: Option<Rials>, today: &str) -> CasePage {
    let case = case("3-1404-00217");
    let violation =
        Violation { case: case.number.clone(), number: 1, kind: code("no_permit"), area: None };
    let outcome = Outcome {
        case: case.number.clone(),
        decision: decision.number.clone(),
        violation: 1,
        outcome: code(outcome),
        amount,
    };
    let status = CaseStatus::of(&case, &[violation], &[decision], &[outcome], day(today));
    CasePage { number: String::new(), result: Some(Ok(status)), ..CasePage::default() }
}

fn case(number: &str) -> Case {
    Case {
        number: CaseNumber::parse(number).unwrap(),
        district: code("4"),
        detected_on: Some(day("1404-05-01")),
        renovation_code: None,
        address: None,
    }
}

fn decision(kind: DecisionKind, tier: Tier) -> Decision {
    Decision {
        case: CaseNumber::parse("3-1404-00217").unwrap(),
        number: DecisionNumber::parse("A100-04-001234").unwrap(),
        kind,
        tier,
        commission: code("1"),
        decided_on: day("1404-06-12"),
        notified_on: None,
        final_on: None,
        due_on: None,
        text_sha256: None,
    }
}

fn summary(id: &str) -> ReleaseSummary {
    let month = Month::parse(id).unwrap();
    ReleaseSummary {
        id: ReleaseId::of(month),
        month,
        published_on: month.last_day().plus_days(10).unwrap(),
        root: [0xAB; 32],
    }
}

fn release(id: &str, total: Figure, figures: &[Figure; 3]) -> Release {
    let city = City::parse(CITY).unwrap();
    let summary = summary(id);
    let tables = Dimension::ALL
        .map(|dimension| {
            let list = match dimension {
                Dimension::District => &city.districts,
                Dimension::Commission => &city.commissions,
                Dimension::Violation => &city.violations,
                Dimension::Outcome => &city.outcomes,
            };
            let rows = list
                .iter()
                .zip(figures)
                .map(|(entry, figure)| PublishedRow {
                    code: entry.code.clone(),
                    name: entry.name.clone(),
                    figure: *figure,
                })
                .collect();
            PublishedTable::new(dimension, summary.month, 5, total, rows).unwrap()
        })
        .to_vec();
    let sum = "ab".repeat(32);
    let manifest =
        Dimension::ALL.map(|dimension| format!("{sum}  {}.csv\n", dimension.code())).concat();
    Release { summary, manifest, tables }
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}
