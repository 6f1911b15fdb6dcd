//! Tags of template languages: `{% name %}`, `{{< name >}}`, `{{% name %}}`. What stands between those of code, of a
//! formula, of a comment, or is captured, is no Markdown.

#![expect(clippy::string_slice, reason = "offsets are of tags that were found in the same text")]

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::read::dialect::features::Features;
use crate::read::syntax::names::{Body, Written};
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::text::is_raw;
use crate::read::syntax::scan::verbatim::raw_tag;
use crate::read::syntax::scan::{captured, code};
use crate::read::syntax::statements::{self, Inside};
use crate::read::syntax::tag::{self, Argument, Tag};
use crate::source::Span;

/// A tag.
pub const TAG: SpanSyntax = SpanSyntax { triggers: b"{", features: Features::TEMPLATES, read };

fn read(scanner: &mut Scanner<'_>) -> bool {
    let Some((tag, end)) = tag::read(scanner.cursor.text, scanner.cursor.at) else { return false };
    scanner.block.templated = true;
    let is_hugo = scanner.cursor.rest().starts_with("{{<");
    match (tag.name.as_str(), tag.closes) {
        (name, false) if is_raw(name) => raw_tag(scanner, end, true),
        _ if captures(scanner, &tag, end) => {}
        (name, false) if statements::inside(name) == Inside::Comment => {
            let end = closing(scanner, &tag, end).map_or(end, |closing| closing.end);
            scanner.piece(end, PieceKind::Removed);
        }
        (name, false)
            if let Some(body) = scanner.vocabulary.body(name, Written::of(tag.syntax))
                && body.is_verbatim() =>
        {
            verbatim(scanner, tag, body, end);
        }
        ("tabpane", closes) => {
            let is_text = |one: &Argument| one.key.as_deref() == Some("text") && one.value == "true";
            let is_code = !closes && is_hugo && !tag.arguments.iter().any(is_text);
            scanner.containers.code_tabs = is_code.then(|| language(&tag));
            scanner.piece(end, PieceKind::tag(tag));
        }
        ("tab", false) if is_hugo && scanner.containers.code_tabs.is_some() => tab(scanner, tag, end),
        _ => scanner.piece(end, PieceKind::tag(tag)),
    }
    true
}

/// Takes a tag of code or of a formula, which ends at byte `end`, with what stands in it.
fn verbatim(scanner: &mut Scanner<'_>, tag: Tag, body: Body, end: usize) {
    let cursor = &scanner.cursor;
    let alone = cursor.text[cursor.line.start..cursor.at].trim().is_empty();
    let found = closing(scanner, &tag, end).and_then(|closing| {
        let prefix = &scanner.cursor.line.prefix;
        let inside = end..closing.start;
        let meant = scanner.vocabulary.meant(&tag);
        let opening = (meant.as_ref().unwrap_or(&tag), body);
        Some((code::read(scanner.cursor.text, opening, inside, closing.end, prefix, alone)?, closing.end))
    });
    match found {
        Some((kind, end)) => scanner.piece(end, kind),
        None => scanner.piece(end, PieceKind::tag(tag)),
    }
}

/// Takes a tab in a pane of code, whose tag ends at byte `end`, with the code in it (Docsy).
fn tab(scanner: &mut Scanner<'_>, tag: Tag, end: usize) {
    let language = language(&tag).or(scanner.containers.code_tabs.clone().flatten());
    let close = closing(scanner, &tag, end).map(|closing| closing.start);
    scanner.piece(end, PieceKind::tag(tag));
    if let Some(close) = close
        && let Some(text) = code::of_tab(&scanner.cursor.text[end..close], &scanner.cursor.line.prefix)
    {
        scanner.piece(close, PieceKind::Code { info: language.unwrap_or_default(), text });
    }
}

/// The language that a tag of code names.
fn language(tag: &Tag) -> Option<String> {
    let own = tag.arguments.iter().find(|one| one.key.as_deref() == Some("lang"));
    own.map(|own| own.value.clone())
}

/// Takes what a tag that ends at byte `end` captures, up to the tag that closes it: it vanishes where its name is shown
/// elsewhere, and stands as it is written where it is not.
fn captures(scanner: &mut Scanner<'_>, tag: &Tag, end: usize) -> bool {
    let left_out = captured::is_left_out(tag) && !scanner.vocabulary.is_callout(&tag.name);
    let name = captured::name(tag);
    if !left_out && name.is_none() {
        return false;
    }
    let Some(closing) = closing(scanner, tag, end) else { return false };
    let (span, inside) = (Span::new(scanner.cursor.at..end), end..closing.start);
    let text = scanner.cursor.text;
    let names = || captured::shown(text);
    let written = format!("{{% {} %}}", tag.name);
    let (kind, told) = match name {
        Some(name) if scanner.facts.shown_names.get_or_insert_with(names).contains(name) => {
            (PieceKind::Captured { name: name.to_owned(), inside }, None)
        }
        Some(_) if !scanner.cursor.line.flat => {
            let text = code::dedented(&code::without_raw(&text[inside]), &scanner.cursor.line.prefix);
            let told = format!("what `{written}` captures is not shown elsewhere: it is set as code");
            (PieceKind::Code { info: String::new(), text }, Some(told))
        }
        _ => (PieceKind::Removed, Some(format!("what stands in `{written}` is left out"))),
    };
    if let Some(message) = told {
        let hint = "it is for the site's own program: nothing in a note is run here";
        let warning = Diagnostic::warning(Code::UnknownShortcode, message);
        scanner.output.warnings.push(warning.at(span).hint(hint));
    }
    scanner.piece(closing.end, kind);
    true
}

/// The bytes of the tag that closes what a tag opens that ends at byte `from`; they are looked for once.
fn closing(scanner: &mut Scanner<'_>, opening: &Tag, from: usize) -> Option<Range<usize>> {
    if opening.empty {
        return None;
    }
    let (text, name) = (scanner.cursor.text, opening.name.as_str());
    let (tag, closes) = scanner.facts.next_tag(name, from, || code::next(text, name, from))?;
    closes.then(|| tag.clone())
}
