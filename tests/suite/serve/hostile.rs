//! Clients of `gazette serve` that are slow, silent, or send without end.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::*;

/// A connection to a server that should do something about it soon; where it does not, the test fails and does not hang.
fn connect(address: &str) -> TcpStream {
    let connection = TcpStream::connect(address.trim_start_matches("http://")).unwrap();
    connection.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    connection.set_write_timeout(Some(Duration::from_secs(60))).unwrap();
    connection
}

/// Whether the other side has closed a connection on which it had not read everything.
fn is_reset(failure: &std::io::Error) -> bool {
    matches!(failure.kind(), ErrorKind::ConnectionReset | ErrorKind::BrokenPipe | ErrorKind::ConnectionAborted)
}

/// What comes back for bytes that are sent as they are.
fn raw(address: &str, sent: &str) -> String {
    let mut connection = connect(address);
    connection.write_all(sent.as_bytes()).unwrap();
    let mut told = String::new();
    connection.read_to_string(&mut told).unwrap();
    told
}

#[test]
fn a_head_without_end_and_a_body_are_refused_at_once() {
    let folder = two();
    let (client, _) = Client::of(&folder);
    let host = client.address.trim_start_matches("http://");
    let endless = format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: ");
    let endless = format!("{endless}{}", "a".repeat(16 * 1024 - endless.len()));
    let long_path = format!("GET /{}", "a".repeat(16 * 1024 - 5));
    let large = format!("POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99999999999\r\n\r\n");
    let chunked = format!("GET / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n");
    let two_hosts = format!("GET / HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\n\r\n");
    for (sent, status, told) in [
        (&*endless, 431, "the head of the request is too long"),
        (&long_path, 431, "the head of the request is too long"),
        (&large, 413, "nothing can be changed here"),
        (&chunked, 413, "nothing can be changed here"),
        (&two_hosts, 400, "this is no request that a browser sends"),
        ("\u{16}\u{3}\u{1}\r\n\r\n", 400, "this is no request that a browser sends"),
        ("GET / HTTP/1.1\r\n\r\n", 403, "this server answers only pages of its own address"),
    ] {
        let answer = raw(&client.address, sent);
        let is_right =
            answer.starts_with(&format!("HTTP/1.1 {status} ")) && answer.ends_with(&format!("\r\n\r\n{told}\n"));
        assert!(is_right, "{sent:.40}: {answer}");
    }
    // One who sends without end is cut off, at the latest when it has sent more than a system holds for somebody who does not read.
    let mut endless = connect(host);
    let failure = std::iter::repeat(()).find_map(|()| endless.write_all(&[b'a'; 1024]).err()).unwrap();
    assert!(is_reset(&failure), "{failure}");
    assert_eq!(client.get("/").0, 200);
}

#[test]
fn those_who_are_slow_or_silent_keep_nobody_waiting() {
    let folder = two();
    let (client, state) = Client::of(&folder);
    let host = client.address.trim_start_matches("http://");
    let half = format!("GET / HTTP/1.1\r\nHost: {host}\r\n");
    let waiting = format!("GET /state?after={} HTTP/1.1\r\nHost: {host}\r\n\r\n", state["generation"]);
    let slow: Vec<TcpStream> = (0..200)
        .map(|number| {
            let mut connection = connect(host);
            let sent = if number % 8 == 0 { &waiting } else { ["", &half][number % 2] };
            // It may have had to leave already.
            let _ = connection.write_all(sent.as_bytes());
            connection
        })
        .collect();
    assert_eq!(client.get("/").0, 200);
    assert_eq!(client.get("/edition/2024-01.pdf").0, 200);
    // The first of them, who waits for news that do not come, had to leave.
    let end = (&slow[0]).read(&mut [0; 1]);
    assert!(end.as_ref().is_ok_and(|read| *read == 0) || end.as_ref().is_err_and(is_reset), "{end:?}");
}

#[test]
fn what_is_asked_for_its_head_has_no_body() {
    let folder = two();
    let (client, _) = Client::of(&folder);
    let host = client.address.trim_start_matches("http://");
    let told = |method: &str| raw(&client.address, &format!("{method} /serve.css HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    let (whole, head) = (told("GET"), told("HEAD"));
    let end = whole.find("\r\n\r\n").unwrap() + 4;
    assert_eq!(head, whole[..end]);
    assert!(head.contains(&format!("\r\nContent-Length: {}\r\n", whole.len() - end)), "{head}");
}

#[test]
fn no_other_page_may_read_frame_or_guess_at_an_answer() {
    let folder = two();
    let (client, _) = Client::of(&folder);
    let host = client.address.trim_start_matches("http://");
    for (path, frame) in [
        ("/", "Content-Security-Policy: default-src 'none'; script-src 'self'; "),
        ("/state?after=0", "X-Frame-Options: SAMEORIGIN\r\n"),
        ("/edition/a.html", "X-Frame-Options: SAMEORIGIN\r\n"),
        ("/nothing", "X-Frame-Options: SAMEORIGIN\r\n"),
    ] {
        let head = raw(&client.address, &format!("HEAD {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        let guards =
            ["Cross-Origin-Resource-Policy: same-origin", "X-Content-Type-Options: nosniff", "Connection: close"];
        assert!(guards.iter().all(|guard| head.contains(&format!("\r\n{guard}\r\n"))), "{path}: {head}");
        assert!(head.contains(frame) && head.ends_with("\r\n\r\n"), "{path}: {head}");
        assert_eq!(path == "/", head.contains("frame-ancestors 'none'"), "{path}: {head}");
    }
}
