//! Messages that are refused, each with its code, by who says them and when.

/// Messages, and the codes they are refused with.
pub(super) type Cases<'a> = &'a [(&'a str, &'a str)];

pub(super) const JOIN: &str = r#"{"type":"join","name":"Zoe"}"#;

pub(super) const WITHOUT_A_ROOM: Cases<'_> = &[
    (JOIN, "NO_GAME"),
    (r#"{"type":"watch"}"#, "NO_GAME"),
    (r#"{"type":"get_state"}"#, "NOT_IN_GAME"),
    (r#"{"type":"admin","action":"pause"}"#, "NOT_HOST"),
];

pub(super) const WITH_TWO_ROOMS: Cases<'_> = &[
    (JOIN, "ROOM_REQUIRED"),
    (
        r#"{"type":"join","name":"Zoe","room":"AEIO"}"#,
        "ROOM_NOT_FOUND",
    ),
    (r#"{"type":"resume","token":"BCDF-00"}"#, "INVALID_TOKEN"),
];

pub(super) const GUEST_IN_A_FULL_LOBBY: Cases<'_> = &[
    (r#"{"type":"join","name":"ana"}"#, "NAME_TAKEN"),
    (r#"{"type":"join","name":" "}"#, "NAME_INVALID"),
    (JOIN, "GAME_FULL"),
];

pub(super) const HOST_IN_THE_LOBBY: Cases<'_> = &[
    (
        r#"{"type":"configure","field":"volume","value":11}"#,
        "CONFIG_INVALID_FIELD",
    ),
    (
        r#"{"type":"configure","field":"betting","value":"perhaps"}"#,
        "CONFIG_INVALID_VALUE",
    ),
    (
        r#"{"type":"configure","field":"vote_duration_seconds","value":5}"#,
        "CONFIG_INVALID_DURATION",
    ),
    (
        r#"{"type":"configure","field":"num_rounds","value":0}"#,
        "CONFIG_INVALID_ROUNDS",
    ),
    (
        r#"{"type":"configure","field":"location_pack","value":"atlantis"}"#,
        "CONFIG_INVALID_PACK",
    ),
    (
        r#"{"type":"admin","action":"make_host","player_name":"Nobody"}"#,
        "PLAYER_NOT_FOUND",
    ),
    (
        r#"{"type":"admin","action":"remove_player","player_name":"Ana"}"#,
        "CANNOT_REMOVE_CONNECTED",
    ),
    (r#"{"type":"admin","action":"next_round"}"#, "INVALID_PHASE"),
];

pub(super) const HOST_WITH_THREE_PLAYERS: Cases<'_> = &[
    (
        r#"{"type":"admin","action":"start_game"}"#,
        "NOT_ENOUGH_PLAYERS",
    ),
    (r#"{"type":"nudge","player_name":"Dora"}"#, "NOT_CONNECTED"),
];

pub(super) const INNOCENT_IN_THE_VOTE: Cases<'_> = &[
    (r#"{"type":"vote"}"#, "NO_TARGET_SELECTED"),
    (r#"{"type":"vote","target":"Nobody"}"#, "INVALID_TARGET"),
    (
        r#"{"type":"vote","target":"SPY","confidence":4}"#,
        "INVALID_CONFIDENCE",
    ),
    (r#"{"type":"spy_guess","location_id":"beach"}"#, "NOT_SPY"),
];

pub(super) const SPY_AFTER_THE_VOTE: Cases<'_> = &[
    (
        r#"{"type":"spy_guess","location_id":"beach"}"#,
        "SPY_ALREADY_ACTED",
    ),
    (r#"{"type":"vote","target":"Ana"}"#, "ALREADY_VOTED"),
];
