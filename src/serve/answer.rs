//! What `gazette serve` answers: its own files, the pages as pictures, the edition, and where words come from. Nothing else.

use std::io::{self, Write};
use std::time::Duration;

use percent_encoding::percent_decode_str;

use super::guard;
use super::preview::{News, Preview};
use super::request::{Method, Request, Unread};
use super::words;
use crate::language::{Language, Message};
use crate::typeset::Spot;

/// How long a page waits for news before it asks again: shorter than anything between them gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the page that shows everything may do: nothing but talk to where it came from.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What is sent back.
pub(super) struct Answer {
    status: u16,
    kind: &'static str,
    /// The header that says who may show it, and its value.
    frame: (&'static str, &'static str),
    body: Vec<u8>,
    /// Whether the body is told by its length alone.
    is_head: bool,
}

impl Answer {
    fn new(status: u16, kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, kind, frame: ("X-Frame-Options", "SAMEORIGIN"), body: body.into(), is_head: false }
    }

    fn good(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, kind, body)
    }

    fn refused(status: u16, why: &Message, language: Language) -> Self {
        Self::new(status, TEXT, format!("{}\n", why.text(language)))
    }

    /// Sends it as the last thing on a connection.
    ///
    /// # Errors
    /// Who asked is gone meanwhile, or too slow.
    pub(super) fn send(&self, to: &mut impl Write) -> io::Result<()> {
        let length = self.body.len().to_string();
        let headers = [
            // News that are none have no body, and so no length.
            ("Content-Length", length.as_str()),
            ("Content-Type", self.kind),
            self.frame,
            ("Connection", "close"),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Referrer-Policy", "no-referrer"),
        ];
        let mut bytes = format!("HTTP/1.1 {} \r\n", self.status).into_bytes();
        for (name, value) in headers.into_iter().skip(usize::from(self.status == 204)) {
            bytes.extend(format!("{name}: {value}\r\n").bytes());
        }
        bytes.extend(b"\r\n");
        if !self.is_head {
            bytes.extend(&self.body);
        }
        to.write_all(&bytes)
    }
}

const TEXT: &str = "text/plain; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const JSON: &str = "application/json";
const SVG: &str = "image/svg+xml";

/// The answer to what was asked; none where nobody is there to take it.
pub(super) fn answer(asked: &Result<Request, Unread>, preview: &Preview) -> Option<Answer> {
    let refused = |status, why| Some(Answer::refused(status, &why, preview.language()));
    match asked {
        Err(Unread::Gone) => None,
        Err(Unread::Malformed) => refused(400, message!("serve-no-request")),
        Err(Unread::TooLong) => refused(431, message!("serve-too-long")),
        Err(Unread::HasBody) => refused(413, message!("serve-read-only")),
        Ok(asked) if !guard::is_ours(asked.host.as_deref(), asked.origin.as_deref()) => {
            refused(403, message!("serve-not-ours"))
        }
        Ok(Request { method: Method::Other, .. }) => refused(405, message!("serve-read-only")),
        Ok(Request { method, target, .. }) => {
            Some(Answer { is_head: *method == Method::Head, ..find(target, preview) })
        }
    }
}

/// The answer to a path with its query.
fn find(url: &str, preview: &Preview) -> Answer {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let number = |name: &str| value(query, name);
    let found = match path {
        "/" => {
            let frame = ("Content-Security-Policy", POLICY);
            return Answer { frame, ..Answer::good(HTML, words::page(preview.language())) };
        }
        "/serve.css" => Some(Answer::good(CSS, include_str!("../../templates/serve/serve.css"))),
        "/serve.js" => Some(Answer::good(SCRIPT, include_str!("../../templates/serve/serve.js"))),
        "/serve.svg" => Some(Answer::good(SVG, include_str!("../../templates/serve/serve.svg"))),
        "/state" => {
            let generation = number("after").map_or(u64::MAX, |number| number as u64);
            return match preview.after(generation, PATIENCE) {
                News::Changed(state) => Answer::good(JSON, state),
                News::None => Answer::new(204, JSON, []),
                News::Crowded => Answer::refused(503, &message!("serve-crowded"), preview.language()),
            };
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
