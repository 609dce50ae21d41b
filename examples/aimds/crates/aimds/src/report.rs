use std::collections::BTreeMap;
use std::io::{self, Write};

use aimds_analysis::{Analyser, Assessment, Campaign};
use aimds_core::{Event, SessionId};
use aimds_detection::Detector;
use aimds_response::{Action, Decision, Delivery};
use serde::Serialize;

/// A prompt is called unusual below this.
const UNUSUAL: f64 = 1e-3;
/// Exposure is worth a word above this.
const EXPOSED: f64 = 0.05;

/// What became of a stream of prompts.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    actions: BTreeMap<Action, usize>,
    sessions: usize,
    distinct_prompts: usize,
    notable: Vec<Notable>,
    campaigns: Vec<CampaignLine>,
}

/// A prompt that was not simply let through.
#[derive(Debug, Serialize)]
struct Notable {
    at_ms: u64,
    session: SessionId,
    action: Action,
    suspicion: f64,
    reasons: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    forwarded: Option<String>,
}

#[derive(Debug, Serialize)]
struct CampaignLine {
    sessions: Vec<SessionId>,
    taint: f64,
}

impl From<Campaign> for CampaignLine {
    fn from(campaign: Campaign) -> Self {
        Self {
            sessions: campaign.sessions,
            taint: campaign.taint,
        }
    }
}

impl Report {
    /// Counts one prompt.
    pub fn add(&mut self, event: &Event, decision: Decision, assessment: &Assessment) {
        *self.actions.entry(decision.action).or_default() += 1;
        if decision.action == Action::Allow {
            return;
        }
        self.notable.push(Notable {
            at_ms: event.at_ms,
            session: event.session.clone(),
            action: decision.action,
            suspicion: decision.suspicion,
            reasons: reasons(&decision, assessment),
            forwarded: match decision.delivery {
                Delivery::Forward(text) => Some(text),
                Delivery::Ask(_) | Delivery::Nothing => None,
            },
        });
    }

    /// Takes over what is only known at the end.
    pub fn finish(&mut self, analyser: &Analyser, detector: &Detector) {
        self.sessions = analyser.sessions();
        self.distinct_prompts = detector.remembered();
        self.campaigns = analyser.campaigns().into_iter().map(Into::into).collect();
    }

    /// How many prompts were counted.
    pub fn events(&self) -> usize {
        self.actions.values().sum()
    }

    /// Writes the report for people.
    pub fn write_text(&self, mut out: impl Write) -> anyhow::Result<()> {
        writeln!(
            out,
            "{} prompts ({} distinct) in {} sessions: {} allowed, {} redacted, {} challenged, {} blocked",
            self.events(),
            self.distinct_prompts,
            self.sessions,
            self.count(Action::Allow),
            self.count(Action::Redact),
            self.count(Action::Challenge),
            self.count(Action::Block),
        )?;
        self.write_notable(&mut out)?;
        self.write_campaigns(&mut out)?;
        Ok(())
    }

    /// Writes the report for programs.
    pub fn write_json(&self, mut out: impl Write) -> anyhow::Result<()> {
        serde_json::to_writer_pretty(&mut out, self)?;
        writeln!(out)?;
        Ok(())
    }

    fn count(&self, action: Action) -> usize {
        self.actions.get(&action).copied().unwrap_or(0)
    }

    fn write_notable(&self, out: &mut impl Write) -> io::Result<()> {
        if self.notable.is_empty() {
            return Ok(());
        }
        writeln!(out)?;
        for entry in &self.notable {
            writeln!(
                out,
                "{:>8.1} s  {:<12}  {:<9}  {:>4.2}  {}",
                entry.at_ms as f64 / 1000.0,
                entry.session,
                name(entry.action),
                entry.suspicion,
                entry.reasons.join(", ")
            )?;
        }
        Ok(())
    }

    fn write_campaigns(&self, out: &mut impl Write) -> io::Result<()> {
        if self.campaigns.is_empty() {
            return Ok(());
        }
        writeln!(out)?;
        for campaign in &self.campaigns {
            let sessions: Vec<_> = campaign.sessions.iter().map(|s| s.to_string()).collect();
            writeln!(
                out,
                "campaign of {} sessions (threat {:.2}): {}",
                sessions.len(),
                campaign.taint,
                sessions.join(", ")
            )?;
        }
        Ok(())
    }
}

fn name(action: Action) -> &'static str {
    match action {
        Action::Allow => "allow",
        Action::Redact => "redact",
        Action::Challenge => "challenge",
        Action::Block => "block",
    }
}

fn reasons(decision: &Decision, assessment: &Assessment) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for rule in &decision.rules {
        if !reasons.iter().any(|reason| reason == rule) {
            reasons.push(rule.to_string());
        }
    }
    if let Some(anomaly) = assessment.anomaly.as_ref().filter(|a| a.p_value < UNUSUAL) {
        reasons.push(format!(
            "unusual {} (p = {:.0e})",
            anomaly.driver, anomaly.p_value
        ));
    }
    if assessment.exposure > EXPOSED {
        reasons.push(format!("exposed ({:.2})", assessment.exposure));
    }
    if reasons.is_empty() {
        reasons.push("caught before".into());
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(action: Action, rules: Vec<&'static str>) -> Report {
        let event = Event {
            at_ms: 1500,
            session: SessionId::new("web-1"),
            relayed_from: None,
            prompt: "text".into(),
        };
        let decision = Decision {
            action,
            suspicion: 0.9,
            rules,
            delivery: Delivery::Nothing,
        };
        let assessment = Assessment {
            anomaly: None,
            exposure: 0.0,
        };
        let mut report = Report::default();
        report.add(&event, decision, &assessment);
        report
    }

    fn text(report: &Report) -> String {
        let mut bytes = Vec::new();
        report.write_text(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn allowed_prompts_are_only_counted() {
        let text = text(&report(Action::Allow, vec![]));
        assert_eq!(text.lines().count(), 1);
        assert!(text.contains("1 allowed"), "{text}");
    }

    #[test]
    fn blocked_prompts_are_listed_with_their_reasons() {
        let text = text(&report(Action::Block, vec!["email", "card", "email"]));
        assert!(
            text.contains("     1.5 s  web-1         block      0.90  email, card\n"),
            "{text}"
        );
    }
}
