//! The settings: four layers, and every key in every layer.

mod refused;

use std::ffi::OsString;
use std::io::Write;

use spyster::config::{Config, ConfigError, EXAMPLE, LogFormat, Sources};
use spyster::game::{Conviction, PointsTable};
use tempfile::NamedTempFile;
use toml::{Table, Value};

use self::refused::failure;

/// Loads a file with this text, these variables and these flags.
fn load(
    file: &str,
    environment: &[(&str, &str)],
    flags: &[(&'static str, &str)],
) -> Result<Config, ConfigError> {
    let mut on_disk = NamedTempFile::with_suffix("-spyster.toml").unwrap();
    on_disk.write_all(file.as_bytes()).unwrap();
    let sources = Sources {
        file: Some(on_disk.path().to_owned()),
        flags: flags
            .iter()
            .map(|(key, value)| (*key, (*value).to_owned()))
            .collect(),
    };
    let environment = environment
        .iter()
        .map(|(name, value)| (OsString::from(name), OsString::from(value)));
    Config::load_with(&sources, environment)
}

#[test]
fn nothing_configured_is_the_default() {
    assert_eq!(load("", &[], &[]).unwrap(), Config::default());
}

#[test]
fn the_example_holds_every_setting_with_its_default_and_a_line_about_it() {
    let example: Table = toml::from_str(EXAMPLE).unwrap();
    assert_eq!(example, Table::try_from(Config::default()).unwrap());
    let lines: Vec<_> = EXAMPLE.lines().collect();
    for (above, line) in lines.iter().zip(&lines[1..]) {
        if line.contains('=') && !line.starts_with('#') {
            assert!(above.starts_with("# "), "nothing explains: {line}");
        }
    }
}

#[test]
fn each_layer_wins_over_the_one_below() {
    let file = "bind = '127.0.0.1:1'\nmax_rooms = 1\nlog_format = 'json'\nmin_players = 3";
    let environment = [("SPYSTER_BIND", "127.0.0.1:2"), ("SPYSTER_MAX_ROOMS", "2")];
    let config = load(file, &environment, &[("bind", "127.0.0.1:3")]).unwrap();
    assert_eq!(config.bind.port(), 3);
    assert_eq!(config.max_rooms, 2);
    assert_eq!(config.log_format, LogFormat::Json);
    assert_eq!(config.house_rules().min_players, 3);
    assert_eq!(config.house_rules().max_players, 10);
}

/// Every key as a variable: its name, its default as text, and another value that it takes.
fn variables() -> Vec<(String, String, String)> {
    let mut variables = Vec::new();
    let mut tables = vec![(String::from("SPYSTER_"), toml::from_str(EXAMPLE).unwrap())];
    while let Some((prefix, table)) = tables.pop() {
        for (key, value) in Table::into_iter(table) {
            let name = format!("{prefix}{}", key.to_uppercase());
            let other = match (&*key, &value) {
                (_, Value::Table(inner)) => {
                    tables.push((format!("{name}_"), inner.clone()));
                    continue;
                }
                ("bind", _) => "[::1]:9000".to_owned(),
                ("public_url", _) => "https://example.org".to_owned(),
                ("allowed_origins", _) => "https://a.example, http://[::1]:81".to_owned(),
                ("allowed_hosts", _) => "a.example, tv".to_owned(),
                ("trusted_proxies", _) => "127.0.0.1, ::1, 172.16.0.0/12".to_owned(),
                ("durability", _) => "power".to_owned(),
                ("log_format", _) => "json".to_owned(),
                ("conviction", _) => "unanimous".to_owned(),
                ("spy_guess", _) => "anytime".to_owned(),
                ("points", _) => "family".to_owned(),
                ("spy_bet_lost", _) => "-7, -8".to_owned(),
                (_, Value::String(text)) => format!("other-{text}"),
                (_, Value::Integer(number)) => (number + 1).to_string(),
                (_, Value::Boolean(on)) => (!on).to_string(),
                (_, Value::Array(_)) => "7, 8,9".to_owned(),
                (key, value) => panic!("{key} = {value}: what would another value be?"),
            };
            let default = value.as_str().map_or(value.to_string(), ToOwned::to_owned);
            variables.push((name, default, other));
        }
    }
    variables
}

#[test]
fn every_setting_can_be_set_by_a_variable() {
    for (name, default, other) in variables() {
        assert_eq!(
            load("", &[(&name, &default)], &[]).unwrap(),
            Config::default(),
            "{name}={default}"
        );
        assert_ne!(
            load("", &[(&name, &other)], &[]).unwrap(),
            Config::default(),
            "{name}={other}"
        );
    }
}

#[test]
fn lists_are_taken_with_and_without_brackets() {
    for text in ["1,2,-3", " 1, 2, -3 ", "[1, 2, -3]"] {
        let config = load("", &[("SPYSTER_SCORING_VOTE_RIGHT", text)], &[]).unwrap();
        assert_eq!(config.house_rules().scoring.vote_right, [1, 2, -3]);
    }
}

#[test]
fn lists_of_texts_are_taken_with_and_without_quotes() {
    for text in [
        "https://a.example,http://[::1]:81",
        r#"["https://a.example", 'http://[::1]:81', ]"#,
    ] {
        let config = load("", &[("SPYSTER_ALLOWED_ORIGINS", text)], &[]).unwrap();
        assert_eq!(
            config.allowed_origins,
            ["https://a.example", "http://[::1]:81"]
        );
    }
    let config = load("allowed_origins = ['https://a.example']", &[], &[]).unwrap();
    assert_eq!(config.allowed_origins, ["https://a.example"]);
    let none = load("", &[("SPYSTER_ALLOWED_ORIGINS", "")], &[]).unwrap();
    assert_eq!(none, Config::default());
}

#[test]
fn the_host_key_is_taken_as_it_is_and_never_shown() {
    for (file, environment) in [
        ("host_key = ' Pa$$: [1,2] '", None),
        ("", Some(("SPYSTER_HOST_KEY", " Pa$$: [1,2] "))),
    ] {
        let config = load(file, environment.as_slice(), &[]).unwrap();
        assert!(config.host_key.is_set() && config.host_key.is(" Pa$$: [1,2] "));
        assert!(!format!("{config:?}").contains("Pa$$"), "{config:?}");
    }
    let sentence = failure("host_key = ['Pa$$']", &[], &[]);
    assert!(sentence.contains("`host_key`"), "{sentence}");
    assert!(!sentence.contains("Pa$$"), "{sentence}");
}

#[test]
fn tables_are_merged_key_by_key() {
    let file = "[game]\nnum_rounds = 3\nconviction = 'majority'\n[scoring]\ndouble_agent = 20";
    let config = load(file, &[("SPYSTER_GAME_NUM_ROUNDS", "4")], &[]).unwrap();
    assert_eq!(config.game.num_rounds, 4);
    assert_eq!(config.game.conviction, Conviction::Majority);
    assert_eq!(config.game.vote_duration_seconds, 60);
    assert_eq!(config.scoring.double_agent, 20);
    assert_eq!(config.scoring.vote_right, [2, 4, 6]);
    assert_eq!(load("[game]\n", &[], &[]).unwrap(), Config::default());
}

#[test]
fn other_programs_variables_are_none_of_ours() {
    let environment = [("PATH", "/bin"), ("SPYSTERS", "8"), ("spyster_bind", "x")];
    assert_eq!(load("", &environment, &[]).unwrap(), Config::default());
}

#[test]
fn limits_can_be_switched_off() {
    let file = "max_connections = 0\nmessage_rate = 0\njoin_timeout_seconds = 0";
    let config = load(file, &[], &[]).unwrap();
    assert_eq!(config.max_connections, 0);
    assert_eq!(config.message_rate, 0);
    assert_eq!(config.join_timeout_seconds, 0);
}

#[test]
fn proxies_are_addresses_and_networks() {
    let networks = ["127.0.0.1/32", "172.16.0.0/12", "fd00::/8", "10.0.0.7/32"];
    let networks = networks.map(|network| network.parse().unwrap());
    for (file, environment) in [
        (
            "trusted_proxies = ['127.0.0.1', ' 172.16.0.0/12', 'fd00::/8', '::ffff:10.0.0.7']",
            None,
        ),
        (
            "",
            Some((
                "SPYSTER_TRUSTED_PROXIES",
                "127.0.0.1, 172.16.0.0/12,fd00::/8 ,::ffff:10.0.0.7",
            )),
        ),
    ] {
        let config = load(file, environment.as_slice(), &[]).unwrap();
        assert_eq!(config.trusted_proxies, networks);
    }
}

#[test]
fn blanks_around_a_text_are_cut_wherever_it_stands() {
    let url = "https://games.example.org/spyster";
    let file = format!("bind = ' 127.0.0.1:9000\t'\npublic_url = ' {url} '\ndata_dir = 'here '");
    let environment = [
        ("SPYSTER_BIND", " 127.0.0.1:9000 "),
        (
            "SPYSTER_PUBLIC_URL",
            "\t https://games.example.org/spyster\n",
        ),
        ("SPYSTER_DATA_DIR", "here "),
    ];
    let flags = [
        ("bind", " 127.0.0.1:9000 "),
        ("public_url", " https://games.example.org/spyster "),
        ("data_dir", " here"),
    ];
    for config in [
        load(&file, &[], &[]).unwrap(),
        load("", &environment, &[]).unwrap(),
        load("", &[], &flags).unwrap(),
    ] {
        assert_eq!(config.bind, "127.0.0.1:9000".parse().unwrap());
        assert_eq!(config.public_url, url);
        assert_eq!(config.data_dir, "here");
    }
}

#[test]
fn switches_are_read_however_they_are_written() {
    for (text, on) in [
        ("true", true),
        ("True", true),
        (" TRUE ", true),
        ("false", false),
        ("False", false),
    ] {
        let config = load("", &[("SPYSTER_GAME_BETTING", text)], &[]).unwrap();
        assert_eq!(config.game.betting, on, "{text}");
    }
}

#[test]
fn a_file_may_begin_with_a_byte_order_mark() {
    let config = load("\u{feff}max_rooms = 7", &[], &[]).unwrap();
    assert_eq!(config.max_rooms, 7);
}

#[test]
fn variables_that_containers_get_by_themselves_are_passed_over() {
    let environment = [
        ("SPYSTER_SERVICE_HOST", "10.0.0.1"),
        ("SPYSTER_SERVICE_PORT", "8137"),
        ("SPYSTER_SERVICE_PORT_HTTP", "8137"),
        ("SPYSTER_PORT", "tcp://10.0.0.1:8137"),
        ("SPYSTER_PORT_8137_TCP", "tcp://10.0.0.1:8137"),
        ("SPYSTER_PORT_8137_TCP_PROTO", "tcp"),
        ("SPYSTER_PORT_8137_TCP_PORT", "8137"),
        ("SPYSTER_PORT_8137_TCP_ADDR", "10.0.0.1"),
        // A service called spyster-web.
        ("SPYSTER_WEB_SERVICE_HOST", "10.0.0.1"),
        ("SPYSTER_WEB_SERVICE_PORT_HTTP", "80"),
        ("SPYSTER_WEB_PORT", "tcp://10.0.0.1:80"),
        ("SPYSTER_WEB_PORT_80_TCP_ADDR", "10.0.0.1"),
        // A link of containers.
        ("SPYSTER_NAME", "/proxy/spyster"),
        ("SPYSTER_ENV_RUST_LOG", "debug"),
    ];
    assert_eq!(load("", &environment, &[]).unwrap(), Config::default());
}

#[test]
fn a_house_with_points_of_its_own_plays_for_them() {
    let points = |file: &str| load(file, &[], &[]).unwrap().room_settings().points;
    assert_eq!(points(""), PointsTable::Nerve);
    assert_eq!(points("[scoring]\ndouble_agent = 10"), PointsTable::Nerve);
    assert_eq!(points("[scoring]\ndouble_agent = 20"), PointsTable::Custom);
    let chosen = "[game]\npoints = 'family'\n[scoring]\ndouble_agent = 20";
    assert_eq!(points(chosen), PointsTable::Family);
}
