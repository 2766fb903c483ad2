//! The printable page of a certificate: one file that needs no other.

use app::Language;
use app::components::fact::fact_rows;
use app::components::qr::Qr;
use app::language::verify::Word;
use app::pages::verify::names_of;
use cases::City;
use certificate::{Claims, KeyId};
use leptos::prelude::*;

const STYLE: &str = include_str!("page.css");
/// Micrometres a module: 0.508 mm is six dots of a printer of 300 dots an inch.
const MODULE: usize = 508;

/// The page in Persian, the language of the ruling: the signed fields in the order and wording of
/// the verifier, the QR code in a box that no stamp may touch, and the address to type by hand.
#[must_use]
pub fn certificate_page(claims: &Claims, key: KeyId, qr: &Qr, city: &City, origin: &str) -> String {
    let language = Language::Fa;
    let wording = names_of(language, city);
    let word = |word: Word| wording.words.word(word).to_owned();
    let owner = Owner::new_root(None);
    let document = owner.with(|| {
        let rows = fact_rows(claims, &wording)
            .into_iter()
            .map(|(name, value)| {
                view! {
                    <tr>
                        <th scope="row">{word(name)}</th>
                        <td inner_html=value.into_string()></td>
                    </tr>
                }
            })
            .collect_view();
        let institution = language.name(&city.institution).to_owned();
        let code = qr.svg("کد QR گواهی", MODULE);
        let synthetic = city.synthetic.then(|| {
            view! {
                <p class="warning">
                    "نمونهٔ نمایشی با دادهٔ ساختگی؛ کلید نمایشی است و این برگ اعتبار قانونی ندارد."
                </p>
            }
        });
        view! {
            <html lang=language.code() dir=language.dir()>
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <title>{format!("گواهی رأی {}", claims.number)}</title>
                    <style inner_html=STYLE></style>
                </head>
                <body>
                    <main>
                        <header>
                            <p class="institution">{institution}</p>
                            <h1>"گواهی رأی کمیسیون ماده صد"</h1>
                        </header>
                        {synthetic}
                        <table>
                            <caption>"آنچه امضا شده است"</caption>
                            <tbody>{rows}</tbody>
                        </table>
                        <section class="check">
                            <div class="code-box" inner_html=code></div>
                            <div class="how">
                                <h2>"این برگ فقط با بررسی معتبر است"</h2>
                                <p>
                                    "کد را با دوربین گوشی بخوانید، یا این نشانی را خودتان در مرورگر بنویسید و کد را آنجا نشان دهید:"
                                </p>
                                <p class="typed"><bdi dir="ltr">{format!("{origin}/v")}</bdi></p>
                                <p>
                                    "سپس سطرهای بالا را با آنچه صفحه نشان می‌دهد یکی‌یکی مقایسه کنید. اگر حتی یکی فرق دارد، برگ دست‌کاری شده است."
                                </p>
                                <p class="small">
                                    "روی کد مُهر نزنید. شناسهٔ کلید: "
                                    <bdi dir="ltr">{key.to_string()}</bdi>
                                </p>
                            </div>
                        </section>
                    </main>
                </body>
            </html>
        }
        .to_html()
    });
    owner.cleanup();
    format!("<!DOCTYPE html>{document}")
}
