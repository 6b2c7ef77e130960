//! From the text of a frame to a message, or to an error that names the field.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::client::{Admin, ClientMessage};
use super::error_code::ErrorCode;
use super::ids::MessageId;
use super::undecodable::Undecodable;

/// An error text is no longer than this, whatever was in the message.
const LONGEST_PROBLEM: usize = 200;

/// A `type` of more characters than this is none: answers and logs repeat it.
const LONGEST_TYPE: usize = 64;

/// A message, and what its answer repeats.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// The client's name for the message.
    pub id: Option<MessageId>,
    /// Its `type`.
    pub received: String,
    /// What it says.
    pub message: ClientMessage,
}

/// Reads a frame's text.
///
/// # Errors
///
/// `MESSAGE_PARSE_FAILED` for what is not JSON (or nested deeper than 128 levels);
/// `INVALID_MESSAGE` for JSON without a usable `type`, a bad `id`, and a known type whose fields
/// are missing or wrong, which the text names. An unknown type is no error.
pub fn decode(text: &str) -> Result<Incoming, Undecodable> {
    let json: Value = serde_json::from_str(text).map_err(|error| {
        // What is not JSON is told by what was expected, and by line and column.
        Undecodable::new(ErrorCode::MessageParseFailed, error.to_string())
    })?;
    let no_type = || Undecodable::new(ErrorCode::InvalidMessage, "field 'type'");
    let received = json.get("type").and_then(Value::as_str);
    let received = received.ok_or_else(no_type)?;
    if received.chars().count() > LONGEST_TYPE {
        return Err(no_type());
    }
    let received = received.to_owned();
    let id = match json.get("id") {
        None | Some(Value::Null) => Ok(None),
        Some(id) => match id.as_str().and_then(MessageId::parse) {
            Some(id) => Ok(Some(id)),
            None => Err(Flaw {
                at: "field 'id'".to_owned(),
                problem: "Field 'id' must be a string of 1 to 64 characters.".to_owned(),
            }),
        },
    };
    let flawed = |flaw: Flaw, id: Option<MessageId>| Undecodable {
        code: ErrorCode::InvalidMessage,
        problem: flaw.problem.chars().take(LONGEST_PROBLEM).collect(),
        id,
        received: Some(received.clone()),
        at: flaw.at,
    };
    let id = id.map_err(|flaw| flawed(flaw, None))?;
    let message = read(&received, json).map_err(|flaw| flawed(flaw, id.clone()))?;
    Ok(Incoming {
        id,
        received,
        message,
    })
}

/// What is wrong with a message.
struct Flaw {
    /// For the log, without anything from the message.
    at: String,
    /// For whoever sent it.
    problem: String,
}

/// Reads the fields of a message of that type, or says which is wrong.
fn read(received: &str, json: Value) -> Result<ClientMessage, Flaw> {
    use ClientMessage as M;
    Ok(match received {
        "join" => M::Join(fields(json)?),
        "resume" => M::Resume(fields(json)?),
        "heartbeat" => M::Heartbeat,
        "ping" => M::Ping(fields(json)?),
        "get_state" => M::GetState,
        "call_vote" => M::CallVote,
        "vote" => M::Vote(fields(json)?),
        "spy_guess" => M::SpyGuess(fields(json)?),
        "leave" => M::Leave,
        "looked" => M::Looked,
        "claim_host" => M::ClaimHost,
        "watch" => M::Watch(fields(json)?),
        "configure" => M::Configure(fields(json)?),
        "admin" => M::Admin(admin(json)?),
        "host_join_as_player" => M::HostJoinAsPlayer(fields(json)?),
        "nudge" => M::Nudge(fields(json)?),
        "device_info_request" => M::DeviceInfoRequest(fields(json)?),
        "device_info" => M::DeviceInfo(fields(json)?),
        "command_result" => M::CommandResult(fields(json)?),
        _ => M::Unknown,
    })
}

fn admin(json: Value) -> Result<Admin, Flaw> {
    let admin: Admin = fields(json)?;
    match admin.action.needs_player() && admin.player_name.is_none() {
        true => Err(Flaw {
            at: "field 'player_name'".to_owned(),
            problem: "Field 'player_name' is missing.".to_owned(),
        }),
        false => Ok(admin),
    }
}

fn fields<T: DeserializeOwned>(json: Value) -> Result<T, Flaw> {
    serde_path_to_error::deserialize(json).map_err(|error| match error.path().iter().next() {
        Some(_) => Flaw {
            at: format!("field '{}'", error.path()),
            problem: format!("Field '{}' is wrong: {}.", error.path(), error.inner()),
        },
        None => Flaw {
            at: "a field is missing".to_owned(),
            problem: format!("A field is wrong: {}.", error.inner()),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> Undecodable {
        decode(text).unwrap_err()
    }

    #[test]
    fn what_is_not_json_could_not_be_parsed() {
        let deep = "[".repeat(8_000);
        for text in [
            "",
            "hello",
            "{",
            "{\"type\":\"ping\"",
            "\"\\ud800\"",
            deep.as_str(),
            "1e999",
            "nan",
        ] {
            assert_eq!(refused(text).code, ErrorCode::MessageParseFailed, "{text}");
        }
    }

    #[test]
    fn json_without_a_type_is_no_message() {
        for text in [
            "5",
            "null",
            "[]",
            "\"ping\"",
            "{}",
            "{\"type\":5}",
            "{\"type\":null}",
            "[{\"type\":\"ping\"}]",
        ] {
            let error = refused(text);
            assert_eq!(error.code, ErrorCode::InvalidMessage);
            assert_eq!(error.problem, "Message must be JSON with a 'type' field.");
        }
    }

    #[test]
    fn a_wrong_field_is_named_and_the_id_repeated() {
        for (text, field) in [
            (r#"{"type":"join","id":"a"}"#, "name"),
            (r#"{"type":"join","name":5,"id":"a"}"#, "name"),
            (
                r#"{"type":"join","name":"Ana","is_host":"yes","id":"a"}"#,
                "is_host",
            ),
            (r#"{"type":"resume","token":{},"id":"a"}"#, "token"),
            (r#"{"type":"vote","target":7,"id":"a"}"#, "target"),
            (
                r#"{"type":"vote","target":"Ana","confidence":"all","id":"a"}"#,
                "confidence",
            ),
            (r#"{"type":"spy_guess","id":"a"}"#, "location_id"),
            (
                r#"{"type":"configure","field":"num_rounds","id":"a"}"#,
                "value",
            ),
            (r#"{"type":"admin","id":"a"}"#, "action"),
            (r#"{"type":"admin","action":"fly","id":"a"}"#, "action"),
            (
                r#"{"type":"admin","action":"remove_player","id":"a"}"#,
                "player_name",
            ),
        ] {
            let error = refused(text);
            assert_eq!(error.code, ErrorCode::InvalidMessage);
            assert!(error.problem.contains(field), "{}", error.problem);
            assert_eq!(error.id, MessageId::parse("a"));
            assert!(error.received.is_some());
        }
    }

    #[test]
    fn a_bad_id_is_named() {
        for id in ["5", "\"\"", "{}", &format!("\"{}\"", "x".repeat(65))] {
            let error = refused(&format!(r#"{{"type":"ping","id":{id}}}"#));
            assert!(error.problem.contains("'id'"));
            assert_eq!(error.id, None);
        }
    }

    #[test]
    fn an_unknown_type_is_no_error() {
        let incoming = decode(r#"{"type":"dance","name":5,"id":"a"}"#).unwrap();
        assert_eq!(incoming.message, ClientMessage::Unknown);
        assert_eq!(incoming.received, "dance");
    }

    #[test]
    fn a_ping_tells_no_timestamp_from_null() {
        let timestamp = |text| match decode(text).unwrap().message {
            ClientMessage::Ping(ping) => ping.timestamp,
            other => panic!("{other:?}"),
        };
        assert_eq!(timestamp(r#"{"type":"ping"}"#), None);
        assert_eq!(
            timestamp(r#"{"type":"ping","timestamp":null}"#),
            Some(Value::Null)
        );
    }

    #[test]
    fn the_log_is_told_where_it_is_wrong_and_nothing_of_what_it_says() {
        for (text, at) in [
            (r#"{"type":"resume","token":"SECRET""#, "line 1 column 33"),
            (r#"{"type":"resume","token":SECRET}"#, "line 1 column 26"),
            (r#"{"type":"SECRET", 5}"#, "line 1 column 19"),
            (r#"{"type":["SECRET"]}"#, "field 'type'"),
            (r#"{"type":"join","name":["SECRET"]}"#, "field 'name'"),
            (r#"{"type":"join","SECRET":1}"#, "a field is missing"),
            (r#"{"type":"admin","action":"SECRET"}"#, "field 'action'"),
            (r#"{"type":"ping","id":["SECRET"]}"#, "field 'id'"),
        ] {
            let told = refused(text).at;
            assert!(told.contains(at), "{text}: {told}");
            assert!(!told.contains("SECRET"), "{text}: {told}");
        }
    }

    #[test]
    fn an_error_does_not_echo_a_whole_frame() {
        let text = format!(
            r#"{{"type":"join","name":"A","is_host":"{}"}}"#,
            "x".repeat(9_000)
        );
        assert!(refused(&text).problem.len() < 300);
    }
}
