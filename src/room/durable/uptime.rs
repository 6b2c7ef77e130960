//! How long this process has been up, so that the next one knows how far each room's clock had come.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use uuid::Uuid;

use crate::game::Tick;
use crate::store::Heartbeat;

/// How often the process notes that it is still up. After a crash a room's clock is at most so much
/// ahead of what the phones showed, and never behind.
pub(crate) const BEAT: Duration = Duration::from_secs(1);

/// The life of this process. Not the time of day: a small computer has none until its network is up.
#[derive(Debug, Clone)]
pub(crate) struct Uptime {
    run: Arc<str>,
    since: Instant,
}

/// A moment in the life of a process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    run: Arc<str>,
    uptime_ms: u64,
}

impl Uptime {
    /// The life that begins now.
    pub(crate) fn begin() -> Self {
        Self {
            run: Uuid::new_v4().to_string().into(),
            since: Instant::now(),
        }
    }

    pub(crate) fn stamp(&self) -> Stamp {
        Stamp {
            run: Arc::clone(&self.run),
            uptime_ms: u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX),
        }
    }

    /// The same, to be kept as the process's last sign of life.
    pub(crate) fn heartbeat(&self) -> Heartbeat {
        let stamp = self.stamp();
        Heartbeat {
            run: stamp.run.to_string(),
            uptime_ms: stamp.uptime_ms,
        }
    }
}

impl Stamp {
    /// For how long its process went on after this moment, at most, by its last sign of life.
    pub(crate) fn until_end(&self, last: Option<&Heartbeat>) -> Tick {
        let noted = last.filter(|beat| *beat.run == *self.run);
        let noted = noted.map_or(0, |beat| beat.uptime_ms.saturating_sub(self.uptime_ms));
        noted + Tick::try_from(BEAT.as_millis()).unwrap_or(Tick::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_knows_how_long_its_process_went_on_at_most() {
        let stamp = |uptime_ms| Stamp {
            run: "a".into(),
            uptime_ms,
        };
        let beat = |run: &str, uptime_ms| Heartbeat {
            run: run.to_owned(),
            uptime_ms,
        };
        assert_eq!(stamp(5_000).until_end(Some(&beat("a", 9_000))), 5_000);
        assert_eq!(
            stamp(9_500).until_end(Some(&beat("a", 9_000))),
            1_000,
            "saved after the last beat"
        );
        assert_eq!(
            stamp(5_000).until_end(Some(&beat("b", 9_000))),
            1_000,
            "another run's"
        );
        assert_eq!(stamp(5_000).until_end(None), 1_000);
    }
}
