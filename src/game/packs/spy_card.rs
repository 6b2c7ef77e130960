//! What stands on the spy's card, in the language in which the others read theirs.

use super::decoys::{DECOYS, Decoy};
use super::pack::Pack;

/// The texts of one spy's card.
#[derive(Debug, Clone, Copy)]
pub(in crate::game) struct SpyTexts<'a> {
    pub(in crate::game) location: &'a str,
    pub(in crate::game) role: &'a str,
    pub(in crate::game) flavor: &'a str,
    pub(in crate::game) hint: &'a str,
}

const ENGLISH: SpyTexts<'static> = SpyTexts {
    location: "Unknown",
    role: "Spy",
    flavor: "Everybody else knows where you are. Find out before they find you out.",
    hint: "Listen first, answer vaguely, and look as if you had been here before.",
};

/// What the spy reads in a game with `pack`: its own texts, or English ones.
pub(in crate::game) fn spy_texts(pack: &Pack) -> SpyTexts<'_> {
    pack.spy.as_ref().map_or(ENGLISH, |spy| SpyTexts {
        location: &spy.location,
        role: &spy.role,
        flavor: &spy.flavor,
        hint: &spy.hint,
    })
}

/// The decoy of that index, among the pack's own or the English ones.
pub(in crate::game) fn decoy(pack: &Pack, index: usize) -> Option<Decoy<'_>> {
    match &pack.spy {
        Some(spy) => spy.decoys.get(index).map(|name| Decoy { id: name, name }),
        None => DECOYS.get(index).copied(),
    }
}

/// Indexes of decoys that are no role anywhere in the pack, then of the others. They must not come from the
/// pack: a spy who sees a lifeguard among them would know that the beach is not the place.
pub(in crate::game) fn decoys(pack: &Pack) -> impl Iterator<Item = usize> {
    let all = (0..).map_while(|index| decoy(pack, index)).enumerate();
    let (real, free): (Vec<_>, Vec<_>) = all.partition(|(_, decoy)| pack.has_role(decoy.name));
    free.into_iter().chain(real).map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::Packs;
    use crate::game::packs::pack::SpyCard;

    fn polish() -> Pack {
        let mut pack = Pack::clone(Packs::shipped().get("classic").unwrap());
        let decoys = [
            "Bywalec",
            "Nowicjusz",
            "Pomocnik",
            "Gapowicz",
            "Sąsiad",
            "Znawca",
            "Plotkarz",
            "Milczek",
        ];
        pack.language = "pl".to_owned();
        pack.spy = Some(SpyCard {
            location: "Nieznane".to_owned(),
            role: "Szpieg".to_owned(),
            flavor: "Wszyscy inni wiedzą, gdzie są.".to_owned(),
            hint: "Najpierw słuchaj.".to_owned(),
            decoys: decoys.map(str::to_owned).to_vec(),
        });
        pack
    }

    /// What is wrong with the pack after that change.
    fn problem(change: impl FnOnce(&mut Pack)) -> String {
        let mut pack = polish();
        change(&mut pack);
        let json = serde_json::to_string(&pack).unwrap();
        Pack::parse(&json).map_or_else(|error| error.to_string(), |_| String::new())
    }

    #[test]
    fn a_pack_brings_the_spys_texts_in_its_own_language() {
        let pack = polish();
        assert_eq!(problem(|_| ()), "");
        assert_eq!(spy_texts(&pack).location, "Nieznane");
        let decoys = decoys(&pack).filter_map(|index| decoy(&pack, index));
        let names: Vec<&str> = decoys.map(|decoy| decoy.name).collect();
        assert_eq!(names, pack.spy.as_ref().unwrap().decoys);
    }

    #[test]
    fn a_spy_card_that_can_not_be_filled_is_reported_with_its_field() {
        let spy = |pack: &mut Pack| pack.spy.take().unwrap();
        assert_eq!(
            problem(|pack| pack.spy = Some(SpyCard {
                hint: " ".to_owned(),
                ..spy(pack)
            })),
            "spy.hint: is empty"
        );
        let few = "spy.decoys: the spy's card needs 8 different ones that are no role of the pack";
        assert_eq!(
            problem(|pack| pack.spy.as_mut().unwrap().decoys[5] = "Bywalec".to_owned()),
            few
        );
        assert_eq!(
            problem(|pack| pack.locations[0].roles[0].name = "SĄSIAD".to_owned()),
            few,
            "a role, whatever its case"
        );
    }
}
