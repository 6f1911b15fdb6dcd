//! LaTeX outside of formulas, as far as it says what Markdown and HTML can say: styles, footnotes, lists, figures, simple
//! tables, code. It is written in their marks, so that what stands in it is read as anywhere else. Other commands of
//! LaTeX stay as they are written, with one message for each.

#![expect(
    clippy::string_slice,
    reason = "offsets are of backslashes and braces that were found in the same text"
)]

use std::ops::Range;

use crate::limits;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::open_latex::{Environment, Kind, Open};
use crate::read::syntax::scan::state::Scanner;

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
const NOTE: (&str, &str) = ("<latex-note>", "</latex-note>");

/// Headings, as Pandoc has their levels.
const HEADINGS: [(&str, &str); 6] = [
    ("chapter", "# "),
    ("section", "# "),
    ("subsection", "## "),
    ("subsubsection", "### "),
    ("paragraph", "#### "),
    ("subparagraph", "##### "),
];

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

impl Scanner<'_> {
    /// Takes the command `name` outside of formulas at the present byte, which `after` stands behind; whether it was one.
    pub fn latex(&mut self, name: &str, after: &str) -> bool {
        if self.raw {
            return false;
        }
        let in_environment = !self.latex.environments.is_empty();
        let length = 1 + name.len();
        if let Some((_, open, close)) = STYLES.iter().find(|style| style.0 == name)
            && (name != "caption" || in_environment)
            // `\caption[for the list]{…}`, `\footnote[3]{…}`
            && let skipped = if matches!(name, "caption" | "footnote") { options(after) } else { 0 }
            && let Some(argument) = argument(&after[skipped..])
        {
            let in_elements =
                self.latex.environments.iter().any(|open| !matches!(open.kind, Kind::Block(..)));
            let (open, close) = match name {
                // Elements of HTML hold no marks of Markdown.
                "footnote" if in_elements => NOTE,
                _ => (*open, *close),
            };
            self.open(self.at + length + skipped + argument.end, close);
            self.piece(self.at + length + skipped + argument.start, PieceKind::Rewritten(open.to_owned()));
            return true;
        }
        if self.heading(name, after) {
            return true;
        }
        match name {
            "index" if let Some(argument) = argument(after) => {
                self.latex.entries.get_or_insert((self.at..self.at + length, 0)).1 += 1;
                self.piece(self.at + length + argument.end + 1, PieceKind::Removed);
                return true;
            }
            "begin" => return self.begin(after),
            "end" => return self.end(after),
            "item" if in_environment => return self.item(after),
            "hline" | "toprule" | "midrule" | "bottomrule" | "centering" | "small" | "footnotesize"
                if in_environment =>
            {
                self.piece(self.at + length, PieceKind::Removed);
                return true;
            }
            "label" => {
                let in_heading = self.latex.arguments.last().is_some_and(|open| open.heading);
                if let Some(argument) = argument(after) {
                    let end = self.at + length + argument.end + 1;
                    if in_environment || in_heading {
                        self.piece(end, PieceKind::Removed);
                        return true;
                    }
                    if let Some(name) = named(&after[argument]).filter(|_| self.ends_heading(end)) {
                        self.piece(end, PieceKind::Rewritten(name));
                        return true;
                    }
                }
            }
            "href" | "url" => {
                if let Some(first) = argument(after).filter(|_| after.starts_with('{')) {
                    let address = after[first.clone()].replace('\\', "");
                    let rest = &after[first.end + 1..];
                    if name == "url" {
                        self.piece(
                            self.at + length + first.end + 1,
                            PieceKind::Rewritten(format!("<{address}>")),
                        );
                        return true;
                    }
                    if let Some(second) = argument(rest) {
                        let start = self.at + length + first.end + 1;
                        self.open(start + second.end, "</a>");
                        let open = format!("<a href=\"{}\">", address.replace('"', "%22"));
                        self.piece(start + second.start, PieceKind::Rewritten(open));
                        return true;
                    }
                }
            }
            "includegraphics" => {
                let skipped = options(after);
                if let Some(path) = argument(&after[skipped..]) {
                    let image = image(&after[..skipped], &after[skipped..][path.clone()]);
                    self.piece(self.at + length + skipped + path.end + 1, PieceKind::Rewritten(image));
                    return true;
                }
            }
            _ => {}
        }
        if OTHERS.contains(&name) && !after.starts_with(['\\', ':', '/', '.']) {
            self.keep(format!("\\{name}"), length);
        }
        false
    }

    /// Takes a heading that has its line for itself; whether it was one.
    fn heading(&mut self, name: &str, after: &str) -> bool {
        let Some(&(_, mark)) = HEADINGS.iter().find(|heading| heading.0 == name) else { return false };
        let star = usize::from(after.starts_with('*'));
        let skipped = star + options(&after[star..]);
        let leads = self.text[self.line.start.min(self.at)..self.at].trim().is_empty();
        let Some(argument) = argument(&after[skipped..]).filter(|_| leads) else { return false };
        let inside = &after[skipped..][argument.clone()];
        let rest = &after[skipped + argument.end + 1..];
        let (label, length) = match self.name_of_heading(rest) {
            Some((label, length)) => (Some(label), length),
            None => {
                (inside.split_once("\\label").and_then(|(_, rest)| named(&rest[self::argument(rest)?])), 0)
            }
        };
        let alone = rest[length..].lines().next().is_none_or(|line| line.trim().is_empty());
        if !alone || inside.contains('\n') {
            return false;
        }
        let start = self.at + 1 + name.len() + skipped;
        let end = start + argument.end;
        let close = label.map(|label| format!(" {label}")).unwrap_or_default();
        self.latex.arguments.push(Open { end, until: end + 1 + length, close, heading: true });
        self.piece(start + argument.start, PieceKind::Rewritten(mark.to_owned()));
        true
    }

    /// The name that follows a heading, on its line or the next, as an attribute; and the length of what says it.
    fn name_of_heading(&self, rest: &str) -> Option<(String, usize)> {
        let own = rest.trim_start_matches([' ', '\t']);
        let next = own.strip_prefix("\r\n").or(own.strip_prefix('\n'));
        let own = next.map_or(own, |next| next.strip_prefix(&*self.line.prefix).unwrap_or(next));
        let after = own.trim_start_matches([' ', '\t']).strip_prefix("\\label")?;
        let argument = argument(after)?;
        let length = rest.len() - after.len() + argument.end + 1;
        let alone = rest[length..].lines().next().is_none_or(|line| line.trim().is_empty());
        named(&after[argument]).filter(|_| alone).map(|name| (name, length))
    }

    /// Whether a heading of Markdown ends at byte `end`.
    fn ends_heading(&self, end: usize) -> bool {
        let line = &self.text[self.line.start.min(end)..];
        line.starts_with('#') && self.line.flat && {
            let rest = self.text[end..].lines().next().unwrap_or_default();
            rest.trim().trim_end_matches('#').trim().is_empty()
        }
    }

    /// Remembers that an argument ends at byte `end`, and what stands for its brace.
    fn open(&mut self, end: usize, close: &str) {
        let close = close.to_owned();
        self.latex.arguments.push(Open { end, until: end + 1, close, heading: false });
    }

    /// Remembers a command of this many bytes that stays.
    fn keep(&mut self, command: String, length: usize) {
        let at = self.at;
        self.latex.kept.entry(command).or_insert((at..at + length, 0)).1 += 1;
    }

    /// The brace that ends the argument of a command: what stands for it.
    pub fn closing_brace(&mut self) {
        let at = self.at;
        while self.latex.arguments.last().is_some_and(|open| open.end < at) {
            self.latex.arguments.pop();
        }
        match self.latex.arguments.pop_if(|open| open.end == at) {
            Some(Open { until, close, .. }) if close.is_empty() => self.piece(until, PieceKind::Removed),
            Some(Open { until, close, .. }) => self.piece(until, PieceKind::Rewritten(close)),
            None => self.at += 1,
        }
    }

    fn begin(&mut self, after: &str) -> bool {
        let Some(name) = argument(after).map(|name| &after[name]) else { return false };
        let opened = self.at + "\\begin{}".len() + name.len();
        let bare = name.trim_end_matches('*');
        if name.is_empty() || !bare.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return false;
        }
        let close = format!("\\end{{{name}}}");
        let Some(end) = self.end_of_environment(opened, name, &close) else { return false };
        let mut start = opened;
        let kind = match bare {
            "center" => Kind::Block("<div align=\"center\">", "</div>"),
            "flushright" => Kind::Block("<div align=\"right\">", "</div>"),
            "flushleft" => Kind::Block("<div>", "</div>"),
            "quote" | "quotation" => Kind::Block("<blockquote>", "</blockquote>"),
            "itemize" => Kind::Elements("<ul>", "</ul>"),
            "enumerate" => Kind::Elements("<ol>", "</ol>"),
            "description" => Kind::Elements("<dl>", "</dl>"),
            "figure" | "table" => Kind::Elements("<figure>", "</figure>"),
            "tabular" => Kind::Table,
            "verbatim" | "lstlisting" => {
                let inside = &self.text[opened..end];
                let inside = &inside[options(inside)..];
                let text = inside.strip_prefix('\n').unwrap_or(inside).trim_end().to_owned();
                self.piece(end + close.len(), PieceKind::Code { info: String::new(), text });
                return true;
            }
            _ => {
                self.keep(format!("\\begin{{{name}}}"), opened - self.at);
                return false;
            }
        };
        start += options(&self.text[start..end]);
        let mut environment =
            Environment { kind, end, item: false, columns: Vec::new(), column: 0, head: false };
        let mut mark = match kind {
            Kind::Block(open, _) | Kind::Elements(open, _) => open.to_owned(),
            Kind::Table => {
                let Some(columns) = argument(&self.text[start..end]) else { return false };
                environment.columns = alignments(&self.text[start..end][columns.clone()]);
                start += columns.end + 1;
                let first = self.text[start..end].split("\\\\").nth(1).map(str::trim_start);
                environment.head = first
                    .is_some_and(|next| ["\\hline", "\\midrule"].iter().any(|rule| next.starts_with(rule)));
                format!("<table><tr>{}", environment.cell())
            }
        };
        if let Kind::Elements("<figure>", _) = kind
            && let Some((_, label)) = self.text[start..end].split_once("\\label{")
            && let Some((label, _)) = label.split_once('}')
            && !label.contains(['"', '<'])
        {
            mark = format!("<figure id=\"{label}\">");
        }
        let nested = self.latex.environments.iter().any(|open| !matches!(open.kind, Kind::Block(..)));
        let leads = self.text[self.line.start.min(self.at)..self.at].trim().is_empty();
        let mark = match (leads || nested, kind) {
            (true, Kind::Block(..)) => format!("{mark}{}", self.empty_line()),
            (true, _) => mark,
            (false, Kind::Block(..)) => format!("{}{mark}{}", self.empty_line(), self.empty_line()),
            (false, _) => format!("{}{mark}", self.empty_line()),
        };
        self.latex.environments.push(environment);
        self.piece(start, PieceKind::Rewritten(mark));
        true
    }

    fn end(&mut self, after: &str) -> bool {
        let at = self.at;
        let Some(found) = self.latex.environments.iter().rposition(|open| open.end == at) else {
            return false;
        };
        let Some(environment) = self.latex.environments.drain(found..).next() else { return false };
        let nested = self.latex.environments.iter().any(|open| !matches!(open.kind, Kind::Block(..)));
        let length = "\\end".len() + argument(after).map_or(0, |name| name.end + 1);
        let gap = if nested { String::new() } else { self.empty_line() };
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
        self.piece(at + length, PieceKind::Rewritten(mark));
        true
    }

    fn item(&mut self, after: &str) -> bool {
        let Some(environment) = self.latex.environments.last_mut() else { return false };
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
        self.piece(self.at + length, PieceKind::Rewritten(mark));
        true
    }

    /// The end of a cell (`&`) or of a row (`\\`) of an open table, of this many bytes.
    pub fn tabular(&mut self, length: usize) -> bool {
        let at = self.at;
        let text = self.text;
        let Some(table) = self.latex.environments.last_mut() else { return false };
        if table.kind != Kind::Table {
            return false;
        }
        let mut mark = table.end_of_cell();
        if length == 1 {
            table.column += 1;
            mark.push_str(&table.cell());
        } else {
            let mut rest = text[at + length..table.end].trim_start();
            while let Some(after) =
                ["\\hline", "\\bottomrule"].iter().find_map(|rule| rest.strip_prefix(rule))
            {
                rest = after.trim_start();
            }
            if rest.is_empty() {
                self.piece(at + length, PieceKind::Removed);
                return true;
            }
            (table.column, table.head) = (0, false);
            mark.push_str(&format!("</tr>\n<tr>{}", table.cell()));
        }
        self.piece(at + length, PieceKind::Rewritten(mark));
        true
    }

    /// The byte at which the environment ends that begins at byte `opened`.
    fn end_of_environment(&mut self, opened: usize, name: &str, close: &str) -> Option<usize> {
        let open = format!("\\begin{{{name}}}");
        let limit = self.text.floor_char_boundary(opened + limits::LATEX_ENVIRONMENT);
        self.ahead.find("\\end{", opened).filter(|&at| at < limit)?;
        let rest = &self.text[opened..limit];
        // Very many may begin of which none ends.
        let looked_at = self.latex.never_ended.get(name).map_or(0, |&at| at.saturating_sub(opened));
        let looked_at = rest.floor_char_boundary(looked_at);
        if !rest[looked_at..].contains(close) {
            self.latex.never_ended.insert(name.to_owned(), limit.saturating_sub(close.len()));
            return None;
        }
        let (mut depth, mut at) = (1_usize, 0);
        loop {
            let end = at + rest[at..].find(close)?;
            depth = depth - 1 + rest[at..end].matches(&open).count();
            if depth == 0 {
                return Some(opened + end);
            }
            at = end + close.len();
        }
    }

    /// An empty line of the present container, and the beginning of the next.
    fn empty_line(&self) -> String {
        let prefix = &self.line.prefix;
        format!("\n{}\n{prefix}", prefix.trim_end())
    }
}

impl Environment {
    /// What begins a cell of a table.
    fn cell(&self) -> String {
        let name = if self.head { "th" } else { "td" };
        match self.columns.get(self.column) {
            Some(alignment) => format!("<{name} align=\"{alignment}\">"),
            None => format!("<{name}>"),
        }
    }

    fn end_of_cell(&self) -> String {
        format!("</{}>", if self.head { "th" } else { "td" })
    }
}

/// The bytes of the argument in braces that a text begins with, but for spaces.
fn argument(after: &str) -> Option<Range<usize>> {
    let start = after.find(|c: char| c != ' ')?;
    let inside = after[start..].strip_prefix('{')?;
    let inside = &inside[..inside.floor_char_boundary(limits::LATEX_ARGUMENT)];
    let (mut depth, mut escaped, mut last) = (0_usize, false, ' ');
    for (at, c) in inside.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' if last == '\n' => return None,
            '{' => depth += 1,
            '}' if depth == 0 => return Some(start + 1..start + 1 + at),
            '}' => depth -= 1,
            _ => {}
        }
        last = if c == '\n' || !c.is_whitespace() { c } else { last };
    }
    None
}

/// A name as an attribute, where it can be one.
fn named(label: &str) -> Option<String> {
    let label = label.trim();
    let fits = |c: char| c.is_alphanumeric() || "-_:./+".contains(c);
    (!label.is_empty() && label.chars().all(fits)).then(|| format!("{{#{label}}}"))
}

/// The length of the options in brackets that a text begins with.
fn options(text: &str) -> usize {
    let inside = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    inside.filter(|(inside, _)| !inside.contains('\n')).map_or(0, |(inside, _)| inside.len() + 2)
}

/// The element for an image of this file; of its options, a width in parts of the text's is kept.
fn image(options: &str, path: &str) -> String {
    let path = path.trim().replace('"', "%22");
    let width = options.split(['[', ',', ']']).find_map(|option| option.trim().strip_prefix("width="));
    let part = width.and_then(|width| {
        let number = width.split('\\').next()?.trim();
        let relative =
            ["\\textwidth", "\\linewidth", "\\columnwidth"].iter().any(|unit| width.contains(unit));
        let number: f32 = if number.is_empty() { 1.0 } else { number.parse().ok()? };
        relative.then(|| (number * 100.0).round())
    });
    match part {
        Some(percent) => format!("<img src=\"{path}\" style=\"width:{percent}%\">"),
        None => format!("<img src=\"{path}\">"),
    }
}

/// How the columns of a table are aligned.
fn alignments(spec: &str) -> Vec<&'static str> {
    let mut columns = Vec::new();
    let mut depth = 0_usize;
    for c in spec.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            'l' | 'p' | 'm' | 'b' | 'X' if depth == 0 => columns.push("left"),
            'c' if depth == 0 => columns.push("center"),
            'r' if depth == 0 => columns.push("right"),
            _ => {}
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_balanced_and_stay_in_their_paragraph() {
        let read = |text: &str| argument(text).map(|range| text[range].to_owned());
        assert_eq!(read("{a {b} c} d"), Some("a {b} c".to_owned()));
        assert_eq!(read("{a \\} b}"), Some("a \\} b".to_owned()));
        assert_eq!(read("{a\n\nb}"), None);
        assert_eq!(read("{a"), None);
        assert_eq!(read("a"), None);
    }

    #[test]
    fn columns_and_widths_are_read() {
        assert_eq!(alignments("|l|c p{3cm} r|"), ["left", "center", "left", "right"]);
        assert_eq!(image("[width=0.5\\textwidth]", "a.png"), "<img src=\"a.png\" style=\"width:50%\">");
        assert_eq!(image("", "a.png"), "<img src=\"a.png\">");
    }
}
