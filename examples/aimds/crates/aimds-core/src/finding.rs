use std::ops::Range;

use serde::Serialize;

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Text that tries to replace the model's instructions.
    Injection,
    /// Text that talks the model out of its limits.
    Jailbreak,
    /// Text that tries to carry data out.
    Exfiltration,
    /// Personal data.
    Pii,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Seen in honest prompts too.
    Low,
    /// Seldom seen in honest prompts.
    Medium,
    /// Hardly ever seen in honest prompts.
    High,
}

impl Severity {
    /// The probability of an attack that such a finding alone stands for.
    pub fn weight(self) -> f64 {
        match self {
            Self::Low => 0.2,
            Self::Medium => 0.5,
            Self::High => 0.85,
        }
    }
}

/// Something that an engine recognised in a prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Name of the rule that matched.
    pub rule: &'static str,
    /// What the rule is about.
    pub category: Category,
    /// How much it weighs.
    pub severity: Severity,
    /// Where in the normalised text, in bytes.
    pub span: Range<usize>,
}

/// The probability of an attack that the findings stand for together, each
/// being independent evidence. Personal data is no attack and does not count.
pub fn threat(findings: &[Finding]) -> f64 {
    let innocent: f64 = findings
        .iter()
        .filter(|finding| finding.category != Category::Pii)
        .map(|finding| 1.0 - finding.severity.weight())
        .product();
    1.0 - innocent
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(category: Category, severity: Severity) -> Finding {
        Finding {
            rule: "test",
            category,
            severity,
            span: 0..1,
        }
    }

    #[test]
    fn nothing_found_is_no_threat() {
        assert_eq!(threat(&[]), 0.0);
    }

    #[test]
    fn personal_data_is_no_threat() {
        assert_eq!(threat(&[finding(Category::Pii, Severity::High)]), 0.0);
    }

    #[test]
    fn evidence_adds_up_and_stays_below_one() {
        let one = [finding(Category::Injection, Severity::High)];
        let two = [
            finding(Category::Injection, Severity::High),
            finding(Category::Jailbreak, Severity::Medium),
        ];
        assert!(threat(&one) < threat(&two));
        assert!(threat(&two) < 1.0);
    }
}
