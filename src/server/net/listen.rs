//! Listening: on one address, or on all of them, of IPv4 and IPv6 alike.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::TcpListener;
use tracing::info;

/// Connections that may wait to be accepted. With the usual 128, of a thousand phones that come back at
/// once some are not heard and try again a second later.
const BACKLOG: i32 = 4096;

/// Listens on `address`. `[::]` takes IPv4 too; where there is no IPv6, it is `0.0.0.0`.
pub(crate) fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::from_std(with_fallback(address, open)?.into())
}

/// Opens `address` with `open`, and all of IPv4 where all of IPv6 can't be had.
fn with_fallback<T>(
    address: SocketAddr,
    open: impl Fn(SocketAddr) -> io::Result<T>,
) -> io::Result<T> {
    let failed = match open(address) {
        Ok(opened) => return Ok(opened),
        Err(failed) => failed,
    };
    let is_mine_to_solve = matches!(
        failed.kind(),
        io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied
    );
    if is_mine_to_solve || !address.is_ipv6() || !address.ip().is_unspecified() {
        return Err(failed);
    }
    let opened = open((Ipv4Addr::UNSPECIFIED, address.port()).into()).map_err(|_| failed)?;
    info!("there is no IPv6 here, so it is IPv4 alone");
    Ok(opened)
}

fn open(address: SocketAddr) -> io::Result<Socket> {
    let socket = Socket::new(
        Domain::for_address(address),
        Type::STREAM,
        Some(Protocol::TCP),
    )?;
    if address.is_ipv6() {
        // Systems differ in what they do without being told.
        socket.set_only_v6(!address.ip().is_unspecified())?;
    }
    // Elsewhere it means that a port may be taken over while it is in use.
    #[cfg(not(windows))]
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket)
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::*;

    #[tokio::test]
    async fn all_addresses_are_those_of_ipv4_and_ipv6() {
        let listener = listen("[::]:0".parse().unwrap()).unwrap();
        let port = listener.local_addr().unwrap().port();
        TcpStream::connect(("127.0.0.1", port)).unwrap();
        if listener.local_addr().unwrap().is_ipv6() {
            TcpStream::connect(("::1", port)).unwrap();
        }
    }

    #[test]
    fn without_ipv6_it_is_ipv4() {
        let all: SocketAddr = "[::]:8137".parse().unwrap();
        let ipv4_only = |address: SocketAddr| match address.is_ipv4() {
            true => Ok(address),
            false => Err(io::ErrorKind::Unsupported.into()),
        };
        let opened = with_fallback(all, ipv4_only).unwrap();
        assert_eq!(opened.to_string(), "0.0.0.0:8137");
        let one = with_fallback("[2001:db8::1]:8137".parse().unwrap(), ipv4_only);
        assert_eq!(one.unwrap_err().kind(), io::ErrorKind::Unsupported);
    }

    #[test]
    fn a_port_that_is_taken_is_no_reason_to_fall_back() {
        for kind in [io::ErrorKind::AddrInUse, io::ErrorKind::PermissionDenied] {
            let taken = |address: SocketAddr| match address.is_ipv4() {
                true => Ok(address),
                false => Err(kind.into()),
            };
            let refused = with_fallback("[::]:8137".parse().unwrap(), taken);
            assert_eq!(refused.unwrap_err().kind(), kind);
        }
    }
}
