//! The `spyster` binary: flags, logs, signals and the exit code.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use spyster::config::{Config, LogFormat, Sources};
use spyster::server::{Server, host_url, qr_terminal};
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
    /// Configuration file [default: config.toml, if there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
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

impl From<Cli> for Sources {
    fn from(cli: Cli) -> Self {
        let flags = [
            ("bind", cli.bind),
            ("public_url", cli.public_url),
            ("log_format", cli.log_format),
        ];
        Self {
            file: cli.config,
            flags: flags
                .into_iter()
                .filter_map(|(key, value)| Some((key, value?)))
                .collect(),
        }
    }
}

fn main() -> ExitCode {
    let config = match Config::load(&Cli::parse().into()) {
        Ok(config) => config,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(BAD_CONFIG);
        }
    };
    match run(config) {
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
