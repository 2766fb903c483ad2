//! The way of one made-up case, from the day on which the violation was found.

use calendar::Day;
use calendar::deadline::{Deadline, OBJECTION_DAYS, is_holiday};

use super::chance::Chance;
use super::proportion::{self, ORDERS};

/// A case with everything that will ever be decided in it.
pub(super) struct Story {
    pub(super) district: &'static str,
    pub(super) detected_on: Day,
    pub(super) violations: Vec<Violation>,
    pub(super) decisions: Vec<Decision>,
}

pub(super) struct Violation {
    pub(super) kind: &'static str,
    /// Tenths of a square metre.
    pub(super) area: Option<u64>,
}

pub(super) struct Decision {
    pub(super) kind: &'static str,
    pub(super) tier: &'static str,
    pub(super) commission: &'static str,
    pub(super) decided_on: Day,
    pub(super) notified_on: Option<Day>,
    pub(super) final_on: Option<Day>,
    pub(super) due_on: Option<Day>,
    pub(super) outcomes: Vec<Outcome>,
}

#[derive(Clone, Copy)]
pub(super) struct Outcome {
    /// The place of the violation in the case, from 0.
    pub(super) violation: usize,
    pub(super) outcome: &'static str,
    pub(super) amount: Option<u64>,
}

/// Commissions that rule first, and after a ruling was quashed.
pub(super) const FIRST: [&str; 4] = ["1", "2", "3", "4"];

/// Commissions that hear objections: their members took no part in the first ruling.
pub(super) const APPEAL: [&str; 2] = ["5", "6"];

/// The districts, heaviest first where it matters not.
pub(super) const DISTRICTS: [&str; 10] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

/// Orders in one instance are at most three.
const ORDERS_IN_AN_INSTANCE: usize = 3;

/// Makes a case whose first sitting is on this day; `None` at the ends of the calendar.
pub(super) fn story(chance: &mut Chance, sitting: Day) -> Option<Story> {
    let weights = DISTRICTS.map(|code| (code, proportion::district_weight(code)));
    let district = chance.weighted(&weights)?;
    let before = chance.lognormal(9, 900) + 15 + chance.lognormal(30, 700);
    let detected_on = sitting.plus_days(-i32::try_from(before.min(700)).ok()?)?;
    let mut violations = vec![violation(chance, district)?];
    while violations.len() < 8 && chance.permille(375) {
        violations.push(violation(chance, district)?);
    }
    let mut story = Story { district, detected_on, violations, decisions: Vec::new() };
    story.run(chance, sitting);
    Some(story)
}

fn violation(chance: &mut Chance, district: &str) -> Option<Violation> {
    let kind = chance.weighted(&proportion::kinds(district))?;
    Some(Violation { kind, area: proportion::area(chance, kind) })
}

impl Story {
    /// Runs the case to its end; it stops where an order is never carried out.
    fn run(&mut self, chance: &mut Chance, sitting: Day) -> Option<()> {
        let commission = chance.any(&FIRST)?;
        let first = self.sit(chance, "first_instance", commission, sitting)?;
        let outcomes: Vec<_> =
            (0..self.violations.len()).filter_map(|at| self.outcome(chance, at)).collect();
        let notified_on = later(first, chance.lognormal(14, 900))?;
        let objecting: u64 = outcomes.iter().map(|o| proportion::objections(o.outcome)).sum();
        let count = u64::try_from(outcomes.len()).ok()?.max(1);
        let mut last = outcomes.clone();
        let objected = chance.permille(objecting / count);
        // A ruling that nobody objects to is final when the period of objection is over.
        let final_on = Deadline::after(notified_on, OBJECTION_DAYS)?.last.plus_days(1)?;
        self.rule(
            "first_instance",
            commission,
            first,
            outcomes,
            Dates { notified_on, final_on: (!objected).then_some(final_on) },
        );
        let mut finality = final_on;
        if objected {
            let lodged = notified_on.plus_days(i32::try_from(chance.between(6, 10)).ok()?)?;
            let sitting = later(lodged, chance.lognormal(45, 700))?;
            let commission = chance.any(&APPEAL)?;
            let decided = self.sit(chance, "appeal", commission, sitting)?;
            last = self.reconsidered(chance, &last, 680);
            let notified_on = later(decided, chance.lognormal(14, 900))?;
            self.rule(
                "appeal",
                commission,
                decided,
                last.clone(),
                Dates { notified_on, final_on: Some(decided) },
            );
            finality = notified_on;
        }
        // A complaint to the Court that quashes the ruling brings it before a peer commission.
        if chance.permille(90) {
            let peers: Vec<_> = FIRST.into_iter().filter(|&peer| peer != commission).collect();
            let peer = chance.any(&peers)?;
            let wait = 75 + chance.lognormal(210, 600) + 60;
            let decided = later(finality, wait)?;
            let outcomes = self.reconsidered(chance, &last, 300);
            let notified_on = later(decided, chance.lognormal(14, 900))?;
            self.rule(
                "peer",
                peer,
                decided,
                outcomes,
                Dates { notified_on, final_on: Some(decided) },
            );
            return Some(());
        }
        // A party that refuses to pay is brought before the same commission again.
        let refused: Vec<_> = last
            .into_iter()
            .filter(|outcome| outcome.amount.is_some())
            .filter(|_| chance.permille(600))
            .map(|fine| Outcome { outcome: "demolition_on_refusal", amount: None, ..fine })
            .collect();
        if !refused.is_empty() {
            let wait = chance.lognormal(120, 500) + chance.lognormal(30, 700);
            let decided = later(finality, wait)?;
            let notified_on = later(decided, chance.lognormal(14, 900))?;
            let final_on = Deadline::after(notified_on, OBJECTION_DAYS)?.last.plus_days(1);
            self.rule("refusal", commission, decided, refused, Dates { notified_on, final_on });
        }
        Some(())
    }

    /// Sittings before a ruling: each may end with an order, after which the case comes back.
    /// Answers the day of the ruling; `None` if an order is never carried out.
    fn sit(
        &mut self,
        chance: &mut Chance,
        tier: &'static str,
        commission: &'static str,
        sitting: Day,
    ) -> Option<Day> {
        let mut sitting = working(sitting)?;
        for _ in 0..ORDERS_IN_AN_INSTANCE {
            if !chance.permille(200) {
                break;
            }
            let order = chance.weighted(&ORDERS)?;
            let outcomes = (0..self.violations.len())
                .map(|violation| Outcome { violation, outcome: order, amount: None })
                .collect();
            self.decisions.push(Decision {
                kind: "order",
                tier,
                commission,
                decided_on: sitting,
                notified_on: later(sitting, chance.lognormal(7, 600)),
                final_on: None,
                due_on: later(sitting, chance.lognormal(30, 300)),
                outcomes,
            });
            if chance.permille(120) {
                return None;
            }
            sitting = later(sitting, chance.lognormal(38, 700))?;
        }
        Some(sitting)
    }

    fn rule(
        &mut self,
        tier: &'static str,
        commission: &'static str,
        decided_on: Day,
        outcomes: Vec<Outcome>,
        dates: Dates,
    ) {
        self.decisions.push(Decision {
            kind: "ruling",
            tier,
            commission,
            decided_on,
            notified_on: Some(dates.notified_on),
            final_on: dates.final_on,
            due_on: None,
            outcomes,
        });
    }

    /// An outcome of first instance about the violation at this place.
    fn outcome(&self, chance: &mut Chance, at: usize) -> Option<Outcome> {
        let Violation { kind, area } = self.violations.get(at)?;
        let outcome = chance.weighted(proportion::outcomes(kind))?;
        let year = self.detected_on.jalali().0;
        let amount = outcome
            .starts_with("fine")
            .then(|| proportion::fine(chance, kind, self.district, year, area.unwrap_or(200)));
        Some(Outcome { violation: at, outcome, amount })
    }

    /// The same outcomes after another commission looked at them. So many of a thousand stay;
    /// of the others most get milder and the rest are decided anew.
    fn reconsidered(&self, chance: &mut Chance, last: &[Outcome], stay: u64) -> Vec<Outcome> {
        let mut reconsidered = Vec::with_capacity(last.len());
        for &before in last {
            let now = match (before.outcome, before.amount) {
                _ if chance.permille(stay) => Some(before),
                (_, Some(amount)) if chance.permille(625) => {
                    let milder = amount / 1000 * chance.between(50, 90) / 100 * 1000;
                    Some(Outcome { amount: Some(milder.max(1000)), ..before })
                }
                ("demolition_full" | "demolition_partial", _) if chance.permille(625) => {
                    self.fined(chance, before)
                }
                _ => self.outcome(chance, before.violation),
            };
            reconsidered.extend(now);
        }
        reconsidered
    }

    /// A fine in place of a demolition.
    fn fined(&self, chance: &mut Chance, before: Outcome) -> Option<Outcome> {
        let Violation { kind, area } = self.violations.get(before.violation)?;
        let year = self.detected_on.jalali().0;
        let amount = proportion::fine(chance, kind, self.district, year, area.unwrap_or(200));
        let outcome = if *kind == "no_parking" { "fine_parking" } else { "fine" };
        Some(Outcome { outcome, amount: Some(amount), ..before })
    }
}

struct Dates {
    notified_on: Day,
    final_on: Option<Day>,
}

/// The working day that is so many days later, or the next one.
fn later(day: Day, days: u64) -> Option<Day> {
    working(day.plus_days(i32::try_from(days.max(1)).ok()?)?)
}

/// The day, or the next on which offices are open.
pub(super) fn working(mut day: Day) -> Option<Day> {
    while is_holiday(day) {
        day = day.plus_days(1)?;
    }
    Some(day)
}
