use std::io::BufRead;

use crate::{Event, EventError};

/// Reads events, one a line; blank lines and lines that start with `#` are
/// passed over.
pub fn read_events(input: impl BufRead) -> impl Iterator<Item = Result<Event, EventError>> {
    input.lines().enumerate().filter_map(|(index, line)| {
        let number = index + 1;
        match line {
            Ok(text) if is_event(&text) => Some(parse(number, &text)),
            Ok(_) => None,
            Err(source) => Some(Err(EventError::Unreadable {
                line: number,
                source,
            })),
        }
    })
}

fn is_event(line: &str) -> bool {
    let line = line.trim_start();
    !line.is_empty() && !line.starts_with('#')
}

fn parse(number: usize, line: &str) -> Result<Event, EventError> {
    Event::from_json(line).map_err(|source| EventError::Malformed {
        line: number,
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_over_comments_and_blank_lines() {
        let input = "# morning\n\n{\"at_ms\":1,\"session\":\"a\",\"prompt\":\"hi\"}\n";
        let events: Vec<_> = read_events(input.as_bytes()).collect();
        assert_eq!(events.len(), 1);
        assert_eq!(events[0].as_ref().unwrap().prompt, "hi");
    }

    #[test]
    fn names_the_line_that_is_wrong() {
        let input = "\n{\"at_ms\":1}\n";
        let error = read_events(input.as_bytes()).next().unwrap().unwrap_err();
        assert!(
            error.to_string().starts_with("line 2: not an event:"),
            "{error}"
        );
    }
}
