//! What `gazette serve` answers: its own files, the pages as pictures, the edition, and where words come from. Nothing else.

use std::time::Duration;

use percent_encoding::percent_decode_str;
use tiny_http::{Header, Method, Request, Response};

use super::guard;
use super::preview::Preview;
use super::words;
use crate::language::{Language, Message};
use crate::typeset::Spot;

/// How long a page waits for news before it asks again: shorter than anything between them gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the page that shows everything may do: nothing but talk to where it came from.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// An answer before it has its headers.
struct Answer {
    status: u16,
    kind: &'static str,
    body: Vec<u8>,
}

impl Answer {
    fn good(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, kind, body: body.into() }
    }

    fn refused(status: u16, why: &Message, language: Language) -> Self {
        Self { status, kind: TEXT, body: format!("{}\n", why.text(language)).into_bytes() }
    }
}

const TEXT: &str = "text/plain; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const JSON: &str = "application/json";
const SVG: &str = "image/svg+xml";

/// Tells somebody that too many are asking.
pub(super) fn refuse(request: Request) {
    if request.body_length().is_none_or(|length| length == 0) {
        // Who asked may be gone meanwhile.
        let _ = request.respond(Response::empty(503));
    } else {
        std::mem::forget(request);
    }
}

/// Answers one request.
pub(super) fn answer(request: Request, preview: &Preview) {
    if request.body_length().is_some_and(|length| length > 0) {
        // Nothing is taken here, so nobody who means well sends anything. The library would make room for all of it before it lets
        // go of the request, even for more than there is; the connection stays open until its sender closes it.
        std::mem::forget(request);
        return;
    }
    let header = |name: &'static str| {
        let found = request.headers().iter().find(|header| header.field.equiv(name));
        found.map(|header| header.value.as_str().to_owned())
    };
    let is_ours = guard::is_ours(header("Host").as_deref(), header("Origin").as_deref());
    let answer = match request.method() {
        _ if !is_ours => Answer::refused(403, &message!("serve-not-ours"), preview.language()),
        Method::Get | Method::Head => find(request.url(), preview),
        _ => Answer::refused(405, &message!("serve-read-only"), preview.language()),
    };
    let mut response =
        Response::from_data(answer.body).with_status_code(answer.status).with_chunked_threshold(usize::MAX);
    let is_shell = answer.kind == HTML && !request.url().starts_with("/edition/");
    let headers = [
        ("Content-Type", answer.kind),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "no-referrer"),
    ];
    let policy = is_shell.then_some(("Content-Security-Policy", POLICY));
    let frame = (!is_shell).then_some(("X-Frame-Options", "SAMEORIGIN"));
    for (name, value) in headers.into_iter().chain(policy).chain(frame) {
        response.add_header(Header::from_bytes(name, value).expect("names and values are written in this file"));
    }
    // Who asked may be gone meanwhile.
    let _ = request.respond(response);
}

/// The answer to a path with its query.
fn find(url: &str, preview: &Preview) -> Answer {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let number = |name: &str| value(query, name);
    let found = match path {
        "/" => Some(Answer::good(HTML, words::page(preview.language()))),
        "/serve.css" => Some(Answer::good(CSS, include_str!("../../templates/serve/serve.css"))),
        "/serve.js" => Some(Answer::good(SCRIPT, include_str!("../../templates/serve/serve.js"))),
        "/serve.svg" => Some(Answer::good(SVG, include_str!("../../templates/serve/serve.svg"))),
        "/state" => {
            let generation = number("after").map_or(u64::MAX, |number| number as u64);
            let told = preview.after(generation, PATIENCE);
            return told.map_or(Answer { status: 204, kind: JSON, body: Vec::new() }, |told| Answer::good(JSON, told));
        }
        "/place" => {
            let spot = || Some(Spot { sheet: number("sheet")? as u32, x: number("x")?, y: number("y")? });
            let Some(spot) = spot() else {
                return Answer::refused(400, &message!("serve-no-place"), preview.language());
            };
            return Answer::good(JSON, preview.place_at(spot).unwrap_or_else(|| "null".to_owned()));
        }
        "/spot" => {
            let spot = number("finding").and_then(|finding| preview.spot_of(finding as usize));
            return Answer::good(JSON, spot.unwrap_or_else(|| "null".to_owned()));
        }
        _ => None,
    };
    let sheet = || path.strip_prefix("/pages/")?.strip_suffix(".svg")?.parse().ok();
    let edition = || {
        let name = percent_decode_str(path.strip_prefix("/edition/")?).decode_utf8().ok()?;
        Some(Answer::good(kind_of(&name), preview.file(&name)?))
    };
    found
        .or_else(|| Some(Answer::good(SVG, preview.svg(sheet()?)?)))
        .or_else(edition)
        .unwrap_or_else(|| Answer::refused(404, &message!("serve-nothing"), preview.language()))
}

/// The number that a query gives to a name.
fn value(query: &str, name: &str) -> Option<f64> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(key, _)| *key == name)?;
    value.parse().ok().filter(|value: &f64| value.is_finite() && *value >= 0.0)
}

/// The media type of a file of an edition, by its name.
fn kind_of(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).as_deref() {
        Some("html") => HTML,
        Some("css") => CSS,
        Some("js") => SCRIPT,
        Some("json") => JSON,
        Some("svg") => SVG,
        Some("pdf") => "application/pdf",
        Some("xml") => "application/xml",
        Some("csv") => "text/csv; charset=utf-8",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        _ => "application/octet-stream",
    }
}
