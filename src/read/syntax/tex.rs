//! Where formulas stand in a text: `$…$`, `$$…$$`, `\(…\)`, `\[…\]` and bare `\begin{align}…\end{align}`, with
//! the label that may follow one. What the LaTeX in them says is read by [`crate::latex`].

#![expect(
    clippy::string_slice,
    reason = "offsets are of delimiters of LaTeX, all of ASCII, that were found in the same text"
)]

pub mod command;
mod ends;
mod words;

use std::collections::HashSet;

use crate::limits::FORMULA;
use crate::read::syntax::attributes;
use crate::read::syntax::reach::Paragraphs;
use crate::read::syntax::tex::ends::{closing, end_of_inline, too_far};
use crate::read::syntax::tex::words::{has_empty_line, is_price, says_math};

/// What stands at a place where a formula may begin.
#[derive(Debug, PartialEq, Eq)]
pub enum Start {
    /// A formula.
    Formula(Found),
    /// A formula that is never closed: what it begins with and what should end it.
    NeverClosed(String, String),
    /// Text.
    Text,
}

/// A formula found in a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// The LaTeX, without delimiters and without the container's markers at the start of its lines.
    pub tex: String,
    /// Whether it stands on a line of its own.
    pub display: bool,
    /// The name that stands after it (`{#eq-x}` of Quarto, `(x)` of MyST).
    pub label: Option<String>,
    /// The byte just after it.
    pub end: usize,
}

/// The environments of LaTeX that are formulas by themselves: those of amsmath, and those that sites set without
/// delimiters around them.
const ENVIRONMENTS: [&str; 23] = [
    "equation",
    "align",
    "alignat",
    "flalign",
    "xalignat",
    "gather",
    "multline",
    "eqnarray",
    "displaymath",
    "math",
    "subequations",
    "aligned",
    "alignedat",
    "gathered",
    "split",
    "cases",
    "array",
    "matrix",
    "pmatrix",
    "bmatrix",
    "vmatrix",
    "CD",
    "prooftree",
];

/// Finds formulas in one text, front to back.
#[derive(Debug)]
pub struct Finder<'t> {
    text: &'t str,
    /// Delimiters, each with the byte before which none stands after the last place that was looked at. Without
    /// it, many formulas that are never closed would each be looked for to the same end.
    hopeless: Vec<(String, usize)>,
    /// The line (its first byte) that is known to have something else before the place that is looked at.
    inside_of: Option<usize>,
    /// The names that something in the text refers to.
    referred: Option<HashSet<&'t str>>,
    paragraphs: Paragraphs,
    /// Whether what stands between `\\(` and `\\)` is a formula whatever it is.
    doubled: bool,
}

impl<'t> Finder<'t> {
    /// A finder for `text`.
    pub fn new(text: &'t str) -> Self {
        Self::doubled(text, false)
    }

    /// A finder for `text`, for which what stands between `\\(` and `\\)` may be a formula whatever it is.
    pub fn doubled(text: &'t str, doubled: bool) -> Self {
        Self {
            text,
            hopeless: Vec::new(),
            inside_of: None,
            referred: None,
            paragraphs: Paragraphs::default(),
            doubled,
        }
    }

    /// What stands at byte `start`. `prefix` is what further lines of the same container begin with, `line` the
    /// byte at which the line's own text starts; a `flat` line is one that no block goes on after.
    pub fn at(&mut self, start: usize, prefix: &str, line: usize, flat: bool) -> Start {
        let leads = self.inside_of != Some(line) && leads(&self.text[line.min(start)..start]);
        self.inside_of = (!leads).then_some(line);
        let leads = leads && !flat;
        let block = self.paragraphs.end(self.text, start, line, prefix, flat);
        let rest = &self.text[start..self.text.floor_char_boundary(start + FORMULA)];
        if rest.starts_with("$$") {
            let dollars = rest.bytes().take_while(|&byte| byte == b'$').count();
            return if dollars == 2 {
                self.closed(start, ["$$", "$$"], prefix, leads, block)
            } else {
                Start::Text
            };
        }
        if let Some(inside) = rest.strip_prefix("$`") {
            let end = inside.find(['`', '\n']).filter(|&end| end > 0 && inside[end..].starts_with("`$"));
            if let Some(end) = end {
                return self.found(start, 2..2 + end, 2, false, prefix);
            }
        }
        let paragraph = &rest[..rest.len().min(block.saturating_sub(start))];
        if rest.starts_with("\\$$") {
            return self.escaped(start, paragraph, prefix);
        }
        if let Some(inside) = paragraph.strip_prefix('$') {
            let price = |length: &usize| is_price(&self.text[..start], &inside[..*length]);
            return match end_of_inline(inside).filter(|length| !price(length)) {
                Some(length) => self.found(start, 1..1 + length, 1, false, prefix),
                None => Start::Text,
            };
        }
        let pairs = [
            ("\\(", "\\)", false),
            ("\\[", "\\]", leads),
            ("\\\\(", "\\\\)", false),
            ("\\\\[", "\\\\]", leads),
        ];
        if let Some((open, close, leads)) = pairs.into_iter().find(|pair| rest.starts_with(pair.0)) {
            return self.closed(start, [open, close], prefix, leads, block);
        }
        let name = rest.strip_prefix("\\begin{").and_then(|name| name.split_once('}'));
        match name.map(|(name, _)| name).filter(|name| ENVIRONMENTS.contains(&name.trim_end_matches('*'))) {
            Some(name) => {
                let (open, close) = (format!("\\begin{{{name}}}"), format!("\\end{{{name}}}"));
                self.closed(start, [&open, &close], prefix, !flat, block)
            }
            None => Start::Text,
        }
    }

    /// The formula of kramdown's in a line of text that begins with `\$$`, which `paragraph` begins with.
    fn escaped(&mut self, start: usize, paragraph: &str, prefix: &str) -> Start {
        const OPEN: usize = 3;
        let line = paragraph[OPEN..].split('\n').next().unwrap_or_default();
        match closing(line, "$$").filter(|&length| says_math(&line[..length])) {
            Some(length) => self.found(start, OPEN..OPEN + length, 2, false, prefix),
            None => Start::Text,
        }
    }

    /// The formula between `open`, at byte `start`, and `close`. One that begins its line is a block: it may have empty
    /// lines and what looks like items in it. Another ends with its paragraph, at byte `block`: else a delimiter that
    /// is never closed would take what follows with it.
    fn closed(
        &mut self,
        start: usize,
        [open, close]: [&str; 2],
        prefix: &str,
        leads: bool,
        block: usize,
    ) -> Start {
        let searched = self.hopeless.iter().find(|(delimiter, end)| delimiter == close && start < *end);
        let searched = searched.is_some();
        let rest = &self.text[start + open.len()..];
        let rest = &rest[..rest.floor_char_boundary(FORMULA)];
        let found = if searched { None } else { closing(rest, close) };
        let escapes = open.starts_with('\\') && !open.starts_with("\\begin");
        // Signs of money, or of anything else, may stand at the end of a line.
        let sign = open == "$$" && !leads && rest.lines().next().is_none_or(|line| line.trim().is_empty());
        let never_closed = || if sign { Start::Text } else { never_closed(open, close, rest) };
        if let Some(length) = found {
            let inside = &rest[..length];
            let end = start + open.len() + length;
            let too_far = match leads {
                true => too_far(rest, length, prefix).map(|line| start + open.len() + line),
                false => (end > block).then_some(block),
            };
            if let Some(line) = too_far {
                self.none_before(close, line);
                return never_closed();
            }
            // After a formula of several paragraphs nothing but its label stands on the line.
            let after = rest[length + close.len()..].trim_start_matches([' ', '\t']);
            let ends =
                after.is_empty() || after.starts_with(['\n', '\r', '{', '(', '<', '.', ',', ';', ':', '\\']);
            if !ends && has_empty_line(inside, prefix) {
                return never_closed();
            }
            let is_doubled = open.starts_with("\\\\");
            if inside.trim().is_empty() || escapes && !(is_doubled && self.doubled || says_math(inside)) {
                return Start::Text;
            }
            let display = !open.ends_with('(');
            if open.starts_with("\\begin") {
                return self.found(start, 0..open.len() + length + close.len(), 0, display, prefix);
            }
            let found = self.found(start, open.len()..open.len() + length, close.len(), display, prefix);
            return match found {
                Start::Formula(found) if is_doubled => {
                    Start::Formula(Found { tex: unescaped(&found.tex), ..found })
                }
                found => found,
            };
        }
        if !searched {
            self.none_before(close, start + open.len() + rest.len());
        }
        never_closed()
    }

    fn none_before(&mut self, close: &str, end: usize) {
        match self.hopeless.iter_mut().find(|(delimiter, _)| delimiter == close) {
            Some(known) => known.1 = end,
            None => self.hopeless.push((close.to_owned(), end)),
        }
    }

    /// The formula whose LaTeX stands in the bytes `inside` after `start`, before a delimiter of `close` bytes.
    fn found(
        &mut self,
        start: usize,
        inside: std::ops::Range<usize>,
        close: usize,
        display: bool,
        prefix: &str,
    ) -> Start {
        let mut end = start + inside.end + close;
        let tex = without_markers(&self.text[start + inside.start..start + inside.end], prefix);
        let tex = if tex.contains("(\\#") { with_labels(&tex) } else { tex };
        let mut label = None;
        if display && let Some((name, after)) = self.label(end) {
            (label, end) = (Some(name), after);
        }
        Start::Formula(Found { tex, display, label, end })
    }

    /// The name of the formula that ends at byte `end`, and the byte after it.
    fn label(&mut self, end: usize) -> Option<(String, usize)> {
        // No name is longer; a line may be.
        let ahead = &self.text[end..self.text.floor_char_boundary(end + 200)];
        let line = ahead.split('\n').next()?;
        let words = line.trim_start_matches([' ', '\t']);
        let at = end + line.len() - words.len();
        if words.starts_with("{#") {
            let (read, length) = attributes::read(words)?;
            return Some((read.id.clone()?, at + length));
        }
        if line.len() == ahead.len() && end + line.len() < self.text.len() {
            return None;
        }
        let name = words.trim_end().strip_prefix('(')?.strip_suffix(')')?;
        let valid = name.chars().all(|c| c.is_alphanumeric() || "-_:.".contains(c));
        let starts = name.starts_with(|c: char| c.is_alphabetic());
        // Words in parentheses may be words: a name looks like one, or is used as one.
        let is_name =
            valid && starts && (name.contains(['-', '_', ':', '.']) || self.referred().contains(name));
        is_name.then(|| (name.to_owned(), at + words.trim_end().len()))
    }

    fn referred(&mut self) -> &HashSet<&'t str> {
        let text = self.text;
        self.referred.get_or_insert_with(|| {
            let kinds = [("{eq}`", '`'), ("](#", ')'), ("ref{", '}'), ("ref}`", '`')];
            let names = kinds.iter().flat_map(|(open, close)| {
                text.match_indices(open)
                    .filter_map(move |(at, open)| text[at + open.len()..].split(*close).next())
            });
            names.filter(|name| name.len() < 100).collect()
        })
    }
}

/// A formula with bookdown's labels, `(\#eq:name)`, as LaTeX has them.
fn with_labels(tex: &str) -> String {
    let mut parts = tex.split("(\\#");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || "-_:./".contains(c));
        match part.split_once(')').filter(|(name, _)| !name.is_empty() && is_name(name)) {
            Some((name, rest)) => out.extend(["\\label{", name, "}", rest]),
            None => out.extend(["(\\#", part]),
        }
    }
    out
}

/// Whether `\begin` before this begins an environment that is a formula.
pub fn is_environment(after: &str) -> bool {
    let name = after.strip_prefix('{').and_then(|name| name.split('}').next());
    name.is_some_and(|name| ENVIRONMENTS.contains(&name.trim_end_matches('*')))
}

/// What is said of a delimiter that is never closed. Brackets that Markdown escapes are no formula: those that
/// close again without a backslash, and those before plain words.
fn never_closed(open: &str, close: &str, rest: &str) -> Start {
    let line = rest[..rest.floor_char_boundary(200)].lines().next().unwrap_or_default();
    let is_formula = match open {
        _ if open.starts_with("\\\\") => false,
        "\\(" | "\\[" => {
            let (up, down) = if open == "\\(" { ('(', ')') } else { ('[', ']') };
            let mut depth = 0;
            let closes = line.chars().any(|found| {
                depth += i32::from(found == up) - i32::from(found == down);
                depth < 0
            });
            !closes && (open == "\\[" && line.trim().is_empty() || says_math(line))
        }
        _ => true,
    };
    if is_formula { Start::NeverClosed(open.to_owned(), close.to_owned()) } else { Start::Text }
}

/// Whether only white space and tags of HTML stand before a formula in its line, or after it.
pub fn leads(before: &str) -> bool {
    let mut rest = before.trim();
    while let Some(tag) = rest.strip_prefix('<') {
        let Some(end) = tag.find('>') else { return false };
        rest = tag[end + 1..].trim_start();
    }
    rest.is_empty()
}

/// What Markdown makes of the inside of `\\(…\\)`: of a backslash and a character of punctuation, that character.
fn unescaped(inside: &str) -> String {
    let mut out = String::with_capacity(inside.len());
    let mut characters = inside.chars().peekable();
    while let Some(c) = characters.next() {
        match characters.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => out.extend(characters.next()),
            _ => out.push(c),
        }
    }
    out
}

/// The text without the quote markers with which its further lines begin.
fn without_markers(inside: &str, prefix: &str) -> String {
    let quotes = prefix.bytes().filter(|&byte| byte == b'>').count();
    if quotes == 0 || !inside.contains('\n') {
        return inside.to_owned();
    }
    let strip = |line: &str| {
        let mut line = line;
        for _ in 0..quotes {
            let trimmed = line.trim_start();
            line = trimmed.strip_prefix('>').map_or(line, |rest| rest.strip_prefix(' ').unwrap_or(rest));
        }
        line.to_owned()
    };
    let mut lines = inside.split('\n');
    let first = lines.next().unwrap_or_default().to_owned();
    std::iter::once(first).chain(lines.map(strip)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first formula of a text and what follows it, as `tex|rest`; `$$` before a display formula.
    fn show(text: &str) -> String {
        let start = text.find(['$', '\\']).unwrap();
        match Finder::new(text).at(start, "", text[..start].rfind('\n').map_or(0, |at| at + 1), false) {
            Start::Formula(Found { tex, display, label, end }) => {
                let label = label.map(|label| format!("#{label}")).unwrap_or_default();
                format!("{}{tex}{label}|{}", if display { "$$" } else { "" }, &text[end..])
            }
            Start::NeverClosed(open, close) => format!("{open} without {close}"),
            Start::Text => "none".to_owned(),
        }
    }

    #[test]
    fn every_delimiter_is_known() {
        assert_eq!(show("$x$ y"), "x| y");
        assert_eq!(show("$$x$$ y"), "$$x| y");
        assert_eq!(show(r"\(x+1\) y"), "x+1| y");
        assert_eq!(show(r"\[x=1\] y"), "$$x=1| y");
        assert_eq!(show("\\begin{align*}x&=1\\end{align*}y"), "$$\\begin{align*}x&=1\\end{align*}|y");
        assert_eq!(show("$$\na\n\n- b\n$$"), "$$\na\n\n- b\n|");
        assert_eq!(show(r"$a\$b$"), r"a\$b|");
        assert_eq!(show("$a\nb$"), "a\nb|");
        assert_eq!(show(r"$\text{if $x$ and $y$}$ b"), r"\text{if $x$ and $y$}| b");
        assert_eq!(show("$\\{a$ b $c\\}$"), "\\{a| b $c\\}$");
        assert_eq!(show("$a_{b$ and c"), "a_{b| and c");
    }

    #[test]
    fn prices_and_brackets_are_not_formulas() {
        for text in [
            "5$ et 3$",
            "$5 and $6",
            "5$, 10$ ou 20$",
            "$5 ou 6$",
            "|5$|6$|",
            "$$$ et $$$",
            "$ x $",
            "$x\n\ny$",
            "$x\n- y$",
            r"\[1\]x",
            r"\[see below\]",
            r"\[[1](https://example.org/a_b#c)\]",
            r"\[a = b] c",
            r"\(f(x) = b) c",
            "$$$$",
            "$",
            r"\(",
            r"\begin{align",
            r"\begin{align*",
        ] {
            assert_eq!(show(text), "none", "{text}");
        }
    }

    #[test]
    fn numbers_before_and_in_formulas_are_no_prices() {
        assert_eq!(show("10$^{3}$ m"), "^{3}| m");
        assert_eq!(show("2$x$"), "x|");
        assert_eq!(show("$2 x$"), "2 x|");
        assert_eq!(show("$`a^2`$ b"), "a^2| b");
    }

    #[test]
    fn a_formula_never_closed_does_not_swallow_the_note() {
        for (text, open, close) in [
            ("$$\na\n\n## Title\n\n$$b$$", "$$", "$$"),
            ("$$\na\n```\nb\n```\n$$b$$", "$$", "$$"),
            ("$$\na = b\n\nThen we have words.\n\n$$\nb\n$$", "$$", "$$"),
            ("It costs $$ here\n\nand $$ there", "$$", "$$"),
            ("$$ a", "$$", "$$"),
            ("\\[ a^2", "\\[", "\\]"),
            ("\\[\na^2", "\\[", "\\]"),
            ("\\( a^2\n\n\\)", "\\(", "\\)"),
            ("\\begin{align} a", "\\begin{align}", "\\end{align}"),
        ] {
            assert_eq!(show(text), format!("{open} without {close}"), "{text}");
        }
    }

    #[test]
    fn empty_lines_stand_only_in_formulas_that_begin_their_line() {
        assert_eq!(show("$$\na\n\nb\n$$"), "$$\na\n\nb\n|");
        assert_eq!(show("<div class=\"x\">$$\na\n\nb\n$$</div>"), "$$\na\n\nb\n|</div>");
        assert_eq!(show("so $$a\nb$$"), "$$a\nb|");
    }

    #[test]
    fn a_label_after_a_formula_is_not_text() {
        assert_eq!(show("$$a$$ {#eq-a}\nb"), "$$a#eq-a|\nb");
        assert_eq!(show("$$a$$ (eq:a)"), "$$a#eq:a|");
        assert_eq!(show("$$a$$ (why)"), "$$a| (why)");
        assert_eq!(show("$$a$$ (why)\n{eq}`why`"), "$$a#why|\n{eq}`why`");
        assert_eq!(show("$$a$$ (1)"), "$$a| (1)");
    }
}
