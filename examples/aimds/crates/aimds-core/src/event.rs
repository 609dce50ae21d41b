use std::fmt;

use serde::{Deserialize, Serialize};

/// Name of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SessionId(String);

impl SessionId {
    /// The session called `name`.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// One prompt on its way to a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Milliseconds since the stream began.
    pub at_ms: u64,
    /// The conversation that the prompt belongs to.
    pub session: SessionId,
    /// The conversation whose output this prompt carries on, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relayed_from: Option<SessionId>,
    /// What was written.
    pub prompt: String,
}

impl Event {
    /// Parses one event from a line of JSON.
    pub fn from_json(line: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relay_is_optional() {
        let event = Event::from_json(r#"{"at_ms":7,"session":"a","prompt":"hi"}"#).unwrap();
        assert_eq!(event.at_ms, 7);
        assert_eq!(event.session, SessionId::new("a"));
        assert_eq!(event.relayed_from, None);
    }

    #[test]
    fn unknown_fields_are_refused() {
        let line = r#"{"at_ms":7,"session":"a","prompt":"hi","promt":"ho"}"#;
        assert!(Event::from_json(line).is_err());
    }

    #[test]
    fn survives_a_round_trip() {
        let event = Event {
            at_ms: 12,
            session: SessionId::new("b"),
            relayed_from: Some(SessionId::new("a")),
            prompt: "go on".into(),
        };
        let line = serde_json::to_string(&event).unwrap();
        assert_eq!(Event::from_json(&line).unwrap(), event);
    }
}
