//! Checks a pack: each field is there, fits, and is unique where it has to be.

use std::collections::HashSet;

use super::pack::{Location, Pack, PackError, SpyCard};

/// Locations in a pack.
const LOCATIONS: std::ops::RangeInclusive<usize> = 4..=100;

/// Roles of a location.
const ROLES: std::ops::RangeInclusive<usize> = 6..=12;

impl Pack {
    /// The first thing that is wrong with it.
    pub(super) fn check(&self) -> Result<(), PackError> {
        check_texts("", &[("id", &self.id), ("name", &self.name)])?;
        let count = self.locations.len();
        check(LOCATIONS.contains(&count), "locations", || {
            let (least, most) = (LOCATIONS.start(), LOCATIONS.end());
            format!("a pack has {least} to {most} locations")
        })?;
        self.check_lengths()?;
        check_unique("locations", self.locations.iter().map(|l| &l.id))?;
        check_unique("locations", self.locations.iter().map(|l| &l.name))?;
        for (index, location) in self.locations.iter().enumerate() {
            location.check(&format!("locations[{index}]"))?;
        }
        self.spy.as_ref().map_or(Ok(()), |spy| spy.check(self))
    }
}

impl Location {
    fn check(&self, place: &str) -> Result<(), PackError> {
        let texts = [
            ("id", &self.id),
            ("name", &self.name),
            ("flavor", &self.flavor),
        ];
        check_texts(&format!("{place}."), &texts)?;
        let roles = format!("{place}.roles");
        check(ROLES.contains(&self.roles.len()), &roles, || {
            format!("a location has {} to {} roles", ROLES.start(), ROLES.end())
        })?;
        check_unique(&roles, self.roles.iter().map(|r| &r.id))?;
        check_unique(&roles, self.roles.iter().map(|r| &r.name))?;
        for (index, role) in self.roles.iter().enumerate() {
            let texts = [("id", &role.id), ("name", &role.name), ("hint", &role.hint)];
            check_texts(&format!("{roles}[{index}]."), &texts)?;
        }
        Ok(())
    }
}

fn check(holds: bool, place: &str, problem: impl FnOnce() -> String) -> Result<(), PackError> {
    if holds {
        return Ok(());
    }
    Err(PackError {
        place: place.to_owned(),
        problem: problem(),
    })
}

fn check_texts(place: &str, texts: &[(&str, &String)]) -> Result<(), PackError> {
    for (field, text) in texts {
        let place = format!("{place}{field}");
        check(!text.trim().is_empty(), &place, || "is empty".to_owned())?;
    }
    Ok(())
}

fn check_unique<'a>(
    place: &str,
    mut texts: impl Iterator<Item = &'a String>,
) -> Result<(), PackError> {
    let mut seen = HashSet::new();
    match texts.find(|text| !seen.insert(*text)) {
        None => Ok(()),
        Some(twice) => check(false, place, || format!("\"{twice}\" is there twice")),
    }
}

impl SpyCard {
    /// Whether a card of `pack` can be filled with these.
    fn check(&self, pack: &Pack) -> Result<(), PackError> {
        let texts = [
            ("location", &self.location),
            ("role", &self.role),
            ("flavor", &self.flavor),
            ("hint", &self.hint),
        ];
        let empty = texts.into_iter().find(|(_, text)| text.trim().is_empty());
        if let Some((field, _)) = empty {
            return Err(PackError::new(&format!("spy.{field}"), "is empty"));
        }
        let needed = pack.others_on_a_card();
        let free = self.decoys.iter().enumerate().filter(|(index, name)| {
            let first = self.decoys[..*index].iter().all(|other| other != *name);
            first && !name.trim().is_empty() && !pack.has_role(name)
        });
        if free.count() < needed {
            let problem = format!(
                "the spy's card needs {needed} different ones that are no role of the pack"
            );
            return Err(PackError::new("spy.decoys", &problem));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn broken(change: impl FnOnce(&mut Value)) -> PackError {
        let mut pack: Value = serde_json::from_str(include_str!("classic.json")).unwrap();
        change(&mut pack);
        Pack::parse(&pack.to_string()).unwrap_err()
    }

    #[test]
    fn a_bad_pack_is_reported_with_its_place() {
        let error = broken(|p| p["locations"][3]["roles"][2]["hint"] = json!(5));
        assert_eq!(error.place, "locations[3].roles[2].hint");
        let error = broken(|p| p["locations"][1]["flavor"] = json!("  "));
        assert_eq!(error.to_string(), "locations[1].flavor: is empty");
        let error = broken(|p| p["locations"][1]["id"] = json!("beach"));
        assert_eq!(error.to_string(), "locations: \"beach\" is there twice");
        let error = broken(|p| p["locations"] = json!([]));
        assert_eq!(error.place, "locations");
        let error = broken(|p| p["locations"][0]["roles"] = json!([]));
        assert_eq!(
            error.to_string(),
            "locations[0].roles: a location has 6 to 12 roles"
        );
        assert!(Pack::parse("{").is_err() && Pack::parse("[]").is_err());
    }
}
