//! Variables that begin like ours and are not: containers get them for every service and link.

/// Whether a variable called `SPYSTER_` and then `name` was put in by Kubernetes, for a service whose
/// name begins with `spyster`, or by a link of containers.
pub(super) fn is_foreign(name: &str, value: &str) -> bool {
    let ends_with = |ending: &str| name == &ending[1..] || name.ends_with(ending);
    let is_url = value.starts_with("tcp://") || value.starts_with("udp://");
    ends_with("_SERVICE_HOST")
        || ends_with("_SERVICE_PORT")
        || name.starts_with("SERVICE_PORT_")
        || name.contains("_SERVICE_PORT_")
        // Whoever sets a port of their own there writes a number, and is told where it belongs.
        || ends_with("_PORT") && is_url
        || is_port(name)
        || name == "NAME" && value.starts_with('/')
        || name.starts_with("ENV_")
}

/// `PORT_8137_TCP` and what hangs on it, perhaps with more before it.
fn is_port(name: &str) -> bool {
    let mut words = name.split('_').skip_while(|word| *word != "PORT").skip(1);
    let number = words.next().unwrap_or_default();
    let protocol = words.next().unwrap_or_default();
    number.parse::<u16>().is_ok()
        && matches!(protocol, "TCP" | "UDP" | "SCTP")
        && matches!(
            words.next(),
            None | Some("PROTO" | "PORT" | "ADDR" | "START" | "END")
        )
}
