//! What begins nothing, but must not be looked into: escaped characters, names of commands, runs of braces, addresses.

#![expect(clippy::string_slice, reason = "the offset is where the scanner is, at a mark of ASCII")]

use crate::read::dialect::features::Features;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::text::{command_name, run};

/// The name of a command that nothing here knows.
pub const COMMAND: SpanSyntax =
    SpanSyntax { triggers: b"\\", features: Features::MATH.union(Features::LATEX), read: command };
/// A backslash with the character after it.
pub const ESCAPE: SpanSyntax = SpanSyntax { triggers: b"\\", features: Features::empty(), read: escape };
/// A run of braces.
pub const BRACES: SpanSyntax = SpanSyntax { triggers: b"{", features: Features::empty(), read: braces };
/// The bracket that an address begins with (CommonMark 0.31 §6.3, "link destination").
pub const DESTINATION: SpanSyntax =
    SpanSyntax { triggers: b"<", features: Features::empty(), read: destination };

fn command(scanner: &mut Scanner<'_>) -> bool {
    let name = command_name(scanner.cursor.rest());
    scanner.cursor.at += name.map_or(0, |name| 1 + name.len());
    name.is_some()
}

fn escape(scanner: &mut Scanner<'_>) -> bool {
    let escaped = scanner.cursor.rest().chars().nth(1).filter(|&c| c != '\n');
    scanner.cursor.at += 1 + escaped.map_or(0, char::len_utf8);
    true
}

fn braces(scanner: &mut Scanner<'_>) -> bool {
    scanner.cursor.at += run(scanner.cursor.text, scanner.cursor.at, b'{');
    true
}

fn destination(scanner: &mut Scanner<'_>) -> bool {
    let cursor = &scanner.cursor;
    let before = cursor.before().trim();
    let defines = |line: &str| line.starts_with('[') && line.ends_with("]:");
    // The address of a definition may stand in the line after it.
    let line_before = || cursor.text[..cursor.at].rsplit('\n').nth(1).unwrap_or_default();
    let is = before.ends_with("](")
        || defines(before)
        || before.is_empty() && defines(line_before().trim_start_matches([' ', '\t', '>']).trim_end());
    scanner.cursor.at += usize::from(is);
    is
}
