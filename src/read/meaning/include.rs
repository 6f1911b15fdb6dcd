//! What a note includes: other notes, read where they are named, and code. Nothing outside the root is read, and what
//! a part includes in its turn is not followed for ever.

mod code;
mod cut;
mod find;
pub mod place;

use std::cell::OnceCell;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::files::NOTES;
use crate::ir::walk::VisitMut;
use crate::ir::*;
use crate::read::core::appended::Appended;
use crate::read::core::content::Content;
use crate::read::core::findings::{Findings, Missing};
use crate::read::core::markdown;
use crate::read::core::note::{Included, Note};
use crate::read::core::reader::Reader;
use crate::read::front_matter::{self, FrontMatter};
use crate::read::meaning::arguments::{without_alias, words_of_arguments};
use crate::read::meaning::include::find::{ITSELF, PARTS, why};
use crate::read::meaning::include::place::{At, Names, Placed};
use crate::read::syntax::tag::{Argument, Syntax, Tag};
use crate::source::{Source, Span};

use cut::{Cut, region_of, without_part};

/// What is to be read of a file.
struct Part<'a> {
    source: Source,
    /// The heading or the block that is meant, or all of it.
    section: Option<&'a str>,
    /// Whether its identifiers are its own: the same part may stand in a note more than once.
    own_names: bool,
}

impl Reader<'_> {
    /// The content of the file that a tag includes.
    pub fn include(&mut self, span: Span, tag: &Tag) -> Content {
        let named =
            tag.arguments.iter().find(|one| matches!(one.key.as_deref(), Some("file" | "path" | "src")));
        let first = tag.arguments.iter().find(|one| one.key.is_none());
        // What Jekyll includes has its name first, and may be given a `src`.
        let file = if tag.syntax == Syntax::Hugo { named.or(first) } else { first.or(named) };
        let Some(path) = file.map(|argument| argument.value.clone()) else {
            let message = format!("`{}` does not say which file it includes", tag.name);
            self.findings.push(Diagnostic::warning(Code::Include, message).at(span));
            return Content::Inlines(Vec::new());
        };
        let shown = self.included_callout(span, &path, tag);
        if let Some(content) = shown.or_else(|| self.known_include(span, &path, tag)) {
            return content;
        }
        let values = tag.arguments.iter().filter_map(|one| Some((one.key.clone()?, one.value.clone())));
        match self.include_file(span, &path, values.collect()) {
            Content::Blocks(blocks) if tag.empty && !blocks.is_empty() => in_line(blocks),
            // The words that it is given stay.
            Content::Inlines(none) if none.is_empty() => {
                let given: Vec<Argument> = tag
                    .arguments
                    .iter()
                    .filter(|one| one.key.is_some() && one.value != path)
                    .cloned()
                    .collect();
                let words = words_of_arguments(self, &given);
                Content::Inlines(words)
            }
            content => content,
        }
    }

    /// `{% include note.html content="…" %}`, as themes of Jekyll have their callouts.
    fn included_callout(&mut self, span: Span, path: &str, tag: &Tag) -> Option<Content> {
        let name = path.rsplit('/').next()?.split('.').next()?;
        let argument = |key: &str| tag.arguments.iter().find(|one| one.key.as_deref() == Some(key));
        let kind = match argument("type") {
            Some(kind) if matches!(name, "callout" | "alert" | "admonition") => {
                self.note.callouts().get(&kind.value)
            }
            _ => self.note.callouts().get(name),
        };
        let kind = kind?.kind.to_string();
        let content = argument("content").or(argument("text")).or(argument("body"))?.span;
        let title = argument("title").map(|one| self.line_of(one.span.range()));
        let content = self.line_of(content.range());
        let blocks = crate::read::core::content::paragraph(content).into_iter().collect();
        let callout = Callout { kind, title, folding: Folding::Fixed, blocks };
        Some(Content::Blocks(vec![Block::new(span, callout.into())]))
    }

    /// The content of the file at `path`, with these values.
    pub fn include_file(&mut self, span: Span, path: &str, values: Vec<(String, String)>) -> Content {
        let path = without_alias(path);
        let (path, part) = path.split_at(path.find(['{', '#', '[']).unwrap_or(path.len()));
        let (path, lines) = path.split_at(without_part(path).len());
        let (found, text) = match self.another_file(span, path) {
            Ok(found) => found,
            Err(nothing) => return nothing,
        };
        let text = match lines.starts_with(' ') {
            true => text,
            false => self.part_told(span, &text, &format!("{path}{lines}")),
        };
        let name = found.rsplit('/').next().unwrap_or_default();
        let extension =
            name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_lowercase());
        if !NOTES.contains(&extension.as_str()) && !PARTS.contains(&extension.as_str()) {
            let text = region_of(&text, part).trim_end_matches('\n').to_owned();
            let mut code = Block::new(span, BlockKind::code(Some(extension), text));
            if let Some((said, _)) = part.split_once('{').and_then(|(_, said)| said.split_once('}')) {
                code.attributes = crate::read::syntax::fence::read(&format!("x {{{said}}}")).attributes;
            }
            let label = part.split_once('[').and_then(|(_, label)| Some(label.split_once(']')?.0.trim()));
            return Content::Blocks(vec![match label.filter(|label| !label.is_empty()) {
                Some(label) => {
                    let caption = vec![Inline::text(span, label)];
                    Block::new(span, BlockKind::Figure { blocks: vec![code], caption })
                }
                None => code,
            }]);
        }
        let text = match part.strip_prefix('{').and_then(|part| part.split('}').next()?.split_once(',')) {
            Some((first, last)) => self.part_told(span, &text, &format!(":{first}:{last}")),
            None => text,
        };
        self.included_note(span, &found, text, values)
    }

    /// The blocks of what the note's site appends to it.
    pub fn shown_of(&mut self, files: &[Appended]) -> Vec<Block> {
        let end = u32::try_from(self.note.source.text().len()).unwrap_or(u32::MAX);
        let span = Span { start: end, end };
        let mut blocks = Vec::new();
        for file in files.iter().filter(|file| file.shows()) {
            if let Content::Blocks(found) =
                self.included_note(span, &file.path, file.without_footnotes(), Vec::new())
            {
                blocks.extend(found);
            }
        }
        blocks
    }

    /// The footnote of this label that the note's site appends, where the note has none.
    pub fn appended_footnote(&mut self, label: &str) -> Option<Vec<Block>> {
        if self.appended.is_empty() || self.note.source.text().contains(&format!("[^{label}]:")) {
            return None;
        }
        let named = |label: &str| {
            self.appended.iter().find_map(|file| Some((file.path.clone(), file.footnote(label)?)))
        };
        let (path, mut text) = named(label)?;
        // Those that it refers to.
        let labels = |text: &str| -> Vec<String> {
            text.split("[^").skip(1).filter_map(|rest| Some(rest.split_once(']')?.0.to_owned())).collect()
        };
        let (mut wanted, mut known) = (labels(&text), Vec::new());
        while let Some(label) = wanted.pop() {
            if !known.contains(&label)
                && let Some((_, other)) = named(&label)
            {
                wanted.extend(labels(&other));
                text.push_str(&format!("\n\n[^{label}]: {}\n", other.replace('\n', "\n    ")));
                known.push(label);
            }
        }
        let end = u32::try_from(self.note.source.text().len()).unwrap_or(u32::MAX);
        match self.included_note(Span { start: end, end }, &path, text, Vec::new()) {
            Content::Blocks(blocks) => Some(blocks),
            _ => None,
        }
    }

    /// What `include` and `literalinclude` of MyST and Sphinx show of the file at `path`, with the options that they
    /// are given.
    pub fn include_directive(
        &mut self,
        span: Span,
        name: &str,
        path: &str,
        given: &[(String, String)],
    ) -> Content {
        let (found, whole) = match self.another_file(span, path) {
            Ok(found) => found,
            Err(nothing) => return nothing,
        };
        let value = |key: &str| crate::read::core::note::value(given, key);
        let language = value("language").or(value("lang")).or(value("code"));
        let is_code = name == "literalinclude" || language.or(value("literal")).is_some();
        let (cut, missing) = Cut { given, by_lines: is_code }.apply(&whole);
        for key in missing {
            let message =
                format!("nothing in `{found}` is as `:{key}:` says: it does not cut what is included");
            self.findings.push(Diagnostic::warning(Code::Include, message).at(span));
        }
        if !is_code {
            return self.included_note(span, &found, cut, Vec::new());
        }
        let extension = found.rsplit('/').next().and_then(|name| Some(name.rsplit_once('.')?.1));
        let language = language.filter(|language| !language.is_empty()).or(extension).map(str::to_lowercase);
        let text = cut.trim_end_matches('\n').to_owned();
        let mut code = Block::new(span, BlockKind::code(language, text));
        crate::read::meaning::code::said_of_lines(&mut code, given);
        if value("lineno-match").is_some() {
            let before = whole.split_once(cut.as_str()).map_or("", |(before, _)| before);
            let first = before.matches('\n').count() + 1;
            code.attributes.pairs.push(("lineno-start".to_owned(), first.to_string()));
        }
        let caption = value("caption").map(|caption| self.said(span, caption)).unwrap_or_default();
        let label = value("name").or(value("label")).map(str::to_owned);
        Content::Blocks(vec![self.captioned(span, vec![code], caption, label)])
    }

    /// The file at `path` and its text, unless it is one that includes this part; or nothing, and a warning.
    fn another_file(&mut self, span: Span, path: &str) -> Result<(String, String), Content> {
        let path = path.trim();
        match self.find(path) {
            Ok((found, _)) if self.trail().contains(&found) => {
                Err(self.not_included(span, path, ITSELF.to_owned()))
            }
            Ok(found) => Ok(found),
            Err(error) => Err(self.not_included(span, path, why(&error))),
        }
    }

    /// The blocks of the note `found` or of a part of it, in which these values stand.
    fn included_note(
        &mut self,
        span: Span,
        found: &str,
        text: String,
        values: Vec<(String, String)>,
    ) -> Content {
        let part = Part { source: Source::new(found, text), section: None, own_names: false };
        let blocks = self.part(span, part, self.included(found, found, values));
        Content::Blocks(blocks.unwrap_or_default())
    }

    /// The note that people call `name` (this one when that is empty), or the section or block of it that is meant
    /// (`Heading`, `^block`), as a vault shows it in place.
    ///
    /// # Errors
    /// Why it is not shown.
    pub fn transcluded(
        &mut self,
        span: Span,
        name: &str,
        section: Option<&str>,
    ) -> Result<Vec<Block>, String> {
        let section = section.filter(|section| !section.is_empty());
        let (found, text) = match name {
            "" => {
                self.count()
                    .and_then(|()| self.weigh(self.note.source.text()))
                    .map_err(|error| why(&error))?;
                (self.note.source.name().to_owned(), self.note.source.text().to_owned())
            }
            name => self.find_note(name).map_err(|error| why(&error))?,
        };
        let mut source = Source::new(&found, text);
        if source.text() == self.note.host.text() {
            source = Source::new(self.note.host.name(), source.text());
        }
        // A note may show a part of itself, but nothing twice in itself.
        let entry = format!("{}#{}", source.name(), section.unwrap_or_default());
        let is_host = source.name() == self.note.host.name() && section.is_none();
        if is_host || self.trail().contains(&entry) {
            return Err(ITSELF.to_owned());
        }
        let (path, folder) = match name {
            "" => (None, self.folder().to_owned()),
            _ => (Some(found.as_str()), String::new()),
        };
        let mut included = self.included(path.unwrap_or_default(), &entry, Vec::new());
        if path.is_none() {
            included.folder = folder;
        }
        let part = Part { source, section, own_names: true };
        let nothing = || format!("nothing there is called `{}`", section.unwrap_or_default());
        self.part(span, part, included).ok_or_else(nothing)
    }

    /// What is known of a file that is found at `path`; `entry` is what tells it from others on the trail.
    fn included(&self, path: &str, entry: &str, values: Vec<(String, String)>) -> Included {
        let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let trail = self.trail().iter().cloned().chain([entry.to_owned()]).collect();
        Included { folder, trail, values }
    }

    /// The folder of the file that is read, ending in `/`, or nothing when it is that of the note.
    fn folder(&self) -> &str {
        self.note.included.map_or("", |included| included.folder.as_str())
    }

    fn trail(&self) -> &[String] {
        self.note.included.map_or(&[], |included| included.trail.as_slice())
    }

    /// The blocks of a part, as if they stood at `span`; `None` when it has no such section.
    fn part(&mut self, span: Span, part: Part, included: Included) -> Option<Vec<Block>> {
        let Part { source, section, own_names } = part;
        let name = source.name();
        let mut diagnostics = Diagnostics::default();
        let front = front_matter::read(&source, &mut diagnostics).unwrap_or_else(|error| {
            diagnostics.push(Diagnostic { severity: Severity::Warning, ..error });
            FrontMatter { body: front_matter::end(&source), ..FrontMatter::default() }
        });
        let number = self.findings.included;
        let mut findings = self.findings.of_part();
        // What a page of Jekyll includes asks for the page's values, a note of a vault for its own.
        let metadata = if own_names { &front.metadata } else { self.note.metadata };
        let dialect = self.note.dialect.of_file(name);
        let note = Note {
            source: &source,
            metadata,
            dialect,
            included: Some(&included),
            headings: OnceCell::new(),
            ..*self.note
        };
        let range = front.body..source.text().len();
        let blocks = match section {
            Some(section) => markdown::section(&note, range, section, &mut findings),
            None => Some(markdown::parse_blocks_in(&note, range, &mut findings)),
        };
        self.findings.count_part(&mut findings);
        if !own_names {
            self.findings.abbreviations.append(&mut findings.abbreviations);
        }
        let place = |span: Span| {
            let place = source.location(span.start as usize);
            format!("{name}:{}:{}", place.line, place.column)
        };
        take_unknown(self.findings, &findings, span);
        diagnostics.append(findings.diagnostics);
        for mut diagnostic in diagnostics.sorted() {
            let place = diagnostic.span.map_or_else(|| name.to_owned(), place);
            diagnostic.message = format!("in {place}: {}", diagnostic.message);
            self.findings.push(diagnostic.at(span));
        }
        for (why, missing) in findings.not_included {
            let missing = missing.into_iter().map(|one| Missing {
                within: Some(one.within.unwrap_or_else(|| place(one.span))),
                span,
                path: one.path,
            });
            self.findings.not_included.entry(why).or_default().extend(missing);
        }
        let mut blocks = blocks?;
        let names = own_names.then(|| Names::of(&mut blocks, number, name));
        Placed { span, included: &included, name, names }.blocks(&mut blocks);
        Some(blocks)
    }

    /// A text that stands elsewhere (in an option, say) as a line of Markdown, as if it stood at `span`.
    pub fn said(&mut self, span: Span, text: &str) -> Vec<Inline> {
        let source = Source::new(self.note.source.name(), text);
        let note = Note { source: &source, headings: OnceCell::new(), ..*self.note };
        let mut findings = self.findings.of_part();
        let mut content = self.line_in(&note, 0..text.len(), Some(&mut findings));
        At(span).inlines(&mut content);
        self.findings.count_part(&mut findings);
        for diagnostic in findings.diagnostics.sorted() {
            self.findings.push(diagnostic.at(span));
        }
        content
    }

    /// A value as a line of Markdown; what the note has there, once values have brought too much.
    pub fn value_said(&mut self, span: Span, value: &str) -> Vec<Inline> {
        if !self.findings.repeats(value.len(), span) {
            return vec![Inline::text(span, self.note.source.slice(span))];
        }
        self.findings.values_deep += 1;
        let content = self.said(span, value);
        self.findings.values_deep -= 1;
        content
    }

    /// The text of the file at `path`; when it cannot be read, a warning.
    pub fn text_of_file(&mut self, span: Span, path: &str) -> Option<String> {
        match self.find(path) {
            Ok((_, text)) => Some(text),
            Err(error) => {
                self.not_included(span, path, why(&error));
                None
            }
        }
    }
}

/// Takes over what a part has that is not known, as if it stood at `span`.
fn take_unknown(findings: &mut Findings, part: &Findings, span: Span) {
    for (component, (_, count)) in &part.unknown_components {
        (0..*count).for_each(|_| findings.unknown_component(component, span));
    }
    for (role, (_, count)) in &part.unknown_roles {
        (0..*count).for_each(|_| findings.unknown_role(role, span));
    }
    for (directive, (_, count)) in &part.unknown_directives {
        (0..*count).for_each(|_| findings.unknown_directive(directive, span));
    }
    for (shortcode, (_, count)) in &part.unknown_shortcodes {
        (0..*count).for_each(|_| findings.unknown_shortcode(shortcode, span));
    }
    (0..part.hidden_cells.map_or(0, |(_, count)| count)).for_each(|_| findings.hidden_cell(span));
}

/// What a helper in the middle of a line includes: words, where it is a line of text or of code.
fn in_line(mut blocks: Vec<Block>) -> Content {
    match blocks.as_mut_slice() {
        [Block { kind: BlockKind::Paragraph { content }, .. }] => Content::Inlines(std::mem::take(content)),
        [Block { span, kind: BlockKind::Code { text, language, .. }, .. }] if !text.contains('\n') => {
            let text = std::mem::take(text);
            let kind = match language.as_deref() {
                Some("txt") => InlineKind::Text { text },
                _ => InlineKind::Code { language: language.take(), text },
            };
            Content::Inlines(vec![Inline::new(*span, kind)])
        }
        _ => Content::Blocks(blocks),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Memory;
    use crate::limits::INCLUDED;
    use crate::settings::Settings;

    #[test]
    fn lines_of_code_count_among_the_files_that_a_note_may_include() {
        let text = format!("```text\n{}```\n", "{{#include a.txt}}\n".repeat(INCLUDED + 5));
        let (source, settings) = (Source::new("note.md", text), Settings::default());
        let files = Memory([("a.txt".to_owned(), b"included".to_vec())].into());
        let mut diagnostics = Diagnostics::default();
        let document = crate::read(&source, None, &settings, &files, &mut diagnostics).unwrap();
        let BlockKind::Code { text, .. } = &document.blocks[0].kind else { unreachable!() };
        assert_eq!(text.matches("included").count(), INCLUDED);
        let [told] = diagnostics.as_slice() else { unreachable!() };
        assert!(told.message.starts_with("`a.txt` and 4 more files are not included"), "{}", told.message);
    }

    #[test]
    fn a_region_of_code_is_meant_by_its_name() {
        let text = "1\n// #region a\n3\n// #endregion a\n5\n";
        assert_eq!(region_of(text, "#a{1}"), "3\n");
        for all in ["", "{2}", "#b"] {
            assert_eq!(region_of(text, all), text);
        }
    }
}
