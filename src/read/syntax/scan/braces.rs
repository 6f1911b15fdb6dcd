//! What braces hold: tags and expressions of templates, comments, roles, attributes.

#![expect(
    clippy::string_slice,
    reason = "the scanner stops only at marks of ASCII or at the ends that its parts found in the same text"
)]

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::limits::FRUITLESS;
use crate::read::syntax::js::{self, Value};
use crate::read::syntax::names::Written;
use crate::read::syntax::scan::piece::{Line, PieceKind};
use crate::read::syntax::scan::state::Scanner;
use crate::read::syntax::scan::text::{is_raw, run};
use crate::read::syntax::scan::{captured, code, container};
use crate::read::syntax::tag::{self, Argument, Tag};
use crate::read::syntax::template::expression;
use crate::read::syntax::{self, attributes, include_line};
use crate::source::Span;

impl<'t> Scanner<'t> {
    pub fn brace(&mut self) {
        let rest = &self.text[self.at..];
        // A value is no Markdown, whatever stands in it.
        if self.place.dialect.has_extensions()
            && !self.raw
            && let Some((_, length)) = attributes::read(rest)
            && rest[..length].contains(['"', '\'', '“'])
            && rest[..length].contains(['`', '<', '*', '_', '$', '~', '^', '@', '['])
        {
            return self.piece(self.at + length, PieceKind::Words(rest[..length].to_owned()));
        }
        if self.place.dialect.has_extensions()
            && !self.raw
            && let Some((name, text, length)) = syntax::role::read(rest)
        {
            let kind = PieceKind::Role { name: name.to_owned(), text: text.to_owned() };
            return self.piece(self.at + length, kind);
        }
        let dialect = self.place.dialect;
        if dialect.has_extensions()
            && !self.raw
            && let Some((path, length)) = include_line::in_braces(rest)
        {
            let at = self.at + rest.find(path).unwrap_or_default();
            let tag = Tag { empty: true, ..container::including(path, at) };
            return self.piece(self.at + length, PieceKind::Tag(tag));
        }
        if dialect.has_extensions()
            && !self.raw
            && let Some(length) = attributes::opaque(rest)
        {
            return self.piece(self.at + length, PieceKind::Words(rest[..length].to_owned()));
        }
        if dialect.has_components() && !self.raw && rest.starts_with("{/*") {
            return self.comment();
        }
        if dialect.is_mdx() {
            return self.expression();
        }
        if dialect.has_expressions()
            && !dialect.has_templates()
            && let Some(inside) = expression(rest)
        {
            let kind = PieceKind::Expression(inside.trim().to_owned());
            return self.piece(self.at + inside.len() + 4, kind);
        }
        if !dialect.has_templates() {
            self.at += run(self.text, self.at, b'{');
            return;
        }
        if self.raw {
            return match tag::read(self.text, self.at) {
                Some((tag, end)) if tag.closes && is_raw(&tag.name) => self.raw_tag(end, false),
                _ => match handlebars_raw(rest) {
                    Some((_, true, length)) => self.raw_tag(self.at + length, false),
                    _ => self.at += 1,
                },
            };
        }
        if let Some((tag, end)) = tag::read(self.text, self.at) {
            self.templated = true;
            match (tag.name.as_str(), tag.closes) {
                (name, false) if is_raw(name) => self.raw_tag(end, true),
                _ if self.captured(&tag, end) => {}
                ("comment", false) => {
                    let end = self.closing(&tag, end).map_or(end, |closing| closing.end);
                    self.piece(end, PieceKind::Nothing);
                }
                (name, false)
                    if let Some(body) = self
                        .vocabulary
                        .body(name, Written::of(tag.syntax))
                        .filter(|body| body.is_verbatim()) =>
                {
                    let meant = self.vocabulary.meant(&tag);
                    let meant = meant.as_ref().unwrap_or(&tag);
                    let alone = self.text[self.line.start..self.at].trim().is_empty();
                    let found = self.closing(&tag, end).and_then(|closing| {
                        let inside = end..closing.start;
                        let prefix = &self.line.prefix;
                        Some((
                            code::read(self.text, (meant, body), inside, closing.end, prefix, alone)?,
                            closing.end,
                        ))
                    });
                    match found {
                        Some((kind, end)) => self.piece(end, kind),
                        None => self.piece(end, PieceKind::Tag(tag)),
                    }
                }
                ("tabpane", closes) => {
                    let is_text = |one: &Argument| one.key.as_deref() == Some("text") && one.value == "true";
                    let language = tag.arguments.iter().find(|one| one.key.as_deref() == Some("lang"));
                    let language = language.map(|language| language.value.clone());
                    let is_code = !closes && rest.starts_with("{{<") && !tag.arguments.iter().any(is_text);
                    self.code_tabs = is_code.then_some(language);
                    self.piece(end, PieceKind::Tag(tag));
                }
                ("tab", false) if rest.starts_with("{{<") && self.code_tabs.is_some() => {
                    let own = tag.arguments.iter().find(|one| one.key.as_deref() == Some("lang"));
                    let language = own.map(|own| own.value.clone()).or(self.code_tabs.clone().flatten());
                    let close = self.closing(&tag, end).map(|closing| closing.start);
                    self.piece(end, PieceKind::Tag(tag));
                    if let Some(close) = close
                        && let Some(text) = code::of_tab(&self.text[end..close], &self.line.prefix)
                    {
                        self.piece(close, PieceKind::Code { info: language.unwrap_or_default(), text });
                    }
                }
                _ => self.piece(end, PieceKind::Tag(tag)),
            }
        } else if let Some((words, end)) = tag::read_escaped(self.text, self.at) {
            self.piece(end, PieceKind::Words(words));
        } else if let Some((words, length)) = literal(rest) {
            self.piece(self.at + length, PieceKind::Words(words.to_owned()));
        } else if let Some((name, false, length)) = handlebars_raw(rest)
            && self.text[self.at + length..].contains(&format!("{{{{{{{{/{name}}}}}}}}}"))
        {
            self.raw_tag(self.at + length, true);
        } else if let Some((tag, end)) = tag::read_call(self.text, self.at) {
            self.piece(end, PieceKind::Tag(tag));
        } else if let Some(end) = self.kramdown() {
            self.piece(end, PieceKind::Nothing);
        } else if let Some(length) = book_title(rest) {
            self.piece(self.at + length, PieceKind::Nothing);
        } else if let Some(end) = self.template_comment() {
            self.piece(end, PieceKind::Nothing);
        } else if let Some(inside) = expression(rest) {
            let kind = PieceKind::Expression(inside.trim().to_owned());
            self.piece(self.at + inside.len() + 4, kind);
        } else {
            self.at += run(self.text, self.at, b'{');
        }
    }

    /// Takes what a tag that ends at byte `end` captures, up to the tag that closes it: it vanishes where its name is shown
    /// elsewhere, and stands as it is written where it is not.
    pub fn captured(&mut self, tag: &Tag, end: usize) -> bool {
        let left_out = captured::is_left_out(tag) && !self.vocabulary.is_callout(&tag.name);
        let name = captured::name(tag);
        if !left_out && name.is_none() {
            return false;
        }
        let Some(closing) = self.closing(tag, end) else { return false };
        let (span, inside) = (Span::new(self.at..end), end..closing.start);
        let text = self.text;
        let names = || captured::shown(text);
        let written = format!("{{% {} %}}", tag.name);
        let hint = "it is for the site's own program: nothing in a note is run here";
        let (kind, told) = match name {
            Some(name) if self.shown_names.get_or_insert_with(names).contains(name) => {
                (PieceKind::Captured(name.to_owned(), inside), None)
            }
            Some(_) if !self.line.flat => {
                let text = code::dedented(&code::without_raw(&text[inside]), &self.line.prefix);
                let told = format!("what `{written}` captures is not shown elsewhere: it is set as code");
                (PieceKind::Code { info: String::new(), text }, Some(told))
            }
            _ => (PieceKind::Nothing, Some(format!("what stands in `{written}` is left out"))),
        };
        if let Some(message) = told {
            let warning = Diagnostic::warning(Code::UnknownShortcode, message);
            self.warnings.push(warning.at(span).hint(hint));
        }
        self.piece(closing.end, kind);
        true
    }

    /// The bytes of the tag that closes what a tag opens that ends at byte `from`; they are looked for once.
    pub fn closing(&mut self, opening: &Tag, from: usize) -> Option<Range<usize>> {
        if opening.empty {
            return None;
        }
        let name = opening.name.as_str();
        let known =
            |next: &Option<(Range<usize>, bool)>| next.as_ref().is_none_or(|(tag, _)| tag.start >= from);
        if !self.next_tags.get(name).is_some_and(known) {
            self.next_tags.insert(name.to_owned(), code::next(self.text, name, from));
        }
        let (tag, closes) = self.next_tags.get(name)?.as_ref()?;
        closes.then(|| tag.clone())
    }

    /// The byte after an extension of kramdown's that shows nothing: `{::options …/}`, `{::comment}…{:/comment}`, or the
    /// tags around what is not Markdown.
    pub fn kramdown(&mut self) -> Option<usize> {
        const CLOSE: &str = "{:/";
        let rest = &self.text[self.at..];
        let inside = rest.strip_prefix("{::").or(rest.strip_prefix(CLOSE))?;
        let length = inside.find(['}', '\n']).filter(|&length| inside[length..].starts_with('}'))?;
        let end = self.at + 3 + length + 1;
        let name = inside[..length].split([' ', '/']).next().unwrap_or_default();
        if !["", "options", "comment", "nomarkdown"].contains(&name) {
            return None;
        }
        if name != "comment" || rest.starts_with(CLOSE) || inside[..length].ends_with('/') {
            return Some(end);
        }
        let known =
            |next: &Option<(Range<usize>, bool)>| next.as_ref().is_none_or(|(tag, _)| tag.start >= end);
        if !self.next_tags.get(CLOSE).is_some_and(known) {
            let found = self.text[end..].find(CLOSE).map(|at| end + at);
            let found = found.and_then(|at| Some((at..at + self.text[at..].find('}')? + 1, true)));
            self.next_tags.insert(CLOSE.to_owned(), found);
        }
        self.next_tags.get(CLOSE)?.as_ref().map(|(found, _)| found.end)
    }

    /// The byte after a Nunjucks comment `{# … #}`; `{#id}` is an attribute.
    pub fn template_comment(&mut self) -> Option<usize> {
        let inside = self.at + 2;
        let end = self.text[self.at..].starts_with("{#").then(|| self.ahead.find("#}", inside))??;
        let spaced = self.text[inside..].starts_with(char::is_whitespace);
        (spaced || self.ahead.find("}", inside)? == end + 1).then_some(end + 2)
    }

    /// A comment of JSX. One that has nothing but `#id` names the heading that it stands in.
    pub fn comment(&mut self) {
        let rest = &self.text[self.at..];
        let Some(end) = self.ahead.find("*/}", self.at) else {
            self.at += 1;
            return;
        };
        let length = end - self.at;
        let inside = rest[3..length.max(3)].trim();
        let names = inside.starts_with('#') && inside.len() > 1 && !inside.contains(char::is_whitespace);
        let kind = if names { PieceKind::Words(format!("{{{inside}}}")) } else { PieceKind::Nothing };
        self.piece(self.at + length + 3, kind);
    }

    /// An expression of MDX in braces: a literal says what it says, the rest is decided by the reader.
    pub fn expression(&mut self) {
        let rest = &self.text[self.at..];
        // A word alone is the name of a value here.
        let is_word = rest[1..]
            .split(['}', '\n'])
            .next()
            .is_some_and(|inside| inside.bytes().all(|b| b.is_ascii_alphanumeric()));
        if let Some((_, length)) = attributes::read(rest).filter(|_| !is_word) {
            self.at += length;
            return;
        }
        let found = (self.fruitless < FRUITLESS).then(|| js::end_of_group(self.text, self.at)).flatten();
        let Some(end) = found else {
            self.fruitless += rest.len();
            self.at += 1;
            return;
        };
        let inside = self.text[self.at + 1..end - 1].trim();
        let kind = match js::value(self.text, self.at + 1..end - 1) {
            Value::Text(text, _) => PieceKind::Words(text),
            Value::Word(word) if word.parse::<f64>().is_ok() => PieceKind::Words(word),
            Value::Word(word) if matches!(word.as_str(), "true" | "false" | "null" | "undefined") => {
                PieceKind::Nothing
            }
            Value::Code if inside.is_empty() || inside.starts_with("/*") && inside.ends_with("*/") => {
                PieceKind::Nothing
            }
            Value::Word(_) | Value::List(_) | Value::Object(_) | Value::Code => {
                PieceKind::Expression(inside.to_owned())
            }
        };
        self.piece(end, kind);
    }

    pub fn verbatim_line(&mut self, end: usize) {
        let blank = self.text[self.at..end].trim().is_empty();
        self.line = Line { start: self.at, end, ..Line::default() };
        self.verbatim(self.after(end));
        self.code_may_start |= blank;
    }

    /// Passes over text up to `end` in which only `raw` tags mean something.
    pub fn verbatim(&mut self, end: usize) {
        while let Some(found) = self.text[self.at..end].find("{%") {
            self.at += found;
            match tag::read(self.text, self.at) {
                Some((tag, after)) if is_raw(&tag.name) && after <= end && self.raw_pairs(&tag, after) => {
                    self.raw_tag(after, !tag.closes);
                }
                _ => self.at += 2,
            }
        }
        self.at = end;
    }

    pub fn raw_pairs(&mut self, tag: &Tag, after: usize) -> bool {
        if tag.closes {
            return self.raw;
        }
        let end = if tag.name == "verbatim" { "endverbatim" } else { "endraw" };
        !self.raw && self.ahead.find(end, after).is_some()
    }

    /// A `raw` tag vanishes, with its whole line when nothing else stands there.
    pub fn raw_tag(&mut self, end: usize, raw: bool) {
        self.raw = raw;
        // A line may have very many of them.
        let line_end = if end <= self.line.end { self.line.end } else { self.end_of_line(end) };
        let alone = self.text[self.line.start..self.at].trim().is_empty()
            && self.text[end..line_end].trim().is_empty();
        let whole = alone && self.fence.is_some();
        if whole {
            self.at = self.line.start;
        }
        self.piece(if whole { self.after(line_end) } else { end }, PieceKind::Nothing);
    }
}

/// The tag around such text that `rest` begins with in Handlebars, `{{{{raw}}}}`: its name, whether it closes, and its
/// length.
pub fn handlebars_raw(rest: &str) -> Option<(&str, bool, usize)> {
    let inside = rest.strip_prefix("{{{{")?;
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let length = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    let ends = length > 0 && name[length..].starts_with("}}}}");
    let closes = name.len() < inside.len();
    ends.then(|| (&name[..length], closes, 8 + usize::from(closes) + length))
}

/// The text that the template expression says which `rest` begins with, when that is a literal with marks of a template in
/// it: `{{ '{{' }}`, ``{{ `{{ x }}` }}``; and its length.
pub fn literal(rest: &str) -> Option<(&str, usize)> {
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

/// The length of the helper with which mdBook names the page in a browser's window: it shows nothing.
pub fn book_title(rest: &str) -> Option<usize> {
    let line = rest.strip_prefix("{{#title ")?.split('\n').next()?;
    line.find("}}").map(|at| at + 11)
}
