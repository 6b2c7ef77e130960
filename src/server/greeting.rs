//! What the terminal says at the start: where the game is to be found.

use super::http::qr_terminal;
use super::net::Addresses;

/// Why no phone can open a server that listens on loopback.
const LOOPBACK_ONLY: &str = "WARNING: no phone can open that, because the server listens on this machine only.\n\
    Start it with --bind [::]:8137, or set public_url if a proxy leads here.";
/// Why there is no address for phones yet.
const NO_NETWORK: &str = "WARNING: no phone can open that, because this machine is in no network.\n\
    Connect it; the TV shows the address as soon as there is one.";

/// The lines for the terminal, with a QR code that leads to the landing page.
pub(super) fn greeting(addresses: &Addresses) -> String {
    let mut lines = vec![
        format!("Spyster {} is running.", env!("CARGO_PKG_VERSION")),
        String::new(),
    ];
    let landing = |base_url: &String| format!("{base_url}/");
    let mut urls: Vec<String> = addresses.base_urls().iter().map(landing).collect();
    let is_closed = urls.is_empty();
    lines.extend(urls.first().and_then(|best| qr_terminal(best).ok()));
    if is_closed || addresses.is_loopback_only() {
        urls.push(landing(&addresses.here()));
    }
    for (index, url) in urls.iter().enumerate() {
        let label = if index == 0 {
            "Open on the TV:"
        } else {
            "If that fails:"
        };
        lines.push(format!("{label:<16} {url}"));
    }
    if is_closed {
        let is_bound = addresses.is_loopback_only();
        lines.push(String::new());
        lines.push(if is_bound { LOOPBACK_ONLY } else { NO_NETWORK }.to_owned());
    }
    lines.push("Guests scan the code that the TV shows. TV and phones must be on the same Wi-Fi.\nPress Ctrl-C to stop.\n".to_owned());
    lines.join("\n")
}
