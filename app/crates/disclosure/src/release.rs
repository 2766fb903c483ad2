//! A release: the files of a month, made once and never changed.

use calendar::{Day, Month};
use statistics::{Figure, Manifest, ReleaseId, manifest};

use crate::{ProtectedFamily, Refusal};

/// What a withheld figure means, for those who read the files and not the pages.
const MEANING: [(&str, &str); 3] = [
    (
        "fa",
        "عدد منتشر نمی‌شود تا ملکی شناخته نشود. از جمع‌های جدول‌های همین ماه به‌تنهایی فقط \
         برمی‌آید که عدد میان دو کران lower و upper است. آنچه از جای دیگر دانسته می‌شود، از \
         جمله از ماه‌های دیگر، شاید بیش از این بگوید.",
    ),
    (
        "azb",
        "سای یاییلمیر کی هئچ بیر مولک تانینماسین. یالنیز بو آیین جدوللرینین جمع‌لریندن \
         آنجاق بو بیلینیر کی سای lower ایله upper آراسیندادیر. باشقا یئردن، او جمله‌دن \
         باشقا آیلاردان بیلینن، بوندان آرتیق دئیه بیلر.",
    ),
    (
        "en",
        "The count is withheld so that no property can be recognised. From the sums of this \
         month's tables alone it can only be said to lie between lower and upper, both included; \
         upper is null when nothing bounds it. Other figures are withheld too, so that no \
         subtraction within the month gives it away; which ones were withheld for that reason is \
         not told. What is known from elsewhere, other months included, may say more.",
    ),
];

/// One immutable file of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtectedFile {
    path: String,
    bytes: Vec<u8>,
    sha256: [u8; 32],
}

impl ProtectedFile {
    /// Path inside the release, as in `district.csv`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// SHA-256 of the bytes.
    #[must_use]
    pub const fn sha256(&self) -> &[u8; 32] {
        &self.sha256
    }
}

/// The files of a month's protected tables with their manifest. It is made of a
/// [`ProtectedFamily`] and of nothing else: no figure gets into a release unprotected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtectedRelease {
    id: ReleaseId,
    published_on: Day,
    files: Vec<ProtectedFile>,
    manifest: String,
    root: [u8; 32],
}

impl ProtectedRelease {
    /// Writes the files: each table as CSV and JSON, and `release.json`. The same arguments give
    /// the same bytes.
    ///
    /// # Errors
    ///
    /// [`Refusal::MonthNotOver`] when the day is not after the month.
    pub fn new(family: &ProtectedFamily, published_on: Day) -> Result<Self, Refusal> {
        let month = family.month();
        if published_on <= month.last_day() {
            return Err(Refusal::MonthNotOver { last: month.last_day() });
        }
        let mut files = vec![file("release.json".to_owned(), describe(family, published_on))];
        for table in family.tables() {
            let table = table.published();
            files.push(file(format!("{}.csv", table.dimension()), table.to_csv()));
            files.push(file(format!("{}.json", table.dimension()), table.to_json()));
        }
        files.sort_by(|one, other| one.path.cmp(&other.path));
        let manifest = Manifest::of(files.iter().map(|file| (file.path.as_str(), file.sha256)))
            .map_err(|_| Refusal::Manifest)?;
        let (root, manifest) = (manifest.root(), manifest.text());
        Ok(Self { id: ReleaseId::of(month), published_on, files, manifest, root })
    }

    /// The short citable code.
    #[must_use]
    pub const fn id(&self) -> ReleaseId {
        self.id
    }

    /// The month that the figures are about.
    #[must_use]
    pub const fn month(&self) -> Month {
        self.id.month()
    }

    /// The civil day of publication.
    #[must_use]
    pub const fn published_on(&self) -> Day {
        self.published_on
    }

    /// The files, sorted by path.
    #[must_use]
    pub fn files(&self) -> &[ProtectedFile] {
        &self.files
    }

    /// The manifest: one line a file, `<sha256 in hex>  <path>\n`, sorted by path.
    #[must_use]
    pub fn manifest(&self) -> &str {
        &self.manifest
    }

    /// SHA-256 of the manifest: one value that stands for every byte of the release.
    #[must_use]
    pub const fn root(&self) -> &[u8; 32] {
        &self.root
    }
}

fn file(path: String, text: String) -> ProtectedFile {
    let bytes = text.into_bytes();
    let sha256 = manifest::sum(&bytes);
    ProtectedFile { path, bytes, sha256 }
}

/// `release.json`: what the release is and by which rules it is protected. Its texts are fixed
/// and have nothing that JSON would have to escape.
fn describe(family: &ProtectedFamily, published_on: Day) -> String {
    let month = family.month();
    let tables: Vec<String> = family
        .tables()
        .iter()
        .map(|table| format!("\"{}\"", table.published().dimension()))
        .collect();
    let meaning: Vec<String> =
        MEANING.iter().map(|(language, text)| format!("\"{language}\": \"{text}\"")).collect();
    format!(
        "{{\n  \"id\": \"{}\",\n  \"month\": \"{month}\",\n  \"published_on\": \"{published_on}\",\n  \
         \"counted\": \"outcomes of rulings\",\n  \
         \"rules\": {{\"threshold\": {}, \"unit\": \"property\"}},\n  \
         \"total\": {{{}}},\n  \"tables\": [{}],\n  \
         \"status\": {{\n    \"{}\": {{\n      {}\n    }}\n  }}\n}}\n",
        ReleaseId::of(month),
        family.rules().threshold(),
        family.total().json_members(),
        tables.join(", "),
        Figure::WITHHELD,
        meaning.join(",\n      "),
    )
}
