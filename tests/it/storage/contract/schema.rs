//! Opening, and the schemas of both engines held against each other.

use database::{Address, Database, Lock, Log, OpenError, Portal, Registry, statements};
use sqlx::{AssertSqlSafe, Executor as _, SqlSafeStr as _};
use storage::log::LogStore as _;
use tokio::task::JoinSet;

use super::place::{Connection, Engine, Place, on_both_engines, run};
use super::tree::{check, create, entries, growth};

on_both_engines!(
    every_statement_is_prepared,
    what_is_not_there_is_missing,
    a_database_is_not_taken_for_another,
    many_make_a_database_at_once,
);

/// Opens each database under its own name.
async fn open_all(place: &Place) {
    for database in Database::ALL {
        let address = place.address(&format!("{database:?}"));
        open(database, &address).await.unwrap();
    }
}

async fn open(database: Database, address: &Address) -> Result<(), OpenError> {
    match database {
        Database::Registry => Registry::open(address).await?.close().await,
        Database::Portal => Portal::open(address, &[1; 32]).await?.close().await,
        Database::Log => Log::open(address).await?.close().await,
        Database::Lock => Lock::open(address).await?.close().await,
        other => panic!("{other:?} has no contract"),
    }
    Ok(())
}

async fn every_statement_is_prepared(place: Place) {
    open_all(&place).await;
    let mut seen = 0;
    for database in Database::ALL {
        let mut connection = place.connect(&format!("{database:?}")).await;
        if place.engine == Engine::Postgres && database == Database::Portal {
            // A statement before another makes it, for the length of their transaction.
            connection.run("CREATE TEMPORARY TABLE copied_cases AS TABLE sealed_cases").await;
        }
        for statement in statements() {
            let text = match place.engine {
                Engine::Sqlite => statement.sqlite,
                Engine::Postgres => Some(statement.postgres),
            };
            let Some(text) = text else { continue };
            let result = prepare(&mut connection, text).await;
            if statement.database == database {
                result.unwrap_or_else(|error| panic!("{}: {error}", statement.name));
                seen += 1;
            } else if statement.sqlite.is_some() {
                assert!(result.is_err(), "{} belongs to {database:?} too", statement.name);
            }
        }
    }
    assert!(seen >= 50, "only {seen} statements were seen");
}

async fn prepare(connection: &mut Connection, sql: &'static str) -> Result<(), sqlx::Error> {
    let sql = AssertSqlSafe(sql.to_owned()).into_sql_str();
    match connection {
        Connection::Sqlite(connection) => connection.prepare(sql).await.map(drop),
        Connection::Postgres(connection) => connection.prepare(sql).await.map(drop),
    }
}

async fn what_is_not_there_is_missing(place: Place) {
    let portal = place.address("portal");
    assert!(!portal.exists().await.unwrap());
    assert!(matches!(Portal::open_read_only(&portal).await, Err(OpenError::Missing(_))));
    assert!(matches!(Log::open_read_only(&place.address("log")).await, Err(OpenError::Missing(_))));
    if place.engine == Engine::Postgres {
        let url = place.url("portal").replace("/test_", "/no_such_");
        let address = Address::parse(&url).unwrap();
        assert!(!address.exists().await.unwrap());
        assert!(matches!(Portal::open_read_only(&address).await, Err(OpenError::Missing(_))));
    }
    open(Database::Portal, &portal).await.unwrap();
    assert!(portal.exists().await.unwrap());
    Portal::open_read_only(&portal).await.unwrap().close().await;
}

async fn a_database_is_not_taken_for_another(place: Place) {
    open_all(&place).await;
    for database in Database::ALL {
        for other in Database::ALL {
            let opened = open(database, &place.address(&format!("{other:?}"))).await;
            match opened {
                Ok(()) => assert_eq!(database, other),
                Err(OpenError::Unknown(_)) => assert_ne!(database, other),
                Err(error) => panic!("{database:?} as {other:?}: {error}"),
            }
        }
    }
    let wrong = place.address("Registry");
    assert!(matches!(Portal::open_read_only(&wrong).await, Err(OpenError::Unknown(_))));
    assert!(matches!(Log::open_read_only(&wrong).await, Err(OpenError::Unknown(_))));
    // A schema from the future is not written to either.
    let mut connection = place.connect("Log").await;
    let future = "UPDATE _sqlx_migrations SET version = version + 1";
    connection.run(future).await;
    let opened = Log::open(&place.address("Log")).await;
    assert!(matches!(opened, Err(OpenError::Unknown(_))));
}

async fn many_make_a_database_at_once(place: Place) {
    for database in Database::ALL {
        let mut openers = JoinSet::new();
        for _ in 0..4 {
            let address = place.address(&format!("{database:?}"));
            openers.spawn(async move { open(database, &address).await });
        }
        for opened in openers.join_all().await {
            opened.unwrap();
        }
    }
}

/// Every column of every table as `table.column TYPE NOT NULL place in the key`.
#[test]
fn both_engines_have_the_same_columns() {
    const SQLITE: &str = "\
        SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk
        FROM sqlite_master AS m, pragma_table_info(m.name) AS c
        WHERE m.type = 'table' AND m.name <> '_sqlx_migrations'
        ORDER BY m.name, c.cid";
    const POSTGRES: &str = "\
        SELECT c.table_name || '.' || c.column_name || ' '
            || CASE c.data_type WHEN 'bytea' THEN 'BLOB' ELSE upper(c.data_type) END || ' '
            || CASE c.is_nullable WHEN 'NO' THEN 1 ELSE 0 END || ' '
            || COALESCE(CAST(k.ordinal_position AS INTEGER), 0)
        FROM information_schema.columns AS c
        LEFT JOIN information_schema.key_column_usage AS k
            ON k.table_schema = c.table_schema AND k.table_name = c.table_name
            AND k.column_name = c.column_name AND k.constraint_name LIKE '%_pkey'
        WHERE c.table_schema = current_schema() AND c.table_name <> '_sqlx_migrations'
        ORDER BY c.table_name COLLATE \"C\", c.ordinal_position";
    const OTHERWISE_SORTED: &str = "\
        SELECT c.table_name || '.' || c.column_name
        FROM information_schema.columns AS c
        WHERE c.table_schema = current_schema() AND c.table_name <> '_sqlx_migrations'
            AND c.data_type = 'text' AND c.collation_name IS DISTINCT FROM 'C'";
    run(Engine::Postgres, |postgres| async move {
        open_all(&postgres).await;
        run_beside(|sqlite| async move {
            open_all(&sqlite).await;
            let mut seen = 0;
            for database in Database::ALL {
                let name = format!("{database:?}");
                let mut connection = postgres.connect(&name).await;
                let one = sqlite.connect(&name).await.texts(SQLITE).await;
                let other = connection.texts(POSTGRES).await;
                assert_eq!(one, other, "{name}");
                assert_eq!(connection.texts(OTHERWISE_SORTED).await, Vec::<String>::new());
                seen += one.len();
            }
            assert!(seen > 60, "only {seen} columns were compared");
        })
        .await;
    });
}

/// Runs on SQLite what also needs the other engine.
async fn run_beside<F: Future<Output = ()>>(contract: impl FnOnce(Place) -> F) {
    contract(Place::new(Engine::Sqlite)).await;
}

/// A writer that is killed leaves a journal, which a reader has no right to undo.
#[test]
fn a_reader_goes_on_after_a_writer_was_killed() {
    run(Engine::Sqlite, |place| async move {
        let log = Log::open(&place.address("log")).await.unwrap();
        create(&log).await;
        assert!(log.grow(&growth(&log, &entries("kept", 300)).await).await.unwrap());
        log.close().await;
        let reader = Log::open_read_only(&place.address("log")).await.unwrap();
        let Connection::Sqlite(mut writer) = place.connect("log").await else { unreachable!() };
        // With room for a single page, the transaction writes to the file before its end.
        for sql in ["PRAGMA cache_size = 1", "BEGIN IMMEDIATE", "UPDATE trees SET size = 7"] {
            sqlx::query(sql).execute(&mut writer).await.unwrap();
        }
        sqlx::query("UPDATE tiles SET hashes = zeroblob(8192)").execute(&mut writer).await.unwrap();
        let fill = "INSERT INTO bundles (number, entries) VALUES ($1, zeroblob(60000))";
        for number in 100..200_i64 {
            sqlx::query(fill).bind(number).execute(&mut writer).await.unwrap();
        }
        // What a killed process leaves is what its files are at that moment.
        let read = |name: &str| std::fs::read(place.folder.join(name)).unwrap();
        let (torn, journal) = (read("log.db"), read("log.db-journal"));
        assert!(torn.len() > 1 << 20, "the writer had not begun to write");
        sqlx::query("ROLLBACK").execute(&mut writer).await.unwrap();
        assert_eq!(check(&reader).await, entries("kept", 300));

        // Opened before the writer died, and after.
        place.folder.write("left.db", read("log.db"));
        let early = Log::open_read_only(&place.address("left")).await.unwrap();
        assert_eq!(check(&early).await, entries("kept", 300));
        place.folder.write("left.db", &torn);
        place.folder.write("left.db-journal", &journal);
        assert_eq!(check(&early).await, entries("kept", 300));
        assert!(!place.folder.join("left.db-journal").exists(), "the journal was not found");
        place.folder.write("left.db", &torn);
        place.folder.write("left.db-journal", &journal);
        let late = Log::open_read_only(&place.address("left")).await.unwrap();
        assert_eq!(check(&late).await, entries("kept", 300));
        assert!(!place.folder.join("left.db-journal").exists(), "the journal was not found");
    });
}
