//! The words of the verifier. An island gets them as data of its page, so that the browser loads
//! one language and no catalogue.

/// Declares the words and the order in which a page carries them.
macro_rules! words {
    ($($(#[$doc:meta])* $word:ident),* $(,)?) => {
        /// A word or sentence of the verifier.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Word {
            $($(#[$doc])* $word,)*
        }

        impl Word {
            /// Every word, in the order in which a page carries them.
            pub const ALL: &[Self] = &[$(Self::$word,)*];
        }
    };
}

words! {
    /// Label of the box for the address or the digits.
    PasteLabel,
    /// What may be pasted.
    PasteHint,
    /// The button that checks what was pasted.
    Check,
    /// Label of the choice of a photo.
    PhotoLabel,
    /// What happens to the photo.
    PhotoHint,
    /// While the photo is read.
    Reading,
    /// No code was found in the photo.
    PhotoNone,
    /// The file is no picture that the browser reads.
    PhotoUnreadable,
    /// The file or the picture is too large.
    PhotoTooLarge,
    /// Reading took too long and was stopped.
    PhotoTooLong,
    /// The code is another system's; `{text}` is its beginning.
    PhotoForeign,
    /// The part that reads photos could not be loaded.
    PhotoFailed,
    /// Genuine, and whether it still stands was not checked.
    GenuineTitle,
    /// What that means.
    GenuineText,
    /// Genuine, and the public log does not hold it at its place.
    NotInLogTitle,
    /// What that means.
    NotInLogText,
    /// Not one of ours, or altered.
    RefusedTitle,
    /// What to do.
    RefusedText,
    /// Could not be checked.
    UnknownTitle,
    /// What to do.
    UnknownText,
    /// Before a reason.
    Reason,
    /// The text is the address of something else.
    ReasonNotOurs,
    /// Nothing was given.
    ReasonEmpty,
    /// The digits are incomplete or altered.
    ReasonDigits,
    /// A profile that this verifier does not know.
    ReasonProfile,
    /// The bytes are not a certificate.
    ReasonForm,
    /// The key is not in the list.
    ReasonUnknownKey,
    /// The signature does not fit.
    ReasonSignature,
    /// Signed, but not in the form of a certificate.
    ReasonContent,
    /// The key was not in use on that day.
    ReasonPeriod,
    /// The key is compromised.
    ReasonCompromised,
    /// The key is compromised, and the log that would decide was not looked at; `{n}` is the place
    /// from which on nothing is relied on.
    ReasonCompromisedBound,
    /// The key list of the page does not read.
    ReasonKeyList,
    /// Signed with a demonstration key.
    Demonstration,
    /// Heading of the signed facts.
    FactsTitle,
    /// How to compare them with the paper.
    FactsHint,
    /// Case number.
    Case,
    /// Commission and kind of sitting.
    Commission,
    /// Day of the ruling.
    RuledOn,
    /// District.
    District,
    /// Renovation code.
    Property,
    /// Violation and what was ruled about it.
    Violation,
    /// Area in square metres; `{area}`.
    Area,
    /// Amount of the fine.
    Amount,
    /// The amount in words; `{words}`.
    InWords,
    /// Day on which the ruling became final.
    FinalOn,
    /// Finality is not stated.
    NotFinal,
    /// Address.
    Address,
    /// SHA-256 of the ruling's text.
    TextHash,
    /// The certificate's number.
    Number,
    /// Day of issue.
    IssuedOn,
    /// Which of the property's certificates this is.
    Chain,
    /// The certificate's place in the property's sequence; `{n}`.
    Sequence,
    /// Heading of what was checked.
    ChecksTitle,
    /// The form.
    FormCheck,
    /// The signature.
    SignatureCheck,
    /// The key.
    KeyCheck,
    /// The status.
    StatusCheck,
    /// The log.
    LogCheck,
    /// The paper.
    PaperCheck,
    /// Good.
    Good,
    /// Bad.
    Bad,
    /// Not checked, and therefore unknown.
    NotChecked,
    /// Not compared with the paper.
    NotCompared,
    /// Key in use.
    KeyActive,
    /// Key out of use since.
    KeyRetired,
    /// Key compromised.
    KeyCompromised,
    /// Key compromised after this certificate was in the log.
    KeyCompromisedLater,
    /// Key outside its period.
    KeyOutside,
    /// Key not in the list.
    KeyUnknown,
    /// Signed by; before the issuer's name.
    SignedBy,
    /// The log is being asked.
    LogAsked,
    /// In the log.
    LogIncluded,
    /// In the log, as its witnesses saw it; `{time}` is a moment.
    LogWitnessed,
    /// Not at its place in the log.
    LogNotFound,
    /// The text states no place in the log.
    LogNoPlace,
    /// The log was not looked at; before the reason.
    LogNotChecked,
    /// The place that the text states; `{n}`.
    LogPlace,
    /// The size of the log; `{n}`.
    LogSize,
    /// There is no log.
    LogNone,
    /// The log could not be reached.
    LogNoNetwork,
    /// The log took too long.
    LogTooLong,
    /// What the log signed is refused.
    LogRefused,
    /// Too few witnesses.
    LogNoQuorum,
    /// The log's files do not fit what it signed.
    LogAltered,
    /// The log's checkpoint does not reach the certificate's place.
    LogOlder,
    /// To the page about the log.
    LogLink,
    /// Heading of what is not proven.
    LimitsTitle,
    /// What is not proven: that it still stands.
    LimitStatus,
    /// What is not proven: who holds the paper.
    LimitHolder,
    /// What is not proven: the paper itself.
    LimitPaper,
    /// A code that the city's lists do not have; `{n}`.
    UnknownCode,
    /// Prints the result.
    Print,
    /// Heading of the tool once there is a verdict.
    Another,
    /// Title of the page.
    Title,
    /// First sentence of the page.
    Lead,
    /// What leaves the browser: nothing.
    Privacy,
    /// Title of the plain form.
    PlainTitle,
    /// What the plain form does.
    PlainText,
    /// Scripts are off.
    NoScript,
    /// The checker could not be started.
    NotStarted,
    /// Title of the way that does not go through the paper.
    TypedTitle,
    /// Type the portal's address by hand.
    TypedText,
    /// Title of the keys.
    KeysTitle,
    /// What the keys are for.
    KeysText,
    /// Label of the key fingerprint.
    KeyId,
}

/// The words of one language, a line each, in the order of [`Word::ALL`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(String);

impl Words {
    /// The words of a language.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn of(language: super::Language) -> Self {
        let catalogue = match language {
            super::Language::Fa => super::verify_fa::word,
            super::Language::Azb => super::verify_azb::word,
            super::Language::En => super::verify_en::word,
        };
        let words: Vec<&str> = Word::ALL.iter().map(|word| catalogue(*word)).collect();
        Self(words.join("\n"))
    }

    /// Words that a page carries.
    #[must_use]
    pub const fn from_text(text: String) -> Self {
        Self(text)
    }

    /// The text that [`Self::from_text`] takes.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// A word.
    #[must_use]
    pub fn word(&self, word: Word) -> &str {
        self.0.split('\n').nth(word as usize).unwrap_or_default()
    }

    /// A sentence with its one place filled.
    #[must_use]
    pub fn filled(&self, word: Word, place: &str, value: &str) -> String {
        self.word(word).replace(&["{", place, "}"].concat(), value)
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn every_word_is_said_somewhere() {
        let users = [
            include_str!("../components/fact.rs"),
            include_str!("../components/log_fact.rs"),
            include_str!("../components/verdict.rs"),
            include_str!("../components/wording.rs"),
            include_str!("../islands/verify.rs"),
            include_str!("../pages/verify.rs"),
        ];
        for word in Word::ALL {
            let name = format!("Word::{word:?}");
            let said = users.iter().flat_map(|user| user.split(&name).skip(1)).any(|rest| {
                !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_')
            });
            assert!(said, "{name}");
        }
    }

    #[test]
    fn every_language_has_every_word_with_the_same_places() {
        let places = |text: &str| {
            text.split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}'))
                .map(|(place, _)| place.to_owned())
                .collect::<Vec<_>>()
        };
        let english = Words::of(Language::En);
        for language in Language::ALL {
            let words = Words::of(language);
            for word in Word::ALL {
                assert!(
                    !words.word(*word).trim().is_empty() && !words.word(*word).contains('\n'),
                    "{language:?} {word:?}"
                );
                assert_eq!(
                    places(words.word(*word)),
                    places(english.word(*word)),
                    "{language:?} {word:?}"
                );
            }
        }
    }
}
