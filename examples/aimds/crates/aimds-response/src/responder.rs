use aimds_analysis::Assessment;
use aimds_core::{Category, Event, Finding, threat};
use aimds_detection::DetectionError;

use crate::strikes::Strikes;
use crate::{Action, Delivery, Mitigation, Policy, Signals};

/// What became of a prompt.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// What was done.
    pub action: Action,
    /// How sure the policy was that something is wrong.
    pub suspicion: f64,
    /// The rules that matched.
    pub rules: Vec<&'static str>,
    /// What goes on.
    pub delivery: Delivery,
}

/// Answers prompts by policy, and remembers who was caught.
pub struct Responder {
    policy: Policy,
    mitigation: Mitigation,
    strikes: Strikes,
}

impl Responder {
    /// A responder with `policy`.
    pub fn new(policy: Policy) -> Result<Self, DetectionError> {
        Ok(Self {
            policy,
            mitigation: Mitigation::new()?,
            strikes: Strikes::default(),
        })
    }

    /// Decides what happens to `text`, the normalised prompt of `event`.
    pub fn respond(
        &self,
        event: &Event,
        text: &str,
        findings: &[Finding],
        assessment: &Assessment,
    ) -> Result<Decision, DetectionError> {
        let signals = Signals {
            threat: threat(findings),
            p_value: assessment.anomaly.as_ref().map_or(1.0, |a| a.p_value),
            exposure: assessment.exposure,
            strikes: self.strikes.count(&event.session, event.at_ms),
            leaking: findings.iter().any(|f| f.category == Category::Pii),
        };
        let action = self.policy.choose(&signals).action;
        if action >= Action::Challenge && signals.threat > 0.0 {
            self.strikes.add(&event.session, event.at_ms);
        }
        Ok(Decision {
            action,
            suspicion: signals.suspicion(),
            rules: findings.iter().map(|finding| finding.rule).collect(),
            delivery: self.mitigation.apply(action, text)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aimds_core::{SessionId, Severity};

    const CALM: Assessment = Assessment {
        anomaly: None,
        exposure: 0.0,
    };

    fn respond(responder: &Responder, at_ms: u64, severity: Option<Severity>) -> Decision {
        let event = Event {
            at_ms,
            session: SessionId::new("a"),
            relayed_from: None,
            prompt: "text".into(),
        };
        let findings: Vec<_> = severity
            .map(|severity| Finding {
                rule: "test",
                category: Category::Injection,
                severity,
                span: 0..4,
            })
            .into_iter()
            .collect();
        responder
            .respond(&event, &event.prompt, &findings, &CALM)
            .unwrap()
    }

    #[test]
    fn harmless_text_is_forwarded() {
        let responder = Responder::new(Policy::default()).unwrap();
        let decision = respond(&responder, 0, None);
        assert_eq!(decision.action, Action::Allow);
        assert_eq!(decision.delivery, Delivery::Forward("text".into()));
    }

    #[test]
    fn who_was_caught_is_met_with_less_patience() {
        let responder = Responder::new(Policy::default()).unwrap();
        let low = Some(Severity::Low);
        assert_eq!(respond(&responder, 0, low).action, Action::Allow);
        for at_ms in 1..=3 {
            let decision = respond(&responder, at_ms, Some(Severity::High));
            assert_eq!(decision.action, Action::Block);
        }
        assert!(respond(&responder, 4, low).action >= Action::Challenge);
    }
}
