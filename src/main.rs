//! The `spyster` binary: flags, logs, signals and the exit code.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};
use spyster::config::{Config, LogFormat, Sources};
use spyster::room::StoredGlance;
use spyster::server::{Server, host_url, qr_terminal};
use spyster::store;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

/// Exit code of a configuration that can't be used; every other failure is 1.
const BAD_CONFIG: u8 = 2;

/// A party game of spies, locations and secret bets: one small server, a TV and everybody's phone.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Settings come from config.toml, SPYSTER_* variables and these flags; \
    config.example.toml lists all; SPYSTER_HOST_KEY keeps strangers from opening rooms. RUST_LOG sets how much is logged (info)."
)]
struct Cli {
    /// Without one, the server runs
    #[command(subcommand)]
    task: Option<Task>,
    /// Configuration file [default: config.toml, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Folder of the store; empty keeps everything in memory [default: data]
    #[arg(long, global = true, value_name = "FOLDER")]
    data_dir: Option<String>,
    /// Address and port to listen on [default: 0.0.0.0:8137]
    #[arg(long, value_name = "ADDRESS:PORT")]
    bind: Option<String>,
    /// Address under which phones reach the server [default: found out]
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// How log lines look [default: text]
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
    let config = match Config::load(&Sources::from(&cli)) {
        Ok(config) => config,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(BAD_CONFIG);
        }
    };
    let done = match cli.task {
        None => run(config),
        Some(Task::Backup { file }) => back_up(&config, &file),
        Some(Task::Rooms) => list_rooms(&config),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(config: Config) -> anyhow::Result<()> {
    start_logging(config.log_format);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        // Without it, a thousand busy sockets starve some of their number for tenths of a second.
        .global_queue_interval(2)
        .build()
        .context("Could not start the runtime")?;
    runtime.block_on(async {
        let server = Server::bind(config).await?;
        let stop = server.shutdown_handle();
        let signal = stop_signal()?;
        tokio::spawn(async move {
            signal.await;
            stop.shutdown();
        });
        // Nobody may be listening to stdout; the server runs all the same.
        let _ = greet(&server);
        server.serve().await;
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
    let stored = store::look(data_dir(config)?)?;
    let mut out = io::stdout().lock();
    if stored.is_empty() {
        writeln!(out, "No rooms are stored.")?;
    }
    for stored in stored {
        writeln!(out, "{}", StoredGlance::of(stored))?;
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

/// Logs go to stderr; stdout is for the addresses.
fn start_logging(format: LogFormat) {
    let filter = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .from_env_lossy();
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr);
    match format {
        LogFormat::Text => logs.init(),
        LogFormat::Json => logs.json().init(),
    }
}

/// Completes at Ctrl-C or SIGTERM, both of which are listened for from now on.
#[cfg(unix)]
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt()).context("Could not listen for Ctrl-C")?;
    let mut terminate = signal(SignalKind::terminate()).context("Could not listen for SIGTERM")?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Completes at Ctrl-C.
#[cfg(windows)]
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c().context("Could not listen for Ctrl-C")?;
    Ok(async move {
        interrupt.recv().await;
    })
}

/// Says on stdout where the game is to be found, with a QR code of the TV's page.
fn greet(server: &Server) -> io::Result<()> {
    let hosts = server.app().base_urls().iter().map(|url| host_url(url));
    let mut out = io::stdout().lock();
    writeln!(out, "Spyster {} is running.\n", env!("CARGO_PKG_VERSION"))?;
    for (index, host) in hosts.enumerate() {
        if index == 0 {
            writeln!(out, "{}", qr_terminal(&host).unwrap_or_default())?;
            writeln!(out, "Open on the TV:  {host}")?;
        } else {
            writeln!(out, "or perhaps:      {host}")?;
        }
    }
    writeln!(
        out,
        "Guests scan the code that the TV shows. Stop with Ctrl-C."
    )?;
    out.flush()
}
