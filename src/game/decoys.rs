//! What stands on the spy's card where the others read who else could be here.

use super::pack::Pack;

/// A role that belongs to no location.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decoy {
    /// What the pages' catalogues call it.
    pub(super) id: &'static str,
    /// What people call it.
    pub(super) name: &'static str,
}

const fn decoy(id: &'static str, name: &'static str) -> Decoy {
    Decoy { id, name }
}

/// Roles for the spy's list of others. They must not come from the pack: a spy who sees a
/// lifeguard among them would know that the beach is not the place.
pub(super) const DECOYS: [Decoy; 24] = [
    decoy("regular", "Regular"),
    decoy("newcomer", "Newcomer"),
    decoy("old_hand", "Old hand"),
    decoy("organiser", "Organiser"),
    decoy("helper", "Helper"),
    decoy("onlooker", "Onlooker"),
    decoy("latecomer", "Latecomer"),
    decoy("stand_in", "Stand-in"),
    decoy("apprentice", "Apprentice"),
    decoy("supervisor", "Supervisor"),
    decoy("volunteer", "Volunteer"),
    decoy("neighbour", "Neighbour"),
    decoy("insider", "Insider"),
    decoy("outsider", "Outsider"),
    decoy("expert", "Expert"),
    decoy("amateur", "Amateur"),
    decoy("early_bird", "Early bird"),
    decoy("night_owl", "Night owl"),
    decoy("daydreamer", "Daydreamer"),
    decoy("optimist", "Optimist"),
    decoy("pessimist", "Pessimist"),
    decoy("chatterbox", "Chatterbox"),
    decoy("listener", "Listener"),
    decoy("loner", "Loner"),
];

/// Decoys that are no role anywhere in the pack, as long as there are any.
pub(super) fn decoys(pack: &Pack) -> impl Iterator<Item = Decoy> {
    let is_role = |name: &str| {
        let mut roles = pack.locations.iter().flat_map(|l| &l.roles);
        roles.any(|role| role.name.eq_ignore_ascii_case(name))
    };
    let (real, free): (Vec<Decoy>, Vec<Decoy>) =
        DECOYS.into_iter().partition(|decoy| is_role(decoy.name));
    free.into_iter().chain(real)
}
