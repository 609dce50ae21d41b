use std::sync::Arc;

use aimds_core::Finding;
use dashmap::DashMap;

/// What was found in prompts seen before. Attacks come in waves of the same
/// text, and so do greetings.
#[derive(Debug)]
pub(crate) struct Memory {
    seen: DashMap<String, Arc<[Finding]>>,
    capacity: usize,
}

impl Memory {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            seen: DashMap::new(),
            capacity,
        }
    }

    pub(crate) fn recall(&self, text: &str) -> Option<Arc<[Finding]>> {
        self.seen.get(text).map(|findings| Arc::clone(&findings))
    }

    /// Keeps `findings`; a full memory is emptied first.
    pub(crate) fn keep(&self, text: &str, findings: Arc<[Finding]>) {
        if self.seen.len() >= self.capacity {
            self.seen.clear();
        }
        self.seen.insert(text.to_owned(), findings);
    }

    pub(crate) fn len(&self) -> usize {
        self.seen.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pretty_assertions::assert_eq;

    #[test]
    fn recalls_what_was_kept() {
        let memory = Memory::new(4);
        memory.keep("hi", Arc::from([]));
        assert_eq!(memory.recall("hi").as_deref(), Some(&[][..]));
        assert_eq!(memory.recall("ho"), None);
    }

    #[test]
    fn never_grows_beyond_its_capacity() {
        let memory = Memory::new(4);
        for number in 0..100 {
            memory.keep(&number.to_string(), Arc::from([]));
            assert!(memory.len() <= 4);
        }
    }
}
