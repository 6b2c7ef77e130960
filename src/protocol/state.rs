//! The `state` message: one common part, one part for each viewer, and nothing to tell by its length.

use std::iter;

use serde::Serialize;
use uuid::Uuid;

use super::ids::RoomCode;
use crate::game::{Game, Moment, Viewer};

/// What a `state` says of its room, beside the game.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub struct RoomFacts<'a> {
    /// The room's revision; counts up with every change.
    pub seq: u64,
    /// The code.
    pub room: RoomCode,
    /// The room's id for all time.
    pub session_id: Uuid,
    /// When the room was created, in milliseconds since the Unix epoch.
    pub created_at: u64,
    /// Where guests join; `null` while no phone can reach the server.
    pub join_url: Option<&'a str>,
}

/// What a `state` says to those with host rights alone.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub struct ForHosts<'a> {
    /// Players who lost their token and want back in, each once.
    pub rejoin_requests: Vec<&'a str>,
    /// Everybody who waits for a host's word, in the order in which they came.
    pub rejoins: Vec<Rejoin<'a>>,
}

/// Somebody who waits for a host's word.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub struct Rejoin<'a> {
    /// Whose seat they want; empty for a screen that wants to host again.
    pub player_name: &'a str,
    /// The number that their screen shows, of two digits; nobody else waits with it.
    pub request: u8,
}

/// The `state` frames of one revision of a room.
///
/// The common part is serialised once, however many look. All players' frames have the same length, made
/// up by `pad`, which is that of the longest frame that any player could get just now: so neither the size
/// of encrypted traffic nor that of the `pad` tells who the spy is, where they are, or who is voted for.
#[derive(Debug)]
pub struct StateFrames {
    frames: Vec<(Viewer, String)>,
}

#[derive(Serialize)]
struct Head<'a> {
    r#type: &'static str,
    server_time: u64,
    #[serde(flatten)]
    facts: RoomFacts<'a>,
}

impl StateFrames {
    /// Makes the frames of all `viewers`. To make a player's frame no shorter than the others',
    /// name all players, even if only one is to get theirs.
    #[must_use]
    pub fn new(
        game: &Game,
        facts: RoomFacts<'_>,
        for_hosts: &ForHosts<'_>,
        at: Moment,
        viewers: &[Viewer],
    ) -> Self {
        let head = Head {
            r#type: "state",
            server_time: at.epoch_ms,
            facts,
        };
        let bounds = game.length_bounds();
        let mut longest = 0;
        let common = splice(&json(&head), &json(&game.public_view(at)));
        let for_hosts = json(for_hosts);
        let frame = |viewer: &Viewer| {
            let private = game.private_view(*viewer);
            let mut frame = splice(&common, &json(&private));
            if game.is_hosting(*viewer) {
                frame = splice(&frame, &for_hosts);
            }
            if is_player(viewer) {
                longest = longest.max(frame.len() + private.slack(&bounds));
            }
            (*viewer, frame)
        };
        let mut frames: Vec<(Viewer, String)> = viewers.iter().map(frame).collect();
        for (_, frame) in frames.iter_mut().filter(|(viewer, _)| is_player(viewer)) {
            pad(frame, longest);
        }
        Self { frames }
    }

    /// The frame of that viewer.
    #[must_use]
    pub fn of(&self, viewer: Viewer) -> Option<&str> {
        let frame = self.frames.iter().find(|(id, _)| *id == viewer);
        frame.map(|(_, frame)| frame.as_str())
    }

    /// The frame of that viewer with spaces behind it: as long as the longest of the room, for an answer
    /// whose length is to say nothing.
    #[must_use]
    pub fn of_equal_length(&self, viewer: Viewer) -> Option<String> {
        let longest = self.frames.iter().map(|(_, frame)| frame.len()).max()?;
        let mut frame = self.of(viewer)?.to_owned();
        frame.extend(iter::repeat_n(' ', longest - frame.len()));
        Some(frame)
    }
}

fn json(part: &impl Serialize) -> String {
    serde_json::to_string(part).expect("views are made of strings, numbers and names as keys")
}

/// Two JSON objects as one: `{a}` and `{b}` to `{a,b}`.
fn splice(first: &str, second: &str) -> String {
    let (first, second) = (&first[..first.len() - 1], &second[1..]);
    format!("{first},{second}")
}

fn is_player(viewer: &Viewer) -> bool {
    matches!(viewer, Viewer::Seat(_))
}

/// Fills a frame up to `length` bytes, beside the field that does it.
fn pad(frame: &mut String, length: usize) {
    let pad = " ".repeat(length - frame.len());
    frame.truncate(frame.len() - 1);
    frame.push_str(&format!(r#","pad":"{pad}"}}"#));
}
