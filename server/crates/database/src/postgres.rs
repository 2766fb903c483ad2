//! Connections to PostgreSQL, and to whatever else speaks its protocol.

use std::str::FromStr as _;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions as _, PgConnection, PgPool};

use crate::statement::{Database, REQUIRE_DURABILITY};

/// Readers at a time.
const READERS: u32 = 8;

/// Writers at a time; the commands that write take turns mostly.
const WRITERS: u32 = 4;

/// How long a connection is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connects one, whose error says what is wrong; a pool only says that it has waited.
pub(crate) async fn connect(url: &str) -> Result<PgConnection, sqlx::Error> {
    tokio::time::timeout(PATIENCE, PgConnectOptions::from_str(url)?.connect())
        .await
        .unwrap_or(Err(sqlx::Error::PoolTimedOut))
}

/// Connects writers.
pub(crate) async fn writers(url: &str, database: Database) -> Result<PgPool, sqlx::Error> {
    drop(connect(url).await?);
    let pool = match database {
        Database::Registry | Database::Portal => pool(WRITERS),
        Database::Log | Database::Lock => pool(WRITERS).after_connect(|connection, _| {
            Box::pin(async move {
                sqlx::query(REQUIRE_DURABILITY.postgres).execute(connection).await?;
                Ok(())
            })
        }),
    };
    pool.connect_with(PgConnectOptions::from_str(url)?).await
}

/// Connects readers, to which the engine lets nothing be written.
pub(crate) async fn readers(url: &str) -> Result<PgPool, sqlx::Error> {
    drop(connect(url).await?);
    let options = PgConnectOptions::from_str(url)?;
    pool(READERS).connect_with(options.options([("default_transaction_read_only", "on")])).await
}

fn pool(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new().max_connections(connections).acquire_timeout(PATIENCE)
}
