//! Every statement there is: one file each in `queries/`, for both engines unless they differ.

/// A database of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Database {
    /// Microdata, certificates and case codes.
    Registry,
    /// Releases and sealed cases.
    Portal,
    /// The transparency log.
    Log,
    /// The newest signed checkpoint of the log.
    Lock,
}

impl Database {
    /// Each of them.
    pub const ALL: [Self; 4] = [Self::Registry, Self::Portal, Self::Log, Self::Lock];
}

/// A statement in the words of each engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The name of its file, without what follows the first dot.
    pub name: &'static str,
    /// The database that it is made for.
    pub database: Database,
    /// For SQLite; `None` where SQLite needs no such statement.
    pub sqlite: Option<&'static str>,
    /// For PostgreSQL.
    pub postgres: &'static str,
}

/// All statements, by name.
#[must_use]
pub fn statements() -> &'static [Statement] {
    ALL
}

macro_rules! text {
    ($($part:expr),+) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/queries/", $($part),+))
    };
}

macro_rules! sqlite {
    (both $name:literal) => {
        Some(text!($name, ".sql"))
    };
    (differ $name:literal) => {
        Some(text!($name, ".sql"))
    };
    (postgres $name:literal) => {
        None
    };
}

macro_rules! postgres {
    (both $name:literal) => {
        text!($name, ".sql")
    };
    ($form:ident $name:literal) => {
        text!($name, ".postgres.sql")
    };
}

/// `both` engines understand the one file; they `differ` and have one each; `postgres` alone needs
/// it.
macro_rules! statements {
    ($($constant:ident = $database:ident $form:ident $name:tt;)+) => {
        $(pub(crate) const $constant: Statement = Statement {
            name: $name,
            database: Database::$database,
            sqlite: sqlite!($form $name),
            postgres: postgres!($form $name),
        };)+
        const ALL: &[Statement] = &[$($constant),+];
    };
}

statements! {
    COPY_SEALED_CASES = Portal postgres "copy_sealed_cases";
    COUNT_PLACES = Log both "count_places";
    FIND_ACKNOWLEDGED = Lock both "find_acknowledged";
    FIND_BUNDLE = Log both "find_bundle";
    FIND_CASE = Registry both "find_case";
    FIND_CASE_CODE = Registry both "find_case_code";
    FIND_CERTIFICATE = Registry both "find_certificate";
    FIND_CHECKPOINT = Log both "find_checkpoint";
    FIND_IDENTITY = Log both "find_identity";
    FIND_MONITOR_RUN = Log both "find_monitor_run";
    FIND_NEWEST_CHECKPOINT = Lock both "find_newest_checkpoint";
    FIND_PUBLIC_CHECKPOINT = Log both "find_public_checkpoint";
    FIND_RELEASE = Portal both "find_release";
    FIND_RELEASE_FILE = Portal both "find_release_file";
    FIND_SALT = Portal both "find_salt";
    FIND_SEALED_CASE = Portal both "find_sealed_case";
    FIND_TILE = Log both "find_tile";
    FIND_TREE = Log both "find_tree";
    INSERT_BUNDLE = Log both "insert_bundle";
    INSERT_CASE = Registry both "insert_case";
    INSERT_CASE_CODE = Registry both "insert_case_code";
    INSERT_CERTIFICATE = Registry both "insert_certificate";
    INSERT_CHECKPOINT = Log both "insert_checkpoint";
    INSERT_COPIED_CASES = Portal postgres "insert_copied_cases";
    INSERT_COUNT = Log both "insert_count";
    INSERT_DECISION = Registry both "insert_decision";
    INSERT_IDENTITY = Log both "insert_identity";
    INSERT_IMPORT = Registry both "insert_import";
    INSERT_MONITOR_RUN = Log both "insert_monitor_run";
    INSERT_NEWEST_CHECKPOINT = Lock both "insert_newest_checkpoint";
    INSERT_OUTCOME = Registry both "insert_outcome";
    INSERT_PLACES = Log differ "insert_places";
    INSERT_PUBLIC_CHECKPOINT = Log both "insert_public_checkpoint";
    INSERT_RELEASE = Portal both "insert_release";
    INSERT_RELEASE_FILE = Portal both "insert_release_file";
    INSERT_SALT = Portal both "insert_salt";
    INSERT_SEALED_CASE = Portal both "insert_sealed_case";
    INSERT_SUPERSEDED = Registry both "insert_superseded";
    INSERT_TILE = Log both "insert_tile";
    INSERT_TREE = Log both "insert_tree";
    INSERT_VIOLATION = Registry both "insert_violation";
    LIST_BUNDLES = Log both "list_bundles";
    LIST_CASE_NUMBERS = Registry both "list_case_numbers";
    LIST_CERTIFICATES = Registry both "list_certificates";
    LIST_CHECKPOINT_SIZES = Log both "list_checkpoint_sizes";
    LIST_COUNTS = Log both "list_counts";
    LIST_DECISIONS = Registry both "list_decisions";
    LIST_OUTCOMES = Registry both "list_outcomes";
    LIST_PLACES = Log differ "list_places";
    LIST_RELEASES = Portal both "list_releases";
    LIST_RULED = Registry both "list_ruled";
    LIST_RULING_DAYS = Registry both "list_ruling_days";
    LIST_TILES = Log both "list_tiles";
    LIST_VIOLATIONS = Registry both "list_violations";
    LOWER_ACKNOWLEDGED = Lock both "lower_acknowledged";
    RAISE_ACKNOWLEDGED = Lock both "raise_acknowledged";
    REQUIRE_DURABILITY = Log postgres "require_durability";
    TRUNCATE_SEALED_CASES = Portal postgres "truncate_sealed_cases";
    UPDATE_NEWEST_CHECKPOINT = Lock both "update_newest_checkpoint";
    UPDATE_PUBLIC_CHECKPOINT = Log both "update_public_checkpoint";
    UPDATE_TREE = Log both "update_tree";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_file_is_a_statement() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
        let found: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let mut wanted = BTreeSet::new();
        for statement in statements() {
            if statement.sqlite.is_some() {
                wanted.insert(format!("{}.sql", statement.name));
            }
            if statement.sqlite != Some(statement.postgres) {
                wanted.insert(format!("{}.postgres.sql", statement.name));
            }
        }
        assert_eq!(found, wanted);
        assert!(statements().is_sorted_by_key(|statement| statement.name));
    }
}
