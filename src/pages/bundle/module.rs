//! One module: what it imports, what it exports, and the code between.

use super::error::{Fault, PageError};
use super::line::{Line, is_of_name};
use super::scan::scan;

/// A module, read.
#[derive(Debug, Default)]
pub(super) struct Module {
    /// In the order of the file.
    pub(super) imports: Vec<Import>,
    /// In the order of the file.
    pub(super) exports: Vec<Name>,
    /// Its code without imports and without the word `export`.
    pub(super) body: String,
    /// Where it says `import.meta` first.
    pub(super) meta: Option<usize>,
    /// The module it loads later with `import('./file.js')`, and where it says so.
    pub(super) late: Option<(usize, String)>,
}

/// One import.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Import {
    /// Where it stands, counted from 1.
    pub(super) line: usize,
    /// The other module, as this one calls it.
    pub(super) from: String,
    /// What is wanted of it.
    pub(super) what: Wanted,
}

/// What one module wants of another.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Some of its exports.
    Names(Vec<Name>),
    /// All of them, under this name.
    All(String),
}

/// `inside as outside` of an export, `outside as inside` of an import; mostly the same.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// What the exporting module offers it as.
    pub(super) outside: String,
    /// What the module at hand calls it.
    pub(super) inside: String,
}

/// Reads `source`, the text of `file`.
///
/// # Errors
/// Anything beyond plain imports and exports, and what the scanner refuses.
pub(super) fn read(file: &str, source: &str) -> Result<Module, PageError> {
    let mut module = Module::default();
    let mut lines = scan(file, source)?.into_iter();
    while let Some(line) = lines.next() {
        let number = line.number;
        let read = match line.bare.split(|one| !is_of_name(one)).next() {
            Some("import") if line.depth == 0 && !line.bare.starts_with("import.") => {
                module.import(&statement(line, &mut lines), number)
            }
            Some("export") if line.depth == 0 => module.export(line, &mut lines),
            _ => module.code(&line),
        };
        read.map_err(|fault| PageError::new(file, number, fault))?;
    }
    Ok(module)
}

/// `line` and those after it up to a semicolon, in one.
fn statement(line: Line, lines: &mut impl Iterator<Item = Line>) -> String {
    let (mut text, mut ends) = (line.text, line.bare.ends_with(';'));
    while !ends && let Some(line) = lines.next() {
        text.push(' ');
        text.push_str(&line.text);
        ends = line.bare.ends_with(';');
    }
    text
}

impl Module {
    /// `import … from './file.js';`
    fn import(&mut self, statement: &str, line: usize) -> Result<(), Fault> {
        let parts = || {
            let rest = statement.strip_prefix("import")?.strip_suffix(';')?;
            let (what, from) = rest.rsplit_once('\'')?.0.rsplit_once('\'')?;
            let is_last = rest.ends_with('\'') && !from.contains(['"', ' ']);
            let what = match what.trim() {
                "" => Wanted::Names(Vec::new()),
                what => wanted(what.strip_suffix("from")?.trim())?,
            };
            (is_last && from.starts_with('.')).then(|| (what, from.to_owned()))
        };
        let (what, from) = parts().ok_or(Fault::Import)?;
        self.imports.push(Import { line, from, what });
        Ok(())
    }

    /// `export { a, b as c };` or a declaration.
    fn export(&mut self, line: Line, lines: &mut impl Iterator<Item = Line>) -> Result<(), Fault> {
        if line.bare.starts_with("export{") {
            let statement = statement(line, lines);
            let list = statement
                .strip_prefix("export")
                .and_then(|list| names(list.strip_suffix(';')?));
            for (inside, outside) in list.ok_or(Fault::Export)? {
                self.exports.push(Name { outside, inside });
            }
            return Ok(());
        }
        let name = declared(&line.bare).ok_or(Fault::Export)?.to_owned();
        let (outside, inside) = (name.clone(), name);
        self.exports.push(Name { outside, inside });
        self.code(&Line {
            text: line.text["export ".len()..].to_owned(),
            bare: line.bare["export ".len()..].to_owned(),
            ..line
        })
    }

    fn code(&mut self, line: &Line) -> Result<(), Fault> {
        if line.words().any(|word| word == "import") {
            match late(&line.text) {
                Some(from) if self.late.is_none() => {
                    self.late = Some((line.number, from.to_owned()))
                }
                _ if line.bare.contains("import.meta") => {
                    self.meta.get_or_insert(line.number);
                }
                _ => return Err(Fault::Import),
            }
        }
        let has = |wanted| line.words().any(|word| word == wanted);
        if line.depth == 0 && has("await") && !has("async") {
            return Err(Fault::Await);
        }
        self.body.push_str(&line.text);
        self.body.push('\n');
        Ok(())
    }
}

/// The file beside this one that a line loads later.
fn late(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("import('")?;
    let (from, rest) = rest.split_once('\'')?;
    let is_beside = from
        .strip_prefix("./")
        .is_some_and(|name| !name.contains('/'));
    (is_beside && rest.starts_with(')')).then_some(from)
}

/// `{ a, b as c }` or `* as d`.
fn wanted(text: &str) -> Option<Wanted> {
    if let Some(name) = text.strip_prefix("* as ") {
        return is_name(name).then(|| Wanted::All(name.to_owned()));
    }
    let names = names(text)?.into_iter();
    let names = names.map(|(outside, inside)| Name { outside, inside });
    Some(Wanted::Names(names.collect()))
}

/// What `{ a, b as c }` pairs, from left to right.
fn names(text: &str) -> Option<Vec<(String, String)>> {
    let inner = text.strip_prefix('{')?.strip_suffix('}')?.trim();
    let items = inner.strip_suffix(',').unwrap_or(inner).split(',');
    items
        .map(|item| {
            let item = item.trim();
            let (left, right) = item.split_once(" as ").unwrap_or((item, item));
            (is_name(left) && is_name(right)).then(|| (left.to_owned(), right.to_owned()))
        })
        .collect()
}

/// The name that the declaration behind `export` gives, if it can't change later.
fn declared(line: &str) -> Option<&str> {
    let declaration = line.strip_prefix("export ")?;
    let kinds = ["function ", "async function ", "class ", "const "];
    let rest = kinds
        .iter()
        .find_map(|kind| declaration.strip_prefix(kind))?;
    let end = rest.find(|one| !is_of_name(one))?;
    let (name, rest) = rest.split_at(end);
    let is_plain = !declaration.starts_with("const ") || rest.starts_with('=');
    (is_plain && is_name(name)).then_some(name)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_of_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(source: &str) -> Module {
        read("a.js", source).unwrap()
    }

    fn name(outside: &str, inside: &str) -> Name {
        let (outside, inside) = (outside.to_owned(), inside.to_owned());
        Name { outside, inside }
    }

    #[test]
    fn imports_of_every_form_are_read() {
        let source = "import { a, b as c } from './x.js';\nimport {\n  d, // one\n  e,\n} from '../y.js';\n\
            import * as z from './z.js';\nimport './w.js';\n/** @import { T } from './t.js' */\nf();";
        let module = read_text(source);
        let import = |line, from: &str, what| Import {
            line,
            from: from.to_owned(),
            what,
        };
        let imports = [
            import(
                1,
                "./x.js",
                Wanted::Names(vec![name("a", "a"), name("b", "c")]),
            ),
            import(
                2,
                "../y.js",
                Wanted::Names(vec![name("d", "d"), name("e", "e")]),
            ),
            import(6, "./z.js", Wanted::All("z".to_owned())),
            import(7, "./w.js", Wanted::Names(vec![])),
        ];
        assert_eq!(module.imports, imports);
        assert_eq!(module.body, "f();\n");
    }

    #[test]
    fn exports_of_every_form_are_read_and_lose_the_word() {
        let source = "export const a = 1;\nexport function b() {}\nexport async function c() {\n  await d();\n}\n\
            export class E {}\nconst f = 'export';\nexport { f, a as g };\n";
        let module = read_text(source);
        let pairs = [
            ("a", "a"),
            ("b", "b"),
            ("c", "c"),
            ("E", "E"),
            ("f", "f"),
            ("g", "a"),
        ];
        assert_eq!(
            module.exports,
            pairs.map(|(outside, inside)| name(outside, inside))
        );
        let body = "const a=1;\nfunction b(){}\nasync function c(){\nawait d();\n}\nclass E{}\nconst f='export';\n";
        assert_eq!(module.body, body);
    }

    #[test]
    fn what_is_beyond_that_is_refused_with_its_line() {
        for (line, fault) in [
            ("import a from './a.js';", Fault::Import),
            ("import a, { b } from './a.js';", Fault::Import),
            ("import { a } from 'a';", Fault::Import),
            ("import { a } from \"./a.js\";", Fault::Import),
            ("import { a } from './a.js'", Fault::Import),
            ("import { a } from './a.js'; f();", Fault::Import),
            (
                "import a from './a.json' with { type: 'json' };",
                Fault::Import,
            ),
            ("const a = () => import(b);", Fault::Import),
            ("const a = () => import('./b/a.js');", Fault::Import),
            ("export let a = 1;", Fault::Export),
            ("export var a = 1;", Fault::Export),
            ("export default function a() {}", Fault::Export),
            ("export function* a() {}", Fault::Export),
            ("export const { a } = b;", Fault::Export),
            ("export * from './a.js';", Fault::Export),
            ("export { a } from './a.js';", Fault::Export),
            ("await a();", Fault::Await),
            ("for await (const a of b) f(a);", Fault::Await),
        ] {
            let error = read("a.js", &format!("f();\n{line}\n")).unwrap_err();
            assert_eq!((error.line, error.fault), (2, fault), "{line}");
        }
    }

    #[test]
    fn what_is_loaded_later_is_noted_and_the_line_stays() {
        let module = read_text("f();\nconst a = () => import('./a.js');");
        assert_eq!(module.late, Some((2, "./a.js".to_owned())));
        assert!(module.body.ends_with("import('./a.js');\n"));
        let twice = read("a.js", "import('./a.js');\nimport('./b.js');");
        assert!(twice.is_err());
    }

    #[test]
    fn import_meta_is_noted() {
        assert_eq!(read_text("f();\ng(import.meta.url);").meta, Some(2));
        assert_eq!(read_text("f('import.meta');").meta, None);
    }
}
