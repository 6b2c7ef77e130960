//! A page as it is sent: its style sheets in it, its script asked for at once, all else below the hash, and
//! which languages there are.

use std::collections::BTreeMap;

use super::super::index::Index;
use super::error::{Fault, PageError};
use super::files::Files;
use super::sheet::sheet;
use super::start::START;

/// Where files are, seen from a page. The start page is outside of `api/spyster/`.
const STATIC: [&str; 2] = ["static/", "api/spyster/static/"];

/// Before and after the seconds a page gives a connection to open, as `www/` has them.
const CONNECT_TIMEOUT: [&str; 2] = ["<meta name=\"connect-timeout-seconds\" content=\"", "\">"];

/// A page that can be sent.
#[derive(Debug)]
pub(super) struct Html {
    /// The whole document.
    pub(super) text: String,
    /// What stands in its style element.
    pub(super) style: String,
    /// Where the seconds go that it gives a connection to open, if it has such a place.
    pub(super) timeout_at: Option<usize>,
}

/// A file that a page refers to in its head.
#[derive(Debug, Clone, Copy)]
struct Reference<'a> {
    line: usize,
    /// [`STATIC`], as the page says it.
    base: &'a str,
    /// Below `www/`.
    path: &'a str,
}

/// What is to change in a page.
#[derive(Debug, Default)]
struct Head<'a> {
    sheets: Vec<Reference<'a>>,
    script: Option<Reference<'a>>,
}

/// The path of the script of the page `name`, if it has one.
///
/// # Errors
/// [`Fault::Head`] for style sheets and scripts in any other form than ours, [`Fault::Missing`].
pub(super) fn script<'a>(name: &str, files: &'a Files) -> Result<Option<&'a str>, PageError> {
    let head = head(name, files)?;
    Ok(head.script.map(|script| script.path))
}

/// The page `name` of the build and the languages in `index`.
///
/// # Errors
/// Those of [`script`] and [`sheet`].
pub(super) fn html(name: &str, files: &Files, index: &Index) -> Result<Html, PageError> {
    let head = head(name, files)?;
    let build = &index.build;
    let mut style = String::new();
    for sheet_of in &head.sheets {
        let base = format!("{}{build}/", sheet_of.base);
        style.push_str(&sheet(sheet_of.path, files, &base)?);
    }
    let mut text = String::new();
    let mut timeout_at = None;
    for (above, line) in files.text(name)?.lines().enumerate() {
        let place = head.sheets.iter().position(|one| one.line == above + 1);
        match place {
            None if is_connect_timeout(line) => {
                let [before, after] = CONNECT_TIMEOUT;
                text.push_str(&format!("  {before}"));
                timeout_at = Some(text.len());
                text.push_str(after);
            }
            None => text.push_str(&with_languages(&with_build(line, build), files, index)?),
            Some(0) => {
                if let Some(Reference { base, path, .. }) = head.script {
                    // Before the style: the script is on its way while that is read.
                    let href = format!("{base}{build}/{path}");
                    text.push_str(&format!("  <link rel=\"modulepreload\" href=\"{href}\">\n"));
                }
                text.push_str(&format!("  <style>{style}</style>"));
            }
            Some(_) => continue,
        }
        text.push('\n');
    }
    Ok(Html {
        text,
        style,
        timeout_at,
    })
}

fn head<'a>(name: &str, files: &'a Files) -> Result<Head<'a>, PageError> {
    let mut head = Head::default();
    for (index, line) in files.text(name)?.lines().enumerate() {
        let fault = |fault| PageError::new(name, index + 1, fault);
        let is_script = line.contains("<script");
        if !is_script && !line.contains("stylesheet") && !line.contains("<style") {
            continue;
        }
        if split_start(line).is_some_and(|path| path == START) {
            continue;
        }
        let (before, after) = match is_script {
            true => ("<script type=\"module\" src=\"", "\"></script>"),
            false => ("<link rel=\"stylesheet\" href=\"", "\">"),
        };
        let line = line.trim().strip_prefix(before);
        let href = line.and_then(|line| line.strip_suffix(after));
        let (base, path) = href.and_then(split).ok_or_else(|| fault(Fault::Head))?;
        if files.resolve("", path).is_none() {
            return Err(fault(Fault::Missing(path.to_owned())));
        }
        let reference = Reference {
            line: index + 1,
            base,
            path,
        };
        if !is_script {
            head.sheets.push(reference);
        } else if head.script.replace(reference).is_some() {
            return Err(fault(Fault::Head));
        }
    }
    Ok(head)
}

/// What a plain script loads: only the one that watches over the start is taken.
fn split_start(line: &str) -> Option<&str> {
    let src = line.trim().strip_prefix("<script defer src=\"")?;
    let (_, path) = split(src.strip_suffix("\"></script>")?)?;
    Some(path)
}

/// `api/spyster/static/` and `js/landing.js`.
fn split(href: &str) -> Option<(&str, &str)> {
    let base = STATIC.into_iter().find(|base| href.starts_with(base))?;
    Some(href.split_at(base.len()))
}

/// The line with the build in its addresses.
fn with_build(line: &str, build: &str) -> String {
    STATIC.iter().fold(line.to_owned(), |line, base| {
        line.replace(&format!("=\"{base}"), &format!("=\"{base}{build}/"))
    })
}

fn is_connect_timeout(line: &str) -> bool {
    line.trim_start().starts_with(CONNECT_TIMEOUT[0])
}

/// The line with what depends on the languages: the page's root names them all, and what is read without
/// scripts is said in each of them.
fn with_languages(line: &str, files: &Files, index: &Index) -> Result<String, PageError> {
    const ROOT: &str = "<html lang=\"en\"";
    const SAID: &str = "<p class=\"notice\" data-text=\"";
    let tags = index.languages.tags();
    if let Some(rest) = line.strip_prefix(ROOT)
        && !tags.is_empty()
    {
        return Ok(format!(
            "{ROOT} data-languages=\"{}\"{rest}",
            tags.join(" ")
        ));
    }
    let said = line.trim().strip_prefix("<noscript>");
    let key = said.and_then(|said| Some(said.strip_prefix(SAID)?.split_once('"')?.0));
    let Some(key) = key.filter(|_| !tags.is_empty()) else {
        return Ok(line.to_owned());
    };
    let mut texts = String::new();
    for tag in tags {
        let catalogue = catalogue(&format!("lang/{tag}.json"), files)?;
        let text = catalogue.get(key).map(String::as_str).unwrap_or_default();
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        texts.push_str(&format!("<p class=\"notice\" lang=\"{tag}\">{text}</p>"));
    }
    Ok(format!("  <noscript>{texts}</noscript>"))
}

/// Texts by key.
fn catalogue(path: &str, files: &Files) -> Result<BTreeMap<String, String>, PageError> {
    serde_json::from_str(files.text(path)?)
        .map_err(|error| PageError::new(path, error.line(), Fault::Texts(error.to_string())))
}

#[cfg(test)]
mod tests {
    use super::super::output::languages;
    use super::*;

    const PAGE: &str = "<head>\n  <link rel=\"icon\" href=\"static/icon.svg\">\n  <link rel=\"stylesheet\" href=\"static/css/a.css\">\n  \
        <link rel=\"stylesheet\" href=\"static/css/b.css\">\n  <script type=\"module\" src=\"static/js/page.js\"></script>\n</head>\n";

    fn index(tags: &[&str]) -> Index {
        let paths: Vec<String> = tags.iter().map(|tag| format!("lang/{tag}.json")).collect();
        Index {
            build: "1f".to_owned(),
            languages: languages(paths.iter().map(String::as_str)),
            ..Index::default()
        }
    }

    fn files(page: &str) -> Files {
        Files::of(&[
            ("page.html", page),
            ("icon.svg", ""),
            ("css/a.css", ".a { color: red; }\n"),
            ("css/b.css", ".b { background: url(\"../icon.svg\"); }\n"),
            ("js/page.js", "f();\n"),
        ])
    }

    #[test]
    fn a_page_holds_its_style_and_asks_for_its_script_first() {
        let files = files(PAGE);
        assert_eq!(script("page.html", &files).unwrap(), Some("js/page.js"));
        let page = html("page.html", &files, &index(&[])).unwrap();
        let style = ".a { color: red; }\n.b { background: url(\"static/1f/icon.svg\"); }\n";
        assert_eq!(page.style, style);
        let expected = format!(
            "<head>\n  <link rel=\"icon\" href=\"static/1f/icon.svg\">\n  \
            <link rel=\"modulepreload\" href=\"static/1f/js/page.js\">\n  <style>{style}</style>\n  \
            <script type=\"module\" src=\"static/1f/js/page.js\"></script>\n</head>\n"
        );
        assert_eq!(page.text, expected);
    }

    #[test]
    fn scripts_and_styles_of_any_other_form_are_refused_with_their_line() {
        let missing = Fault::Missing("css/c.css".to_owned());
        for (line, fault) in [
            ("<script>f();</script>", Fault::Head),
            ("<script src=\"static/js/page.js\"></script>", Fault::Head),
            (
                "<script defer src=\"static/js/page.js\"></script>",
                Fault::Head,
            ),
            (
                "<script type=\"module\" src=\"https://cdn.example/a.js\"></script>",
                Fault::Head,
            ),
            ("<style>.a {}</style>", Fault::Head),
            (
                "<link href=\"static/css/a.css\" rel=\"stylesheet\">",
                Fault::Head,
            ),
            (
                "<link rel=\"stylesheet\" href=\"static/css/c.css\">",
                missing,
            ),
            (
                "<script type=\"module\" src=\"static/js/page.js\"></script>",
                Fault::Head,
            ),
        ] {
            let page = format!("{PAGE}{line}\n");
            let error = html("page.html", &files(&page), &index(&[])).unwrap_err();
            assert_eq!(error, PageError::new("page.html", 7, fault), "{line}");
        }
    }

    #[test]
    fn a_page_names_the_languages_and_says_in_each_that_it_needs_scripts() {
        const NOSCRIPT: &str = "  <noscript><p class=\"notice\" data-text=\"page.noscript\">Switch it on.</p></noscript>";
        let page = format!("<html lang=\"en\">\n{PAGE}{NOSCRIPT}\n</html>\n");
        let plain = html("page.html", &files(&page), &index(&[])).unwrap().text;
        assert!(plain.starts_with("<html lang=\"en\">\n") && plain.contains(NOSCRIPT));

        let mut all = vec![
            ("lang/en.json", "{\"page.noscript\": \"Switch it on.\"}"),
            ("lang/nl.json", "{\"page.noscript\": \"Zet het aan.\"}"),
            ("css/a.css", ""),
            ("css/b.css", ""),
            ("js/page.js", ""),
        ];
        all.push(("page.html", &page));
        let spoken = html("page.html", &Files::of(&all), &index(&["en", "nl"]))
            .unwrap()
            .text;
        assert!(spoken.starts_with("<html lang=\"en\" data-languages=\"en nl\">\n"));
        let said = "  <noscript><p class=\"notice\" lang=\"en\">Switch it on.</p>\
            <p class=\"notice\" lang=\"nl\">Zet het aan.</p></noscript>\n";
        assert!(spoken.contains(said), "{spoken}");
    }

    #[test]
    fn a_page_that_connects_has_a_place_for_the_seconds_it_waits() {
        let [before, after] = CONNECT_TIMEOUT;
        let page = format!("{before}10{after}\n{PAGE}");
        let waits = html("page.html", &files(&page), &index(&[])).unwrap();
        let (left, right) = waits.text.split_at(waits.timeout_at.unwrap());
        assert!(left.ends_with(before) && right.starts_with(after));
        let waits = html("page.html", &files(PAGE), &index(&[])).unwrap();
        assert_eq!(waits.timeout_at, None);
    }

    #[test]
    fn every_page_of_the_release_names_all_languages() {
        let files = Files::of_the_project();
        for page in ["index.html", "host.html", "player.html", "history.html"] {
            let text = html(page, &files, &index(&["de", "en"])).unwrap().text;
            assert!(text.contains(" data-languages=\"de en\""), "{page}");
        }
    }
}
