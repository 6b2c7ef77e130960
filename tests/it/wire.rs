//! Every message word by word: the examples in `tests/wire`, which the pages' tests read too.

use serde_json::{Map, Value, json};
use spyster::game::Phase;
use spyster::protocol::{
    Admin, AdminAction, ClientMessage, CommandAction, CommandResult, CommandStatus, Configure,
    ConnectionId, DeviceInfo, DeviceInfoRequest, ErrorCode, FeedEntry, FeedKind, ForPlayer,
    HostJoinAsPlayer, Join, MessageId, Ping, Resume, RoomCode, RoomStatus, ServerMessage,
    SessionToken, SpyGuess, Vote, Watch, decode,
};

use super::support::{assert_in_contract, is_understood, parse, published};

const CLIENT: &str = include_str!("../wire/client.json");
const SERVER: &str = include_str!("../wire/server.json");

fn examples(text: &str) -> Vec<Value> {
    serde_json::from_str(text).unwrap()
}

/// The types that the contract has for one side.
fn types(side: &str) -> Vec<String> {
    let schema = published();
    let messages = schema["$defs"][side]["oneOf"].as_array().unwrap();
    let kind = |message: &Value| {
        message["properties"]["type"]["const"]
            .as_str()
            .map(str::to_owned)
    };
    // A state has a definition and examples of its own.
    messages.iter().filter_map(kind).collect()
}

fn assert_examples_for_all(side: &str, examples: &[Value]) {
    for kind in types(side) {
        assert!(
            examples.iter().any(|example| example["type"] == kind),
            "no example of {kind}"
        );
    }
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn admin(action: AdminAction, player: Option<&str>) -> ClientMessage {
    let player_name = player.map(str::to_owned);
    ClientMessage::Admin(Admin {
        action,
        player_name,
    })
}

/// What the examples of the client's messages say, in their order.
fn said() -> Vec<ClientMessage> {
    use AdminAction as A;
    use ClientMessage as M;
    let join = |name, room, is_host| {
        M::Join(Join {
            name: text(name),
            room,
            is_host,
        })
    };
    let nobody = |action| admin(action, None);
    vec![
        join("Ana", None, None),
        join("Zoë 🦊", some("k7pq"), Some(false)),
        M::Resume(Resume {
            token: text("K7PQ-0123456789abcdef0123456789abcdef"),
        }),
        M::Heartbeat,
        M::Ping(Ping { timestamp: None }),
        M::Ping(Ping {
            timestamp: Some(json!(1_790_000_000_000_u64)),
        }),
        M::Ping(Ping {
            timestamp: Some(Value::Null),
        }),
        M::GetState,
        M::CallVote,
        M::Vote(Vote {
            target: some("Ben"),
            confidence: None,
        }),
        M::Vote(Vote {
            target: some("Ben"),
            confidence: Some(3.into()),
        }),
        M::SpyGuess(SpyGuess {
            location_id: text("beach"),
        }),
        M::Leave,
        M::Watch(Watch { room: None }),
        M::Watch(Watch { room: some("K7PQ") }),
        M::Configure(Configure {
            field: text("num_rounds"),
            value: json!(3),
        }),
        M::Configure(Configure {
            field: text("conviction"),
            value: json!("majority"),
        }),
        nobody(A::StartGame),
        nobody(A::AdvanceTurn),
        nobody(A::SkipToVote),
        nobody(A::NextRound),
        nobody(A::Pause),
        nobody(A::Resume),
        nobody(A::EndGame),
        admin(A::RemovePlayer, Some("Ben")),
        admin(A::MakeHost, Some("Ben")),
        nobody(A::PlayAgain),
        nobody(A::EndSession),
        admin(A::ApproveRejoin, Some("Ben")),
        admin(A::DenyRejoin, Some("Ben")),
        M::HostJoinAsPlayer(HostJoinAsPlayer { name: text("Dora") }),
        M::Nudge(ForPlayer {
            player_name: text("Ben"),
        }),
        M::DeviceInfoRequest(DeviceInfoRequest {
            player_name: text("Ben"),
            request_id: None,
        }),
        M::DeviceInfoRequest(DeviceInfoRequest {
            player_name: text("Ben"),
            request_id: some("r1"),
        }),
        M::DeviceInfo(DeviceInfo {
            request_id: some("r1"),
            info: device(),
        }),
        M::CommandResult(CommandResult {
            command_id: text("c1"),
            status: CommandStatus::Done,
            detail: None,
        }),
        M::CommandResult(CommandResult {
            command_id: text("c1"),
            status: CommandStatus::Failed,
            detail: some("no_vibration"),
        }),
    ]
}

fn device() -> Map<String, Value> {
    let device = json!({ "screen": "390x844", "visibility": "visible" });
    device.as_object().unwrap().clone()
}

#[test]
fn every_example_of_a_clients_message_is_read_as_what_it_says() {
    let examples = examples(CLIENT);
    assert_examples_for_all("ClientMessage", &examples);
    let said = said();
    assert_eq!(examples.len(), said.len());
    for (example, said) in examples.iter().zip(said) {
        let incoming = decode(&example.to_string()).unwrap();
        assert_eq!(incoming.message, said, "{example}");
        assert_eq!(
            incoming.id,
            example["id"].as_str().and_then(MessageId::parse)
        );
        assert!(is_understood(example), "{example}");
    }
}

/// Every example with one field missing or of another type, or one field more.
fn variations(examples: &[Value]) -> Vec<Value> {
    let long = "x".repeat(65);
    let others = [
        json!(null),
        json!(true),
        json!(5),
        json!(-1.5),
        json!("x"),
        json!(""),
        json!([]),
        json!({}),
        json!(long),
    ];
    let mut all = Vec::new();
    for example in examples {
        let fields = example.as_object().unwrap().keys().map(String::as_str);
        for field in fields.chain(["id", "unheard_of"]) {
            let mut without = example.clone();
            without.as_object_mut().unwrap().remove(field);
            all.push(without);
            all.extend(others.iter().map(|other| {
                let mut with = example.clone();
                with[field] = other.clone();
                with
            }));
        }
    }
    all
}

#[test]
fn the_contract_and_the_server_understand_the_same_messages() {
    let (mut good, mut bad) = (0, 0);
    for message in variations(&examples(CLIENT)) {
        let incoming = decode(&message.to_string());
        let is_read = incoming.is_ok_and(|incoming| incoming.message != ClientMessage::Unknown);
        assert_eq!(is_understood(&message), is_read, "{message}");
        *(if is_read { &mut good } else { &mut bad }) += 1;
    }
    assert!(good > 500 && bad > 500, "{good} good, {bad} bad");
}

fn room() -> RoomCode {
    RoomCode::parse("K7PQ").unwrap()
}

fn token() -> SessionToken {
    SessionToken::parse("K7PQ-0123456789abcdef0123456789abcdef").unwrap()
}

/// What the examples of the server's messages say, in their order.
fn answered() -> Vec<ServerMessage> {
    use ServerMessage as M;
    let id = || MessageId::parse("a1");
    let server_time = 1_790_000_000_000;
    vec![
        M::Welcome {
            connection_id: ConnectionId::new(7),
            server_version: "1.0.0",
            game_active: true,
            heartbeat_seconds: 10,
            timeout_seconds: 30,
            server_time,
        },
        M::ack("vote", id()),
        M::duplicate("vote", id()),
        M::unhandled("dance", None),
        M::error(ErrorCode::RoomNotFound, "join", id()),
        M::Error {
            code: ErrorCode::MessageParseFailed,
            message: text("Could not parse message as JSON."),
            id: None,
            received: None,
        },
        M::Pong {
            timestamp: json!({ "sent": [1, null] }),
            server_time,
        },
        M::JoinSuccess {
            player_name: text("Ana"),
            session_token: token(),
            is_host: false,
            room: room(),
        },
        M::SessionRestored {
            name: some("Ana"),
            token: token(),
            is_host: true,
            room: room(),
        },
        M::SessionRestored {
            name: None,
            token: token(),
            is_host: true,
            room: room(),
        },
        M::HostJoinResponse {
            success: true,
            player_name: some("Dora"),
            error: None,
        },
        M::HostJoinResponse {
            success: false,
            player_name: None,
            error: Some(ErrorCode::NameTaken),
        },
        M::Feed {
            entries: vec![FeedEntry {
                seq: 3,
                kind: FeedKind::Progress,
                phase: Phase::Vote,
                status: RoomStatus::Playing,
                message: text("Ana locked in"),
                timestamp: server_time,
            }],
        },
        M::DeviceInfoRequest {
            request_id: text("r1"),
        },
        M::DeviceInfoResponse {
            player_name: text("Ben"),
            request_id: text("r1"),
            device_info: device(),
        },
        M::Command {
            command_id: text("c1"),
            action: CommandAction::Nudge,
        },
        M::CommandResult {
            command_id: text("c1"),
            player_name: text("Ben"),
            status: CommandStatus::Done,
            reason: None,
        },
        M::CommandResult {
            command_id: text("c1"),
            player_name: text("Ben"),
            status: CommandStatus::Cancelled,
            reason: some("device_disconnected"),
        },
        M::SessionReplaced {
            message: "Playing on another device.",
        },
        M::Removed {
            message: "The host removed you.",
        },
        M::RoomClosed {
            message: "The room is closed.",
        },
        M::ServerShutdown {
            message: "The server restarts.",
        },
    ]
}

#[test]
fn every_message_of_the_server_is_written_as_its_example() {
    let examples = examples(SERVER);
    assert_examples_for_all("ServerMessage", &examples);
    let answered = answered();
    assert_eq!(examples.len(), answered.len());
    for (example, answered) in examples.iter().zip(answered) {
        let text = answered.to_json();
        assert_eq!(parse(&text), *example);
        assert_in_contract(&text);
    }
}
