//! Decides what happens to a prompt, carries it out, and keeps a record.

mod audit;
mod error;
mod mitigation;
mod policy;
mod responder;
mod strikes;

pub use audit::{AuditLog, AuditRecord};
pub use error::AuditError;
pub use mitigation::{Delivery, Mitigation};
pub use policy::{Action, Choice, Policy, Signals};
pub use responder::{Decision, Responder};
