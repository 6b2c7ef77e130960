//! A style sheet as it stands in its page: without comments and indentation, lowered for older browsers, and
//! with addresses that are right there.

use super::error::{Fault, PageError};
use super::files::Files;
use super::literal::end_of_string;
use super::lower::lowered;

/// The sheet at `path`; what it refers to is below `base` (`static/<tree>/`).
///
/// # Errors
/// What does not end, and what can't stand in a page.
pub(super) fn sheet(path: &str, files: &Files, base: &str) -> Result<String, PageError> {
    let source = without_comments(path, files.text(path)?)?;
    let mut sheet = String::new();
    for (index, line) in source.lines().enumerate() {
        let fault = |fault| PageError::new(path, index + 1, fault);
        if line.contains("@import") {
            return Err(fault(Fault::SheetImport));
        }
        if line.contains("</") {
            return Err(fault(Fault::SheetEnd));
        }
        let line = line.trim();
        if !line.is_empty() {
            sheet.push_str(&with_addresses(line, path, files, base).map_err(fault)?);
            sheet.push('\n');
        }
    }
    Ok(lowered(&sheet))
}

/// Keeps the line ends, so that faults are found on their lines.
fn without_comments(path: &str, source: &str) -> Result<String, PageError> {
    let mut text = String::new();
    let mut rest = source;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let fault = |fault| PageError::new(path, text.matches('\n').count() + 1, fault);
        if rest.starts_with("/*") {
            let end = rest.find("*/").ok_or_else(|| fault(Fault::OpenComment))?;
            let lines = rest[..end].matches('\n').count();
            text.push_str(&"\n".repeat(lines));
            rest = &rest[end + 2..];
        } else if rest.starts_with('/') {
            text.push('/');
            rest = &rest[1..];
        } else {
            let quote = if rest.starts_with('"') { '"' } else { '\'' };
            let end = end_of_string(rest, quote).ok_or_else(|| fault(Fault::OpenString))?;
            text.push_str(&rest[..=end]);
            rest = &rest[end + 1..];
        }
    }
    text.push_str(rest);
    Ok(text)
}

/// A sheet's addresses are relative to itself, a page's to the page.
fn with_addresses(line: &str, path: &str, files: &Files, base: &str) -> Result<String, Fault> {
    let mut parts = line.split("url(");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let quoted = part.strip_prefix('"').and_then(|part| part.split_once('"'));
        let (address, rest) = quoted.ok_or(Fault::SheetUrl)?;
        text.push_str("url(\"");
        if address.starts_with("data:") {
            text.push_str(address);
        } else {
            let file = files.resolve(path, address);
            let file = file.ok_or_else(|| Fault::Missing(address.to_owned()))?;
            text.push_str(base);
            text.push_str(&file);
        }
        text.push('"');
        text.push_str(rest);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(text: &str) -> Result<String, PageError> {
        let files = Files::of(&[("css/a.css", text), ("icon.svg", "")]);
        sheet("css/a.css", &files, "static/1/")
    }

    #[test]
    fn comments_indentation_and_blank_lines_go_strings_stay() {
        let text = "/* One\n   two */\n.a {\n  color: red; /* why */\n\n  grid-area: 0 / 1;\n}\n.b::after { content: \"/* // */\"; }\n";
        let expected =
            ".a {\ncolor: red;\ngrid-area: 0 / 1;\n}\n.b::after { content: \"/* // */\"; }\n";
        assert_eq!(put(text).unwrap(), expected);
    }

    #[test]
    fn addresses_are_right_for_the_page() {
        let text = ".a { background: url(\"../icon.svg\"), url(\"data:,x\"); }\n";
        let expected = ".a { background: url(\"static/1/icon.svg\"), url(\"data:,x\"); }\n";
        assert_eq!(put(text).unwrap(), expected);
    }

    #[test]
    fn what_can_not_stand_in_a_page_is_refused_with_its_line() {
        for (text, fault) in [
            ("/* a\n*/ @import \"b.css\";", Fault::SheetImport),
            (".a {\ncontent: \"</style>\"; }", Fault::SheetEnd),
            (".a {\nbackground: url(../icon.svg); }", Fault::SheetUrl),
            (
                ".a {\nbackground: url(\"icon.svg\"); }",
                Fault::Missing("icon.svg".to_owned()),
            ),
            (".a {\ncontent: \"a", Fault::OpenString),
            (".a {\n/* a", Fault::OpenComment),
        ] {
            assert_eq!(
                put(text).unwrap_err(),
                PageError::new("css/a.css", 2, fault),
                "{text}"
            );
        }
    }
}
