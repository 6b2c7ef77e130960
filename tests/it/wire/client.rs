//! What clients say.

use serde_json::{Value, json};
use spyster::protocol::{
    Admin, AdminAction, ClientMessage, CommandResult, CommandStatus, Configure, DeviceInfo,
    DeviceInfoRequest, ForPlayer, HostJoinAsPlayer, Join, MessageId, Ping, Resume, SpyGuess, Vote,
    Watch, decode,
};

use super::super::support::is_understood;
use super::{assert_examples_for_all, device, examples, some, text};

const CLIENT: &str = include_str!("../../wire/client.json");

/// What the examples say, in their order.
fn said() -> Vec<ClientMessage> {
    [by_anyone(), by_players(), by_hosts(), about_phones()].concat()
}

fn by_anyone() -> Vec<ClientMessage> {
    use ClientMessage as M;
    let join = |name, room, is_host| {
        M::Join(Join {
            name: text(name),
            room,
            is_host,
        })
    };
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
        M::Watch(Watch {
            room: None,
            wants_host: None,
        }),
        M::Watch(Watch {
            room: some("K7PQ"),
            wants_host: None,
        }),
        M::Watch(Watch {
            room: some("K7PQ"),
            wants_host: Some(true),
        }),
    ]
}

fn by_players() -> Vec<ClientMessage> {
    use ClientMessage as M;
    vec![
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
        M::Looked,
        M::ClaimHost,
    ]
}

fn order(action: AdminAction, player_name: Option<String>) -> Admin {
    Admin {
        action,
        player_name,
        force: None,
        request: None,
    }
}

/// A host's word about somebody who waits with a number.
fn rejoin(action: AdminAction, name: &str) -> ClientMessage {
    ClientMessage::Admin(Admin {
        request: Some(42),
        ..order(action, some(name))
    })
}

fn by_hosts() -> Vec<ClientMessage> {
    use AdminAction as A;
    use ClientMessage as M;
    let admin = |action, player_name| M::Admin(order(action, player_name));
    let about_ben = |action| admin(action, some("Ben"));
    let about_nobody = |action| admin(action, None);
    vec![
        M::Configure(Configure {
            field: text("num_rounds"),
            value: json!(3),
        }),
        M::Configure(Configure {
            field: text("conviction"),
            value: json!("majority"),
        }),
        about_nobody(A::StartGame),
        about_nobody(A::AdvanceTurn),
        about_nobody(A::SkipToVote),
        about_nobody(A::NextRound),
        about_nobody(A::Pause),
        about_nobody(A::Resume),
        about_nobody(A::EndGame),
        about_ben(A::RemovePlayer),
        M::Admin(Admin {
            force: Some(true),
            ..order(A::RemovePlayer, some("Ben"))
        }),
        about_ben(A::MakeHost),
        about_ben(A::RevokeHost),
        about_nobody(A::PlayAgain),
        about_nobody(A::EndSession),
        about_ben(A::ApproveRejoin),
        rejoin(A::ApproveRejoin, "Ben"),
        rejoin(A::ApproveRejoin, ""),
        about_ben(A::DenyRejoin),
        rejoin(A::DenyRejoin, "Ben"),
        about_nobody(A::AddBot),
        admin(A::RemoveBot, some("Rita Bot")),
        about_nobody(A::RemoveBot),
        about_nobody(A::PlayWithBots),
        M::HostJoinAsPlayer(HostJoinAsPlayer { name: text("Dora") }),
    ]
}

fn about_phones() -> Vec<ClientMessage> {
    use ClientMessage as M;
    vec![
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
