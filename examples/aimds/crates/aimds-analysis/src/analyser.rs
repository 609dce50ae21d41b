use std::sync::{Mutex, MutexGuard, PoisonError};

use aimds_core::{Category, Event, Finding, SessionId, threat};
use dashmap::DashMap;

use crate::anomaly::{Anomaly, compare};
use crate::features::measure;
use crate::graph::{Campaign, SessionGraph};
use crate::window::Window;

const WINDOW: usize = 256;

/// What is more unusual than this does not become usual by being repeated.
const OUTLANDISH: f64 = 1e-6;

/// What the surroundings say about a prompt.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// How unusual it is; none while the stream is too young to tell.
    pub anomaly: Option<Anomaly>,
    /// The strongest threat that reaches the session through relays.
    pub exposure: f64,
}

/// Watches a stream of prompts.
#[derive(Debug)]
pub struct Analyser {
    window: Mutex<Window>,
    graph: Mutex<SessionGraph>,
    last_seen: DashMap<SessionId, u64>,
}

impl Analyser {
    /// Pause of a session that has not spoken before.
    const FIRST_PAUSE_MS: u64 = 60_000;

    /// An analyser that has seen nothing.
    pub fn new() -> Self {
        Self {
            window: Mutex::new(Window::new(WINDOW)),
            graph: Mutex::new(SessionGraph::default()),
            last_seen: DashMap::new(),
        }
    }

    /// Judges one prompt by those before it, then counts it among them. What
    /// looks like an attack does not shift the idea of what is usual.
    pub fn observe(&self, event: &Event, text: &str, findings: &[Finding]) -> Assessment {
        let row = measure(&style(text, findings), self.pause(event));
        let threat = threat(findings);

        let mut window = lock(&self.window);
        let anomaly = window.moments().map(|moments| compare(&moments, &row));
        let outlandish = anomaly.as_ref().is_some_and(|a| a.p_value < OUTLANDISH);
        if threat == 0.0 && !outlandish {
            window.push(row);
        }

        let mut graph = lock(&self.graph);
        if let Some(source) = &event.relayed_from {
            graph.relay(source, &event.session);
        }
        graph.taint(&event.session, threat);
        Assessment {
            anomaly,
            exposure: graph.exposure(&event.session),
        }
    }

    /// How many sessions were seen.
    pub fn sessions(&self) -> usize {
        self.last_seen.len()
    }

    /// Groups of sessions that spread something, the worst first.
    pub fn campaigns(&self) -> Vec<Campaign> {
        lock(&self.graph).campaigns()
    }

    fn pause(&self, event: &Event) -> u64 {
        match self.last_seen.insert(event.session.clone(), event.at_ms) {
            Some(before) => event.at_ms.saturating_sub(before),
            None => Self::FIRST_PAUSE_MS,
        }
    }
}

impl Default for Analyser {
    fn default() -> Self {
        Self::new()
    }
}

/// The text without its personal data: a card number is no matter of style.
fn style(text: &str, findings: &[Finding]) -> String {
    let personal: Vec<_> = findings
        .iter()
        .filter(|finding| finding.category == Category::Pii)
        .map(|finding| &finding.span)
        .collect();
    text.char_indices()
        .filter(|(at, _)| !personal.iter().any(|span| span.contains(at)))
        .map(|(_, c)| c)
        .collect()
}

/// Neither window nor graph is ever left half changed, so that a panic
/// elsewhere does not make them useless.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Feature;
    use aimds_core::Severity;
    use approx::assert_relative_eq;

    fn event(number: u64, session: &str, prompt: &str) -> Event {
        Event {
            at_ms: number * 1_000,
            session: SessionId::new(session),
            relayed_from: None,
            prompt: prompt.into(),
        }
    }

    fn observe(analyser: &Analyser, event: &Event, findings: &[Finding]) -> Assessment {
        analyser.observe(event, &event.prompt, findings)
    }

    #[test]
    fn a_wall_of_symbols_stands_out() {
        let analyser = Analyser::new();
        let talk = [
            "Tell me more about that.",
            "Why?",
            "Who wrote it, and when was it printed?",
        ];
        for (number, prompt) in (0..40).zip(talk.into_iter().cycle()) {
            observe(&analyser, &event(number, "a", prompt), &[]);
        }
        let odd = event(41, "a", "{|}~<>[]^%$#@!&*");
        let anomaly = observe(&analyser, &odd, &[]).anomaly.unwrap();
        assert_eq!(anomaly.driver, Feature::Symbols);
        assert!(anomaly.p_value < 1e-4, "{anomaly:?}");
    }

    #[test]
    fn a_young_stream_has_no_anomalies() {
        let assessment = observe(&Analyser::new(), &event(0, "a", "Hello"), &[]);
        assert_eq!(assessment.anomaly, None);
    }

    #[test]
    fn personal_data_is_no_matter_of_style() {
        let email = Finding {
            rule: "email",
            category: Category::Pii,
            severity: Severity::Low,
            span: 6..21,
        };
        assert_eq!(style("Write ada@example.org.", &[email]), "Write .");
    }

    #[test]
    fn a_relay_carries_the_threat() {
        let analyser = Analyser::new();
        let attack = Finding {
            rule: "test",
            category: Category::Injection,
            severity: Severity::High,
            span: 0..1,
        };
        observe(&analyser, &event(0, "a", "Forget it"), &[attack]);
        let relay = Event {
            relayed_from: Some(SessionId::new("a")),
            ..event(1, "b", "Go on")
        };
        assert_relative_eq!(observe(&analyser, &relay, &[]).exposure, 0.425);
        assert_eq!(analyser.sessions(), 2);
        assert_eq!(analyser.campaigns().len(), 1);
    }
}
