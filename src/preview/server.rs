//! Answers browsers (HTTP/1.1): the page of the preview, what is on the shelf, and what the maker says.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::Builder;
use std::time::Duration;

use percent_encoding::percent_decode_str;
use tiny_http::{Header, Method, Request, Response};

use super::maker::{Told, Wish};
use super::shelf::{Shelf, Thing};
use super::visitor::Visitor;
use crate::limits::PREVIEW_ANSWERS;

/// How long a browser waits for a change before it asks again.
const LONGEST: Duration = Duration::from_secs(25);

/// What the page may load: what comes from here. No script but its own.
const OF_PAGE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                       frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// What a document that is shown may load: what is in it, or beside it in a publication. Nothing from elsewhere, no script.
const OF_DOCUMENT: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                           font-src 'self' data:; media-src data:; base-uri 'none'; form-action 'none'; \
                           frame-ancestors 'self'";

/// A server that answers, as long as the process lives.
pub struct Server {
    port: u16,
}

impl Server {
    /// Answers at a port of this machine, or at one that is free.
    ///
    /// # Errors
    /// When the port is taken or may not be used.
    pub fn start(port: Option<u16>, shelf: Arc<Shelf>, maker: Sender<Told>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port.unwrap_or(0))).map_err(|error| {
            let asked = port.unwrap_or_default();
            let why = match error.kind() {
                io::ErrorKind::AddrInUse => {
                    format!("port {asked} is in use: name another with `--port`, or none")
                }
                io::ErrorKind::PermissionDenied => {
                    format!("port {asked} may not be used: name one from 1024 on with `--port`, or none")
                }
                _ => format!("cannot serve at port {asked}: {error}"),
            };
            io::Error::new(error.kind(), why)
        })?;
        let port = listener.local_addr()?.port();
        let server = tiny_http::Server::from_listener(listener, None).map_err(io::Error::other)?;
        let answers = Arc::new(AtomicUsize::new(0));
        let accept = move || {
            for request in server.incoming_requests() {
                if answers.fetch_add(1, Ordering::Relaxed) >= PREVIEW_ANSWERS {
                    answers.fetch_sub(1, Ordering::Relaxed);
                    let _ = request.respond(Response::empty(503));
                    continue;
                }
                let (shelf, maker, answers) = (shelf.clone(), maker.clone(), answers.clone());
                let answer = move || {
                    answer(request, port, &shelf, &maker);
                    answers.fetch_sub(1, Ordering::Relaxed);
                };
                let _ = Builder::new().spawn(answer);
            }
        };
        Builder::new().spawn(accept)?;
        Ok(Self { port })
    }

    /// Where it answers.
    pub fn port(&self) -> u16 {
        self.port
    }
}

/// Answers one request. Whoever asked may be gone: then nothing is lost.
fn answer(request: Request, port: u16, shelf: &Shelf, maker: &Sender<Told>) {
    let field = |name: &'static str| {
        let mut fields = request.headers().iter();
        fields.find(|header| header.field.equiv(name)).map(|header| header.value.as_str())
    };
    let visitor = Visitor { host: field("Host"), origin: field("Origin"), site: field("Sec-Fetch-Site") };
    let (path, query) = request.url().split_once('?').unwrap_or((request.url(), ""));
    if !visitor.may_ask(port, path == "/") {
        let text = "This preview is for browsers of this machine, at its own address.\n";
        let _ = request.respond(Response::from_string(text).with_status_code(403));
        return;
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        let _ = request.respond(Response::empty(405));
        return;
    }
    let text = |kind: &'static str, text: &str| Thing { kind, bytes: text.as_bytes().into() };
    let found = match path {
        "/" => Some((
            text("text/html; charset=utf-8", include_str!("../../templates/preview/page.html")),
            OF_PAGE,
        )),
        "/preview.css" => Some((
            text("text/css; charset=utf-8", include_str!("../../templates/preview/preview.css")),
            OF_PAGE,
        )),
        "/preview.js" => {
            let script = include_str!("../../templates/preview/preview.js");
            Some((text("text/javascript; charset=utf-8", script), OF_PAGE))
        }
        "/changes" => {
            let after = value(query, "after").and_then(|after| after.parse().ok());
            let version = after.map_or_else(|| shelf.version(), |after| shelf.wait(after, LONGEST));
            Some((text("application/json", &format!("{{\"version\":{version}}}")), OF_PAGE))
        }
        "/notes" | "/note" => {
            asked(path, query, maker).map(|json| (text("application/json", &json), OF_PAGE))
        }
        _ => {
            let path = percent_decode_str(path).decode_utf8_lossy();
            shelf.get(&path).map(|thing| (thing, OF_DOCUMENT))
        }
    };
    let Some((thing, policy)) = found else {
        let _ = request.respond(Response::from_string("There is nothing here.\n").with_status_code(404));
        return;
    };
    let kept = if path.starts_with("/made/") { "max-age=31536000, immutable" } else { "no-store" };
    let headers = [
        ("Content-Type", thing.kind),
        ("Content-Security-Policy", policy),
        ("Cache-Control", kept),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ];
    let headers = headers.into_iter().filter_map(|(name, value)| Header::from_bytes(name, value).ok());
    let length = Some(thing.bytes.len());
    let body = io::Cursor::new(thing.bytes);
    let _ = request.respond(Response::new(200.into(), headers.collect(), body, length, None));
}

/// What the maker answers, as JSON; `None` when it is gone.
fn asked(path: &str, query: &str, maker: &Sender<Told>) -> Option<String> {
    let (reply, answer) = channel();
    let wish = match path {
        "/notes" => Wish::Notes,
        _ => Wish::Note {
            number: value(query, "note").and_then(|number| number.parse().ok()).unwrap_or_default(),
            theme: value(query, "theme").unwrap_or_default(),
            paper: value(query, "paper").unwrap_or_default(),
            views: value(query, "views").unwrap_or_default().split(',').map(str::to_owned).collect(),
        },
    };
    maker.send(Told::Asked(wish, reply)).ok()?;
    answer.recv().ok()
}

/// What a query says of a name, decoded.
fn value(query: &str, name: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.into_iter().find(|(own, _)| *own == name)?;
    Some(percent_decode_str(&value.replace('+', " ")).decode_utf8_lossy().into_owned())
}
