//! LaTeX outside of formulas, as far as it says what Markdown and HTML can say: styles, footnotes, lists, figures, simple
//! tables, code. It is written in their marks, so that what stands in it is read as anywhere else. Other commands of
//! LaTeX stay as they are written, with one message for each.

#![expect(
    clippy::string_slice,
    reason = "offsets are of backslashes and braces that were found in the same text"
)]

mod environment;
mod heading;

use crate::read::dialect::features::Features;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::latex_text::{argument, image, named, options};
use crate::read::syntax::scan::open_latex::Open;
use crate::read::syntax::scan::row::SpanSyntax;
use crate::read::syntax::scan::scanner::Scanner;
use crate::read::syntax::scan::text::command_name;

/// A command outside of formulas.
pub const COMMAND: SpanSyntax = SpanSyntax { triggers: b"\\", features: Features::LATEX, read: command };
/// The brace that ends the argument of one.
pub const BRACE: SpanSyntax = SpanSyntax { triggers: b"}", features: Features::LATEX, read: closing_brace };

/// Commands with one argument, and what stands around that.
const STYLES: [(&str, &str, &str); 21] = [
    ("textbf", "<strong>", "</strong>"),
    ("textit", "<em>", "</em>"),
    ("textsl", "<em>", "</em>"),
    ("emph", "<em>", "</em>"),
    ("underline", "<u>", "</u>"),
    ("uline", "<u>", "</u>"),
    ("sout", "<s>", "</s>"),
    ("st", "<s>", "</s>"),
    ("hl", "<mark>", "</mark>"),
    ("texttt", "<code>", "</code>"),
    ("textsc", "<span class=\"smallcaps\">", "</span>"),
    ("textsuperscript", "<sup>", "</sup>"),
    ("textsubscript", "<sub>", "</sub>"),
    ("textrm", "<span>", "</span>"),
    ("textsf", "<span>", "</span>"),
    ("textup", "<span>", "</span>"),
    ("textmd", "<span>", "</span>"),
    ("textnormal", "<span>", "</span>"),
    ("mbox", "<span>", "</span>"),
    ("footnote", "^[", "]"),
    ("caption", "<figcaption>", "</figcaption>"),
];

/// What a footnote is where a list, a figure or a table is written as elements of HTML.
const NOTE: (&str, &str) = ("<inline-note>", "</inline-note>");

/// Commands that LaTeX has outside of formulas and that nothing here stands for: a note may have other words after a
/// backslash, such as names of files.
const OTHERS: [&str; 58] = [
    "LARGE",
    "Large",
    "appendix",
    "author",
    "bfseries",
    "bibliography",
    "bibliographystyle",
    "bigskip",
    "caption",
    "centering",
    "chapter",
    "clearpage",
    "cleardoublepage",
    "color",
    "documentclass",
    "fbox",
    "footnotemark",
    "footnotesize",
    "footnotetext",
    "hfill",
    "hspace",
    "includegraphics",
    "indent",
    "input",
    "item",
    "itshape",
    "label",
    "large",
    "linebreak",
    "listoffigures",
    "listoftables",
    "maketitle",
    "marginpar",
    "medskip",
    "multicolumn",
    "newline",
    "newpage",
    "noindent",
    "normalsize",
    "pagebreak",
    "pagestyle",
    "paragraph",
    "parbox",
    "printbibliography",
    "raggedright",
    "section",
    "setlength",
    "small",
    "smallskip",
    "subsection",
    "subsubsection",
    "tableofcontents",
    "textcolor",
    "thispagestyle",
    "usepackage",
    "vfill",
    "vskip",
    "vspace",
];

fn command(scanner: &mut Scanner<'_>) -> bool {
    let rest = scanner.cursor.rest();
    let Some(name) = command_name(rest).filter(|_| !scanner.block.raw) else { return false };
    let after = &rest[1 + name.len()..];
    let is =
        style(scanner, name, after) || heading::take(scanner, name, after) || other(scanner, name, after);
    if !is && OTHERS.contains(&name) && !after.starts_with(['\\', ':', '/', '.']) {
        let at = scanner.cursor.at;
        scanner.latex.keep(format!("\\{name}"), at..at + 1 + name.len());
    }
    is
}

/// Takes a command that stands around its argument.
fn style(scanner: &mut Scanner<'_>, name: &str, after: &str) -> bool {
    let in_environment = !scanner.latex.environments.is_empty();
    let Some((_, open, close)) = STYLES.iter().find(|style| style.0 == name) else { return false };
    if name == "caption" && !in_environment {
        return false;
    }
    // `\caption[for the list]{…}`, `\footnote[3]{…}`
    let skipped = if matches!(name, "caption" | "footnote") { options(after) } else { 0 };
    let Some(argument) = argument(&after[skipped..]) else { return false };
    let (open, close) = match name {
        // Elements of HTML hold no marks of Markdown.
        "footnote" if scanner.latex.is_in_elements() => NOTE,
        _ => (*open, *close),
    };
    let start = scanner.cursor.at + 1 + name.len() + skipped;
    scanner.latex.open(start + argument.end, close);
    scanner.piece(start + argument.start, PieceKind::Rewritten(open.to_owned()));
    true
}

/// Takes a command that is neither a style nor a heading.
fn other(scanner: &mut Scanner<'_>, name: &str, after: &str) -> bool {
    let in_environment = !scanner.latex.environments.is_empty();
    let length = 1 + name.len();
    match name {
        "begin" => environment::begin(scanner, after),
        "end" => environment::end(scanner, after),
        "item" if in_environment => environment::item(scanner, after),
        "hline" | "toprule" | "midrule" | "bottomrule" | "centering" | "small" | "footnotesize"
            if in_environment =>
        {
            scanner.take(length, PieceKind::Removed);
            true
        }
        "index" => {
            let Some(argument) = argument(after) else { return false };
            let at = scanner.cursor.at;
            scanner.latex.entries.get_or_insert((at..at + length, 0)).1 += 1;
            scanner.take(length + argument.end + 1, PieceKind::Removed);
            true
        }
        "label" => label(scanner, after),
        "href" | "url" => link(scanner, name, after),
        "includegraphics" => {
            let skipped = options(after);
            let Some(path) = argument(&after[skipped..]) else { return false };
            let image = image(&after[..skipped], &after[skipped..][path.clone()]);
            scanner.take(length + skipped + path.end + 1, PieceKind::Rewritten(image));
            true
        }
        _ => false,
    }
}

/// Takes a label: that of a heading names it, others say nothing here.
fn label(scanner: &mut Scanner<'_>, after: &str) -> bool {
    let Some(argument) = argument(after) else { return false };
    let end = scanner.cursor.at + "\\label".len() + argument.end + 1;
    let in_heading = scanner.latex.arguments.last().is_some_and(|open| open.heading);
    if !scanner.latex.environments.is_empty() || in_heading {
        scanner.piece(end, PieceKind::Removed);
        return true;
    }
    let name = named(&after[argument]).filter(|_| ends_heading(scanner, end));
    let is_named = name.is_some();
    if let Some(name) = name {
        scanner.piece(end, PieceKind::Rewritten(name));
    }
    is_named
}

/// Whether a heading of Markdown ends at byte `end`.
fn ends_heading(scanner: &Scanner<'_>, end: usize) -> bool {
    let cursor = &scanner.cursor;
    let rest = cursor.text[end..].lines().next().unwrap_or_default();
    cursor.line.flat
        && cursor.text[cursor.line.start.min(end)..].starts_with('#')
        && rest.trim().trim_end_matches('#').trim().is_empty()
}

/// Takes an address, with words or alone.
fn link(scanner: &mut Scanner<'_>, name: &str, after: &str) -> bool {
    let Some(first) = argument(after).filter(|_| after.starts_with('{')) else { return false };
    let start = scanner.cursor.at + 1 + name.len() + first.end + 1;
    let address = after[first.clone()].replace('\\', "");
    if name == "url" {
        scanner.piece(start, PieceKind::Rewritten(format!("<{address}>")));
        return true;
    }
    let Some(second) = argument(&after[first.end + 1..]) else { return false };
    scanner.latex.open(start + second.end, "</a>");
    let open = format!("<a href=\"{}\">", address.replace('"', "%22"));
    scanner.piece(start + second.start, PieceKind::Rewritten(open));
    true
}

fn closing_brace(scanner: &mut Scanner<'_>) -> bool {
    let at = scanner.cursor.at;
    let open = &mut scanner.latex.arguments;
    while open.last().is_some_and(|open| open.end < at) {
        open.pop();
    }
    let Some(Open { until, close, .. }) = open.pop_if(|open| open.end == at) else { return false };
    scanner.piece(until, if close.is_empty() { PieceKind::Removed } else { PieceKind::Rewritten(close) });
    true
}
