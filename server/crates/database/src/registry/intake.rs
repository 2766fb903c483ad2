//! Takes imported case files in: all or none, and nothing that was there is lost.

use std::collections::BTreeMap;

use async_trait::async_trait;
use cases::{Case, Decision, DecisionNumber, Outcome, Violation};
use serde_json::json;
use sqlx::{Sqlite, Transaction};
use storage::Error;
use storage::registry::{CaseFile, Imported, Intake, Source};

use super::{Registry, case_file};
use crate::error::unavailable;

const INSERT_CASE: &str = include_str!("../../queries/insert_case.sql");
const INSERT_VIOLATION: &str = include_str!("../../queries/insert_violation.sql");
const INSERT_DECISION: &str = include_str!("../../queries/insert_decision.sql");
const INSERT_OUTCOME: &str = include_str!("../../queries/insert_outcome.sql");
const INSERT_SUPERSEDED: &str = include_str!("../../queries/insert_superseded.sql");
const INSERT_IMPORT: &str = include_str!("../../queries/insert_import.sql");

#[async_trait]
impl Intake for Registry {
    async fn import(&self, source: &Source, files: &[CaseFile]) -> Result<Imported, Error> {
        let to = self.write.begin_with("BEGIN IMMEDIATE").await.map_err(unavailable)?;
        let mut import = Import { to, source, counts: Imported::default() };
        for file in files {
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
    to: Transaction<'a, Sqlite>,
    source: &'a Source,
    counts: Imported,
}

impl Import<'_> {
    async fn take(&mut self, file: &CaseFile) -> Result<(), Error> {
        let before = case_file::read(&mut self.to, &file.case.number).await?;
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
    ) -> Result<bool, Error> {
        match old {
            None => self.counts.new += 1,
            Some(old) if old == new => {
                self.counts.unchanged += 1;
                return Ok(false);
            }
            Some(old) => {
                self.counts.changed += 1;
                let (entity, key, content) = json(old);
                sqlx::query(INSERT_SUPERSEDED)
                    .bind(self.source.sha256.as_slice())
                    .bind(whole(self.source.imported_at)?)
                    .bind(entity)
                    .bind(key)
                    .bind(content.to_string())
                    .execute(&mut *self.to)
                    .await
                    .map_err(unavailable)?;
            }
        }
        Ok(true)
    }

    async fn put_case(&mut self, case: &Case) -> Result<(), Error> {
        sqlx::query(INSERT_CASE)
            .bind(case.number.as_str())
            .bind(case.district.as_str())
            .bind(case.detected_on.map(|day| i64::from(day.number())))
            .bind(case.renovation_code.as_ref().map(ToString::to_string))
            .bind(case.address.as_ref().map(|address| address.as_str()))
            .execute(&mut *self.to)
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    async fn put_violation(&mut self, violation: &Violation) -> Result<(), Error> {
        sqlx::query(INSERT_VIOLATION)
            .bind(violation.case.as_str())
            .bind(i64::from(violation.number))
            .bind(violation.kind.as_str())
            .bind(violation.area.map(|area| i64::from(area.tenths())))
            .execute(&mut *self.to)
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    async fn put_decision(&mut self, decision: &Decision) -> Result<(), Error> {
        sqlx::query(INSERT_DECISION)
            .bind(decision.case.as_str())
            .bind(decision.number.as_str())
            .bind(decision.kind.code())
            .bind(decision.tier.code())
            .bind(decision.commission.as_str())
            .bind(i64::from(decision.decided_on.number()))
            .bind(decision.notified_on.map(|day| i64::from(day.number())))
            .bind(decision.final_on.map(|day| i64::from(day.number())))
            .bind(decision.due_on.map(|day| i64::from(day.number())))
            .bind(decision.text_sha256.as_ref().map(<[u8; 32]>::as_slice))
            .execute(&mut *self.to)
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    async fn put_outcome(&mut self, outcome: &Outcome) -> Result<(), Error> {
        let amount = outcome
            .amount
            .map(|amount| i64::try_from(amount.number()))
            .transpose()
            .map_err(|_| Error::Corrupt("amount"))?;
        sqlx::query(INSERT_OUTCOME)
            .bind(outcome.case.as_str())
            .bind(outcome.decision.as_str())
            .bind(i64::from(outcome.violation))
            .bind(outcome.outcome.as_str())
            .bind(amount)
            .execute(&mut *self.to)
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    async fn finish(mut self) -> Result<Imported, Error> {
        if self.counts.new + self.counts.changed > 0 {
            sqlx::query(INSERT_IMPORT)
                .bind(self.source.sha256.as_slice())
                .bind(whole(self.source.imported_at)?)
                .bind(whole(self.source.rows)?)
                .bind(whole(self.source.refused)?)
                .bind(whole(self.counts.new)?)
                .bind(whole(self.counts.changed)?)
                .execute(&mut *self.to)
                .await
                .map_err(unavailable)?;
        }
        self.to.commit().await.map_err(unavailable)?;
        Ok(self.counts)
    }
}

fn whole(number: u64) -> Result<i64, Error> {
    i64::try_from(number).map_err(|_| Error::Corrupt("import"))
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
