//! The live feed: what has happened, told by comparing what could be seen before and after.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::game::{Phase, PresenceStatus, Scene, SceneSeat};
use crate::protocol::{FeedEntry, FeedEvent, RoomStatus};

/// Lines that a screen gets when it (re)connects.
const KEPT: usize = 50;

/// The last lines of a room's feed. It is made of [`Scene`]s, so there is no secret in it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Feed {
    lines: VecDeque<FeedEntry>,
    told: u64,
    #[serde(skip)]
    last_scene: Scene,
}

impl Feed {
    /// Goes on from a scene of which nothing is told.
    pub(crate) fn go_on_from(&mut self, scene: Scene) {
        self.last_scene = scene;
    }

    /// The lines there are, the oldest first.
    pub(crate) fn lines(&self) -> Vec<FeedEntry> {
        self.lines.iter().cloned().collect()
    }

    /// Writes down what has happened since the last scene; the new lines come back.
    pub(crate) fn note(&mut self, scene: Scene, epoch_ms: u64) -> Vec<FeedEntry> {
        let below_pause = scene.phase.unwrap_or(Phase::Lobby);
        let phase = scene.pause.map_or(below_pause, |_| Phase::Paused);
        let told = tell(&self.last_scene, &scene);
        let entries: Vec<FeedEntry> = told
            .into_iter()
            .zip(self.told + 1..)
            .map(|(event, seq)| FeedEntry {
                seq,
                kind: event.kind(),
                phase,
                status: RoomStatus::from(phase),
                message: event.to_string(),
                event: Some(event),
                timestamp: epoch_ms,
            })
            .collect();
        self.told += entries.len() as u64;
        self.lines.extend(entries.iter().cloned());
        let too_many = self.lines.len().saturating_sub(KEPT);
        self.lines.drain(..too_many);
        self.last_scene = scene;
        entries
    }
}

fn tell(before: &Scene, after: &Scene) -> Vec<FeedEvent> {
    let mut events = Vec::new();
    tell_people(before, after, &mut events);
    tell_votes(before, after, &mut events);
    tell_phase(before, after, &mut events);
    tell_pause(before, after, &mut events);
    events
}

fn tell_people(before: &Scene, after: &Scene, events: &mut Vec<FeedEvent>) {
    for seat in &after.seats {
        let name = seat.name.clone();
        let presence = |seat: &SceneSeat| (seat.is_gone, seat.status);
        let was = in_scene(before, seat).map(presence);
        events.push(match (was, presence(seat)) {
            (None, _) => FeedEvent::Joined { name },
            (Some(was), now) if was == now => continue,
            (_, (true, _)) => FeedEvent::Left { name },
            (_, (_, PresenceStatus::Connected)) => FeedEvent::CameBack { name },
            (_, (_, PresenceStatus::Reconnecting)) => FeedEvent::ConnectionLost { name },
            (_, (_, PresenceStatus::Disconnected)) => FeedEvent::StillAway { name },
        });
    }
    for seat in after.seats.iter().filter(|seat| seat.is_host) {
        if in_scene(before, seat).is_some_and(|was| !was.is_host) {
            let name = seat.name.clone();
            events.push(FeedEvent::Hosts { name });
        }
    }
    let left = |seat: &&SceneSeat| in_scene(after, seat).is_none() && !seat.is_gone;
    for seat in before.seats.iter().filter(left) {
        let name = seat.name.clone();
        events.push(FeedEvent::Left { name });
    }
}

fn in_scene<'a>(scene: &'a Scene, seat: &SceneSeat) -> Option<&'a SceneSeat> {
    scene.seats.iter().find(|other| other.id == seat.id)
}

fn tell_votes(before: &Scene, after: &Scene, events: &mut Vec<FeedEvent>) {
    let same_vote = (before.round, before.vote_number) == (after.round, after.vote_number);
    for seat in after.seats.iter().filter(|seat| seat.has_voted) {
        let had_voted = same_vote && in_scene(before, seat).is_some_and(|seat| seat.has_voted);
        if !had_voted {
            let name = seat.name.clone();
            events.push(FeedEvent::LockedIn { name });
        }
    }
}

fn tell_phase(before: &Scene, after: &Scene, events: &mut Vec<FeedEvent>) {
    let stage = |scene: &Scene| (scene.phase, scene.round, scene.deals);
    if stage(before) == stage(after) {
        return;
    }
    // Not when the reveal begins, nor when it is cut short: its last beat is to be the first to say it.
    let is_shown = matches!(after.phase, Some(Phase::Scoring | Phase::Questioning));
    if before.phase == Some(Phase::Reveal)
        && is_shown
        && let Some(verdict) = before.verdict
    {
        events.push(FeedEvent::VerdictGiven { verdict });
    }
    // The reason stands until the next questions, and the round after may be called off before those.
    let is_dealt_again = before.phase != Some(Phase::Scoring) && before.deals != after.deals;
    let is_news = before.called_off.is_none() || is_dealt_again;
    if is_news && let Some(reason) = after.called_off {
        events.push(FeedEvent::RoundCalledOff { reason });
    }
    let round = after.round;
    events.push(match after.phase {
        None | Some(Phase::Paused) => return,
        Some(Phase::Lobby) if before.phase.is_none() => FeedEvent::RoomOpened,
        Some(Phase::Lobby) => FeedEvent::BackInLobby,
        Some(Phase::Roles) => FeedEvent::CardsDealt { round },
        Some(Phase::Questioning) => FeedEvent::Questions { round },
        Some(Phase::Vote) => match after.vote_caller.clone() {
            Some(name) => FeedEvent::VoteCalled { name },
            None => FeedEvent::VoteDue,
        },
        Some(Phase::Reveal) => FeedEvent::RevealBegan,
        Some(Phase::Scoring) => FeedEvent::RoundOver { round },
        Some(Phase::End) => game_over(after),
    });
}

fn game_over(after: &Scene) -> FeedEvent {
    let winners = after.winners.clone();
    FeedEvent::GameOver {
        score: winners.as_ref().map_or(0, |winners| winners.score),
        winners: winners.map_or_else(Vec::new, |winners| winners.names),
    }
}

fn tell_pause(before: &Scene, after: &Scene, events: &mut Vec<FeedEvent>) {
    match (before.pause, after.pause) {
        (None, Some(reason)) => events.push(FeedEvent::Paused { reason }),
        // A game that is ended in a pause does not go on: who has won is the last line.
        (Some(_), None) if after.phase != Some(Phase::End) => events.push(FeedEvent::WentOn),
        _ => {}
    }
}
