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
//!
//! What a page loads later with `import('./game.js')` is a second script, at the address of that module. It
//! takes what both need from the first:
//!
//! ```js
//! import{m0}from'./player.js';
//! const m7=(()=>{              // js/game.js
//! const{el}=m0;
//! …
//! return{play};
//! })();
//! export const{play}=m7;
//! ```

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use super::error::{Fault, PageError};
use super::files::Files;
use super::module::{self, Import, Module, Name, Wanted};

/// Scripts by the path where each must be served.
pub(super) type Scripts = BTreeMap<String, String>;

/// The script at `path`, which is no module, without comments and indentation.
///
/// # Errors
/// What the scanner refuses.
pub(super) fn plain(path: &str, files: &Files) -> Result<String, PageError> {
    Ok(module::read(path, files.text(path)?)?.body)
}

/// The scripts of all pages: for each of the pages' own modules, `entries`, one, and the one that it loads
/// later, if any.
///
/// # Errors
/// What can't be put together, with its place in the file that says it.
pub(super) fn link(entries: &BTreeSet<&str>, files: &Files) -> Result<Scripts, PageError> {
    let mut scripts = Scripts::new();
    for entry in entries {
        let (page, late) = link_page(entry, files)?;
        scripts.insert((*entry).to_owned(), page);
        let Some((late, script)) = late else {
            continue;
        };
        // It takes from this page's script what it shares with it, and no other page has that script.
        let is_own_page = entries.contains(late.path.as_str());
        if is_own_page || scripts.insert(late.path.clone(), script).is_some() {
            let fault = Fault::LateTwice(late.path);
            return Err(PageError::new(&late.file, late.line, fault));
        }
    }
    Ok(scripts)
}

/// The script of the page whose own module is `entry`, and the one that it loads later, if any.
fn link_page(entry: &str, files: &Files) -> Result<(String, Option<(Late, String)>), PageError> {
    let mut linker = Linker {
        entry,
        files,
        trail: Vec::new(),
        done: HashMap::new(),
        script: String::new(),
        late: None,
        first: 0,
        lent: BTreeSet::new(),
    };
    linker.add(entry)?;
    let mut page = std::mem::take(&mut linker.script);
    let Some(late) = linker.late.take() else {
        return Ok((page, None));
    };
    let later = linker.add_late(&late.path)?;
    let lent: Vec<String> = linker.lent.into_iter().collect();
    if !lent.is_empty() {
        page.push_str(&format!("export{{{}}};\n", lent.join(",")));
    }
    Ok((page, Some((late, later))))
}

/// A module that is loaded later.
struct Late {
    path: String,
    /// The module that loads it.
    file: String,
    /// Where that says so.
    line: usize,
}

struct Linker<'a> {
    entry: &'a str,
    files: &'a Files,
    /// The modules that are being added, each imported by the one before it.
    trail: Vec<String>,
    done: HashMap<String, Linked>,
    script: String,
    late: Option<Late>,
    /// How many modules are in the page's first script; none before that is complete.
    first: usize,
    /// The objects of the first script that the later one needs.
    lent: BTreeSet<String>,
}

/// A module that is in the script.
struct Linked {
    /// How many came before it.
    index: usize,
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
            let linked = &self.done[&from];
            imported.push_str(&binding(import, linked).map_err(fault)?);
            if linked.index < self.first && !linked.exports.is_empty() {
                self.lent.insert(linked.object.clone());
            }
        }
        self.trail.pop();
        self.note_late(path, &module)?;
        self.write(path, &module, &imported);
        Ok(())
    }

    /// Notes what the module loads later: it has to stand beside the page's own, whose address the
    /// script has.
    fn note_late(&mut self, path: &str, module: &Module) -> Result<(), PageError> {
        let Some((line, from)) = &module.late else {
            return Ok(());
        };
        let fault = |fault| PageError::new(path, *line, fault);
        let late = self.files.resolve(path, from);
        let late = late.ok_or_else(|| fault(Fault::Missing(from.clone())))?;
        let is_free = self.late.is_none() && self.first == 0;
        if !is_free || folder(path) != folder(self.entry) {
            return Err(fault(Fault::Late));
        }
        self.late = Some(Late {
            path: late,
            file: path.to_owned(),
            line: *line,
        });
        Ok(())
    }

    /// The script of a module that is loaded later, with all that is not in the first script yet.
    fn add_late(&mut self, path: &str) -> Result<String, PageError> {
        self.first = self.done.len();
        if !self.done.contains_key(path) {
            self.add(path)?;
        }
        let Linked {
            index,
            object,
            exports,
        } = &self.done[path];
        if *index < self.first {
            self.lent.insert(object.clone());
        }
        let mut script = String::new();
        if !self.lent.is_empty() {
            let lent: Vec<&str> = self.lent.iter().map(String::as_str).collect();
            let (_, name) = self.entry.rsplit_once('/').unwrap_or(("", self.entry));
            script = format!("import{{{}}}from'./{name}';\n", lent.join(","));
        }
        script.push_str(&self.script);
        if !exports.is_empty() {
            script.push_str(&format!(
                "export const{{{}}}={object};\n",
                exports.join(",")
            ));
        }
        Ok(script)
    }

    fn write(&mut self, path: &str, module: &Module, imported: &str) {
        let index = self.done.len();
        let object = format!("m{index}");
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
        let linked = Linked {
            index,
            object,
            exports,
        };
        self.done.insert(path.to_owned(), linked);
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
