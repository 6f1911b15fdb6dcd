//! Expressions and comments of template languages, and what says something about tags.

#![expect(clippy::string_slice, reason = "offsets are of braces and quotes that were found in the same text")]

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::tag;
use crate::read::syntax::template::expression;

const fn row(read: fn(&mut Scanner<'_>) -> bool) -> SpanSyntax {
    SpanSyntax { triggers: b"{", features: Features::TEMPLATES, read }
}

/// A tag of Hugo's that is shown: `{{</* name */>}}`.
pub const ESCAPED_TAG: SpanSyntax = row(escaped_tag);
/// An expression that says a text with marks of a template in it: `{{ '{{' }}`, ``{{ `{{ x }}` }}``.
pub const LITERAL: SpanSyntax = row(literal);
/// A call, which is a tag: Zola's `{{ name(argument=1) }}`.
pub const CALL: SpanSyntax = row(call);
/// The helper with which mdBook names the page in a browser's window: it shows nothing.
pub const BOOK_TITLE: SpanSyntax = row(book_title);
/// A comment of Nunjucks and Jinja, `{# … #}`; `{#id}` is an attribute.
pub const COMMENT: SpanSyntax = row(comment);
/// An expression, `{{ … }}`.
pub const EXPRESSION: SpanSyntax =
    SpanSyntax { triggers: b"{", features: Features::EXPRESSIONS, read: any_expression };

fn escaped_tag(scanner: &mut Scanner<'_>) -> bool {
    let found = tag::read_escaped(scanner.cursor.text, scanner.cursor.at);
    let Some((words, end)) = found else { return false };
    scanner.piece(end, PieceKind::Literal(words));
    true
}

fn literal(scanner: &mut Scanner<'_>) -> bool {
    let Some((words, length)) = literal_of(scanner.cursor.rest()) else { return false };
    scanner.take(length, PieceKind::Literal(words.to_owned()));
    true
}

/// The text that the literal says which `rest` begins with in braces, and its length.
fn literal_of(rest: &str) -> Option<(&str, usize)> {
    let inside = rest.strip_prefix("{{")?;
    let start = inside.len() - inside.trim_start_matches([' ', '-']).len();
    let quote = inside[start..].chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let line = inside[start + 1..].split('\n').next()?;
    let length = line.find(quote)?;
    let after = &line[length + 1..];
    let spaces = after.len() - after.trim_start_matches([' ', '-']).len();
    let words = &line[..length];
    let is_template = quote == '`' || words.contains(['{', '}', '%']);
    (is_template && after[spaces..].starts_with("}}")).then_some((words, start + length + spaces + 6))
}

fn call(scanner: &mut Scanner<'_>) -> bool {
    let Some((tag, end)) = tag::read_call(scanner.cursor.text, scanner.cursor.at) else { return false };
    scanner.piece(end, PieceKind::tag(tag));
    true
}

fn book_title(scanner: &mut Scanner<'_>) -> bool {
    let line = scanner.cursor.rest().strip_prefix("{{#title ").and_then(|line| line.split('\n').next());
    let Some(length) = line.and_then(|line| line.find("}}")) else { return false };
    scanner.take(length + 11, PieceKind::Removed);
    true
}

fn comment(scanner: &mut Scanner<'_>) -> bool {
    let end = end_of_comment(scanner);
    if let Some(end) = end {
        scanner.piece(end, PieceKind::Removed);
    }
    end.is_some()
}

/// The byte after the comment that begins at the present byte.
fn end_of_comment(scanner: &mut Scanner<'_>) -> Option<usize> {
    let inside = scanner.cursor.rest().strip_prefix("{#")?;
    let start = scanner.cursor.at + 2;
    let end = scanner.facts.ahead.find("#}", start)?;
    let spaced = inside.starts_with(char::is_whitespace);
    (spaced || scanner.facts.ahead.find("}", start)? == end + 1).then_some(end + 2)
}

fn any_expression(scanner: &mut Scanner<'_>) -> bool {
    let Some(inside) = expression(scanner.cursor.rest()) else { return false };
    scanner.take(inside.len() + 4, PieceKind::Expression(inside.trim().to_owned()));
    true
}
