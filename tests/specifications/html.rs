//! A plain writing of what was read, as the examples of specifications have it, and what of two such texts is alike.

use note_convert::files::Memory;
use note_convert::ir::*;
use note_convert::read::dialect::Base;
use note_convert::{Diagnostics, Settings, Source};

/// What is read of a text, as plain HTML.
pub fn html(text: &str, dialect: Base) -> String {
    // With a title, no heading becomes it.
    let source = Source::new("note.md", format!("---\ntitle: T\n---\n{text}"));
    let mut settings = Settings::default();
    settings.dialect = dialect.into();
    let mut diagnostics = Diagnostics::default();
    match note_convert::read(&source, Some("note"), &settings, &Memory::default(), &mut diagnostics) {
        Ok(document) => blocks(&document.blocks, false),
        // A note without anything to read.
        Err(_) => String::new(),
    }
}

fn blocks(blocks: &[Block], tight: bool) -> String {
    blocks.iter().map(|one| block(one, tight)).collect()
}

fn block(block: &Block, tight: bool) -> String {
    match &block.kind {
        BlockKind::Paragraph { content } if tight => format!("{}\n", inlines(content)),
        BlockKind::Paragraph { content } => format!("<p>{}</p>", inlines(content)),
        BlockKind::Heading { level, content } => format!("<h{level}>{}</h{level}>", inlines(content)),
        BlockKind::ThematicBreak => "<hr />".to_owned(),
        BlockKind::Quote { blocks } => format!("<blockquote>{}</blockquote>", self::blocks(blocks, false)),
        BlockKind::Code { language, text, lines: _ } => {
            let class =
                language.as_ref().map(|language| format!(" class=\"language-{}\"", escaped(language)));
            format!("<pre><code{}>{}\n</code></pre>", class.unwrap_or_default(), escaped(text))
        }
        BlockKind::List { kind, tight, items } => {
            let items: String = items.iter().map(|one| item(one, *tight)).collect();
            match kind {
                ListKind::Bullet => format!("<ul>{items}</ul>"),
                ListKind::Ordered { start: 1, .. } => format!("<ol>{items}</ol>"),
                ListKind::Ordered { start, .. } => format!("<ol start=\"{start}\">{items}</ol>"),
            }
        }
        BlockKind::Division { blocks } => format!("<div>{}</div>", self::blocks(blocks, false)),
        BlockKind::Figure { blocks, caption } => {
            format!("{}{}", self::blocks(blocks, false), inlines(caption))
        }
        BlockKind::Callout(callout) => blocks(&callout.blocks, false),
        BlockKind::Table(table) => {
            let head = format!("<thead>{}</thead>", rows(table, &table.head));
            let body = format!("<tbody>{}</tbody>", rows(table, &table.body));
            format!("<table>{head}{}</table>", if table.body.is_empty() { "" } else { &body })
        }
        BlockKind::DescriptionList { .. } | BlockKind::Contents | BlockKind::Chapter(_) => "?".to_owned(),
    }
}

fn item(item: &ListItem, tight: bool) -> String {
    let task = match item.task {
        Some(Task::ToDo) => "<input disabled=\"\" type=\"checkbox\"> ",
        Some(Task::Done) => "<input checked=\"\" disabled=\"\" type=\"checkbox\"> ",
        Some(Task::Marked(_)) => "?",
        None => "",
    };
    format!("<li>{task}{}</li>", blocks(&item.blocks, tight))
}

fn rows(table: &Table, rows: &[Row]) -> String {
    let cell = |(cell, column): (&Cell, &Alignment)| {
        let name = if cell.header { "th" } else { "td" };
        let align = match cell.alignment.unwrap_or(*column) {
            Alignment::Default => "",
            Alignment::Left => " align=\"left\"",
            Alignment::Center => " align=\"center\"",
            Alignment::Right => " align=\"right\"",
        };
        format!("<{name}{align}>{}</{name}>", blocks(&cell.blocks, true).trim_end())
    };
    let row = |row: &Row| row.cells.iter().zip(&table.columns).map(cell).collect::<String>();
    rows.iter().map(|one| format!("<tr>{}</tr>", row(one))).collect()
}

fn inlines(content: &[Inline]) -> String {
    content.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match &inline.kind {
        InlineKind::Text { text } => escaped(text),
        InlineKind::SoftBreak => "\n".to_owned(),
        InlineKind::HardBreak => "<br />\n".to_owned(),
        InlineKind::Code { text, .. } => format!("<code>{}</code>", escaped(text)),
        InlineKind::Styled { style: Style::Emphasis, content } => format!("<em>{}</em>", inlines(content)),
        InlineKind::Styled { style: Style::Strong, content } => {
            format!("<strong>{}</strong>", inlines(content))
        }
        InlineKind::Styled { style: Style::Strikethrough, content } => {
            format!("<del>{}</del>", inlines(content))
        }
        InlineKind::Styled { content, .. } | InlineKind::Span { content } => inlines(content),
        InlineKind::Link { target, title, content } => {
            let address = match &**target {
                LinkTarget::Unresolved(address) => address.clone(),
                LinkTarget::Reference(reference) => reference.items[0].name.clone(),
                _ => String::new(),
            };
            format!("<a href=\"{}\"{}>{}</a>", escaped(&address), titled(title), inlines(content))
        }
        InlineKind::Image(image) => {
            let ImageSource::Unresolved(address) = &image.source else { return "?".to_owned() };
            let alternative = match &image.alternative {
                Alternative::Given(text) => text.as_str(),
                Alternative::Decorative | Alternative::Missing(_) => "",
            };
            let address = escaped(address);
            format!("<img src=\"{address}\" alt=\"{}\"{} />", escaped(alternative), titled(&image.title))
        }
        InlineKind::Math { .. } | InlineKind::Footnote { .. } | InlineKind::FootnoteReference { .. } => {
            "?".to_owned()
        }
    }
}

fn titled(title: &Option<String>) -> String {
    title.as_ref().map(|title| format!(" title=\"{}\"", escaped(title))).unwrap_or_default()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// HTML with what no reader of it sees made alike: white space beside tags of blocks, and how an address is escaped.
pub fn alike(html: &str) -> String {
    const BLOCKS: [&str; 10] =
        ["<p>", "<li>", "<ul>", "<ol", "<blockquote>", "<h", "<pre>", "<div>", "<t", "<input"];
    let mut text = html.trim().to_owned();
    for tag in BLOCKS {
        let close = format!("</{}", tag.trim_start_matches('<').trim_end_matches('>'));
        for tag in [tag, close.as_str()] {
            while text.contains(&format!("\n{tag}")) {
                text = text.replace(&format!("\n{tag}"), tag);
            }
        }
    }
    let ends = [
        "p",
        "li",
        "ul",
        "ol",
        "blockquote",
        "pre",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ];
    for name in ends {
        text = text.replace(&format!("</{name}>\n"), &format!("</{name}>"));
        text = text.replace(&format!("<{name}>\n"), &format!("<{name}>"));
    }
    text = text.replace("<hr />\n", "<hr />").replace("\n<hr />", "<hr />").replace("\n</code>", "</code>");
    let decoded = percent_encoding::percent_decode_str(&text).decode_utf8_lossy().into_owned();
    decoded.replace("&quot;", "\"").replace('\u{A0}', " ")
}
