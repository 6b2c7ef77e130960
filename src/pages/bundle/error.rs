//! What is wrong with a page. No release meets any of it: it would not have been compiled.

use std::io;

use thiserror::Error;

/// Why the pages can't be put together.
#[derive(Debug, Error)]
pub(crate) enum BundleError {
    /// Their folder can't be read.
    #[error("The pages' folder {folder} can't be read: {error}.")]
    Folder {
        /// Where it should be.
        folder: String,
        /// What the system says.
        error: io::Error,
    },
    /// One of them can't be put together.
    #[error(transparent)]
    Page(#[from] PageError),
}

/// A page that can't be put together, with the place that is to be changed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("www/{file}:{line}: {fault}")]
pub(crate) struct PageError {
    /// Path below `www/`.
    pub(super) file: String,
    /// Counted from 1.
    pub(super) line: usize,
    /// What is the matter there.
    pub(super) fault: Fault,
}

impl PageError {
    pub(super) fn new(file: &str, line: usize, fault: Fault) -> Self {
        Self {
            file: file.to_owned(),
            line,
            fault,
        }
    }
}

/// What a page may not hold.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum Fault {
    /// A file that something refers to.
    #[error("There is no file \"{0}\" to refer to; see to its path.")]
    Missing(String),
    /// A file that ought to be text.
    #[error("This is not UTF-8; save it as such.")]
    NotText,
    /// A string without its second quote.
    #[error("This string does not end on its line.")]
    OpenString,
    /// A template literal without its end.
    #[error("This template literal does not end.")]
    OpenTemplate,
    /// A comment without its end.
    #[error("This comment does not end.")]
    OpenComment,
    /// A regular expression without its end.
    #[error("This regular expression does not end on its line.")]
    OpenPattern,
    /// A bracket without its partner.
    #[error("This bracket has no partner.")]
    Bracket,
    /// A slash that may be a division or the start of a regular expression.
    #[error(
        "Division or regular expression? Put blanks around a division, and a regular expression in brackets."
    )]
    Slash,
    /// A form of `import` that is not taken.
    #[error(
        "Only `import {{ a, b as c }} from './file.js';`, `import * as a from './file.js';` and `import './file.js';` can be put together, at the start of a line, and `import('./file.js')` for a file beside."
    )]
    Import,
    /// `import.meta` where it would mean another folder than the script's.
    #[error(
        "`import.meta` works only in modules beside the page's own, whose address the script has."
    )]
    ImportMeta,
    /// More than one thing to load later, or from elsewhere.
    #[error(
        "One module of a page's folder may load one other of it later, with `import('./file.js')`; put what comes later into one."
    )]
    Late,
    /// One thing that several pages load later, or that is a page's own module, too.
    #[error(
        "More than one page needs \"{0}\", and a script that comes later fits one page only; give each page a module of its own to load."
    )]
    LateTwice(String),
    /// A form of `export` that is not taken.
    #[error(
        "Only `export` before `function`, `async function`, `class` or `const name =`, and `export {{ a, b as c }};` can be put together."
    )]
    Export,
    /// `await` outside of functions.
    #[error("`await` works only within functions.")]
    Await,
    /// A name that is imported but not there.
    #[error("\"{from}\" exports no \"{name}\".")]
    NotExported {
        /// What is asked for.
        name: String,
        /// The module it is asked of.
        from: String,
    },
    /// Modules that need one another.
    #[error("These modules import one another: {0}; put what they share into a module of its own.")]
    Cycle(String),
    /// Texts in a form that is not taken.
    #[error("These texts can't be read: {0}.")]
    Texts(String),
    /// A script into which something is to be put, and that does not say where.
    #[error("The script has no line \"{0}\" to put it into.")]
    NoPlace(&'static str),
    /// A style sheet or script in a form that is not taken.
    #[error(
        "Only `<link rel=\"stylesheet\" href=\"static/…\">`, one `<script type=\"module\" src=\"static/…\"></script>` and `<script defer src=\"static/js/start.js\"></script>` are taken, on lines of their own."
    )]
    Head,
    /// A style sheet that loads another.
    #[error("A style sheet does not import; name the other one in the page.")]
    SheetImport,
    /// An address in a style sheet that is not a quoted path.
    #[error("Only `url(\"…\")` is taken, in double quotes.")]
    SheetUrl,
    /// What would end the element the sheet is put into.
    #[error("A style sheet can't hold `</`.")]
    SheetEnd,
}
