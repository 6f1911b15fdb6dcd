//! Environments of LaTeX outside of formulas: lists, figures, simple tables, code.

#![expect(
    clippy::string_slice,
    reason = "offsets are of backslashes and braces that were found in the same text"
)]

use crate::limits;
use crate::read::syntax::escape::is_escaped;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::latex_text::{alignments, argument, options};
use crate::read::syntax::scan::open_latex::{Environment, Kind};
use crate::read::syntax::scan::scanner::Scanner;

/// Takes `\begin{…}` at the present byte, which `after` stands behind but for its name; whether it was one that is read.
pub fn begin(scanner: &mut Scanner<'_>, after: &str) -> bool {
    let Some(name) = argument(after).map(|name| &after[name]) else { return false };
    let text = scanner.cursor.text;
    let opened = scanner.cursor.at + "\\begin{}".len() + name.len();
    let bare = name.trim_end_matches('*');
    if name.is_empty() || !bare.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return false;
    }
    let close = format!("\\end{{{name}}}");
    let Some(end) = end_of_environment(scanner, opened, name, &close) else { return false };
    if is_literal(name) {
        let inside = &text[opened..end];
        let inside = &inside[options(inside)..];
        let text = inside.strip_prefix('\n').unwrap_or(inside).trim_end().to_owned();
        scanner.piece(end + close.len(), PieceKind::Code { info: String::new(), text });
        return true;
    }
    let Some(kind) = kind(bare) else {
        scanner.latex.keep(format!("\\begin{{{name}}}"), scanner.cursor.at..opened);
        return false;
    };
    let start = opened + options(&text[opened..end]);
    let Some((environment, mark, start)) = opening(text, kind, start, end) else { return false };
    let nested = scanner.latex.is_in_elements();
    let gap = || empty_line(scanner);
    let mark = match (scanner.cursor.leads() || nested, kind) {
        (true, Kind::Block(..)) => format!("{mark}{}", gap()),
        (true, _) => mark,
        (false, Kind::Block(..)) => format!("{}{mark}{}", gap(), gap()),
        (false, _) => format!("{}{mark}", gap()),
    };
    scanner.latex.environments.push(environment);
    scanner.piece(start, PieceKind::Rewritten(mark));
    true
}

/// What stands for an environment of this name.
fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "center" => Kind::Block("<div align=\"center\">", "</div>"),
        "flushright" => Kind::Block("<div align=\"right\">", "</div>"),
        "flushleft" => Kind::Block("<div>", "</div>"),
        "quote" | "quotation" => Kind::Block("<blockquote>", "</blockquote>"),
        "itemize" => Kind::Elements("<ul>", "</ul>"),
        "enumerate" => Kind::Elements("<ol>", "</ol>"),
        "description" => Kind::Elements("<dl>", "</dl>"),
        "figure" | "table" => Kind::Elements("<figure>", "</figure>"),
        "tabular" => Kind::Table,
        _ => return None,
    })
}

/// The environment whose inside is bytes `start..end`, what stands for its beginning, and the byte after that.
fn opening(text: &str, kind: Kind, start: usize, end: usize) -> Option<(Environment, String, usize)> {
    let inside = &text[start..end];
    let mut environment = Environment { kind, end, item: false, columns: Vec::new(), column: 0, head: false };
    Some(match kind {
        Kind::Table => {
            let columns = argument(inside)?;
            environment.columns = alignments(&inside[columns.clone()]);
            let rows = &inside[columns.end + 1..];
            let next = rows.split("\\\\").nth(1).map(str::trim_start);
            let rules = ["\\hline", "\\midrule"];
            environment.head = next.is_some_and(|next| rules.iter().any(|rule| next.starts_with(rule)));
            let mark = format!("<table><tr>{}", environment.cell());
            (environment, mark, start + columns.end + 1)
        }
        Kind::Elements(open @ "<figure>", _) => {
            let label = inside.split_once("\\label{").and_then(|(_, label)| label.split_once('}'));
            let label = label.map(|(label, _)| label).filter(|label| !label.contains(['"', '<']));
            let mark = label.map_or(open.to_owned(), |label| format!("<figure id=\"{label}\">"));
            (environment, mark, start)
        }
        Kind::Block(open, _) | Kind::Elements(open, _) => (environment, open.to_owned(), start),
    })
}

/// Takes `\end{…}` at the present byte; whether it ends what is open.
pub fn end(scanner: &mut Scanner<'_>, after: &str) -> bool {
    let at = scanner.cursor.at;
    let Some(found) = scanner.latex.environments.iter().rposition(|open| open.end == at) else {
        return false;
    };
    let Some(environment) = scanner.latex.environments.drain(found..).next() else { return false };
    let nested = scanner.latex.is_in_elements();
    let length = "\\end".len() + argument(after).map_or(0, |name| name.end + 1);
    let gap = if nested { String::new() } else { empty_line(scanner) };
    let mark = match environment.kind {
        Kind::Block(_, close) => format!("{gap}{close}{gap}"),
        Kind::Elements(_, close) => {
            let item = match (environment.item, close) {
                (false, _) => "",
                (true, "</dl>") => "</dd>",
                (true, _) => "</li>",
            };
            format!("{item}{close}{gap}")
        }
        Kind::Table => format!("{}</tr></table>{gap}", environment.end_of_cell()),
    };
    scanner.piece(at + length, PieceKind::Rewritten(mark));
    true
}

/// Takes `\item` at the present byte; whether a list is open.
pub fn item(scanner: &mut Scanner<'_>, after: &str) -> bool {
    let Some(environment) = scanner.latex.environments.last_mut() else { return false };
    let described = matches!(environment.kind, Kind::Elements("<dl>", _));
    if !described && !matches!(environment.kind, Kind::Elements("<ul>" | "<ol>", _)) {
        return false;
    }
    let mark = match (std::mem::replace(&mut environment.item, true), described) {
        (true, false) => "</li><li>",
        (false, false) => "<li>",
        (true, true) => "</dd><dt>",
        (false, true) => "<dt>",
    };
    // `\item[label]` has a mark of its own.
    let label = after.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let label = label.filter(|(label, _)| !label.contains('\n'));
    let length = "\\item".len() + label.map_or(0, |(label, _)| label.len() + 2);
    let label = label.map(|(label, _)| label);
    let mark = match label {
        label if described => format!("{mark}{}</dt><dd>", label.unwrap_or_default()),
        Some(label) => format!("{mark}{label} "),
        None => mark.to_owned(),
    };
    scanner.piece(scanner.cursor.at + length, PieceKind::Rewritten(mark));
    true
}

/// The byte at which the environment ends that begins at byte `opened`.
fn end_of_environment(scanner: &mut Scanner<'_>, opened: usize, name: &str, close: &str) -> Option<usize> {
    let open = format!("\\begin{{{name}}}");
    let limit = scanner.cursor.text.floor_char_boundary(opened + limits::LATEX_ENVIRONMENT);
    scanner.facts.ahead.find("\\end{", opened).filter(|&at| at < limit)?;
    let rest = &scanner.cursor.text[opened..limit];
    // Very many may begin of which none ends.
    let looked_at = scanner.latex.never_ended.get(name).map_or(0, |&at| at.saturating_sub(opened));
    let looked_at = rest.floor_char_boundary(looked_at);
    if !rest[looked_at..].contains(close) {
        scanner.latex.never_ended.insert(name.to_owned(), limit.saturating_sub(close.len()));
        return None;
    }
    let (mut depth, mut at) = (1_usize, 0);
    loop {
        let end = at + rest[at..].find(close)?;
        depth += rest[at..end].matches(&open).count();
        depth -= usize::from(is_literal(name) || !is_escaped(&rest[..end]));
        if depth == 0 {
            return Some(opened + end);
        }
        at = end + close.len();
    }
}

/// Whether all is kept as it is in an environment of this name.
fn is_literal(name: &str) -> bool {
    matches!(name.trim_end_matches('*'), "verbatim" | "lstlisting")
}

/// An empty line of the present container, and the beginning of the next.
fn empty_line(scanner: &Scanner<'_>) -> String {
    let prefix = &scanner.cursor.line.prefix;
    format!("\n{}\n{prefix}", prefix.trim_end())
}
