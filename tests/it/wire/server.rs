//! What the server says, but for `state`.

use serde_json::json;
use spyster::game::{CallOff, PauseReason, Phase, Verdict};
use spyster::protocol::{
    CommandAction, CommandStatus, ConnectionId, ErrorCode, FeedEntry, FeedEvent, MessageId,
    RoomStatus, ServerMessage, SessionToken,
};

use super::super::support::{assert_in_contract, parse};
use super::{assert_examples_for_all, device, examples, room, some, text};

const SERVER: &str = include_str!("../../wire/server.json");

const NOW: u64 = 1_790_000_000_000;

fn token() -> SessionToken {
    SessionToken::parse("K7PQ-0123456789abcdef0123456789abcdef").unwrap()
}

/// What the examples say, in their order.
fn answered() -> Vec<ServerMessage> {
    [to_anyone(), to_members(), about_phones(), last_words()].concat()
}

fn to_anyone() -> Vec<ServerMessage> {
    use ServerMessage as M;
    let id = || MessageId::parse("a1");
    vec![
        M::Welcome {
            connection_id: ConnectionId::new(7),
            server_version: "1.0.0",
            build: text("5f2b1c0d9e8a7f6b5c4d3e2f1a0b9c8d"),
            game_active: true,
            heartbeat_seconds: 10,
            timeout_seconds: 30,
            connect_timeout_seconds: 10,
            server_time: NOW,
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
            server_time: NOW,
        },
    ]
}

fn to_members() -> Vec<ServerMessage> {
    use ServerMessage as M;
    vec![
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
        M::RejoinPending { request: 42 },
        M::Feed { entries: lines() },
    ]
}

/// One for each event, and one that was kept before there were any.
fn lines() -> Vec<FeedEntry> {
    let mut lines: Vec<FeedEntry> = events().into_iter().zip(1..).map(line).collect();
    lines.push(FeedEntry {
        event: None,
        ..line((
            FeedEvent::LockedIn { name: text("Ana") },
            lines.len() as u64 + 1,
        ))
    });
    lines
}

fn line((event, seq): (FeedEvent, u64)) -> FeedEntry {
    FeedEntry {
        seq,
        kind: event.kind(),
        phase: Phase::Vote,
        status: RoomStatus::Playing,
        message: event.to_string(),
        event: Some(event),
        timestamp: NOW,
    }
}

fn events() -> Vec<FeedEvent> {
    use FeedEvent as E;
    let name = || text("Ana");
    let verdict = |verdict| E::VerdictGiven { verdict };
    let called_off = |reason| E::RoundCalledOff { reason };
    let paused = |reason| E::Paused { reason };
    vec![
        E::RoomOpened,
        E::Joined { name: name() },
        E::CameBack { name: name() },
        E::ConnectionLost { name: name() },
        E::StillAway { name: name() },
        E::Left { name: name() },
        E::Hosts { name: name() },
        E::LockedIn { name: name() },
        E::CardsDealt { round: 2 },
        E::Questions { round: 2 },
        E::VoteCalled { name: name() },
        E::VoteDue,
        E::RevealBegan,
        verdict(Verdict::SpyCaught),
        verdict(Verdict::Innocent),
        verdict(Verdict::NoConviction),
        verdict(Verdict::SpyWins),
        E::RoundOver { round: 2 },
        called_off(CallOff::SpyLeft),
        called_off(CallOff::TooFewPlayers),
        E::GameOver {
            winners: vec![name()],
            score: 12,
        },
        E::GameOver {
            winners: vec![name(), text("Ben")],
            score: 12,
        },
        E::BackInLobby,
        paused(PauseReason::Host),
        paused(PauseReason::HostAway),
        E::WentOn,
    ]
}

fn about_phones() -> Vec<ServerMessage> {
    use ServerMessage as M;
    vec![
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
    ]
}

fn last_words() -> Vec<ServerMessage> {
    use ServerMessage as M;
    vec![
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
