//! What a room answers to what it is told: one `ack` or one `error`, each message once.

use tracing::info;

use crate::game::{Actor, Command, Viewer};
use crate::protocol::{
    Admin, AdminAction, ClientMessage, ErrorCode, Incoming, MessageId, ServerMessage,
};
use crate::room::actor::{Dirty, ROOM_CLOSED, Room};
use crate::room::commands::{admin_command, command};
use crate::room::members::sender::{Answer, Refused, Sender};
use crate::room::outgoing::outbox::Outbox;
use crate::room::request::ReplyTo;

/// Why a member's `resume` or `watch` is refused.
const NOT_FIRST: &str = "You are in a room already. Open another connection for that.";

impl Room {
    /// Answers a message, unless it has been answered before.
    pub(crate) fn hear(&mut self, sender: &Sender, incoming: Incoming) {
        let Incoming {
            id,
            received,
            message,
        } = incoming;
        if let Some(session) = self.sessions.of_sender_mut(sender) {
            let is_news = session.confirm();
            self.note(if is_news { Dirty::Save } else { Dirty::No });
        }
        if self.has_heard(sender, id.as_ref()) {
            return self.reply(&sender.outbox, ServerMessage::duplicate(&received, id));
        }
        let reply_to = ReplyTo {
            received,
            id: id.clone(),
        };
        match self.answer(sender, message, &reply_to) {
            Ok(Answer::Now(results)) => {
                self.remember(sender, id);
                self.accept(&sender.outbox, Some(reply_to), results);
            }
            Ok(Answer::Later) => self.remember(sender, id),
            Err(refused) => self.refuse(&sender.outbox, refused, Some(reply_to)),
        }
    }

    fn answer(
        &mut self,
        sender: &Sender,
        message: ClientMessage,
        reply_to: &ReplyTo,
    ) -> Result<Answer, Refused> {
        match message {
            ClientMessage::Join(join) => self.hear_join(sender, &join, reply_to.id.as_ref()),
            ClientMessage::HostJoinAsPlayer(wish) => self.hear_host_join(sender, &wish),
            ClientMessage::Resume(_) | ClientMessage::Watch(_) => {
                Err(Refused::because(ErrorCode::InvalidMessage, NOT_FIRST))
            }
            ClientMessage::GetState => {
                self.wants_state(self.viewer(sender), sender.outbox.clone());
                Ok(Answer::ack())
            }
            ClientMessage::Heartbeat => Ok(Answer::ack()),
            ClientMessage::Nudge(wish) => self.nudge(sender, &wish.player_name),
            ClientMessage::DeviceInfoRequest(wish) => {
                self.ask_device(sender, wish, reply_to.clone())
            }
            ClientMessage::DeviceInfo(info) => self.take_device_info(sender, info),
            ClientMessage::CommandResult(result) => self.take_command_result(sender, result),
            ClientMessage::Admin(admin) => self.administrate(sender, admin),
            message => match command(message) {
                Some(command) => {
                    self.play(self.actor(sender), command)?;
                    Ok(Answer::ack())
                }
                None => Err(ErrorCode::InvalidMessage.into()),
            },
        }
    }

    fn administrate(&mut self, sender: &Sender, admin: Admin) -> Result<Answer, Refused> {
        let actor = self.actor(sender);
        if !self.game.is_host(actor) {
            return Err(ErrorCode::NotHost.into());
        }
        let player = admin.player_name.as_deref();
        match admin.action {
            AdminAction::EndSession => self.end(ROOM_CLOSED),
            AdminAction::RemovePlayer => {
                self.remove_player(actor, player.unwrap_or_default(), admin.force)?;
            }
            AdminAction::ApproveRejoin => {
                self.approve_rejoin(actor, player.unwrap_or_default(), admin.request)?;
            }
            AdminAction::DenyRejoin => {
                self.deny_rejoin(player.unwrap_or_default(), admin.request)?;
            }
            action => {
                if let Some(command) = admin_command(action, player) {
                    self.play(actor, command)?;
                }
            }
        }
        self.note(Dirty::Show);
        info!(room = %self.code, action = ?admin.action, player, "a host's command");
        Ok(Answer::ack())
    }

    /// Takes a seat away: whoever sits there is told, and shown out.
    fn remove_player(
        &mut self,
        host: Actor,
        name: &str,
        force: Option<bool>,
    ) -> Result<(), Refused> {
        let seat = self.game.seat_named(name);
        let command = Command::RemovePlayer {
            name: name.to_owned(),
            force: force == Some(true),
        };
        self.play(host, command)?;
        if let Some(seat) = seat {
            self.effects.show_out(self.sessions.expire(seat));
        }
        Ok(())
    }

    /// As whom the sender acts.
    pub(crate) fn actor(&self, sender: &Sender) -> Actor {
        let session = self.sessions.of_sender(sender);
        session.map_or(Actor::Guest, |session| session.actor())
    }

    /// As whom the sender looks.
    pub(crate) fn viewer(&self, sender: &Sender) -> Viewer {
        let session = self.sessions.of_sender(sender);
        session.map_or(Viewer::Display, |session| session.viewer())
    }

    fn has_heard(&self, sender: &Sender, id: Option<&MessageId>) -> bool {
        let session = self.sessions.of_sender(sender);
        let heard = session.zip(id);
        heard.is_some_and(|(session, id)| session.has_heard(id))
    }

    /// Remembers that a message has been carried out. That is written down with what it changed: one that
    /// changed nothing does no harm when it comes again after a crash.
    pub(crate) fn remember(&mut self, sender: &Sender, id: Option<MessageId>) {
        let session = self.sessions.of_sender_mut(sender);
        if let Some((session, id)) = session.zip(id) {
            session.remember(id);
        }
    }

    pub(crate) fn reply(&mut self, to: &Outbox, message: ServerMessage) {
        self.effects.reply(to, message);
    }

    pub(crate) fn accept(
        &mut self,
        to: &Outbox,
        reply_to: Option<ReplyTo>,
        results: Vec<ServerMessage>,
    ) {
        if let Some(ReplyTo { received, id }) = reply_to {
            self.reply(to, ServerMessage::ack(&received, id));
        }
        for result in results {
            self.reply(to, result);
        }
    }

    pub(crate) fn refuse(&mut self, to: &Outbox, refused: Refused, reply_to: Option<ReplyTo>) {
        let (received, id) = reply_to.map(|to| (to.received, to.id)).unzip();
        let error = ServerMessage::Error {
            code: refused.code,
            message: refused.why.to_owned(),
            id: id.flatten(),
            received,
        };
        self.reply(to, error);
        if let Some(result) = refused.result {
            self.reply(to, *result);
        }
    }
}
