//! Finding a port to listen at.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, ToSocketAddrs};

/// How many ports are tried, from the one that was asked for.
const TRIED: u16 = 100;

/// A server socket, at the port that was asked for or at the next free one.
#[derive(Debug)]
pub struct Listening {
    pub listener: TcpListener,
    pub address: SocketAddr,
    /// The port that was asked for, if it was taken.
    pub taken: Option<u16>,
}

impl Listening {
    /// The address of the site at `base` for a browser on this machine.
    pub fn url(&self, host: &str, base: &str) -> String {
        let port = self.address.port();
        let anywhere = self.address.ip().is_unspecified();
        let host = match (anywhere, host.parse::<IpAddr>()) {
            (true, _) => Ipv4Addr::LOCALHOST.to_string(),
            (false, Ok(IpAddr::V6(ip))) => format!("[{ip}]"),
            (false, _) => host.to_owned(),
        };
        format!("http://{host}:{port}{base}")
    }
}

/// Listens at a port of a host, or at the next one that is free; port 0 is any.
pub fn listen(host: &str, port: u16) -> io::Result<Listening> {
    let mut last = io::Error::new(io::ErrorKind::NotFound, "this name has no address");
    for tried in port..=port.saturating_add(TRIED - 1) {
        for address in (host, tried).to_socket_addrs()? {
            match TcpListener::bind(address) {
                Ok(listener) => {
                    return Ok(Listening {
                        address: listener.local_addr()?,
                        listener,
                        taken: (tried != port).then_some(port),
                    });
                }
                Err(error) => last = error,
            }
        }
        if last.kind() != io::ErrorKind::AddrInUse {
            break;
        }
    }
    Err(last)
}
