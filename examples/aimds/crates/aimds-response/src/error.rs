use thiserror::Error;

/// Why an audit log is incomplete.
#[derive(Debug, Error)]
pub enum AuditError {
    /// A record could not be put into JSON.
    #[error("cannot encode an audit record: {0}")]
    Encode(#[from] serde_json::Error),
    /// A record could not be written.
    #[error("cannot write the audit log: {0}")]
    Write(#[from] std::io::Error),
    /// The writer ended before its time.
    #[error("the audit log is closed")]
    Closed,
}
