//! Host allow-list: a page on a foreign name that leads to this server's address (DNS rebinding) gets nothing.
//!
//! To a browser, such a page is from this server: its requests carry no foreign origin, and only the name
//! in their `Host` header gives them away.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use axum::http::uri::Authority;
use axum::http::{Uri, header};

use crate::config::Config;
use crate::server::net::TrustedProxies;

/// What names end with that no public name server knows, and nobody else can therefore make lead here.
const PRIVATE: &[&str] = &[
    ".localhost",
    ".local",
    ".lan",
    ".home",
    ".home.arpa",
    ".internal",
    ".localdomain",
    ".fritz.box",
];

/// No name in the system of domain names is longer.
const LONGEST_NAME: usize = 253;

/// The names under which this server may be asked for.
#[derive(Debug, Clone)]
pub(crate) struct AllowedHosts {
    /// The setting.
    listed: Vec<String>,
    /// The public address, and what this machine calls itself.
    own: Vec<String>,
    proxies: TrustedProxies,
}

impl AllowedHosts {
    pub(crate) fn new(config: &Config, proxies: TrustedProxies) -> Self {
        let public = config.public_url.parse::<Uri>();
        let public = public.ok().and_then(|url| url.host().map(tidy));
        let machine = gethostname::gethostname();
        let machine = machine.to_str().filter(|name| !name.is_empty()).map(tidy);
        Self {
            listed: config.allowed_hosts.iter().map(|host| tidy(host)).collect(),
            own: public.into_iter().chain(machine).collect(),
            proxies,
        }
    }

    /// The host that `request` asks for, if it is none of this server's; the empty text where it can't be shown or
    /// logged as it is. A trusted proxy knows for whom it speaks.
    pub(crate) fn foreign(&self, request: &Request) -> Option<String> {
        let info = request.extensions().get::<ConnectInfo<SocketAddr>>();
        if info.is_some_and(|ConnectInfo(address)| self.proxies.contain(address.ip())) {
            return None;
        }
        let host = self.unknown(request)?;
        Some(if is_name(&host) { host } else { String::new() })
    }

    /// The host that `request` asks for, if it is none of this server's; the empty text where it is no host.
    fn unknown(&self, request: &Request) -> Option<String> {
        let in_header = request.headers().get_all(header::HOST).into_iter();
        let in_header = in_header.map(|host| host.to_str().ok().and_then(host_of));
        let in_target = request.uri().host().map(|host| Some(tidy(host)));
        let mut asked = in_header.chain(in_target);
        asked.find_map(|host| match host {
            Some(host) if self.permit(&host) => None,
            host => Some(host.unwrap_or_default()),
        })
    }

    /// Whether `host`, without a port, is a name of this server or no name that anybody could register.
    fn permit(&self, host: &str) -> bool {
        let address = host.strip_prefix('[').and_then(|ip| ip.strip_suffix(']'));
        let is_address = address.unwrap_or(host).parse::<IpAddr>().is_ok();
        let is_single_label = !host.is_empty() && !host.contains(['.', ':']);
        is_address
            || is_single_label
            || PRIVATE.iter().any(|end| host.ends_with(end))
            || self.own.iter().chain(&self.listed).any(|own| own == host)
    }

    /// What whoever runs the server has to do if the name is theirs. Which names are listed already is for
    /// them alone.
    pub(crate) fn cure(&self, host: &str, tells_listed: bool) -> String {
        match host {
            "" => "Open it by its address, such as http://192.168.1.20:8137.".to_owned(),
            host if self.listed.is_empty() || tells_listed => {
                let hosts = self.listed.iter().map(String::as_str).chain([host]);
                let hosts: Vec<String> = hosts.map(|host| format!("\"{host}\"")).collect();
                let hosts = hosts.join(", ");
                format!(
                    "If it is yours, put the line allowed_hosts = [{hosts}] at the top of config.toml and start the server again."
                )
            }
            host => format!(
                "If it is yours, add \"{host}\" to allowed_hosts in config.toml and start the server again."
            ),
        }
    }
}

/// The host in the value of a `Host` header, without its port.
fn host_of(value: &str) -> Option<String> {
    let authority: Authority = value.parse().ok()?;
    let is_plain = !authority.as_str().contains('@');
    is_plain.then(|| tidy(authority.host()))
}

/// Names are the same in any case, and with the dot of the root at their end.
fn tidy(host: &str) -> String {
    host.trim_end_matches('.').to_ascii_lowercase()
}

/// Whether it can be shown and logged as it is.
fn is_name(host: &str) -> bool {
    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || ".-_".contains(letter);
    host.len() <= LONGEST_NAME && host.chars().all(is_of_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts() -> AllowedHosts {
        let config = Config {
            public_url: "https://Public.example/spyster".to_owned(),
            allowed_hosts: vec!["Listed.example".to_owned()],
            ..Config::default()
        };
        AllowedHosts::new(&config, TrustedProxies::new(&[]))
    }

    fn is_allowed(host: &str) -> bool {
        host_of(host).is_some_and(|host| hosts().permit(&host))
    }

    #[test]
    fn addresses_private_names_and_own_ones_are_allowed() {
        for host in [
            "192.168.1.20",
            "192.168.1.20:8137",
            "203.0.113.9",
            "[fd00::1]:8137",
            "[::1]",
            "localhost:8137",
            "tv",
            "TV:80",
            "spyster.localhost",
            "raspberrypi.local",
            "raspberrypi.local.",
            "tv.lan",
            "tv.home:81",
            "tv.home.arpa",
            "spyster.internal",
            "tv.localdomain",
            "tv.fritz.box",
            "public.example",
            "PUBLIC.example:443",
            "listed.example:8137",
        ] {
            assert!(is_allowed(host), "{host}");
        }
        let machine = gethostname::gethostname();
        assert!(is_allowed(machine.to_str().unwrap()));
    }

    #[test]
    fn names_that_anybody_can_register_are_not() {
        for host in [
            "evil.example",
            "evil.example:8137",
            "192.168.1.20.evil.example",
            "local.evil.example",
            "evillocal.example",
            "listed.example.evil.example",
            "a.listed.example",
            "localhost.evil.example",
            "127.1.evil.example",
            "fritz.box.example",
            "user@tv",
            "",
        ] {
            assert!(!is_allowed(host), "{host}");
        }
    }

    #[test]
    fn every_host_that_a_request_names_has_to_be_allowed() {
        let request = |uri: &str, hosts: &[&str]| {
            let mut request = Request::get(uri);
            for host in hosts {
                request = request.header(header::HOST, *host);
            }
            request.body(axum::body::Body::empty()).unwrap()
        };
        for (uri, named, unknown) in [
            ("/", &[][..], None),
            ("/", &["tv"], None),
            ("/", &["tv", "evil.example"], Some("evil.example")),
            ("/", &["user@tv"], Some("")),
            ("http://evil.example/", &["tv"], Some("evil.example")),
            ("http://tv/", &["tv"], None),
        ] {
            let found = hosts().unknown(&request(uri, named));
            assert_eq!(found.as_deref(), unknown, "{uri} {named:?}");
        }
    }

    #[test]
    fn the_line_for_the_log_has_all_hosts_and_the_one_for_the_page_only_its_own() {
        let hosts = hosts();
        let in_log = hosts.cure("a.example", true);
        assert!(
            in_log.contains(r#" allowed_hosts = ["listed.example", "a.example"] "#),
            "{in_log}"
        );
        let on_page = hosts.cure("a.example", false);
        assert!(on_page.contains("\"a.example\"") && !on_page.contains("listed.example"));
    }
}
