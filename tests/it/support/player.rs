//! A scripted client: what it says, and every frame it ever got.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use super::{FROM, Reachable, assert_in_contract, within_deadline};

/// A WebSocket with somebody at its end: a phone, a TV, or a stranger.
pub(crate) struct Player {
    socket: WebSocketStream<TcpStream>,
    /// As the server shows it; empty before joining.
    pub(crate) name: String,
    /// Empty before joining.
    pub(crate) token: String,
    /// The newest state it has read.
    pub(crate) state: Value,
    /// Every text frame, as it came.
    pub(crate) heard: Vec<String>,
}

impl Player {
    /// Opens a socket and reads nothing.
    pub(crate) async fn open(server: &impl Reachable) -> Self {
        Self::open_at(server, "").await
    }

    /// The same with a query.
    pub(crate) async fn open_at(server: &impl Reachable, query: &str) -> Self {
        let stream = TcpStream::connect(server.address()).await.unwrap();
        Self::over(stream, server, query).await
    }

    /// The same on a connection of the test's own making.
    pub(crate) async fn over(stream: TcpStream, server: &impl Reachable, query: &str) -> Self {
        Self::with(stream, server, query, &[]).await
    }

    /// Opens a socket for somebody whom the proxy before the server names.
    pub(crate) async fn from(ip: &str, server: &impl Reachable, query: &str) -> Self {
        let stream = TcpStream::connect(server.address()).await.unwrap();
        Self::with(stream, server, query, &[(FROM, ip)]).await
    }

    async fn with(
        stream: TcpStream,
        server: &impl Reachable,
        query: &str,
        headers: &[(&'static str, &str)],
    ) -> Self {
        let url = format!("ws://{}/api/spyster/ws{query}", server.address());
        let mut request = url.into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        let (socket, _) = within_deadline(client_async(request, stream))
            .await
            .unwrap();
        Self {
            socket,
            name: String::new(),
            token: String::new(),
            state: Value::Null,
            heard: Vec::new(),
        }
    }

    /// Opens a socket and reads the welcome.
    pub(crate) async fn arrive(server: &impl Reachable) -> Self {
        let mut player = Self::open(server).await;
        assert_eq!(player.next().await["type"], "welcome");
        player
    }

    /// Takes a seat in that room.
    pub(crate) async fn join(server: &impl Reachable, room: &str, name: &str) -> Self {
        let mut player = Self::arrive(server).await;
        let join = json!({"type": "join", "name": name, "room": room});
        player.accepted(join).await;
        let success = player.expect("join_success").await;
        player.name = success["player_name"].as_str().unwrap().to_owned();
        player.token = success["session_token"].as_str().unwrap().to_owned();
        player.expect("state").await;
        player
    }

    /// Comes back to a session.
    pub(crate) async fn resume(server: &impl Reachable, token: &str) -> Self {
        let mut player = Self::arrive(server).await;
        player
            .accepted(json!({"type": "resume", "token": token}))
            .await;
        let restored = player.expect("session_restored").await;
        player.name = restored["name"].as_str().unwrap_or_default().to_owned();
        player.token = token.to_owned();
        player.expect("state").await;
        player
    }

    /// Sends a message if the connection is still there.
    pub(crate) async fn try_say(&mut self, message: Value) {
        let sent = self.socket.send(Message::text(message.to_string()));
        // Whether it was is what the test finds out.
        let _ = within_deadline(sent).await;
    }

    /// Sends any frame.
    pub(crate) async fn send(&mut self, message: Message) {
        within_deadline(self.socket.send(message)).await.unwrap();
    }

    /// Waits for the next message.
    pub(crate) async fn next(&mut self) -> Value {
        match self.read().await {
            Ok(message) => message,
            Err(end) => panic!("{} was cut off: {end:?}", self.name),
        }
    }

    /// Waits for the next message of that type.
    pub(crate) async fn expect(&mut self, kind: &str) -> Value {
        loop {
            let message = self.next().await;
            if message["type"] == kind {
                return message;
            }
        }
    }

    /// Waits until the newest state it has read is such a one.
    pub(crate) async fn state(&mut self, is_it: impl Fn(&Value) -> bool) -> &Value {
        while !is_it(&self.state) {
            self.expect("state").await;
        }
        &self.state
    }

    pub(crate) async fn phase(&mut self, phase: &str) -> &Value {
        self.state(|state| state["phase"] == phase).await
    }

    /// Waits for the server's close, completes the handshake, and returns its code.
    pub(crate) async fn closed(&mut self) -> u16 {
        let code = loop {
            match self.read().await {
                Ok(_) => {}
                Err(End::Closed(code)) => break code,
                Err(end) => panic!("no close handshake: {end:?}"),
            }
        };
        self.gone().await;
        code
    }

    /// Closes the socket and waits until the server has answered.
    pub(crate) async fn close(&mut self) {
        within_deadline(self.socket.close(None)).await.unwrap();
        self.gone().await;
    }

    /// Waits for the end of the connection itself, after a close handshake that both have completed.
    async fn gone(&mut self) {
        loop {
            match within_deadline(self.socket.next()).await {
                None => return,
                Some(Ok(Message::Close(_))) => {}
                Some(Ok(message)) => self.note(&message),
                Some(Err(error)) => panic!("an unclean end: {error}"),
            }
        }
    }

    /// Waits for a ping of the server's.
    pub(crate) async fn pinged(&mut self) {
        loop {
            let message = within_deadline(self.socket.next()).await.unwrap().unwrap();
            if message.is_ping() {
                return;
            }
            self.note(&message);
        }
    }

    /// Waits for any frame, be it a ping of the server's.
    pub(crate) async fn stirred(&mut self) {
        let message = within_deadline(self.socket.next()).await.unwrap().unwrap();
        self.note(&message);
    }

    /// Waits for a pong with that payload.
    pub(crate) async fn ponged(&mut self, payload: &[u8]) {
        loop {
            let message = within_deadline(self.socket.next()).await.unwrap().unwrap();
            if let Message::Pong(echo) = message {
                return assert_eq!(&echo[..], payload);
            }
            self.note(&message);
        }
    }

    /// The connection below, to mistreat it.
    pub(crate) fn stream(&mut self) -> &mut TcpStream {
        self.socket.get_mut()
    }

    async fn read(&mut self) -> Result<Value, End> {
        loop {
            match within_deadline(self.socket.next()).await {
                Some(Ok(Message::Close(frame))) => {
                    return Err(End::Closed(frame.map_or(1005, |frame| frame.code.into())));
                }
                Some(Ok(message)) => {
                    self.note(&message);
                    if let Message::Text(text) = message {
                        return Ok(parse(&text));
                    }
                }
                Some(Err(error)) => return Err(End::Broken(error)),
                None => return Err(End::Gone),
            }
        }
    }

    fn note(&mut self, message: &Message) {
        if let Message::Text(text) = message {
            let message = parse(text);
            assert_in_contract(text);
            if message["type"] == "state" {
                self.state = message;
            }
            self.heard.push(text.to_string());
        }
    }
}

/// How a connection ended.
#[derive(Debug)]
enum End {
    Closed(u16),
    #[expect(dead_code, reason = "read by Debug, when a test fails")]
    Broken(Error),
    Gone,
}

/// A frame's text as JSON.
pub(crate) fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}
