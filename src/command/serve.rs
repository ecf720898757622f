//! `gazette serve`: what `gazette watch` builds, shown in a browser beside what was found.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use anyhow::Result;

use super::{Outcome, Sink, tell, watch};
use crate::args::Followed;
use crate::serve::{self, Preview};

/// Answers at an address, and builds whenever something is saved.
///
/// # Errors
/// The address is taken, or the issue is not there in the beginning.
pub(super) fn run(sink: &mut Sink, followed: &Followed, listen: SocketAddr) -> Result<Outcome> {
    let watch = watch::begin(sink, followed)?;
    let preview = Arc::new(Preview::new(sink.language()));
    let address = serve::start(listen, preview.clone())?;
    let port = address.port();
    tell(
        sink,
        &match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => {
                message!("serve-everywhere", address = format!("http://127.0.0.1:{port}/"))
            }
            IpAddr::V6(ip) if ip.is_unspecified() => {
                message!("serve-everywhere", address = format!("http://[::1]:{port}/"))
            }
            _ => message!("serve-address", address = format!("http://{address}/")),
        },
    )?;
    watch::follow(sink, watch, followed, Some(&preview))
}
