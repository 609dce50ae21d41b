//! Screens a stream of prompts and prints what became of them.

mod args;
mod input;
mod pipeline;
mod report;

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Context;

use crate::args::{Args, Command, Format};

#[tokio::main]
async fn main() -> ExitCode {
    let command = match Command::parse(lexopt::Parser::from_env()) {
        Ok(command) => command,
        Err(error) => {
            eprintln!("aimds: {error} (try aimds --help)");
            return ExitCode::from(2);
        }
    };
    let outcome = match command {
        Command::Help => print(args::HELP),
        Command::Version => print(concat!("aimds ", env!("CARGO_PKG_VERSION"), "\n")),
        Command::Screen(args) => screen(&args).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if nobody_listens(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("aimds: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn print(text: &str) -> anyhow::Result<()> {
    Ok(io::stdout().write_all(text.as_bytes())?)
}

async fn screen(args: &Args) -> anyhow::Result<()> {
    let events = input::open(&args.events)?;
    let audit = input::audit(args.audit.as_deref()).await?;
    let report = pipeline::run(events, audit).await?;
    let stdout = io::stdout().lock();
    match args.format {
        Format::Text => report.write_text(stdout),
        Format::Json => report.write_json(stdout),
    }
    .context("cannot write the report")
}

/// Whether the reader of our output has had enough, as `head` does.
fn nobody_listens(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
