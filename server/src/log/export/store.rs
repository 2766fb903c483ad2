//! A store that speaks S3 as the target of an export. Credentials, region and the like come from
//! the `AWS_*` variables of the environment, which the store's own client reads. The credentials
//! must be there: those that a machine would get from its cloud are never asked for.

use std::time::Duration;

use anyhow::{Context as _, bail};
use futures_util::TryStreamExt as _;
use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, Error, ObjectStore as _, ObjectStoreExt as _, PutOptions, PutPayload,
    RetryConfig,
};

/// How often a request is tried again, and for how long.
const TRIES: usize = 4;
const PATIENCE: Duration = Duration::from_secs(60);
/// What a place is, for those who wrote another.
const FORM: &str = "a store is as in s3://BUCKET/PREFIX";
/// Seconds for which a file that grows may be kept.
const SHORT: &str = "public, max-age=5";
/// A file that never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

#[derive(Debug)]
pub(super) struct Store {
    store: AmazonS3,
    prefix: String,
    name: String,
}

impl Store {
    /// `BUCKET/PREFIX`, at an endpoint of its own or at Amazon's.
    pub(super) fn open(place: &str, endpoint: Option<&str>) -> anyhow::Result<Self> {
        let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
        let prefix = prefix.trim_end_matches('/');
        if bucket.is_empty() || prefix.starts_with('/') || Path::parse(prefix).is_err() {
            bail!(FORM);
        }
        // Fails when another part of the process installed a provider first, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let retry =
            RetryConfig { max_retries: TRIES, retry_timeout: PATIENCE, ..Default::default() };
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(bucket).with_retry(retry);
        if let Some(endpoint) = endpoint {
            builder = builder
                .with_endpoint(endpoint.trim_end_matches('/'))
                .with_allow_http(endpoint.starts_with("http://"));
        }
        // Without them the client would ask the network of the machine for some.
        let credentials = [
            (AmazonS3ConfigKey::AccessKeyId, "AWS_ACCESS_KEY_ID"),
            (AmazonS3ConfigKey::SecretAccessKey, "AWS_SECRET_ACCESS_KEY"),
        ];
        let missing: Vec<_> = credentials
            .iter()
            .filter(|(key, _)| builder.get_config_value(key).is_none_or(|value| value.is_empty()))
            .map(|(_, name)| *name)
            .collect();
        if !missing.is_empty() {
            bail!("the environment lacks the credentials of the store: {}", missing.join(" and "));
        }
        let store = builder.build().context("could not open the store")?;
        Ok(Self { store, prefix: prefix.to_owned(), name: format!("s3://{place}") })
    }

    pub(super) async fn read(&self, path: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let wrong = || format!("could not read {path} of {}", self.name);
        match self.store.get(&self.path(path)?).await {
            Ok(found) => Ok(Some(found.bytes().await.with_context(wrong)?.into())),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error).with_context(wrong),
        }
    }

    /// A put is whole or did not happen, and lasts when it is answered.
    pub(super) async fn write(&self, path: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let payload = PutPayload::from(bytes.to_vec());
        let attributes = Attributes::from_iter([
            (Attribute::ContentType, media_type(path)),
            (Attribute::CacheControl, caching(path)),
        ]);
        let options = PutOptions { attributes, ..PutOptions::default() };
        self.store
            .put_opts(&self.path(path)?, payload, options)
            .await
            .with_context(|| format!("could not write {path} of {}", self.name))?;
        Ok(())
    }

    pub(super) async fn remove_below(&self, path: &str) -> anyhow::Result<()> {
        let wrong = || format!("could not remove {path} of {}", self.name);
        let below = self.path(path)?;
        let found: Vec<_> =
            self.store.list(Some(&below)).try_collect().await.with_context(wrong)?;
        for found in found {
            self.store.delete(&found.location).await.with_context(wrong)?;
        }
        Ok(())
    }

    fn path(&self, path: &str) -> anyhow::Result<Path> {
        let whole = if self.prefix.is_empty() {
            path.to_owned()
        } else {
            format!("{}/{path}", self.prefix)
        };
        Path::parse(&whole).with_context(|| format!("the store has no place {whole:?}"))
    }
}

/// Tiles and bundles are bytes; everything else of a log is text.
fn media_type(path: &str) -> &'static str {
    if path.starts_with("tile/") { "application/octet-stream" } else { "text/plain; charset=utf-8" }
}

/// Tiles never change; a checkpoint of a size may still get cosignatures.
fn caching(path: &str) -> &'static str {
    if path.starts_with("tile/") { FOR_EVER } else { SHORT }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_store() {
        for place in ["", "/prefix", "bucket//prefix", "bucket/a//b", "bucket/../a"] {
            let error = Store::open(place, None).expect_err(place);
            assert_eq!(error.to_string(), FORM, "{place}");
        }
    }

    #[test]
    fn what_kind_of_file_a_path_is() {
        assert_eq!(media_type("tile/entries/001.p/3"), "application/octet-stream");
        assert_eq!(media_type("checkpoints/3"), "text/plain; charset=utf-8");
        assert_eq!(caching("tile/0/001"), FOR_EVER);
        assert_eq!(caching("checkpoint"), SHORT);
    }
}
