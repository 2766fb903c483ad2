//! The three languages of the portal, and how each writes digits, dates and amounts.
//!
//! Everything here but the catalogues is small and builds for the browser too.

pub mod date;
pub mod digits;
pub mod money;
pub mod verify;
pub mod words;

#[cfg(feature = "ssr")]
mod azb;
#[cfg(feature = "ssr")]
mod en;
#[cfg(feature = "ssr")]
mod fa;
#[cfg(feature = "ssr")]
pub(crate) mod template;
#[cfg(feature = "ssr")]
pub(crate) mod text;
#[cfg(feature = "ssr")]
mod verify_azb;
#[cfg(feature = "ssr")]
mod verify_en;
#[cfg(feature = "ssr")]
mod verify_fa;

/// A language of the portal. Each has its own stable addresses, `/{code}/…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Persian, right to left.
    Fa,
    /// Azerbaijani as it is written in Tabriz: Arabic script, right to left.
    Azb,
    /// English, left to right.
    En,
}

impl Language {
    /// Every language, in the order of the language switch.
    pub const ALL: [Self; 3] = [Self::Fa, Self::Azb, Self::En];

    /// The language of a code, exactly as [`Self::code`] writes it.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The BCP 47 tag, which is also the first segment of the path.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fa => "fa",
            Self::Azb => "azb",
            Self::En => "en",
        }
    }

    /// The direction of the script, as the `dir` attribute wants it.
    #[must_use]
    pub const fn dir(self) -> &'static str {
        match self {
            Self::Fa | Self::Azb => "rtl",
            Self::En => "ltr",
        }
    }

    /// Whether the script runs from right to left.
    #[must_use]
    pub const fn is_rtl(self) -> bool {
        matches!(self, Self::Fa | Self::Azb)
    }

    /// The language's name in itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Fa => "فارسی",
            Self::Azb => "تورکجه",
            Self::En => "English",
        }
    }

    /// The one of three names that this language reads.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn name(self, name: &cases::Name) -> &str {
        match self {
            Self::Fa => &name.fa,
            Self::Azb => &name.azb,
            Self::En => &name.en,
        }
    }

    /// The catalogue of the language.
    #[cfg(feature = "ssr")]
    pub(crate) const fn text(self) -> &'static text::Text {
        match self {
            Self::Fa => &fa::TEXT,
            Self::Azb => &azb::TEXT,
            Self::En => &en::TEXT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_and_nothing_else_does() {
        for language in Language::ALL {
            assert_eq!(Language::parse(language.code()), Some(language));
        }
        for other in ["", "FA", "fa ", "az", "english"] {
            assert_eq!(Language::parse(other), None, "{other:?}");
        }
    }
}
