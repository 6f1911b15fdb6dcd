//! Directives of MyST and Sphinx with text in them, and divisions of Quarto with a meaning, that are no callouts.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::reference::{Form, Reference};
use crate::ir::*;
use crate::read::core::content::{Content, paragraph, take_heading, trimmed};
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::meaning::role::note_path;
use crate::read::syntax::tag::Tag;
use crate::source::Span;

impl Reader<'_> {
    /// What a directive or division becomes; the children come back when it has no meaning of its own.
    pub fn text_directive(
        &mut self,
        span: Span,
        tag: &Tag,
        children: Vec<Node>,
    ) -> Result<Content, Vec<Node>> {
        let attributes = tag.attributes.clone();
        let argument = tag.argument(&["title"]).map(|argument| argument.value.clone());
        let block = |kind| Ok(Content::Blocks(vec![Block { span, attributes: attributes.clone(), kind }]));
        match tag.name.as_str() {
            "epigraph" | "pull-quote" | "highlights" | "blockquote" => {
                let mut blocks = self.flow(children);
                blocks.splice(0..0, self.strong_title(span, tag));
                if let Some(Block { kind: BlockKind::Paragraph { content }, .. }) = blocks.last_mut()
                    && let Some(Inline { kind: InlineKind::Text { text }, .. }) = content.first_mut()
                    && let Some(source) = text.strip_prefix("-- ").or(text.strip_prefix("--- "))
                {
                    *text = format!("— {source}");
                }
                block(BlockKind::Quote { blocks })
            }
            "card" | "grid-item-card" | "grid-item" | "sidebar" | "topic" | "margin" | "column-margin"
            | "tabbed" => Ok(self.titled_directive(span, tag, children)),
            "panel-tabset" => {
                let blocks = self.flow(children);
                block(BlockKind::Division { blocks: tabs(blocks) })
            }
            "rubric" | "centered" => {
                let mut blocks: Vec<Block> = self.strong_title(span, tag).into_iter().collect();
                blocks.extend(self.flow(children));
                block(BlockKind::Division { blocks })
            }
            "container" | "compound" | "only" | "hlist" | "panels" | "card-carousel" | "carousel"
            | "subfigure" => {
                let mut attributes = attributes.clone();
                if tag.name == "container" {
                    let classes = argument.iter().flat_map(|argument| argument.split_whitespace());
                    attributes.classes.extend(classes.map(str::to_owned));
                }
                let blocks = self.flow(children);
                Ok(Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }]))
            }
            "glossary" => {
                let items = terms(self.flow(children));
                block(BlockKind::DescriptionList { items })
            }
            "list-table" => self.list_table(span, tag, children),
            "table" => {
                let mut blocks = self.flow(children);
                let caption = self.title(&tag.arguments).unwrap_or_default();
                for one in &mut blocks {
                    if let BlockKind::Table(table) = &mut one.kind {
                        table.caption.splice(0..0, caption);
                        one.attributes.merge(attributes);
                        break;
                    }
                }
                Ok(Content::Blocks(blocks))
            }
            "figure-md" => {
                let mut blocks = self.flow(children);
                let mut attributes = attributes.clone();
                if let Some(name) = argument.filter(|name| !name.contains(char::is_whitespace)) {
                    attributes.id.get_or_insert(name);
                }
                let caption = crate::read::core::content::take_caption(&mut blocks).unwrap_or_default();
                Ok(Content::Blocks(vec![Block {
                    span,
                    attributes,
                    kind: BlockKind::Figure { blocks, caption },
                }]))
            }
            "button-ref" | "button-link" if argument.is_some() => {
                let address = argument.unwrap_or_default();
                let content = trimmed(self.phrasing(children));
                let target = match (tag.name.as_str(), content.is_empty()) {
                    ("button-link", _) => LinkTarget::Unresolved(address.clone()),
                    (_, true) => LinkTarget::Reference(Reference::to(note_path(&address), Form::Document)),
                    (_, false) => LinkTarget::Unresolved(note_path(&address)),
                };
                let content = if content.is_empty() { vec![Inline::text(span, address)] } else { content };
                let link = InlineKind::Link { target: target.into(), title: None, content };
                block(BlockKind::Paragraph { content: vec![Inline::new(span, link)] })
            }
            "versionadded" | "versionchanged" | "deprecated" => {
                // The words that Sphinx has for these, in English: its own translations are not here.
                let name = match tag.name.as_str() {
                    "versionadded" => "Added in version",
                    "versionchanged" => "Changed in version",
                    _ => "Deprecated since version",
                };
                let mut content = vec![Inline::text(span, format!("{name} "))];
                content.extend(self.title(&tag.arguments).unwrap_or_default());
                let content = vec![Inline::new(span, InlineKind::Styled { style: Style::Emphasis, content })];
                let mut blocks = vec![Block::new(span, BlockKind::Paragraph { content })];
                blocks.extend(self.flow(children));
                block(BlockKind::Division { blocks })
            }
            _ => Err(children),
        }
    }

    /// A division whose title, an argument or the heading that it begins with, is set in bold.
    fn titled_directive(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
        let mut attributes = tag.attributes.clone();
        attributes.classes.insert(0, tag.name.clone());
        let mut blocks = self.flow(children);
        let title = self.strong_title(span, tag).or_else(|| strong(span, take_heading(&mut blocks)?));
        blocks.splice(0..0, title);
        Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }])
    }

    fn strong_title(&mut self, span: Span, tag: &Tag) -> Option<Block> {
        let title = self.title(&tag.arguments)?;
        strong(span, title)
    }

    /// A table whose rows are the items of a list, and whose cells those of the lists in them.
    fn list_table(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Result<Content, Vec<Node>> {
        let number = |key: &str| {
            tag.argument(&[key]).and_then(|argument| argument.value.parse::<usize>().ok()).unwrap_or(0)
        };
        let (heads, stubs) = (number("header-rows"), number("stub-columns"));
        let caption = self.title(&tag.arguments).unwrap_or_default();
        let mut rest = Vec::new();
        let mut rows = Vec::new();
        for block in self.flow(children) {
            match block.kind {
                BlockKind::List { items, .. } => rows.extend(items),
                _ => rest.push(block),
            }
        }
        let mut table = Table { caption, ..Table::default() };
        let mut uneven = false;
        for (at, item) in rows.into_iter().enumerate() {
            let header = at < heads;
            let mut cells = Vec::new();
            for block in item.blocks {
                let BlockKind::List { items, .. } = block.kind else {
                    uneven = true;
                    rest.push(block);
                    continue;
                };
                for item in items {
                    cells.push(Cell {
                        span: item.span,
                        attributes: item.attributes,
                        header: header || cells.len() < stubs,
                        columns: 1,
                        rows: 1,
                        alignment: None,
                        blocks: item.blocks,
                    });
                }
            }
            let row = Row { span: item.span, attributes: item.attributes, cells };
            if header { table.head.push(row) } else { table.body.push(row) }
        }
        if uneven {
            let message = "a row of this `list-table` is no list of cells: it is set after the table";
            self.findings.push(Diagnostic::warning(Code::BrokenTable, message).at(span));
        }
        crate::read::core::table::fit(&mut table);
        let attributes = tag.attributes.clone();
        let mut blocks = Vec::new();
        if !table.columns.is_empty() {
            blocks.push(Block { span, attributes, kind: BlockKind::Table(table) });
        }
        blocks.extend(rest);
        Ok(Content::Blocks(blocks))
    }
}

fn strong(span: Span, content: Vec<Inline>) -> Option<Block> {
    let strong = Inline::new(span, InlineKind::Styled { style: Style::Strong, content });
    paragraph(vec![strong])
}

/// Blocks in parts, each of which begins with a heading: paper has no tabs.
fn tabs(blocks: Vec<Block>) -> Vec<Block> {
    let level = blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Heading { level, .. } => Some(*level),
        _ => None,
    });
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Heading { level: own, content } if Some(own) == level => {
                let mut attributes = block.attributes;
                attributes.classes.push("tab".to_owned());
                let blocks = strong(block.span, content).into_iter().collect();
                out.push(Block { span: block.span, attributes, kind: BlockKind::Division { blocks } });
            }
            kind => {
                let block = Block { kind, ..block };
                match out.last_mut().map(|last| &mut last.kind) {
                    Some(BlockKind::Division { blocks }) => blocks.push(block),
                    _ => out.push(block),
                }
            }
        }
    }
    out
}

/// The terms of a glossary: of description lists, and of paragraphs whose first line is a term and whose others say
/// what it means.
fn terms(blocks: Vec<Block>) -> Vec<DescriptionItem> {
    let mut items: Vec<DescriptionItem> = Vec::new();
    for block in blocks {
        let span = block.span;
        let item = |terms, definitions| DescriptionItem {
            span,
            attributes: Attributes::default(),
            terms,
            definitions,
        };
        match block.kind {
            BlockKind::DescriptionList { items: own } => items.extend(own),
            BlockKind::Paragraph { mut content } => {
                let first = content.iter().position(|inline| matches!(inline.kind, InlineKind::SoftBreak));
                let rest = first.map(|at| content.split_off(at)).unwrap_or_default();
                let meaning = paragraph(rest).into_iter().collect::<Vec<_>>();
                items.push(item(vec![content], if meaning.is_empty() { Vec::new() } else { vec![meaning] }));
            }
            kind => {
                let block = Block { kind, ..block };
                match items.last_mut() {
                    Some(last) if !last.definitions.is_empty() => {
                        last.definitions
                            .iter_mut()
                            .last()
                            .into_iter()
                            .for_each(|last| last.push(block.clone()));
                    }
                    Some(last) => last.definitions.push(vec![block]),
                    None => items.push(item(Vec::new(), vec![vec![block]])),
                }
            }
        }
    }
    items
}
