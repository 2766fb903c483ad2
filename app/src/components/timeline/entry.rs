//! One entry of a timeline: what a case's registry holds once for every violation is told once,
//! with the violations under it.

use calendar::Day;
use cases::{Code, Event, EventKind, Rials, Tier};

/// Events of one kind, day, stage and due day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry<'a> {
    /// On which day.
    pub(crate) day: Day,
    /// What.
    pub(crate) kind: EventKind,
    /// The stage of the proceedings.
    pub(crate) tier: Option<Tier>,
    /// The day until which an order is to be done.
    pub(crate) due: Option<Day>,
    /// What the events say, in their order; nothing for events that are about the whole case.
    pub(crate) facts: Vec<Fact<'a>>,
}

/// What an event says about a violation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fact<'a> {
    /// The kind of violation.
    pub(crate) violation: Option<&'a Code>,
    /// The outcome of a ruling, or the kind of an order.
    pub(crate) outcome: Option<&'a Code>,
    /// The fine.
    pub(crate) amount: Option<Rials>,
    /// How many violations it is said of. Fines are never taken together.
    pub(crate) times: u64,
}

impl<'a> Entry<'a> {
    /// The outcome, where all facts have the same one.
    pub(crate) fn outcome(&self) -> Option<&'a Code> {
        let (first, others) = self.facts.split_first()?;
        first.outcome.filter(|_| others.iter().all(|fact| fact.outcome == first.outcome))
    }

    fn new(event: &Event) -> Self {
        Self {
            day: event.day,
            kind: event.kind,
            tier: event.tier,
            due: event.due,
            facts: Vec::new(),
        }
    }

    /// Whether the event is told here. Orders of different kinds are different orders.
    fn holds(&self, event: &Event) -> bool {
        (self.day, self.kind, self.tier, self.due) == (event.day, event.kind, event.tier, event.due)
            && (event.kind != EventKind::Order || self.outcome() == event.outcome.as_ref())
    }

    fn add(&mut self, event: &'a Event) {
        let fact = Fact {
            violation: event.violation.as_ref(),
            outcome: event.outcome.as_ref(),
            amount: event.amount,
            times: 1,
        };
        if (fact.violation, fact.outcome, fact.amount) == (None, None, None) {
            return;
        }
        let same =
            |known: &&mut Fact<'_>| fact.amount.is_none() && Fact { times: 1, ..**known } == fact;
        match self.facts.iter_mut().find(same) {
            Some(known) => known.times += 1,
            None => self.facts.push(fact),
        }
    }
}

/// The entries of a run of events, in the order of the first event of each.
pub(crate) fn entries<'a>(events: impl Iterator<Item = &'a Event>) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for event in events {
        match entries.iter_mut().find(|entry| entry.holds(event)) {
            Some(entry) => entry.add(event),
            None => {
                let mut entry = Entry::new(event);
                entry.add(event);
                entries.push(entry);
            }
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: EventKind, violation: &str, outcome: Option<&str>) -> Event {
        Event {
            day: Day::parse("1404-06-12").unwrap(),
            kind,
            tier: None,
            violation: Some(Code::parse(violation).unwrap()),
            outcome: outcome.map(|code| Code::parse(code).unwrap()),
            due: None,
            amount: None,
        }
    }

    #[test]
    fn a_violation_found_four_times_is_one_entry() {
        let found = |violation| event(EventKind::Detected, violation, None);
        let events = [found("no_permit"), found("parking"), found("no_permit"), found("no_permit")];
        let entries = entries(events.iter());
        assert_eq!(entries.len(), 1);
        let times: Vec<_> = entries[0].facts.iter().map(|fact| fact.times).collect();
        assert_eq!(times, [3, 1]);
    }

    #[test]
    fn a_ruling_names_its_outcome_only_where_all_violations_have_it() {
        let ruled = |violation, outcome| event(EventKind::Ruling, violation, Some(outcome));
        let events = [ruled("no_permit", "fine"), ruled("parking", "fine")];
        let alike = entries(events.iter());
        assert_eq!(alike[0].outcome().map(Code::as_str), Some("fine"));
        let events = [ruled("no_permit", "fine"), ruled("parking", "retain")];
        let different = entries(events.iter());
        assert_eq!((different.len(), different[0].outcome()), (1, None));
        assert_eq!(different[0].facts.len(), 2);
    }

    #[test]
    fn fines_stay_apart_and_so_do_orders_of_different_kinds() {
        let fined = Event {
            amount: Some(Rials::from_number(1_000).unwrap()),
            ..event(EventKind::Ruling, "no_permit", Some("fine"))
        };
        let events = [fined.clone(), fined];
        assert_eq!(entries(events.iter())[0].facts.len(), 2);

        let ordered = |outcome| event(EventKind::Order, "no_permit", Some(outcome));
        let events = [ordered("expert"), ordered("site"), ordered("expert")];
        let orders = entries(events.iter());
        assert_eq!(orders.len(), 2);
        assert_eq!(orders[0].facts[0].times, 2);
    }

    #[test]
    fn days_stages_and_due_days_keep_entries_apart() {
        let first = event(EventKind::Notified, "no_permit", None);
        let events = [
            Event { tier: Some(Tier::FirstInstance), ..first.clone() },
            Event { tier: Some(Tier::Appeal), ..first.clone() },
            Event { due: Some(Day::parse("1404-07-01").unwrap()), ..first.clone() },
            Event { day: Day::parse("1404-06-13").unwrap(), ..first },
        ];
        assert_eq!(entries(events.iter()).len(), 4);
    }
}
