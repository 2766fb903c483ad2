//! The least that any log must do: hash its tree, and hand the engine its entries.

use std::hint::black_box;

use anyhow::Context as _;
use server::log::BATCH;
use sha2::{Digest as _, Sha256};
use sqlx::Connection as _;
use sqlx::postgres::PgConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};

use super::{engine::Engine, entry};

/// The SHA-256 calls of a tree of so many entries: a leaf and an inner node for each, nothing else.
pub(super) fn hash(entries: u64) {
    let mut leaf = [0_u8; 38];
    let mut node = [1_u8; 65];
    for number in 0..entries {
        if let Some(place) = leaf.get_mut(2..10) {
            place.copy_from_slice(&number.to_be_bytes());
        }
        let digest = Sha256::digest(leaf);
        if let Some(place) = node.get_mut(1..33) {
            place.copy_from_slice(&digest);
        }
        black_box(Sha256::digest(node));
    }
}

/// What is inserted: the entries one after the other, cut apart by the engine itself, so that a
/// batch is one statement.
const SQLITE: &str =
    "WITH RECURSIVE c (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n + 1 < $2)
    INSERT INTO bare (place, entry) SELECT $3 + n, substr($1, n * 37 + 1, 37) FROM c";
const POSTGRES: &str = "INSERT INTO bare (place, entry)
    SELECT CAST($3 AS BIGINT) + n, substr(CAST($1 AS BYTEA), CAST(n * 37 + 1 AS INTEGER), 37)
    FROM generate_series(CAST(0 AS BIGINT), CAST($2 AS BIGINT) - 1) AS c (n)";

/// Inserts so many entries into a table of two columns, in as many transactions as the log uses,
/// each as durable.
pub(super) async fn insert(engine: Engine, address: &str, entries: u64) -> anyhow::Result<()> {
    match engine {
        Engine::Sqlite => {
            let path = address.strip_prefix("sqlite:").context("an address")?;
            let options = SqliteConnectOptions::new()
                .filename(path)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Delete)
                .synchronous(SqliteSynchronous::Full);
            let mut to = SqliteConnection::connect_with(&options).await?;
            sqlx::query(
                "CREATE TABLE bare (place BIGINT NOT NULL PRIMARY KEY, entry BLOB NOT NULL)",
            )
            .execute(&mut to)
            .await?;
            for (bytes, count, first) in batches(entries)? {
                let query = sqlx::query(SQLITE).bind(bytes).bind(count).bind(first);
                query.execute(&mut to).await?;
            }
            to.close().await?;
        }
        Engine::Postgres => {
            let mut to = PgConnection::connect(address).await?;
            sqlx::query(
                "CREATE TABLE bare (place BIGINT NOT NULL PRIMARY KEY, entry BYTEA NOT NULL)",
            )
            .execute(&mut to)
            .await?;
            for (bytes, count, first) in batches(entries)? {
                let query = sqlx::query(POSTGRES).bind(bytes).bind(count).bind(first);
                query.execute(&mut to).await?;
            }
            to.close().await?;
        }
    }
    Ok(())
}

/// The batches: bytes, count and first place.
fn batches(entries: u64) -> anyhow::Result<Vec<(Vec<u8>, i64, i64)>> {
    let mut batches = Vec::new();
    let mut next = 0;
    while next < entries {
        let end = entries.min(next + u64::try_from(BATCH)?);
        let bytes = (next..end).flat_map(|number| entry(number).to_bytes()).collect();
        batches.push((bytes, i64::try_from(end - next)?, i64::try_from(next)?));
        next = end;
    }
    Ok(batches)
}
