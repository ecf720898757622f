//! A connection to somebody who may be slow, silent or one of too many: nobody keeps others from being answered.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// So many connections are open at once; a browser has six to one server.
const MOST: usize = 64;

/// So many more may be about to end: more than wait for news, who do not see at once that they were cut off.
const ENDING: usize = MOST;

/// The connections that are open, the oldest first.
#[derive(Default)]
pub(super) struct Open {
    connections: Mutex<VecDeque<Arc<TcpStream>>>,
    left: Condvar,
}

impl Open {
    /// Takes one more in, for which the oldest is cut off where there are too many.
    pub(super) fn enter(&self, connection: &Arc<TcpStream>) {
        let open = self.left.wait_while(self.connections(), |open| open.len() >= MOST + ENDING);
        let mut open = open.unwrap_or_else(PoisonError::into_inner);
        open.push_back(connection.clone());
        let too_many = open.len().saturating_sub(MOST);
        // One that is closed by its other side already cannot be cut off.
        open.iter().take(too_many).for_each(|oldest| drop(oldest.shutdown(Shutdown::Both)));
    }

    /// Forgets one, which is closed when nobody else holds it.
    pub(super) fn leave(&self, connection: &Arc<TcpStream>) {
        self.connections().retain(|other| !Arc::ptr_eq(other, connection));
        self.left.notify_one();
    }

    /// Nothing can fail between two changes of the list.
    fn connections(&self) -> MutexGuard<'_, VecDeque<Arc<TcpStream>>> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection until a moment, at which it fails however diligently the other side sends or takes single bytes.
pub(super) struct Timed<'a> {
    connection: &'a TcpStream,
    until: Instant,
}

impl<'a> Timed<'a> {
    /// From now on for so long.
    pub(super) fn new(connection: &'a TcpStream, patience: Duration) -> Self {
        Self { connection, until: Instant::now() + patience }
    }

    fn left(&self) -> io::Result<Duration> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(ErrorKind::TimedOut.into()) } else { Ok(left) }
    }
}

impl Read for Timed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.connection.set_read_timeout(Some(self.left()?))?;
        self.connection.read(buffer)
    }
}

impl Write for Timed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.connection.set_write_timeout(Some(self.left()?))?;
        self.connection.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.connection.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// Both ends of a connection.
    fn pair() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let client = TcpStream::connect(listener.local_addr().expect("it listens")).expect("it listens");
        (client, listener.accept().expect("a client").0)
    }

    #[test]
    fn a_moment_ends_a_connection_that_still_sends_and_takes() {
        let (mut client, server) = pair();
        client.write_all(b"GET / HTTP/1.1\r\n").expect("room for it");
        let mut late = Timed::new(&server, Duration::ZERO);
        assert_eq!(late.read(&mut [0; 8]).expect_err("late").kind(), ErrorKind::TimedOut);
        assert_eq!(late.write(b"x").expect_err("late").kind(), ErrorKind::TimedOut);
    }

    #[test]
    fn the_oldest_gives_way_where_there_are_too_many() {
        let open = Open::default();
        let pairs: Vec<(TcpStream, Arc<TcpStream>)> =
            (0..MOST + 1).map(|_| pair()).map(|(client, server)| (client, Arc::new(server))).collect();
        pairs.iter().for_each(|(_, server)| open.enter(server));
        assert_eq!((&pairs[0].0).read(&mut [0; 8]).expect("an end"), 0, "the first is cut off");
        pairs[1].0.set_nonblocking(true).expect("a setting");
        let second = (&pairs[1].0).read(&mut [0; 8]).expect_err("it is open");
        assert_eq!(second.kind(), ErrorKind::WouldBlock);
        // Those that were cut off count until they have left.
        let (first, last) = (&pairs[0].1, &pairs[MOST].1);
        (MOST + 1..MOST + ENDING).for_each(|_| open.enter(last));
        std::thread::scope(|scope| {
            scope.spawn(|| open.enter(last));
            open.leave(first);
        });
        assert_eq!(open.connections().len(), MOST + ENDING);
    }
}
