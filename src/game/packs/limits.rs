//! How long a pack's texts may be: what fits a phone's card is fine, up to twice that is played with a
//! warning, and more is refused.

use super::pack::{Pack, PackError};

/// What fits, in characters (experience.md of the design, Words).
const PLACE: usize = 22;
const ROLE: usize = 22;
const FLAVOR: usize = 84;
const HINT: usize = 90;
/// What fits a list of packs.
const PACK_NAME: usize = 40;
const DESCRIPTION: usize = 120;
/// No person reads it.
const ID: usize = 32;

/// A text of a pack: where it stands, what it says, and how many characters fit.
type Text<'a> = (String, &'a str, usize);

impl Pack {
    /// Texts that are longer than what fits, though not so long that the pack is refused.
    #[must_use]
    pub fn overlong(&self) -> Vec<PackError> {
        let long = texts(self).filter(|(_, text, fits)| text.chars().count() > *fits);
        long.map(|(place, text, fits)| PackError {
            place,
            problem: format!(
                "has {} characters; more than {fits} may not fit a phone",
                text.chars().count()
            ),
        })
        .collect()
    }

    /// Refuses a text of more than twice the characters that fit.
    pub(in crate::game) fn check_lengths(&self) -> Result<(), PackError> {
        let too_long = texts(self).find(|(_, text, fits)| text.chars().count() > 2 * fits);
        too_long.map_or(Ok(()), |(place, _, fits)| {
            Err(PackError {
                place,
                problem: format!("is too long: {} characters are the most", 2 * fits),
            })
        })
    }
}

fn texts(pack: &Pack) -> impl Iterator<Item = Text<'_>> {
    let own = [
        ("id".to_owned(), pack.id.as_str(), ID),
        ("name".to_owned(), &pack.name, PACK_NAME),
        ("description".to_owned(), &pack.description, DESCRIPTION),
        ("language".to_owned(), &pack.language, ID),
    ];
    let places = pack
        .locations
        .iter()
        .enumerate()
        .flat_map(|(index, place)| {
            let at = format!("locations[{index}]");
            let own = [
                (format!("{at}.id"), place.id.as_str(), ID),
                (format!("{at}.name"), &place.name, PLACE),
                (format!("{at}.flavor"), &place.flavor, FLAVOR),
            ];
            let roles = place
                .roles
                .iter()
                .enumerate()
                .flat_map(move |(index, role)| {
                    let at = format!("{at}.roles[{index}]");
                    [
                        (format!("{at}.id"), role.id.as_str(), ID),
                        (format!("{at}.name"), &role.name, ROLE),
                        (format!("{at}.hint"), &role.hint, HINT),
                    ]
                });
            own.into_iter().chain(roles)
        });
    own.into_iter().chain(places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::round::packs::Packs;

    /// The shipped pack with another hint, checked.
    fn with_hint(length: usize) -> (Pack, Result<(), PackError>) {
        let packs = Packs::shipped();
        let mut pack = Pack::clone(packs.get("classic").unwrap());
        pack.locations[3].roles[2].hint = "ä".repeat(length);
        let checked = pack.check_lengths();
        (pack, checked)
    }

    #[test]
    fn the_shipped_packs_are_within_the_limits() {
        for pack in Packs::shipped().iter() {
            assert_eq!(pack.overlong(), []);
        }
    }

    #[test]
    fn a_long_text_is_a_warning_and_one_of_twice_the_length_an_error() {
        assert_eq!(with_hint(90).0.overlong(), []);
        for length in [91, 180] {
            let (pack, checked) = with_hint(length);
            assert_eq!(checked, Ok(()));
            assert_eq!(pack.overlong()[0].place, "locations[3].roles[2].hint");
        }
        let error = with_hint(181).1.unwrap_err();
        assert_eq!(
            error.to_string(),
            "locations[3].roles[2].hint: is too long: 180 characters are the most"
        );
    }
}
