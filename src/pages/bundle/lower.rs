//! A style sheet as older browsers read it: shorthands as what they are short for, prefixed names, and what an
//! older browser does not know behind something that it does.
//!
//! Only declarations are read. Selectors and functions that a browser lacks can't be lowered without guessing
//! at the page; a test reads what is served and finds them.

use super::literal::end_of_string;

/// Properties that some browsers know with `-webkit-` only.
const PREFIXED: [&str; 3] = ["mask-image", "text-size-adjust", "user-select"];

/// The sheet `css`, which has no comments.
pub(super) fn lowered(css: &str) -> String {
    let mut text = String::new();
    let mut rest = css;
    while let Some(end) = end_of_statement(rest) {
        let (statement, after) = rest.split_at(end);
        match after.starts_with('{') {
            true => text.push_str(statement),
            false => push_declaration(&mut text, statement),
        }
        text.push_str(&after[..1]);
        rest = &after[1..];
    }
    text.push_str(rest);
    text
}

/// Where the first selector or declaration of `css` ends: outside of strings and brackets.
fn end_of_statement(css: &str) -> Option<usize> {
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(step) = css[at..].find(['"', '\'', '(', ')', ';', '{', '}']) {
        at += step;
        match css.as_bytes()[at] {
            quote @ (b'"' | b'\'') => at += end_of_string(&css[at..], char::from(quote))?,
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Writes `statement`, the text between two ends, with all that stands for it.
fn push_declaration(text: &mut String, statement: &str) {
    let trimmed = statement.trim();
    let declared = trimmed.split_once(':');
    let Some((name, value)) = declared.filter(|(name, _)| !name.starts_with("--")) else {
        text.push_str(statement);
        return;
    };
    let value = value.trim();
    let known = before(name, value);
    let longhands = longhands(name, value);
    let itself = || vec![(name.to_owned(), value.to_owned())];
    let all = known.into_iter().chain(longhands.unwrap_or_else(itself));
    let all: Vec<String> = all
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    text.push_str(&statement.replacen(trimmed, &all.join("; "), 1));
}

/// What a shorthand for two or four sides says of each of them.
fn longhands(name: &str, value: &str) -> Option<Vec<(String, String)>> {
    let edge = name.split('-').next().unwrap_or(name);
    let names = match name {
        "inset" => ["top", "right", "bottom", "left"].map(str::to_owned).into(),
        "inset-block" => vec!["top".to_owned(), "bottom".to_owned()],
        "padding-block" | "margin-block" => vec![format!("{edge}-top"), format!("{edge}-bottom")],
        "padding-inline" | "margin-inline" => vec![format!("{name}-start"), format!("{name}-end")],
        _ => return None,
    };
    let values = words(value);
    let of_side = |(side, name)| {
        // A side that is not named is as the one across, or as the first.
        let across = values.get(side_across(side)).or(values.first());
        let value: &&str = values.get(side).or(across)?;
        Some((name, (*value).to_owned()))
    };
    names.into_iter().enumerate().map(of_side).collect()
}

/// Of top, right, bottom and left, as counted from 0.
fn side_across(side: usize) -> usize {
    side.saturating_sub(2)
}

/// What stands before a declaration for browsers that know only that.
fn before(name: &str, value: &str) -> Option<(String, String)> {
    if PREFIXED.contains(&name) {
        return Some((format!("-webkit-{name}"), value.to_owned()));
    }
    if value.contains("dvh") {
        return Some((name.to_owned(), value.replace("dvh", "vh")));
    }
    // The text to be read out in place of a picture.
    let (content, _) = value.split_once(" / ").filter(|_| name == "content")?;
    Some((name.to_owned(), content.to_owned()))
}

/// The parts of a value, divided by blanks outside of brackets.
fn words(value: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let is_end = |one: char| {
        match one {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && one.is_whitespace()
    };
    value
        .split(is_end)
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorthands_are_written_out_side_by_side() {
        for (short, long) in [
            ("inset: 0", "top: 0; right: 0; bottom: 0; left: 0"),
            (
                "inset: 1px auto",
                "top: 1px; right: auto; bottom: 1px; left: auto",
            ),
            (
                "inset: 4rem 0 auto",
                "top: 4rem; right: 0; bottom: auto; left: 0",
            ),
            (
                "inset: auto calc(1px + var(--a, 2px)) 0 max(1px, 2px)",
                "top: auto; right: calc(1px + var(--a, 2px)); bottom: 0; left: max(1px, 2px)",
            ),
            ("inset-block: 0", "top: 0; bottom: 0"),
            (
                "padding-block: 0 1px",
                "padding-top: 0; padding-bottom: 1px",
            ),
            (
                "margin-block: auto",
                "margin-top: auto; margin-bottom: auto",
            ),
            (
                "padding-inline: 1px",
                "padding-inline-start: 1px; padding-inline-end: 1px",
            ),
            (
                "margin-inline: 0 1px",
                "margin-inline-start: 0; margin-inline-end: 1px",
            ),
        ] {
            let expected = format!(
                "@media (max-width: 1px) {{\n.a:hover {{ color: red; {long}; }}\n.b {{ {long} }}\n}}\n"
            );
            let css = format!(
                "@media (max-width: 1px) {{\n.a:hover {{ color: red; {short}; }}\n.b {{ {short} }}\n}}\n"
            );
            assert_eq!(lowered(&css), expected);
        }
    }

    #[test]
    fn what_is_new_stands_behind_what_is_known() {
        for (new, both) in [
            (
                "height: min(26rem, 100dvh - 7rem)",
                "height: min(26rem, 100vh - 7rem); height: min(26rem, 100dvh - 7rem)",
            ),
            (
                "content: \"▸\" / \"\"",
                "content: \"▸\"; content: \"▸\" / \"\"",
            ),
            (
                "user-select: none",
                "-webkit-user-select: none; user-select: none",
            ),
        ] {
            assert_eq!(
                lowered(&format!(".a {{ {new}; }}")),
                format!(".a {{ {both}; }}")
            );
        }
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        for css in [
            ".a::before { content: \"; inset: 0\"; background: url(\"data:image/svg+xml;a:b\"); }\n",
            ".a { --inset: 100dvh; grid-area: 1 / 2; transition: transform 1s }\n",
            "@keyframes x { from { opacity: 0; } }\n:root { }\n",
            ".a[data-x=\"inset: 0;\"]:not(:hover) { top: 0; }",
        ] {
            assert_eq!(lowered(css), css);
        }
    }
}
