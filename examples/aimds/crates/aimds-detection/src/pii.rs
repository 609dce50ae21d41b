use aimds_core::{Category, Finding, Severity};
use regex::Regex;

use crate::DetectionError;
use crate::engine::{Engine, Label};
use crate::patterns::compile;

const EMAIL: Label = Label::new("email", Category::Pii, Severity::Low);
const CARD: Label = Label::new("card", Category::Pii, Severity::High);
const PHONE: Label = Label::new("phone", Category::Pii, Severity::Low);

/// Finds personal data.
pub struct Pii {
    email: Regex,
    card: Regex,
    phone: Regex,
}

impl Pii {
    /// Electronic mail addresses, card numbers, international phone numbers.
    pub fn new() -> Result<Self, DetectionError> {
        Ok(Self {
            email: compile(
                EMAIL.name,
                r"(?i)\b[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b",
            )?,
            card: compile(CARD.name, r"\b\d(?:[ -]?\d){12,18}\b")?,
            phone: compile(PHONE.name, r"\+\d{1,3}(?:[ -]?\(?\d{1,4}\)?){2,5}\b")?,
        })
    }
}

impl Engine for Pii {
    fn scan(&self, text: &str, findings: &mut Vec<Finding>) -> Result<(), DetectionError> {
        let emails = self.email.find_iter(text).map(|m| EMAIL.at(m.range()));
        let cards = self
            .card
            .find_iter(text)
            .filter(|m| passes_luhn(m.as_str()))
            .map(|m| CARD.at(m.range()));
        let phones = self.phone.find_iter(text).map(|m| PHONE.at(m.range()));
        findings.extend(emails.chain(cards).chain(phones));
        Ok(())
    }
}

/// The checksum that every card number carries.
fn passes_luhn(number: &str) -> bool {
    let sum: u32 = number
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit * 2) {
            (0, _) => digit,
            (_, doubled) if doubled > 9 => doubled - 9,
            (_, doubled) => doubled,
        })
        .sum();
    sum % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use pretty_assertions::assert_eq;

    fn rules(text: &str) -> Vec<&'static str> {
        let mut findings = Vec::new();
        Pii::new().unwrap().scan(text, &mut findings).unwrap();
        findings.iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn finds_addresses_and_numbers() {
        assert_eq!(
            rules("ada@example.org, +44 20 7946 0958, 4111 1111 1111 1111"),
            ["email", "card", "phone"]
        );
    }

    #[test]
    fn a_number_without_checksum_is_no_card() {
        assert_eq!(rules("order 4111 1111 1111 1112"), [""; 0]);
    }

    #[test]
    fn luhn() {
        assert!(passes_luhn("79927398713"));
        assert!(!passes_luhn("79927398710"));
    }
}
