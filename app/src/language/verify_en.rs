//! The words of the verifier: English.

use super::verify::Word;

pub(super) const fn word(word: Word) -> &'static str {
    match word {
        Word::PasteLabel => "The address or the digits of the code",
        Word::PasteHint => {
            "The whole address (https://…/v#…) or the digits alone; Persian digits, spaces and line breaks do not matter."
        }
        Word::Check => "Check",
        Word::PhotoLabel => "Choose a photo of the code",
        Word::PhotoHint => "The photo is read here in your browser and is sent nowhere.",
        Word::Reading => "Reading the photo…",
        Word::PhotoNone => {
            "No code was found in this photo. Take it closer, in more light and from straight above, or enter the address."
        }
        Word::PhotoUnreadable => {
            "This file is not a picture that your browser can read. Choose a JPEG or PNG."
        }
        Word::PhotoTooLarge => {
            "This photo is too large. Choose one under 40 megabytes and 100 megapixels, or cut out the code alone."
        }
        Word::PhotoTooLong => {
            "Reading this photo took too long and was stopped. Take another one or enter the address."
        }
        Word::PhotoForeign => "This code is not a certificate of ours; its text begins: {text}",
        Word::PhotoFailed => {
            "The part that reads photos could not be loaded. Check your connection or enter the address."
        }
        Word::GenuineTitle => {
            "Genuine and unaltered; whether the ruling still stands was not checked"
        }
        Word::GenuineText => {
            "The issuer signed this certificate and it has not changed since. This check does not say that the ruling still stands; ask the commission about that."
        }
        Word::NotInLogTitle => "Signed by the city, but not in the public log",
        Word::NotInLogText => {
            "The signature is the city’s, but the public log does not hold this certificate at the place it states. Do not rely on it before asking the office."
        }
        Word::RefusedTitle => "Not one of ours, or altered",
        Word::RefusedText => {
            "Do not rely on this paper. If you read it from a photo or a copy, read it once more from the paper itself; if the result is the same, contact the responsible office."
        }
        Word::UnknownTitle => "Could not be checked",
        Word::UnknownText => {
            "It can be called neither genuine nor false. See the reason and check again."
        }
        Word::Reason => "Reason",
        Word::ReasonNotOurs => {
            "This text is not the address of a certificate; it may be another system’s code."
        }
        Word::ReasonEmpty => "There is nothing to check.",
        Word::ReasonDigits => {
            "The digits are incomplete or were altered. If you typed them, scan the code or paste the whole address."
        }
        Word::ReasonProfile => "This certificate is of a version that this checker does not know.",
        Word::ReasonForm => "The data do not have the form of a certificate.",
        Word::ReasonUnknownKey => "It is signed with a key that is not in our key list.",
        Word::ReasonSignature => {
            "The signature does not fit the content: it was altered, or was never signed with this key."
        }
        Word::ReasonContent => {
            "The signature is good, but the content does not have the form of a certificate."
        }
        Word::ReasonPeriod => "The key was not in use on the day of issue.",
        Word::ReasonCompromised => "This key was compromised and its signatures are not relied on.",
        Word::ReasonCompromisedBound => {
            "This key was compromised. Only what stood in the public log before place {n} is still relied on, and whether this certificate did could not be checked. Do not rely on it until that is known."
        }
        Word::ReasonKeyList => "The key list could not be read. Open the page again.",
        Word::Demonstration => "Signed with a demonstration key: it has no legal force.",
        Word::FactsTitle => "What is signed; compare it with the paper",
        Word::FactsHint => {
            "Tick every line that is the same on the paper. If even one differs, the paper was altered."
        }
        Word::Case => "Case number",
        Word::Commission => "Commission and stage",
        Word::RuledOn => "Date of the ruling",
        Word::District => "District",
        Word::Property => "Renovation code",
        Word::Violation => "Violation and ruling",
        Word::Area => "{area} m²",
        Word::Amount => "Amount of the fine",
        Word::InWords => "in words: {words}",
        Word::FinalOn => "Final since",
        Word::NotFinal => "not stated in this certificate",
        Word::Address => "Address",
        Word::TextHash => "Fingerprint of the ruling’s text (SHA-256)",
        Word::Number => "Certificate number",
        Word::IssuedOn => "Issued on",
        Word::Chain => "Sequence for the property",
        Word::Sequence => "certificate {n} for this property",
        Word::ChecksTitle => "What was checked",
        Word::FormCheck => "Form",
        Word::SignatureCheck => "Signature",
        Word::KeyCheck => "Key",
        Word::StatusCheck => "Status today",
        Word::LogCheck => "Public log",
        Word::PaperCheck => "Paper",
        Word::Good => "good",
        Word::Bad => "bad",
        Word::NotChecked => "not checked",
        Word::NotCompared => "not compared; that is yours to do",
        Word::KeyActive => "in use",
        Word::KeyRetired => "retired; what it signed in its time stays good",
        Word::KeyCompromised => "compromised",
        Word::KeyCompromisedLater => {
            "compromised; this certificate was in the log before that and stays good"
        }
        Word::KeyOutside => "not in use on the day of issue",
        Word::KeyUnknown => "not in the list",
        Word::SignedBy => "Signed by",
        Word::LogAsked => "Looking it up in the public log…",
        Word::LogIncluded => "In the public log.",
        Word::LogWitnessed => "In the public log, as its witnesses confirmed it on {time}.",
        Word::LogNotFound => "Not in the public log at the place it states.",
        Word::LogNoPlace => "It states no place in the public log.",
        Word::LogNotChecked => "Public log: not checked.",
        Word::LogPlace => "Place in the log: {n}.",
        Word::LogSize => "Entries in the log: {n}.",
        Word::LogNone => "This portal has no public log, or serves none at the moment.",
        Word::LogNoNetwork => {
            "The log could not be reached; check your connection and check again."
        }
        Word::LogTooLong => "The log did not answer in time; check again later.",
        Word::LogRefused => "What the log has signed was not accepted.",
        Word::LogNoQuorum => "Too few witnesses have confirmed the present state of the log.",
        Word::LogAltered => "What the log handed out does not fit what it has signed.",
        Word::LogOlder => {
            "The checkpoint that the log showed is older than the certificate, or the place that the certificate states is wrong. Check again later; if this stays, ask the office."
        }
        Word::LogLink => "What the public log is",
        Word::LimitsTitle => "What this check does not prove",
        Word::LimitStatus => {
            "that the ruling still stands today and was not quashed, corrected or executed."
        }
        Word::LimitHolder => "that whoever holds the paper is the party of the case.",
        Word::LimitPaper => {
            "that the words on the paper are those that were signed; compare them yourself."
        }
        Word::UnknownCode => "code {n} (not in the city’s lists)",
        Word::Print => "Print this result",
        Word::Another => "Check another document",
        Word::Title => "Check a document",
        Word::Lead => {
            "Point your phone’s camera at the certificate’s QR code; this page opens and gives the result. Or use one of the ways below."
        }
        Word::Privacy => {
            "The check runs in your browser. Nothing of the certificate is sent to us or to anybody."
        }
        Word::PlainTitle => "Check on our server, for browsers without scripts",
        Word::PlainText => {
            "If the check does not run in your browser, paste the certificate’s address here. This way its content reaches our server; we do not keep it and write it nowhere."
        }
        Word::NoScript => "Scripts are off in your browser; use the form below.",
        Word::NotStarted => {
            "The checker did not start in this browser. Use the form at the bottom of the page."
        }
        Word::TypedTitle => "Do not rely on the page that the code opens",
        Word::TypedText => {
            "Whoever forges a paper can also build a page like this. Type the address of this portal into the browser yourself:"
        }
        Word::KeysTitle => "The issuer’s keys",
        Word::KeysText => {
            "Certificates are checked against these keys alone. You can compare a key’s fingerprint with the one that the municipality prints."
        }
        Word::KeyId => "Key ID",
    }
}
