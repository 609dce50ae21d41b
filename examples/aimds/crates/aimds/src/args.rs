use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

pub const HELP: &str = "\
Screens a stream of prompts: normalises each, looks for injections and personal
data, weighs it against the stream and its session's relations, and decides
what becomes of it.

Usage: aimds [OPTIONS] [EVENTS]

Arguments:
  [EVENTS]  Events to read, one in JSON a line; - is the standard input [default: -]

Options:
      --audit FILE     Write a record of each decision to this file
      --format FORMAT  How to print the outcome: text or json [default: text]
  -h, --help           Print this
  -V, --version        Print the version
";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    Help,
    Version,
    Screen(Args),
}

/// How to screen a stream.
#[derive(Debug, PartialEq, Eq)]
pub struct Args {
    pub events: PathBuf,
    pub audit: Option<PathBuf>,
    pub format: Format,
}

/// How to print the outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
}

impl Command {
    pub fn parse(mut parser: Parser) -> Result<Self, lexopt::Error> {
        let (mut events, mut audit, mut format) = (None, None, Format::Text);
        while let Some(arg) = parser.next()? {
            match arg {
                Arg::Short('h') | Arg::Long("help") => return Ok(Self::Help),
                Arg::Short('V') | Arg::Long("version") => return Ok(Self::Version),
                Arg::Long("audit") => audit = Some(parser.value()?.into()),
                Arg::Long("format") => format = parser.value()?.parse_with(Format::parse)?,
                Arg::Value(path) if events.is_none() => events = Some(path.into()),
                _ => return Err(arg.unexpected()),
            }
        }
        Ok(Self::Screen(Args {
            events: events.unwrap_or_else(|| "-".into()),
            audit,
            format,
        }))
    }
}

impl Format {
    fn parse(name: &str) -> Result<Self, &'static str> {
        match name {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err("text or json expected"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(args: &[&str]) -> Result<Command, lexopt::Error> {
        Command::parse(Parser::from_args(args))
    }

    #[test]
    fn reads_the_standard_input_by_default() {
        let expected = Args {
            events: "-".into(),
            audit: None,
            format: Format::Text,
        };
        assert_eq!(parse(&[]).unwrap(), Command::Screen(expected));
    }

    #[test]
    fn takes_a_file_and_options_in_any_order() {
        let expected = Args {
            events: "in".into(),
            audit: Some("out".into()),
            format: Format::Json,
        };
        assert_eq!(
            parse(&["--format=json", "in", "--audit", "out"]).unwrap(),
            Command::Screen(expected)
        );
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(parse(&["--fast"]).is_err());
        assert!(parse(&["one", "two"]).is_err());
        assert!(parse(&["--format", "yaml"]).is_err());
    }
}
