//! A stable text dump of a document, for golden tests and for people: a line for each node, what is inside it
//! indented by two spaces, places as `@line:column`.

use std::fmt::Write;

use super::*;
use crate::ir::metadata::{Author, Date};
use crate::ir::publication::{Identifier, Publication};
use crate::source::Source;

/// The dump of `document`, which was read from `source`.
pub fn dump(document: &Document, source: &Source) -> String {
    let mut dump = Dump { out: String::new(), depth: 0, source };
    dump.metadata(&document.metadata);
    for image in &document.images {
        let ImageFile { path, format, data, width, height } = image;
        dump.line(&format!("image {path:?} {} {width}x{height} {} bytes", format.extension(), data.len()));
    }
    dump.blocks(&document.blocks);
    dump.out
}

struct Dump<'s> {
    out: String,
    depth: usize,
    source: &'s Source,
}

impl Dump<'_> {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.out, "{:indent$}{line}", "", indent = 2 * self.depth);
    }

    fn node(&mut self, name: &str, span: Span, attributes: &Attributes) {
        let place = self.source.location(span.start as usize);
        let attributes = shown(attributes);
        self.line(&format!("{name}{attributes} @{}:{}", place.line, place.column));
    }

    fn inside(&mut self, content: impl FnOnce(&mut Self)) {
        self.depth += 1;
        content(self);
        self.depth -= 1;
    }

    fn metadata(&mut self, metadata: &Metadata) {
        let Metadata {
            title,
            subtitle,
            authors,
            date,
            tags,
            summary,
            language,
            options,
            chapter,
            publication,
            extra,
        } = metadata;
        self.line("metadata");
        self.inside(|dump| {
            dump.line(&format!("title {title:?}"));
            subtitle.iter().for_each(|text| dump.line(&format!("subtitle {text:?}")));
            authors.iter().for_each(|author| dump.person("author", author));
            match date {
                None => {}
                Some(Date::Day(day)) => dump.line(&format!("date {day}")),
                Some(Date::Month { year, month }) => dump.line(&format!("date {year:04}-{month:02}")),
                Some(Date::Year(year)) => dump.line(&format!("date {year:04}")),
                Some(Date::Text(text)) => dump.line(&format!("date {text:?}")),
            }
            if !chapter.is_empty() {
                dump.line(&format!("chapter {chapter:?}"));
            }
            if !tags.is_empty() {
                dump.line(&format!("tags {tags:?}"));
            }
            summary.iter().for_each(|text| dump.line(&format!("summary {text:?}")));
            dump.line(&format!("language {language}"));
            options.theme.iter().for_each(|theme| dump.line(&format!("theme {theme}")));
            for (key, value) in options.all() {
                let value = serde_json::to_string(value).unwrap_or_default();
                dump.line(&format!("option {} {value}", key.name()));
            }
            dump.publication(publication);
            for (key, value) in extra.iter() {
                let value = serde_json::to_string(value).unwrap_or_else(|_| "…".to_owned());
                dump.line(&format!("extra {:?} {value}", key.as_str().unwrap_or_default()));
            }
        });
    }

    fn person(&mut self, what: &str, person: &Author) {
        let Author { name, affiliation, email, url, role } = person;
        let more = [affiliation, email, url, role].into_iter().flatten().map(|text| format!(" {text:?}"));
        self.line(&format!("{what} {name:?}{}", more.collect::<String>()));
    }

    fn publication(&mut self, publication: &Publication) {
        let Publication {
            titles,
            contributors,
            identifiers,
            publisher,
            rights,
            collection,
            position,
            description,
            subjects,
            cover,
        } = publication;
        titles.iter().for_each(|(kind, text)| self.line(&format!("title {kind} {text:?}")));
        contributors.iter().for_each(|person| self.person("contributor", person));
        for Identifier { scheme, text } in identifiers {
            let scheme = scheme.as_ref().map_or(String::new(), |scheme| format!(" {scheme:?}"));
            self.line(&format!("identifier {text:?}{scheme}"));
        }
        let cover = cover.as_ref().map(|(address, _)| address.clone());
        for (name, text) in [
            ("publisher", publisher),
            ("rights", rights),
            ("collection", collection),
            ("position", position),
            ("description", description),
            ("cover", &cover),
        ] {
            text.iter().for_each(|text| self.line(&format!("{name} {text:?}")));
        }
        if !subjects.is_empty() {
            self.line(&format!("subjects {subjects:?}"));
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn group(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.line(name);
        self.inside(content);
    }

    fn block(&mut self, block: &Block) {
        let Block { span, attributes, kind } = block;
        let name = match kind {
            BlockKind::Paragraph { content: _ } => "paragraph".to_owned(),
            BlockKind::Heading { level, content: _ } => format!("heading {level}"),
            BlockKind::ThematicBreak => "thematic-break".to_owned(),
            BlockKind::Quote { blocks: _ } => "quote".to_owned(),
            BlockKind::List { kind, tight, items: _ } => {
                let kind = match kind {
                    ListKind::Bullet => "bullet".to_owned(),
                    ListKind::Ordered { start, numbering: Numbering::Decimal } => {
                        format!("ordered from {start}")
                    }
                    ListKind::Ordered { start, numbering } => {
                        format!("ordered {}. from {start}", numbering.first())
                    }
                };
                format!("list {kind} {}", if *tight { "tight" } else { "loose" })
            }
            BlockKind::DescriptionList { items: _ } => "description-list".to_owned(),
            BlockKind::Code { language, text, lines } => {
                let language = language.as_ref().map(|name| format!("{name} ")).unwrap_or_default();
                format!("code {language}{text:?}{}", lines.as_deref().map(beside).unwrap_or_default())
            }
            BlockKind::Table(table) => format!("table {:?}", table.columns),
            BlockKind::Figure { .. } => "figure".to_owned(),
            BlockKind::Callout(callout) => {
                format!("callout {} {:?}", callout.kind, callout.folding).to_lowercase()
            }
            BlockKind::Division { blocks: _ } => "division".to_owned(),
            BlockKind::Contents => "contents".to_owned(),
            BlockKind::Chapter(chapter) => {
                format!("{:?} {} {}", chapter.rank, chapter.level, chapter.language).to_lowercase()
            }
        };
        self.node(&name, *span, attributes);
        self.inside(|dump| dump.inside_block(kind));
    }

    fn inside_block(&mut self, kind: &BlockKind) {
        match kind {
            BlockKind::ThematicBreak | BlockKind::Contents | BlockKind::Code { .. } => {}
            BlockKind::Paragraph { content } | BlockKind::Heading { content, level: _ } => {
                self.inlines(content)
            }
            BlockKind::Quote { blocks }
            | BlockKind::Division { blocks }
            | BlockKind::Chapter(Chapter { blocks, .. }) => self.blocks(blocks),
            BlockKind::List { items, kind: _, tight: _ } => {
                for item in items {
                    let name = match item.task {
                        None => "item",
                        Some(Task::Done) => "item done",
                        Some(Task::ToDo) => "item to-do",
                        Some(Task::Marked(sign)) => &format!("item [{sign}]"),
                    };
                    let number = item.number.map(|number| format!("{name} {number}"));
                    self.node(number.as_deref().unwrap_or(name), item.span, &item.attributes);
                    self.inside(|dump| dump.blocks(&item.blocks));
                }
            }
            BlockKind::DescriptionList { items } => {
                for item in items {
                    self.node("entry", item.span, &item.attributes);
                    self.inside(|dump| {
                        for term in &item.terms {
                            dump.group("term", |dump| dump.inlines(term));
                        }
                        for definition in &item.definitions {
                            dump.group("definition", |dump| dump.blocks(definition));
                        }
                    });
                }
            }
            BlockKind::Table(table) => {
                let Table { caption, columns: _, head, body, foot } = &**table;
                if !caption.is_empty() {
                    self.group("caption", |dump| dump.inlines(caption));
                }
                head.iter().for_each(|row| self.row("head-row", row));
                body.iter().for_each(|row| self.row("row", row));
                foot.iter().for_each(|row| self.row("foot-row", row));
            }
            BlockKind::Figure { blocks, caption } => {
                self.blocks(blocks);
                self.group("caption", |dump| dump.inlines(caption));
            }
            BlockKind::Callout(callout) => {
                let Callout { kind: _, title, folding: _, blocks } = &**callout;
                if let Some(title) = title {
                    self.group("title", |dump| dump.inlines(title));
                }
                self.blocks(blocks);
            }
        }
    }

    fn row(&mut self, name: &str, row: &Row) {
        self.node(name, row.span, &row.attributes);
        self.inside(|dump| {
            for cell in &row.cells {
                let Cell { span, attributes, header, columns, rows, alignment, blocks } = cell;
                let mut name = if *header { "header-cell" } else { "cell" }.to_owned();
                if (*columns, *rows) != (1, 1) {
                    let _ = write!(name, " {columns}x{rows}");
                }
                if let Some(alignment) = alignment {
                    let _ = write!(name, " {alignment:?}");
                }
                dump.node(&name, *span, attributes);
                dump.inside(|dump| dump.blocks(blocks));
            }
        });
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        inlines.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        let Inline { span, attributes, kind } = inline;
        match kind {
            InlineKind::Text { text } => self.line(&format!("{text:?}{}", shown(attributes))),
            InlineKind::SoftBreak => self.line("soft-break"),
            InlineKind::HardBreak => self.line("hard-break"),
            InlineKind::Styled { style, content } => {
                self.node(&format!("{style:?}").to_lowercase(), *span, attributes);
                self.inside(|dump| dump.inlines(content));
            }
            InlineKind::Code { language, text } => {
                let language = language.as_ref().map(|name| format!("{name} ")).unwrap_or_default();
                self.node(&format!("code {language}{text:?}"), *span, attributes);
            }
            InlineKind::Math { tex, display, formula } => {
                let name = if *display { "math display" } else { "math" };
                self.node(&format!("{name} {tex:?}"), *span, attributes);
                if let Some(formula) = formula {
                    self.inside(|dump| formula.dump().lines().for_each(|line| dump.line(line)));
                }
            }
            InlineKind::Link { target, title, content } => {
                let target = match &**target {
                    LinkTarget::Unresolved(address) => format!("unresolved {address:?}"),
                    LinkTarget::Reference(reference) => {
                        let names: Vec<&str> =
                            reference.items.iter().map(|item| item.name.as_str()).collect();
                        format!("reference {names:?}")
                    }
                    LinkTarget::External(address) => format!("external {address:?}"),
                    LinkTarget::Internal(id) => format!("internal {id:?}"),
                    LinkTarget::Note { path, fragment } => match fragment {
                        Some(fragment) => format!("note {path:?} {fragment:?}"),
                        None => format!("note {path:?}"),
                    },
                    LinkTarget::File(address) => format!("file {address:?}"),
                };
                let title = title.as_ref().map(|title| format!(" {title:?}")).unwrap_or_default();
                self.node(&format!("link {target}{title}"), *span, attributes);
                self.inside(|dump| dump.inlines(content));
            }
            InlineKind::Image(image) => {
                let name = self.image(image);
                self.node(&name, *span, attributes);
            }
            InlineKind::Footnote { label, blocks } => {
                self.node(&format!("footnote {label:?}"), *span, attributes);
                self.inside(|dump| dump.blocks(blocks));
            }
            InlineKind::FootnoteReference { label } => {
                self.node(&format!("footnote-reference {label:?}"), *span, attributes);
            }
            InlineKind::Span { content } => {
                self.node("span", *span, attributes);
                self.inside(|dump| dump.inlines(content));
            }
        }
    }

    fn image(&self, image: &Image) -> String {
        let Image { source, alternative, title, width, height } = image;
        let mut name = match source {
            ImageSource::Unresolved(address) => format!("image unresolved {address:?}"),
            ImageSource::Loaded(index) => format!("image {index}"),
            ImageSource::Missing(address) => format!("image missing {address:?}"),
        };
        match alternative {
            Alternative::Given(text) => name.push_str(&format!(" alternative {text:?}")),
            Alternative::Decorative => name.push_str(" decorative"),
            Alternative::Missing(text) => name.push_str(&format!(" no alternative, instead {text:?}")),
        }
        title.iter().for_each(|title| name.push_str(&format!(" title {title:?}")));
        for (key, length) in [("width", width), ("height", height)] {
            match length {
                None => {}
                Some(Length::Pixels(number)) => name.push_str(&format!(" {key} {number}px")),
                Some(Length::Percent(number)) => name.push_str(&format!(" {key} {number}%")),
            }
        }
        name
    }
}

fn shown(attributes: &Attributes) -> String {
    let AttributeList { id, classes, pairs } = &**attributes;
    let mut shown = String::new();
    id.iter().for_each(|id| shown.push_str(&format!(" #{id}")));
    classes.iter().for_each(|class| shown.push_str(&format!(" .{class}")));
    pairs.iter().for_each(|(key, value)| shown.push_str(&format!(" {key}={value:?}")));
    shown
}

/// What stands beside lines of code; lines are counted from 1 here.
fn beside(lines: &CodeLines) -> String {
    let mut text = String::new();
    if let Some(first) = lines.first {
        let _ = write!(text, " numbered from {first}");
    }
    for (line, mark) in &lines.marks {
        let _ = write!(text, " {}:{}", line + 1, mark.name());
    }
    for (line, number) in &lines.notes {
        let _ = write!(text, " {}:note {number}", line + 1);
    }
    text
}
