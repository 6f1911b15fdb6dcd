//! What a note includes: other notes, read where they are named, and code. Nothing outside the root is read, and what
//! a part includes in its turn is not followed for ever.

mod cut;

use std::cell::OnceCell;
use std::collections::HashSet;
use std::io;

use percent_encoding::percent_decode_str;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::files::{NOTES, refused};
use crate::ir::walk::{VisitMut, parts_mut, plain_text, walk_block_mut, walk_inline_mut};
use crate::ir::*;
use crate::limits::{INCLUDED, INCLUDED_BYTES, INCLUDED_DEEP};
use crate::naming::loose_key;
use crate::read::core::appended::Appended;
use crate::read::core::content::Content;
use crate::read::core::findings::Missing;
use crate::read::core::markdown;
use crate::read::core::note::{Included, Note};
use crate::read::core::reader::{Reader, WIKI};
use crate::read::front_matter::{self, FrontMatter};
use crate::read::meaning::shortcode::component::without_alias;
use crate::read::syntax::include_line::{code_includes, escaped, in_braces, is_scissors};
use crate::read::syntax::tag::{Argument, Syntax, Tag};
use crate::source::{Source, Span};

use cut::{Cut, part_of, region_of, without_part};

/// Where sites keep what is included, from the note's folder or from the root.
const FOLDERS: [&str; 6] = ["", "/", "/_includes/", "/src/_includes/", "/docs/", "/content/"];

/// What the names of files end in, beside those of [`crate::files::NOTES`], that are read as notes; others are code.
const PARTS: [&str; 5] = ["", "html", "htm", "njk", "liquid"];

/// Why a file is not included in itself.
const ITSELF: &str = "it includes itself";

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
                let words = self.words_of_arguments(&given);
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
                self.note.callouts.get(&kind.value)
            }
            _ => self.note.callouts.get(name),
        };
        let kind = kind?.kind.to_string();
        let content = argument("content").or(argument("text")).or(argument("body"))?.span;
        let title = argument("title").map(|one| self.line_of(one.span.range()));
        let content = self.line_of(content.range());
        let blocks = crate::read::core::content::paragraph(content).into_iter().collect();
        let callout = Callout { kind, title, folding: Folding::Fixed, blocks };
        Some(Content::Blocks(vec![Block::new(span, BlockKind::Callout(callout))]))
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
        crate::read::meaning::directive::said_of_lines(&mut code, given);
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
            None => Some(markdown::blocks(&note, range, &mut findings)),
        };
        self.findings.count_part(&mut findings);
        let place = |span: Span| {
            let place = source.location(span.start as usize);
            format!("{name}:{}:{}", place.line, place.column)
        };
        diagnostics.append(findings.diagnostics);
        for mut diagnostic in diagnostics.sorted() {
            let place = diagnostic.span.map_or_else(|| name.to_owned(), place);
            diagnostic.message = format!("in {place}: {}", diagnostic.message);
            self.findings.push(diagnostic.at(span));
        }
        for (component, (_, count)) in findings.unknown_components {
            (0..count).for_each(|_| self.findings.unknown_component(&component, span));
        }
        for (role, (_, count)) in findings.unknown_roles {
            (0..count).for_each(|_| self.findings.unknown_role(&role, span));
        }
        for (directive, (_, count)) in findings.unknown_directives {
            (0..count).for_each(|_| self.findings.unknown_directive(&directive, span));
        }
        (0..findings.hidden_cells.map_or(0, |(_, count)| count))
            .for_each(|_| self.findings.hidden_cell(span));
        for (shortcode, (_, count)) in findings.unknown_shortcodes {
            (0..count).for_each(|_| self.findings.unknown_shortcode(&shortcode, span));
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

    /// Counts one more of the files that a note may include.
    fn count(&mut self) -> io::Result<()> {
        self.findings.included += 1;
        match self.findings.included > INCLUDED || self.trail().len() >= INCLUDED_DEEP {
            true => Err(io::ErrorKind::InvalidInput.into()),
            false => Ok(()),
        }
    }

    /// Counts what is shown again among what the note includes.
    ///
    /// # Errors
    /// Why it is not shown.
    pub fn weigh_captured(&mut self, text: &str) -> Result<(), String> {
        self.count().and_then(|()| self.weigh(text)).map_err(|error| why(&error))
    }

    /// Counts the bytes of a text among those that a note may include.
    fn weigh(&mut self, text: &str) -> io::Result<()> {
        self.findings.included_bytes += text.len();
        match self.findings.included_bytes > INCLUDED_BYTES {
            true => Err(io::ErrorKind::InvalidInput.into()),
            false => Ok(()),
        }
    }

    /// The file and its text, from the folder of what includes it or from where sites keep such files.
    fn find(&mut self, path: &str) -> io::Result<(String, String)> {
        self.count()?;
        let (path, folder) = (path.trim(), self.folder());
        let own = (!folder.is_empty() && !path.starts_with('/')).then(|| format!("{folder}{path}"));
        let others = FOLDERS.iter().filter_map(|start| match path.strip_prefix('/') {
            // From the root: not from the note's folder.
            Some(path) => (!start.is_empty()).then(|| format!("{start}{path}")),
            None => Some(format!("{start}{path}")),
        });
        self.first_of(own.into_iter().chain(others))
    }

    /// The note of a vault and its text: by its way from the folder of what shows it or from the root, or wherever
    /// below the root there is one of this name.
    fn find_note(&mut self, name: &str) -> io::Result<(String, String)> {
        self.count()?;
        let is_file = ["md", "markdown"].iter().any(|extension| {
            name.rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(extension))
        });
        let file = if is_file { name.to_owned() } else { format!("{name}.md") };
        let (file, folder) = (file.trim_start_matches('/'), self.folder());
        match self.first_of(std::iter::once(format!("{folder}{file}"))) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let files = self.note.files;
                let elsewhere = || (!files.knows_names()).then(|| format!("/{file}"));
                let named = files.file_named(file).or_else(elsewhere).ok_or(error)?;
                self.first_of(std::iter::once(named))
            }
            found => found,
        }
    }

    fn first_of(&mut self, candidates: impl Iterator<Item = String>) -> io::Result<(String, String)> {
        let mut problem = io::Error::from(io::ErrorKind::NotFound);
        for candidate in candidates {
            match self.note.files.read(&candidate) {
                Ok(bytes) => {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    self.weigh(&text)?;
                    return Ok((candidate, text));
                }
                Err(error) if error.kind() != io::ErrorKind::NotFound => problem = error,
                Err(_) => {}
            }
        }
        Err(problem)
    }

    /// Tells that a file is not included; nothing stands in its place.
    pub fn not_included(&mut self, span: Span, path: &str, why: String) -> Content {
        let missing = Missing { span, path: path.to_owned(), within: None };
        self.findings.not_included.entry(why).or_default().push(missing);
        Content::Inlines(Vec::new())
    }

    /// Code in which lines that include a file (mdBook's `{{#include a.rs}}`, PyMdown's `--8<-- "a.py"`) are replaced by
    /// it.
    #[expect(clippy::string_slice, reason = "offsets are of marks of ASCII that were found in the same text")]
    pub fn with_included_lines(&mut self, span: Span, code: String) -> String {
        let includes = |line: &str| {
            code_includes(line).is_some()
                || is_scissors(line)
                || escaped(line).is_some()
                || line.contains("{{#")
        };
        if !code.lines().any(includes) {
            return code;
        }
        let mut lines = Vec::new();
        let mut in_block = false;
        let blocks = code.lines().filter(|line| is_scissors(line)).count() > 1;
        for line in code.lines() {
            let indent = &line[..line.len() - line.trim_start().len()];
            let listed = in_block && !is_scissors(line) && !line.trim().is_empty();
            if blocks && is_scissors(line) {
                in_block = !in_block;
            } else if in_block && (!listed || line.trim().starts_with(';')) {
                // Left out, as PyMdown does.
            } else if let Some(path) = if listed { Some(line.trim()) } else { code_includes(line) } {
                match self.part_at(span, path) {
                    Some(text) => {
                        lines.extend(text.lines().map(|own| match own.is_empty() || line.contains("{{#") {
                            true => own.to_owned(),
                            false => format!("{indent}{own}"),
                        }))
                    }
                    None if listed => {}
                    None => lines.push(line.to_owned()),
                }
            } else if let Some(shown) = escaped(line) {
                lines.push(shown);
            } else {
                lines.push(self.with_included_words(span, line));
            }
        }
        lines.join("\n")
    }

    /// A line of code in which helpers of mdBook's are replaced by the files that they include.
    #[expect(clippy::string_slice, reason = "offsets are of marks of ASCII that were found in the same text")]
    fn with_included_words(&mut self, span: Span, line: &str) -> String {
        let mut out = String::new();
        let mut rest = line;
        while let Some(at) = rest.find("{{#") {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let included = in_braces(rest);
            let escape = included.is_some() && out.ends_with('\\');
            match included.filter(|_| !escape).map(|(path, length)| (self.part_at(span, path), length)) {
                Some((Some(text), length)) => {
                    out.push_str(&text);
                    rest = &rest[length..];
                }
                _ => {
                    out.truncate(out.len() - usize::from(escape));
                    out.push_str("{{#");
                    rest = &rest[3..];
                }
            }
        }
        out + rest
    }

    /// The part of a file that a path with lines or an anchor means; a warning where there is none.
    fn part_at(&mut self, span: Span, path: &str) -> Option<String> {
        // PyMdown includes nothing that begins so.
        if path.starts_with(';') {
            return Some(String::new());
        }
        match self.find(without_part(path)) {
            Ok((_, text)) => Some(self.part_told(span, &text, path)),
            Err(error) => {
                self.not_included(span, path, why(&error));
                None
            }
        }
    }

    /// As [`part_of`]; an anchor that is nowhere in the text is told.
    fn part_told(&mut self, span: Span, text: &str, path: &str) -> String {
        part_of(text, path).unwrap_or_else(|anchor| {
            self.not_included(span, path, format!("nothing in it is marked as `{anchor}`"));
            String::new()
        })
    }
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

fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::InvalidInput => {
            "this note includes too many files, or files in files too deep".to_owned()
        }
        _ => match refused::way_out(error) {
            Some(way_out) => format!("{error} ({way_out})"),
            None => error.to_string(),
        },
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
    names: Option<Names>,
}

impl Placed<'_> {
    fn path(&self, path: &mut String) {
        if let Some(names) = &self.names
            && let Some(fragment) = fragment(path)
        {
            *path = names.link(fragment);
            return;
        }
        let elsewhere = path.starts_with(['/', '#'])
            || path.starts_with("@/")
            || path.starts_with(WIKI)
            || path.contains(':');
        if !elsewhere && !path.is_empty() {
            path.insert_str(0, &self.included.folder);
        }
    }

    fn label(&self, label: &mut String) {
        let part = self.names.as_ref().map_or_else(|| self.name.to_owned(), |names| names.number.to_string());
        label.insert_str(0, &format!("{part}:"));
    }

    fn attributes(&self, attributes: &mut Attributes) {
        if let Some(names) = &self.names
            && let Some(id) = attributes.take_id()
        {
            attributes.id = Some(names.own(&id));
        }
    }
}

/// What links in a part may lead to in it: the identifiers get the part's number, for it may stand in a note more than
/// once.
struct Names {
    number: usize,
    /// What the note is called that it is a part of.
    note: String,
    identifiers: HashSet<String>,
    headings: HashSet<String>,
    /// What links in the part lead to by the words of a heading.
    linked: HashSet<String>,
}

impl Names {
    fn of(blocks: &mut Vec<Block>, number: usize, path: &str) -> Self {
        let path = path.trim_start_matches("../").trim_start_matches('/');
        let note = path.rsplit_once('.').map_or(path, |(note, _)| note).to_owned();
        let mut names = Names {
            number,
            note,
            identifiers: HashSet::new(),
            headings: HashSet::new(),
            linked: HashSet::new(),
        };
        names.blocks(blocks);
        names
    }

    fn own(&self, name: &str) -> String {
        format!("part-{}-{name}", self.number)
    }

    /// Where a link to `fragment` leads from inside the part.
    fn link(&self, fragment: &str) -> String {
        let name = percent_decode_str(fragment).decode_utf8_lossy();
        if self.identifiers.contains(&*name) {
            format!("#{}", self.own(&name))
        } else if self.headings.contains(&heading(&name)) {
            format!("#{}", self.own(&heading(&name)))
        } else {
            format!("{WIKI}{}#{fragment}", self.note)
        }
    }

    fn attributes(&mut self, attributes: &Attributes) {
        self.identifiers.extend(attributes.id.clone());
    }
}

/// What a link into its own note leads to.
fn fragment(path: &str) -> Option<&str> {
    path.strip_prefix(WIKI).unwrap_or(path).strip_prefix('#')
}

/// What is left of a heading's name in all styles; of `Heading#Heading below`, the last.
fn heading(name: &str) -> String {
    loose_key(name.rsplit('#').next().unwrap_or_default())
}

impl VisitMut for Names {
    fn block(&mut self, block: &mut Block) {
        self.attributes(&block.attributes);
        parts_mut(block, |_, attributes| self.attributes(attributes));
        if let BlockKind::Heading { content, .. } = &block.kind {
            self.headings.insert(loose_key(&plain_text(content)));
        }
        walk_block_mut(self, block);
    }

    fn inline(&mut self, inline: &mut Inline) {
        self.attributes(&inline.attributes);
        if let InlineKind::Link { target, .. } = &inline.kind
            && let LinkTarget::Unresolved(path) = &**target
            && let Some(fragment) = fragment(path)
        {
            self.linked.insert(heading(&percent_decode_str(fragment).decode_utf8_lossy()));
        }
        walk_inline_mut(self, inline);
    }
}

impl VisitMut for Placed<'_> {
    fn block(&mut self, block: &mut Block) {
        block.span = self.span;
        self.attributes(&mut block.attributes);
        if let Some(names) = &self.names
            && let BlockKind::Heading { content, .. } = &block.kind
            && let name = loose_key(&plain_text(content))
            && names.linked.contains(&name)
        {
            block.attributes.id.get_or_insert_with(|| names.own(&name));
        }
        parts_mut(block, |span, attributes| {
            *span = self.span;
            self.attributes(attributes);
        });
        walk_block_mut(self, block);
    }

    fn inline(&mut self, inline: &mut Inline) {
        inline.span = self.span;
        self.attributes(&mut inline.attributes);
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
    use crate::files::Memory;
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
