//! Device commands: a host has a player's phone shaken, or asks what it is.

use std::time::Duration;

use serde_json::{Map, Value};
use tokio::time::Instant;
use tracing::{Span, info};

use super::command::{DeviceCommand, Kind};
use crate::protocol::{
    CommandAction, CommandResult, CommandStatus, ConnectionId, DeviceInfo, DeviceInfoRequest,
    ErrorCode, ServerMessage,
};
use crate::room::actor::{Dirty, Room};
use crate::room::members::sender::{Answer, Refused, Sender};
use crate::room::request::ReplyTo;

/// A phone that does not answer within this is not reachable.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

/// Why a command over REST is refused: its answer comes later, and there is nobody to give it to.
const NEEDS_SOCKET: &str = "The answer to that comes later. Ask over a WebSocket.";

/// Why a phone cannot be asked; it is not the asker who is to connect.
const NO_PHONE: &str =
    "That player's phone has no live connection right now. Ask them to open the game again.";

impl Room {
    /// Shakes a player's phone. The host hears later what came of it.
    pub(crate) fn nudge(&mut self, host: &Sender, player: &str) -> Result<Answer, Refused> {
        let id = format!("cmd_{}", self.device_commands.next_number());
        let message = ServerMessage::Command {
            command_id: id.clone(),
            action: CommandAction::Nudge,
        };
        self.send_command(host, player, id, Kind::Nudge, message)?;
        Ok(Answer::ack())
    }

    /// Asks a player's phone what it is. The phone's answer is the answer to the host.
    pub(crate) fn ask_device(
        &mut self,
        host: &Sender,
        wish: DeviceInfoRequest,
        reply_to: ReplyTo,
    ) -> Result<Answer, Refused> {
        let made_up = format!("req_{}", self.device_commands.next_number());
        let request_id = wish.request_id.unwrap_or(made_up);
        let question = ServerMessage::DeviceInfoRequest {
            request_id: request_id.clone(),
        };
        let kind = Kind::DeviceInfo(reply_to);
        self.send_command(host, &wish.player_name, request_id, kind, question)?;
        Ok(Answer::Later)
    }

    fn send_command(
        &mut self,
        host: &Sender,
        player: &str,
        id: String,
        kind: Kind,
        message: ServerMessage,
    ) -> Result<(), Refused> {
        if !self.game.is_host(self.actor(host)) {
            return Err(ErrorCode::NotHost.into());
        }
        if host.connection.is_none() {
            return Err(Refused::because(ErrorCode::InvalidMessage, NEEDS_SOCKET));
        }
        if self.device_commands.is_full() {
            return Err(ErrorCode::RateLimited.into());
        }
        let seat = self.game.seat_named(player);
        let seat = seat.ok_or(ErrorCode::PlayerNotFound)?;
        let phone = self.sessions.phone_of(seat).cloned();
        let phone = phone.ok_or_else(|| Refused::because(ErrorCode::NotConnected, NO_PHONE))?;
        info!(room = %self.code, player, command = kind.name(), "a command goes to a phone");
        self.device_commands.add(DeviceCommand {
            id,
            kind,
            asker: host.clone(),
            seat,
            player_name: self.game.name_of(seat).unwrap_or_default().to_owned(),
            phone: phone.id,
            due: Instant::now() + ANSWERS_WITHIN,
            span: Span::current(),
        });
        self.reply(&phone.outbox, message);
        // A phone that has been shaken is not shaken again after a crash.
        self.note(Dirty::Save);
        Ok(())
    }

    /// Passes a phone's answer on to the host who asked.
    pub(crate) fn take_device_info(
        &mut self,
        player: &Sender,
        info: DeviceInfo,
    ) -> Result<Answer, Refused> {
        let wanted = |command: &DeviceCommand| {
            let is_it = info.request_id.as_ref().is_none_or(|id| *id == command.id);
            matches!(command.kind, Kind::DeviceInfo(_)) && is_it
        };
        if let Some(command) = self.take_command(player, wanted)? {
            self.finish_device_info(command, info.info);
        }
        Ok(Answer::ack())
    }

    fn finish_device_info(&mut self, command: DeviceCommand, device_info: Map<String, Value>) {
        let Kind::DeviceInfo(reply_to) = command.kind else {
            return;
        };
        info!(room = %self.code, player = command.player_name, "a phone has said what it is");
        let response = ServerMessage::DeviceInfoResponse {
            player_name: command.player_name,
            request_id: command.id,
            device_info,
        };
        self.accept(&command.asker.outbox, Some(reply_to), vec![response]);
    }

    /// Passes on what a phone did with a command. Nobody waits for it if the host has left.
    pub(crate) fn take_command_result(
        &mut self,
        player: &Sender,
        result: CommandResult,
    ) -> Result<Answer, Refused> {
        let wanted = |command: &DeviceCommand| {
            matches!(command.kind, Kind::Nudge) && command.id == result.command_id
        };
        if let Some(command) = self.take_command(player, wanted)? {
            self.finish_nudge(command, result.status, result.detail);
        }
        Ok(Answer::ack())
    }

    fn finish_nudge(
        &mut self,
        command: DeviceCommand,
        status: CommandStatus,
        reason: Option<String>,
    ) {
        let player = &command.player_name;
        info!(room = %self.code, player, ?status, "a phone has answered, or was given up");
        let result = ServerMessage::CommandResult {
            command_id: command.id,
            player_name: command.player_name,
            status,
            reason,
        };
        self.reply(&command.asker.outbox, result);
    }

    /// The latest command that a player's phone answers; nothing if nobody waits for the answer any more.
    fn take_command(
        &mut self,
        player: &Sender,
        is_it: impl Fn(&DeviceCommand) -> bool,
    ) -> Result<Option<DeviceCommand>, Refused> {
        let session = self.sessions.of_sender(player);
        let seat = session.and_then(|session| session.seat);
        let seat = seat.ok_or(ErrorCode::NotInGame)?;
        Ok(self.device_commands.take_latest_of(seat, is_it))
    }

    /// Gives up phones that have not answered in time.
    pub(crate) fn give_up_commands(&mut self) {
        for command in self.device_commands.take_due(Instant::now()) {
            let span = command.span.clone();
            span.in_scope(|| self.fail(command, CommandStatus::Failed, "no_answer"));
        }
    }

    /// A connection has ended: nobody answers any more for a phone, nobody waits any more as a host.
    pub(crate) fn cancel_commands_of(&mut self, connection: ConnectionId) {
        for command in self.device_commands.take_asked_by(connection) {
            self.forget(&command);
        }
        for command in self.device_commands.take_sent_to(connection) {
            self.fail(command, CommandStatus::Cancelled, "device_disconnected");
        }
    }

    fn fail(&mut self, command: DeviceCommand, status: CommandStatus, reason: &str) {
        self.forget(&command);
        match command.kind {
            Kind::Nudge => self.finish_nudge(command, status, Some(reason.to_owned())),
            Kind::DeviceInfo(reply_to) => {
                let player = command.player_name;
                info!(room = %self.code, player, reason, "a phone has not said what it is");
                let refused = ErrorCode::PlayerUnreachable.into();
                self.refuse(&command.asker.outbox, refused, Some(reply_to));
            }
        }
    }

    /// What was asked for has not been done, so it may be asked for again under the same id.
    fn forget(&mut self, command: &DeviceCommand) {
        if let Kind::DeviceInfo(ReplyTo { id: Some(id), .. }) = &command.kind
            && let Some(session) = self.sessions.of_sender_mut(&command.asker)
        {
            session.forget(id);
        }
    }
}
