//! Callouts in a fence: ```` ```ad-note ```` of Obsidian's plug-in Admonition, with `title:` and `collapse:` on the lines below,
//! and ```` ```admonish warning "Title" ```` of mdBook's preprocessor of that name.

#![expect(
    clippy::string_slice,
    reason = "offsets are of fences, marks and line ends that were found in the same text"
)]

use std::ops::Range;

use crate::ir::Attributes;
use crate::read::dialect::features::Features;
use crate::read::syntax::attributes;
use crate::read::syntax::piece::{Line, PieceKind};
use crate::read::syntax::scan::container::{self, argument};
use crate::read::syntax::scan::enclose;
use crate::read::syntax::scan::line_view::LineView;
use crate::read::syntax::scan::open_containers::{End, Mark};
use crate::read::syntax::scan::row::LineSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::text::run;
use crate::read::syntax::tag::{Syntax, Tag};

/// A callout in a fence, or the fence that closes one.
pub const CALLOUT: LineSyntax = LineSyntax { starts: b"`~", features: Features::CALLOUTS, read };

const NAME: &str = "boxed";

fn read(scanner: &mut Scanner<'_>, line: &LineView) -> bool {
    let text = scanner.cursor.text;
    let Some(&byte) = text.as_bytes().get(line.start) else { return false };
    let length = run(&text[..line.end], line.start, byte);
    if length < 3 {
        return false;
    }
    let info = line.start + length..line.end;
    if text[info.clone()].trim().is_empty() {
        return scanner.containers.has(NAME) && enclose::close_by_fence(scanner, line, NAME, (byte, length));
    }
    let has_options = text[info.clone()].trim_start().starts_with("ad-");
    let Some(tag) = of_plug_in(&text[info.clone()]).or_else(|| of_book(text, info)) else { return false };
    let end = End::Marked(Mark { notation: NAME, byte, length, named: false });
    let piece = enclose::open(scanner, line, tag, end);
    if has_options {
        options(scanner, piece);
    }
    true
}

/// The callout of a kind, which need not be known.
fn callout(kind: &str) -> Option<Tag> {
    let is_kind = kind.starts_with(char::is_alphabetic)
        && kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    is_kind.then(|| container::tag(kind, Syntax::Admonition, Vec::new(), Attributes::default()))
}

/// The callout that the info string `ad-note` asks for.
fn of_plug_in(info: &str) -> Option<Tag> {
    callout(info.trim().strip_prefix("ad-")?)
}

/// The callout that `admonish warning.class "Title"` asks for, and `admonish tip title='Title' collapsible=true`, which
/// stands in these bytes.
fn of_book(text: &str, info: Range<usize>) -> Option<Tag> {
    let rest = text[info.clone()].trim().strip_prefix("admonish")?;
    if !rest.is_empty() && !rest.starts_with([' ', ',', '.']) {
        return None;
    }
    let first = rest.split_whitespace().next().unwrap_or_default();
    let names_kind = !first.contains(['=', '"', '\'']);
    let mut words = if names_kind { first.split('.') } else { "".split('.') };
    let mut tag = callout(words.next().filter(|kind| !kind.is_empty()).unwrap_or("note"))?;
    tag.attributes.classes.extend(words.filter(|class| !class.is_empty()).map(str::to_owned));
    let said = if names_kind { rest.trim_start().strip_prefix(first)? } else { rest }.trim();
    let at = |value: &str| info.start + text[info.clone()].rfind(value).unwrap_or_default();
    if let Some(title) = said.strip_prefix('"').and_then(|inside| inside.strip_suffix('"')) {
        tag.arguments.push(argument("title", title, at(title)));
        return Some(tag);
    }
    let pairs = attributes::whole(&format!("{{{said}}}")).unwrap_or_default();
    for (key, value) in &pairs.pairs {
        match key.as_str() {
            "title" => tag.arguments.push(argument("title", value, at(value))),
            "collapsible" if value == "true" => tag.arguments.push(argument("open", "false", info.start)),
            "type" => tag.name.clone_from(value),
            _ => {}
        }
    }
    tag.attributes.id = pairs.id.clone();
    tag.attributes.classes.extend(pairs.classes.iter().cloned());
    Some(tag)
}

/// Reads the options of a callout of the plug-in, whose tag is piece `callout`, right below its first line.
fn options(scanner: &mut Scanner<'_>, callout: usize) {
    loop {
        let (text, at) = (scanner.cursor.text, scanner.cursor.at);
        let end = scanner.cursor.end_of_line(at);
        let line = &text[at..end];
        let own = line.trim_start_matches([' ', '\t', '>']);
        let Some((key, value)) = own.split_once(':') else { return };
        let start = end - value.trim_start().len();
        let value = value.trim();
        let said = match key.trim() {
            "title" => Some(argument("title", value, start)),
            "collapse" if value == "open" => Some(argument("open", "true", start)),
            "collapse" if matches!(value, "close" | "closed") => Some(argument("open", "false", start)),
            "collapse" | "icon" | "color" | "metadata" => None,
            _ => return,
        };
        if let Some(tag) = scanner.tag_of(callout) {
            tag.arguments.extend(said);
        }
        scanner.cursor.line = Line { start: at, end, ..Line::default() };
        scanner.piece(scanner.cursor.after(end), PieceKind::Removed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(info: &str) -> Option<String> {
        let tag = of_plug_in(info).or_else(|| of_book(info, 0..info.len()))?;
        let said = tag.arguments.iter().map(|one| {
            let key = one.key.as_deref().unwrap_or_default();
            assert!(key != "title" || info[one.span.range()] == one.value);
            format!(" {key}={}", one.value)
        });
        let id = tag.attributes.id.iter().map(|id| format!(" #{id}"));
        let classes = tag.attributes.classes.iter().map(|class| format!(" .{class}"));
        Some(tag.name.clone() + &said.chain(id).chain(classes).collect::<String>())
    }

    #[test]
    fn callouts_of_both_kinds_are_read() {
        for (info, shown) in [
            ("ad-note", "note"),
            ("admonish", "note"),
            ("admonish warning \"A *b*\"", "warning title=A *b*"),
            ("admonish tip title='T 2' id=\"x\" collapsible=true", "tip title=T 2 open=false #x"),
            ("admonish info.mine", "info .mine"),
            ("admonish title=\"T\"", "note title=T"),
        ] {
            assert_eq!(show(info).as_deref(), Some(shown), "{info}");
        }
        for info in ["ad", "ad-", "admonished", "ada", "ad-a b"] {
            assert_eq!(show(info), None, "{info}");
        }
    }
}
