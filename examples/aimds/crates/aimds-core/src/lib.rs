//! Shared vocabulary of the AIMDS crates: the events that come in, the text
//! that is screened, and the findings that the engines report.
//!
//! ```
//! use aimds_core::{Event, normalise};
//!
//! # fn main() -> anyhow::Result<()> {
//! let event = Event::from_json(
//!     r#"{"at_ms": 40, "session": "web-1", "prompt": "Ign\u200bore  this"}"#,
//! )?;
//! let clean = normalise(&event.prompt);
//!
//! assert_eq!(clean.text, "Ignore this");
//! assert_eq!(clean.hidden, 1);
//! # Ok(())
//! # }
//! ```

mod error;
mod event;
mod finding;
mod normalise;
mod reader;

pub use error::EventError;
pub use event::{Event, SessionId};
pub use finding::{Category, Finding, Severity, threat};
pub use normalise::{Normalised, normalise};
pub use reader::read_events;
