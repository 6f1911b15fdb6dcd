//! What begins nothing, but must not be looked into: escaped characters, names of commands, runs of braces, addresses.

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
    let before = scanner.cursor.before().trim_end_matches([' ', '\t']);
    let is = before.ends_with("](") || before.ends_with("]:") && before.trim_start().starts_with('[');
    scanner.cursor.at += usize::from(is);
    is
}
