//! Takes imported case files in: all or none, and nothing that was there is lost.

use std::collections::BTreeMap;

use async_trait::async_trait;
use calendar::Day;
use cases::{Case, Decision, DecisionNumber, Outcome, Violation};
use serde_json::json;
use storage::Error;
use storage::registry::{CaseFile, Imported, Intake, Source};

use super::{Registry, case_file};
use crate::failure::Failure;
use crate::session::{Session, Work};
use crate::statement::{
    INSERT_CASE, INSERT_DECISION, INSERT_IMPORT, INSERT_OUTCOME, INSERT_SUPERSEDED,
    INSERT_VIOLATION,
};
use crate::value::{Value, whole};

#[async_trait]
impl Intake for Registry {
    async fn import(&self, source: &Source, files: &[CaseFile]) -> Result<Imported, Error> {
        self.pools.write(&Taking { source, files }).await
    }
}

struct Taking<'a> {
    source: &'a Source,
    files: &'a [CaseFile],
}

#[async_trait]
impl Work for Taking<'_> {
    type Answer = Imported;

    async fn run(&self, session: &mut Session) -> Result<Imported, Failure> {
        let mut import = Import { session, source: self.source, counts: Imported::default() };
        for file in self.files {
            import.take(file).await?;
        }
        import.finish().await
    }
}

/// What is known about a case, by number: a case may have thousands of outcomes.
#[derive(Default)]
struct Known<'a> {
    violations: BTreeMap<u16, &'a Violation>,
    decisions: BTreeMap<&'a DecisionNumber, &'a Decision>,
    outcomes: BTreeMap<(&'a DecisionNumber, u16), &'a Outcome>,
}

impl<'a> Known<'a> {
    fn of(file: Option<&'a CaseFile>) -> Self {
        let Some(file) = file else { return Self::default() };
        let outcomes = file.outcomes.iter();
        Self {
            violations: file.violations.iter().map(|one| (one.number, one)).collect(),
            decisions: file.decisions.iter().map(|one| (&one.number, one)).collect(),
            outcomes: outcomes.map(|one| ((&one.decision, one.violation), one)).collect(),
        }
    }
}

struct Import<'a> {
    session: &'a mut Session,
    source: &'a Source,
    counts: Imported,
}

impl Import<'_> {
    async fn take(&mut self, file: &CaseFile) -> Result<(), Failure> {
        let before = case_file::read(self.session, &file.case.number).await?;
        let old = before.as_ref();
        if self.differs(old.map(|old| &old.case), &file.case, case_json).await? {
            self.put_case(&file.case).await?;
        }
        let known = Known::of(old);
        for violation in &file.violations {
            let old = known.violations.get(&violation.number).copied();
            if self.differs(old, violation, violation_json).await? {
                self.put_violation(violation).await?;
            }
        }
        for decision in &file.decisions {
            let old = known.decisions.get(&decision.number).copied();
            if self.differs(old, decision, decision_json).await? {
                self.put_decision(decision).await?;
            }
        }
        for outcome in &file.outcomes {
            let old = known.outcomes.get(&(&outcome.decision, outcome.violation)).copied();
            if self.differs(old, outcome, outcome_json).await? {
                self.put_outcome(outcome).await?;
            }
        }
        Ok(())
    }

    /// Whether the new content must be written; keeps the old one when it is replaced.
    async fn differs<T: PartialEq + Sync>(
        &mut self,
        old: Option<&T>,
        new: &T,
        json: impl Fn(&T) -> (&'static str, String, serde_json::Value) + Send,
    ) -> Result<bool, Failure> {
        match old {
            None => self.counts.new += 1,
            Some(old) if old == new => {
                self.counts.unchanged += 1;
                return Ok(false);
            }
            Some(old) => {
                self.counts.changed += 1;
                let (entity, key, content) = json(old);
                let content = content.to_string();
                let values = [
                    (&self.source.sha256).into(),
                    whole(self.source.imported_at, "import")?,
                    entity.into(),
                    (&key).into(),
                    (&content).into(),
                ];
                self.session.execute(INSERT_SUPERSEDED, &values).await?;
            }
        }
        Ok(true)
    }

    async fn put_case(&mut self, case: &Case) -> Result<(), Failure> {
        let code = case.renovation_code.as_ref().map(ToString::to_string);
        let values = [
            case.number.as_str().into(),
            case.district.as_str().into(),
            day(case.detected_on),
            code.as_deref().into(),
            case.address.as_ref().map(|address| address.as_str()).into(),
        ];
        self.session.execute(INSERT_CASE, &values).await?;
        Ok(())
    }

    async fn put_violation(&mut self, violation: &Violation) -> Result<(), Failure> {
        let values = [
            violation.case.as_str().into(),
            violation.number.into(),
            violation.kind.as_str().into(),
            violation.area.map(|area| i64::from(area.tenths())).into(),
        ];
        self.session.execute(INSERT_VIOLATION, &values).await?;
        Ok(())
    }

    async fn put_decision(&mut self, decision: &Decision) -> Result<(), Failure> {
        let values = [
            decision.case.as_str().into(),
            decision.number.as_str().into(),
            decision.kind.code().into(),
            decision.tier.code().into(),
            decision.commission.as_str().into(),
            day(Some(decision.decided_on)),
            day(decision.notified_on),
            day(decision.final_on),
            day(decision.due_on),
            decision.text_sha256.as_ref().into(),
        ];
        self.session.execute(INSERT_DECISION, &values).await?;
        Ok(())
    }

    async fn put_outcome(&mut self, outcome: &Outcome) -> Result<(), Failure> {
        let amount = outcome.amount.map(|amount| whole(amount.number(), "amount")).transpose()?;
        let values = [
            outcome.case.as_str().into(),
            outcome.decision.as_str().into(),
            outcome.violation.into(),
            outcome.outcome.as_str().into(),
            amount.unwrap_or(Value::Number(None)),
        ];
        self.session.execute(INSERT_OUTCOME, &values).await?;
        Ok(())
    }

    async fn finish(self) -> Result<Imported, Failure> {
        let Self { session, source, counts } = self;
        if counts.new + counts.changed > 0 {
            let values = [
                (&source.sha256).into(),
                whole(source.imported_at, "import")?,
                whole(source.rows, "import")?,
                whole(source.refused, "import")?,
                whole(counts.new, "import")?,
                whole(counts.changed, "import")?,
            ];
            session.execute(INSERT_IMPORT, &values).await?;
        }
        Ok(counts)
    }
}

fn day(day: Option<Day>) -> Value<'static> {
    day.map(|day| i64::from(day.number())).into()
}

fn case_json(case: &Case) -> (&'static str, String, serde_json::Value) {
    let content = json!({
        "district": case.district.as_str(),
        "detected_on": case.detected_on.map(|day| day.to_string()),
        "renovation_code": case.renovation_code.as_ref().map(ToString::to_string),
        "address": case.address.as_ref().map(|address| address.as_str()),
    });
    ("case", case.number.to_string(), content)
}

fn violation_json(violation: &Violation) -> (&'static str, String, serde_json::Value) {
    let content = json!({
        "kind": violation.kind.as_str(),
        "area_tenths": violation.area.map(|area| area.tenths()),
    });
    ("violation", format!("{}\u{1f}{}", violation.case, violation.number), content)
}

fn decision_json(decision: &Decision) -> (&'static str, String, serde_json::Value) {
    let content = json!({
        "kind": decision.kind.code(),
        "tier": decision.tier.code(),
        "commission": decision.commission.as_str(),
        "decided_on": decision.decided_on.to_string(),
        "notified_on": decision.notified_on.map(|day| day.to_string()),
        "final_on": decision.final_on.map(|day| day.to_string()),
        "due_on": decision.due_on.map(|day| day.to_string()),
        "text_sha256": decision.text_sha256,
    });
    ("decision", format!("{}\u{1f}{}", decision.case, decision.number), content)
}

fn outcome_json(outcome: &Outcome) -> (&'static str, String, serde_json::Value) {
    let content = json!({
        "outcome": outcome.outcome.as_str(),
        "amount": outcome.amount.map(|amount| amount.number()),
    });
    let key = format!("{}\u{1f}{}\u{1f}{}", outcome.case, outcome.decision, outcome.violation);
    ("outcome", key, content)
}
