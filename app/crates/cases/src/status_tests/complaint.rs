//! Until when final rulings may be taken to court.

use super::{BOTH, Story, day};
use crate::{Complaint, DecisionKind, Stage, Tier};

/// A final ruling about one violation, added to a story.
fn finish(story: Story, violation: u16, notified_on: Option<&str>, final_on: &str) -> Story {
    let about = [(violation, "fine")];
    story.decide(DecisionKind::Ruling, Tier::FirstInstance, "1404-04-01", &about, |d| {
        d.notified_on = notified_on.map(day);
        d.final_on = Some(day(final_on));
    })
}

#[test]
fn a_complaint_is_safe_for_ninety_days_from_notification() {
    let story =
        Story::new().decide(DecisionKind::Ruling, Tier::FirstInstance, "1404-04-01", &BOTH, |d| {
            d.notified_on = Some(day("1404-04-10"));
            d.final_on = Some(day("1404-04-22"));
        });
    // Tir, Mordad and Shahrivar have 31 days each: three months by the calendar end on 10 Mehr.
    let safe = day("1404-07-07");
    assert_eq!(story.on("1404-04-21").complaint(), None);
    for today in ["1404-04-22", "1404-07-07"] {
        assert_eq!(story.on(today).complaint(), Some(Complaint::Open { safe }), "{today}");
    }
    for today in ["1404-07-08", "1408-01-01"] {
        assert_eq!(story.on(today).complaint(), Some(Complaint::Over { safe }), "{today}");
    }
}

#[test]
fn without_a_recorded_notification_no_day_is_told() {
    let one = finish(finish(Story::new(), 1, None, "1404-04-22"), 2, None, "1404-04-22");
    let status = one.on("1404-05-01");
    assert_eq!(status.stage, Stage::Final { on: day("1404-04-22"), notified: None });
    assert_eq!(status.complaint(), Some(Complaint::Unknown));
}

#[test]
fn of_several_final_rulings_the_most_pressing_complaint_is_told() {
    let told = |first: Option<&str>, second: Option<&str>, today: &str| {
        let one = finish(finish(Story::new(), 1, first, "1404-04-22"), 2, second, "1404-06-01");
        let other = finish(finish(Story::new(), 2, second, "1404-06-01"), 1, first, "1404-04-22");
        let (one, other) = (one.on(today), other.on(today));
        assert_eq!(one.stage, other.stage, "the order of the rulings does not matter");
        assert!(matches!(one.stage, Stage::Final { on, .. } if on == day("1404-06-01")));
        one.complaint().unwrap()
    };
    let (early, late) = (Some("1404-04-10"), Some("1404-05-20"));
    let (first, second) = (day("1404-07-07"), day("1404-08-18"));
    assert_eq!(told(early, late, "1404-07-01"), Complaint::Open { safe: first });
    assert_eq!(told(early, late, "1404-08-01"), Complaint::Open { safe: second });
    assert_eq!(told(early, late, "1404-09-01"), Complaint::Over { safe: second });
    assert_eq!(told(early, None, "1404-07-01"), Complaint::Open { safe: first });
    assert_eq!(told(early, None, "1404-09-01"), Complaint::Unknown);
}

#[test]
fn a_final_status_is_read_strictly() {
    let read = serde_json::from_str::<Stage>;
    let (on, notified) = (day("1404-04-22"), Some(day("1404-04-10")));
    let full = r#"{"is":"final","on":"2025-07-13","notified":"2025-07-01"}"#;
    assert_eq!(read(full).unwrap(), Stage::Final { on, notified });
    assert_eq!(serde_json::to_string(&Stage::Final { on, notified }).unwrap(), full);
    let short = r#"{"is":"final","on":"2025-07-13"}"#;
    assert_eq!(read(short).unwrap(), Stage::Final { on, notified: None });
    assert_eq!(serde_json::to_string(&Stage::Final { on, notified: None }).unwrap(), short);
    for wrong in [
        r#"{"is":"final","on":"2025-07-13","notified":"2025-02-30"}"#,
        r#"{"is":"final","on":"2025-07-13","notified_on":"2025-07-01"}"#,
    ] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}
