//! `gazette serve` for browsers: the pages, the web pages, and what was found, over HTTP.
//!
//! [`Preview`] is what is shown; the one who compiles changes it. `answer` gives it to those whom `guard` lets in; `words` are those
//! of the page, whose looks are in `templates/serve`.

mod answer;
mod guard;
mod preview;
mod words;

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::Result;
use socket2::SockRef;
use tiny_http::Server;

pub(crate) use self::preview::Preview;
use crate::language::OrFail;

/// So many requests are answered at once; a browser has six connections to one server.
const MOST: usize = 64;

/// How long nobody is answered when no more connections could be taken.
const RESPITE: Duration = Duration::from_millis(200);

/// Answers at an address from now on until the program ends, and returns the address with the port that was free if it had 0.
///
/// # Errors
/// Another program listens there, or the address is none of this machine.
pub(crate) fn start(address: SocketAddr, preview: Arc<Preview>) -> Result<SocketAddr> {
    let cannot = || message!("serve-cannot", address = address.to_string());
    let listener = TcpListener::bind(address).or_fail(cannot)?;
    let address = listener.local_addr().or_fail(cannot)?;
    // Connections inherit it. Else the end of a picture waits 40 ms for a receipt of its beginning.
    SockRef::from(&listener).set_tcp_nodelay(true).or_fail(cannot)?;
    let serve = |listener: &TcpListener| Server::from_listener(listener.try_clone()?, None).map_err(io::Error::other);
    let mut server = serve(&listener).or_fail(cannot)?;
    thread::spawn(move || {
        let answering = Arc::new(AtomicUsize::new(0));
        loop {
            answer_all(&server, &preview, &answering);
            // It ends when the system has no more files to give; they come back when somebody closes some.
            server = loop {
                thread::sleep(RESPITE);
                if let Ok(server) = serve(&listener) {
                    break server;
                }
            };
        }
    });
    Ok(address)
}

/// Answers what is asked until no more connections can be taken.
fn answer_all(server: &Server, preview: &Arc<Preview>, answering: &Arc<AtomicUsize>) {
    for request in server.incoming_requests() {
        let (preview, answering) = (preview.clone(), answering.clone());
        if answering.fetch_add(1, Ordering::Relaxed) >= MOST {
            answering.fetch_sub(1, Ordering::Relaxed);
            answer::refuse(request);
            continue;
        }
        let counted = answering.clone();
        // Some wait for news, and must not keep others waiting.
        let started = thread::Builder::new().spawn(move || {
            answer::answer(request, &preview);
            answering.fetch_sub(1, Ordering::Relaxed);
        });
        // Where the system has no more threads the connection is closed, and the browser asks again.
        if started.is_err() {
            counted.fetch_sub(1, Ordering::Relaxed);
        }
    }
}
