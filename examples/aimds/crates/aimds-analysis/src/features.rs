use std::collections::HashMap;
use std::fmt;

/// A measurable trait of a prompt's style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// How long it is.
    Length,
    /// How much of it is neither letter, digit nor white space.
    Symbols,
    /// How much of it is digits.
    Digits,
    /// How evenly its characters are used.
    Entropy,
    /// How long the session was silent before it.
    Pause,
}

impl Feature {
    /// All of them, in the order of a [`FeatureVector`].
    pub const ALL: [Self; 5] = [
        Self::Length,
        Self::Symbols,
        Self::Digits,
        Self::Entropy,
        Self::Pause,
    ];

    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Length => "length",
            Self::Symbols => "symbols",
            Self::Digits => "digits",
            Self::Entropy => "entropy",
            Self::Pause => "pause",
        })
    }
}

/// A value for each [`Feature`].
pub type FeatureVector = [f64; Feature::COUNT];

/// Measures `text`, which came `pause_ms` after the session's last prompt.
pub(crate) fn measure(text: &str, pause_ms: u64) -> FeatureVector {
    let mut counts: HashMap<char, u32> = HashMap::new();
    let (mut symbols, mut digits, mut total) = (0_u32, 0_u32, 0_u32);
    for c in text.chars() {
        *counts.entry(c.to_ascii_lowercase()).or_default() += 1;
        symbols += u32::from(!c.is_alphanumeric() && !c.is_whitespace());
        digits += u32::from(c.is_numeric());
        total += 1;
    }
    let length = f64::from(total);
    let share = |count: u32| f64::from(count) / length.max(1.0);
    [
        length.ln_1p(),
        share(symbols),
        share(digits),
        entropy(counts.values().map(|&count| share(count))),
        (pause_ms as f64).ln_1p(),
    ]
}

/// Bits per character.
fn entropy(shares: impl Iterator<Item = f64>) -> f64 {
    -shares.map(|share| share * share.log2()).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn measures_shares_and_entropy() {
        let [length, symbols, digits, entropy, pause] = measure("ab1!", 0);
        assert_relative_eq!(length, 5.0_f64.ln());
        assert_relative_eq!(symbols, 0.25);
        assert_relative_eq!(digits, 0.25);
        assert_relative_eq!(entropy, 2.0);
        assert_relative_eq!(pause, 0.0);
    }

    #[test]
    fn an_empty_prompt_has_finite_features() {
        assert!(measure("", 10).iter().all(|value| value.is_finite()));
    }
}
