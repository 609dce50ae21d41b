use unicode_normalization::UnicodeNormalization;

/// A prompt as the engines see it, and what had to be undone to get there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalised {
    /// The text: compatibility forms composed, invisible characters gone,
    /// lookalikes folded, white space collapsed. Case is kept.
    pub text: String,
    /// How many invisible characters were taken out.
    pub hidden: usize,
    /// How many lookalikes were folded.
    pub folded: usize,
}

/// Undoes what hides a prompt's words from pattern engines.
pub fn normalise(prompt: &str) -> Normalised {
    let mut hidden = 0;
    let visible: String = prompt
        .nfkc()
        .filter(|&c| {
            let invisible = is_invisible(c);
            hidden += usize::from(invisible);
            !invisible
        })
        .collect();

    let mut text = String::with_capacity(visible.len());
    let mut folded = 0;
    for word in visible.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        folded += push_folded(&mut text, word);
    }
    Normalised {
        text,
        hidden,
        folded,
    }
}

/// Zero-width characters, direction controls, and the tag block, in which a
/// whole ASCII text can be carried unseen.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// Appends `word`, and returns how many of its letters were folded. Only a
/// word that mixes scripts is touched: a Russian word stays Russian.
fn push_folded(text: &mut String, word: &str) -> usize {
    if !word.contains(|c: char| c.is_ascii_alphabetic()) {
        text.push_str(word);
        return 0;
    }
    let mut folded = 0;
    text.extend(word.chars().map(|c| match latin_lookalike(c) {
        Some(latin) => {
            folded += 1;
            latin
        }
        None => c,
    }));
    folded
}

fn latin_lookalike(c: char) -> Option<char> {
    Some(match c {
        'а' | 'α' => 'a',
        'е' | 'ε' => 'e',
        'і' | 'ι' => 'i',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'с' => 'c',
        'ѕ' => 's',
        'у' | 'γ' => 'y',
        'х' | 'χ' => 'x',
        'ν' => 'v',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_as_it_is() {
        let clean = normalise("What is the capital of Peru?");
        assert_eq!(clean.text, "What is the capital of Peru?");
        assert_eq!((clean.hidden, clean.folded), (0, 0));
    }

    #[test]
    fn white_space_collapses() {
        assert_eq!(normalise("  a\t\n b ").text, "a b");
    }

    #[test]
    fn full_width_letters_become_plain() {
        assert_eq!(normalise("ｉｇｎｏｒｅ").text, "ignore");
    }

    #[test]
    fn invisible_characters_are_taken_out_and_counted() {
        let clean = normalise("ig\u{200b}no\u{e0041}re");
        assert_eq!(clean.text, "ignore");
        assert_eq!(clean.hidden, 2);
    }

    #[test]
    fn lookalikes_fold_in_mixed_words_only() {
        let clean = normalise("ignоrе мир");
        assert_eq!(clean.text, "ignore мир");
        assert_eq!(clean.folded, 2);
    }
}
