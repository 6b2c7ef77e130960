//! One HTTP request, sent as it is written.

use std::net::SocketAddr;

use axum::body::Bytes;
use axum::http::{HeaderMap, Request, StatusCode};
use flate2::read::GzDecoder;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

use super::{Reachable, within_deadline};

/// A whole answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// A header's value; empty when there is no such header.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The body as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The body as JSON, unpacked if it is packed.
    pub(crate) fn json(&self) -> Value {
        match self.header("content-encoding") {
            "gzip" => serde_json::from_reader(GzDecoder::new(&self.body[..])),
            _ => serde_json::from_slice(&self.body),
        }
        .unwrap()
    }
}

/// `GET path` with some headers.
pub(crate) async fn get(server: &impl Reachable, path: &str, headers: &[(&str, &str)]) -> Answer {
    send(server, "GET", path, headers, "").await
}

/// Any request, on a connection of its own. It asks for the server's address unless a header names another host.
pub(crate) async fn send(
    server: &impl Reachable,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header("host", server.address().to_string());
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = Full::new(Bytes::copy_from_slice(body.as_bytes()));
    within_deadline(exchange(server.address(), request.body(body).unwrap())).await
}

async fn exchange(address: SocketAddr, request: Request<Full<Bytes>>) -> Answer {
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let response = sender.send_request(request).await.unwrap();
    let (head, body) = response.into_parts();
    Answer {
        status: head.status,
        headers: head.headers,
        body: body.collect().await.unwrap().to_bytes(),
    }
}
