//! What a player may be called, and when two names are the same.

use std::fmt;

use caseless::Caseless;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::refusal::Refusal;

/// User-perceived characters in a name, at most.
const MAX_GRAPHEMES: usize = 20;

/// Code points in one user-perceived character, at most: the longest emoji have 10, a heap of
/// combining marks that would cover the screen has hundreds.
const MAX_GRAPHEME_SCALARS: usize = 16;

/// A name a player can go by: 1-20 user-perceived characters, trimmed, inner white space folded,
/// in Unicode NFC. It is a label, not an identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(inline, !try_from, !into, transparent))]
pub struct PlayerName(String);

impl TryFrom<String> for PlayerName {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::parse(&name).map_err(|_| "nobody can be called that")
    }
}

impl From<PlayerName> for String {
    fn from(name: PlayerName) -> Self {
        name.0
    }
}

impl PlayerName {
    /// Reads a name as somebody typed it.
    ///
    /// # Errors
    ///
    /// [`Refusal::NameInvalid`] when nothing visible is left, when it is too long, and when it holds
    /// control characters or characters that turn the direction of the text around it.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let name: String = name.nfc().collect();
        let graphemes = name.graphemes(true);
        let too_tall = |g: &str| g.chars().count() > MAX_GRAPHEME_SCALARS;
        let valid = name.chars().any(is_visible)
            && !name.chars().any(is_forbidden)
            && graphemes.clone().count() <= MAX_GRAPHEMES
            && !graphemes.clone().any(too_tall);
        if valid {
            Ok(Self(name))
        } else {
            Err(Refusal::NameInvalid)
        }
    }

    /// The name as it is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether somebody who typed `other` means this name: equal ignoring case.
    pub(crate) fn is(&self, other: &str) -> bool {
        self.0 == other || caseless::canonical_caseless_match_str(&self.0, other)
    }

    /// The same text for all names that are equal ignoring case; not for showing.
    pub(crate) fn key(&self) -> String {
        let folded = self.0.nfd().default_case_fold();
        folded.nfd().collect()
    }
}

impl fmt::Display for PlayerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Characters that draw nothing: a name of these alone could not be seen.
fn is_visible(c: char) -> bool {
    let invisible = matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200C}' | '\u{200D}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}'
        | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}');
    !(invisible || c.is_whitespace() || is_combining_mark(c))
}

/// Control characters, direction marks and overrides, and zero-width characters that no script needs.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(typed: &str) -> Option<String> {
        PlayerName::parse(typed)
            .ok()
            .map(|name| name.as_str().to_owned())
    }

    #[test]
    fn names_are_trimmed_folded_and_composed() {
        assert_eq!(parsed("  Ana \t  Lou "), Some("Ana Lou".to_owned()));
        assert_eq!(parsed("Zoe\u{308}"), Some("Zo\u{eb}".to_owned()));
    }

    #[test]
    fn letters_digits_punctuation_and_emoji_are_welcome() {
        for name in [
            "O'Brien",
            "Ben 2",
            "Łukasz",
            "李雷",
            "נועה",
            "👩‍👩‍👧‍👦 fam",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "میخواهم",
        ] {
            assert!(parsed(name).is_some(), "{name}");
        }
        assert!(parsed(&"👩‍👩‍👧‍👦".repeat(20)).is_some());
    }

    #[test]
    fn what_cannot_be_seen_or_hurts_the_screen_is_refused() {
        let zalgo = format!("Z{}", "\u{301}".repeat(200));
        let long = "x".repeat(21);
        let refused = [
            "",
            "   ",
            "\u{200d}",
            "\u{200b}",
            "\u{2800}\u{3164}",
            "a\u{202e}b",
            "a\u{7}",
            "\u{301}",
            "a\u{200f}",
            "\u{fe0f}",
            "\u{1d173}",
            zalgo.as_str(),
            long.as_str(),
        ];
        for name in refused {
            assert_eq!(parsed(name), None, "{name:?}");
        }
    }

    #[test]
    fn names_are_equal_without_case() {
        let name = PlayerName::parse("Straße").unwrap();
        assert!(name.is("STRASSE") && name.is("straße") && !name.is("Strase"));
        let name = PlayerName::parse("Zo\u{eb}").unwrap();
        assert!(name.is("zoe\u{308}"));
    }

    #[test]
    fn names_that_are_equal_have_one_key() {
        let key = |typed: &str| PlayerName::parse(typed).unwrap().key();
        for (one, other, are_equal) in [
            ("Straße", "STRASSE", true),
            ("ZO\u{cb}", "zoe\u{308}", true),
            ("ΣΊΣΥΦΟΣ", "σίσυφος", true),
            ("Ana", "Anna", false),
            ("Zoe", "Zo\u{eb}", false),
        ] {
            assert_eq!(PlayerName::parse(one).unwrap().is(other), are_equal);
            assert_eq!(key(one) == key(other), are_equal, "{one} {other}");
        }
    }
}
