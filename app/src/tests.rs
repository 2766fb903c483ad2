//! The pages as a reader gets them: every page, in every state and language.

#![cfg(test)]

mod fixture;
mod log;
mod verdict;

use fixture::{every_page, pages_with_hostile_text, site};

use crate::language::Language;
use crate::page::{Page, render};
use crate::pages::verify::VerifyPage;
use crate::route::Route;
use crate::site::Site;

/// Calls the check with every page in every language.
fn each(check: impl Fn(&str, &Page<'_>, Language, &str)) {
    let site = site();
    fixture::with_pages(|pages| {
        for language in Language::ALL {
            for (route, page) in every_page(&pages) {
                let path = format!("/{}{route}", language.code());
                let html = render(&page, language, &path, &site);
                check(&html, &page, language, &path);
            }
        }
    });
}

#[test]
fn a_page_is_the_same_bytes_at_every_render() {
    let site = site();
    each(|html, page, language, path| {
        assert_eq!(html, render(page, language, path, &site), "{path}");
    });
}

#[test]
fn a_page_says_its_language_and_direction_and_has_one_heading() {
    each(|html, _, language, path| {
        let opening =
            format!(r#"<!DOCTYPE html><html lang="{}" dir="{}">"#, language.code(), language.dir());
        assert!(html.starts_with(&opening), "{path}: {}", &html[..120]);
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        assert_eq!(html.matches("<main").count(), 1, "{path}");
        assert_eq!(html.matches("<title>").count(), 1, "{path}");
        assert!(html.ends_with("</html>"), "{path}");
    });
}

#[test]
fn no_page_has_inline_style_and_only_the_one_with_an_island_has_a_script() {
    each(|html, page, _, path| {
        assert!(!html.contains(" style="), "{path}");
        assert!(!html.contains("<style"), "{path}");
        assert!(!attributes(html).any(|name| name.starts_with("on")), "{path}");
        let scripts = usize::from(matches!(page, Page::Verify(_)));
        assert_eq!(html.matches("<script").count(), scripts, "{path}");
        assert_eq!(html.matches(r#"rel="modulepreload""#).count(), scripts, "{path}");
        if scripts == 0 {
            assert!(!html.contains("<!>") && !html.contains("<!--"), "{path}");
        }
    });
}

#[test]
fn no_placeholder_is_left_open() {
    each(|html, page, _, path| {
        // The island's data are JSON in an attribute, with the templates that it fills itself.
        let told = match page {
            Page::Verify(_) => texts(html),
            _ => html.to_owned(),
        };
        for (at, _) in told.match_indices('{') {
            let name = told[at + 1..].split('}').next().unwrap_or_default();
            assert!(
                name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c == '_'),
                "{path}: {{{name}}}"
            );
        }
    });
}

#[test]
fn every_internal_link_leads_to_a_page_or_a_file() {
    each(|html, _, _, path| {
        let ids: Vec<&str> = values(html, "id").collect();
        let mut count = 0;
        for href in values(html, "href").chain(values(html, "action")) {
            count += 1;
            if let Some(id) = href.strip_prefix('#') {
                assert!(ids.contains(&id), "{path}: {href}");
                continue;
            }
            let href = href.strip_prefix(fixture::ORIGIN).unwrap_or(href);
            assert!(leads_somewhere(href), "{path}: {href}");
        }
        assert!(count > 10, "{path}");
    });
}

#[test]
fn identifiers_are_unique_and_references_find_them() {
    each(|html, _, _, path| {
        let mut ids: Vec<&str> = values(html, "id").collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{path}");
        for name in ["for", "aria-labelledby", "aria-describedby"] {
            for id in values(html, name).flat_map(|value| value.split(' ')) {
                assert!(ids.contains(&id), "{path}: {name}={id}");
            }
        }
    });
}

#[test]
fn a_sentence_about_made_up_data_stands_on_every_page() {
    each(|html, _, language, path| {
        assert!(html.contains(language.text().shell.synthetic), "{path}");
    });
    let mut real = site();
    real.synthetic = false;
    let html = render(&Page::About, Language::En, "/en/about", &real);
    assert!(!html.contains(Language::En.text().shell.synthetic));
}

#[test]
fn late_figures_are_announced_on_every_page_and_only_then() {
    let late = Site { late: true, ..site() };
    let none = Site { latest: None, ..late.clone() };
    for language in Language::ALL {
        let title = language.text().shell.late_title;
        let told = |page: &Page<'_>, site: &Site| render(page, language, "/", site).contains(title);
        for page in [Page::About, Page::Verify(VerifyPage::default()), Page::NotFound] {
            assert!(told(&page, &late) && !told(&page, &site()), "{language:?}");
        }
        assert!(!told(&Page::About, &none), "what was never published is not late");
    }
    let html = render(&Page::About, Language::En, "/en/about", &late);
    assert!(texts(&html).contains("those of Shahrivar 1404;"), "{html}");
}

#[test]
fn what_people_type_is_escaped_everywhere() {
    let site = site();
    for page in pages_with_hostile_text() {
        for language in Language::ALL {
            let html = render(&page, language, "/fa/case", &site);
            assert!(!html.contains("<img"), "{html}");
            assert!(!html.contains(r#"" onfocus="#), "{html}");
            assert!(html.contains("&lt;img") || html.contains(r#"value="&quot;"#), "{html}");
        }
    }
    let html = render(&Page::NotFound, Language::Fa, "/fa/\"><img src=x>", &site);
    assert!(!html.contains("<img"), "{html}");
}

#[test]
fn a_wrong_code_and_an_unknown_case_get_the_same_bytes() {
    let site = site();
    let page = || fixture::not_found_case("3-1404-00217");
    let first = render(&page(), Language::Fa, "/fa/case", &site);
    assert_eq!(first, render(&page(), Language::Fa, "/fa/case", &site));
    assert!(first.contains("3-1404-00217"), "the number is kept for another try");
    assert!(first.contains("noindex"));
}

#[test]
fn withheld_cells_show_their_range_and_no_count() {
    fixture::with_pages(|pages| {
        let site = site();
        let page =
            Page::Table { release: &pages.latest, dimension: statistics::Dimension::District };
        let html = render(&page, Language::Fa, "/fa/figures/1404-06/district", &site);
        assert!(html.contains("نامنتشر"));
        assert!(html.contains("۱ تا ۸"));
        assert_eq!(html.matches("bar-withheld").count(), 2);
        let widths: Vec<&str> = html
            .split("<rect")
            .filter(|rect| rect.contains("bar-withheld"))
            .filter_map(|rect| values(rect, "width").next())
            .collect();
        assert_eq!(widths, ["12.0%", "12.0%"], "one length, whatever they hide");
    });
}

#[test]
fn a_range_is_said_to_come_from_its_month_alone() {
    fixture::with_pages(|pages| {
        let site = site();
        let table =
            Page::Table { release: &pages.latest, dimension: statistics::Dimension::District };
        for (language, other_months) in [
            (Language::Fa, "ماه‌های دیگر"),
            (Language::Azb, "باشقا آیلاردان"),
            (Language::En, "other months"),
        ] {
            for page in [&table, &Page::About] {
                let told = texts(&render(page, language, "/", &site));
                assert!(told.contains(other_months), "{language:?}: {told}");
            }
        }
    });
}

#[test]
fn what_a_table_counts_is_called_outcomes() {
    fixture::with_pages(|pages| {
        let site = site();
        let page =
            Page::Table { release: &pages.latest, dimension: statistics::Dimension::Violation };
        for (language, heading) in [
            (Language::Fa, "<h3>تعداد نتیجه‌ها (n)</h3>"),
            (Language::Azb, "<h3>نتیجه‌لرین ساییسی (n)</h3>"),
            (Language::En, "<h3>Number of outcomes (n)</h3>"),
        ] {
            let html = render(&page, language, "/", &site);
            assert!(html.contains(heading), "{language:?}: {html}");
        }
    });
}

#[test]
fn orders_are_never_shown_as_rulings() {
    let site = site();
    let html = render(&Page::Case(fixture::order_pending()), Language::Fa, "/fa/case", &site);
    assert!(html.contains("صدور قرار: قرار کارشناسی"), "{html}");
    assert!(!html.contains("صدور رأی"), "{html}");
    assert!(html.contains("timeline-future"));
}

#[test]
fn the_way_to_court_is_told_with_its_day() {
    let site = site();
    let told = |notified_on, today, language| {
        let page = Page::Case(fixture::final_ruling(notified_on, today));
        texts(&render(&page, language, "/", &site))
    };
    for (language, safe, open, over, unknown) in [
        (Language::Fa, "۱۴ آذر ۱۴۰۴", "می‌توان به دیوان", "وکیل", "روز ابلاغ این‌جا ثبت نشده"),
        (Language::Azb, "۱۴ آذر ۱۴۰۴", "شیکایت ائتمک اولار", "وکیل", "بیلدیریش گونو بورادا ثبت"),
        (Language::En, "14 Azar 1404", "is possible within", "A lawyer", "is not recorded here"),
    ] {
        // Notified on 15 Shahrivar: 90 days are 16 of Shahrivar, 60 of Mehr and Aban, 14 of Azar.
        let notified = Some("1404-06-15");
        let page = told(notified, "1404-08-20", language);
        assert!(page.contains(safe) && page.contains(open) && !page.contains(over), "{page}");
        let page = told(notified, "1406-01-01", language);
        assert!(page.contains(safe) && page.contains(over) && !page.contains(open), "{page}");
        let page = told(None, "1404-08-20", language);
        assert!(page.contains(unknown) && page.contains(open), "{page}");
        assert!(!page.contains(safe) && !page.contains(over), "{page}");
    }
}

#[test]
fn a_decision_about_four_violations_is_told_once() {
    let site = site();
    let page = Page::Case(fixture::four_violations());
    let html = render(&page, Language::En, "/en/case", &site);
    let told = |text: &str| html.matches(text).count();
    assert_eq!((told("Violation found"), told("Notified to the party")), (1, 1));
    assert_eq!(told(r#"<strong>Ruling</strong>"#), 1, "{html}");
    let list = html.rsplit(r#"<ul class="timeline-facts">"#).next().unwrap();
    let list = texts(list.split("</ul>").next().unwrap());
    assert_eq!(list.matches("72,000,000 rials").count(), 3, "{list}");
    assert_eq!(list.matches("Fine").count(), 3, "{list}");
}

#[test]
fn a_page_with_an_address_of_its_own_has_its_code_on_paper() {
    each(|html, _, _, path| {
        let codes = html.matches(r#"<div class="page-code print-only"><svg"#).count();
        assert_eq!(codes, usize::from(html.contains(r#"rel="canonical""#)), "{path}");
    });
}

fn leads_somewhere(href: &str) -> bool {
    let path = href.split('#').next().unwrap_or_default();
    let page = path.trim_start_matches('/').split_once('/').and_then(|(language, _)| {
        Language::parse(language)?;
        Route::parse(&path[language.len() + 1..])
    });
    page.is_some()
        || [
            crate::paths::KEYS,
            crate::paths::SHORT_VERIFY,
            crate::paths::CHECKPOINT,
            crate::paths::LOG_KEY,
            crate::paths::POLICY,
            crate::paths::COUNTS,
        ]
        .contains(&path)
        || path == "/icon.svg"
        || path.starts_with("/pkg/")
        || ["SHA256SUMS", ".csv", ".json"]
            .iter()
            .any(|end| path.starts_with("/releases/1404-0") && path.ends_with(end))
}

/// The values of an attribute, in the order of the page.
fn values<'a>(html: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    html.split('<').flat_map(move |tag| {
        let tag = tag.split('>').next().unwrap_or_default();
        let start = format!(" {name}=\"");
        let value = tag.split_once(&start).map(|(_, rest)| rest);
        value.and_then(|rest| rest.split('"').next())
    })
}

/// The names of all attributes.
fn attributes(html: &str) -> impl Iterator<Item = &str> {
    html.split("=\"").filter_map(|before| before.rsplit([' ', '<', '>']).next())
}

/// The texts of a page without its tags.
fn texts(html: &str) -> String {
    html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect()
}
