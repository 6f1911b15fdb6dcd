//! The one place that knows comrak: Markdown is parsed once and its tree becomes the intermediate
//! representation. Inlines and blocks of raw HTML and shortcodes pass through a [`Builder`] on the way, for
//! their tags may stand in several nodes of Markdown.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of marks that were found in the same text; lists are looked at where they were found not to be empty"
)]

mod blocks;
mod description;
mod inlines;
mod places;
mod raw;
mod section;
mod stretch;
mod tables;
mod titles;

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use comrak::nodes::NodeValue;
use comrak::options::BrokenLinkReference;
use comrak::{Arena, Node as Markdown, Options, parse_document};

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::*;
use crate::limits::{LEVELS_OF_BOX, MAX_DEPTH};
use crate::read::core::appended::Appended;
use crate::read::core::content::paragraph;
use crate::read::core::findings::Findings;
use crate::read::core::footnotes::Footnotes;
use crate::read::core::note::Note;
use crate::read::core::reader::Reader;
use crate::read::core::tree::{Builder, Node, Opener, Unbalanced};
use crate::read::core::{abbreviation, heading_names};
use crate::read::dialect::features::Features;
use crate::read::syntax;
use crate::read::syntax::definitions::Definitions;
use crate::read::syntax::mask::{self, Masked};
use crate::read::syntax::piece::{NeverClosed, PieceKind};
use crate::source::Span;

use stretch::Stretches;

/// The blocks of the note's bytes in `range`.
pub fn parse_blocks_in(note: &Note, range: std::ops::Range<usize>, findings: &mut Findings) -> Vec<Block> {
    let masked =
        mask::mask(&note.source.text()[..range.end], range.start, note.vocabulary, note.dialect.features());
    read(note, masked, findings)
}

/// The body of a whole note, its bytes in `range`, and before it what the front matter says with footnotes that stand in
/// it; what is `appended` defines abbreviations, footnotes and addresses of links for it, and else stands at its end.
pub fn note(
    note: &Note,
    range: std::ops::Range<usize>,
    appended: &[Appended],
    findings: &mut Findings,
) -> Vec<Block> {
    let mut masked =
        mask::mask(&note.source.text()[..range.end], range.start, note.vocabulary, note.dialect.features());
    if !appended.is_empty() && note.reads(Features::INCLUDES) {
        for file in appended {
            masked.abbreviations.extend(file.text.lines().filter_map(syntax::abbreviation::definition));
            masked.text.push_str("\n\n");
            masked.text.push_str(&Definitions::of(&file.text).links());
        }
        let own = note.source.text();
        for label in appended.iter().flat_map(Appended::labels) {
            // What it says is read where the note refers to it.
            let reference = format!("[^{label}]");
            if own.contains(&reference) && !own.contains(&format!("{reference}:")) {
                masked.text.push_str(&format!("\n\n{reference}: \\\n"));
            }
        }
        return read_part(note, masked, Wanted::Body(appended), None, findings).unwrap_or_default();
    }
    read_part(note, masked, Wanted::Body(&[]), None, findings).unwrap_or_default()
}

/// The note's bytes in `range` as one line of text, whatever it looks like; it may refer to what is `defined` elsewhere.
fn parse_inlines_in(
    note: &Note,
    range: std::ops::Range<usize>,
    defined: Rc<Definitions>,
    findings: &mut Findings,
) -> Vec<Inline> {
    let text = &note.source.text()[..range.end];
    let definitions = defined.of_line(&text[range.start..]);
    let names = defined.names_in(&text[range.start..]);
    let mut masked =
        mask::mask_line(text, range.start, note.vocabulary, note.dialect.features(), names.into());
    if !definitions.is_empty() {
        masked.text.push_str("\n\n");
        masked.text.push_str(&definitions);
    }
    let blocks = read_part(note, masked, Wanted::All, Some(defined), findings).unwrap_or_default();
    crate::read::core::flatten::inlines(blocks)
}

/// The blocks under a heading in the note's bytes in `range`, or the one block there, that a link of a vault calls
/// `name`; `None` when nothing is called so.
pub fn section(
    note: &Note,
    range: std::ops::Range<usize>,
    name: &str,
    findings: &mut Findings,
) -> Option<Vec<Block>> {
    let masked =
        mask::mask(&note.source.text()[..range.end], range.start, note.vocabulary, note.dialect.features());
    read_part(note, masked, Wanted::Section(name), None, findings)
}

fn read(note: &Note, masked: Masked, findings: &mut Findings) -> Vec<Block> {
    read_part(note, masked, Wanted::All, None, findings).unwrap_or_default()
}

/// What is wanted of a text.
enum Wanted<'w> {
    /// All of it, what stands before it, and what its site appends.
    Body(&'w [Appended]),
    /// All of it.
    All,
    /// The section of this name.
    Section(&'w str),
}

/// What the reader of one stretch leaves to that of the next.
#[derive(Default)]
struct Kept {
    front: Vec<Block>,
    footnotes: Footnotes,
    tab_titles: Vec<VecDeque<String>>,
    defined: Option<Rc<Definitions>>,
    /// Whether it ended in a description list.
    ends_in_terms: bool,
}

/// What is read of a masked text; what is `defined` elsewhere for a text that is a line.
fn read_part(
    note: &Note,
    mut masked: Masked,
    wanted: Wanted,
    defined: Option<Rc<Definitions>>,
    findings: &mut Findings,
) -> Option<Vec<Block>> {
    let text = std::mem::take(&mut masked.text);
    std::mem::take(&mut masked.warnings).into_iter().for_each(|warning| findings.push(warning));
    let (mut stretches, mut kept) =
        (Stretches::of(&text, !matches!(wanted, Wanted::Section(_))), Kept::default());
    let mut builder = Builder::new(LEVELS_OF_BOX);
    let is_line = defined.is_some();
    kept.defined = defined;
    let options = options_of(note, &text);
    let mut blocks = loop {
        let (start, end) = (stretches.start(), stretches.end());
        let arena = Arena::new();
        let root = parse_document(&arena, &text[start..end], &options);
        let is_last = end == text.len();
        if !is_last && !stretch::is_whole(root) {
            stretches.lengthen(end);
            continue;
        }
        let lines = places::mend(root, &text[start..end]);
        let mut reader = Reader {
            note,
            findings: &mut *findings,
            masked: &masked,
            lines: &lines,
            start,
            definitions: HashMap::new(),
            footnotes: std::mem::take(&mut kept.footnotes),
            depth: 0,
            tab_titles: std::mem::take(&mut kept.tab_titles),
            is_line,
            appended: if let Wanted::Body(appended) = wanted { appended } else { &[] },
            defined: kept.defined.take(),
        };
        reader.definitions = footnote_definitions(root);
        if let Wanted::Section(name) = wanted {
            let nodes = reader.section(root, name)?;
            let mut blocks = reader.flow_of(nodes);
            reader.footnotes.place(&mut blocks);
            break blocks;
        }
        if matches!(wanted, Wanted::Body(_)) && start == 0 {
            kept.front = reader.front();
        }
        kept.ends_in_terms = reader.read_stretch(root, kept.ends_in_terms, &mut builder);
        if is_last {
            let mut blocks = kept.front;
            blocks.extend(reader.end(builder));
            if let Wanted::Body(appended) = wanted {
                blocks.extend(reader.shown_of(appended));
            }
            reader.set_footnotes(&mut blocks, root);
            break blocks;
        }
        let Reader { footnotes, tab_titles, defined, .. } = reader;
        (kept.footnotes, kept.tab_titles, kept.defined) = (footnotes, tab_titles, defined);
        stretches.next(end);
    };
    let abbreviations = std::mem::take(&mut masked.abbreviations);
    mark_abbreviations(&mut blocks, abbreviations, is_line, findings);
    masked.never_closed.into_iter().for_each(|formula| findings.push(never_closed(note, formula)));
    Some(blocks)
}

/// Marks the abbreviations in the blocks: those that the text defines, and those of the files that it includes. A line is
/// marked with what it stands in.
fn mark_abbreviations(
    blocks: &mut Vec<Block>,
    mut defined: Vec<syntax::abbreviation::Definition>,
    is_line: bool,
    findings: &mut Findings,
) {
    if !is_line {
        defined.append(&mut findings.abbreviations);
    }
    abbreviation::mark(blocks, &defined, findings);
    findings.abbreviations.append(&mut defined);
}

/// The definitions of footnotes in a tree, by label.
fn footnote_definitions(root: Markdown) -> HashMap<String, Markdown> {
    let mut definitions = HashMap::new();
    for node in root.descendants() {
        if let NodeValue::FootnoteDefinition(definition) = &node.data().value {
            definitions.entry(definition.name.clone()).or_insert(node);
        }
    }
    definitions
}

/// What is said of a formula that is never closed.
fn never_closed(note: &Note, NeverClosed { range, close }: NeverClosed) -> Diagnostic {
    let open = &note.source.text()[range.clone()];
    let message =
        format!("the formula that begins with `{open}` is never closed: its words are kept as they are");
    let escaped = if open == "$$" { r", or write `\$\$` if it is none" } else { "" };
    let hint = format!("close it with `{close}` before the paragraph ends{escaped}");
    Diagnostic::warning(Code::InvalidMath, message).at(Span::new(range)).hint(hint)
}

/// Whether each line `>>>` that begins a quotation has one that ends it: else these are quotations in quotations.
fn has_fenced_quotes(text: &str) -> bool {
    let count = text.contains(">>>").then(|| text.lines().filter(|line| line.trim_end() == ">>>").count());
    count.is_some_and(|count| count > 0 && count % 2 == 0)
}

/// How comrak reads a text of a note; links may name its headings by their words.
fn options_of(note: &Note, text: &str) -> Options<'static> {
    let mut options = options(note.dialect.features());
    options.extension.multiline_block_quotes = note.reads(Features::FENCED_QUOTES) && has_fenced_quotes(text);
    if let Some(names) = note.headings.get_or_init(|| heading_names::of(note)).clone() {
        let resolved = move |link: BrokenLinkReference| heading_names::resolved(&names, &link);
        options.parse.broken_link_callback = Some(Arc::new(resolved));
    }
    options
}

/// What comrak reads of these features.
fn options(features: Features) -> Options<'static> {
    let reads = |feature| features.contains(feature);
    let mut options = Options::default();
    options.parse.escaped_char_spans = true;
    options.parse.leave_footnote_definitions = reads(Features::FOOTNOTES);
    options.parse.relaxed_tasklist_matching = reads(Features::TASK_STATES);
    let extension = &mut options.extension;
    extension.strikethrough = reads(Features::STRIKETHROUGH);
    extension.table = reads(Features::TABLES);
    extension.autolink = reads(Features::AUTOLINKS);
    extension.tasklist = reads(Features::TASK_LISTS);
    extension.footnotes = reads(Features::FOOTNOTES);
    extension.cjk_friendly_emphasis = reads(Features::CJK_EMPHASIS);
    extension.alerts = reads(Features::ALERTS);
    extension.shortcodes = reads(Features::EMOJI);
    extension.superscript = reads(Features::SUPERSCRIPT);
    extension.subscript = reads(Features::SUBSCRIPT);
    extension.inline_footnotes = reads(Features::INLINE_FOOTNOTES);
    extension.description_lists = reads(Features::DESCRIPTION_LISTS);
    extension.ofm_callouts = reads(Features::CALLOUTS);
    extension.ofm_comments = reads(Features::PERCENT_COMMENTS);
    extension.wikilinks_title_after_pipe = reads(Features::WIKILINKS);
    extension.highlight = reads(Features::HIGHLIGHT);
    extension.insert = reads(Features::INSERT);
    options
}

impl<'a> Reader<'a> {
    /// The blocks in a container, which no element leaves.
    pub fn children(&mut self, container: Markdown<'a>) -> Vec<Block> {
        let outer = self.depth;
        if outer >= MAX_DEPTH {
            let content = self.too_deep(container);
            return paragraph(content).into_iter().collect();
        }
        self.flow_of(container.children())
    }

    /// Nodes side by side as blocks.
    pub fn flow_of(&mut self, nodes: impl IntoIterator<Item = Markdown<'a>>) -> Vec<Block> {
        let outer = self.depth;
        let mut builder = Builder::new(outer + LEVELS_OF_BOX);
        self.read_into(nodes, &mut builder);
        self.depth = outer;
        self.end(builder)
    }

    /// The nodes of a stretch, the one before which ended in a description list or not; whether this one does.
    fn read_stretch(&mut self, root: Markdown<'a>, ended_in_terms: bool, builder: &mut Builder) -> bool {
        let is_terms = |node: &Markdown| matches!(node.data().value, NodeValue::DescriptionList);
        // Reading takes out of the nodes what they are.
        let ends_in_terms = root.last_child().is_some_and(|last| is_terms(&last));
        let mut nodes = root.children().peekable();
        if ended_in_terms && let Some(terms) = nodes.next_if(is_terms) {
            self.go_on_with_terms(terms, builder);
        }
        self.read_into(nodes, builder);
        ends_in_terms
    }

    /// Nodes side by side into a builder, in which elements may be open.
    pub fn read_into(&mut self, nodes: impl IntoIterator<Item = Markdown<'a>>, builder: &mut Builder) {
        for child in nodes {
            self.block(child, builder);
            // What an element becomes takes a fraction of its room, and a note may have very many.
            if let Some(element) = builder.take_closed() {
                let content = self.element(element);
                builder.extend(content);
            }
        }
    }

    /// The blocks that a builder made.
    pub fn end(&mut self, builder: Builder) -> Vec<Block> {
        let nodes = self.finish(builder);
        self.flow(nodes)
    }

    /// The texts of a container that is nested too deep, side by side.
    pub fn too_deep(&mut self, container: Markdown<'a>) -> Vec<Inline> {
        let span = self.span(container);
        self.unbalanced(Unbalanced::TooDeep(span));
        let mut content = Vec::new();
        for node in container.descendants() {
            match &node.data().value {
                NodeValue::Text(text) => content.push(Inline::text(span, self.unmask(text))),
                NodeValue::Code(code) => content.push(Inline::text(span, self.unmask(&code.literal))),
                NodeValue::CodeBlock(code) => content.push(Inline::text(span, self.unmask(&code.literal))),
                NodeValue::HtmlBlock(html) => content.push(Inline::text(span, self.unmask(&html.literal))),
                NodeValue::HtmlInline(html) => content.push(Inline::text(span, self.unmask(html))),
                NodeValue::ShortCode(emoji) => content.push(Inline::text(span, emoji.emoji.clone())),
                NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::Paragraph => {
                    content.push(Inline::new(span, InlineKind::SoftBreak));
                }
                _ => {}
            }
        }
        content
    }

    /// The inlines in a node, which no element leaves.
    pub fn inlines_of(&mut self, node: Markdown<'a>) -> Vec<Inline> {
        let outer = self.depth;
        if outer >= MAX_DEPTH {
            return self.too_deep(node);
        }
        let mut builder = Builder::new(outer + 1);
        self.inlines(node, &mut builder);
        self.depth = outer;
        let nodes = self.finish(builder);
        self.phrasing(nodes)
    }

    /// Ends a builder and tells what was left open in it.
    pub fn finish(&mut self, builder: Builder) -> Vec<Node> {
        let (nodes, unbalanced) = builder.finish();
        unbalanced.into_iter().for_each(|one| self.unbalanced(one));
        nodes
    }

    pub fn unbalanced(&mut self, unbalanced: Unbalanced) {
        let (span, opener) = match unbalanced {
            Unbalanced::NeverClosed(span, opener) => (span, opener),
            Unbalanced::ClosesNothing => return,
            Unbalanced::TooDeep(span) => {
                let message = "this is nested too deep: its text is kept, its structure is not";
                return self.findings.push(Diagnostic::warning(Code::UnsupportedHtml, message).at(span));
            }
        };
        let diagnostic = match opener {
            Opener::Paragraph => return,
            Opener::Html { name, .. } => {
                Diagnostic::warning(Code::UnsupportedHtml, format!("`<{name}>` is never closed here"))
                    .hint(format!("add `</{name}>` in the same list item, quotation or cell"))
            }
            Opener::Shortcode(token) => {
                let name = self.tag_name(token).to_owned();
                Diagnostic::warning(Code::UnbalancedShortcode, format!("`{name}` is closed outside of what it is opened in"))
                    .hint("open and close it in the same list item, quotation or cell; until then it ends with that")
            }
        };
        self.findings.push(diagnostic.at(span));
    }

    /// The text as the user wrote it.
    pub fn unmask(&self, text: &str) -> String {
        self.masked.unmask(text, self.note.source.text()).into_owned()
    }

    /// The name of a shortcode's tag.
    pub fn tag_name(&self, token: usize) -> &str {
        match &self.masked.tokens[token].kind {
            PieceKind::Tag { tag, .. } => &tag.name,
            _ => "",
        }
    }

    /// Where a node stands in the note.
    pub fn span(&self, node: Markdown<'a>) -> Span {
        let position = node.data().sourcepos;
        let start =
            self.start + self.lines.start(position.start.line) + position.start.column.saturating_sub(1);
        let end = self.start + self.lines.start(position.end.line) + position.end.column;
        // Where comrak has a place wrong in a way that nobody knows of yet, a message must still stand at a character.
        let within = |at: usize| self.note.source.text().floor_char_boundary(self.masked.source_offset(at));
        let start = within(start);
        Span::new(start..within(end).max(start))
    }
}

/// What a node says, taken out of the tree: each node is looked at once, and its text need not be copied. Only
/// footnotes are read where they are referred to.
fn taken(node: Markdown) -> NodeValue {
    if matches!(node.data().value, NodeValue::FootnoteDefinition(_)) {
        return node.data().value.clone();
    }
    std::mem::replace(&mut node.data_mut().value, NodeValue::Escaped)
}

/// The version of comrak, the parser of Markdown.
pub fn parser_version() -> &'static str {
    comrak::version()
}
