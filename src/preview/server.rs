//! Answers browsers (HTTP/1.1): the page of the preview, what is on the shelf, and what the maker says.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::Builder;
use std::time::Duration;

use percent_encoding::percent_decode_str;

use super::maker::{Told, Wish};
use super::shelf::{Shelf, Thing};
use super::visitor::Visitor;
use crate::limits::{PREVIEW_ANSWERS, PREVIEW_HEAD};

/// How long a browser waits for a change before it asks again.
const LONGEST: Duration = Duration::from_secs(25);
/// How long a connection may be silent. Browsers open some for what they may ask later.
const PATIENCE: Duration = Duration::from_secs(30);

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
        let answers = Arc::new(AtomicUsize::new(0));
        let accept = move || {
            for stream in listener.incoming().flatten() {
                if answers.load(Ordering::Relaxed) >= PREVIEW_ANSWERS {
                    // Whoever asks again will be heard.
                    continue;
                }
                answers.fetch_add(1, Ordering::Relaxed);
                let (shelf, maker, done) = (shelf.clone(), maker.clone(), answers.clone());
                let answer = move || {
                    // Whoever asked may be gone: then nothing is lost.
                    let _ = serve(stream, port, &shelf, &maker);
                    done.fetch_sub(1, Ordering::Relaxed);
                };
                if Builder::new().spawn(answer).is_err() {
                    answers.fetch_sub(1, Ordering::Relaxed);
                }
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

/// An answer (RFC 9112 §4).
struct Answer {
    status: &'static str,
    policy: &'static str,
    kept: &'static str,
    thing: Thing,
}

impl Answer {
    /// A few words with a status.
    fn words(status: &'static str, words: &str) -> Self {
        Self { status, policy: OF_PAGE, kept: "no-store", thing: text("text/plain; charset=utf-8", words) }
    }
}

fn text(kind: &'static str, text: &str) -> Thing {
    Thing { kind, bytes: text.as_bytes().into() }
}

/// Reads one request and answers it; then the connection ends.
fn serve(mut stream: TcpStream, port: u16, shelf: &Shelf, maker: &Sender<Told>) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut head = Vec::new();
    let mut part = [0; 4096];
    let end = loop {
        match head.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            Some(end) => break end + 4,
            None if head.len() > PREVIEW_HEAD => return Ok(()),
            None => match stream.read(&mut part)? {
                0 => return Ok(()),
                count => head.extend_from_slice(part.get(..count).unwrap_or_default()),
            },
        }
    };
    let mut fields = [httparse::EMPTY_HEADER; 64];
    let mut request = httparse::Request::new(&mut fields);
    let answer = match request.parse(head.get(..end).unwrap_or_default()) {
        Ok(httparse::Status::Complete(_)) => answer(&request, port, shelf, maker),
        _ => Answer::words("400 Bad Request", "This is no request.\n"),
    };
    let Answer { status, policy, kept, thing } = answer;
    let (kind, length) = (thing.kind, thing.bytes.len());
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\
         Content-Security-Policy: {policy}\r\nCache-Control: {kept}\r\nX-Content-Type-Options: nosniff\r\n\
         Referrer-Policy: no-referrer\r\nCross-Origin-Resource-Policy: same-origin\r\n\
         Cross-Origin-Opener-Policy: same-origin\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    if request.method != Some("HEAD") {
        stream.write_all(&thing.bytes)?;
    }
    stream.flush()
}

/// The answer to a request.
fn answer(request: &httparse::Request, port: u16, shelf: &Shelf, maker: &Sender<Told>) -> Answer {
    let field = |name: &str| {
        let found = request.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name))?;
        std::str::from_utf8(found.value).ok()
    };
    let visitor = Visitor { host: field("Host"), origin: field("Origin"), site: field("Sec-Fetch-Site") };
    let target = request.path.unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if !visitor.may_ask(port, path == "/") {
        let words = "This preview is for browsers of this machine, at its own address.\n";
        return Answer::words("403 Forbidden", words);
    }
    if !matches!(request.method, Some("GET" | "HEAD")) {
        return Answer::words("405 Method Not Allowed", "Nothing can be changed here.\n");
    }
    let of_page = |thing| Answer { status: "200 OK", policy: OF_PAGE, kept: "no-store", thing };
    let found = match path {
        "/" => Some(text("text/html; charset=utf-8", include_str!("../../templates/preview/page.html"))),
        "/preview.css" => {
            Some(text("text/css; charset=utf-8", include_str!("../../templates/preview/preview.css")))
        }
        "/preview.js" => {
            let script = include_str!("../../templates/preview/preview.js");
            Some(text("text/javascript; charset=utf-8", script))
        }
        "/changes" => {
            let after = value(query, "after").and_then(|after| after.parse().ok());
            let version = after.map_or_else(|| shelf.version(), |after| shelf.wait(after, LONGEST));
            Some(text("application/json", &format!("{{\"version\":{version}}}")))
        }
        "/notes" | "/note" => asked(path, query, maker).map(|json| text("application/json", &json)),
        _ => {
            let path = percent_decode_str(path).decode_utf8_lossy();
            let kept = "max-age=31536000, immutable";
            let made = |thing| Answer { status: "200 OK", policy: OF_DOCUMENT, kept, thing };
            return shelf.get(&path).map_or_else(nothing, made);
        }
    };
    found.map_or_else(nothing, of_page)
}

fn nothing() -> Answer {
    Answer::words("404 Not Found", "There is nothing here.\n")
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
