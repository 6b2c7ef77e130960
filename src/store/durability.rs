//! What a commit survives: the process, or the power.

use serde::{Deserialize, Serialize};

/// What a commit survives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Durability {
    /// Any death of the process, SIGKILL included, as the operating system has it by then.
    #[default]
    Process,
    /// A power cut too: every commit waits for the disk.
    Power,
}
