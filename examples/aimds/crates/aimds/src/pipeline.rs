use std::io::BufRead;
use std::sync::Arc;

use aimds_analysis::Analyser;
use aimds_core::{Event, Finding, Normalised, normalise, read_events};
use aimds_detection::Detector;
use aimds_response::{AuditLog, AuditRecord, Policy, Responder};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};

use crate::report::Report;

/// How many prompts may be in detection at a time.
const IN_FLIGHT: usize = 64;

/// A prompt after detection.
struct Screened {
    event: Event,
    clean: Normalised,
    findings: Arc<[Finding]>,
}

type Screening = JoinHandle<anyhow::Result<Screened>>;

/// Screens all events. Detection runs on many threads; analysis and response
/// follow in the order of the events, since each depends on those before.
pub async fn run(events: impl BufRead + Send + 'static, audit: AuditLog) -> anyhow::Result<Report> {
    let detector = Arc::new(Detector::new()?);
    let analyser = Analyser::new();
    let responder = Responder::new(Policy::default())?;
    let mut report = Report::default();

    let (sender, mut screenings) = mpsc::channel(IN_FLIGHT);
    let reader = {
        let detector = Arc::clone(&detector);
        let runtime = Handle::current();
        spawn_blocking(move || read(events, &detector, &runtime, &sender))
    };

    while let Some(screening) = screenings.recv().await {
        let Screened {
            event,
            clean,
            findings,
        } = screening.await??;
        let assessment = analyser.observe(&event, &clean.text, &findings);
        let decision = responder.respond(&event, &clean.text, &findings, &assessment)?;
        audit
            .record(AuditRecord::new(event.at_ms, &event.session, &decision))
            .await?;
        report.add(&event, decision, &assessment);
    }
    reader.await??;
    audit.finish().await?;

    report.finish(&analyser, &detector);
    Ok(report)
}

/// Starts a screening for each event, and hands them over in order.
fn read(
    events: impl BufRead,
    detector: &Arc<Detector>,
    runtime: &Handle,
    screenings: &mpsc::Sender<Screening>,
) -> anyhow::Result<()> {
    for event in read_events(events) {
        let event = event?;
        let detector = Arc::clone(detector);
        let screening = runtime.spawn_blocking(move || screen(event, &detector));
        if screenings.blocking_send(screening).is_err() {
            break; // The other end has failed, and says why.
        }
    }
    Ok(())
}

fn screen(event: Event, detector: &Detector) -> anyhow::Result<Screened> {
    let clean = normalise(&event.prompt);
    let findings = detector.detect(&clean)?;
    Ok(Screened {
        event,
        clean,
        findings,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn screen_all(lines: &'static str) -> anyhow::Result<Report> {
        run(lines.as_bytes(), AuditLog::start(tokio::io::sink())).await
    }

    #[tokio::test]
    async fn no_events_make_an_empty_report() {
        assert_eq!(screen_all("").await.unwrap().events(), 0);
    }

    #[tokio::test]
    async fn a_bad_line_stops_the_stream() {
        let error = screen_all("{}\n").await.unwrap_err();
        assert!(error.to_string().starts_with("line 1:"), "{error}");
    }
}
