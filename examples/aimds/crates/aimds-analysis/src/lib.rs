//! Judges prompts by what surrounds them: how far a prompt's style is from
//! the stream's, and how near its session is to sessions already tainted.

mod analyser;
mod anomaly;
mod features;
mod graph;
mod window;

pub use analyser::{Analyser, Assessment};
pub use anomaly::Anomaly;
pub use features::{Feature, FeatureVector};
pub use graph::Campaign;
