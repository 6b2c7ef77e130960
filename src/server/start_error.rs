//! Why the server can't start, in sentences that say what to do about it.

use std::io;
use std::net::SocketAddr;

use thiserror::Error;

use crate::store::{OpenError, StoreError};

/// Why the server could not start. The binary prints it and exits with code 1.
#[derive(Debug, Error)]
pub enum StartError {
    /// The address could not be listened on.
    #[error("Could not listen on {address}: {}.", advice(reason, address))]
    Listen {
        /// The address as configured.
        address: SocketAddr,
        /// What the operating system said.
        reason: io::Error,
    },
    /// The store can't be had.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// The store can't be read.
    #[error("Could not read the stored rooms: {0}.")]
    Rooms(StoreError),
    /// New rooms are to play with a pack that is not there.
    #[error("There is no location pack \"{id}\" (setting game.location_pack); there are: {there}.")]
    Pack {
        /// The pack's id.
        id: String,
        /// The packs there are.
        there: String,
    },
}

fn advice(error: &io::Error, address: &SocketAddr) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "port {} is in use, perhaps by another Spyster; stop that program or choose another port, such as --bind {}",
            address.port(),
            SocketAddr::new(address.ip(), address.port().checked_add(1).unwrap_or(8137)),
        ),
        io::ErrorKind::PermissionDenied => {
            "this user may not open that port; choose one above 1023 with --bind".to_owned()
        }
        io::ErrorKind::AddrNotAvailable => {
            "this machine does not have that address; [::] stands for all it has".to_owned()
        }
        _ => error.to_string(),
    }
}
