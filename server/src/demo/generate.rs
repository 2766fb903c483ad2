//! Made-up data in the form of the import contract: about nobody, and in the proportions in which
//! cities report about their commissions.

mod chance;
mod proportion;
mod story;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use calendar::{Day, Month};
use cases::contract::{Field, Fields};
use cases::{City, List};

use chance::Chance;
use story::{APPEAL, DISTRICTS, Decision, FIRST, Outcome, Story, Violation};

/// How many months before the first one the city starts to decide, so that objections, refusals
/// and what comes back from the Court are there from the first month on.
const MONTHS_BEFORE: usize = 24;

/// A code that the made-up data need and the city has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingCode {
    /// The list that lacks it.
    pub list: List,
    /// The code.
    pub code: &'static str,
}

impl fmt::Display for MissingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the city's {} lack the code {}", self.list, self.code)
    }
}

impl std::error::Error for MissingCode {}

/// Makes data for the months `from` to `to`: a CSV file of the import contract, about 350 new
/// cases a month.
///
/// A case is in the file if a commission decided anything in it within these months; it is there
/// with its whole history, which may begin before `from`. Nothing is dated after `to`, except
/// the days until which orders are to be done. The same arguments give the same bytes.
pub fn generate(city: &City, seed: u64, from: Month, to: Month) -> Result<String, MissingCode> {
    check(city)?;
    let mut chance = Chance::new(seed);
    let mut stories = Vec::new();
    for month in months(from, to) {
        let days: Vec<Day> = (month.first_day().number()..=month.last_day().number())
            .filter_map(Day::from_number)
            .filter(|&day| story::working(day) == Some(day))
            .collect();
        for _ in 0..proportion::cases(&mut chance, month.number()) {
            if let Some(sitting) = chance.any(&days) {
                stories.extend(story::story(&mut chance, sitting));
            }
        }
    }
    stories.sort_by_key(|story| story.detected_on);
    Ok(write(&mut chance, &stories, from.first_day(), to.last_day()))
}

/// The months from [`MONTHS_BEFORE`] before `from`, as far as the calendar goes, up to `to`.
fn months(from: Month, to: Month) -> impl Iterator<Item = Month> {
    let start = (0..MONTHS_BEFORE).fold(from, |month, _| month.previous().unwrap_or(month));
    std::iter::successors(Some(start), |month| month.next()).take_while(move |&month| month <= to)
}

/// Every code that a story may use is the city's.
fn check(city: &City) -> Result<(), MissingCode> {
    let kinds = proportion::kinds("");
    let kinds = kinds.iter().map(|&(kind, _)| kind);
    let outcomes = kinds.clone().flat_map(|kind| proportion::outcomes(kind).iter().map(|o| o.0));
    let used = (DISTRICTS.into_iter().map(|code| (List::Districts, code)))
        .chain(FIRST.into_iter().chain(APPEAL).map(|code| (List::Commissions, code)))
        .chain(kinds.map(|code| (List::Violations, code)))
        .chain(outcomes.map(|code| (List::Outcomes, code)))
        .chain([(List::Outcomes, "demolition_on_refusal")])
        .chain(proportion::ORDERS.into_iter().map(|(code, _)| (List::Orders, code)));
    for (list, code) in used {
        if city.entry(list, code).is_none() {
            return Err(MissingCode { list, code });
        }
    }
    Ok(())
}

/// Numbers everything in the order of its day, as a registry does, and writes what happened by
/// `end` in cases in which anything was decided since `start`.
fn write(chance: &mut Chance, stories: &[Story], start: Day, end: Day) -> String {
    let numbers = decision_numbers(stories);
    let mut cases: BTreeMap<(&str, i32), u32> = BTreeMap::new();
    let mut properties: BTreeMap<&str, Vec<(String, String)>> = BTreeMap::new();
    let mut text = Field::ALL.map(Field::name).join(",") + "\r\n";
    for (place, story) in stories.iter().enumerate() {
        let year = story.detected_on.jalali().0;
        let count = cases.entry((story.district, year)).or_default();
        *count += 1;
        let case_no = format!("{}-{year}-{count:05}", story.district);
        let (renovation_code, address) =
            property(chance, story.district, properties.entry(story.district).or_default());
        let within = |decision: &&Decision| (start..=end).contains(&decision.decided_on);
        if !story.decisions.iter().any(|decision| within(&decision)) {
            continue;
        }
        for (at, decision) in story.decisions.iter().enumerate() {
            if decision.decided_on > end {
                continue;
            }
            for outcome in &decision.outcomes {
                let mut fields = Fields::new();
                fields.set(Field::CaseNo, case_no.as_str());
                fields.set(Field::District, story.district);
                fields.set(Field::DetectedOn, story.detected_on.to_string());
                fields.set(Field::RenovationCode, renovation_code.as_str());
                fields.set(Field::Address, address.as_str());
                let number = numbers.get(&(place, at)).map_or("", String::as_str);
                fields.set(Field::DecisionNo, number);
                let violation = story.violations.get(outcome.violation);
                set_decision(&mut fields, decision, end);
                set_outcome(&mut fields, outcome, violation);
                push_record(&mut text, &fields);
            }
        }
    }
    text
}

/// The number of every decision, by the place of its story and its place in it. Numbers run
/// through the city and through the year.
fn decision_numbers(stories: &[Story]) -> BTreeMap<(usize, usize), String> {
    let mut all: Vec<(Day, usize, usize)> = Vec::new();
    for (place, story) in stories.iter().enumerate() {
        let decisions = story.decisions.iter().enumerate();
        all.extend(decisions.map(|(at, decision)| (decision.decided_on, place, at)));
    }
    all.sort_unstable();
    let mut counts: BTreeMap<i32, u32> = BTreeMap::new();
    all.into_iter()
        .map(|(day, place, at)| {
            let year = day.jalali().0;
            let count = counts.entry(year).or_default();
            *count += 1;
            ((place, at), format!("A100-{:02}-{count:06}", year % 100))
        })
        .collect()
}

/// A property, or one that had a case before: some owners build without asking more than once.
/// Region 999 does not exist.
fn property(
    chance: &mut Chance,
    district: &str,
    known: &mut Vec<(String, String)>,
) -> (String, String) {
    if chance.permille(120)
        && let Some(again) = usize::try_from(chance.below(1 << 20))
            .ok()
            .and_then(|number| known.get(number.checked_rem(known.len())?))
    {
        return again.clone();
    }
    let number = known.len();
    let street = chance
        .any(&["خیابان نمونه", "بلوار نمونه", "خیابان آزمایش", "کوی نمونه"])
        .unwrap_or_default();
    let alley = persian(chance.between(1, 40));
    let plate = persian(chance.between(1, 150));
    let property = (
        format!("{district}-999-{}-{}-1-0-0", 1 + number / 100, 1 + number % 100),
        format!("{street}، کوچه {alley}، پلاک {plate}"),
    );
    known.push(property.clone());
    property
}

fn persian(number: u64) -> String {
    let digit = |ascii: char| {
        let value = ascii.to_digit(10).unwrap_or_default();
        char::from_u32(u32::from('۰') + value).unwrap_or(ascii)
    };
    number.to_string().chars().map(digit).collect()
}

/// What had happened by `end`.
fn set_decision(fields: &mut Fields<'_>, decision: &Decision, end: Day) {
    let day = |day: Day| day.to_string();
    let happened = |at: Option<Day>| at.filter(|&at| at <= end).map(day).unwrap_or_default();
    fields.set(Field::Decision, decision.kind);
    fields.set(Field::Tier, decision.tier);
    fields.set(Field::Commission, decision.commission);
    fields.set(Field::DecidedOn, day(decision.decided_on));
    fields.set(Field::NotifiedOn, happened(decision.notified_on));
    fields.set(Field::FinalOn, happened(decision.final_on));
    fields.set(Field::DueOn, decision.due_on.map(day).unwrap_or_default());
}

fn set_outcome(fields: &mut Fields<'_>, outcome: &Outcome, violation: Option<&Violation>) {
    fields.set(Field::ViolationNo, (outcome.violation + 1).to_string());
    fields.set(Field::Outcome, outcome.outcome);
    fields.set(Field::AmountRials, outcome.amount.map(|a| a.to_string()).unwrap_or_default());
    if let Some(Violation { kind, area }) = violation {
        fields.set(Field::Violation, *kind);
        let metres = |area: u64| format!("{}.{}", area / 10, area % 10);
        fields.set(Field::AreaM2, area.map(metres).unwrap_or_default());
    }
}

fn push_record(text: &mut String, fields: &Fields<'_>) {
    let values = Field::ALL.map(|field| quoted(fields.value(field)));
    text.push_str(&values.join(","));
    text.push_str("\r\n");
}

/// The value as CSV writes it.
fn quoted(value: &str) -> Cow<'_, str> {
    if value.contains([',', '"', '\r', '\n']) {
        Cow::Owned(format!("\"{}\"", value.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(value)
    }
}
