use aimds_core::{Category, Finding, Severity};

use crate::DetectionError;

/// One way of finding things in a prompt.
pub trait Engine: Send + Sync {
    /// Appends what is found in `text` to `findings`.
    fn scan(&self, text: &str, findings: &mut Vec<Finding>) -> Result<(), DetectionError>;
}

/// What a rule reports, whichever engine it belongs to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Label {
    pub(crate) name: &'static str,
    category: Category,
    severity: Severity,
}

impl Label {
    pub(crate) const fn new(name: &'static str, category: Category, severity: Severity) -> Self {
        Self {
            name,
            category,
            severity,
        }
    }

    pub(crate) fn at(self, span: std::ops::Range<usize>) -> Finding {
        Finding {
            rule: self.name,
            category: self.category,
            severity: self.severity,
            span,
        }
    }
}
