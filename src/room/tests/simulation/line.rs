//! A connection: what is on its way to the server, and the server's end of it.

use std::collections::VecDeque;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::protocol::{ConnectionId, Incoming, MessageId, SessionToken};
use crate::room::outgoing::outbox::OutboxReader;
use crate::room::tests::client::join;
use crate::room::{Claim, Membership, Outbox, Outgoing, ReplyTo, RoomHandle, outbox};

/// One message on its way to the server.
#[derive(Debug, Clone)]
pub(super) enum Packet {
    Join(&'static str, MessageId),
    Resume(SessionToken),
    Say(Incoming),
}

/// A connection, as its client has it.
#[derive(Debug)]
pub(super) struct Line {
    /// Said, and not there yet.
    pub(super) up: VecDeque<Packet>,
    /// Where it arrives.
    server: UnboundedSender<Packet>,
    reader: OutboxReader,
}

impl Line {
    /// A new connection of the process that runs now.
    pub(super) fn open(room: &RoomHandle, number: u64) -> Self {
        let (server, arriving) = unbounded_channel();
        let (outbox, reader) = outbox();
        tokio::spawn(serve(
            room.clone(),
            ConnectionId::new(number),
            outbox,
            arriving,
        ));
        Self {
            up: VecDeque::new(),
            server,
            reader,
        }
    }

    /// Lets the next message arrive.
    pub(super) fn deliver(&mut self) -> bool {
        let packet = self.up.pop_front();
        // A server that has closed the connection does not hear it.
        packet
            .map(|packet| drop(self.server.send(packet)))
            .is_some()
    }

    /// What the server has to say next, if anything.
    pub(super) fn read(&mut self) -> Option<Outgoing> {
        self.reader.try_next()
    }
}

/// The server's end: one message after the other, until the connection ends.
async fn serve(
    room: RoomHandle,
    id: ConnectionId,
    outbox: Outbox,
    mut arriving: UnboundedReceiver<Packet>,
) {
    let mut member: Option<Membership> = None;
    while let Some(packet) = arriving.recv().await {
        let claim = match packet {
            Packet::Say(incoming) => {
                if let Some(member) = &member {
                    // A room that is gone closes the connection.
                    let _ = member.say(incoming).await;
                }
                continue;
            }
            Packet::Join(name, id) => (join(name), "join", Some(id)),
            Packet::Resume(token) => (Claim::Resume(token), "resume", None),
        };
        let (claim, received, message) = claim;
        let reply_to = ReplyTo {
            received: received.to_owned(),
            id: message,
        };
        if member.is_none() {
            let attached = room.attach(id, outbox.clone(), claim, Some(reply_to), None);
            member = attached.await.ok().flatten();
        }
    }
}
