//! Tags of DocFX, in which Microsoft's documentation is written: `:::row:::`, `::: zone pivot="windows"`,
//! `:::image source="a.png" alt-text="words":::`. Each is read as the tag of a construct that means the same.

#![expect(
    clippy::string_slice,
    reason = "offsets are of colons and white space that were found in the same text"
)]

use std::ops::Range;

use crate::ir::Attributes;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::scan::container;
use crate::read::syntax::tag::{self, Argument, Syntax, Tag};

/// What a tag of DocFX is.
pub struct DocfxTag {
    /// Its row.
    pub kind: &'static Kind,
    /// What it says; nothing in one that closes.
    pub arguments: Vec<Argument>,
    /// Whether it closes what another opened.
    pub closes: bool,
    /// The byte after it.
    pub end: usize,
}

/// A kind of tag.
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    /// Whether it holds blocks, up to the tag that closes it.
    pub holds: bool,
    /// The construct that means the same.
    pub construct: &'static str,
    /// The names of its arguments, and those that the construct has for them.
    keys: &'static [(&'static str, &'static str)],
}

const fn kind(
    name: &'static str,
    holds: bool,
    construct: &'static str,
    keys: &'static [(&'static str, &'static str)],
) -> Kind {
    Kind { name, holds, construct, keys }
}

/// The kinds of tags. Of zones and of monikers (versions) the site shows those that the reader chose: they are panes.
const KINDS: &[Kind] = &[
    kind("row", true, "row", &[]),
    kind("column", true, "column", &[]),
    kind("zone", true, "tab", &[("pivot", "title")]),
    kind("moniker", true, "tab", &[("range", "title")]),
    kind("image", false, "image", &[("source", "src"), ("alt-text", "alt")]),
    kind("video", false, "video", &[("source", "src")]),
    kind("code", false, "code", &[]),
    kind("no-loc", false, "no-loc", &[]),
];

/// Reads the tag of DocFX that begins at byte `start`, on the line that ends at byte `end`.
pub fn read(text: &str, start: usize, end: usize) -> Option<DocfxTag> {
    let inside = text[start..end].strip_prefix(":::")?;
    let own = inside.trim_start_matches(' ');
    let name_start = end - own.len();
    let length = own.find(|c: char| !(c.is_ascii_alphabetic() || c == '-')).unwrap_or(own.len());
    let written = &own[..length];
    let name = written.strip_suffix("-end").unwrap_or(written);
    let kind = KINDS.iter().find(|kind| kind.name == name)?;
    let rest = &own[length..];
    let said = rest.find(":::").unwrap_or(rest.trim_end().len());
    let said_range = name_start + length..name_start + length + said;
    let is_marked = rest[said..].starts_with(":::");
    let closes = name.len() < written.len();
    let may_be_open = matches!(name, "zone" | "moniker");
    let end = said_range.end + if is_marked { 3 } else { 0 };
    let is = is_marked || may_be_open && (closes || rest.contains('='));
    is.then(|| DocfxTag { kind, arguments: kind.arguments(text, said_range), closes, end })
}

/// What a line includes that is `[!INCLUDE [words](part.md)]` or `[!code-csharp[](a.cs?range=1-3)]`; the bytes of the
/// line's own text are `start..end`.
pub fn inclusion(text: &str, start: usize, end: usize) -> Option<PieceKind> {
    let line = text[start..end].trim_end();
    let (head, address) = line.strip_prefix("[!")?.strip_suffix(")]")?.rsplit_once("](")?;
    let at = start + line.len() - ")]".len() - address.len();
    let address = address.split_whitespace().next()?;
    let kind = head.split_once('[')?.0.trim().to_ascii_lowercase();
    if kind == "include" {
        return Some(PieceKind::tag(container::including(address, at)));
    }
    let language = kind.strip_prefix("code-")?;
    let (path, id) = address.split_once('#').map_or((address, None), |(path, id)| (path, Some(id)));
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let value = |key: &str| query.split('&').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='));
    Some(code(path, [Some(language), value("range"), value("highlight"), value("name").or(id)]))
}

/// The bytes of the title of the pane that a line begins: a heading that is a link to `#tab/…`.
pub fn tab(line: &str) -> Option<Range<usize>> {
    let marks = line.len() - line.trim_start_matches('#').len();
    let start = line.len() - line[marks..].trim_start().len();
    let inside = line[start..].trim_end().strip_prefix('[')?.strip_suffix(')')?;
    let length = inside.find("](#tab/")?;
    ((1..=6).contains(&marks) && start > marks && length > 0).then(|| start + 1..start + 1 + length)
}

/// The directive of MyST that shows the same part of a file: in this language, of these lines or of the snippet with this
/// name, some of them marked.
fn code(path: &str, [language, lines, marked, snippet]: [Option<&str>; 4]) -> PieceKind {
    let options = [
        ("language", language.map(str::to_owned)),
        ("lines", lines.map(str::to_owned)),
        ("emphasize-lines", marked.map(str::to_owned)),
        ("start-after", snippet.map(|name| format!("<{name}>"))),
        ("end-before", snippet.map(|name| format!("</{name}>"))),
    ];
    let said = options.iter().filter_map(|(key, value)| Some(format!(":{key}: {}\n", value.as_ref()?)));
    PieceKind::Code { info: format!("{{literalinclude}} {path}"), text: said.collect() }
}

/// Whether a line closes a tag of this kind.
pub fn closes(line: &str, kind: &Kind) -> bool {
    let line = line.trim_start_matches([' ', '\t', '>']);
    read(line, 0, line.len()).is_some_and(|tag| tag.closes && tag.kind.name == kind.name)
}

impl Kind {
    /// The arguments in these bytes, under the names that the construct has for them.
    fn arguments(&self, text: &str, said: Range<usize>) -> Vec<Argument> {
        let mut arguments = tag::arguments(text, said);
        for argument in &mut arguments {
            let own = self.keys.iter().find(|(written, _)| argument.key.as_deref() == Some(written));
            if let Some((_, name)) = own {
                argument.key = Some((*name).to_owned());
            }
        }
        arguments
    }

    /// Whether it is words of a line, never a block.
    pub fn is_words(&self) -> bool {
        self.name == "no-loc"
    }
}

impl DocfxTag {
    /// The value of an argument.
    pub fn value(&self, key: &str) -> Option<&str> {
        let named = self.arguments.iter().find(|argument| argument.key.as_deref() == Some(key));
        named.map(|argument| argument.value.as_str()).filter(|value| !value.trim().is_empty())
    }

    /// Whether it holds blocks, up to the tag that closes it: a complex image holds its description.
    pub fn holds(&self) -> bool {
        self.kind.holds || self.value("type") == Some("complex")
    }

    /// What it is on a line of its own.
    pub fn piece(self) -> PieceKind {
        match self.kind.name {
            "code" => {
                let keys = ["language", "range", "highlight", "id"];
                code(self.value("source").unwrap_or_default(), keys.map(|key| self.value(key)))
            }
            _ => PieceKind::tag(self.tag()),
        }
    }

    /// What it is in a line of text, if it can stand there.
    pub fn in_line(&self) -> Option<PieceKind> {
        let escaped = |value: &str| value.replace('"', "&quot;").replace('<', "&lt;");
        match self.kind.name {
            "no-loc" => Some(PieceKind::Literal(self.value("text")?.to_owned())),
            "image" => {
                let source = escaped(self.value("src")?);
                let alternative = escaped(self.value("alt").unwrap_or_default());
                Some(PieceKind::Rewritten(format!("<img src=\"{source}\" alt=\"{alternative}\">")))
            }
            _ => None,
        }
    }

    /// The tag of the construct that means the same.
    pub fn tag(self) -> Tag {
        let empty = !self.holds();
        Tag {
            name: self.kind.construct.to_owned(),
            closes: self.closes,
            empty,
            arguments: self.arguments,
            syntax: Syntax::Template,
            attributes: Attributes::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(line: &str) -> String {
        let Some(tag) = read(line, 0, line.len()) else { return "none".to_owned() };
        let said: Vec<String> = tag
            .arguments
            .iter()
            .map(|one| format!("{}={}", one.key.as_deref().unwrap_or_default(), one.value))
            .collect();
        let closes = if tag.closes { "/" } else { "" };
        format!("{closes}{} {}|{}", tag.kind.name, said.join(" "), &line[tag.end..])
    }

    #[test]
    fn tabs_are_headings_that_lead_to_them() {
        let read = |line: &str| tab(line).map(|title| line[title].to_owned());
        assert_eq!(read("# [Linux *x*](#tab/linux)").as_deref(), Some("Linux *x*"));
        assert_eq!(read("### [A](#tab/a/b) ").as_deref(), Some("A"));
        for line in ["# Linux", "# [A](#a)", "[A](#tab/a)", "#[A](#tab/a)", "# [](#tab/a)"] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn tags_are_read() {
        assert_eq!(show(":::row:::"), "row |");
        assert_eq!(show(":::row-end:::"), "/row |");
        assert_eq!(show("::: zone pivot=\"a b\""), "zone title=a b|");
        assert_eq!(show("::: zone-end"), "/zone |");
        assert_eq!(show(":::image source=\"a.png\" alt-text=\"b c\"::: d"), "image src=a.png alt=b c| d");
        for line in ["::: row", ":::zone", ":::", ":::note:::", ":: row::"] {
            assert_eq!(show(line), "none", "{line}");
        }
    }
}
