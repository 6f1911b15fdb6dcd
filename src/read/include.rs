//! What a note includes: other notes, read where they are named, and code. Nothing outside the root is read, and what
//! a part includes in its turn is not followed for ever.

use std::io;

use super::element::Content;
use super::front_matter;
use super::markdown::{self, Reader, WIKI};
use super::shortcode::tag::Tag;
use super::{Findings, Note};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::walk::{VisitMut, parts_mut, walk_block_mut, walk_inline_mut};
use crate::ir::*;
use crate::source::{Source, Span};

/// How deep parts may include parts, and how many files a note may include in all: each may include others, more than
/// there is room for.
const DEEPEST: usize = 8;
const MOST: usize = 1000;

/// Where sites keep what is included, from the note's folder or from the root.
const FOLDERS: [&str; 6] = ["", "/", "/_includes/", "/src/_includes/", "/docs/", "/content/"];

/// The extensions of files that are read as notes; others are code.
const NOTES: [&str; 9] = ["", "md", "markdown", "mdx", "qmd", "html", "htm", "njk", "liquid"];

/// A file that is included.
#[derive(Debug)]
pub struct Included {
    /// Its folder, ending in `/`, or nothing when it is that of the note.
    folder: String,
    /// The files that it is included from, and itself.
    trail: Vec<String>,
    /// What it is included with: values that it may ask for as `include.name`.
    values: Vec<(String, String)>,
}

impl Included {
    /// The value that it is included with under this name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

impl Reader<'_> {
    /// The content of the file that a tag includes.
    pub(super) fn include(&mut self, span: Span, tag: &Tag) -> Content {
        let named =
            tag.arguments.iter().find(|one| matches!(one.key.as_deref(), Some("file" | "path" | "src")));
        let first = tag.arguments.iter().find(|one| one.key.is_none());
        let Some(path) = named.or(first).map(|argument| argument.value.clone()) else {
            let message = format!("`{}` does not say which file it includes", tag.name);
            self.findings.push(Diagnostic::warning(Code::Include, message).at(span));
            return Content::Inlines(Vec::new());
        };
        if let Some(callout) = self.included_callout(span, &path, tag) {
            return callout;
        }
        let values = tag.arguments.iter().filter_map(|one| Some((one.key.clone()?, one.value.clone())));
        self.include_file(span, &path, values.collect())
    }

    /// `{% include note.html content="…" %}`, as themes of Jekyll have their callouts.
    fn included_callout(&mut self, span: Span, path: &str, tag: &Tag) -> Option<Content> {
        let name = path.rsplit('/').next()?.split('.').next()?;
        let argument = |key: &str| tag.arguments.iter().find(|one| one.key.as_deref() == Some(key));
        let kind = match argument("type") {
            Some(kind) if matches!(name, "callout" | "alert" | "admonition") => {
                self.note.callouts.get(&kind.value)
            }
            _ => self.note.callouts.get(name),
        };
        let kind = kind?.kind.clone();
        let content = argument("content").or(argument("text")).or(argument("body"))?.span;
        let title = argument("title").map(|one| markdown::line(self.note, one.span.range(), self.findings));
        let content = markdown::line(self.note, content.range(), self.findings);
        let blocks = super::element::paragraph(content).into_iter().collect();
        let callout = Callout { kind, title, folding: Folding::Fixed, blocks };
        Some(Content::Blocks(vec![Block::new(span, BlockKind::Callout(callout))]))
    }

    /// The content of the file at `path`, with these values.
    pub(super) fn include_file(&mut self, span: Span, path: &str, values: Vec<(String, String)>) -> Content {
        let (trail, folder) = match self.note.included {
            Some(Included { trail, folder, .. }) => (trail.clone(), folder.as_str()),
            None => (Vec::new(), ""),
        };
        let found = match trail.len() < DEEPEST {
            true => self.find(path, folder),
            false => Err(io::ErrorKind::InvalidInput.into()),
        };
        let (found, text) = match found {
            Ok((found, _)) if trail.contains(&found) => {
                return self.not_included(span, path, "it includes itself");
            }
            Ok(found) => found,
            Err(error) => return self.not_included(span, path, &why(&error)),
        };
        let name = found.rsplit('/').next().unwrap_or_default();
        let extension =
            name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_lowercase());
        if !NOTES.contains(&extension.as_str()) {
            let text = text.trim_end_matches('\n').to_owned();
            let code = BlockKind::Code { language: Some(extension), text };
            return Content::Blocks(vec![Block::new(span, code)]);
        }
        let folder = found.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let trail = trail.into_iter().chain([found.clone()]).collect();
        let included = Included { folder, trail, values };
        Content::Blocks(self.part(span, &found, text, &included))
    }

    /// The blocks of a part, as if they stood at `span`.
    fn part(&mut self, span: Span, name: &str, text: String, included: &Included) -> Vec<Block> {
        let source = Source::new(name, text);
        let mut diagnostics = Diagnostics::default();
        let body = front_matter::read(&source, &mut diagnostics).map_or(0, |front| front.body);
        let mut findings = Findings { included: self.findings.included, ..Findings::default() };
        let note = Note { source: &source, included: Some(included), ..*self.note };
        let mut blocks = markdown::blocks(&note, body..source.text().len(), &mut findings);
        Placed { span, included, name }.blocks(&mut blocks);
        self.findings.included = findings.included;
        for mut diagnostic in findings.diagnostics {
            let place = diagnostic.span.map(|span| source.location(span.start as usize));
            let place = place.map_or(String::new(), |place| format!(":{}:{}", place.line, place.column));
            diagnostic.message = format!("in {name}{place}: {}", diagnostic.message);
            self.findings.push(diagnostic.at(span));
        }
        for (role, (_, count)) in findings.unknown_roles {
            (0..count).for_each(|_| self.findings.unknown_role(&role, span));
        }
        for (directive, (_, count)) in findings.unknown_directives {
            (0..count).for_each(|_| self.findings.unknown_directive(&directive, span));
        }
        (0..findings.hidden_cells.map_or(0, |(_, count)| count))
            .for_each(|_| self.findings.hidden_cell(span));
        (0..findings.icons.map_or(0, |(_, count)| count)).for_each(|_| self.findings.icon(span));
        for (shortcode, (_, count)) in findings.unknown_shortcodes {
            (0..count).for_each(|_| self.findings.unknown_shortcode(&shortcode, span));
        }
        blocks
    }

    /// A text that stands elsewhere (in an option, say) as a line of Markdown, as if it stood at `span`.
    pub(super) fn said(&mut self, span: Span, text: &str) -> Vec<Inline> {
        let source = Source::new(self.note.source.name(), text);
        let note = Note { source: &source, ..*self.note };
        let mut findings = Findings { included: self.findings.included, ..Findings::default() };
        let mut content = markdown::line(&note, 0..text.len(), &mut findings);
        At(span).inlines(&mut content);
        self.findings.included = findings.included;
        for diagnostic in findings.diagnostics {
            self.findings.push(diagnostic.at(span));
        }
        content
    }

    /// The text of the file at `path`; when it cannot be read, a warning.
    pub(super) fn text_of_file(&mut self, span: Span, path: &str) -> Option<String> {
        let folder = self.note.included.map_or("", |included| included.folder.as_str()).to_owned();
        match self.find(path, &folder) {
            Ok((_, text)) => Some(text),
            Err(error) => {
                self.not_included(span, path, &why(&error));
                None
            }
        }
    }

    /// The file and its text, from the folder of what includes it or from where sites keep such files. It counts as
    /// one of the files that a note may include.
    fn find(&mut self, path: &str, folder: &str) -> io::Result<(String, String)> {
        self.findings.included += 1;
        if self.findings.included > MOST {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let path = path.trim();
        let mut problem = io::Error::from(io::ErrorKind::NotFound);
        let own = (!folder.is_empty() && !path.starts_with('/')).then(|| format!("{folder}{path}"));
        let others = FOLDERS.iter().filter_map(|start| match path.strip_prefix('/') {
            // From the root: not from the note's folder.
            Some(path) => (!start.is_empty()).then(|| format!("{start}{path}")),
            None => Some(format!("{start}{path}")),
        });
        for candidate in own.into_iter().chain(others) {
            match self.note.files.read(&candidate) {
                Ok(bytes) => return Ok((candidate, String::from_utf8_lossy(&bytes).into_owned())),
                Err(error) if error.kind() != io::ErrorKind::NotFound => problem = error,
                Err(_) => {}
            }
        }
        Err(problem)
    }

    fn not_included(&mut self, span: Span, path: &str, why: &str) -> Content {
        let message = format!("`{path}` is not included: {why}");
        let hint = "paths start from the note's folder, or from the root with a `/`";
        self.findings.push(Diagnostic::warning(Code::Include, message).at(span).hint(hint));
        Content::Inlines(Vec::new())
    }

    /// Code in which lines that include a file (mdBook's `{{#include a.rs}}`, PyMdown's `--8<-- "a.py"`) are replaced by
    /// it.
    pub(super) fn with_included_lines(&mut self, span: Span, code: String) -> String {
        if !code.lines().any(|line| line_includes(line).is_some()) {
            return code;
        }
        let folder = self.note.included.map_or("", |included| included.folder.as_str()).to_owned();
        let mut lines = Vec::new();
        for line in code.lines() {
            match line_includes(line).map(|path| (path, self.find(without_part(path), &folder))) {
                Some((path, Ok((_, text)))) => lines.push(part_of(&text, path)),
                Some((path, Err(error))) => {
                    self.not_included(span, path, &why(&error));
                    lines.push(line.to_owned());
                }
                None => lines.push(line.to_owned()),
            }
        }
        lines.join("\n")
    }
}

/// The file that a whole line asks for, perhaps with the part of it that is meant.
pub fn line_includes(line: &str) -> Option<&str> {
    let line = line.trim();
    let mdbook = ["{{#include ", "{{#rustdoc_include ", "{{#playground "];
    let path = match mdbook.iter().find_map(|start| line.strip_prefix(start)) {
        Some(rest) => rest.strip_suffix("}}")?,
        None => match line.strip_prefix("--8<--") {
            Some(rest) => rest.trim().strip_prefix('"')?.strip_suffix('"')?,
            None => line.strip_prefix("{!")?.strip_suffix("!}")?,
        },
    };
    Some(path.trim()).filter(|path| !path.is_empty() && !path.contains(['\n', '"']))
}

/// The path without the lines or the anchor that are meant.
fn without_part(path: &str) -> &str {
    path.split([':', ' ']).next().unwrap_or(path)
}

/// The lines `2:5` of a text, those between the marks `ANCHOR: name` and `ANCHOR_END: name`, or all.
fn part_of(text: &str, path: &str) -> String {
    let text = text.trim_end_matches('\n');
    let Some((_, part)) = path.split_once(':') else { return text.to_owned() };
    let mut ends = part.split(':').map(str::trim);
    let first = ends.next().unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    if first.starts_with(|c: char| c.is_alphabetic()) {
        let mark =
            |line: &&str, mark: &str| line.split_once(mark).is_some_and(|(_, name)| name.trim() == first);
        let inside = lines.iter().skip_while(|line| !mark(line, "ANCHOR:")).skip(1);
        return inside.take_while(|line| !mark(line, "ANCHOR_END:")).copied().collect::<Vec<_>>().join("\n");
    }
    let start = first.parse::<usize>().unwrap_or(1).max(1);
    let end = match ends.next() {
        Some(end) => end.parse().unwrap_or(lines.len()),
        None if first.is_empty() => lines.len(),
        None => start,
    };
    lines.iter().take(end).skip(start - 1).copied().collect::<Vec<_>>().join("\n")
}

fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::InvalidInput => {
            "this note includes too many files, or files in files too deep".to_owned()
        }
        _ => error.to_string(),
    }
}

/// Makes all nodes stand at one place.
struct At(Span);

impl VisitMut for At {
    fn block(&mut self, block: &mut Block) {
        block.span = self.0;
        parts_mut(block, |span, _| *span = self.0);
        walk_block_mut(self, block);
    }

    fn inline(&mut self, inline: &mut Inline) {
        inline.span = self.0;
        walk_inline_mut(self, inline);
    }
}

/// Puts blocks that were read from another file where they are included: messages about them are about that place,
/// their paths start from their own folder, and their footnotes are their own.
struct Placed<'a> {
    span: Span,
    included: &'a Included,
    name: &'a str,
}

impl Placed<'_> {
    fn path(&self, path: &mut String) {
        let elsewhere = path.starts_with(['/', '#']) || path.starts_with(WIKI) || path.contains(':');
        if !elsewhere && !path.is_empty() {
            path.insert_str(0, &self.included.folder);
        }
    }

    fn label(&self, label: &mut String) {
        label.insert_str(0, &format!("{}:", self.name));
    }
}

impl VisitMut for Placed<'_> {
    fn block(&mut self, block: &mut Block) {
        block.span = self.span;
        parts_mut(block, |span, _| *span = self.span);
        walk_block_mut(self, block);
    }

    fn inline(&mut self, inline: &mut Inline) {
        inline.span = self.span;
        match &mut inline.kind {
            InlineKind::Image(image) => {
                if let ImageSource::Unresolved(path) = &mut image.source {
                    self.path(path);
                }
            }
            InlineKind::Link { target, .. } => {
                if let LinkTarget::Unresolved(path) = &mut **target {
                    self.path(path);
                }
            }
            InlineKind::Footnote { label, .. } | InlineKind::FootnoteReference { label } => self.label(label),
            InlineKind::Text { .. }
            | InlineKind::SoftBreak
            | InlineKind::HardBreak
            | InlineKind::Styled { .. }
            | InlineKind::Code { .. }
            | InlineKind::Math { .. }
            | InlineKind::Span { .. } => {}
        }
        walk_inline_mut(self, inline);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;
    use crate::files::Memory;

    #[test]
    fn lines_of_code_count_among_the_files_that_a_note_may_include() {
        let text = format!("```text\n{}```\n", "{{#include a.txt}}\n".repeat(MOST + 5));
        let (source, settings) = (Source::new("note.md", text), Settings::default());
        let files = Memory([("a.txt".to_owned(), b"included".to_vec())].into());
        let mut diagnostics = Diagnostics::default();
        let document = crate::read(&source, None, &settings, &files, &mut diagnostics).unwrap();
        let BlockKind::Code { text, .. } = &document.blocks[0].kind else { unreachable!() };
        assert_eq!(text.matches("included").count(), MOST);
        assert_eq!(diagnostics.as_slice().len(), 5);
    }

    #[test]
    fn lines_that_include_are_known() {
        assert_eq!(line_includes("  {{#include a/b.rs:2:5}}"), Some("a/b.rs:2:5"));
        assert_eq!(line_includes("--8<-- \"a.md\""), Some("a.md"));
        assert_eq!(line_includes("{!a.md!}"), Some("a.md"));
        for line in ["{{#title x}}", "--8<--", "--8<-- a", "{{include a}}", "{!!}"] {
            assert_eq!(line_includes(line), None, "{line}");
        }
    }

    #[test]
    fn a_part_of_a_file_is_meant_by_lines_or_by_an_anchor() {
        let text = "1\n// ANCHOR: a\n3\n// ANCHOR_END: a\n5\n";
        for (path, part) in [
            ("x", text.trim_end()),
            ("x:3", "3"),
            ("x:3:", "3"),
            ("x::1", "1"),
            ("x:4:9", "// ANCHOR_END: a\n5"),
            ("x:a", "3"),
        ] {
            let part = if path == "x:3:" { "3\n// ANCHOR_END: a\n5" } else { part };
            assert_eq!(part_of(text, path), part, "{path}");
        }
    }
}
