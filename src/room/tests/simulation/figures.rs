//! What happened in all nights of a run.

use std::iter::Sum;

/// What happened, for whoever wants to know whether it hits where it should.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub(super) kills: u32,
    /// Kills with which something was lost that nobody had been told was kept.
    pub(super) lossy: u32,
    pub(super) cuts: u32,
    pub(super) late: u32,
    pub(super) posts: u32,
    pub(super) expelled: u32,
    pub(super) duplicates: u32,
    pub(super) not_durable: u32,
    pub(super) votes: u32,
    pub(super) ends: u32,
}

impl Figures {
    pub(super) fn has_seen_everything(&self) -> bool {
        let Self {
            kills,
            lossy,
            cuts,
            late,
            posts,
            expelled,
            duplicates,
            not_durable,
            votes,
            ends,
        } = self;
        let all = [
            kills,
            lossy,
            cuts,
            late,
            posts,
            expelled,
            duplicates,
            not_durable,
            votes,
            ends,
        ];
        all.into_iter().all(|count| *count > 0)
    }
}

impl Sum for Figures {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |a, b| Self {
            kills: a.kills + b.kills,
            lossy: a.lossy + b.lossy,
            cuts: a.cuts + b.cuts,
            late: a.late + b.late,
            posts: a.posts + b.posts,
            expelled: a.expelled + b.expelled,
            duplicates: a.duplicates + b.duplicates,
            not_durable: a.not_durable + b.not_durable,
            votes: a.votes + b.votes,
            ends: a.ends + b.ends,
        })
    }
}
