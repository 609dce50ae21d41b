use aimds_core::SessionId;
use serde::Serialize;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::{Action, AuditError, Decision};

/// What is kept of a decision. The prompt itself is not: it may hold what
/// nobody should keep.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AuditRecord {
    /// When the prompt came.
    pub at_ms: u64,
    /// In which session.
    pub session: SessionId,
    /// What was done.
    pub action: Action,
    /// How sure the policy was that something is wrong.
    pub suspicion: f64,
    /// The rules that matched.
    pub rules: Vec<&'static str>,
}

impl AuditRecord {
    /// The record of `decision`.
    pub fn new(at_ms: u64, session: &SessionId, decision: &Decision) -> Self {
        Self {
            at_ms,
            session: session.clone(),
            action: decision.action,
            suspicion: decision.suspicion,
            rules: decision.rules.clone(),
        }
    }
}

/// Writes records as lines of JSON, in a task of its own.
#[derive(Debug)]
pub struct AuditLog {
    records: mpsc::Sender<AuditRecord>,
    writer: JoinHandle<Result<u64, AuditError>>,
}

impl AuditLog {
    const QUEUE: usize = 128;

    /// Starts to write to `sink`; needs a tokio runtime.
    pub fn start(sink: impl AsyncWrite + Send + Unpin + 'static) -> Self {
        let (records, queue) = mpsc::channel(Self::QUEUE);
        let writer = tokio::spawn(write_all(queue, sink));
        Self { records, writer }
    }

    /// Hands a record over.
    pub async fn record(&self, record: AuditRecord) -> Result<(), AuditError> {
        (self.records.send(record).await).map_err(|_| AuditError::Closed)
    }

    /// Waits until everything is written, and says how many records it was.
    pub async fn finish(self) -> Result<u64, AuditError> {
        drop(self.records);
        self.writer.await.map_err(|_| AuditError::Closed)?
    }
}

async fn write_all(
    mut queue: mpsc::Receiver<AuditRecord>,
    mut sink: impl AsyncWrite + Unpin,
) -> Result<u64, AuditError> {
    let mut written = 0;
    while let Some(record) = queue.recv().await {
        let mut line = serde_json::to_vec(&record)?;
        line.push(b'\n');
        sink.write_all(&line).await?;
        written += 1;
    }
    sink.flush().await?;
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncReadExt;

    fn record(at_ms: u64) -> AuditRecord {
        AuditRecord {
            at_ms,
            session: SessionId::new("a"),
            action: Action::Block,
            suspicion: 0.75,
            rules: vec!["chat-marker"],
        }
    }

    #[tokio::test]
    async fn writes_a_line_for_each_record() {
        let (mut reader, sink) = tokio::io::duplex(4096);
        let log = AuditLog::start(sink);
        log.record(record(1)).await.unwrap();
        log.record(record(2)).await.unwrap();
        assert_eq!(log.finish().await.unwrap(), 2);

        let mut text = String::new();
        reader.read_to_string(&mut text).await.unwrap();
        assert_eq!(
            text.lines().next().unwrap(),
            r#"{"at_ms":1,"session":"a","action":"block","suspicion":0.75,"rules":["chat-marker"]}"#
        );
        assert_eq!(text.lines().count(), 2);
    }

    #[tokio::test]
    async fn a_sink_that_breaks_is_reported() {
        let (reader, sink) = tokio::io::duplex(8);
        drop(reader);
        let log = AuditLog::start(sink);
        log.record(record(1)).await.unwrap();
        assert!(matches!(log.finish().await, Err(AuditError::Write(_))));
    }
}
