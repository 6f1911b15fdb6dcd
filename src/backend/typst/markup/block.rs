//! Blocks as Typst code.

use super::Writer;
use super::leads::{Lead, lead_at};
use super::picture::alignment;
use crate::backend::pictures;
use crate::callouts::{CalloutKind, Colours};
use crate::ir::chapter::{Below, below};
use crate::ir::reference::REFERENCES;
use crate::ir::walk::plain_text;
use crate::ir::*;
use crate::limits::{PARAGRAPH, PARAGRAPH_TEXT};
use crate::locale::Word;
use crate::look::Key;
use crate::look::value::Colour;

impl Writer<'_> {
    /// The blocks, each on a line of its own.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for (at, block) in blocks.iter().enumerate() {
            self.room(blocks, at);
            match lead_at(blocks, at) {
                Some(lead) if !self.is_in_cell => {
                    self.leading_in(block, false, lead, |writer| writer.block(block));
                }
                _ => self.block(block),
            }
            self.out.push('\n');
        }
    }

    /// What `content` writes, which stays on the page of what follows it.
    fn leading_in(&mut self, block: &Block, tight: bool, lead: Lead, content: impl FnOnce(&mut Self)) {
        self.at(block.span);
        let start = match lead {
            _ if tight => "lead-in(tight: true, ",
            Lead::Label => "lead-in(label: true, ",
            Lead::Line => "lead-in(",
        };
        self.call(start, content);
    }

    fn block(&mut self, block: &Block) {
        self.of_block(block, |writer| {
            let outer = writer.is_contained;
            writer.is_contained |= !matches!(
                block.kind,
                BlockKind::Division { .. } | BlockKind::Chapter { .. } | BlockKind::Table(_)
            );
            writer.within(&block.attributes, |writer| writer.block_kind(block));
            writer.is_contained = outer;
        });
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind of block")]
    fn block_kind(&mut self, block: &Block) {
        let Block { span: _, attributes, kind } = block;
        let alignment = alignment(attributes);
        if let Some(alignment) = alignment {
            self.out.push_str(&format!("align({alignment}, {{ "));
        }
        if let (Some(id), false) = (&attributes.id, matches!(kind, BlockKind::Heading { .. })) {
            self.anchor(id);
        }
        match kind {
            BlockKind::Paragraph { content } if below(block) == Some(Below::Byline) => {
                self.call("byline(", |writer| writer.inlines(content));
            }
            BlockKind::Paragraph { content } if below(block) == Some(Below::Subtitle) => {
                self.call("chapter-subtitle(", |writer| writer.inlines(content));
            }
            BlockKind::Paragraph { content } => self.paragraph(content),
            BlockKind::Heading { level, content } => {
                self.in_narrow_line(|writer| writer.heading(*level, attributes.id.as_deref(), content));
            }
            BlockKind::ThematicBreak => self.out.push_str("divider()"),
            BlockKind::Quote { blocks } => self.call("quote(block: true, ", |writer| writer.blocks(blocks)),
            BlockKind::List { kind, tight, items } => self.list(*kind, *tight, items),
            BlockKind::DescriptionList { items } => self.description_list(items),
            BlockKind::Code { text, .. } if attributes.get(RAW_TYPST).is_some() => self.raw_typst(text),
            BlockKind::Code { language, text, lines } => {
                self.code(language.as_deref(), text, lines.as_deref());
            }
            BlockKind::Table(table) => self.table(table),
            // A figure must show something (PDF/UA).
            BlockKind::Figure { blocks, caption } if blocks.is_empty() => self.paragraph(caption),
            BlockKind::Figure { blocks, caption } if is_listing(blocks) => {
                self.out.push_str("listing(");
                self.call("figure(kind: image, ", |writer| writer.figure_body(blocks));
                self.caption(caption);
                self.out.push(')');
            }
            BlockKind::Figure { blocks, caption } => {
                self.call("figure(kind: image, ", |writer| writer.figure_body(blocks));
                self.caption(caption);
            }
            BlockKind::Callout(callout) => self.callout(callout),
            BlockKind::Division { blocks } if attributes.classes.iter().any(|class| class == PAGE_BREAK) => {
                let has_columns = self.look.number(Key::Columns).is_some_and(|count| count > 1.0);
                // In containers Typst allows no new page; without columns a new column is one.
                self.out.push_str(match (has_columns, self.is_contained) {
                    (true, false) => "pagebreak(weak: true)",
                    (true, true) => "page-break-in-block()",
                    (false, _) => "colbreak(weak: true)",
                });
                if !blocks.is_empty() {
                    self.out.push_str("; ");
                    self.group(|writer| writer.blocks(blocks));
                }
            }
            BlockKind::Division { blocks } if below(block) == Some(Below::Abstract) => {
                let word = super::super::encode::literal(self.word(Word::Abstract));
                self.call(&format!("summary-block({word}, "), |writer| writer.blocks(blocks));
            }
            BlockKind::Division { blocks } => self.group(|writer| {
                if attributes.classes.iter().any(|class| class == REFERENCES) {
                    writer.out.push_str("set par(hanging-indent: 1.5em, justify: false); ");
                }
                writer.blocks(blocks);
            }),
            BlockKind::Chapter(chapter) => self.chapter(chapter),
            BlockKind::Contents => {
                self.out.push_str("contents-block(");
                self.string(self.contents_title());
                let depth = crate::backend::contents::depth(self.document, self.look);
                self.out.push_str(&format!(", depth: {depth}, entries: "));
                self.contents_entries(depth);
                let notes = !self.in_headings.footnotes.is_empty();
                self.out.push_str(if notes { ", notes: true)" } else { ")" });
            }
        }
        if alignment.is_some() {
            self.out.push_str(" })");
        }
    }

    /// A part or a chapter of a book.
    fn chapter(&mut self, chapter: &Chapter) {
        let Chapter { rank, level, language, blocks } = chapter;
        let (function, level) = match rank {
            Rank::Part => ("book-part(", *level),
            Rank::Chapter => ("book-chapter(", *level),
            Rank::Section => ("book-section(", level.saturating_sub(1)),
        };
        let outer = std::mem::replace(&mut self.words, language.clone());
        self.call(&format!("{function}{level}, "), |writer| writer.blocks(blocks));
        self.words = outer;
    }

    /// A place that links lead to; the first of its name, as in HTML.
    pub(super) fn anchor(&mut self, id: &str) {
        if !self.written.insert(id.to_owned()) {
            return;
        }
        self.out.push_str("anchor(");
        self.string(id);
        self.out.push_str("); ");
    }

    /// A call whose last argument is content; what comes after it closes nothing.
    fn call(&mut self, start: &str, content: impl FnOnce(&mut Self)) {
        self.out.push_str(start);
        self.group(content);
        self.out.push(')');
    }

    /// Takes the closing parenthesis of the call before back, to add a caption to it.
    pub(super) fn caption(&mut self, caption: &[Inline]) {
        self.out.pop();
        self.out.push_str(", caption: ");
        self.group(|writer| writer.inlines(caption));
        self.out.push(')');
    }

    /// A paragraph; images that stand alone in it are set as blocks.
    pub(super) fn paragraph(&mut self, content: &[Inline]) {
        if content.is_empty() {
            return self.out.push_str("[]");
        }
        match pictures::alone(content) {
            Some(pictures) if pictures.len() > 1 => {
                for (inline, _) in &pictures {
                    inline.attributes.id.iter().for_each(|id| self.anchor(id));
                }
                for row in pictures.chunks(PARAGRAPH) {
                    self.out.push_str("picture-row(");
                    for (inline, image) in row {
                        self.at(inline.span);
                        self.picture_of_row(&inline.attributes, image);
                        self.out.push_str(", ");
                    }
                    self.out.push_str("); ");
                }
            }
            Some(pictures) => pictures.into_iter().for_each(|(inline, image)| {
                inline.attributes.id.iter().for_each(|id| self.anchor(id));
                self.at(inline.span);
                self.picture(&inline.attributes, image);
                self.out.push_str("; ");
            }),
            None => {
                self.parts(content);
                self.out.push_str("; parbreak()");
            }
        }
    }

    /// The inlines of a paragraph; where they are so many that Typst would take long for them, those that one has no room for
    /// go on in a new line, after a word if there is an end of one.
    #[expect(clippy::indexing_slicing, reason = "there is no more room than inlines")]
    fn parts(&mut self, content: &[Inline]) {
        let mut rest = content;
        loop {
            let room = room(rest);
            if room == rest.len() {
                break;
            }
            let ends = |inline: &Inline| match &inline.kind {
                InlineKind::Text { text } => text.ends_with(char::is_whitespace),
                InlineKind::SoftBreak | InlineKind::HardBreak => true,
                _ => false,
            };
            let end = rest[room / 2..room].iter().rposition(ends);
            let (part, after) = rest.split_at(end.map_or(room, |end| room / 2 + end + 1));
            self.inlines(part);
            self.out.push_str("; onward; ");
            rest = after;
        }
        self.inlines(rest);
    }

    fn figure_body(&mut self, blocks: &[Block]) {
        self.blocks(blocks);
    }

    fn list(&mut self, kind: ListKind, tight: bool, items: &[ListItem]) {
        let is_of_tasks = kind == ListKind::Bullet && items.iter().all(|item| item.task.is_some());
        match kind {
            // A task's box stands for the bullet.
            ListKind::Bullet if is_of_tasks => {
                self.out.push_str("tasks((");
                for task in items.iter().filter_map(|item| item.task) {
                    self.task(task);
                    self.out.push_str(", ");
                }
                self.out.push_str(&format!("), tight: {tight}"));
            }
            ListKind::Bullet => self.out.push_str(&format!("list(tight: {tight}")),
            ListKind::Ordered { start, numbering } => {
                self.out.push_str(&format!("enum(tight: {tight}, start: {start}"));
                if numbering != Numbering::Decimal {
                    self.out.push_str(&format!(", numbering: \"{}.\"", numbering.first()));
                }
            }
        }
        for item in items {
            self.out.push_str(",\n");
            self.at(item.span);
            let number = item.number.filter(|_| matches!(kind, ListKind::Ordered { .. }));
            if let Some(number) = number {
                self.out.push_str(&format!("enum.item({number}, "));
            }
            self.group(|writer| {
                if let Some(id) = &item.attributes.id {
                    writer.anchor(id);
                }
                if let Some(task) = item.task.filter(|_| !is_of_tasks) {
                    writer.task(task);
                    writer.out.push_str("; ");
                }
                // A box that is no label stands in the line of its text.
                writer.blocks_of_item(
                    &item.blocks,
                    tight,
                    !writer.is_in_cell && (item.task.is_none() || is_of_tasks),
                );
            });
            if number.is_some() {
                self.out.push(')');
            }
        }
        self.out.push(')');
    }

    /// The box of a task.
    fn task(&mut self, task: Task) {
        match task {
            Task::Done => self.out.push_str("task(true)"),
            Task::ToDo => self.out.push_str("task(false)"),
            Task::Marked(sign) => {
                self.out.push_str("task(");
                self.string(&sign.to_string());
                self.out.push(')');
            }
        }
    }

    /// The blocks of an item: in a tight list, its text is no paragraph.
    pub(super) fn item_blocks(&mut self, blocks: &[Block], tight: bool) {
        self.blocks_of_item(blocks, tight, !self.is_in_cell);
    }

    /// The same; whether a line of them may be a block that stays with what follows it.
    fn blocks_of_item(&mut self, blocks: &[Block], tight: bool, may_lead: bool) {
        for (at, block) in blocks.iter().enumerate() {
            let is_block = |next: &Block| {
                matches!(
                    next.kind,
                    BlockKind::Code { .. }
                        | BlockKind::Table(_)
                        | BlockKind::Figure { .. }
                        | BlockKind::List { .. }
                )
            };
            match &block.kind {
                BlockKind::Paragraph { .. }
                    if may_lead
                        && blocks.get(at + 1).is_some_and(is_block)
                        && let Some(lead) = lead_at(blocks, at) =>
                {
                    self.leading_in(block, tight, lead, |writer| writer.block(block));
                    self.out.push('\n');
                }
                BlockKind::Paragraph { content } if tight || at + 1 == blocks.len() => {
                    self.of_block(block, |writer| {
                        if let Some(id) = &block.attributes.id {
                            writer.anchor(id);
                        }
                        match pictures::alone(content) {
                            Some(_) => writer.paragraph(content),
                            None => writer.parts(content),
                        }
                    });
                    self.out.push('\n');
                }
                _ => {
                    self.block(block);
                    self.out.push('\n');
                }
            }
        }
    }

    fn description_list(&mut self, items: &[DescriptionItem]) {
        self.out.push_str("terms(tight: false");
        for item in items {
            self.out.push_str(",\n");
            self.at(item.span);
            self.out.push_str("terms.item(");
            self.group(|writer| {
                if let Some(id) = &item.attributes.id {
                    writer.anchor(id);
                }
                writer.within_line(|writer| {
                    for (at, term) in item.terms.iter().enumerate() {
                        if at > 0 {
                            writer.out.push_str("; linebreak(); ");
                        }
                        writer.inlines_or_nothing(term);
                    }
                });
            });
            self.out.push_str(", ");
            self.group(|writer| {
                for definition in &item.definitions {
                    writer.item_blocks(definition, false);
                    writer.out.push_str("parbreak()\n");
                }
            });
            self.out.push(')');
        }
        self.out.push(')');
    }

    fn callout(&mut self, callout: &Callout) {
        let Callout { kind, title, folding: _, blocks } = callout;
        let settings = self.settings;
        let known = settings.callouts.get(kind);
        self.out.push_str("callout(");
        if let Some(CalloutKind { light, icon, .. }) = known {
            let accent = readable(light, self.look.theme().design.contrast);
            for (name, value) in
                [("accent", accent.as_str()), ("background", &light.background), ("icon", icon)]
            {
                self.out.push_str(name);
                self.out.push_str(": ");
                self.string(value);
                self.out.push_str(", ");
            }
        }
        if self.is_in_cell {
            self.out.push_str("sticky: false, ");
        }
        self.out.push_str("title: ");
        match (title, known) {
            (Some(title), _) if !plain_text(title).trim().is_empty() => {
                self.group(|writer| writer.inlines(title));
            }
            (Some(title), _) if title.is_empty() => self.out.push_str("none"),
            (title, known) => {
                // A title of footnotes and the like names nothing.
                let label = known.map_or(kind.as_str(), |known| known.label(&self.words));
                match title.as_deref().filter(|title| !title.is_empty()) {
                    None => self.string(label),
                    Some(title) => self.group(|writer| {
                        writer.string(label);
                        writer.out.push_str("; ");
                        writer.inlines(title);
                    }),
                }
            }
        }
        self.call(", ", |writer| writer.blocks(blocks));
    }
}

/// The accent of a callout, as much darker as it takes to be read on its background.
fn readable(Colours { accent, background }: &Colours, least: f64) -> String {
    let shown = || Some(accent.parse::<Colour>().ok()?.readable_on(background.parse().ok()?, least));
    shown().map_or_else(|| accent.to_string(), |colour| colour.to_string())
}

/// Whether what a figure shows is code, whose title stands above it.
fn is_listing(blocks: &[Block]) -> bool {
    matches!(blocks, [Block { kind: BlockKind::Code { .. }, .. }])
}

pub(super) fn typst_alignment(alignment: Alignment) -> Option<&'static str> {
    match alignment {
        Alignment::Default => None,
        Alignment::Left => Some("left"),
        Alignment::Center => Some("center"),
        Alignment::Right => Some("right"),
    }
}

/// How many of the inlines one paragraph has room for: one at least, if there is any.
fn room(inlines: &[Inline]) -> usize {
    let mut bytes = 0;
    let has_room = |inline: &&Inline| {
        let before = bytes;
        if let InlineKind::Text { text } = &inline.kind {
            // A longer one is cut by itself.
            bytes += text.len() % PARAGRAPH_TEXT;
        }
        before < PARAGRAPH_TEXT
    };
    inlines.iter().take(PARAGRAPH).take_while(has_room).count()
}
