//! Where log lines come from and how they look: the tracing subscriber, and the panic hook.

use std::any::Any;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::env::{self, VarError};
use std::panic::{self, PanicHookInfo};
use std::thread;

use tracing::{error, warn};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use super::NonBlockingWriter;
use crate::config::LogFormat;

/// Says how much is logged.
const VARIABLE: &str = "RUST_LOG";

/// Logs to `writer` from now on, panics too; `is_terminal` when colours are understood there. A process does
/// this once; a second time changes nothing.
pub fn start(format: LogFormat, writer: NonBlockingWriter, is_terminal: bool) {
    let (filter, problem) = filter(env::var(VARIABLE));
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(is_terminal)
        // Where a line can't be written, a complaint on stderr can't either.
        .log_internal_errors(false)
        .with_writer(move || writer.clone());
    let started = match format {
        LogFormat::Text => logs.try_init(),
        LogFormat::Json => logs.json().try_init(),
    };
    if started.is_ok() {
        // The usual one waits for stderr.
        panic::set_hook(Box::new(log_panic));
    }
    if let Some(problem) = problem {
        warn!("{VARIABLE} can't be read ({problem}), so the level is info");
    }
}

/// What is logged, and what is wrong with the variable. The reader of it that is made to be lenient prints to stderr.
fn filter(variable: Result<String, VarError>) -> (EnvFilter, Option<String>) {
    let info = || EnvFilter::builder().with_default_directive(LevelFilter::INFO.into());
    let parsed = match variable {
        Ok(directives) => info().parse(directives).map_err(|error| error.to_string()),
        Err(VarError::NotPresent) => Ok(info().parse_lossy("")),
        Err(error) => Err(error.to_string()),
    };
    match parsed {
        Ok(filter) => (filter, None),
        Err(problem) => (info().parse_lossy(""), Some(problem)),
    }
}

fn log_panic(panic: &PanicHookInfo<'_>) {
    let thread = thread::current();
    let at = panic.location().map(ToString::to_string);
    let what = message(panic.payload());
    error!(
        thread = thread.name(),
        at, "a task or thread panicked: {what}"
    );
    let trace = Backtrace::capture();
    if trace.status() == BacktraceStatus::Captured {
        error!("backtrace of the panic:\n{trace}");
    }
}

fn message(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_logged_with_its_text_whichever_kind_it_is_of() {
        let caught = |panic: fn()| panic::catch_unwind(panic).unwrap_err();
        assert_eq!(message(&*caught(|| panic!("on purpose"))), "on purpose");
        let number = 5;
        assert_eq!(message(&format!("{number}, on purpose")), "5, on purpose");
        assert_eq!(message(&number), "no text");
    }

    fn level_of(variable: Result<&str, VarError>) -> (Option<LevelFilter>, bool) {
        let (filter, problem) = filter(variable.map(str::to_owned));
        (filter.max_level_hint(), problem.is_some())
    }

    #[test]
    fn the_variable_sets_the_level_and_one_that_cannot_be_read_is_told_of() {
        let info = Some(LevelFilter::INFO);
        for (variable, level, is_wrong) in [
            (Err(VarError::NotPresent), info, false),
            (Err(VarError::NotUnicode("x".into())), info, true),
            (Ok(""), info, false),
            (Ok("debug"), Some(LevelFilter::DEBUG), false),
            (Ok("spyster=trace"), Some(LevelFilter::TRACE), false),
            (Ok("off"), Some(LevelFilter::OFF), false),
            (Ok("=("), info, true),
            (Ok("info,spyster=loud"), info, true),
        ] {
            let told = level_of(variable.clone());
            assert_eq!(told, (level, is_wrong), "{variable:?}");
        }
    }
}
