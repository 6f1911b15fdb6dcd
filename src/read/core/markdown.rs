//! The one place that knows comrak: Markdown is parsed once and its tree becomes the intermediate
//! representation. Inlines and blocks of raw HTML and shortcodes pass through a [`Builder`] on the way, for
//! their tags may stand in several nodes of Markdown.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of marks that were found in the same text; lists are looked at where they were found not to be empty"
)]

mod description;
mod section;
mod stretch;

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use comrak::nodes::{AlertType, CalloutFold, ListType, NodeValue, TableAlignment};
use comrak::options::BrokenLinkReference;
use comrak::{Arena, Node as Markdown, Options, parse_document};
use percent_encoding::percent_decode_str;

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::reference::{Form, Reference};
use crate::ir::*;
use crate::limits::{DEEPEST, ROOMY};
use crate::locale::has_no_spaces;
use crate::read::core::appended::Appended;
use crate::read::core::content::{Content, paragraph, trimmed};
use crate::read::core::findings::Findings;
use crate::read::core::footnotes::Footnotes;
use crate::read::core::note::Note;
use crate::read::core::reader::{MARKUP, Reader};
use crate::read::core::tree::{Builder, Element, Node, Opener, Unbalanced};
use crate::read::core::{abbreviation, docsify, footnote, heading_names, keys, math, wiki};
use crate::read::dialect::Dialect;
use crate::read::syntax::definitions::Definitions;
use crate::read::syntax::html::{self, Event};
use crate::read::syntax::mask::{self, Masked, Part, Token, TokenKind};
use crate::read::syntax::pair::Role;
use crate::read::syntax::scan::piece::NeverClosed;
use crate::read::syntax::tag::{self, Syntax};
use crate::read::syntax::{self, attributes, fence, hidden, scan, template};
use crate::source::{Lines, Span};

use stretch::Stretches;

/// The blocks of the note's bytes in `range`.
pub fn blocks(note: &Note, range: std::ops::Range<usize>, findings: &mut Findings) -> Vec<Block> {
    let masked = mask::mask(&note.source.text()[..range.end], range.start, note.callouts, note.dialect);
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
    let mut masked = mask::mask(&note.source.text()[..range.end], range.start, note.callouts, note.dialect);
    if !appended.is_empty() && note.dialect.has_extensions() {
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
fn line(
    note: &Note,
    range: std::ops::Range<usize>,
    defined: Rc<Definitions>,
    findings: &mut Findings,
) -> Vec<Inline> {
    let text = &note.source.text()[..range.end];
    let definitions = defined.of_line(&text[range.start..]);
    let names = defined.names_in(&text[range.start..]);
    let mut masked = mask::mask_line(text, range.start, note.callouts, note.dialect, names.into());
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
    let masked = mask::mask(&note.source.text()[..range.end], range.start, note.callouts, note.dialect);
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
    let mut builder = Builder::new(ROOMY);
    let is_line = defined.is_some();
    kept.defined = defined;
    let mut options = options(note.dialect);
    if let Some(names) = note.headings.get_or_init(|| heading_names::of(note)).clone() {
        let resolved = move |link: BrokenLinkReference| heading_names::resolved(&names, &link);
        options.parse.broken_link_callback = Some(Arc::new(resolved));
    }
    let mut blocks = loop {
        let (start, end) = (stretches.start(), stretches.end());
        let arena = Arena::new();
        let root = parse_document(&arena, &text[start..end], &options);
        let is_last = end == text.len();
        if !is_last && !stretch::is_whole(root) {
            stretches.lengthen(end);
            continue;
        }
        let lines = Lines::of(&text[start..end]);
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
        for node in root.descendants() {
            if let NodeValue::FootnoteDefinition(definition) = &node.data().value {
                reader.definitions.entry(definition.name.clone()).or_insert(node);
            }
        }
        if let Wanted::Section(name) = wanted {
            let nodes = reader.section(root, name)?;
            let mut blocks = reader.flow_of(nodes);
            reader.footnotes.place(&mut blocks);
            break blocks;
        }
        if matches!(wanted, Wanted::Body(_)) && start == 0 {
            kept.front = reader.front();
        }
        reader.read_into(root.children(), &mut builder);
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
    abbreviation::mark(&mut blocks, &masked.abbreviations, findings);
    for NeverClosed { range, close } in masked.never_closed {
        let open = &note.source.text()[range.clone()];
        let message =
            format!("the formula that begins with `{open}` is never closed: its words are kept as they are");
        let escaped = if open == "$$" { r", or write `\$\$` if it is none" } else { "" };
        let hint = format!("close it with `{close}` before the paragraph ends{escaped}");
        findings.push(Diagnostic::warning(Code::InvalidMath, message).at(Span::new(range)).hint(hint));
    }
    Some(blocks)
}

fn options(dialect: Dialect) -> Options<'static> {
    let mut options = Options::default();
    options.parse.escaped_char_spans = true;
    if !dialect.has_tables() {
        return options;
    }
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.autolink = true;
    extension.tasklist = true;
    extension.footnotes = true;
    extension.cjk_friendly_emphasis = true;
    extension.alerts = true;
    extension.shortcodes = true;
    options.parse.leave_footnote_definitions = true;
    if !dialect.has_extensions() {
        return options;
    }
    let extension = &mut options.extension;
    extension.superscript = true;
    extension.subscript = true;
    extension.inline_footnotes = true;
    extension.description_lists = true;
    extension.ofm_callouts = true;
    extension.ofm_comments = true;
    extension.wikilinks_title_after_pipe = true;
    extension.highlight = true;
    extension.insert = true;
    options.parse.relaxed_tasklist_matching = true;
    options
}

impl<'a> Reader<'a> {
    /// The blocks in a container, which no element leaves.
    fn children(&mut self, container: Markdown<'a>) -> Vec<Block> {
        let outer = self.depth;
        if outer >= DEEPEST {
            let content = self.too_deep(container);
            return paragraph(content).into_iter().collect();
        }
        self.flow_of(container.children())
    }

    /// Nodes side by side as blocks.
    fn flow_of(&mut self, nodes: impl IntoIterator<Item = Markdown<'a>>) -> Vec<Block> {
        let outer = self.depth;
        let mut builder = Builder::new(outer + ROOMY);
        self.read_into(nodes, &mut builder);
        self.depth = outer;
        self.end(builder)
    }

    /// Nodes side by side into a builder, in which elements may be open.
    fn read_into(&mut self, nodes: impl IntoIterator<Item = Markdown<'a>>, builder: &mut Builder) {
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
    fn end(&mut self, builder: Builder) -> Vec<Block> {
        let nodes = self.finish(builder);
        self.flow(nodes)
    }

    /// The texts of a container that is nested too deep, side by side.
    fn too_deep(&mut self, container: Markdown<'a>) -> Vec<Inline> {
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
    fn inlines_of(&mut self, node: Markdown<'a>) -> Vec<Inline> {
        let outer = self.depth;
        if outer >= DEEPEST {
            return self.too_deep(node);
        }
        let mut builder = Builder::new(outer + 1);
        self.inlines(node, &mut builder);
        self.depth = outer;
        let nodes = self.finish(builder);
        self.phrasing(nodes)
    }

    /// Ends a builder and tells what was left open in it.
    fn finish(&mut self, builder: Builder) -> Vec<Node> {
        let (nodes, unbalanced) = builder.finish();
        unbalanced.into_iter().for_each(|one| self.unbalanced(one));
        nodes
    }

    fn unbalanced(&mut self, unbalanced: Unbalanced) {
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

    fn block(&mut self, node: Markdown<'a>, builder: &mut Builder) {
        self.depth = builder.depth();
        let span = self.span(node);
        let value = taken(node);
        let kind = match value {
            NodeValue::Paragraph => {
                builder.open(span, Opener::Paragraph);
                self.inlines(node, builder);
                let unbalanced = builder.close(|opener| *opener == Opener::Paragraph);
                unbalanced.into_iter().for_each(|one| self.unbalanced(one));
                return;
            }
            NodeValue::HtmlBlock(block) => {
                self.findings_of_hidden(span, &block.literal);
                return self.html(&block.literal, span, builder);
            }
            NodeValue::Heading(heading) => {
                return builder.push(Node::Block(self.heading(node, span, heading.level)));
            }
            NodeValue::FootnoteDefinition(_) | NodeValue::FrontMatter(_) => return,
            NodeValue::ThematicBreak => BlockKind::ThematicBreak,
            NodeValue::BlockQuote | NodeValue::MultilineBlockQuote(_) => {
                BlockKind::Quote { blocks: self.children(node) }
            }
            NodeValue::List(_) if let Some((span, table)) = self.written_table(node) => {
                return builder.push(Node::Block(Block::new(span, BlockKind::Table(table))));
            }
            NodeValue::List(list) => BlockKind::List {
                kind: match list.list_type {
                    ListType::Bullet => ListKind::Bullet,
                    ListType::Ordered => {
                        let numbering = scan::numbering(&self.note.source.text()[span.start as usize..]);
                        ListKind::Ordered { start: u32::try_from(list.start).unwrap_or(u32::MAX), numbering }
                    }
                },
                tight: list.tight,
                items: node.children().map(|item| self.item(item)).collect(),
            },
            NodeValue::DescriptionList => {
                let blocks = self.description_list(node, span);
                return blocks.into_iter().for_each(|block| builder.push(Node::Block(block)));
            }
            NodeValue::CodeBlock(code) => {
                return self.code_block(span, &code.info, &code.literal, builder);
            }
            NodeValue::Table(table) => BlockKind::Table(self.table(node, &table.alignments)),
            NodeValue::Alert(alert) => {
                let kind = match alert.alert_type {
                    AlertType::Note => "note",
                    AlertType::Tip => "tip",
                    AlertType::Important => "important",
                    AlertType::Warning => "warning",
                    AlertType::Caution => "caution",
                };
                let title = alert.title.map(|title| vec![Inline::text(span, self.unmask(&title))]);
                let blocks = self.children(node);
                BlockKind::Callout(Callout { kind: kind.to_owned(), title, folding: Folding::Fixed, blocks })
            }
            NodeValue::Callout(callout) => {
                let known = self.note.callouts.get(&callout.callout_type);
                let kind = known.map_or(callout.callout_type.to_lowercase(), |known| known.kind.to_string());
                let folding = match callout.fold {
                    CalloutFold::None if known.is_some_and(|known| known.folds) => Folding::Closed,
                    CalloutFold::None => Folding::Fixed,
                    CalloutFold::Expanded => Folding::Open,
                    CalloutFold::Collapsed => Folding::Closed,
                };
                let first =
                    node.first_child().filter(|child| matches!(child.data().value, NodeValue::CalloutTitle));
                let mut title = first.map(|child| self.inlines_of(child)).unwrap_or_default();
                let attributes = attributes::trailing(&mut title, false).unwrap_or_default();
                let title = Some(trimmed(title)).filter(|title| !title.is_empty());
                let callout = Callout { kind, title, folding, blocks: self.children(node) };
                let kind = BlockKind::Callout(callout);
                return builder.push(Node::Block(Block { span, attributes, kind }));
            }
            NodeValue::CalloutTitle => return,
            // What follows stands in other nodes, or belongs to extensions that are off: its content stays.
            NodeValue::Document
            | NodeValue::Item(_)
            | NodeValue::TaskItem(_)
            | NodeValue::DescriptionItem(_)
            | NodeValue::DescriptionTerm
            | NodeValue::DescriptionDetails
            | NodeValue::TableRow(_)
            | NodeValue::TableCell
            | NodeValue::BlockDirective(_)
            | NodeValue::Subtext => BlockKind::Division { blocks: self.children(node) },
            NodeValue::MultilineComment(_) => {
                let written = self.note.source.slice(span);
                return self.findings_of_hidden(span, written);
            }
            NodeValue::Text(_)
            | NodeValue::SoftBreak
            | NodeValue::LineBreak
            | NodeValue::Code(_)
            | NodeValue::HtmlInline(_)
            | NodeValue::Raw(_)
            | NodeValue::Emph
            | NodeValue::Strong
            | NodeValue::Strikethrough
            | NodeValue::Highlight
            | NodeValue::Insert
            | NodeValue::Superscript
            | NodeValue::Link(_)
            | NodeValue::Image(_)
            | NodeValue::FootnoteReference(_)
            | NodeValue::ShortCode(_)
            | NodeValue::Math(_)
            | NodeValue::Escaped
            | NodeValue::WikiLink(_)
            | NodeValue::Underline
            | NodeValue::Subscript
            | NodeValue::SpoileredText
            | NodeValue::EscapedTag(_)
            | NodeValue::CommentInline(_) => return self.inline(node, builder),
        };
        builder.push(Node::Block(Block::new(span, kind)));
    }

    /// A heading. An anchor at its start (`## <span id="x"></span> Title`) names the heading itself.
    fn heading(&mut self, node: Markdown<'a>, span: Span, level: u8) -> Block {
        let mut content = self.inlines_of(node);
        let has_attributes = self.note.dialect.has_extensions();
        let own = has_attributes.then(|| attributes::trailing(&mut content, true)).flatten();
        let mut own = own.unwrap_or_default();
        if own.id.is_none() && has_attributes {
            own.id = docsify::heading(&mut content);
        }
        if let Some(Inline { attributes, kind: InlineKind::Span { content: inside }, .. }) = content.first()
            && inside.is_empty()
            && own.id.is_none()
        {
            own.merge(attributes.clone());
            content.remove(0);
        }
        let content = trimmed(content);
        if let Some(words) = self.beside_tags(span, &content) {
            own.pairs.push((NAMED.to_owned(), words));
        }
        Block { span, attributes: own, kind: BlockKind::Heading { level, content } }
    }

    /// The words of a heading that do not come from a tag, where some do: sites make identifiers of what is written.
    fn beside_tags(&self, span: Span, content: &[Inline]) -> Option<String> {
        let tokens = &self.masked.tokens;
        let first = tokens.partition_point(|token| token.span.start < span.start);
        let tokens = tokens[first..].iter().take_while(|token| token.span.start < span.end);
        let tags = tokens.filter(|token| matches!(token.kind, TokenKind::Tag { .. }));
        let tags: Vec<Span> = tags.map(|token| token.span).collect();
        let of_tag = |inline: &&Inline| {
            tags.iter().any(|tag| tag.start <= inline.span.start && inline.span.end <= tag.end)
        };
        content.iter().find(of_tag)?;
        let beside: Vec<Inline> = content.iter().filter(|inline| !of_tag(inline)).cloned().collect();
        let words = walk::plain_text(&beside);
        (!words.trim().is_empty()).then(|| words.trim().to_owned())
    }

    fn item(&mut self, node: Markdown<'a>) -> ListItem {
        let task = match &node.data().value {
            NodeValue::TaskItem(task) => Some(match task.symbol {
                None => Task::ToDo,
                Some('x' | 'X') => Task::Done,
                Some(sign) => Task::Marked(sign),
            }),
            _ => None,
        };
        let mut blocks = self.children(node);
        // `- item {.class}`: the class is the item's.
        let attributes = attributes::of_first(&mut blocks);
        ListItem { span: self.span(node), attributes, task, number: None, blocks }
    }

    fn code_block(&mut self, span: Span, info: &str, literal: &str, builder: &mut Builder) {
        let text = self.unmask(literal).replace("\r\n", "\n");
        let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
        let info = self.unmask(info);
        if let Some(format) = info.trim().strip_prefix("{=").and_then(|rest| rest.strip_suffix('}')) {
            let node = self.raw_block(span, format, &text);
            return builder.push(node);
        }
        if let Some((engine, options)) = syntax::cell::header(&info) {
            let node = self.code_cell(span, engine, options, &text);
            return builder.push(node);
        }
        match syntax::directive::header(&info) {
            Some((name @ ("include" | "literalinclude"), path)) => {
                let content = self.include_directive(span, name, path, &syntax::directive::options(&text).0);
                return builder.extend(content);
            }
            Some((name, argument)) => {
                let node = self.directive(span, name, argument, &text);
                return builder.push(node);
            }
            None => {}
        }
        let text = self.with_included_lines(span, tag::unescaped(text));
        let written = info;
        let info = fence::read(&written);
        let text = hidden::without_hidden(text, &written, info.language.as_deref());
        if info.language.as_deref() == Some("math") {
            let content = math::inlines(span, &text, true, info.attributes.id.clone());
            return builder.push(Node::Block(Block::new(span, BlockKind::Paragraph { content })));
        }
        let mut attributes = info.attributes;
        const TITLES: [&str; 8] =
            ["lst-cap", "caption", "title", "filename", "file", "label", "package", "name"];
        let mut titles = TITLES.iter().filter_map(|title| {
            let at = attributes.pairs.iter().position(|(key, _)| key == title)?;
            Some(attributes.pairs.remove(at).1)
        });
        let (title, name) = (titles.next(), titles.next());
        let kind = BlockKind::code(info.language, text);
        let mut block = Block { span, attributes, kind };
        builder.push(Node::Block(match title {
            Some(title) => {
                let caption = self.said(span, &title);
                let id = block.attributes.take_id();
                // The name of its file, above what has a title too.
                let name = name.and_then(|name| paragraph(vec![Inline::text(span, name)]));
                self.captioned(span, name.into_iter().chain([block]).collect(), caption, id)
            }
            None => block,
        }));
    }

    fn table(&mut self, node: Markdown<'a>, alignments: &[TableAlignment]) -> Table {
        let alignment = |alignment: &TableAlignment| match alignment {
            TableAlignment::None => Alignment::Default,
            TableAlignment::Left => Alignment::Left,
            TableAlignment::Center => Alignment::Center,
            TableAlignment::Right => Alignment::Right,
        };
        let mut table = Table {
            caption: Vec::new(),
            columns: alignments.iter().map(alignment).collect(),
            head: Vec::new(),
            body: Vec::new(),
            foot: Vec::new(),
        };
        for row in node.children() {
            let header = matches!(row.data().value, NodeValue::TableRow(true));
            let cells = row.children().map(|cell| self.cell(cell, header)).collect::<Vec<_>>();
            if header && cells.iter().all(|cell| cell.blocks.is_empty()) {
                continue;
            }
            let mut row = Row { span: self.span(row), attributes: Attributes::default(), cells };
            self.keep_excess(&mut row);
            if header { table.head.push(row) } else { table.body.push(row) }
        }
        crate::read::core::table::span(&mut table);
        table
    }

    /// Markdown drops the cells that a row has beyond its table's columns: their words go into its last cell.
    fn keep_excess(&mut self, row: &mut Row) {
        let Some(last) = row.cells.last_mut().filter(|last| last.span.start >= row.span.start) else {
            return;
        };
        let rest = Span { start: last.span.end.min(row.span.end), end: row.span.end };
        let words = self.note.source.slice(rest).trim_matches(['|', ' ', '\t']);
        if words.is_empty() {
            return;
        }
        last.blocks.extend(paragraph(vec![Inline::text(rest, words)]));
        let message =
            "this row has more cells than its table columns: what is in them is set in its last cell";
        self.findings.push(Diagnostic::warning(Code::BrokenTable, message).at(row.span));
    }

    /// The table that the mask wrote as this list, and where it stands.
    fn written_table(&mut self, list: Markdown<'a>) -> Option<(Span, Table)> {
        let masked = self.masked;
        let token = match &list.first_child()?.first_child()?.data().value {
            NodeValue::HtmlBlock(first) => {
                let comment = first.literal.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
                masked.comment_token(comment)?
            }
            _ => return None,
        };
        let Token { span, kind: TokenKind::Table(table), .. } = &masked.tokens[token] else { return None };
        let mut table = table.clone();
        // A cell stands deeper than an item: in a row of a table.
        self.depth += 2 * ROOMY;
        let cells = table.rows_mut().flat_map(|row| &mut row.cells);
        for (cell, item) in cells.zip(list.children()) {
            cell.blocks = self.children(item);
            cell.attributes.merge(attributes::of_first(&mut cell.blocks));
        }
        crate::read::core::table::span(&mut table);
        crate::read::core::table::fit(&mut table);
        Some((*span, table))
    }

    fn cell(&mut self, node: Markdown<'a>, header: bool) -> Cell {
        let outer = self.depth;
        let mut builder = Builder::new(outer + 1);
        self.inlines(node, &mut builder);
        self.depth = outer;
        let nodes = self.finish(builder);
        let mut blocks = self.flow(nodes);
        Cell {
            span: self.span(node),
            attributes: attributes::of_first(&mut blocks),
            header,
            columns: 1,
            rows: 1,
            alignment: None,
            blocks,
        }
    }

    fn inlines(&mut self, node: Markdown<'a>, builder: &mut Builder) {
        for child in node.children() {
            self.inline(child, builder);
        }
    }

    fn inline(&mut self, node: Markdown<'a>, builder: &mut Builder) {
        self.depth = builder.depth();
        let span = self.span(node);
        let value = taken(node);
        let kind = match value {
            NodeValue::Text(text)
                if self.masked.is_plain(&text) && !text.contains("[^") && !text.contains("![[") =>
            {
                self.plain_words(span, &text).kind
            }
            NodeValue::Text(text) => return self.text(&text, span, builder),
            NodeValue::CommentInline(_) => return,
            NodeValue::HtmlInline(html) => return self.html(&html, span, builder),
            NodeValue::SoftBreak => InlineKind::SoftBreak,
            NodeValue::LineBreak => InlineKind::HardBreak,
            NodeValue::Code(code) => {
                if let Some(format) = take_raw_format(node) {
                    match syntax::directive::is_html(&format) {
                        true => self.html(&code.literal, span, builder),
                        false => {
                            let raw = self.raw_inline(span, &format, &code.literal);
                            raw.into_iter().for_each(|raw| builder.push(Node::Inline(raw)));
                        }
                    }
                    return;
                }
                inline_code(tag::unescaped(self.unmask(&code.literal)))
            }
            NodeValue::Emph => self.styled(Style::Emphasis, node),
            NodeValue::Strong => self.styled(Style::Strong, node),
            NodeValue::Strikethrough => self.styled(Style::Strikethrough, node),
            NodeValue::Highlight => self.styled(Style::Highlight, node),
            NodeValue::Insert => {
                let content = self.inlines_of(node);
                match keys::read(span, &content, self.note.dialect) {
                    Some(keys) => InlineKind::Span { content: keys },
                    None => InlineKind::Styled { style: Style::Inserted, content },
                }
            }
            NodeValue::Underline => self.styled(Style::Underline, node),
            // `A^RB^R` has two exponents and no pair of marks.
            NodeValue::Superscript if goes_on(node) => {
                builder.push(Node::Inline(Inline::text(span, "^")));
                self.inlines(node, builder);
                InlineKind::Text { text: "^".to_owned() }
            }
            NodeValue::Superscript => self.styled(Style::Superscript, node),
            NodeValue::Subscript => self.styled(Style::Subscript, node),
            NodeValue::Link(link) => {
                let mut content = self.inlines_of(node);
                if let [Inline { kind: InlineKind::Text { text }, .. }] = content.as_mut_slice()
                    && *text == link.url
                {
                    *text = readable(&link.url);
                }
                let address = self.address(&link.url);
                // MyST's names for what is in the same project.
                let address = ["project:", "path:"]
                    .iter()
                    .find_map(|scheme| address.strip_prefix(scheme))
                    .unwrap_or(&address);
                let content = match self.linked_footnote(address, content, span) {
                    Ok(kind) => return builder.push(Node::Inline(Inline::new(span, kind))),
                    Err(content) => content,
                };
                let unsaid = content.is_empty()
                    || content.len() == 1
                        && walk::plain_text(&content) == readable(&link.url)
                        && address.len() < link.url.len();
                let target = match (unsaid, address.strip_prefix('#')) {
                    (true, Some(name)) => LinkTarget::Reference(Reference::to(name, Form::Title)),
                    (true, None)
                        if !address.contains("://")
                            && !address.starts_with("mailto:")
                            && !address.is_empty() =>
                    {
                        LinkTarget::Reference(Reference::to(address, Form::Document))
                    }
                    _ => LinkTarget::Unresolved(address.to_owned()),
                };
                InlineKind::Link {
                    target: target.into(),
                    title: docsify::link(self.unmask(&link.title)),
                    content,
                }
            }
            NodeValue::Image(image) => {
                let alternative = walk::plain_text(&self.inlines_of(node));
                // Obsidian has the size after a bar here too.
                let sized = alternative.rsplit_once('|').map(|(said, size)| (said, wiki::sizes(size)));
                let (alternative, (width, height)) = match sized {
                    Some((said, Some(size))) => (said, size),
                    _ => (alternative.as_str(), (None, None)),
                };
                let mut image = Image {
                    source: ImageSource::Unresolved(self.address(&image.url)),
                    alternative: match alternative.trim() {
                        "" => Alternative::Missing(String::new()),
                        text => Alternative::Given(text.to_owned()),
                    },
                    title: Some(self.unmask(&image.title)).filter(|title| !title.is_empty()),
                    width,
                    height,
                };
                let attributes = docsify::image(&mut image);
                let kind = InlineKind::Image(Box::new(image));
                return builder.push(Node::Inline(Inline { span, attributes, kind }));
            }
            NodeValue::FootnoteReference(reference) => match self.footnote(&reference.name) {
                Some(kind) => kind,
                None => return,
            },
            NodeValue::ShortCode(emoji) => InlineKind::Text { text: emoji.emoji.clone() },
            NodeValue::Math(math) => InlineKind::Math {
                tex: self.unmask(&math.literal),
                display: math.display_math,
                formula: None,
            },
            NodeValue::Raw(text) => InlineKind::Text { text: self.unmask(&text) },
            NodeValue::EscapedTag(text) => InlineKind::Text { text: text.to_owned() },
            // An escaped character stands apart from the text around it, so that `\{.x}` is no attribute.
            NodeValue::Escaped => InlineKind::Span { content: self.inlines_of(node) },
            NodeValue::WikiLink(link) => {
                let (target, content) = (self.unmask(&link.url), self.inlines_of(node));
                if link.embed {
                    return builder.interrupt(self.embedded(span, &target, content));
                }
                wiki::link(span, &target, content)
            }
            NodeValue::SpoileredText
            | NodeValue::Document
            | NodeValue::FrontMatter(_)
            | NodeValue::BlockQuote
            | NodeValue::List(_)
            | NodeValue::Item(_)
            | NodeValue::DescriptionList
            | NodeValue::DescriptionItem(_)
            | NodeValue::DescriptionTerm
            | NodeValue::DescriptionDetails
            | NodeValue::CodeBlock(_)
            | NodeValue::HtmlBlock(_)
            | NodeValue::Paragraph
            | NodeValue::Heading(_)
            | NodeValue::ThematicBreak
            | NodeValue::FootnoteDefinition(_)
            | NodeValue::Table(_)
            | NodeValue::TableRow(_)
            | NodeValue::TableCell
            | NodeValue::TaskItem(_)
            | NodeValue::MultilineBlockQuote(_)
            | NodeValue::Alert(_)
            | NodeValue::Callout(_)
            | NodeValue::CalloutTitle
            | NodeValue::Subtext
            | NodeValue::BlockDirective(_)
            | NodeValue::MultilineComment(_) => InlineKind::Span { content: self.inlines_of(node) },
        };
        builder.push(Node::Inline(Inline::new(span, kind)));
    }

    fn styled(&mut self, style: Style, node: Markdown<'a>) -> InlineKind {
        InlineKind::Styled { style, content: self.inlines_of(node) }
    }

    /// Whether the text defines the footnote.
    pub fn defines(&self, label: &str) -> bool {
        self.definitions.contains_key(label)
    }

    /// A reference to a footnote, which is read at the first one.
    pub fn footnote(&mut self, label: &str) -> Option<InlineKind> {
        let &definition = self.definitions.get(label)?;
        if self.is_of_note(label) {
            self.footnotes.leave(label);
        } else if self.footnotes.is_first(label) {
            let blocks = self.appended_footnote(label).unwrap_or_else(|| self.children(definition));
            self.footnotes.add(label, blocks);
        }
        Some(InlineKind::FootnoteReference { label: label.to_owned() })
    }

    /// Whether this text is a title, and the footnote of this label the note's.
    fn is_of_note(&self, label: &str) -> bool {
        self.is_line && self.defined.as_ref().is_some_and(|defined| defined.has_footnote(label))
    }

    /// What the note defines, with what its site appends.
    fn defined(&mut self) -> Rc<Definitions> {
        let (text, appended) = (self.note.source.text(), self.appended);
        let read = || match appended {
            [] => Definitions::of(text),
            files => {
                let texts = std::iter::once(text).chain(files.iter().map(|file| file.text.as_str()));
                Definitions::of(&texts.collect::<Vec<_>>().join("\n"))
            }
        };
        self.defined.get_or_insert_with(|| Rc::new(read())).clone()
    }

    /// Whether words refer to a footnote or a link that the note defines.
    pub fn refers(&mut self, words: &str) -> bool {
        words.contains(']') && !self.defined().of_line(words).is_empty()
    }

    /// The note's bytes in `range` as one line of text, whatever it looks like: a title, an argument.
    pub fn line_of(&mut self, range: std::ops::Range<usize>) -> Vec<Inline> {
        self.line_in(self.note, range, None)
    }

    /// As [`Reader::line_of`], of another text that stands in this one, with its own findings if they are kept apart.
    pub fn line_in(
        &mut self,
        note: &Note,
        range: std::ops::Range<usize>,
        findings: Option<&mut Findings>,
    ) -> Vec<Inline> {
        let defined = self.defined();
        let content = line(note, range, defined, findings.unwrap_or(self.findings));
        for label in footnote::labels(&content) {
            self.footnote(&label);
        }
        content
    }

    /// Sets the footnotes where they belong, and those that nothing refers to at the end.
    fn set_footnotes(&mut self, blocks: &mut Vec<Block>, root: Markdown<'a>) {
        if self.definitions.is_empty() {
            return;
        }
        self.footnotes.place(blocks);
        for node in root.descendants() {
            let NodeValue::FootnoteDefinition(definition) = &node.data().value else { continue };
            let name = &definition.name;
            if self.is_of_note(name) {
                continue;
            }
            if self.definitions.get(name).is_some_and(|first| first.same_node(node)) {
                self.footnote(name);
                if let Some((left_over, warning)) = self.footnotes.left_over(name, self.span(node)) {
                    blocks.extend(left_over);
                    self.findings.push(warning);
                }
            }
        }
    }

    /// Words. In a dialect that has no attributes and no addresses with spaces, they stand apart, as what is escaped
    /// does, so that nothing is made of their brackets and braces.
    fn plain_words(&self, span: Span, text: &str) -> Inline {
        let words = Inline::text(span, text);
        match self.note.dialect.has_extensions() || !text.contains([']', '{']) {
            true => words,
            false => Inline::new(span, InlineKind::Span { content: vec![words] }),
        }
    }

    /// Words with marks among them.
    fn text(&mut self, text: &str, span: Span, builder: &mut Builder) {
        for part in self.masked.split(text) {
            match part {
                Part::Text(mut words) => {
                    while let Some((range, target, bars)) = wiki::with_bars(words) {
                        if range.start > 0 {
                            builder.push(Node::Inline(Inline::text(span, &words[..range.start])));
                        }
                        let content = vec![Inline::text(span, bars)];
                        builder.interrupt(self.embedded(span, target, content));
                        words = &words[range.end..];
                    }
                    self.undefined_footnotes(words, span);
                    if !words.is_empty() {
                        builder.push(Node::Inline(self.plain_words(span, words)));
                    }
                }
                Part::Token(token) => self.token(token, builder),
            }
        }
    }

    /// References to footnotes that are not defined are words like others for Markdown.
    fn undefined_footnotes(&mut self, words: &str, span: Span) {
        for (start, _) in words.match_indices("[^") {
            let rest = &words[start..];
            let Some(length) = rest.find(']').filter(|&length| length > 2) else { continue };
            let reference = &rest[..=length];
            if reference.contains(char::is_whitespace) {
                continue;
            }
            let at = self.note.source.slice(span).find(reference).map(|at| span.start as usize + at);
            let span = at.map_or(span, |at| Span::new(at..at + reference.len()));
            let message = format!("the footnote `{reference}` is not defined: it is kept as it is written");
            let hint = format!("say what it is on a line of its own: `{reference}: …`");
            self.findings.push(Diagnostic::warning(Code::Footnote, message).at(span).hint(hint));
        }
    }

    fn token(&mut self, number: usize, builder: &mut Builder) {
        let token = &self.masked.tokens[number];
        let span = token.span;
        match &token.kind {
            TokenKind::Code { info, text } => {
                self.code_block(span, info, text, builder);
            }
            TokenKind::Math { tex, display, label } => {
                for inline in math::inlines(span, tex, *display, label.clone()) {
                    builder.push(Node::Inline(inline));
                }
            }
            TokenKind::Role { name, text } => {
                for inline in self.role(span, name, text) {
                    builder.push(Node::Inline(inline));
                }
            }
            TokenKind::Reference(reference) => {
                let name = &reference.items[0].name;
                let written = match reference.form {
                    Form::Prose | Form::Aside => self.note.source.slice(span).to_owned(),
                    Form::Parenthesized => format!("({name})"),
                    Form::Title | Form::Document | Form::Named | Form::Number => name.clone(),
                };
                let content = vec![Inline::text(span, written)];
                let target = LinkTarget::Reference(reference.clone()).into();
                let kind = InlineKind::Link { target, title: None, content };
                builder.push(Node::Inline(Inline::new(span, kind)));
            }
            TokenKind::Expression(inside)
                if let Some(text) = template::substitution(inside, self.note.metadata) =>
            {
                for inline in self.value_said(span, &text) {
                    builder.push(Node::Inline(inline));
                }
            }
            TokenKind::Expression(inside) if wiki::embed(inside).is_some() => {
                let target = wiki::embed(inside).unwrap_or_default().to_owned();
                let content = vec![Inline::text(span, target.clone())];
                let content = self.embedded(span, &target, content);
                builder.interrupt(content);
            }
            TokenKind::Expression(inside) if let Some(range) = self.captured(inside, span) => {
                let content = self.captured_content(span, inside, range);
                builder.interrupt(content);
            }
            TokenKind::Expression(inside) => {
                let text = self.expression(inside, span);
                builder.push(Node::Inline(Inline::text(span, text)));
            }
            TokenKind::Drawing(markup) => {
                let attributes = match html::events(markup).into_iter().next() {
                    Some(Event::Open { attributes, .. }) => attributes,
                    _ => Vec::new(),
                };
                let attributes = std::iter::once((MARKUP.to_owned(), markup.clone())).chain(attributes);
                let opener = Opener::Html { name: "svg".to_owned(), attributes: attributes.collect() };
                builder.push(Node::Element(Element { span, opener, children: Vec::new() }));
            }
            TokenKind::Words(words) if attributes::opaque(words).is_some() => {
                let value = self.with_values(words);
                let words = self.findings.repeated(value, words, span);
                builder.push_words(span, &words);
            }
            TokenKind::Words(words) => {
                let words = words.clone();
                builder.push(Node::Inline(Inline::text(span, words)));
            }
            TokenKind::Line(indent) => {
                builder.push(Node::Inline(Inline::new(span, InlineKind::HardBreak)));
                if *indent > 0 {
                    builder.push(Node::Inline(Inline::text(span, "\u{A0}".repeat(*indent))));
                }
            }
            TokenKind::Attributes(line) => builder.push(Node::Attributes(span, line.clone())),
            // It only marks where a cell begins.
            TokenKind::Table(_) => {}
            TokenKind::Tag { tag, role } if tag.syntax == Syntax::Element => match role {
                Role::Opens(_) | Role::Alone => {
                    let opener =
                        Opener::Html { name: tag.name.to_lowercase(), attributes: self.element_pairs(tag) };
                    self.open_element(span, opener, tag.empty, builder);
                }
                Role::Closes(_) | Role::Stray => self.close_element(span, &tag.name.to_lowercase(), builder),
            },
            TokenKind::Tag { role: Role::Opens(_), .. } => builder.open(span, Opener::Shortcode(number)),
            TokenKind::Tag { role: Role::Closes(opener), .. } => {
                let unbalanced = builder.close(|open| *open == Opener::Shortcode(*opener));
                unbalanced.into_iter().for_each(|one| self.unbalanced(one));
            }
            TokenKind::Tag { role: Role::Alone, .. } => {
                let element = Element { span, opener: Opener::Shortcode(number), children: Vec::new() };
                builder.push(Node::Element(element));
            }
            TokenKind::Tag { role: Role::Stray, tag } => {
                let message =
                    format!("`{}` closes a shortcode that is not open", self.note.source.slice(span));
                let opening = match tag.syntax {
                    Syntax::Component => format!("<{}>", tag.name),
                    _ => format!("{{% {} %}}", tag.name),
                };
                let hint = format!("open it with `{opening}`, or take it away");
                self.findings
                    .push(Diagnostic::warning(Code::UnbalancedShortcode, message).at(span).hint(hint));
            }
        }
    }

    /// The blocks of raw HTML that stands by itself.
    pub fn raw_html(&mut self, span: Span, html: &str) -> Vec<Block> {
        let mut builder = Builder::new(self.depth + ROOMY);
        self.html(html, span, &mut builder);
        let nodes = self.finish(builder);
        self.flow(nodes)
    }

    /// Tells of what hides the rest of the note because nothing closes it.
    fn findings_of_hidden(&mut self, span: Span, read: &str) {
        if let Some(warning) = crate::read::syntax::unclosed::warning(self.note.source, span, read) {
            self.findings.push(warning);
        }
    }

    /// A piece of raw HTML.
    fn html(&mut self, html: &str, span: Span, builder: &mut Builder) {
        for event in html::events(html) {
            match event {
                Event::Open { name, attributes, empty } => {
                    let mut unmask = |(key, value): (String, String)| (key, self.address(&value));
                    let attributes = attributes.into_iter().map(&mut unmask).collect();
                    self.open_element(span, Opener::Html { name, attributes }, empty, builder);
                }
                Event::Close(name) => self.close_element(span, &name, builder),
                Event::Comment(comment) => {
                    if let Some(token) = self.masked.comment_token(&comment) {
                        self.token(token, builder);
                    } else if is_page_break(&comment) {
                        let kind = BlockKind::Division { blocks: Vec::new() };
                        let attributes = Attributes::of_class(PAGE_BREAK);
                        builder.push(Node::Block(Block { span, attributes, kind }));
                    }
                }
                Event::Text(text) if builder.inside(|opener| matches!(opener.html(), "pre" | "textarea")) => {
                    builder.push(Node::Inline(Inline::text(span, self.unmask(&text))));
                }
                Event::Text(_) if builder.inside(|opener| matches!(opener.html(), "script" | "style")) => {}
                Event::Text(text)
                    if builder
                        .inside(|opener| matches!(opener.html(), "summary" | "figcaption" | "caption"))
                        && self.refers(&text) =>
                {
                    self.caption_text(&collapsed(&text), span, builder);
                }
                Event::Text(text) => self.text(&collapsed(&text), span, builder),
            }
        }
    }

    /// The words of a title in raw HTML that refer to what the note defines.
    fn caption_text(&mut self, text: &str, span: Span, builder: &mut Builder) {
        let written = self.unmask(text);
        let mut content = self.said(span, &written);
        let space = || Inline::text(span, " ");
        if written.starts_with(' ') {
            content.insert(0, space());
        }
        if written.ends_with(' ') {
            content.push(space());
        }
        builder.extend(Content::Inlines(content));
    }

    fn open_element(&mut self, span: Span, opener: Opener, empty: bool, builder: &mut Builder) {
        builder.open(span, opener.clone());
        if empty {
            builder.close(|open| *open == opener);
        }
    }

    fn close_element(&mut self, span: Span, name: &str, builder: &mut Builder) {
        for one in builder.close(|opener| opener.html() == name) {
            if one == Unbalanced::ClosesNothing && name != "p" && name != "br" && !html::is_page_break(name) {
                let message = format!("`</{name}>` closes an element that is not open here");
                self.findings.push(Diagnostic::warning(Code::UnsupportedHtml, message).at(span));
            }
            self.unbalanced(one);
        }
    }

    /// An address or another value outside the text: the user's, template expressions in it evaluated and
    /// references (`{{< ref "page.md" >}}`) replaced by what they refer to.
    fn address(&mut self, text: &str) -> String {
        let masked = self.masked;
        let part = |part| match part {
            Part::Text(text) => text.to_owned(),
            Part::Token(token) => {
                let Token { span, kind, .. } = &masked.tokens[token];
                match kind {
                    TokenKind::Expression(inside) => self.address_of(inside, *span),
                    TokenKind::Tag { tag, .. } => {
                        let written = self.note.source.slice(*span);
                        match self.value_of(tag) {
                            Some(value) => self.findings.repeated(value, written, *span),
                            None => written.to_owned(),
                        }
                    }
                    TokenKind::Words(words) => words.clone(),
                    TokenKind::Drawing(_)
                    | TokenKind::Code { .. }
                    | TokenKind::Math { .. }
                    | TokenKind::Attributes(_)
                    | TokenKind::Table(_)
                    | TokenKind::Line(_)
                    | TokenKind::Reference(_)
                    | TokenKind::Role { .. } => self.note.source.slice(*span).to_owned(),
                }
            }
        };
        masked.split(text).into_iter().map(part).collect()
    }

    /// The text as the user wrote it.
    pub fn unmask(&self, text: &str) -> String {
        self.masked.unmask(text, self.note.source.text()).into_owned()
    }

    /// The name of a shortcode's tag.
    pub fn tag_name(&self, token: usize) -> &str {
        match &self.masked.tokens[token].kind {
            TokenKind::Tag { tag, .. } => &tag.name,
            TokenKind::Expression(_)
            | TokenKind::Drawing(_)
            | TokenKind::Code { .. }
            | TokenKind::Math { .. }
            | TokenKind::Attributes(_)
            | TokenKind::Table(_)
            | TokenKind::Line(_)
            | TokenKind::Reference(_)
            | TokenKind::Role { .. }
            | TokenKind::Words(_) => "",
        }
    }

    /// Where a node stands in the note.
    fn span(&self, node: Markdown<'a>) -> Span {
        let position = node.data().sourcepos;
        let start =
            self.start + self.lines.start(position.start.line) + position.start.column.saturating_sub(1);
        let end = self.start + self.lines.start(position.end.line) + position.end.column;
        let start = self.masked.source_offset(start);
        Span::new(start..self.masked.source_offset(end).max(start))
    }
}

/// Whether a comment asks for a new page, as some converters read it.
fn is_page_break(comment: &str) -> bool {
    let word = comment.trim().trim_start_matches('\\').replace(['-', '_', ' '], "").to_ascii_lowercase();
    matches!(word.as_str(), "pagebreak" | "newpage" | "clearpage")
}

/// What a node says, taken out of the tree: each node is looked at once, and its text need not be copied. Only
/// footnotes are read where they are referred to.
fn taken(node: Markdown) -> NodeValue {
    if matches!(node.data().value, NodeValue::FootnoteDefinition(_)) {
        return node.data().value.clone();
    }
    std::mem::replace(&mut node.data_mut().value, NodeValue::Escaped)
}

/// The format that stands after code which is raw content (`{=html}` of Pandoc), taken out of the text.
fn take_raw_format(node: Markdown) -> Option<String> {
    let next = node.next_sibling()?;
    let mut data = next.data_mut();
    let NodeValue::Text(text) = &mut data.value else { return None };
    let (format, rest) = text.strip_prefix("{=")?.split_once('}')?;
    let valid = !format.is_empty() && format.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let (format, rest) = (format.to_owned(), rest.to_owned());
    valid.then(|| {
        *text = rest.into();
        format
    })
}

/// Whether a word goes on right after a node.
fn goes_on(node: Markdown) -> bool {
    let next = node.next_sibling();
    next.is_some_and(|next| match &next.data().value {
        NodeValue::Text(text) => text.starts_with(char::is_alphanumeric),
        _ => false,
    })
}

/// An address as people read it: the letters for which percent signs stand (UTF-8), but nothing that ends an address.
fn readable(address: &str) -> String {
    let decoded = percent_decode_str(address).decode_utf8();
    let kept = decoded.ok().filter(|text| !text.chars().any(|c| c.is_whitespace() || c.is_control()));
    kept.map_or_else(|| address.to_owned(), |text| text.into_owned())
}

/// Code in a line of text; `#!python x = 1` names its language (PyMdown Extensions, InlineHilite).
fn inline_code(text: String) -> InlineKind {
    let named = text.strip_prefix("#!").and_then(|rest| rest.split_once(' '));
    match named
        .filter(|(name, _)| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+'))
    {
        Some((name, code)) => InlineKind::Code { language: Some(name.to_lowercase()), text: code.to_owned() },
        None => InlineKind::Code { language: None, text },
    }
}

/// The text with each run of white space as one space (CSS, "white-space: normal"), and a line's end between characters
/// that have no spaces as none.
fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find([' ', '\n', '\t', '\r', '\u{C}']) {
        let after = rest[at..].trim_start_matches([' ', '\n', '\t', '\r', '\u{C}']);
        out.push_str(&rest[..at]);
        let spaces = &rest[at..rest.len() - after.len()];
        let beside = [out.chars().next_back(), after.chars().next()];
        if !(spaces.contains('\n') && beside.iter().all(|c| c.is_some_and(has_no_spaces))) {
            out.push(' ');
        }
        rest = after;
    }
    out + rest
}
