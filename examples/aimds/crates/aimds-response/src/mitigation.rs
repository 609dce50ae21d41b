use aimds_core::Finding;
use aimds_detection::{DetectionError, Engine, Pii};

use crate::Action;

/// What reaches the model, or the user, in a prompt's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// This text goes to the model.
    Forward(String),
    /// The user is asked this first.
    Ask(&'static str),
    /// Nothing goes on.
    Nothing,
}

/// Carries actions out.
pub struct Mitigation {
    pii: Pii,
}

impl Mitigation {
    const QUESTION: &'static str = "What are you trying to do? Please put it in other words.";

    /// Mitigation with the detector's own idea of personal data.
    pub fn new() -> Result<Self, DetectionError> {
        Ok(Self { pii: Pii::new()? })
    }

    /// Carries `action` out on `text`.
    pub fn apply(&self, action: Action, text: &str) -> Result<Delivery, DetectionError> {
        Ok(match action {
            Action::Allow => Delivery::Forward(text.to_owned()),
            Action::Redact => Delivery::Forward(self.redact(text)?),
            Action::Challenge => Delivery::Ask(Self::QUESTION),
            Action::Block => Delivery::Nothing,
        })
    }

    fn redact(&self, text: &str) -> Result<String, DetectionError> {
        let mut findings = Vec::new();
        self.pii.scan(text, &mut findings)?;
        findings.sort_by_key(|finding| finding.span.start);
        Ok(mask(text, &findings))
    }
}

/// Puts the rule's name in each finding's place; where findings overlap, the
/// first one's.
fn mask(text: &str, findings: &[Finding]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for Finding { rule, span, .. } in findings {
        if span.start >= done {
            masked.push_str(&text[done..span.start]);
            masked.push_str(&format!("[{rule}]"));
        }
        done = done.max(span.end);
    }
    masked.push_str(&text[done..]);
    masked
}

#[cfg(test)]
mod tests {
    use super::*;
    use aimds_core::{Category, Severity};

    #[test]
    fn redacts_what_is_personal() {
        let mitigation = Mitigation::new().unwrap();
        let text = "Mail ada@example.org or call +44 20 7946 0958 today";
        assert_eq!(
            mitigation.apply(Action::Redact, text).unwrap(),
            Delivery::Forward("Mail [email] or call [phone] today".into())
        );
    }

    #[test]
    fn blocked_text_goes_nowhere() {
        let mitigation = Mitigation::new().unwrap();
        assert_eq!(
            mitigation.apply(Action::Block, "anything").unwrap(),
            Delivery::Nothing
        );
    }

    #[test]
    fn overlapping_findings_leave_nothing_behind() {
        let finding = |rule, span| Finding {
            rule,
            category: Category::Pii,
            severity: Severity::Low,
            span,
        };
        let findings = [finding("card", 1..6), finding("phone", 4..9)];
        assert_eq!(mask("_12345678_", &findings), "_[card]_");
    }
}
