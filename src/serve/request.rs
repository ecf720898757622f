//! What a browser asks: a head of bounded length, and nothing behind it.

use std::io::Read;

use httparse::{EMPTY_HEADER, Error, Header, Status};

/// So many bytes a request line and its headers have at most; those of browsers come to one or two thousand.
const LONGEST: usize = 16 * 1024;

/// So many headers there are at most; browsers send about twenty.
const MOST_HEADERS: usize = 100;

/// What is asked.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: Method,
    /// The path with its query.
    pub(super) target: String,
    /// The address that the browser was given.
    pub(super) host: Option<String>,
    /// The page that asks, if it says so.
    pub(super) origin: Option<String>,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    /// What GET comes to, without its body.
    Head,
    /// Anything else, which would change something.
    Other,
}

/// Why there is no request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// Nobody is there any more, or is too slow.
    Gone,
    /// It is no HTTP, or says two things at once.
    Malformed,
    /// The head has no end.
    TooLong,
    /// More than a head is sent.
    HasBody,
}

/// Reads one request. What follows a head is never read: nobody who means well sends it.
pub(super) fn read(mut from: impl Read) -> Result<Request, Unread> {
    let mut buffer = [0; LONGEST];
    let mut filled = 0;
    loop {
        match from.read(&mut buffer[filled..]) {
            Ok(0) | Err(_) => return Err(Unread::Gone),
            Ok(length) => filled += length,
        }
        match parse(&buffer[..filled])? {
            Some(request) => return Ok(request),
            None if filled == LONGEST => return Err(Unread::TooLong),
            None => {}
        }
    }
}

/// The request whose head these bytes have, once it is whole.
fn parse(bytes: &[u8]) -> Result<Option<Request>, Unread> {
    let mut headers = [EMPTY_HEADER; MOST_HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    match head.parse(bytes) {
        Ok(Status::Complete(_)) => {}
        Ok(Status::Partial) => return Ok(None),
        Err(Error::TooManyHeaders) => return Err(Unread::TooLong),
        Err(_) => return Err(Unread::Malformed),
    }
    let length = one(head.headers, "Content-Length")?;
    if one(head.headers, "Transfer-Encoding")?.is_some() || length.is_some_and(|length| length.trim() != "0") {
        return Err(Unread::HasBody);
    }
    let method = match head.method {
        Some("GET") => Method::Get,
        Some("HEAD") => Method::Head,
        _ => Method::Other,
    };
    let target = head.path.unwrap_or_default().to_owned();
    Ok(Some(Request { method, target, host: one(head.headers, "Host")?, origin: one(head.headers, "Origin")? }))
}

/// The value of a header; there can be only one of it.
fn one(headers: &[Header], name: &str) -> Result<Option<String>, Unread> {
    let mut found = headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
    let Some(header) = found.next() else { return Ok(None) };
    let value = std::str::from_utf8(header.value).map_err(|_| Unread::Malformed)?;
    if found.next().is_some() { Err(Unread::Malformed) } else { Ok(Some(value.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that come one by one.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let length = buffer.len().min(1);
            self.0.read(&mut buffer[..length])
        }
    }

    #[test]
    fn a_head_is_read_however_it_comes() {
        let typed = b"GET /state?after=1 HTTP/1.1\r\nhost: 127.0.0.1:4150\r\nOrigin: null\r\nA: b\r\n\r\n";
        let expected = Request {
            method: Method::Get,
            target: "/state?after=1".to_owned(),
            host: Some("127.0.0.1:4150".to_owned()),
            origin: Some("null".to_owned()),
        };
        assert_eq!(read(Slow(typed)), Ok(expected));
    }

    #[test]
    fn what_is_no_request_is_told_apart() {
        let long = format!("GET / HTTP/1.1\r\nX: {}", "a".repeat(LONGEST));
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "X: a\r\n".repeat(MOST_HEADERS + 1));
        for (typed, expected) in [
            ("", Unread::Gone),
            ("GET / HTTP/1.1\r\nHost: a\r\n", Unread::Gone),
            ("\u{16}\u{3}\u{1}", Unread::Malformed),
            ("GET /\r\n\r\n", Unread::Malformed),
            ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", Unread::Malformed),
            ("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n", Unread::Malformed),
            ("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", Unread::Malformed),
            ("GET / HTTP/1.1\r\nContent-Length: 1\r\n\r\n", Unread::HasBody),
            ("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", Unread::HasBody),
            (&long, Unread::TooLong),
            (&many, Unread::TooLong),
        ] {
            assert_eq!(read(typed.as_bytes()), Err(expected), "{typed:.80}");
        }
    }
}
