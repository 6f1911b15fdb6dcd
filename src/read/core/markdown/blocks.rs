//! What the blocks of Markdown's tree become.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of marks that were found in the same text; lists are looked at where they were found not to be empty"
)]

use comrak::Node as Markdown;
use comrak::nodes::{AlertType, CalloutFold, ListType, NodeAlert, NodeCallout, NodeList, NodeValue};

use crate::ir::*;
use crate::read::core::content::{paragraph, trimmed};
use crate::read::core::reader::Reader;
use crate::read::core::tree::{Builder, Node, Opener};
use crate::read::core::{docsify, math};
use crate::read::dialect::features::Features;
use crate::read::markdown::taken;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::{self, attributes, fence, hidden, scan, tag};
use crate::source::Span;

impl<'a> Reader<'a> {
    /// Adds what a node is. Long, for it has an arm for each kind of node: one that comrak adds breaks the build here.
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of node")]
    pub fn block(&mut self, node: Markdown<'a>, builder: &mut Builder) {
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
                return builder.push(Node::Block(Block::new(span, table.into())));
            }
            NodeValue::List(list) => match self.list(node, span, &list) {
                Some(kind) => kind,
                None => return,
            },
            NodeValue::DescriptionList => {
                let blocks = self.description_list(node, span);
                return blocks.into_iter().for_each(|block| builder.push(Node::Block(block)));
            }
            NodeValue::CodeBlock(code) => {
                let features = self.note.dialect.features();
                return self.code_block(span, &code.info, &code.literal, features, builder);
            }
            NodeValue::Table(table) => self.table(node, &table.alignments).into(),
            NodeValue::Alert(alert) => self.alert(node, span, &alert),
            NodeValue::Callout(callout) => {
                return builder.push(Node::Block(self.callout(node, span, &callout)));
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

    /// A list of items; `None` when nothing of them is left.
    fn list(&mut self, node: Markdown<'a>, span: Span, list: &NodeList) -> Option<BlockKind> {
        let kind = match list.list_type {
            ListType::Bullet => ListKind::Bullet,
            ListType::Ordered => {
                let start = u32::try_from(list.start).unwrap_or(u32::MAX);
                let numbering = scan::numbering(&self.note.source.text()[span.start as usize..], start);
                ListKind::Ordered { start, numbering }
            }
        };
        // A bullet beside which nothing is left of what stood there says nothing; a number may be counted on.
        let has_lost_all = |node: Markdown<'a>, item: &ListItem| {
            kind == ListKind::Bullet
                && item.blocks.is_empty()
                && item.task.is_none()
                && item.attributes.is_empty()
                && node.first_child().is_some()
        };
        let items = node.children().map(|node| (node, self.item(node)));
        let items: Vec<ListItem> =
            items.filter(|(node, item)| !has_lost_all(node, item)).map(|(_, item)| item).collect();
        if items.is_empty() { None } else { Some(BlockKind::List { kind, tight: list.tight, items }) }
    }

    /// An alert of GitHub's.
    fn alert(&mut self, node: Markdown<'a>, span: Span, alert: &NodeAlert) -> BlockKind {
        let kind = match alert.alert_type {
            AlertType::Note => "note",
            AlertType::Tip => "tip",
            AlertType::Important => "important",
            AlertType::Warning => "warning",
            AlertType::Caution => "caution",
        };
        let title = alert.title.as_ref().map(|title| vec![Inline::text(span, self.unmask(title))]);
        let blocks = self.children(node);
        BlockKind::from(Callout { kind: kind.to_owned(), title, folding: Folding::Fixed, blocks })
    }

    /// A callout of Obsidian's.
    fn callout(&mut self, node: Markdown<'a>, span: Span, callout: &NodeCallout) -> Block {
        if let Some(block) = self.of_docfx(node, span) {
            return block;
        }
        let known = self.note.callouts().get(&callout.callout_type);
        let kind = known.map_or(callout.callout_type.to_lowercase(), |known| known.kind.to_string());
        let folding = match callout.fold {
            CalloutFold::None if known.is_some_and(|known| known.folds) => Folding::Closed,
            CalloutFold::None => Folding::Fixed,
            CalloutFold::Expanded => Folding::Open,
            CalloutFold::Collapsed => Folding::Closed,
        };
        let first = node.first_child().filter(|child| matches!(child.data().value, NodeValue::CalloutTitle));
        let mut title = first.map(|child| self.inlines_of(child)).unwrap_or_default();
        let attributes = attributes::trailing(&mut title, false).unwrap_or_default();
        let title = Some(trimmed(title)).filter(|title| !title.is_empty());
        let callout = Callout { kind, title, folding, blocks: self.children(node) };
        Block { span, attributes, kind: callout.into() }
    }

    /// What DocFX writes as a callout: `[!div class="steps"]` is a division, `[!VIDEO address]` a film.
    fn of_docfx(&mut self, node: Markdown<'a>, span: Span) -> Option<Block> {
        let (_, rest) = self.note.source.slice(span).split_once("[!")?;
        let kind = rest.split_once(']')?.0.split('\n').next()?;
        let (name, said) = kind.split_once(char::is_whitespace)?;
        let said = said.trim();
        if !self.note.reads(Features::DOCFX) {
            return None;
        }
        let attributes = match name.to_ascii_lowercase().as_str() {
            "div" => attributes::whole(&format!("{{{said}}}"))?,
            "video" if !said.is_empty() && !said.contains(char::is_whitespace) => Attributes::default(),
            _ => return None,
        };
        let mut blocks = self.children(node);
        if attributes.is_empty() {
            let target = LinkTarget::Unresolved(said.to_owned()).into();
            let content = vec![Inline::text(span, said)];
            let link = Inline::new(span, InlineKind::Link { target, title: None, content });
            blocks.insert(0, Block::new(span, BlockKind::Paragraph { content: vec![link] }));
        }
        Some(Block { span, attributes, kind: BlockKind::Division { blocks } })
    }

    /// A heading. An anchor at its start (`## <span id="x"></span> Title`) names the heading itself.
    pub fn heading(&mut self, node: Markdown<'a>, span: Span, level: u8) -> Block {
        let mut content = self.inlines_of(node);
        let has_attributes = self.note.reads(Features::ATTRIBUTES);
        let own = has_attributes.then(|| attributes::trailing(&mut content, true)).flatten();
        let mut own = own.unwrap_or_default();
        if has_attributes && docsify::takes_no_entry(&mut content) {
            own.classes.push("unlisted".to_owned());
        }
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
    pub fn beside_tags(&self, span: Span, content: &[Inline]) -> Option<String> {
        let tokens = &self.masked.tokens;
        let first = tokens.partition_point(|token| token.span.start < span.start);
        let tokens = tokens[first..].iter().take_while(|token| token.span.start < span.end);
        let tags = tokens.filter(|token| matches!(token.kind, PieceKind::Tag { .. }));
        let tags: Vec<Span> = tags.map(|token| token.span).collect();
        let of_tag = |inline: &&Inline| {
            tags.iter().any(|tag| tag.start <= inline.span.start && inline.span.end <= tag.end)
        };
        content.iter().find(of_tag)?;
        let beside: Vec<Inline> = content.iter().filter(|inline| !of_tag(inline)).cloned().collect();
        let words = walk::plain_text(&beside);
        (!words.trim().is_empty()).then(|| words.trim().to_owned())
    }

    pub fn item(&mut self, node: Markdown<'a>) -> ListItem {
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

    /// Code, of which these features are read: what they do not have stays as it is written.
    pub fn code_block(
        &mut self,
        span: Span,
        info: &str,
        literal: &str,
        features: Features,
        builder: &mut Builder,
    ) {
        let has_attributes = features.contains(Features::CODE_ATTRIBUTES);
        let text = self.unmask(literal).replace("\r\n", "\n");
        let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
        let info = self.unmask(info);
        let format = info.trim().strip_prefix("{=").and_then(|rest| rest.strip_suffix('}'));
        if let Some(format) = format.filter(|_| has_attributes) {
            let node = self.raw_block(span, format, &text);
            return builder.push(node);
        }
        if has_attributes && let Some((engine, options)) = syntax::cell::header(&info) {
            let node = self.code_cell(span, engine, options, &text);
            return builder.push(node);
        }
        if features.contains(Features::DIRECTIVES)
            && let Some((name, argument)) = syntax::directive::header(&info)
        {
            let content = self.directive(span, name, argument, &text);
            return builder.extend(content);
        }
        let text = if features.contains(Features::TEMPLATES) { tag::unescaped(text) } else { text };
        let text = match features.contains(Features::INCLUDES) {
            true => self.with_included_lines(span, text),
            false => text,
        };
        let written = info;
        let info = if has_attributes { fence::read(&written) } else { fence::read_plain(&written) };
        let text = match features.contains(Features::HIDDEN_LINES) {
            true => hidden::without_hidden(text, &written, info.language.as_deref()),
            false => text,
        };
        if info.language.as_deref() == Some("math") && features.contains(Features::MATH) {
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
                // The name of a file has no marks: `__init__.py`.
                let caption = match fence::is_file(&title) {
                    true => vec![Inline::text(span, title)],
                    false => self.said(span, &title),
                };
                let id = block.attributes.take_id();
                // The name of its file, above what has a title too.
                let name = name.and_then(|name| paragraph(vec![Inline::text(span, name)]));
                self.captioned(span, name.into_iter().chain([block]).collect(), caption, id)
            }
            None => block,
        }));
    }
}
