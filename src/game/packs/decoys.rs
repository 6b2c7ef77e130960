//! What stands in English on the spy's card where the others read who else could be here.

/// A role that belongs to no location.
#[derive(Debug, Clone, Copy)]
pub(in crate::game) struct Decoy<'a> {
    /// What the pages' catalogues call it; the name again if they do not.
    pub(in crate::game) id: &'a str,
    /// What people call it.
    pub(in crate::game) name: &'a str,
}

const fn decoy(id: &'static str, name: &'static str) -> Decoy<'static> {
    Decoy { id, name }
}

/// Roles for the spy's list of others.
pub(in crate::game) const DECOYS: [Decoy<'static>; 24] = [
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
