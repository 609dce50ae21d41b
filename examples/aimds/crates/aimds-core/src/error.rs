use thiserror::Error;

/// Why an event could not be read.
#[derive(Debug, Error)]
pub enum EventError {
    /// The line is not an event in JSON.
    #[error("line {line}: not an event: {source}")]
    Malformed {
        /// Number of the line, from one.
        line: usize,
        /// What the parser said.
        source: serde_json::Error,
    },
    /// The input ended with an error.
    #[error("line {line}: cannot read: {source}")]
    Unreadable {
        /// Number of the line, from one.
        line: usize,
        /// What the system said.
        source: std::io::Error,
    },
}
