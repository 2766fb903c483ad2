//! Reading one row, with everything that is wrong with it.

use std::borrow::Cow;

use calendar::{Day, ParseError};

use crate::contract::{Field, Fields, Problem, Reason};
use crate::quantity::whole;
use crate::{
    Address, Area, Case, CaseNumber, City, Code, Decision, DecisionKind, DecisionNumber, List,
    Malformed, Outcome, RenovationCode, Rials, Tier, Violation, fold_digits,
};

/// The largest number of a violation in its case.
const VIOLATION_LIMIT: u64 = 9999;

/// One decision about one violation of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The case.
    pub case: Case,
    /// The violation.
    pub violation: Violation,
    /// The decision.
    pub decision: Decision,
    /// What the decision says about the violation.
    pub outcome: Outcome,
}

impl Row {
    /// The row in canonical form: dates in ISO form, digits in ASCII. [`parse_row`] reads it back.
    pub fn to_fields(&self) -> Fields<'static> {
        let mut fields = Fields::new();
        let mut set = |field, value: Option<String>| fields.set(field, value.unwrap_or_default());
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        let Self { case, violation, decision, outcome } = self;
        set(Field::CaseNo, Some(case.number.to_string()));
        set(Field::District, Some(case.district.to_string()));
        set(Field::DetectedOn, day(case.detected_on));
        set(Field::RenovationCode, case.renovation_code.as_ref().map(ToString::to_string));
        set(Field::Address, case.address.as_ref().map(ToString::to_string));
        set(Field::ViolationNo, Some(violation.number.to_string()));
        set(Field::Violation, Some(violation.kind.to_string()));
        set(Field::AreaM2, violation.area.map(|area| area.to_string()));
        set(Field::DecisionNo, Some(decision.number.to_string()));
        set(Field::Decision, Some(decision.kind.to_string()));
        set(Field::Tier, Some(decision.tier.to_string()));
        set(Field::Commission, Some(decision.commission.to_string()));
        set(Field::Outcome, Some(outcome.outcome.to_string()));
        set(Field::DecidedOn, day(Some(decision.decided_on)));
        set(Field::NotifiedOn, day(decision.notified_on));
        set(Field::FinalOn, day(decision.final_on));
        set(Field::DueOn, day(decision.due_on));
        set(Field::AmountRials, outcome.amount.map(|amount| amount.to_string()));
        set(Field::TextSha256, decision.text_sha256.map(|sum| hexadecimal(&sum)));
        fields
    }
}

/// Reads a row, or says everything that is wrong with it, in the order of the contract's fields.
///
/// Digits of any family are accepted, in dates, numbers and identifiers; nothing else is
/// repaired. Nothing may be dated after `today`, except the day until which an order is to be
/// done.
pub fn parse_row(fields: &Fields<'_>, city: &City, today: Day) -> Result<Row, Vec<Problem>> {
    let mut reader = Reader { fields, city, today, problems: Vec::new() };
    let row = reader.row();
    let mut problems = reader.problems;
    match row {
        Some(row) if problems.is_empty() => Ok(row),
        _ => {
            problems.sort_by_key(|problem| problem.field);
            Err(problems)
        }
    }
}

struct Reader<'a> {
    fields: &'a Fields<'a>,
    city: &'a City,
    today: Day,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// Reads every field before it gives up, so that all problems are found at once.
    fn row(&mut self) -> Option<Row> {
        let number = self.required(Field::CaseNo, folded(CaseNumber::parse));
        let district = self.listed(Field::District, List::Districts);
        let detected_on = self.past_day(Field::DetectedOn);
        let renovation_code = self.optional(Field::RenovationCode, folded(RenovationCode::parse));
        let address = self.optional(Field::Address, plain(Address::parse));
        let violation_no = self.required(Field::ViolationNo, violation_number);
        let kind_of_violation = self.listed(Field::Violation, List::Violations);
        let area = self.optional(Field::AreaM2, folded(Area::parse));
        let decision_no = self.required(Field::DecisionNo, folded(DecisionNumber::parse));
        let kind = self.required(Field::Decision, |text| {
            DecisionKind::from_code(text).ok_or(Reason::NotADecision)
        });
        let tier = self.required(Field::Tier, |text| Tier::from_code(text).ok_or(Reason::NotATier));
        let commission = self.listed(Field::Commission, List::Commissions);
        let outcome = self.outcome(kind);
        let decided_on = self.required(Field::DecidedOn, date);
        self.not_after_today(Field::DecidedOn, decided_on);
        let notified_on = self.past_day(Field::NotifiedOn);
        let final_on = self.past_day(Field::FinalOn);
        let due_on = self.optional(Field::DueOn, date);
        let amount = self.optional(Field::AmountRials, folded(Rials::parse));
        let text_sha256 = self.optional(Field::TextSha256, sha256);

        self.not_before(Field::DecidedOn, decided_on, Field::DetectedOn, detected_on);
        for (field, day) in
            [(Field::NotifiedOn, notified_on), (Field::FinalOn, final_on), (Field::DueOn, due_on)]
        {
            self.not_before(field, day, Field::DecidedOn, decided_on);
        }
        self.belongs_to(kind, outcome.as_ref());

        let number = number?;
        let decision_no = decision_no?;
        let violation_no = violation_no?;
        Some(Row {
            case: Case {
                number: number.clone(),
                district: district?,
                detected_on,
                renovation_code,
                address,
            },
            violation: Violation {
                case: number.clone(),
                number: violation_no,
                kind: kind_of_violation?,
                area,
            },
            decision: Decision {
                case: number.clone(),
                number: decision_no.clone(),
                kind: kind?,
                tier: tier?,
                commission: commission?,
                decided_on: decided_on?,
                notified_on,
                final_on,
                due_on,
                text_sha256,
            },
            outcome: Outcome {
                case: number,
                decision: decision_no,
                violation: violation_no,
                outcome: outcome?,
                amount,
            },
        })
    }

    fn problem(&mut self, field: Field, reason: Reason) {
        self.problems.push(Problem::new(field, self.fields.value(field), reason));
    }

    fn optional<T>(
        &mut self,
        field: Field,
        parse: impl Fn(&str) -> Result<T, Reason>,
    ) -> Option<T> {
        match self.fields.value(field) {
            "" => None,
            text => parse(text).map_err(|reason| self.problem(field, reason)).ok(),
        }
    }

    fn required<T>(
        &mut self,
        field: Field,
        parse: impl Fn(&str) -> Result<T, Reason>,
    ) -> Option<T> {
        if self.fields.value(field).is_empty() {
            self.problem(field, Reason::Missing);
        }
        self.optional(field, parse)
    }

    fn listed(&mut self, field: Field, list: List) -> Option<Code> {
        let city = self.city;
        self.required(field, |text| {
            let entry = city.entry(list, &fold_digits(text));
            entry.map(|entry| entry.code.clone()).ok_or(Reason::NotInList { list })
        })
    }

    /// The list of outcomes depends on the kind of decision; without one, none can be named.
    fn outcome(&mut self, kind: Option<DecisionKind>) -> Option<Code> {
        match kind {
            Some(DecisionKind::Ruling) => self.listed(Field::Outcome, List::Outcomes),
            Some(DecisionKind::Order) => self.listed(Field::Outcome, List::Orders),
            None => self.required(Field::Outcome, plain(Code::parse)),
        }
    }

    fn past_day(&mut self, field: Field) -> Option<Day> {
        let day = self.optional(field, date);
        self.not_after_today(field, day);
        day
    }

    fn not_after_today(&mut self, field: Field, day: Option<Day>) {
        if day > Some(self.today) {
            self.problem(field, Reason::Future { today: self.today });
        }
    }

    fn not_before(
        &mut self,
        field: Field,
        day: Option<Day>,
        earlier_field: Field,
        earlier: Option<Day>,
    ) {
        if let (Some(day), Some(earlier)) = (day, earlier)
            && day < earlier
        {
            self.problem(field, Reason::Before { field: earlier_field, day: earlier });
        }
    }

    /// An order is never final and fines nobody; only an order is to be done until a day; only a
    /// fine has an amount.
    fn belongs_to(&mut self, kind: Option<DecisionKind>, outcome: Option<&Code>) {
        let has = |field| !self.fields.value(field).is_empty();
        let (has_final, has_due, has_amount) =
            (has(Field::FinalOn), has(Field::DueOn), has(Field::AmountRials));
        match kind {
            Some(DecisionKind::Order) => {
                if has_final {
                    self.problem(Field::FinalOn, Reason::NotOfAnOrder);
                }
                if has_amount {
                    self.problem(Field::AmountRials, Reason::NotOfAnOrder);
                }
            }
            Some(DecisionKind::Ruling) => {
                if has_due {
                    self.problem(Field::DueOn, Reason::NotOfARuling);
                }
                let entry =
                    outcome.and_then(|outcome| self.city.entry(List::Outcomes, outcome.as_str()));
                if has_amount && entry.is_some_and(|entry| !entry.fine) {
                    self.problem(Field::AmountRials, Reason::NotAFine);
                }
            }
            None => {}
        }
    }
}

fn plain<T>(parse: fn(&str) -> Result<T, Malformed>) -> impl Fn(&str) -> Result<T, Reason> {
    move |text| parse(text).map_err(Reason::Malformed)
}

fn folded<T>(parse: fn(&str) -> Result<T, Malformed>) -> impl Fn(&str) -> Result<T, Reason> {
    move |text| parse(&fold_digits(text)).map_err(Reason::Malformed)
}

fn date(text: &str) -> Result<Day, Reason> {
    let text: Cow<'_, str> = fold_digits(text);
    Day::parse(&text).map_err(|ParseError { kind, .. }| Reason::Date(kind))
}

fn violation_number(text: &str) -> Result<u16, Reason> {
    let beyond = Malformed::Range { limit: VIOLATION_LIMIT };
    match whole(&fold_digits(text), VIOLATION_LIMIT).map_err(Reason::Malformed)? {
        0 => Err(Reason::Zero),
        number => u16::try_from(number).map_err(|_| Reason::Malformed(beyond)),
    }
}

fn sha256(text: &str) -> Result<[u8; 32], Reason> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Ok(byte - b'0'),
        b'a'..=b'f' => Ok(byte - b'a' + 10),
        _ => Err(Reason::Sha256),
    };
    if text.len() != 64 {
        return Err(Reason::Sha256);
    }
    let mut sum = [0; 32];
    for (place, pair) in sum.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        for &byte in pair {
            *place = *place << 4 | digit(byte)?;
        }
    }
    Ok(sum)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
