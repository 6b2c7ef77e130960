//! The live feed: what has happened, told by comparing what could be seen before and after.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::game::{CallOff, PauseReason, Phase, Scene, SceneSeat, Verdict, Whereabouts};
use crate::protocol::{FeedEntry, FeedKind, RoomStatus};

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
            .map(|((kind, message), seq)| FeedEntry {
                seq,
                kind,
                phase,
                status: RoomStatus::from(phase),
                message,
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

type Line = (FeedKind, String);

fn tell(before: &Scene, after: &Scene) -> Vec<Line> {
    let mut lines = Vec::new();
    tell_people(before, after, &mut lines);
    tell_votes(before, after, &mut lines);
    tell_phase(before, after, &mut lines);
    tell_pause(before, after, &mut lines);
    lines
}

fn tell_people(before: &Scene, after: &Scene, lines: &mut Vec<Line>) {
    let mut say = |text: String| lines.push((FeedKind::Status, text));
    for seat in &after.seats {
        let name = &seat.name;
        let was = in_scene(before, seat).map(|seat| seat.whereabouts);
        match (was, seat.whereabouts) {
            (None, _) => say(format!("{name} joined")),
            (Some(was), now) if was == now => {}
            (_, Whereabouts::Here) => say(format!("{name} is back")),
            (_, Whereabouts::Reconnecting) => say(format!("{name} lost the connection")),
            (_, Whereabouts::Disconnected) => say(format!("{name} is still away")),
            (_, Whereabouts::Gone) => say(format!("{name} has left")),
        }
    }
    let left = |seat: &&SceneSeat| {
        in_scene(after, seat).is_none() && seat.whereabouts != Whereabouts::Gone
    };
    for seat in before.seats.iter().filter(left) {
        say(format!("{} has left", seat.name));
    }
}

fn in_scene<'a>(scene: &'a Scene, seat: &SceneSeat) -> Option<&'a SceneSeat> {
    scene.seats.iter().find(|other| other.id == seat.id)
}

fn tell_votes(before: &Scene, after: &Scene, lines: &mut Vec<Line>) {
    let same_vote = (before.round, before.vote_number) == (after.round, after.vote_number);
    for seat in after.seats.iter().filter(|seat| seat.has_voted) {
        let had_voted = same_vote && in_scene(before, seat).is_some_and(|seat| seat.has_voted);
        if !had_voted {
            lines.push((FeedKind::Progress, format!("{} locked in", seat.name)));
        }
    }
}

fn tell_phase(before: &Scene, after: &Scene, lines: &mut Vec<Line>) {
    if (before.phase, before.round) == (after.phase, after.round) {
        return;
    }
    // Not when the reveal begins, nor when it is cut short: its last beat is to be the first to say it.
    let is_shown = matches!(after.phase, Some(Phase::Scoring | Phase::Questioning));
    if before.phase == Some(Phase::Reveal)
        && is_shown
        && let Some(verdict) = before.verdict
    {
        lines.push((
            FeedKind::Complete,
            format!("Verdict: {}", in_words(verdict)),
        ));
    }
    // The reason stands until the next questions, and the round after may be called off before those.
    let is_news = before.called_off.is_none() || before.phase == Some(Phase::Roles);
    if is_news && let Some(reason) = after.called_off {
        let why = match reason {
            CallOff::SpyLeft => "the spy has left",
            CallOff::TooFewPlayers => "too few players are left",
        };
        lines.push((FeedKind::Error, format!("Round called off: {why}")));
    }
    let round = after.round;
    let line = match after.phase {
        None => return,
        Some(Phase::Lobby) if before.phase.is_none() => (FeedKind::Status, "Room opened".into()),
        Some(Phase::Lobby) => (FeedKind::Status, "Back in the lobby".into()),
        Some(Phase::Roles) => (
            FeedKind::Status,
            format!("Round {round}: the cards are dealt"),
        ),
        Some(Phase::Questioning) => (FeedKind::Status, format!("Round {round}: questions")),
        Some(Phase::Vote) => match &after.vote_caller {
            Some(name) => (FeedKind::Progress, format!("{name} called a vote")),
            None => (FeedKind::Progress, "Time to vote".into()),
        },
        Some(Phase::Reveal) => (FeedKind::Progress, "The reveal begins".into()),
        Some(Phase::Scoring) => (FeedKind::Complete, format!("Round {round} is over")),
        Some(Phase::End) => (FeedKind::Complete, "The game is over".into()),
        Some(Phase::Paused) => return,
    };
    lines.push(line);
}

fn in_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::SpyCaught => "the spy was caught",
        Verdict::Innocent => "an innocent was convicted",
        Verdict::NoConviction => "nobody was convicted",
        Verdict::SpyWins => "the spy wins",
    }
}

fn tell_pause(before: &Scene, after: &Scene, lines: &mut Vec<Line>) {
    let line = match (before.pause, after.pause) {
        (None, Some(PauseReason::Host)) => (FeedKind::Status, "Paused by the host"),
        (None, Some(PauseReason::HostAway)) => (FeedKind::Error, "Paused: nobody is hosting"),
        (Some(_), None) => (FeedKind::Status, "The game goes on"),
        _ => return,
    };
    lines.push((line.0, line.1.to_owned()));
}
