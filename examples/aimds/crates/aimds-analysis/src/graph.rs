use std::collections::{BTreeMap, HashMap};

use aimds_core::SessionId;
use petgraph::algo::dijkstra;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::unionfind::UnionFind;
use petgraph::visit::{EdgeRef, Reversed};

/// What is left of a taint after one relay.
const PER_RELAY: f64 = 0.5;

/// Who carries on whose output.
#[derive(Debug, Default)]
pub(crate) struct SessionGraph {
    graph: DiGraph<Session, ()>,
    index: HashMap<SessionId, NodeIndex>,
}

#[derive(Debug)]
struct Session {
    id: SessionId,
    taint: f64,
}

/// Sessions that relay to one another, one of them tainted at least.
#[derive(Debug, Clone, PartialEq)]
pub struct Campaign {
    /// Who takes part, in the order of first appearance.
    pub sessions: Vec<SessionId>,
    /// The strongest threat seen in any of them.
    pub taint: f64,
}

impl SessionGraph {
    /// Raises the session's taint to `threat`.
    pub(crate) fn taint(&mut self, session: &SessionId, threat: f64) {
        let node = self.node(session);
        let session = &mut self.graph[node];
        session.taint = session.taint.max(threat);
    }

    /// Notes that `to` carries on what `from` put out.
    pub(crate) fn relay(&mut self, from: &SessionId, to: &SessionId) {
        let (from, to) = (self.node(from), self.node(to));
        self.graph.update_edge(from, to, ());
    }

    /// The strongest taint that reaches the session through relays.
    pub(crate) fn exposure(&self, session: &SessionId) -> f64 {
        let Some(&node) = self.index.get(session) else {
            return 0.0;
        };
        let relays = dijkstra(Reversed(&self.graph), node, None, |_| 1_i32);
        relays
            .into_iter()
            .filter(|&(other, _)| other != node)
            .map(|(other, hops)| self.graph[other].taint * PER_RELAY.powi(hops))
            .fold(0.0, f64::max)
    }

    /// All campaigns, the worst first.
    pub(crate) fn campaigns(&self) -> Vec<Campaign> {
        let mut groups = UnionFind::new(self.graph.node_count());
        for edge in self.graph.edge_references() {
            groups.union(edge.source().index(), edge.target().index());
        }
        let mut campaigns: BTreeMap<usize, Campaign> = BTreeMap::new();
        for node in self.graph.node_indices() {
            let session = &self.graph[node];
            let campaign = campaigns
                .entry(groups.find(node.index()))
                .or_insert_with(|| Campaign {
                    sessions: Vec::new(),
                    taint: 0.0,
                });
            campaign.sessions.push(session.id.clone());
            campaign.taint = campaign.taint.max(session.taint);
        }
        let mut campaigns: Vec<_> = campaigns
            .into_values()
            .filter(|campaign| campaign.sessions.len() > 1 && campaign.taint > 0.0)
            .collect();
        campaigns.sort_by(|a, b| {
            (b.taint.total_cmp(&a.taint)).then_with(|| a.sessions.cmp(&b.sessions))
        });
        campaigns
    }

    fn node(&mut self, session: &SessionId) -> NodeIndex {
        if let Some(&node) = self.index.get(session) {
            return node;
        }
        let node = self.graph.add_node(Session {
            id: session.clone(),
            taint: 0.0,
        });
        self.index.insert(session.clone(), node);
        node
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    fn id(name: &str) -> SessionId {
        SessionId::new(name)
    }

    #[test]
    fn a_taint_fades_with_each_relay() {
        let mut graph = SessionGraph::default();
        graph.taint(&id("a"), 0.8);
        graph.relay(&id("a"), &id("b"));
        graph.relay(&id("b"), &id("c"));
        assert_relative_eq!(graph.exposure(&id("b")), 0.4);
        assert_relative_eq!(graph.exposure(&id("c")), 0.2);
    }

    #[test]
    fn a_taint_does_not_flow_backwards() {
        let mut graph = SessionGraph::default();
        graph.taint(&id("b"), 0.8);
        graph.relay(&id("a"), &id("b"));
        assert_relative_eq!(graph.exposure(&id("a")), 0.0);
        assert_relative_eq!(graph.exposure(&id("nobody")), 0.0);
    }

    #[test]
    fn campaigns_are_tainted_groups() {
        let mut graph = SessionGraph::default();
        graph.relay(&id("a"), &id("b"));
        graph.relay(&id("c"), &id("b"));
        graph.relay(&id("x"), &id("y"));
        graph.taint(&id("c"), 0.9);
        graph.taint(&id("loner"), 1.0);
        assert_eq!(
            graph.campaigns(),
            [Campaign {
                sessions: vec![id("a"), id("b"), id("c")],
                taint: 0.9,
            }]
        );
    }
}
