//! What is wrong with settings is said in one sentence that names the culprit.

use spyster::config::{Config, Sources};

use super::load;

/// The sentence with which loading fails.
pub(super) fn failure(
    file: &str,
    environment: &[(&str, &str)],
    flags: &[(&'static str, &str)],
) -> String {
    let sentence = load(file, environment, flags).unwrap_err().to_string();
    assert_eq!(sentence.lines().count(), 1, "{sentence}");
    assert!(sentence.ends_with('.'), "{sentence}");
    sentence
}

#[test]
fn unknown_keys_are_named_with_their_place() {
    for (file, key) in [
        ("bnd = '0.0.0.0:1'", "`bnd`"),
        ("[game]\nrounds = 3", "`game.rounds`"),
        ("[gmae]\nnum_rounds = 3", "`gmae.num_rounds`"),
        ("[gmae]", "`gmae`"),
        ("[bind]\nport = 1", "`bind.port`"),
    ] {
        let sentence = failure(file, &[], &[]);
        assert!(sentence.contains(key), "{sentence}");
        assert!(sentence.contains("-spyster.toml"), "{sentence}");
        assert!(sentence.contains("config.example.toml"), "{sentence}");
    }
    let sentence = failure("", &[("SPYSTER_BNID", "0.0.0.0:1")], &[]);
    assert!(sentence.contains("SPYSTER_BNID"), "{sentence}");
}

/// A line of the file, the setting at fault, and what the sentence says of it.
const BAD_VALUES: &[(&str, &str, &str)] = &[
    (
        "bind = 'localhost'",
        "`bind`",
        "such as [::]:8137 or 192.168.1.20:8137",
    ),
    ("bind = 8137", "`bind`", "expected a text in quotes"),
    ("public_url = 'ftp://x'", "`public_url`", "such as http://"),
    (
        "public_url = 'http://x?a=1'",
        "`public_url`",
        "such as http://",
    ),
    (
        "public_url = 'http://x#a'",
        "`public_url`",
        "such as http://",
    ),
    (
        "public_url = 'http://a@x'",
        "`public_url`",
        "such as http://",
    ),
    (
        "public_url = 'https://x.example/spy/api/spyster/host'",
        "`public_url`",
        "leave out what comes after \"https://x.example/spy\"",
    ),
    (
        "public_url = 'http://10.0.0.7:8137/api/spyster'",
        "`public_url`",
        "leave out what comes after \"http://10.0.0.7:8137\"",
    ),
    (
        "public_url = 'http://10.0.0.7/api/spyster/player?room=BCDF'",
        "`public_url`",
        "leave out what comes after \"http://10.0.0.7\"",
    ),
    (
        "public_url = '192.168.1.2'",
        "`public_url`",
        "such as http://",
    ),
    (
        "allowed_origins = ['games.example.org']",
        "`allowed_origins`",
        "such as https://",
    ),
    (
        "allowed_origins = ['https://x/', 'https://y']",
        "`allowed_origins`",
        "\"https://x/\"",
    ),
    (
        "allowed_origins = 'https://x'",
        "`allowed_origins`",
        "a list of texts",
    ),
    (
        "allowed_origins = [1]",
        "`allowed_origins`",
        "a text in quotes",
    ),
    (
        "allowed_hosts = ['https://games.example.org']",
        "`allowed_hosts`",
        "such as games.example.org",
    ),
    (
        "allowed_hosts = ['tv', 'games.example.org:8137']",
        "`allowed_hosts`",
        "without a port",
    ),
    (
        "trusted_proxies = ['proxy']",
        "`trusted_proxies`",
        "\"proxy\" is not an IP address or network, such as 127.0.0.1 or 172.16.0.0/12",
    ),
    (
        "trusted_proxies = ['::1', '172.16.0.0/33']",
        "`trusted_proxies`",
        "\"172.16.0.0/33\"",
    ),
    (
        "max_connections_per_address = -1",
        "`max_connections_per_address`",
        "between 0 and",
    ),
    ("log_format = 'xml'", "`log_format`", "`text` or `json`"),
    ("max_rooms = 0", "`max_rooms`", "between 1 and 10000"),
    ("max_rooms = '9'", "`max_rooms`", "expected a whole number"),
    ("max_players = 21", "`max_players`", "between 3 and 20"),
    ("min_players = 2", "`min_players`", "between 3 and 20"),
    ("message_rate = -1", "`message_rate`", "between 0 and"),
    ("game = 3", "`game`", "[game]"),
    (
        "game.num_rounds = 21",
        "`game.num_rounds`",
        "between 1 and 20",
    ),
    (
        "game.num_rounds = 2.5",
        "`game.num_rounds`",
        "with a fraction",
    ),
    (
        "game.round_duration_minutes = 31",
        "`game.round_duration_minutes`",
        "1 and 30",
    ),
    (
        "game.vote_duration_seconds = 14",
        "`game.vote_duration_seconds`",
        "15 and 180",
    ),
    (
        "game.role_display_seconds = 61",
        "`game.role_display_seconds`",
        "5 and 60",
    ),
    ("game.betting = 1", "`game.betting`", "true or false"),
    ("game.conviction = 'mob'", "`game.conviction`", "`majority`"),
    (
        "scoring.double_agent = 1001",
        "`scoring.double_agent`",
        "1000",
    ),
    (
        "scoring.vote_right = [1, 2]",
        "`scoring.vote_right`",
        "length 3",
    ),
    (
        "scoring.vote_right = [1, 2, 'x']",
        "`scoring.vote_right`",
        "a whole number",
    ),
    (
        "scoring.vote_right = [1, 2, 9999]",
        "`scoring.vote_right`",
        "1000",
    ),
];

#[test]
fn bad_values_are_named_with_their_place_and_what_would_be_right() {
    for (line, key, hint) in BAD_VALUES {
        let sentence = failure(line, &[], &[]);
        assert!(sentence.contains(key), "{line}: {sentence}");
        assert!(sentence.contains(hint), "{line}: {sentence}");
        assert!(sentence.contains("-spyster.toml"), "{line}: {sentence}");
    }
}

#[test]
fn bad_variables_and_flags_are_named_as_such() {
    for (name, value, hint) in [
        ("SPYSTER_MAX_ROOMS", "many", "a whole number"),
        ("SPYSTER_MAX_ROOMS", "", "a whole number"),
        ("SPYSTER_GAME_BETTING", "yes", "true or false"),
        ("SPYSTER_GAME_BETTING", "", "true or false"),
        ("SPYSTER_SCORING_VOTE_RIGHT", "2,four,6", "2,4,6"),
        ("SPYSTER_SCORING_VOTE_RIGHT", "", "2,4,6"),
        ("SPYSTER_GAME_SPY_GUESS", "never", "`anytime`"),
    ] {
        let sentence = failure("", &[(name, value)], &[]);
        assert!(sentence.contains(name), "{sentence}");
        assert!(sentence.contains(hint), "{sentence}");
    }
    let sentence = failure("", &[], &[("public_url", "x y")]);
    assert!(sentence.contains("flag --public-url"), "{sentence}");
}

#[test]
fn settings_that_do_not_fit_together_are_both_named() {
    let sentence = failure("min_players = 11", &[], &[]);
    assert!(sentence.contains("min_players (11)"), "{sentence}");
    assert!(sentence.contains("max_players (10)"), "{sentence}");
    let sentence = failure("timeout_seconds = 10", &[], &[]);
    assert!(sentence.contains("heartbeat_seconds (10)"), "{sentence}");
    assert!(sentence.contains("timeout_seconds (10)"), "{sentence}");
}

#[test]
fn the_line_of_a_slip_in_the_file_is_named() {
    let sentence = failure("max_rooms = 3\nbind = 0.0.0.0\n", &[], &[]);
    assert!(sentence.contains("line 2"), "{sentence}");
    let sentence = failure("max_rooms = 3\nmax_rooms = 4\n", &[], &[]);
    assert!(sentence.contains("line 2"), "{sentence}");
}

#[test]
fn a_file_that_was_named_has_to_be_there() {
    let sources = Sources {
        file: Some("/nowhere/spyster.toml".into()),
        flags: Vec::new(),
    };
    let sentence = Config::load_with(&sources, []).unwrap_err().to_string();
    assert!(sentence.contains("/nowhere/spyster.toml"), "{sentence}");
}

#[test]
fn a_misspelt_setting_gets_the_one_that_was_meant() {
    for (file, meant) in [
        ("bnd = '0.0.0.0:1'", "bind"),
        ("public-url = 'http://x'", "public_url"),
        ("num_rounds = 3", "game.num_rounds"),
        ("[game]\nrounds = 3", "game.num_rounds"),
        ("[gmae]\nnum_rounds = 3", "game.num_rounds"),
        ("trusted_proxy = ['::1']", "trusted_proxies"),
    ] {
        let sentence = failure(file, &[], &[]);
        let question = format!("did you mean `{meant}`?");
        assert!(sentence.contains(&question), "{sentence}");
    }
    for (name, meant) in [
        ("SPYSTER_BNID", "SPYSTER_BIND"),
        ("SPYSTER_NUM_ROUNDS", "SPYSTER_GAME_NUM_ROUNDS"),
        ("SPYSTER_PORT", "SPYSTER_BIND"),
        ("SPYSTER_MAX_ROOM", "SPYSTER_MAX_ROOMS"),
    ] {
        let sentence = failure("", &[(name, "8137")], &[]);
        let question = format!("did you mean `{meant}`?");
        assert!(sentence.contains(&question), "{sentence}");
    }
    for nothing_like_it in ["colour = 'red'", "x = 1", "[bind]\nport = 1"] {
        let sentence = failure(nothing_like_it, &[], &[]);
        assert!(!sentence.contains("did you mean"), "{sentence}");
    }
}

#[test]
fn only_what_containers_put_in_is_passed_over() {
    for (name, value) in [
        ("SPYSTER_SERVICE_NAME", "x"),
        ("SPYSTER_PORT_", "8137"),
        ("SPYSTER_PORT_HTTP", "8137"),
        ("SPYSTER_PORT_8137", "8137"),
        ("SPYSTER_NAME", "spyster"),
        ("SPYSTER_PORTS", "tcp://10.0.0.1:8137"),
    ] {
        let sentence = failure("", &[(name, value)], &[]);
        assert!(sentence.contains(name), "{sentence}");
    }
}

#[test]
fn a_public_address_has_to_fit_into_a_code_that_can_be_scanned() {
    let of_length = |length: usize| {
        let url = format!("https://{}", "a".repeat(length - "https://".len()));
        format!("public_url = '{url}'")
    };
    assert!(load(&of_length(200), &[], &[]).is_ok());
    let sentence = failure(&of_length(201), &[], &[]);
    assert!(sentence.contains("201 characters"), "{sentence}");
    assert!(sentence.contains("at most 200"), "{sentence}");
}
