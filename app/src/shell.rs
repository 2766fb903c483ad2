//! The document round every page: head, header, footer.

use leptos::html;
use leptos::prelude::*;

use crate::components::{code::code, qr::Qr, sentence::sentence};
use crate::language::{Language, date as dates, digits};
use crate::page::Content;
use crate::paths::{self, Section};
use crate::route::Route;
use crate::site::Frame;

/// Micrometres a module of the page's own code: a usual address makes two centimetres.
const PAGE_CODE_MODULE: usize = 500;

/// The whole document of a page, without its `DOCTYPE`.
pub(crate) fn document(content: Content, frame: &Frame<'_>) -> impl IntoView + use<> {
    let text = &frame.text().shell;
    let head = head(&content, frame);
    let synthetic = frame.site.synthetic.then(|| synthetic(frame));
    let trail = (!content.trail.is_empty()).then(|| trail(&content, frame));
    view! {
        <html lang=frame.language.code() dir=frame.language.dir()>
            {head}
            <body>
                <a class="skip" href="#main">{text.skip}</a>
                {synthetic}
                {late(frame)}
                {header(frame)}
                {trail}
                <main id="main" tabindex="-1">{content.body}</main>
                {footer(content.permanent, frame)}
            </body>
        </html>
    }
}

fn head(content: &Content, frame: &Frame<'_>) -> impl IntoView + use<> {
    let assets = &frame.site.assets;
    let title = format!("{} · {}", content.title, frame.text().shell.house);
    let links =
        if content.permanent { permanent_links(frame).into_any() } else { passing().into_any() };
    let fonts: Vec<_> =
        fonts(frame).into_iter().map(|font| preload("font", "font/woff2", font)).collect();
    let island = content.island.then(|| {
        view! {
            <link rel="modulepreload" href=assets.script.clone() />
            {preload("fetch", "application/wasm", assets.wasm.clone())}
            <script type="module" src=assets.boot.clone()></script>
        }
    });
    view! {
        <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>{title}</title>
            <meta name="description" content=content.description.clone() />
            <meta name="theme-color" content="#FBFAF7" media="(prefers-color-scheme: light)" />
            <meta name="theme-color" content="#12161C" media="(prefers-color-scheme: dark)" />
            <meta name="referrer" content="no-referrer" />
            <meta name="format-detection" content="telephone=no" />
            {links}
            {fonts}
            <link rel="stylesheet" href=assets.style.clone() />
            <link rel="icon" type="image/svg+xml" href=assets.icon.clone() />
            {island}
        </head>
    }
}

/// A preload link. `as` is a word of Rust's own, so that the macro cannot write it.
fn preload(what: &'static str, kind: &'static str, href: String) -> impl IntoView {
    html::link().rel("preload").r#as(what).r#type(kind).href(href).crossorigin("anonymous")
}

/// The fonts that the first view needs; the others come when a letter asks for them.
fn fonts(frame: &Frame<'_>) -> Vec<String> {
    let assets = &frame.site.assets;
    let latin = assets.font_latin.clone();
    if frame.language.is_rtl() { vec![assets.font_arabic.clone(), latin] } else { vec![latin] }
}

fn permanent_links(frame: &Frame<'_>) -> impl IntoView + use<> {
    let alternates: Vec<_> = Language::ALL
        .into_iter()
        .map(|language| (language.code(), language))
        .chain([("x-default", Language::Fa)])
        .map(|(code, language)| {
            let href = format!("{}{}", frame.site.origin, in_language(language, frame));
            view! { <link rel="alternate" hreflang=code href=href /> }
        })
        .collect();
    view! {
        <link rel="canonical" href=frame.address() />
        {alternates}
    }
}

fn passing() -> impl IntoView {
    view! { <meta name="robots" content="noindex" /> }
}

fn synthetic(frame: &Frame<'_>) -> impl IntoView + use<> {
    let text = &frame.text().shell;
    view! {
        <aside class="banner" aria-label=text.synthetic_title>
            <p><strong>{text.synthetic_title}</strong> " " {text.synthetic}</p>
        </aside>
    }
}

fn late(frame: &Frame<'_>) -> Option<impl IntoView + use<>> {
    let latest = frame.site.latest.as_ref().filter(|_| frame.site.late)?;
    let text = &frame.text().shell;
    let month = dates::month(latest.month, frame.language);
    let values = [("month", month.as_str()), ("contact", frame.contact())];
    Some(view! {
        <aside class="banner banner-late" aria-label=text.late_title>
            <p><strong>{text.late_title}</strong> " " {sentence(text.late, &values)}</p>
        </aside>
    })
}

fn header(frame: &Frame<'_>) -> impl IntoView + use<> {
    let text = &frame.text().shell;
    let doors: Vec<_> =
        [(Route::Case, text.case), (Route::Verify, text.verify), (Route::Figures, text.figures)]
            .into_iter()
            .map(|(route, name)| {
                let href = paths::page(frame.language, &route);
                let current = (href == frame.path).then_some("page");
                view! { <li><a href=href aria-current=current>{name}</a></li> }
            })
            .collect();
    let languages: Vec<_> = Language::ALL
        .into_iter()
        .map(|language| {
            let current = (language == frame.language).then_some("true");
            view! {
                <li>
                    <a
                        href=in_language(language, frame)
                        lang=language.code()
                        hreflang=language.code()
                        dir=language.dir()
                        aria-current=current
                    >
                        {language.own_name()}
                    </a>
                </li>
            }
        })
        .collect();
    view! {
        <header class="header">
            <a class="house" href=paths::home(frame.language)>
                {mark()}
                {text.house}
            </a>
            <nav class="doors" aria-label=text.doors><ul>{doors}</ul></nav>
            <nav class="languages" aria-label=text.language><ul>{languages}</ul></nav>
        </header>
    }
}

/// The mark of the house: the eight-pointed star of its ornament.
fn mark() -> impl IntoView {
    view! {
        <svg class="mark" width="28" height="28" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
            <path d="M48 24 41 31 41 41 31 41 24 48 17 41 7 41 7 31 0 24 7 17 7 7 17 7 24 0 31 7 41 7 41 17Z"></path>
            <circle class="mark-eye" cx="24" cy="24" r="8"></circle>
        </svg>
    }
}

fn trail(content: &Content, frame: &Frame<'_>) -> impl IntoView + use<> {
    let above: Vec<_> = content
        .trail
        .iter()
        .map(|(name, href)| view! { <li><a href=href.clone()>{name.clone()}</a></li> })
        .collect();
    view! {
        <nav class="trail" aria-label=frame.text().shell.breadcrumb>
            <ol>{above}</ol>
        </nav>
    }
}

fn footer(permanent: bool, frame: &Frame<'_>) -> impl IntoView + use<> {
    let text = &frame.text().shell;
    let language = frame.language;
    let age = match &frame.site.latest {
        Some(latest) => {
            let month = dates::month(latest.month, language);
            let day = dates::long(latest.published_on, language);
            sentence(text.age_value, &[("month", &month), ("day", &day)]).into_any()
        }
        None => text.age_none.into_any(),
    };
    let link = |section| paths::about(language, Some(section));
    let log = match frame.site.log_size {
        Some(size) => {
            let size = digits::number(size, language);
            sentence(text.log_size, &[("n", &size)]).into_any()
        }
        None => text.log_none.into_any(),
    };
    view! {
        <footer class="footer">
            <dl>
                <div>
                    <dt>{text.responsible}</dt>
                    <dd>{frame.office().to_owned()}</dd>
                </div>
                <div>
                    <dt>{text.age}</dt>
                    <dd>{age}</dd>
                </div>
                <div>
                    <dt>{text.contact}</dt>
                    <dd>{code(frame.contact())}</dd>
                </div>
                <div>
                    <dt>{text.licence}</dt>
                    <dd>{text.licence_text}</dd>
                </div>
                <div>
                    <dt>{text.build}</dt>
                    <dd>{code(frame.site.build.clone())}</dd>
                </div>
                <div>
                    <dt>{text.log}</dt>
                    <dd><a href=paths::log(language)>{log}</a></dd>
                </div>
                <div class="print-only">
                    <dt>{text.page_address}</dt>
                    <dd>{code(frame.address())}</dd>
                </div>
            </dl>
            {permanent.then(|| page_code(frame))}
            <ul class="footer-links">
                <li><a href=paths::about(language, None)>{text.about}</a></li>
                <li><a href=link(Section::Report)>{text.report_error}</a></li>
                <li><a href=link(Section::Accessibility)>{text.accessibility}</a></li>
                <li><a href=link(Section::Privacy)>{text.privacy}</a></li>
                <li><a href=paths::KEYS>{text.keys}</a></li>
            </ul>
        </footer>
    }
}

/// The page's address for the camera of a telephone, on paper only. An address that no telephone
/// could read off paper gets none.
fn page_code(frame: &Frame<'_>) -> Option<impl IntoView + use<>> {
    let qr = Qr::of_address(&frame.address()).ok()?;
    let svg = qr.svg(frame.text().shell.page_address, PAGE_CODE_MODULE);
    Some(view! { <div class="page-code print-only" inner_html=svg></div> })
}

/// The same page in another language, or the front page where the address is no page of ours.
fn in_language(language: Language, frame: &Frame<'_>) -> String {
    let prefix = format!("/{}", frame.language.code());
    let route = frame.path.strip_prefix(&prefix).and_then(Route::parse);
    paths::page(language, &route.unwrap_or(Route::Home))
}
