//! Errands between a host and a player's phone: shake it, or ask what it is.

use std::time::Duration;

use serde_json::{Map, Value};
use tokio::time::Instant;
use tracing::info;

use super::actor::Room;
use super::errand::{Errand, Kind};
use super::request::Answers;
use super::speaker::{Answer, Refused, Speaker};
use crate::protocol::{
    CommandAction, CommandResult, CommandStatus, ConnectionId, DeviceInfo, DeviceInfoRequest,
    ErrorCode, ServerMessage,
};

/// A phone that does not answer within this is not reachable.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

/// Errands under way in a room, at most; hosts who ask for more wait for those.
const AT_ONCE: usize = 64;

/// Why an errand over REST is refused: its answer comes later, and there is nobody to give it to.
const NEEDS_SOCKET: &str = "The answer to that comes later. Ask over a WebSocket.";

/// Why a phone cannot be asked; it is not the asker who is to connect.
const NO_PHONE: &str =
    "That player's phone has no live connection right now. Ask them to open the game again.";

impl Room {
    /// Shakes a player's phone. The host hears later what came of it.
    pub(crate) fn nudge(&mut self, host: &Speaker, player: &str) -> Result<Answer, Refused> {
        let id = format!("cmd_{}", self.next_errand());
        let command = ServerMessage::Command {
            command_id: id.clone(),
            action: CommandAction::Nudge,
        };
        self.send_errand(host, player, id, Kind::Nudge, command)?;
        Ok(Answer::ack())
    }

    /// Asks a player's phone what it is. The phone's answer is the answer to the host.
    pub(crate) fn ask_device(
        &mut self,
        host: &Speaker,
        wish: DeviceInfoRequest,
        answers: Answers,
    ) -> Result<Answer, Refused> {
        let made_up = format!("req_{}", self.next_errand());
        let request_id = wish.request_id.unwrap_or(made_up);
        let question = ServerMessage::DeviceInfoRequest {
            request_id: request_id.clone(),
        };
        let kind = Kind::DeviceInfo(answers);
        self.send_errand(host, &wish.player_name, request_id, kind, question)?;
        Ok(Answer::Later)
    }

    fn next_errand(&mut self) -> u64 {
        self.last_errand += 1;
        self.last_errand
    }

    fn send_errand(
        &mut self,
        host: &Speaker,
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
        if self.errands.len() >= AT_ONCE {
            return Err(ErrorCode::RateLimited.into());
        }
        let seat = self.game.seat_named(player);
        let seat = seat.ok_or(ErrorCode::PlayerNotFound)?;
        let phone = self.sessions.phone_of(seat).cloned();
        let phone = phone.ok_or_else(|| Refused::because(ErrorCode::NotConnected, NO_PHONE))?;
        info!(room = %self.code, player, command = kind.name(), "a command goes to a phone");
        self.errands.push(Errand {
            id,
            kind,
            asker: host.clone(),
            seat,
            player_name: self.game.name_of(seat).unwrap_or_default().to_owned(),
            phone: phone.id,
            due: Instant::now() + ANSWERS_WITHIN,
        });
        self.reply(&phone.outbox, message);
        // A phone that has been shaken is not shaken again after a crash.
        self.needs_saving = true;
        Ok(())
    }

    /// Passes a phone's answer on to the host who asked.
    pub(crate) fn take_device_info(
        &mut self,
        player: &Speaker,
        info: DeviceInfo,
    ) -> Result<Answer, Refused> {
        let wanted = |errand: &Errand| {
            let is_it = info.request_id.as_ref().is_none_or(|id| *id == errand.id);
            matches!(errand.kind, Kind::DeviceInfo(_)) && is_it
        };
        if let Some(errand) = self.take_errand(player, wanted)? {
            self.finish_device_info(errand, info.info);
        }
        Ok(Answer::ack())
    }

    fn finish_device_info(&mut self, errand: Errand, device_info: Map<String, Value>) {
        let Kind::DeviceInfo(answers) = errand.kind else {
            return;
        };
        info!(room = %self.code, player = errand.player_name, "a phone has said what it is");
        let response = ServerMessage::DeviceInfoResponse {
            player_name: errand.player_name,
            request_id: errand.id,
            device_info,
        };
        self.accept(&errand.asker.outbox, answers, vec![response]);
    }

    /// Passes on what a phone did with a command. Nobody waits for it if the host has left.
    pub(crate) fn take_command_result(
        &mut self,
        player: &Speaker,
        result: CommandResult,
    ) -> Result<Answer, Refused> {
        let wanted =
            |errand: &Errand| matches!(errand.kind, Kind::Nudge) && errand.id == result.command_id;
        if let Some(errand) = self.take_errand(player, wanted)? {
            self.finish_nudge(errand, result.status, result.detail);
        }
        Ok(Answer::ack())
    }

    fn finish_nudge(&mut self, errand: Errand, status: CommandStatus, reason: Option<String>) {
        let player = &errand.player_name;
        info!(room = %self.code, player, ?status, "a phone has answered, or was given up");
        let result = ServerMessage::CommandResult {
            command_id: errand.id,
            player_name: errand.player_name,
            status,
            reason,
        };
        self.reply(&errand.asker.outbox, result);
    }

    /// The latest errand that a player's phone answers; nothing if nobody waits for the answer any more.
    fn take_errand(
        &mut self,
        player: &Speaker,
        is_it: impl Fn(&Errand) -> bool,
    ) -> Result<Option<Errand>, Refused> {
        let session = self.sessions.of_speaker(player);
        let seat = session.and_then(|session| session.seat);
        let seat = seat.ok_or(ErrorCode::NotInGame)?;
        let mut errands = self.errands.iter();
        let index = errands.rposition(|errand| errand.seat == seat && is_it(errand));
        Ok(index.map(|index| self.errands.remove(index)))
    }

    /// When the next phone is given up.
    pub(crate) fn next_errand_due(&self) -> Option<Instant> {
        self.errands.iter().map(|errand| errand.due).min()
    }

    pub(crate) fn give_up_errands(&mut self) {
        let now = Instant::now();
        for errand in self.take_errands(|errand| errand.due <= now) {
            self.fail(errand, CommandStatus::Failed, "no_answer");
        }
    }

    /// A connection has ended: nobody answers any more for a phone, nobody waits any more as a host.
    pub(crate) fn cancel_errands_of(&mut self, connection: ConnectionId) {
        for errand in self.take_errands(|errand| errand.asker.connection == Some(connection)) {
            self.forget(&errand);
        }
        for errand in self.take_errands(|errand| errand.phone == connection) {
            self.fail(errand, CommandStatus::Cancelled, "device_disconnected");
        }
    }

    fn fail(&mut self, errand: Errand, status: CommandStatus, reason: &str) {
        self.forget(&errand);
        match errand.kind {
            Kind::Nudge => self.finish_nudge(errand, status, Some(reason.to_owned())),
            Kind::DeviceInfo(answers) => {
                let player = errand.player_name;
                info!(room = %self.code, player, reason, "a phone has not said what it is");
                let refused = ErrorCode::PlayerUnreachable.into();
                self.refuse(&errand.asker.outbox, refused, answers);
            }
        }
    }

    /// What was asked for has not been done, so it may be asked for again under the same id.
    fn forget(&mut self, errand: &Errand) {
        if let Kind::DeviceInfo(Some((_, Some(id)))) = &errand.kind
            && let Some(session) = self.sessions.of_speaker_mut(&errand.asker)
        {
            session.heard.remove(id);
        }
    }

    fn take_errands(&mut self, which: impl Fn(&Errand) -> bool) -> Vec<Errand> {
        self.errands
            .extract_if(.., |errand| which(errand))
            .collect()
    }
}
