//! Finds injections, jailbreaks, exfiltration and personal data in prompts.
//!
//! Each [`Engine`] knows one way of matching; the [`Detector`] runs all of
//! them and remembers prompts that it has seen before.

mod context;
mod detector;
mod engine;
mod error;
mod memory;
mod patterns;
mod phrases;
mod pii;

pub use context::Context;
pub use detector::Detector;
pub use engine::Engine;
pub use error::DetectionError;
pub use patterns::Patterns;
pub use phrases::Phrases;
pub use pii::Pii;
