//! What a player may be called, and when two names are the same.

use std::fmt;

use caseless::Caseless;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::unseen::{as_seen, is_variation_selector, is_visible};
use crate::game::refusal::Refusal;

/// User-perceived characters in a name, at most.
const MAX_GRAPHEMES: usize = 20;

/// Code points in one user-perceived character, at most: the longest emoji have 10, a heap of
/// combining marks that would cover the screen has hundreds.
const MAX_GRAPHEME_SCALARS: usize = 16;

/// Combining marks on one letter, at most: more of them reach into the lines above and below.
const MAX_MARKS: usize = 4;

/// A name a player can go by: 1-20 user-perceived characters, trimmed, inner white space folded,
/// in Unicode NFC. It is a label, not an identity. One that was written down once is a name for ever,
/// whatever this version would say to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(inline, transparent))]
pub struct PlayerName(String);

impl PlayerName {
    /// Reads a name as somebody typed it. What is not seen is not part of it.
    ///
    /// # Errors
    ///
    /// [`Refusal::NameInvalid`] when nothing visible is left, when it is too long, and when it holds
    /// control characters or characters that turn the direction of the text around it.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        if typed
            .split_whitespace()
            .any(|word| word.chars().any(is_forbidden))
        {
            return Err(Refusal::NameInvalid);
        }
        let name = as_seen(typed);
        let graphemes = name.graphemes(true);
        let too_tall = |g: &str| g.chars().count() > MAX_GRAPHEME_SCALARS;
        let valid = name.chars().any(is_visible)
            && tallest_stack(&name) <= MAX_MARKS
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

    /// Whether somebody who typed `other` means this name: it looks the same, in whatever case.
    pub(crate) fn is(&self, other: &str) -> bool {
        self.0 == other || self.key() == Self::key_of(other)
    }

    /// The same text for all names that look the same, in whatever case; not for showing.
    pub(crate) fn key(&self) -> String {
        Self::key_of(&self.0)
    }

    /// The key of a name as somebody typed it.
    pub(crate) fn key_of(typed: &str) -> String {
        let seen = as_seen(typed);
        let letters = seen.chars().filter(|c| !is_variation_selector(*c));
        let folded = letters.nfd().default_case_fold();
        folded.nfd().collect()
    }
}

impl fmt::Display for PlayerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Control characters, and those that turn the direction of the text around them.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
            | '\u{FFF9}'..='\u{FFFB}')
}

/// Combining marks on one letter, at the place where there are most of them.
fn tallest_stack(name: &str) -> usize {
    let mut marks = 0;
    let stacks = name.chars().map(|c| {
        let is_mark = is_combining_mark(c) && !is_variation_selector(c);
        marks = if is_mark { marks + 1 } else { 0 };
        marks
    });
    stacks.max().unwrap_or(0)
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
        let zalgo = format!("Z{}", "\u{301}".repeat(6));
        let long = "x".repeat(21);
        let refused = [
            "",
            "   ",
            "\u{200d}",
            "\u{200b}",
            "\u{ad}\u{feff}",
            "\u{2800}\u{3164}",
            "a\u{2066}b",
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
    fn a_name_is_what_is_seen_of_it() {
        assert_eq!(
            parsed("\u{200b}A\u{ad}na\u{2060}\u{3164}"),
            Some("Ana".to_owned())
        );
        assert_eq!(
            parsed("\u{2764}\u{fe0f}"),
            Some("\u{2764}\u{fe0f}".to_owned())
        );
        let marks = format!("Z{}", "\u{301}".repeat(5));
        assert!(parsed(&marks).is_some());
    }

    #[test]
    fn a_name_that_was_written_down_stays_readable() {
        for name in ["Ana\u{ad}", "a name of more than twenty characters"] {
            let text = serde_json::to_string(name).unwrap();
            let read: PlayerName = serde_json::from_str(&text).unwrap();
            assert_eq!(read.as_str(), name);
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
            ("Ana", "A\u{200b}n\u{ad}a\u{3164}", true),
            ("Ana", "\u{2800}ANA\u{fe0f}", true),
            ("Ana Lou", "ana\u{2800}lou", true),
            ("\u{2764}", "\u{2764}\u{fe0f}", true),
            ("\u{1f469}\u{200d}\u{1f467}", "\u{1f469}\u{1f467}", false),
            (
                "\u{645}\u{6cc}\u{200c}\u{62e}",
                "\u{645}\u{6cc}\u{62e}",
                false,
            ),
            (
                "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
                "\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
                false,
            ),
            ("Ana", "Anna", false),
            ("Zoe", "Zo\u{eb}", false),
        ] {
            assert_eq!(PlayerName::parse(one).unwrap().is(other), are_equal);
            assert_eq!(key(one) == key(other), are_equal, "{one} {other}");
        }
    }
}
