//! Reads a script as far as linking needs it: where its comments, strings and brackets are.

use super::error::{Fault, PageError};
use super::line::{Line, is_of_name};
use super::literal::{end_of_pattern, end_of_string};

/// The lines of code in `source`, the text of `file`.
///
/// # Errors
/// What does not end, and slashes that could be read in two ways.
pub(super) fn scan(file: &str, source: &str) -> Result<Vec<Line>, PageError> {
    let mut scanner = Scanner {
        file,
        rest: source,
        number: 1,
        open: Vec::new(),
        line: Line::default(),
        lines: Vec::new(),
    };
    scanner.run()?;
    Ok(scanner.lines)
}

struct Scanner<'a> {
    file: &'a str,
    rest: &'a str,
    number: usize,
    /// Brackets, and backticks for the `${` of template literals, with their lines.
    open: Vec<(char, usize)>,
    line: Line,
    lines: Vec<Line>,
}

impl Scanner<'_> {
    fn run(&mut self) -> Result<(), PageError> {
        while let Some(next) = self.rest.chars().next() {
            match next {
                '\n' => self.end_line(),
                '"' | '\'' => {
                    let end = end_of_string(self.rest, next);
                    self.quoted(end, Fault::OpenString)?;
                }
                '`' => self.template()?,
                '/' => self.slash()?,
                '(' | '[' | '{' => {
                    self.code(1);
                    self.open.push((next, self.number));
                }
                ')' | ']' | '}' => self.close(next)?,
                _ => self.code(next.len_utf8()),
            }
        }
        self.end_line();
        match self.open.pop() {
            None => Ok(()),
            Some(('`', line)) => Err(PageError::new(self.file, line, Fault::OpenTemplate)),
            Some((_, line)) => Err(PageError::new(self.file, line, Fault::Bracket)),
        }
    }

    fn fault(&self, fault: Fault) -> PageError {
        PageError::new(self.file, self.number, fault)
    }

    /// Passes over so many bytes.
    fn skip(&mut self, bytes: usize) -> &str {
        let (passed, rest) = self.rest.split_at(bytes);
        self.number += passed.matches('\n').count();
        self.rest = rest;
        passed
    }

    fn code(&mut self, bytes: usize) {
        let (number, depth) = (self.number, self.open.len());
        let code = self.skip(bytes).to_owned();
        if self.line.text.is_empty() {
            (self.line.number, self.line.depth) = (number, depth);
        }
        self.line.write(&code);
    }

    /// What is sent as it is and says nothing to the linker.
    fn opaque(&mut self, bytes: usize) {
        let text = self.skip(bytes).to_owned();
        self.line.text.push_str(&text);
    }

    fn end_line(&mut self) {
        if !self.rest.is_empty() {
            self.skip(1);
        }
        let line = std::mem::take(&mut self.line).ended();
        if !line.text.is_empty() {
            self.lines.push(line);
        }
    }

    /// From a quote or slash to the partner of it, which is at `end`.
    fn quoted(&mut self, end: Option<usize>, or: Fault) -> Result<(), PageError> {
        let end = end.ok_or_else(|| self.fault(or))?;
        self.code(1);
        self.opaque(end - 1);
        self.code(1);
        Ok(())
    }

    /// From the backtick or closing brace on which it stands to the next backtick or `${`.
    fn template(&mut self) -> Result<(), PageError> {
        let begin = self.number;
        self.code(1);
        let mut escaped = false;
        for (at, one) in self.rest.char_indices() {
            match one {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '`' => {
                    self.opaque(at);
                    self.code(1);
                    return Ok(());
                }
                '$' if self.rest[at..].starts_with("${") => {
                    self.opaque(at);
                    self.code(2);
                    self.open.push(('`', begin));
                    return Ok(());
                }
                _ => {}
            }
        }
        Err(PageError::new(self.file, begin, Fault::OpenTemplate))
    }

    fn close(&mut self, bracket: char) -> Result<(), PageError> {
        let opened = self.open.last().map(|(opened, _)| *opened);
        match (opened, bracket) {
            (Some('`'), '}') => {
                self.open.pop();
                self.template()
            }
            (Some('('), ')') | (Some('['), ']') | (Some('{'), '}') => {
                self.code(1);
                self.open.pop();
                Ok(())
            }
            _ => Err(self.fault(Fault::Bracket)),
        }
    }

    fn slash(&mut self) -> Result<(), PageError> {
        if self.rest.starts_with("//") {
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            self.skip(end);
            return Ok(());
        }
        if self.rest.starts_with("/*") {
            let end = self.rest.find("*/");
            let end = end.ok_or_else(|| self.fault(Fault::OpenComment))?;
            self.skip(end + 2);
            // What it stood between must not become one word.
            self.line.blank();
            return Ok(());
        }
        let spaced = self.rest[1..].starts_with([' ', '=']);
        match self.before() {
            Before::Value if spaced => self.code(1),
            Before::Operator => self.quoted(end_of_pattern(self.rest), Fault::OpenPattern)?,
            _ => return Err(self.fault(Fault::Slash)),
        }
        Ok(())
    }

    /// What the code so far ends with.
    fn before(&self) -> Before {
        let bare = match self.line.bare.trim_end() {
            "" => self.lines.last().map_or("", |line| &line.bare),
            bare => bare,
        };
        let word_at = bare.rfind(|one| !is_of_name(one)).map_or(0, |at| at + 1);
        match bare.chars().last() {
            None => Before::Operator,
            Some(_) if bare.get(word_at..) == Some("return") => Before::Operator,
            Some('(' | ',' | '=' | ':' | '[' | '!' | '&' | '|' | '?' | '{' | ';' | '>') => {
                Before::Operator
            }
            Some(')' | ']' | '"' | '\'' | '`') => Before::Value,
            Some(one) if is_of_name(one) => Before::Value,
            Some(_) => Before::Unclear,
        }
    }
}

/// What a slash stands behind.
enum Before {
    /// It divides.
    Value,
    /// It begins a regular expression.
    Operator,
    /// Could be either, as after a closing brace.
    Unclear,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        let lines = scan("a.js", source).unwrap();
        lines.into_iter().map(|line| line.text).collect()
    }

    fn refused(source: &str) -> (usize, Fault) {
        let error = scan("a.js", source).unwrap_err();
        (error.line, error.fault)
    }

    #[test]
    fn comments_blank_lines_and_indentation_go() {
        let source =
            "// @ts-check\n\n/**\n * Says it.\n */\nf(\n  a, // one\n  /** @type {B} */ (b),\n);\n";
        assert_eq!(texts(source), ["f(", "a,", "(b),", ");"]);
        assert_eq!(texts("return/* it */x"), ["return x"]);
    }

    #[test]
    fn what_looks_like_a_comment_in_a_string_stays() {
        for line in [
            "f('http://a',\"/* , */\",'it\\'s // not');",
            "f(`// ${g('}')} /* = ${`//${x}`}`);",
            "f(/\\/\\*[/'\"`] = /g,a / b,(c)/ 2);",
            "const found=/['/*]/.test(text);",
            "return /\"/.exec(text);",
            "half /=2;",
        ] {
            assert_eq!(texts(line), [line]);
        }
    }

    #[test]
    fn blanks_go_where_nothing_needs_them() {
        for (written, sent) in [
            (
                "const  f = async (a, { b }) => ({ ...a, [b]: -1 });",
                "const f=async(a,{b})=>({...a,[b]:-1});",
            ),
            ("if (a - -b > c) return { d };", "if(a - -b > c)return{d};"),
            (
                "for (const a of [b]) f(a ? `${ a } = ` : ' = ');",
                "for(const a of[b])f(a ? `${a} = `:' = ');",
            ),
        ] {
            assert_eq!(texts(written), [sent]);
        }
    }

    #[test]
    fn a_template_keeps_its_line_ends_and_indentation() {
        let source = "  f(`one\n    // two\n  ${x}\n`);\n  g();";
        assert_eq!(texts(source), ["f(`one\n    // two\n  ${x}\n`);", "g();"]);
    }

    #[test]
    fn lines_know_where_they_are_and_what_is_only_said() {
        let lines = scan("a.js", "// x\nf(() => {\n  g('import');\n});\n").unwrap();
        let told: Vec<_> = lines
            .iter()
            .map(|line| (line.number, line.depth, line.bare.as_str()))
            .collect();
        assert_eq!(told, [(2, 0, "f(()=>{"), (3, 2, "g('');"), (4, 2, "});")]);
    }

    #[test]
    fn what_does_not_end_or_could_be_two_things_is_refused_with_its_line() {
        for (source, line, fault) in [
            ("\nf('a\n');", 2, Fault::OpenString),
            ("f(`a\n", 1, Fault::OpenTemplate),
            ("f(`${a\n", 1, Fault::OpenTemplate),
            ("\n/* a\n", 2, Fault::OpenComment),
            ("f(/a[/]b\n)", 1, Fault::OpenPattern),
            ("\nf(\n", 2, Fault::Bracket),
            ("f(]", 1, Fault::Bracket),
            ("}", 1, Fault::Bracket),
            ("a/b", 1, Fault::Slash),
            ("if (a) /b/.test(c)", 1, Fault::Slash),
            ("{}\n/a/.test(b)", 2, Fault::Slash),
            ("i++ / 2", 1, Fault::Slash),
        ] {
            assert_eq!(refused(source), (line, fault), "{source}");
        }
    }
}
