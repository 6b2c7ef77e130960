//! Puts a page's module and all that it imports into one script, in the order in which a browser would run
//! them. Each has a function of its own around it, so that their names stay apart:
//!
//! ```js
//! const m0=(()=>{              // js/dom.js
//! function el(){ … }
//! return{el};
//! })();
//! (()=>{                       // js/player.js
//! const{el}=m0;
//! …
//! })();
//! ```

use std::collections::HashMap;
use std::fmt::Write as _;

use super::module::{self, Import, Module, Name, Wanted};
use crate::server::pages::error::{Fault, PageError};
use crate::server::pages::files::Files;

/// The script for the page whose own module is `entry`. Where it is served, `entry` must be its address.
///
/// # Errors
/// What can't be put together, with its place in the file that says it.
pub(in crate::server::pages) fn link(entry: &str, files: &Files) -> Result<String, PageError> {
    let mut linker = Linker {
        entry,
        files,
        trail: Vec::new(),
        done: HashMap::new(),
        script: String::new(),
    };
    linker.add(entry)?;
    Ok(linker.script)
}

struct Linker<'a> {
    entry: &'a str,
    files: &'a Files,
    /// The modules that are being added, each imported by the one before it.
    trail: Vec<String>,
    done: HashMap<String, Linked>,
    script: String,
}

/// A module that is in the script.
struct Linked {
    /// The name there of the object with its exports.
    object: String,
    exports: Vec<String>,
}

impl Linker<'_> {
    /// Adds the module at `path` after those it imports.
    fn add(&mut self, path: &str) -> Result<(), PageError> {
        let module = module::read(path, self.files.text(path)?)?;
        if let Some(line) = module.meta
            && folder(path) != folder(self.entry)
        {
            return Err(PageError::new(path, line, Fault::ImportMeta));
        }
        self.trail.push(path.to_owned());
        let mut imported = String::new();
        for import in &module.imports {
            let fault = |fault| PageError::new(path, import.line, fault);
            let from = self.files.resolve(path, &import.from);
            let from = from.ok_or_else(|| fault(Fault::Missing(import.from.clone())))?;
            if self.trail.contains(&from) {
                return Err(fault(Fault::Cycle(self.trail.join(", "))));
            }
            if !self.done.contains_key(&from) {
                self.add(&from)?;
            }
            imported.push_str(&binding(import, &self.done[&from]).map_err(fault)?);
        }
        self.trail.pop();
        self.write(path, &module, &imported);
        Ok(())
    }

    fn write(&mut self, path: &str, module: &Module, imported: &str) {
        let object = format!("m{}", self.done.len());
        let (mut begin, mut end) = (String::new(), String::new());
        if !module.exports.is_empty() {
            begin = format!("const {object}=");
            end = format!("return{{{}}};\n", pairs(&module.exports));
        }
        let body = &module.body;
        // Writing to a string does not fail.
        let _ = write!(self.script, "{begin}(()=>{{\n{imported}{body}{end}}})();\n");
        let exports = module.exports.iter().map(|name| name.outside.clone());
        let exports = exports.collect();
        self.done
            .insert(path.to_owned(), Linked { object, exports });
    }
}

/// The line that gives a module what it imports.
fn binding(import: &Import, from: &Linked) -> Result<String, Fault> {
    let object = &from.object;
    match &import.what {
        Wanted::All(_) if from.exports.is_empty() => Ok(String::new()),
        Wanted::All(name) => Ok(format!("const {name}={object};\n")),
        Wanted::Names(names) if names.is_empty() => Ok(String::new()),
        Wanted::Names(names) => {
            let missing = names
                .iter()
                .find(|name| !from.exports.contains(&name.outside));
            match missing {
                Some(Name { outside, .. }) => Err(Fault::NotExported {
                    name: outside.clone(),
                    from: import.from.clone(),
                }),
                None => Ok(format!("const{{{}}}={object};\n", pairs(names))),
            }
        }
    }
}

/// `a, b: c`: what both an object and its taking apart call `b` outside and `c` inside.
fn pairs(names: &[Name]) -> String {
    let pairs = names
        .iter()
        .map(|Name { outside, inside }| match outside == inside {
            true => outside.clone(),
            false => format!("{outside}:{inside}"),
        });
    pairs.collect::<Vec<_>>().join(",")
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_come_once_each_before_those_that_need_them_with_names_of_their_own() {
        let files = Files::of(&[
            (
                "js/page.js",
                "import { a as one } from './a.js';\nimport * as b from './parts/b.js';\nimport './c.js';\nf(one, b.b);\n",
            ),
            ("js/a.js", "const own = 1;\nexport { own as a };\n"),
            (
                "js/parts/b.js",
                "import { a } from '../a.js';\nconst own = 2;\nexport const b = a + own;\n",
            ),
            ("js/c.js", "g();\n"),
        ]);
        let expected = "const m0=(()=>{\nconst own=1;\nreturn{a:own};\n})();\n\
            const m1=(()=>{\nconst{a}=m0;\nconst own=2;\nconst b=a + own;\nreturn{b};\n})();\n\
            (()=>{\ng();\n})();\n\
            (()=>{\nconst{a:one}=m0;\nconst b=m1;\nf(one,b.b);\n})();\n";
        assert_eq!(link("js/page.js", &files).unwrap(), expected);
    }

    #[test]
    fn a_module_that_can_not_be_had_is_refused_where_it_is_asked_for() {
        for (page, fault) in [
            (
                "import { a } from './b.js';",
                Fault::Missing("./b.js".to_owned()),
            ),
            (
                "import { b } from './a.js';",
                Fault::NotExported {
                    name: "b".to_owned(),
                    from: "./a.js".to_owned(),
                },
            ),
        ] {
            let text: &'static str = String::leak(format!("f();\n{page}\n"));
            let files = Files::of(&[("page.js", text), ("a.js", "export const a = 1;\n")]);
            let error = link("page.js", &files).unwrap_err();
            assert_eq!(error, PageError::new("page.js", 2, fault));
        }
    }

    #[test]
    fn modules_that_import_one_another_are_refused() {
        let files = Files::of(&[
            ("page.js", "import { a } from './a.js';\na();\n"),
            ("a.js", "import { b } from './b.js';\nexport const a = b;\n"),
            (
                "b.js",
                "// b\nimport { a } from './a.js';\nexport const b = a;\n",
            ),
        ]);
        let error = link("page.js", &files).unwrap_err();
        let cycle = Fault::Cycle("page.js, a.js, b.js".to_owned());
        assert_eq!(error, PageError::new("b.js", 2, cycle));
    }

    #[test]
    fn import_meta_is_taken_only_where_the_script_has_the_same_folder() {
        let beside = "export const here = import.meta.url;\n";
        let files = Files::of(&[
            ("js/page.js", "import { here } from './a.js';\nf(here);\n"),
            (
                "js/deep.js",
                "import { here } from './parts/a.js';\nf(here);\n",
            ),
            ("js/a.js", beside),
            ("js/parts/a.js", beside),
        ]);
        assert!(
            link("js/page.js", &files)
                .unwrap()
                .contains("import.meta.url")
        );
        let error = link("js/deep.js", &files).unwrap_err();
        assert_eq!(error, PageError::new("js/parts/a.js", 1, Fault::ImportMeta));
    }
}
