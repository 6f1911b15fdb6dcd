//! The examples of the CommonMark Spec, read as `--dialect commonmark`. What the program has of a note is no HTML: the
//! examples' own is compared with a plain writing of what was read. Where they differ, it is known and has a reason.

use note_convert::files::Memory;
use note_convert::ir::*;
use note_convert::read::dialect::Base;
use note_convert::{Diagnostics, Settings, Source};

/// The examples that are read otherwise, by their numbers.
const KNOWN: &[(&[usize], &str)] = &[
    (&[40], "white space at the start of a paragraph shows nothing"),
    (&[201], "comrak reads an address in angle brackets that something else follows"),
    (&[196], "the title of a link is trimmed"),
    (
        &[572, 573, 576, 577, 584, 585, 586, 588, 589, 591],
        "an image alone with a title is a figure with a caption",
    ),
    (
        &[491, 494, 524, 536],
        "raw HTML is read into nodes: a tag that is never closed ends with its paragraph",
    ),
    (&[21, 31, 308, 309, 344, 475, 476, 477, 642, 643], "raw HTML is read into nodes, comments show nothing"),
    (
        &[613, 614, 615, 616, 617, 623, 625, 626, 627, 628, 629, 630, 631],
        "raw HTML is read into nodes, none of them unknown",
    ),
    (
        &[
            148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166,
            167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185,
            186, 187, 188, 189, 190, 191,
        ],
        "blocks of raw HTML are read into nodes; scripts, styles and declarations show nothing",
    ),
];

/// The examples: Markdown, and the HTML that it is.
fn examples() -> Vec<(String, String)> {
    let fence = "`".repeat(32);
    let spec = include_str!("data/commonmark/spec-0.31.2.txt").replace('→', "\t");
    let opening = format!("{fence} example\n");
    let parts = spec.split(&opening).skip(1);
    let example = |part: &str| {
        let inside = part.split(&format!("{fence}\n")).next()?;
        let (markdown, html) =
            inside.split_once("\n.\n").or(inside.strip_prefix(".\n").map(|html| ("", html)))?;
        Some((format!("{markdown}\n"), html.to_owned()))
    };
    parts.filter_map(example).collect()
}

/// What is read of a text, as plain HTML.
fn html(text: &str) -> String {
    // With a title, no heading becomes it.
    let source = Source::new("note.md", format!("---\ntitle: T\n---\n{text}"));
    let mut settings = Settings::default();
    settings.dialect = Base::Commonmark.into();
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
            let items: String =
                items.iter().map(|item| format!("<li>{}</li>", blocks(&item.blocks, *tight))).collect();
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
        BlockKind::DescriptionList { .. }
        | BlockKind::Table(_)
        | BlockKind::Contents
        | BlockKind::Chapter(_) => "?".to_owned(),
    }
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
fn alike(html: &str) -> String {
    const BLOCKS: [&str; 8] = ["<p>", "<li>", "<ul>", "<ol", "<blockquote>", "<h", "<pre>", "<div>"];
    let mut text = html.trim().to_owned();
    for tag in BLOCKS {
        let close = format!("</{}", tag.trim_start_matches('<').trim_end_matches('>'));
        for tag in [tag, close.as_str()] {
            while text.contains(&format!("\n{tag}")) {
                text = text.replace(&format!("\n{tag}"), tag);
            }
        }
    }
    let ends = ["p", "li", "ul", "ol", "blockquote", "pre", "div", "h1", "h2", "h3", "h4", "h5", "h6"];
    for name in ends {
        text = text.replace(&format!("</{name}>\n"), &format!("</{name}>"));
        text = text.replace(&format!("<{name}>\n"), &format!("<{name}>"));
    }
    text = text.replace("<hr />\n", "<hr />").replace("\n<hr />", "<hr />").replace("\n</code>", "</code>");
    let decoded = percent_encoding::percent_decode_str(&text).decode_utf8_lossy().into_owned();
    decoded.replace("&quot;", "\"").replace('\u{A0}', " ")
}

#[test]
fn every_example_is_read_as_the_specification_says_but_for_those_that_are_known() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    let differ: Vec<usize> = examples
        .iter()
        .enumerate()
        .filter(|(_, (markdown, expected))| alike(&html(markdown)) != alike(expected))
        .map(|(at, _)| at + 1)
        .collect();
    let known: Vec<usize> = KNOWN.iter().flat_map(|(numbers, _)| numbers.iter().copied()).collect();
    let show = |number: usize| {
        let (markdown, expected) = &examples[number - 1];
        format!("example {number}:\n{markdown}is\n{}\nnot\n{}\n\n", alike(&html(markdown)), alike(expected))
    };
    let unknown: Vec<usize> = differ.iter().copied().filter(|number| !known.contains(number)).collect();
    assert!(
        unknown.is_empty(),
        "{unknown:?}\n{}",
        unknown.iter().map(|&number| show(number)).collect::<String>()
    );
    let mended: Vec<usize> = known.into_iter().filter(|number| !differ.contains(number)).collect();
    assert!(mended.is_empty(), "these are read as they should be: {mended:?}");
}

#[test]
fn each_known_difference_has_a_reason() {
    for (numbers, reason) in KNOWN {
        assert!(!numbers.is_empty() && reason.len() > 10, "{numbers:?}");
    }
}
