//! Laying file, environment and flags over the defaults, key by key.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::error::{ConfigError, Origin};
use super::foreign::is_foreign;
use super::hint::closest;
use super::limits;
use super::settings::Config;
use super::values::{check_type, flatten, insert, parse, trim};

/// The file that is read when none is named, if it exists.
const DEFAULT_FILE: &str = "config.toml";
/// What the name of every environment variable begins with.
const PREFIX: &str = "SPYSTER_";

/// What the command line says about the configuration.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The file to read. `None`: `config.toml` in the working directory, if there is one.
    pub file: Option<PathBuf>,
    /// Keys with their values as text; they win over everything else.
    pub flags: Vec<(&'static str, String)>,
}

impl Config {
    /// Loads the settings from the defaults, the file, this process's environment and the flags.
    ///
    /// # Errors
    /// The first thing that is wrong, with its key and place.
    pub fn load(sources: &Sources) -> Result<Self, ConfigError> {
        Self::load_with(sources, std::env::vars_os())
    }

    /// Like [`Config::load`], with the environment as an argument. Only names beginning with
    /// `SPYSTER_` are looked at.
    ///
    /// # Errors
    /// The first thing that is wrong, with its key and place.
    pub fn load_with(
        sources: &Sources,
        environment: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, ConfigError> {
        let mut layers = Layers::of_defaults();
        if let Some((path, text)) = read(sources.file.as_deref())? {
            layers.add_file(&path, &text)?;
        }
        for (name, value) in environment {
            if let Some(name) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) {
                layers.add_variable(name, &value.to_string_lossy())?;
            }
        }
        for (key, text) in &sources.flags {
            layers.add_text((*key).to_owned(), text, Origin::Flag(key))?;
        }
        layers.into_config()
    }
}

fn read(file: Option<&Path>) -> Result<Option<(PathBuf, String)>, ConfigError> {
    let path = file.unwrap_or(Path::new(DEFAULT_FILE)).to_owned();
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Some((path, text))),
        Err(error) if file.is_none() && error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(reason) => Err(ConfigError::Read { path, reason }),
    }
}

/// Every setting by its full key (`game.num_rounds`), with the place its present value came from.
/// The defaults put all keys in; after that a key that is not there is unknown.
struct Layers(BTreeMap<String, (Value, Origin)>);

impl Layers {
    fn of_defaults() -> Self {
        let defaults = Table::try_from(Config::default())
            .expect("the defaults are plain values, which TOML can always hold");
        let settings = flatten(defaults)
            .into_iter()
            .map(|(key, value)| (key, (value, Origin::Default)));
        Self(settings.collect())
    }

    fn add_file(&mut self, path: &Path, text: &str) -> Result<(), ConfigError> {
        let table: Table = toml::from_str(text).map_err(|error| ConfigError::Syntax {
            path: path.to_owned(),
            line: line_of(text, error.span().map_or(0, |span| span.start)),
            problem: error.message().lines().collect::<Vec<_>>().join(", "),
        })?;
        for (key, value) in flatten(table) {
            self.set(key, value, Origin::File(path.to_owned()))?;
        }
        Ok(())
    }

    /// `name` is what stands after [`PREFIX`].
    fn add_variable(&mut self, name: &str, text: &str) -> Result<(), ConfigError> {
        let key = self.0.keys().find(|key| variable_of(key) == name).cloned();
        let origin = Origin::Variable(format!("{PREFIX}{name}"));
        match key {
            Some(key) => self.add_text(key, text, origin),
            None if is_foreign(name, text) => Ok(()),
            None => Err(self.unknown(name.to_lowercase(), origin)),
        }
    }

    /// The error for a key that there is not.
    fn unknown(&self, key: String, origin: Origin) -> ConfigError {
        let hint = match origin {
            // Port and address are one setting.
            Origin::Variable(_) if key == "port" => Some(format!("{PREFIX}BIND")),
            Origin::Variable(_) => {
                let names: Vec<_> = self.0.keys().map(|key| variable_of(key)).collect();
                closest(&key.to_uppercase(), &names).map(|name| format!("{PREFIX}{name}"))
            }
            _ => {
                let names: Vec<_> = self.0.keys().cloned().collect();
                closest(&key, &names).map(str::to_owned)
            }
        };
        ConfigError::UnknownKey { key, origin, hint }
    }

    /// Sets `key` from text, read as what its default is.
    fn add_text(&mut self, key: String, text: &str, origin: Origin) -> Result<(), ConfigError> {
        let value = match self.0.get(&key) {
            Some((default, _)) => parse(text, default),
            None => return Err(self.unknown(key, origin)),
        };
        match value {
            Ok(value) => self.set(key, value, origin),
            Err(problem) => Err(ConfigError::BadValue {
                key,
                origin,
                problem,
            }),
        }
    }

    fn set(&mut self, key: String, value: Value, origin: Origin) -> Result<(), ConfigError> {
        // Blanks are slips everywhere but in a key that somebody chose.
        let value = if key == "host_key" {
            value
        } else {
            trim(value)
        };
        let Some((current, _)) = self.0.get(&key) else {
            return self.explain_unknown(key, &value, origin);
        };
        let checked = check_type(&value, current).and_then(|()| limits::check_range(&key, &value));
        if let Err(problem) = checked {
            return Err(ConfigError::BadValue {
                key,
                origin,
                problem,
            });
        }
        self.0.insert(key, (value, origin));
        Ok(())
    }

    /// A table's own name is not a key: alone it is fine when empty, and not a value.
    fn explain_unknown(
        &self,
        key: String,
        value: &Value,
        origin: Origin,
    ) -> Result<(), ConfigError> {
        let is_table = self
            .0
            .keys()
            .any(|known| known.starts_with(&format!("{key}.")));
        match (is_table, value) {
            (true, Value::Table(_)) => Ok(()),
            (true, _) => Err(ConfigError::BadValue {
                problem: format!("it is a table; begin it with a line [{key}]"),
                key,
                origin,
            }),
            (false, _) => Err(self.unknown(key, origin)),
        }
    }

    fn into_config(self) -> Result<Config, ConfigError> {
        let mut table = Table::new();
        for (key, (value, _)) in &self.0 {
            insert(&mut table, key, value.clone());
        }
        let config: Config = serde_path_to_error::deserialize(Value::Table(table))
            .map_err(|error| self.bad_value(&error.path().to_string(), error.inner().message()))?;
        if !config.public_url.is_empty() {
            limits::check_public_url(&config.public_url)
                .map_err(|problem| self.bad_value("public_url", &problem))?;
        }
        for origin in &config.allowed_origins {
            limits::check_origin(origin)
                .map_err(|problem| self.bad_value("allowed_origins", &problem))?;
        }
        for host in &config.allowed_hosts {
            limits::check_host(host)
                .map_err(|problem| self.bad_value("allowed_hosts", &problem))?;
        }
        limits::check_together(&config)?;
        Ok(config)
    }

    fn bad_value(&self, path: &str, problem: &str) -> ConfigError {
        // `scoring.vote_right[1]` is a value of `scoring.vote_right`.
        let key = path.split('[').next().unwrap_or(path);
        ConfigError::BadValue {
            key: key.to_owned(),
            origin: self
                .0
                .get(key)
                .map_or(Origin::Default, |(_, origin)| origin.clone()),
            problem: problem.to_owned(),
        }
    }
}

/// `game.num_rounds` → `GAME_NUM_ROUNDS`, as it stands after [`PREFIX`].
fn variable_of(key: &str) -> String {
    key.replace('.', "_").to_uppercase()
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text
        .bytes()
        .take(offset)
        .filter(|byte| *byte == b'\n')
        .count()
}
