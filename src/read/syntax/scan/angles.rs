//! What angle brackets hold: components, elements with Markdown in them, drawings, comments; and the statements of modules.

#![expect(
    clippy::string_slice,
    reason = "the scanner stops only at marks of ASCII or at the ends that its parts found in the same text"
)]

use crate::diagnostic::{Code, Diagnostic};
use crate::limits::{self, COMPONENTS_INDENTED, FRUITLESS};
use crate::read::dialect::features::Features;
use crate::read::syntax::html;
use crate::read::syntax::piece::{Line, PieceKind};
use crate::read::syntax::scan::state::{Component, Scanner};
use crate::read::syntax::scan::{diagram, jsx};
use crate::read::syntax::tag::Tag;
use crate::source::Span;

impl<'t> Scanner<'t> {
    /// Takes the statement of a module that begins the present line, which ends at byte `end`.
    pub fn statement(&mut self, end: usize) -> bool {
        // A line by itself, such as a title, holds no blocks.
        let code = self.raw || self.templated && !self.reads(Features::MDX);
        if !self.reads(Features::MODULES) || self.place.flat || !self.place.tables || code {
            return false;
        }
        let Some(jsx::Statement { end: after, import, code }) = jsx::statement(self.text, self.at) else {
            return false;
        };
        if let Some(code) = code {
            let message = format!("`{code}` is left out: a document runs no code");
            let span = Span::new(self.at..end);
            self.warnings.push(Diagnostic::warning(Code::UnsupportedHtml, message).at(span));
        }
        self.line = Line { start: self.at, end, ..Line::default() };
        self.piece(after, import.map_or(PieceKind::Removed, |(name, path)| PieceKind::Import { name, path }));
        self.at = self.after(self.end_of_line(after));
        true
    }

    /// Whether tags of this name are read here, rather than by Markdown.
    pub fn is_jsx(&self, name: &str) -> bool {
        const OPAQUE: [&str; 4] = ["script", "style", "svg", "textarea"];
        match jsx::is_component(name) {
            true => self.reads(Features::COMPONENTS),
            false if name == "template" => self.reads(Features::COMPONENTS),
            false => self.reads(Features::MDX) && !OPAQUE.contains(&name),
        }
    }

    /// Takes the tag of JSX or Vue at the present byte, if there is one.
    pub fn component(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let is_mdx = self.reads(Features::MDX);
        if self.fruitless > FRUITLESS {
            return false;
        }
        if let Some(fragment) = ["<>", "</>"].iter().find(|tag| is_mdx && rest.starts_with(**tag)) {
            self.piece(self.at + fragment.len(), PieceKind::Removed);
            return true;
        }
        let Some(name) = jsx::name(rest) else { return false };
        if self.reads(Features::DIAGRAMS) && self.diagram(name) {
            return true;
        }
        let holds = self.holds_markdown(rest, name);
        if !self.reads(Features::COMPONENTS) && !holds {
            return false;
        }
        let (start, is_jsx) = (self.at, holds || self.is_jsx(name));
        // Other elements are only read here when Markdown could not: `<img width={300}>`, `<b @click="x">`.
        let reads = |end| {
            is_jsx
                || ["={", " @", " #", " :src=", " :href="]
                    .iter()
                    .any(|own| self.text[start..end].contains(own))
        };
        match jsx::read(self.text, start) {
            Ok((tag, end)) if reads(end) && !matches!(name, "script" | "style" | "svg") => {
                self.take_tag(tag, end, is_jsx);
                true
            }
            Ok(_) => false,
            Err(looked_at) => {
                self.fruitless += looked_at;
                false
            }
        }
    }

    /// Takes the diagram in the element of this name whose tag begins a line at the present byte, if it is one.
    pub fn diagram(&mut self, name: &str) -> bool {
        if self.place.flat || !self.text[self.line.start..self.at].trim().is_empty() {
            return false;
        }
        match diagram::read(self.text, self.at, name, &self.line.prefix, &mut self.ahead) {
            Ok(Some((info, text, end))) => {
                self.html = false;
                self.piece(end, PieceKind::Code { info, text });
                true
            }
            Ok(None) => false,
            Err(looked_at) => {
                self.fruitless += looked_at;
                false
            }
        }
    }

    /// Whether the tag that `rest` begins with is of an element in which Markdown is read: one that says so
    /// (`<figure markdown>`, of MkDocs and kramdown), any block for Pandoc, and those of the same name inside.
    pub fn holds_markdown(&self, rest: &str, name: &str) -> bool {
        const BLOCKS: [&str; 12] = [
            "article",
            "aside",
            "center",
            "details",
            "div",
            "figcaption",
            "figure",
            "footer",
            "header",
            "main",
            "section",
            "summary",
        ];
        if !self.reads(Features::MARKDOWN_ELEMENTS) {
            return false;
        }
        if self.reads(Features::MARKDOWN_IN_HTML) && BLOCKS.contains(&name)
            || self.components.iter().any(|open| open.name == name)
            || matches!(name, "summary" | "figcaption")
                && self.components.iter().any(|open| matches!(open.name.as_str(), "details" | "figure"))
        {
            return true;
        }
        let length =
            rest.bytes().take(limits::MARKDOWN_TAG).position(|byte| byte == b'>').unwrap_or_default();
        let inside = rest[..length].split_whitespace().skip(1);
        let mut says = inside.filter_map(|word| word.trim_end_matches('/').strip_prefix("markdown"));
        says.any(|value| value.is_empty() || value.starts_with('=') && !value.contains('0'))
            && html::is_element(name)
    }

    /// Takes a tag that opens or closes what may be indented.
    pub fn take_tag(&mut self, tag: Tag, end: usize, holds: bool) {
        let is = |one: &Component| one.name == tag.name;
        if tag.closes {
            if let Some(found) = self.components.iter().rposition(is) {
                self.components.truncate(found);
            }
        } else if !tag.empty
            && holds
            && self.components.len() < COMPONENTS_INDENTED
            && self.text[self.line.start..self.at].trim().is_empty()
        {
            let column = self.line.prefix.chars().count() + self.stripped;
            self.components.push(Component { name: tag.name.clone(), column, indent: None });
        }
        self.piece(end, PieceKind::tag(tag));
    }

    /// A comment, a drawing or another element whose content is not text; other markup is looked into.
    pub fn angle(&mut self) {
        const OPAQUE: [&str; 6] = ["</pre", "</code", "</script", "</style", "</textarea", "</svg"];
        let rest = &self.text[self.at..];
        if rest.starts_with("<!--") {
            let inside = self.at + 4;
            let end = self.ahead.find("-->", inside).map_or(inside, |end| end + 3);
            match self.stands_before_definition(end - self.at) {
                true => self.piece(end, PieceKind::Removed),
                false => self.at = end,
            }
            return;
        }
        if self.is_destination() {
            self.at += 1;
            return;
        }
        if self.component() {
            return;
        }
        if let Some(length) = self.placeholder() {
            return self.piece(self.at + length, PieceKind::Literal(rest[..length].to_owned()));
        }
        let name = rest[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let opaque = OPAQUE.iter().find(|close| close[2..].eq_ignore_ascii_case(name));
        match opaque.and_then(|close| self.ahead.find_tag(close, self.at)) {
            Some(close) if name.eq_ignore_ascii_case("svg") => {
                let end = self.text[close..].find('>').map_or(self.text.len(), |at| close + at + 1);
                self.piece(end, PieceKind::Drawing(self.text[self.at..end].to_owned()));
            }
            Some(close) => self.verbatim(close),
            None => self.at += 1,
        }
    }

    /// Whether an angle bracket here begins the address of a link, an image or a definition of one (CommonMark, link
    /// destination).
    pub fn is_destination(&self) -> bool {
        let before = self.text[self.line.start.min(self.at)..self.at].trim_end_matches([' ', '\t']);
        before.ends_with("](") || before.ends_with("]:") && before.trim_start().starts_with('[')
    }

    /// Whether a comment of this many bytes stands alone between a definition and its term, or the definition before it.
    pub fn stands_before_definition(&self, length: usize) -> bool {
        let rest = &self.text[(self.at + length).min(self.text.len())..];
        let after = rest.trim_start_matches([' ', '\t']);
        let leads = self.text[self.line.start.min(self.at)..self.at].trim().is_empty();
        let next = after.trim_start();
        self.reads(Features::DESCRIPTION_LISTS)
            && leads
            && (self.before.definition > 0 || self.before.term.is_some())
            && after.starts_with(['\n', '\r'])
            && next.strip_prefix([':', '~']).is_some_and(|next| next.starts_with([' ', '\t']))
    }

    /// The length of words between angle brackets that are no tag, though Markdown takes them for one: `<your name>`, when
    /// HTML has no such element and nothing closes it.
    pub fn placeholder(&mut self) -> Option<usize> {
        if !self.reads(Features::PLACEHOLDERS) {
            return None;
        }
        let inside = self.text[self.at + 1..].split(['>', '\n', '<']).next()?;
        let is_word = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let name =
            inside.split(' ').next().filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
        let length = inside.len() + 2;
        if !self.text[self.at..].get(..length)?.ends_with('>')
            || !inside.split(' ').all(is_word)
            || html::is_element(&name.to_ascii_lowercase())
        {
            return None;
        }
        let text = self.text;
        let closed = self.closed_elements.get_or_insert_with(|| {
            let names = text.match_indices("</").map(|(at, _)| {
                let rest = &text[at + 2..];
                &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len())]
            });
            names.collect()
        });
        (!closed.contains(name)).then_some(length)
    }
}
