//! What of a text nobody sees, and what of it changes how the rest looks all the same.

use unicode_joining_type::{JoiningType, get_joining_type};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_segmentation::GraphemeCursor;

const NON_JOINER: char = '\u{200C}';
const JOINER: char = '\u{200D}';
/// What flags such as Scotland's are made of: this, and a code in tags.
const FLAG: char = '\u{1F3F4}';
/// The combining class of a virama, which joiners change the shape of (RFC 5892, appendix A).
const VIRAMA: u8 = 9;

/// The text as it is seen: in NFC, white space folded, and without characters that draw nothing. Joiners
/// stay in scripts and emoji that need them, and so do variation selectors.
pub(in crate::game) fn as_seen(text: &str) -> String {
    let drawn = text.chars().map(|c| if is_blank(c) { ' ' } else { c });
    let drawn: String = drawn
        .filter(|c| !is_ignorable(*c) || is_shaping(*c))
        .collect();
    let mut seen = String::new();
    for (at, c) in drawn.char_indices() {
        if !is_shaping(c) || shapes(c, &seen, &drawn, at) {
            seen.push(c);
        }
    }
    let words: Vec<&str> = seen.split_whitespace().collect();
    words.join(" ").nfc().collect()
}

/// Variation selectors choose among looks of one character, not among characters.
pub(in crate::game) fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether the character can be seen by itself.
pub(in crate::game) fn is_visible(c: char) -> bool {
    !(is_ignorable(c) || is_blank(c) || c.is_whitespace() || is_combining_mark(c))
}

/// The property `Default_Ignorable_Code_Point` of `DerivedCoreProperties.txt`, Unicode 17, and the
/// format controls of hieroglyphs.
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFF8}' | '\u{13430}'..='\u{13440}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Characters that fonts draw as an empty space, though they are no white space: the fillers of Hangul and
/// Khitan, the blanks of Braille and hieroglyphs, the null notehead.
fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\u{115F}'
            | '\u{1160}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{FFA0}'
            | '\u{13441}'
            | '\u{13442}'
            | '\u{16FE4}'
            | '\u{1D159}'
    )
}

/// Not seen, but may change how its neighbours look.
fn is_shaping(c: char) -> bool {
    c == NON_JOINER || c == JOINER || is_variation_selector(c) || is_tag(c)
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0020}'..='\u{E007F}')
}

/// Whether the shaping character `c`, which stands in `text` at the byte `at`, has something to shape;
/// `before` is what is seen so far.
fn shapes(c: char, before: &str, text: &str, at: usize) -> bool {
    let Some(last) = before.chars().next_back() else {
        return false;
    };
    if is_variation_selector(c) {
        return is_visible(last) || is_combining_mark(last);
    }
    if is_tag(c) {
        return before.trim_end_matches(is_tag).ends_with(FLAG);
    }
    canonical_combining_class(last) == VIRAMA
        || match c {
            JOINER => last != JOINER && holds_together(text, at + c.len_utf8()),
            _ => separates(before, &text[at + c.len_utf8()..]),
        }
}

/// Whether the next character that is seen is part of the same user-perceived character: of an emoji, that is.
fn holds_together(text: &str, after: usize) -> bool {
    let next = text[after..].find(|c| !is_shaping(c) && !is_combining_mark(c));
    next.is_some_and(|next| {
        let mut cursor = GraphemeCursor::new(after + next, text.len(), true);
        cursor.is_boundary(text, 0) == Ok(false)
    })
}

/// Whether a non-joiner keeps two letters apart that would be written as one stroke.
fn separates(before: &str, after: &str) -> bool {
    use JoiningType::{DualJoining, LeftJoining, RightJoining, Transparent};
    let is_letter = |c: &char| get_joining_type(*c) != Transparent;
    let left = before.chars().rev().find(is_letter).map(get_joining_type);
    let right = after.chars().find(is_letter).map(get_joining_type);
    matches!(left, Some(DualJoining | LeftJoining))
        && matches!(right, Some(DualJoining | RightJoining))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_draws_nothing_is_not_there() {
        let unseen = [
            "\u{ad}",
            "\u{34f}",
            "\u{17b4}",
            "\u{180e}",
            "\u{200b}",
            "\u{200c}",
            "\u{200d}",
            "\u{2060}",
            "\u{feff}",
            "\u{fff0}",
            "\u{1bca0}",
            "\u{1d173}",
            "\u{e0041}",
            "\u{e0fff}",
        ];
        for unseen in unseen {
            for text in [
                format!("{unseen}Ana"),
                format!("A{unseen}na"),
                format!("Ana{unseen}"),
            ] {
                assert_eq!(as_seen(&text), "Ana", "{text:?}");
            }
        }
    }

    #[test]
    fn blanks_of_any_kind_are_white_space() {
        for blank in [
            "\u{2800}",
            "\u{3164}",
            "\u{ffa0}",
            "\u{115f}",
            "\u{1160}",
            "\u{16fe4}",
            "\u{1d159}",
        ] {
            assert_eq!(as_seen(&format!("{blank}Ana{blank} Lou{blank}")), "Ana Lou");
        }
    }

    #[test]
    fn joiners_stay_where_they_change_what_is_seen() {
        for text in [
            "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}",
            "\u{915}\u{94d}\u{200d}\u{937}",
            "\u{915}\u{94d}\u{200c}\u{937}",
            "\u{930}\u{94d}\u{200d}",
            "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}",
            "\u{2764}\u{fe0f}\u{200d}\u{1f525}",
            "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
        ] {
            assert_eq!(as_seen(text), text, "{text:?}");
        }
    }

    #[test]
    fn joiners_go_where_they_change_nothing() {
        for (text, seen) in [
            ("\u{645}\u{200c}\u{200c}\u{62e}", "\u{645}\u{200c}\u{62e}"),
            ("\u{62f}\u{200c}\u{62e}", "\u{62f}\u{62e}"),
            ("\u{1f469}\u{200d}a", "\u{1f469}a"),
            ("a\u{200d}\u{1f469}", "a\u{1f469}"),
            ("\u{1f469}\u{200d}", "\u{1f469}"),
            ("\u{1f469}\u{200d}\u{200d}\u{1f469}", "\u{1f469}\u{1f469}"),
            (
                "\u{915}\u{94d}\u{200d}\u{200d}\u{937}",
                "\u{915}\u{94d}\u{200d}\u{937}",
            ),
            ("\u{1f3f3}\u{e0067}", "\u{1f3f3}"),
            (" \u{fe0f}a", "a"),
        ] {
            assert_eq!(as_seen(text), seen, "{text:?}");
        }
    }
}
