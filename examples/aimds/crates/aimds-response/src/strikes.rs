use aimds_core::SessionId;
use dashmap::DashMap;

/// After this long without another, a strike is forgiven.
const FORGIVEN_MS: u64 = 10 * 60 * 1000;

/// How often each session was caught lately.
#[derive(Debug, Default)]
pub(crate) struct Strikes {
    sessions: DashMap<SessionId, Record>,
}

#[derive(Debug, Clone, Copy)]
struct Record {
    count: u32,
    last_ms: u64,
}

impl Record {
    fn at(self, now_ms: u64) -> u32 {
        let forgiven = now_ms.saturating_sub(self.last_ms) / FORGIVEN_MS;
        self.count
            .saturating_sub(forgiven.try_into().unwrap_or(u32::MAX))
    }
}

impl Strikes {
    pub(crate) fn count(&self, session: &SessionId, now_ms: u64) -> u32 {
        self.sessions
            .get(session)
            .map_or(0, |record| record.at(now_ms))
    }

    pub(crate) fn add(&self, session: &SessionId, now_ms: u64) {
        let mut record = self.sessions.entry(session.clone()).or_insert(Record {
            count: 0,
            last_ms: now_ms,
        });
        *record = Record {
            count: record.at(now_ms) + 1,
            last_ms: now_ms,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strikes_add_up_and_are_forgiven() {
        let strikes = Strikes::default();
        let session = SessionId::new("a");
        assert_eq!(strikes.count(&session, 0), 0);
        strikes.add(&session, 0);
        strikes.add(&session, 5);
        assert_eq!(strikes.count(&session, 10), 2);
        assert_eq!(strikes.count(&session, FORGIVEN_MS + 5), 1);
        assert_eq!(strikes.count(&session, 9 * FORGIVEN_MS), 0);
    }
}
