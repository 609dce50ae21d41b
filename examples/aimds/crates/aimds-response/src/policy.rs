use ndarray::{Array1, Array2, array};
use serde::Serialize;

/// What can be done with a prompt, the mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Hand it on.
    Allow,
    /// Hand it on without its personal data.
    Redact,
    /// Ask the user what it is for.
    Challenge,
    /// Keep it back.
    Block,
}

impl Action {
    /// All of them, in the order of the policy's rows.
    pub const ALL: [Self; 4] = [Self::Allow, Self::Redact, Self::Challenge, Self::Block];
}

/// The evidence about one prompt, each from 0 to 1 where it is a fraction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Signals {
    /// What the engines found.
    pub threat: f64,
    /// How likely an ordinary prompt is to be as unusual.
    pub p_value: f64,
    /// What reaches the session from others.
    pub exposure: f64,
    /// How often the session was caught lately.
    pub strikes: u32,
    /// Whether there is personal data in it.
    pub leaking: bool,
}

impl Signals {
    /// The probability that somebody is up to something.
    pub fn suspicion(&self) -> f64 {
        let oddity = ((-self.p_value.max(f64::MIN_POSITIVE).log10() - 2.0) / 6.0).clamp(0.0, 1.0);
        let history = 1.0 - 0.8_f64.powf(f64::from(self.strikes));
        let innocent = (1.0 - self.threat)
            * (1.0 - 0.5 * oddity)
            * (1.0 - 0.4 * self.exposure)
            * (1.0 - history);
        1.0 - innocent
    }

    /// How likely the prompt is benign, leaking, probing, an attack.
    fn belief(&self) -> Array1<f64> {
        let suspicion = self.suspicion();
        let honest = (1.0 - suspicion).powi(2);
        let leaking = if self.leaking { 0.9 * honest } else { 0.0 };
        array![
            honest - leaking,
            leaking,
            2.0 * suspicion * (1.0 - suspicion),
            suspicion.powi(2)
        ]
    }
}

/// The action that a [`Policy`] prefers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// What to do.
    pub action: Action,
    /// What it is expected to cost.
    pub cost: f64,
}

/// Chooses the action that costs least on the whole.
#[derive(Debug, Clone)]
pub struct Policy {
    /// A row for each action, a column for each state of the belief.
    costs: Array2<f64>,
}

impl Policy {
    /// The cheapest action, given the evidence; of equals the mildest.
    pub fn choose(&self, signals: &Signals) -> Choice {
        let costs = self.costs.dot(&signals.belief());
        Action::ALL
            .into_iter()
            .zip(costs)
            .map(|(action, cost)| Choice { action, cost })
            .min_by(|a, b| a.cost.total_cmp(&b.cost))
            .expect("there are actions to choose from")
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            costs: array![
                // benign, leaking, probing, attack
                [0.0, 4.0, 3.0, 15.0],
                [1.0, 0.0, 3.0, 15.0],
                [2.0, 3.0, 0.5, 6.0],
                [6.0, 6.0, 3.0, 0.0],
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALM: Signals = Signals {
        threat: 0.0,
        p_value: 1.0,
        exposure: 0.0,
        strikes: 0,
        leaking: false,
    };

    fn action(signals: Signals) -> Action {
        Policy::default().choose(&signals).action
    }

    #[test]
    fn beliefs_add_up_to_one() {
        let signals = Signals {
            threat: 0.3,
            leaking: true,
            ..CALM
        };
        assert!((signals.belief().sum() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_answer_grows_with_the_threat() {
        let with = |threat| action(Signals { threat, ..CALM });
        assert_eq!(with(0.0), Action::Allow);
        assert_eq!(with(0.2), Action::Allow);
        assert_eq!(with(0.5), Action::Challenge);
        assert_eq!(with(0.85), Action::Block);
    }

    #[test]
    fn personal_data_alone_is_redacted() {
        let leaking = Signals {
            leaking: true,
            ..CALM
        };
        assert_eq!(action(leaking), Action::Redact);
    }

    #[test]
    fn surroundings_tip_the_scales() {
        let doubtful = Signals {
            threat: 0.2,
            ..CALM
        };
        assert_eq!(action(doubtful), Action::Allow);
        let odd = Signals {
            p_value: 1e-7,
            ..doubtful
        };
        let exposed = Signals {
            exposure: 0.5,
            ..doubtful
        };
        let known = Signals {
            strikes: 2,
            ..doubtful
        };
        for signals in [odd, exposed, known] {
            assert!(action(signals) >= Action::Challenge, "{signals:?}");
        }
    }
}
