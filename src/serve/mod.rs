//! `gazette serve` for browsers: the pages, the web pages, and what was found, over HTTP.
//!
//! [`Preview`] is what is shown; the one who compiles changes it. `request` reads what is asked on a `connection`, of which there is a
//! bounded number, each for a bounded time; `answer` gives what is shown to those whom `guard` lets in. `words` are those of the page,
//! whose looks are in `templates/serve`. Nothing is taken but a path: one request a connection, and no body.

mod answer;
mod connection;
mod guard;
mod preview;
mod request;
mod words;

use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::Result;

use self::connection::{Open, Timed};
pub(crate) use self::preview::Preview;
use crate::language::OrFail;

/// How long a browser may take to say what it asks; some connect beforehand and connect again when they need it.
const ASKING: Duration = Duration::from_secs(10);

/// How long a browser may take to fetch a file, on another machine too.
const FETCHING: Duration = Duration::from_secs(60);

/// How long nobody is answered when no more connections can be taken.
const RESPITE: Duration = Duration::from_millis(200);

/// Answers at an address from now on until the program ends, and returns the address with the port that was free if it had 0.
///
/// # Errors
/// Another program listens there, or the address is none of this machine.
pub(crate) fn start(address: SocketAddr, preview: Arc<Preview>) -> Result<SocketAddr> {
    let cannot = || message!("serve-cannot", address = address.to_string());
    let listener = TcpListener::bind(address).or_fail(cannot)?;
    let address = listener.local_addr().or_fail(cannot)?;
    thread::spawn(move || take_all(&listener, &preview));
    Ok(address)
}

/// Takes everybody who connects, each in a thread of its own: some wait for news, and must not keep others waiting.
fn take_all(listener: &TcpListener, preview: &Arc<Preview>) {
    let open = Arc::new(Open::default());
    for connection in listener.incoming() {
        let Ok(connection) = connection.map(Arc::new) else {
            // The system has no more files to give; they come back when somebody closes some.
            thread::sleep(RESPITE);
            continue;
        };
        open.enter(&connection);
        let (all, own, preview) = (open.clone(), connection.clone(), preview.clone());
        let started = thread::Builder::new().spawn(move || {
            // Who asked may be gone meanwhile.
            let _ = attend(&own, &preview);
            all.leave(&own);
        });
        // Where the system has no more threads the connection is closed, and the browser asks again.
        if started.is_err() {
            open.leave(&connection);
        }
    }
}

/// Answers the one thing that is asked on a connection.
fn attend(connection: &TcpStream, preview: &Preview) -> io::Result<()> {
    // Else the end of a picture waits 40 ms for a receipt of its beginning.
    connection.set_nodelay(true)?;
    let asked = request::read(Timed::new(connection, ASKING));
    let answer = answer::answer(&asked, preview);
    answer.map_or(Ok(()), |answer| answer.send(&mut Timed::new(connection, FETCHING)))
}
