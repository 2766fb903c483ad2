//! Names that people read, in the three languages of the portal.

use serde::{Deserialize, Serialize};

/// A name in Persian, in Azerbaijani as it is written in Tabriz (Arabic script), and in English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// Persian (`fa`), right to left.
    pub fa: String,
    /// Azerbaijani in Arabic script (`azb`), right to left.
    pub azb: String,
    /// English (`en`), left to right.
    pub en: String,
}
