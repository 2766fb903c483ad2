//! Where a contract has its databases.

use std::collections::BTreeMap;
use std::sync::Mutex;

use database::Address;
use sqlx::Connection as _;

use crate::support::folder::Folder;
use crate::support::postgres;

/// An engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    Postgres,
}

/// Databases of one contract's own.
pub(super) struct Place {
    pub(super) engine: Engine,
    pub(super) folder: Folder,
    addresses: Mutex<BTreeMap<String, String>>,
}

impl Place {
    pub(super) fn new(engine: Engine) -> Self {
        Self { engine, folder: Folder::new(), addresses: Mutex::default() }
    }

    /// The address of the database with this name: the same each time, and empty the first time.
    pub(super) fn url(&self, name: &str) -> String {
        let mut addresses = self.addresses.lock().expect("no test panics with the lock");
        let make = || match self.engine {
            Engine::Sqlite => format!("sqlite:{}/{name}.db", self.folder.display()),
            Engine::Postgres => postgres::database(),
        };
        addresses.entry(name.to_owned()).or_insert_with(make).clone()
    }

    /// The same, parsed.
    pub(super) fn address(&self, name: &str) -> Address {
        Address::parse(&self.url(name)).expect("an address")
    }

    /// The database itself, past all ports.
    pub(super) async fn connect(&self, name: &str) -> Connection {
        let url = self.url(name);
        match self.engine {
            Engine::Sqlite => {
                Connection::Sqlite(sqlx::SqliteConnection::connect(&url).await.expect("SQLite"))
            }
            Engine::Postgres => {
                Connection::Postgres(sqlx::PgConnection::connect(&url).await.expect("PostgreSQL"))
            }
        }
    }
}

/// A connection of a test.
pub(super) enum Connection {
    Sqlite(sqlx::SqliteConnection),
    Postgres(sqlx::PgConnection),
}

impl Connection {
    /// Does this.
    pub(super) async fn run(&mut self, sql: &str) {
        self.try_run(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Does this, unless it is refused.
    pub(super) async fn try_run(&mut self, sql: &str) -> Result<(), sqlx::Error> {
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(connection) => {
                sqlx::raw_sql(sql).execute(connection).await?;
            }
            Self::Postgres(connection) => {
                sqlx::raw_sql(sql).execute(connection).await?;
            }
        }
        Ok(())
    }

    /// The one number that this answers with.
    pub(super) async fn number(&mut self, sql: &str) -> i64 {
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(connection) => sqlx::query_scalar(sql).fetch_one(connection).await,
            Self::Postgres(connection) => sqlx::query_scalar(sql).fetch_one(connection).await,
        }
        .expect("a number")
    }

    /// The bytes in each row that this answers with.
    pub(super) async fn bytes(&mut self, sql: &str) -> Vec<Vec<u8>> {
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(connection) => sqlx::query_scalar(sql).fetch_all(connection).await,
            Self::Postgres(connection) => sqlx::query_scalar(sql).fetch_all(connection).await,
        }
        .expect("bytes")
    }

    /// The texts in each row that this answers with.
    pub(super) async fn texts(&mut self, sql: &str) -> Vec<String> {
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(connection) => sqlx::query_scalar(sql).fetch_all(connection).await,
            Self::Postgres(connection) => sqlx::query_scalar(sql).fetch_all(connection).await,
        }
        .expect("texts")
    }
}

/// Runs a contract on an engine, with several threads.
pub(super) fn run<F: Future<Output = ()>>(engine: Engine, contract: impl FnOnce(Place) -> F) {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(4).enable_all().build().expect("a runtime");
    runtime.block_on(contract(Place::new(engine)));
}

/// Makes two tests of each contract.
macro_rules! on_both_engines {
    ($($contract:ident),+ $(,)?) => {
        $(mod $contract {
            use crate::storage::contract::place::{Engine, run};

            #[test]
            fn on_sqlite() {
                run(Engine::Sqlite, super::$contract);
            }

            #[test]
            fn on_postgres() {
                run(Engine::Postgres, super::$contract);
            }
        })+
    };
}

pub(super) use on_both_engines;
