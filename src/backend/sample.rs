//! Documents to test the backends with: small trees made by hand, and one with every kind of node.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::ir::metadata::{Author, Date};
use crate::ir::publication::{Identifier, Publication};
use crate::ir::*;
use crate::source::Span;

pub fn block(kind: BlockKind) -> Block {
    Block::new(Span::default(), kind)
}

pub fn inline(kind: InlineKind) -> Inline {
    Inline::new(Span::default(), kind)
}

pub fn text(text: &str) -> Inline {
    Inline::text(Span::default(), text)
}

pub fn paragraph(content: Vec<Inline>) -> Block {
    block(BlockKind::Paragraph { content })
}

pub fn words(words: &str) -> Block {
    paragraph(vec![text(words)])
}

pub fn heading(level: u8, id: &str, title: &str) -> Block {
    let mut heading = block(BlockKind::Heading { level, content: vec![text(title)] });
    heading.attributes.id = Some(id.to_owned());
    heading
}

pub fn styled(style: Style, content: &str) -> Inline {
    inline(InlineKind::Styled { style, content: vec![text(content)] })
}

pub fn link(target: LinkTarget, content: &str) -> Inline {
    inline(InlineKind::Link { target: target.into(), title: None, content: vec![text(content)] })
}

pub fn footnote(label: &str, blocks: Vec<Block>) -> Inline {
    inline(InlineKind::Footnote { label: label.to_owned(), blocks })
}

pub fn reference(label: &str) -> Inline {
    inline(InlineKind::FootnoteReference { label: label.to_owned() })
}

pub fn image(source: ImageSource, alternative: Alternative) -> Image {
    Image { source, alternative, title: None, width: None, height: None }
}

pub fn pictured(image: Image) -> Inline {
    inline(InlineKind::Image(image.into()))
}

pub fn code(language: Option<&str>, text: &str) -> Block {
    block(BlockKind::code(language.map(str::to_owned), text))
}

pub fn callout(kind: &str, title: Option<&str>, folding: Folding, blocks: Vec<Block>) -> Block {
    let title = title.map(|title| vec![text(title)]);
    block(BlockKind::from(Callout { kind: kind.to_owned(), title, folding, blocks }))
}

pub fn list(kind: ListKind, tight: bool, items: Vec<(Option<Task>, Vec<Block>)>) -> Block {
    let item = |(task, blocks)| ListItem {
        span: Span::default(),
        attributes: Attributes::default(),
        task,
        number: None,
        blocks,
    };
    block(BlockKind::List { kind, tight, items: items.into_iter().map(item).collect() })
}

pub fn cell(header: bool, text: &str) -> Cell {
    let blocks = if text.is_empty() { Vec::new() } else { vec![words(text)] };
    let (span, attributes) = (Span::default(), Attributes::default());
    Cell { span, attributes, header, columns: 1, rows: 1, alignment: None, blocks }
}

pub fn row(cells: Vec<Cell>) -> Row {
    Row { span: Span::default(), attributes: Attributes::default(), cells }
}

/// A document of these blocks, in English, that lists its top headings.
pub fn document(blocks: Vec<Block>) -> Document {
    let contents = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Heading { level, content } => {
            let id = block.attributes.id.clone().unwrap_or_default();
            Some(ContentsEntry { level: *level, id, content: content.clone() })
        }
        _ => None,
    });
    let metadata = Metadata { title: "Title".into(), language: "en".into(), ..Metadata::default() };
    Document { metadata, contents: contents.collect(), blocks, images: Vec::new() }
}

fn images() -> Vec<ImageFile> {
    let file = |path: &str, format, data: Vec<u8>, width, height| ImageFile {
        path: path.to_owned(),
        format,
        data: data.into(),
        width,
        height,
    };
    let decoded = |base64: &str| STANDARD.decode(base64).unwrap();
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" width="480" height="160" viewBox="0 0 480 160">
<rect width="480" height="160" rx="12" fill="#dde8f7"/><circle cx="90" cy="80" r="46" fill="#0b57b5"/>
<path d="M160 112 260 48l90 70 100-82" fill="none" stroke="#a13d00" stroke-width="8"/>
<text x="170" y="40" font-family="sans-serif" font-size="18">A drawing</text></svg>"##;
    vec![
        file("img/a b.png", ImageFormat::Png, decoded(PNG), 8, 5),
        file("img/a_b.jpg", ImageFormat::Jpeg, decoded(JPEG), 4, 3),
        file("img/dessin \u{e9}t\u{e9}.svg", ImageFormat::Svg, svg.into(), 480, 160),
        file("point.gif", ImageFormat::Gif, decoded(GIF), 1, 1),
        file("point.webp", ImageFormat::Webp, decoded(WEBP), 1, 1),
    ]
}

/// A document with every kind of block and inline, every style, target, source, alternative, folding and
/// list, with nesting and with characters that mean something in markup.
pub fn everything() -> Document {
    let mut document = document([first_chapter(), second_chapter()].concat());
    document.images = images();
    document.metadata = Metadata {
        title: "Every kind of <node> & more".into(),
        subtitle: Some("A document to try the backends on".into()),
        authors: vec![
            Author {
                name: "Ada Lovelace".into(),
                affiliation: Some("Analytical Society".into()),
                ..Author::default()
            },
            Author {
                name: "Émilie du Châtelet".into(),
                url: Some("https://example.org/e?a=1&b=2".into()),
                ..Author::default()
            },
            Author { name: "Mail".into(), email: Some("mail@example.org".into()), ..Author::default() },
        ],
        date: crate::ir::metadata::Day::new(2026, 3, 14).map(Date::Day),
        tags: vec!["testing".into(), "C & C++".into(), "accessibility".into()],
        summary: Some("What this says, in short.\n\nAnd a second paragraph: \"quoted\", a < b.".into()),
        language: "en".into(),
        chapter: Vec::new(),
        publication: Publication {
            titles: vec![("short".into(), "Nodes".into())],
            contributors: vec![Author {
                name: "Ed Itor".into(),
                role: Some("editor".into()),
                ..Author::default()
            }],
            identifiers: vec![Identifier { scheme: Some("DOI".into()), text: "10.1000/1".into() }],
            publisher: Some("Press & Sons".into()),
            rights: Some("© 2026".into()),
            collection: Some("Samples".into()),
            position: Some("1.2".into()),
            description: Some("What it is".into()),
            subjects: vec!["Typesetting".into()],
            cover: None,
        },
        options: Default::default(),
        extra: Default::default(),
    };
    document
}

fn first_chapter() -> Vec<Block> {
    let styles = [
        Style::Emphasis,
        Style::Strong,
        Style::Strikethrough,
        Style::Underline,
        Style::Inserted,
        Style::Highlight,
        Style::Superscript,
        Style::Subscript,
        Style::Keyboard,
        Style::Small,
        Style::Quotation,
        Style::Citation,
        Style::Ruby,
        Style::Abbreviation,
    ];
    let mut styled_text = vec![text("Styles: ")];
    for style in styles {
        styled_text.extend([styled(style, &format!("{style:?}")), text(", ")]);
    }
    if let Some(abbreviation) = styled_text.iter_mut().rev().nth(1) {
        abbreviation.attributes.pairs.push(("title".into(), "Long form".into()));
    }
    let mut marked = words("A paragraph with an identifier, a class and pairs.");
    marked.attributes = AttributeList {
        id: Some("1-marked".into()),
        classes: vec!["lead".into()],
        pairs: vec![
            ("lang".into(), "en-GB".into()),
            ("onclick".into(), "alert(1)".into()),
            ("key".into(), "v".into()),
        ],
    }
    .into();
    let mut note = paragraph(vec![
        text("With a title: "),
        inline(InlineKind::Code { language: None, text: "code".into() }),
    ]);
    note.attributes.id = Some("inside".into());
    vec![
        words(
            "Text before the first heading, long enough to fill more than one line of the page, so that its measure can be seen.",
        ),
        heading(1, "text", "Text & <inlines>"),
        paragraph(styled_text),
        paragraph(vec![
            text("A soft break"),
            inline(InlineKind::SoftBreak),
            text("and a hard one"),
            inline(InlineKind::HardBreak),
            text("and code: "),
            inline(InlineKind::Code { language: Some("rust".into()), text: "let x = &y;".into() }),
            text(", a formula: "),
            inline(InlineKind::Math { tex: "a < b_1".into(), display: false, formula: None }),
            text(" and "),
            inline(InlineKind::Math {
                tex: "\\sum_{i=1}^n i = \\frac{n(n+1)}{2}".into(),
                display: true,
                formula: None,
            }),
        ]),
        marked,
        heading(2, "links", "Links"),
        paragraph(vec![
            link(LinkTarget::External("https://example.org/?a=1&b=2".into()), "outside"),
            text(", "),
            link(LinkTarget::Internal("tables".into()), "another chapter"),
            text(", "),
            link(LinkTarget::Internal("1-marked".into()), "this chapter"),
            text(", "),
            link(LinkTarget::File("other note.html#part".into()), "another note"),
            text(", "),
            link(LinkTarget::Unresolved("javascript:alert(1)".into()), "a script"),
            text(", "),
            link(LinkTarget::External("data:text/html,x".into()), "data"),
            text("."),
        ]),
        heading(2, "footnotes", "Footnotes"),
        paragraph(vec![
            text("One"),
            footnote(
                "a",
                vec![
                    words("The first."),
                    paragraph(vec![text("With another"), footnote("c", vec![words("Nested.")])]),
                ],
            ),
            text(", two"),
            footnote("b", vec![paragraph(vec![text("The second, with code:")]), code(None, "a < b")]),
            text(", one again"),
            reference("a"),
            text("."),
        ]),
        heading(1, "callouts", "Callouts"),
        callout("note", None, Folding::Fixed, vec![note]),
        callout("warning", Some("A title of its own"), Folding::Open, vec![words("Open at first.")]),
        callout(
            "solution",
            Some("Closed"),
            Folding::Closed,
            vec![words("Closed at first."), callout("tip", None, Folding::Fixed, vec![words("Nested.")])],
        ),
        callout("unheard-of", None, Folding::Fixed, vec![words("A kind that nobody knows.")]),
        callout(
            "danger",
            Some(""),
            Folding::Fixed,
            vec![list(ListKind::Bullet, true, vec![(None, vec![words("In a list.")])])],
        ),
    ]
}

fn second_chapter() -> Vec<Block> {
    let mut wide = cell(false, "Over two columns");
    wide.columns = 2;
    let mut high = cell(true, "Over two rows");
    (high.rows, high.alignment) = (9, Some(Alignment::Center));
    let table = Table {
        caption: vec![text("A table")],
        columns: vec![Alignment::Default, Alignment::Left, Alignment::Center, Alignment::Right],
        head: vec![row(vec![cell(true, ""), cell(true, "Left"), cell(true, "Centre"), cell(true, "Right")])],
        body: vec![
            row(vec![high, cell(false, "a"), cell(false, "b"), cell(false, "1.50")]),
            row(vec![wide, cell(false, "12.25")]),
        ],
        foot: vec![row((0..4).map(|n| cell(false, &format!("Sum {n}"))).collect())],
    };
    let columns = 14;
    let wide_table = Table {
        caption: Vec::new(),
        columns: vec![Alignment::Right; columns],
        head: vec![row((0..columns).map(|n| cell(true, &format!("Column {n}"))).collect())],
        body: vec![row((0..columns).map(|n| cell(false, &format!("{}", n * 100_003))).collect())],
        foot: Vec::new(),
    };
    let description = |terms: &[&str], definitions: Vec<Vec<Block>>| DescriptionItem {
        span: Span::default(),
        attributes: Attributes::default(),
        terms: terms.iter().map(|term| vec![text(term)]).collect(),
        definitions,
    };
    let loaded = |index| image(ImageSource::Loaded(index), Alternative::Decorative);
    let figure = Image { alternative: Alternative::Given("A circle and a line".into()), ..loaded(2) };
    let half = Image { width: Some(Length::Percent(50.0)), ..figure.clone() };
    let sized = Image { width: Some(Length::Pixels(64.0)), title: Some("Large".into()), ..loaded(0) };
    let named = Image {
        height: Some(Length::Pixels(30.0)),
        alternative: Alternative::Missing("a_b".into()),
        ..loaded(1)
    };
    let missing =
        image(ImageSource::Missing("img/lost.png".into()), Alternative::Given("What was lost".into()));
    let unresolved = image(ImageSource::Unresolved("img/never.png".into()), Alternative::Decorative);
    let python = "def area(r: float) -> float:\n    \"\"\"The area.\"\"\"\n    return 3.14159 * r ** 2  # not < exact & a comment that is long enough to need scrolling on a narrow screen";
    let mut anchor = inline(InlineKind::Span { content: Vec::new() });
    anchor.attributes.id = Some("anchor".into());
    let mut division = block(BlockKind::Division { blocks: vec![words("Grouped.")] });
    division.attributes.classes.push("group".into());
    vec![
        heading(1, "tables", "Tables, lists and pictures"),
        block(BlockKind::Contents),
        block(table.into()),
        block(wide_table.into()),
        heading(2, "deep", "A heading"),
        list(
            ListKind::Bullet,
            true,
            vec![
                (
                    None,
                    vec![words("Tight"), list(ListKind::Bullet, true, vec![(None, vec![words("nested")])])],
                ),
                (None, vec![words("Item"), words("of two paragraphs")]),
            ],
        ),
        list(
            ListKind::Ordered { start: 3, numbering: Numbering::UpperRoman },
            false,
            vec![(None, vec![words("Loose, from three")]), (None, vec![words("Four"), code(None, "x")])],
        ),
        list(
            ListKind::Bullet,
            true,
            vec![(Some(Task::Done), vec![words("Done")]), (Some(Task::ToDo), vec![words("To do")])],
        ),
        block(BlockKind::DescriptionList {
            items: vec![description(
                &["Term", "Synonym"],
                vec![vec![words("One definition.")], vec![words("Another."), words("In two paragraphs.")]],
            )],
        }),
        block(BlockKind::Quote {
            blocks: vec![
                words("Quoted text."),
                block(BlockKind::Quote { blocks: vec![words("And a quote in it.")] }),
            ],
        }),
        block(BlockKind::ThematicBreak),
        code(Some("python"), python),
        code(Some("pseudocode"), "if a < b then\n\tdo & done"),
        block(BlockKind::Figure {
            blocks: vec![paragraph(vec![pictured(figure)])],
            caption: vec![text("A figure")],
        }),
        paragraph(vec![
            pictured(half),
            text(" "),
            pictured(sized),
            text(" "),
            pictured(named),
            text(" "),
            pictured(loaded(3)),
            pictured(loaded(4)),
            pictured(missing),
            text(" "),
            pictured(unresolved),
        ]),
        paragraph(vec![
            anchor,
            text("An anchor, and the note again"),
            reference("a"),
            text(" in another chapter."),
        ]),
        division,
        heading(3, "third", "The third level"),
        heading(4, "fourth", "The fourth level"),
        heading(5, "fifth", "The fifth level"),
        heading(6, "deepest", "The sixth level"),
        words("The end."),
    ]
}

const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAFCAIAAAD38zoCAAAAVUlEQVR42g3JMQHAIAwAsMmZDRz0RkQebNQGT0Vw1wF2trx5Xj301Eun3vroq59XDTXVUqm2OuqqP3LIKZdMueWRV/5hMFkkm8PljxhiiiVSbHHEFR8Syjr9OuLb3AAAAABJRU5ErkJggg==";
const JPEG: &str = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAKBueIx4ZKCMgoy0qqC+8P//8Nzc8P//////////////////////////////////////////////////////////2wBDAaq0tPDS8P//////////////////////////////////////////////////////////////////////////////wAARCAADAAQDASIAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAUAQEAAAAAAAAAAAAAAAAAAAAC/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AACb/2Q==";
const GIF: &str = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
const WEBP: &str = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";
