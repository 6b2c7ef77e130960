//! "Did you mean ...": the name that a misspelt one is most like.

/// How alike two names have to be, from 0 to 1, for one to be a slip of the other.
const ALIKE: f64 = 0.7;

/// The one of `names` that `typed` was probably meant to be: the only one that ends with the same words
/// (`rounds` or `games.num_rounds` for `game.num_rounds`), or else the one that is spelt most alike.
pub(super) fn closest<'a>(typed: &str, names: &'a [String]) -> Option<&'a str> {
    let words = typed.rsplit('.').next().unwrap_or(typed);
    let mut same_end = names.iter().filter(|name| ends_with(name, words));
    if let (Some(only), None) = (same_end.next(), same_end.next()) {
        return Some(only);
    }
    let likeness = |name: &String| strsim::normalized_damerau_levenshtein(typed, name);
    let best = names
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) >= ALIKE).then_some(best)
}

fn ends_with(name: &str, words: &str) -> bool {
    let before = name.strip_suffix(words);
    before.is_some_and(|before| before.ends_with(['.', '_']))
}
