//! The `spyster` binary: flags, logs, signals and the exit code.

mod signals;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::{Parser, Subcommand};
use spyster::config::{Config, Sources};
use spyster::logging::{self, NonBlockingWriter};
use spyster::room::StoredSummary;
use spyster::server::Server;
use spyster::store;

/// Exit code of a configuration that can't be used; every other failure is 1.
const BAD_CONFIG: u8 = 2;

/// The last lines of stdout and stderr have so long to be taken; a terminal that takes nothing does not hold
/// up the end.
const LAST_LINES: Duration = Duration::from_millis(500);

/// A party game of spies, locations and secret bets: one small server, a TV and everybody's phone.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Settings: config.toml, SPYSTER_* variables and these flags; config.example.toml lists all of them.\n\
    SPYSTER_HOST_KEY: password for opening rooms, for a server on the internet.\n\
    RUST_LOG: how much is logged [default: info]"
)]
struct Cli {
    /// Leave out to run the server
    #[command(subcommand)]
    task: Option<Task>,
    /// Configuration file [default: config.toml, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Folder of the store; empty keeps everything in memory [default: data]
    #[arg(long, global = true, value_name = "FOLDER")]
    data_dir: Option<String>,
    /// Address and port to listen on [default: [::]:8137]
    #[arg(long, value_name = "ADDRESS:PORT")]
    bind: Option<String>,
    /// URL that phones open [default: detected]
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Log format [default: text]
    #[arg(long, value_name = "text|json")]
    log_format: Option<String>,
}

/// What there is to do beside running the server. Both work while it runs, and while it does not.
#[derive(Debug, Subcommand)]
enum Task {
    /// Copy the store, open rooms and finished games, to a new file
    Backup {
        /// The file; it must not exist yet
        file: PathBuf,
    },
    /// List the stored rooms
    Rooms,
}

impl From<&Cli> for Sources {
    fn from(cli: &Cli) -> Self {
        let flags = [
            ("data_dir", &cli.data_dir),
            ("bind", &cli.bind),
            ("public_url", &cli.public_url),
            ("log_format", &cli.log_format),
        ];
        Self {
            file: cli.config.clone(),
            flags: flags
                .into_iter()
                .filter_map(|(key, value)| Some((key, value.clone()?)))
                .collect(),
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let Ok(stderr) = NonBlockingWriter::start("stderr", io::stderr()) else {
        return ExitCode::FAILURE;
    };
    let code = match Config::load(&Sources::from(&cli)) {
        Ok(config) => match carry_out(cli.task, config, &stderr) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                stderr.say(format!("{error:#}\n"));
                ExitCode::FAILURE
            }
        },
        Err(error) => {
            stderr.say(format!("{error}\n"));
            ExitCode::from(BAD_CONFIG)
        }
    };
    stderr.flush(LAST_LINES);
    code
}

fn carry_out(task: Option<Task>, config: Config, stderr: &NonBlockingWriter) -> anyhow::Result<()> {
    match task {
        None => run(config, stderr),
        Some(Task::Backup { file }) => back_up(&config, &file),
        Some(Task::Rooms) => list_rooms(&config),
    }
}

/// Logs go to stderr; stdout is for the addresses.
fn run(config: Config, stderr: &NonBlockingWriter) -> anyhow::Result<()> {
    let stdout = NonBlockingWriter::start("stdout", io::stdout())
        .context("Could not start the thread that writes to stdout")?;
    logging::start(
        config.log_format,
        stderr.clone(),
        io::stderr().is_terminal(),
    );
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        // Without it, a thousand busy sockets starve some of their number for tenths of a second.
        .global_queue_interval(2)
        .build()
        .context("Could not start the runtime")?;
    runtime.block_on(async {
        let server = Server::bind(config).await?;
        let stop = server.shutdown_handle();
        let signal = signals::stop()?;
        tokio::spawn(async move {
            signal.await;
            stop.shutdown();
        });
        stdout.say(server.app().greeting());
        server.serve().await;
        stdout.flush(LAST_LINES);
        Ok(())
    })
}

fn back_up(config: &Config, file: &Path) -> anyhow::Result<()> {
    let bytes = store::backup(data_dir(config)?, file)?;
    writeln!(
        io::stdout(),
        "{}: {} KiB",
        file.display(),
        bytes.div_ceil(1024)
    )?;
    Ok(())
}

fn list_rooms(config: &Config) -> anyhow::Result<()> {
    let stored = store::list_rooms(data_dir(config)?)?;
    let mut out = io::stdout().lock();
    if stored.is_empty() {
        writeln!(out, "No rooms are stored.")?;
    }
    for stored in stored {
        writeln!(out, "{}", StoredSummary::of(stored))?;
    }
    Ok(())
}

fn data_dir(config: &Config) -> anyhow::Result<&Path> {
    anyhow::ensure!(
        !config.data_dir.is_empty(),
        "There is no store: data_dir is empty, so everything is in memory."
    );
    Ok(Path::new(&config.data_dir))
}
