use std::fs::File;
use std::io::{BufRead, BufReader, stdin};
use std::path::Path;

use aimds_response::AuditLog;
use anyhow::Context;

/// The events at `path`, or on the standard input for `-`.
pub fn open(path: &Path) -> anyhow::Result<Box<dyn BufRead + Send>> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(stdin())));
    }
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    Ok(Box::new(BufReader::new(file)))
}

/// An audit log at `path`, or one that goes nowhere.
pub async fn audit(path: Option<&Path>) -> anyhow::Result<AuditLog> {
    let Some(path) = path else {
        return Ok(AuditLog::start(tokio::io::sink()));
    };
    let file = tokio::fs::File::create(path)
        .await
        .with_context(|| format!("cannot create {}", path.display()))?;
    Ok(AuditLog::start(tokio::io::BufWriter::new(file)))
}
