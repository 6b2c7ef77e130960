//! What can be wrong with a configuration, each in one sentence that names the key and the place.

use std::fmt;
use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why the settings could not be loaded. The binary prints it and exits with code 2.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file is missing or unreadable.
    #[error("Could not read the configuration file {}: {reason}.", path.display())]
    Read {
        /// The file, as it was named.
        path: PathBuf,
        /// What the operating system said.
        reason: io::Error,
    },
    /// The file is not TOML.
    #[error("The configuration file {} is not valid TOML in line {line}: {problem}.", path.display())]
    Syntax {
        /// The file, as it was named.
        path: PathBuf,
        /// Line of the mistake, counted from 1.
        line: usize,
        /// What the parser said, on one line.
        problem: String,
    },
    /// A key or variable that no setting has.
    #[error("There is no setting `{key}` ({origin});{} config.example.toml lists all of them.", question(hint.as_deref()))]
    UnknownKey {
        /// The key, with its table: `game.num_rounds`.
        key: String,
        /// Where it stands.
        origin: Origin,
        /// What was probably meant, written as it would stand there.
        hint: Option<String>,
    },
    /// A value of the wrong type, out of its range, or not one of the choices.
    #[error("The setting `{key}` ({origin}) has a bad value: {problem}.")]
    BadValue {
        /// The key, with its table: `game.num_rounds`.
        key: String,
        /// Where the value stands.
        origin: Origin,
        /// What is wrong and what would be right.
        problem: String,
    },
    /// Two settings, each fine by itself, that can't hold together.
    #[error("Two settings contradict each other: {0}.")]
    Conflict(String),
}

fn question(hint: Option<&str>) -> String {
    hint.map_or(String::new(), |hint| format!(" did you mean `{hint}`?"))
}

/// The place a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Built in.
    Default,
    /// A configuration file.
    File(PathBuf),
    /// An environment variable, by name.
    Variable(String),
    /// A flag of the command line, by key.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("built-in default"),
            Self::File(path) => write!(f, "in {}", path.display()),
            Self::Variable(name) => write!(f, "environment variable {name}"),
            Self::Flag(key) => write!(f, "flag --{}", key.replace('_', "-")),
        }
    }
}
