use thiserror::Error;

/// Why a detector could not be built, or a prompt not be scanned.
#[derive(Debug, Error)]
pub enum DetectionError {
    /// The phrases do not make an automaton.
    #[error("phrases: {0}")]
    Phrases(#[from] aho_corasick::BuildError),
    /// A pattern is not a regular expression.
    #[error("pattern {name}: {source}")]
    Pattern {
        /// Name of the rule.
        name: &'static str,
        /// What is wrong with it.
        source: Box<regex::Error>,
    },
    /// A pattern that looks around is wrong, or gave up on this prompt.
    #[error("pattern {name}: {source}")]
    Context {
        /// Name of the rule.
        name: &'static str,
        /// What went wrong.
        source: Box<fancy_regex::Error>,
    },
}
