//! A typed certificate number: what is accepted has one printed form, which is accepted too.
#![no_main]

use certificate::CertificateNumber;

libfuzzer_sys::fuzz_target!(|input: &str| {
    if let Ok(number) = CertificateNumber::parse(input) {
        assert_eq!(CertificateNumber::parse(&number.to_string()), Ok(number));
    }
});
