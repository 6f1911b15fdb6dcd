//! Blocks of PyMdown: `/// name | Title`, with options `key: value` that are indented below, closed by as many slashes.

#![expect(
    clippy::string_slice,
    reason = "offsets are of colons and line ends that were found in the same text"
)]

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::{Line, PieceKind};
use crate::read::syntax::scan::block;
use crate::read::syntax::scan::enclose;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::open_containers::{End, Mark};
use crate::read::syntax::scan::row::LineSyntax;
use crate::read::syntax::scan::scanner::Scanner;

/// A block, or the line that closes one.
pub const BLOCK: LineSyntax = LineSyntax { starts: b"/", features: Features::BLOCKS, read };

const NAME: &str = "block";

fn read(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let text = scanner.cursor.text;
    let Some((length, tag)) = block::read(text, line.start, line.end) else { return false };
    let end = End::Marked(Mark { notation: NAME, byte: b'/', length, named: false });
    let Some(tag) = tag else {
        return enclose::close(scanner, line, line.end, |open| open.end == end);
    };
    let closes = |line: &str| {
        let line = line.trim_matches([' ', '\t', '\r', '>']);
        line.len() == length && line.bytes().all(|byte| byte == b'/')
    };
    if !scanner.facts.is_closed_after(text, line.end, (NAME, length), closes) {
        return false;
    }
    let piece = enclose::open(scanner, line, tag, end);
    options(scanner, piece);
    true
}

/// Reads the options of a block, whose tag is piece `block`, right after its first line.
fn options(scanner: &mut Scanner<'_>, block: usize) {
    loop {
        let (text, at) = (scanner.cursor.text, scanner.cursor.at);
        let end = scanner.cursor.end_of_line(at);
        let line = &text[at..end];
        let own = line.trim_start();
        let Some((key, _)) = own.split_once(':').filter(|_| line.len() - own.len() >= 4) else { return };
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            return;
        }
        let value = end - own.len() + key.len() + 1..end;
        if let Some(tag) = scanner.tag_of(block) {
            block::option(tag, text, key, value);
            let name = tag.name.clone();
            if let Some(open) = scanner.containers.open.last_mut() {
                open.name = name;
            }
        }
        scanner.cursor.line = Line { start: at, end, ..Line::default() };
        scanner.piece(scanner.cursor.after(end), PieceKind::Removed);
    }
}
