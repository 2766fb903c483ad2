//! What a catalogue has to say: one field a message, so that a language with a message missing
//! does not compile. `{name}` stands for a value; the English catalogue documents each message.

use statistics::Dimension;

/// Declares the groups of messages and lists their fields for the tests.
macro_rules! catalogue {
    ($($(#[$doc:meta])* $group:ident { $($field:ident),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub(crate) struct $group {
                $(pub(crate) $field: &'static str,)*
            }

            impl $group {
                #[cfg(test)]
                fn entries(&self) -> Vec<(&'static str, &'static str)> {
                    vec![$((concat!(stringify!($group), ".", stringify!($field)), self.$field),)*]
                }
            }
        )*
    };
}

catalogue! {
    /// What stands on every page.
    Shell {
        house, description, skip, doors, case, verify, figures, language, synthetic_title,
        synthetic, late_title, late, breadcrumb, home, about, responsible, age, age_value, age_none, contact,
        report_error, accessibility, privacy, keys, licence, licence_text,
        build, log, log_size, log_none, page_address,
    }
    /// The front page.
    Home {
        title, lead, case_text, verify_text, figures_text, numbers, total, change_more,
        change_less, change_same, leader_district, leader_violation, leader_outcome, hidden,
        release_link, all_figures, empty_title, empty_text,
    }
    /// Words of all the pages of figures.
    Figures {
        title, lead, caption, month, published, code, root, root_note, empty_title, empty_text,
        count, total, withheld, between, at_least,
    }
    /// One message for each way of counting.
    PerDimension { district, commission, violation, outcome }
    /// A release.
    Release {
        title, published, finding, finding_unknown, finding_none, tables, files,
        files_text, file, manifest, root, check, check_download, check_run, check_expect,
        check_root, definition, definition_text, definition_order, definition_unit, rule, frozen,
    }
    /// A table.
    Table {
        leader_sentence, leader_sentence_no_total, tie_sentence, empty_sentence,
        withheld_sentence, complete_sentence, chart_description, notes, withheld_title,
        withheld_text, interval_text, n_title, n_text, n_withheld_text, cite, cite_text, files,
        csv, json, other_tables, scroll,
    }
    /// The form for a case, and its answer.
    Case {
        title, lead, number, number_hint, code, code_hint, submit, privacy, error_title,
        number_missing, number_malformed, code_missing, code_malformed, code_again,
        not_found_title, not_found_text, not_found_next, result_title, as_of, stage,
        timeline, past, future, due, amount, about_violation, several_violations, orders_title, orders_text,
        next_title, deadline_title, safe, last, deadline_note, law_note, another, print_note,
    }
    /// The kinds of events of a case.
    Event {
        detected, order, order_unnamed, order_due, ruling, ruling_unnamed, notified, objection_safe, objection_last, final_,
    }
    /// Who decides.
    Tier {
        first_instance, appeal, after_court, refusal, interpretation, correction, peer, repeated,
    }
    /// Where a case stands, and what comes next.
    Stage {
        examined, examined_next, order_pending, order_pending_next, ruled, ruled_next, notified,
        notified_next, awaited, awaited_next, appealed, appealed_next, final_, final_next,
        complaint_open, complaint_over, complaint_unknown,
    }
    /// About the house.
    About {
        title, lead, responsible_title, responsible_text, counted_title, counted_text,
        protected_title, protected_threshold, protected_complement, protected_attack,
        protected_same, protected_not, verify_title, verify_text, keys_link, log_link, law_title, law_text, note_100,
        note_objection, note_order, privacy_title, privacy_text, privacy_case, privacy_logs,
        accessibility_title, accessibility_text, accessibility_known, contact_title,
        contact_text, report_title, report_text, licence_title, licence_text,
    }
    /// The public log.
    Log {
        title, lead, none_title, none_text, why_title, why_hash, why_root, why_witness,
        why_majority, why_some, why_nothing, why_reader, state_title, origin, size, root,
        root_note, witnessed, witnessed_none,
        checkpoint_link, witnesses_title, witnesses_text, witness, last_seen, not_seen, alone,
        quorum_met, quorum_missing, quorum_none, counts_title, counts_text, counts_none, day,
        certificates, status_lists, key_lists, builds, releases, corrected, counts_link,
        monitor_title, monitor_clean, monitor_open, monitor_fault, monitor_none, monitor_honest,
        self_title,
        self_text, self_monitor, self_witness, files_title, file_checkpoint, file_key,
        file_policy, file_counts, stolen_title, stolen_text,
    }
    /// What went wrong: for each what happened and what to do next.
    Problem {
        not_found_title, not_found_text, not_found_next, unavailable_title, unavailable_text,
        unavailable_next, too_many_title, too_many_text, too_many_next, malformed_title,
        malformed_text, malformed_next, too_large_title, too_large_text, too_large_next,
        internal_title, internal_text, internal_next, ways,
    }
}

/// Everything a language has to say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    pub(crate) shell: Shell,
    pub(crate) home: Home,
    pub(crate) figures: Figures,
    /// The name of a dimension, as the head of its column and in links.
    pub(crate) dimension: PerDimension,
    /// The title of a table that has one leader.
    pub(crate) leader: PerDimension,
    /// The title of a table without a leader.
    pub(crate) plain: PerDimension,
    /// What the rows of a table are.
    pub(crate) definition: PerDimension,
    pub(crate) release: Release,
    pub(crate) table: Table,
    pub(crate) case: Case,
    pub(crate) event: Event,
    pub(crate) tier: Tier,
    pub(crate) stage: Stage,
    pub(crate) about: About,
    pub(crate) log: Log,
    pub(crate) problem: Problem,
}

impl PerDimension {
    /// The message of a dimension.
    pub(crate) const fn of(&self, dimension: Dimension) -> &'static str {
        match dimension {
            Dimension::District => self.district,
            Dimension::Commission => self.commission,
            Dimension::Violation => self.violation,
            Dimension::Outcome => self.outcome,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, template};

    impl Text {
        fn entries(&self) -> Vec<(&'static str, &'static str)> {
            [
                self.shell.entries(),
                self.home.entries(),
                self.figures.entries(),
                self.dimension.entries(),
                self.leader.entries(),
                self.plain.entries(),
                self.definition.entries(),
                self.release.entries(),
                self.table.entries(),
                self.case.entries(),
                self.event.entries(),
                self.tier.entries(),
                self.stage.entries(),
                self.about.entries(),
                self.log.entries(),
                self.problem.entries(),
            ]
            .concat()
        }
    }

    #[test]
    fn placeholders_agree_in_all_languages() {
        let english = Language::En.text().entries();
        for language in [Language::Fa, Language::Azb] {
            for ((key, text), (_, model)) in language.text().entries().iter().zip(&english) {
                let mut ours = template::placeholders(text);
                let mut theirs = template::placeholders(model);
                ours.sort_unstable();
                theirs.sort_unstable();
                assert_eq!(ours, theirs, "{language:?} {key}");
            }
        }
    }

    #[test]
    fn no_message_is_empty_or_left_in_another_script() {
        for language in Language::ALL {
            for (key, text) in language.text().entries() {
                assert!(!text.trim().is_empty(), "{language:?} {key}");
                assert_eq!(text.trim(), text, "{language:?} {key}");
                let arabic = text.chars().any(|c| ('\u{0600}'..='\u{06FF}').contains(&c));
                let only_values = template::pieces(text, &[]).iter().all(|piece| {
                    matches!(piece, template::Piece::Words(w) if !w.chars().any(char::is_alphabetic)
                        || w.starts_with('{'))
                });
                assert!(only_values || arabic == language.is_rtl(), "{language:?} {key}: {text}");
            }
        }
    }

    /// Arabic yeh and kaf look alike but break search; a ZWNJ beside a space does nothing.
    #[test]
    fn persian_letters_and_joiners_are_the_right_ones() {
        for language in [Language::Fa, Language::Azb] {
            for (key, text) in language.text().entries() {
                for wrong in ["ي", "ك", " \u{200C}", "\u{200C} ", "\u{200C}\u{200C}", "  "] {
                    assert!(!text.contains(wrong), "{language:?} {key}: {text}");
                }
                let names = ["SHA-256", "SHA256SUMS", "base64", "CC\u{a0}BY\u{a0}4.0"];
                let plain =
                    names.iter().fold((*text).to_owned(), |text, name| text.replace(name, ""));
                assert!(!plain.chars().any(|c| c.is_ascii_digit()), "{language:?} {key}: {text}");
            }
        }
    }
}
