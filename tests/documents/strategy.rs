//! Documents at random: every kind of block, inline and formula, with texts that have caused trouble somewhere.

use std::sync::Arc;

use note_convert::Document;
use note_convert::ir::formula::{self, *};
use note_convert::ir::metadata::Author;
use note_convert::ir::*;
use note_convert::source::Span;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// A PNG of one pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc`\0\0\0\x02\0\x01H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82";

/// Texts that mean something to a target, to a typesetter or to a font.
fn nasty() -> impl Strategy<Value = String> {
    let known = select(vec![
        "",
        " ",
        "\t",
        "a\tb",
        "\n",
        "\u{FEFF}",
        "a\u{FEFF}b",
        "\u{FFFE}",
        "\u{0}",
        "\u{1b}[31m",
        "\u{AD}",
        "\u{200B}",
        "\u{202E}abc",
        "\u{2028}",
        "\u{E000}",
        "\"",
        "\\",
        "#panic()",
        "<b>&amp;]]>",
        "-->",
        "{{ x }}",
        "$x$",
        "é",
        "عربى",
        "数学",
        "👩‍👩‍👧",
        "1️⃣",
        "ﬁ",
        "words of a sentence",
        "https://example.org/a?b=c&d=e",
    ]);
    let long = select(vec!["x", "_", "W", "a.", "/", "\u{301}", "数", "["]);
    prop_oneof![
        6 => known.prop_map(str::to_owned),
        3 => "[a-z]{1,9}( [a-z]{1,9}){0,5}",
        1 => any::<String>(),
        1 => (long, 1..300usize).prop_map(|(part, times)| part.repeat(times)),
    ]
}

fn name() -> impl Strategy<Value = String> {
    select(vec!["a", "b", "c", "été"]).prop_map(str::to_owned)
}

fn attributes() -> impl Strategy<Value = Attributes> {
    let class = select(vec!["note", PAGE_BREAK, "align-center", "smallcaps", "unlisted", "x y"]);
    let pair =
        (select(vec!["lang", "dir", "title", "style", "data-x"]), select(vec!["ar", "rtl", "fr", "x\"<"]));
    let some = (option::of(name()), vec(class, 0..2), vec(pair, 0..2)).prop_map(|(id, classes, pairs)| {
        let pairs = pairs.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
        AttributeList { id, classes: classes.into_iter().map(str::to_owned).collect(), pairs }.into()
    });
    prop_oneof![3 => Just(Attributes::default()), 1 => some]
}

fn target() -> impl Strategy<Value = LinkTarget> {
    prop_oneof![
        select(vec!["", "https://example.org/", "mailto:a@b.c", "javascript:x", "https://e.org/\"<"])
            .prop_map(|address| LinkTarget::External(address.to_owned())),
        Just(LinkTarget::External(format!("https://example.org/{}", "a".repeat(9_000)))),
        name().prop_map(LinkTarget::Internal),
        Just(LinkTarget::Internal("nowhere".to_owned())),
        (select(vec!["", "other"]), option::of(name()))
            .prop_map(|(path, fragment)| LinkTarget::Note { path: path.to_owned(), fragment }),
        select(vec!["", "a b.zip"]).prop_map(|path| LinkTarget::File(path.to_owned())),
        Just(LinkTarget::Unresolved("x.md".to_owned())),
    ]
}

fn image() -> impl Strategy<Value = Image> {
    let source = prop_oneof![
        Just(ImageSource::Loaded(0)),
        Just(ImageSource::Missing("x.png".to_owned())),
        Just(ImageSource::Unresolved("y.png".to_owned())),
    ];
    let alternative = prop_oneof![
        nasty().prop_map(Alternative::Given),
        Just(Alternative::Decorative),
        nasty().prop_map(Alternative::Missing),
    ];
    let length = || {
        let lengths =
            vec![Length::Pixels(0.0), Length::Pixels(40.0), Length::Pixels(9e4), Length::Percent(50.0)];
        option::of(select(lengths))
    };
    (source, alternative, option::of(nasty()), length(), length()).prop_map(
        |(source, alternative, title, width, height)| Image { source, alternative, title, width, height },
    )
}

fn operator() -> impl Strategy<Value = Operator> {
    let text = select(vec!["+", "=", "∑", "∫", "lim", "(", "→", "", "\u{FEFF}", "|"]);
    let forms = option::of(select(vec![Form::Prefix, Form::Infix, Form::Postfix]));
    (text, forms, option::of(any::<bool>()), option::of(select(vec![1.2f32, 3.0])), option::of(any::<bool>()))
        .prop_map(|(text, form, stretchy, size, movable_limits)| Operator {
            text: text.to_owned(),
            form,
            stretchy,
            size,
            movable_limits,
            ..Operator::default()
        })
}

fn formula() -> impl Strategy<Value = Formula> {
    let leaf = prop_oneof![
        (nasty(), any::<bool>()).prop_map(|(text, upright)| Formula::Identifier { text, upright }),
        "[0-9]{1,4}".prop_map(Formula::Number),
        operator().prop_map(Formula::Operator),
        (
            nasty(),
            select(vec![TextStyle::Plain, TextStyle::Monospace, TextStyle::SmallCaps, TextStyle::Underline])
        )
            .prop_map(|(text, style)| Formula::Text { text, style, size: None }),
        select(vec![0.0f32, -0.5, 2.0]).prop_map(Formula::Space),
    ];
    leaf.prop_recursive(3, 16, 4, |part| {
        let boxed = || part.clone().prop_map(Box::new);
        let maybe = || option::of(part.clone().prop_map(Box::new));
        let pair = (part.clone(), part.clone()).prop_map(|(sub, sup)| ScriptPair { sub, sup });
        prop_oneof![
            vec(part.clone(), 0..4).prop_map(Formula::Row),
            (boxed(), boxed(), option::of(Just(0.0f32)))
                .prop_map(|(numerator, denominator, bar)| Formula::Fraction { numerator, denominator, bar }),
            (boxed(), maybe()).prop_map(|(radicand, index)| Formula::Root { radicand, index }),
            (boxed(), maybe(), maybe()).prop_map(|(base, sub, sup)| Formula::Scripts { base, sub, sup }),
            (boxed(), maybe(), maybe()).prop_map(|(base, under, over)| Formula::Limits { base, under, over }),
            (boxed(), vec(pair.clone(), 0..2), vec(pair, 0..2))
                .prop_map(|(base, before, after)| Formula::Multiscripts { base, before, after }),
            (
                boxed(),
                select(vec!["^", "→", "⏞", "‾", "_", ""]),
                any::<bool>(),
                select(vec![Side::Over, Side::Under])
            )
                .prop_map(|(base, mark, stretchy, side)| Formula::Accent {
                    base,
                    mark: mark.to_owned(),
                    stretchy,
                    side
                }),
            (select(vec!["→", "="]), maybe(), maybe()).prop_map(|(arrow, under, over)| Formula::Arrow {
                arrow: arrow.to_owned(),
                under,
                over
            }),
            (select(vec!["(", "", "{", "\u{FEFF}"]), select(vec![")", "", "|"]), boxed()).prop_map(
                |(open, close, body)| Formula::Fenced {
                    open: open.to_owned(),
                    close: close.to_owned(),
                    body
                }
            ),
            cells(part.clone()),
            (select(vec![MathStyle::Display, MathStyle::Text, MathStyle::Script]), boxed())
                .prop_map(|(style, body)| Formula::Styled { style, body }),
            boxed().prop_map(|body| Formula::Colored { color: [1, 2, 3], body }),
            boxed().prop_map(|body| Formula::Shaded { color: [1, 2, 3], body }),
            (select(vec![Strike::Up, Strike::Down, Strike::Cross]), boxed())
                .prop_map(|(strike, body)| Formula::Struck { strike, body }),
            boxed().prop_map(Formula::Tag),
            boxed().prop_map(Formula::Boxed),
            (boxed(), any::<bool>(), any::<bool>()).prop_map(|(body, width, height)| Formula::Phantom {
                body,
                width,
                height
            }),
            boxed().prop_map(|body| Formula::Padded { left: 0.2, right: 0.2, body }),
        ]
    })
}

fn cells(part: impl Strategy<Value = Formula> + Clone) -> impl Strategy<Value = Formula> {
    let layout = select(vec![TableLayout::Grid, TableLayout::Pairs, TableLayout::Stack]);
    let line = option::weighted(0.1, select(vec![Line::Solid, Line::Dashed, Line::Double]));
    (layout, 1..4usize, vec(vec(part, 1..4), 1..14), line).prop_map(|(layout, columns, mut rows, line)| {
        rows.iter_mut().for_each(|row| row.truncate(columns));
        Formula::Table(formula::Table {
            layout,
            style: MathStyle::Display,
            columns: vec![ColumnAlignment::Center; columns],
            vertical: vec![line; columns + 1],
            horizontal: vec![line; rows.len() + 1],
            rows,
        })
    })
}

fn line_of(inline: impl Strategy<Value = Inline> + Clone) -> impl Strategy<Value = Vec<Inline>> + Clone {
    vec(inline, 0..4)
}

fn spanned(kind: impl Strategy<Value = InlineKind>) -> impl Strategy<Value = Inline> {
    (attributes(), kind).prop_map(|(attributes, kind)| Inline { span: Span::default(), attributes, kind })
}

fn inline() -> impl Strategy<Value = Inline> + Clone {
    let language = || option::of(select(vec!["rust".to_owned(), "nonsense\"".to_owned()]));
    let leaf = prop_oneof![
        4 => nasty().prop_map(|text| InlineKind::Text { text }),
        1 => Just(InlineKind::SoftBreak),
        1 => Just(InlineKind::HardBreak),
        1 => (language(), nasty()).prop_map(|(language, text)| InlineKind::Code { language, text }),
        1 => (nasty(), any::<bool>(), option::of(formula().prop_map(Box::new)))
            .prop_map(|(tex, display, formula)| InlineKind::Math { tex, display, formula }),
        1 => image().prop_map(|image| InlineKind::Image(image.into())),
        1 => name().prop_map(|label| InlineKind::FootnoteReference { label }),
    ];
    let styles = vec![
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
        Style::Abbreviation,
        Style::Ruby,
        Style::Reading,
    ];
    spanned(leaf)
        .prop_recursive(3, 12, 3, move |inner| {
            let line = || line_of(inner.clone());
            let note = line().prop_map(|content| vec![Block::new(Span::default(), BlockKind::Paragraph { content })]);
            spanned(prop_oneof![
                3 => (select(styles.clone()), line()).prop_map(|(style, content)| InlineKind::Styled { style, content }),
                2 => (target(), option::of(nasty()), line())
                    .prop_map(|(target, title, content)| InlineKind::Link { target: target.into(), title, content }),
                1 => line().prop_map(|content| InlineKind::Span { content }),
                1 => (name(), note).prop_map(|(label, blocks)| InlineKind::Footnote { label, blocks }),
            ])
        })
        .boxed()
}

fn placed(kind: impl Strategy<Value = BlockKind>) -> impl Strategy<Value = Block> {
    (attributes(), kind).prop_map(|(attributes, kind)| Block { span: Span::default(), attributes, kind })
}

/// What stands beside the first line of code.
fn lines() -> impl Strategy<Value = Box<CodeLines>> {
    let mark = option::of(proptest::sample::select(Mark::ALL.to_vec()));
    (option::of(any::<u32>()), mark, option::of(any::<u32>()), any::<bool>()).prop_map(
        |(first, mark, note, signed)| {
            let marks = mark.into_iter().map(|mark| (0, mark)).collect();
            Box::new(CodeLines {
                first,
                marks,
                notes: note.into_iter().map(|note| (0, note)).collect(),
                signed,
            })
        },
    )
}

fn block() -> impl Strategy<Value = Block> {
    let line = || line_of(inline());
    let leaf = prop_oneof![
        4 => line().prop_map(|content| BlockKind::Paragraph { content }),
        2 => (1..=6u8, line()).prop_map(|(level, content)| BlockKind::Heading { level, content }),
        1 => Just(BlockKind::ThematicBreak),
        1 => (option::of(Just("python".to_owned())), nasty(), option::of(lines()))
            .prop_map(|(language, text, lines)| BlockKind::Code { language, text, lines }),
        1 => Just(BlockKind::Contents),
    ];
    placed(leaf).prop_recursive(3, 16, 4, move |block| {
        let blocks = || vec(block.clone(), 0..3);
        placed(prop_oneof![
            blocks().prop_map(|blocks| BlockKind::Quote { blocks }),
            list(blocks()),
            (vec(line(), 0..3), vec(blocks(), 0..3), attributes()).prop_map(
                |(terms, definitions, attributes)| {
                    let item = DescriptionItem { span: Span::default(), attributes, terms, definitions };
                    BlockKind::DescriptionList { items: vec![item] }
                }
            ),
            table(blocks(), line()),
            (blocks(), line()).prop_map(|(blocks, caption)| BlockKind::Figure { blocks, caption }),
            (select(vec!["note", "unheard-of"]), option::of(line()), blocks()).prop_map(
                |(kind, title, blocks)| {
                    BlockKind::from(Callout {
                        kind: kind.to_owned(),
                        title,
                        folding: Folding::Closed,
                        blocks,
                    })
                }
            ),
            blocks().prop_map(|blocks| BlockKind::Division { blocks }),
        ])
    })
}

fn list(blocks: impl Strategy<Value = Vec<Block>>) -> impl Strategy<Value = BlockKind> {
    let numberings = vec![Numbering::Decimal, Numbering::LowerLetter, Numbering::UpperRoman];
    let ordered = (select(vec![0, 1, 9_999_999]), select(numberings))
        .prop_map(|(start, numbering)| ListKind::Ordered { start, numbering });
    let kind = prop_oneof![Just(ListKind::Bullet), ordered];
    let task = option::weighted(
        0.3,
        select(vec![Task::ToDo, Task::Done, Task::Marked('\u{FEFF}'), Task::Marked('x')]),
    );
    let number = option::weighted(0.2, select(vec![0, 7, u32::MAX]));
    let item = (attributes(), task, number, blocks).prop_map(|(attributes, task, number, blocks)| ListItem {
        span: Span::default(),
        attributes,
        task,
        number,
        blocks,
    });
    (kind, any::<bool>(), vec(item, 0..3)).prop_map(|(kind, tight, items)| BlockKind::List {
        kind,
        tight,
        items,
    })
}

fn table(
    blocks: impl Strategy<Value = Vec<Block>>,
    caption: impl Strategy<Value = Vec<Inline>>,
) -> impl Strategy<Value = BlockKind> {
    let cell = (attributes(), any::<bool>(), blocks).prop_map(|(attributes, header, blocks)| Cell {
        span: Span::default(),
        attributes,
        header,
        columns: 1,
        rows: 1,
        alignment: None,
        blocks,
    });
    let row = (attributes(), vec(cell, 2..=2)).prop_map(|(attributes, cells)| Row {
        span: Span::default(),
        attributes,
        cells,
    });
    let rows = vec(row, 0..8);
    (caption, rows, 0..3usize, 0..2usize).prop_map(|(caption, mut body, head, foot)| {
        let head: Vec<Row> = body.drain(..head.min(body.len())).collect();
        let foot = body.split_off(body.len() - foot.min(body.len()));
        let columns = vec![Alignment::Default, Alignment::Right];
        note_convert::ir::Table { caption, columns, head, body, foot }.into()
    })
}

/// A document.
pub fn document() -> impl Strategy<Value = Document> {
    (nasty(), select(vec!["en", "de", "ar", "zh-Hant"]), option::of(nasty()), nasty(), vec(block(), 0..6))
        .prop_map(|(title, language, subtitle, author, blocks)| {
            let mut document = Document { blocks, ..Document::default() };
            document.metadata.title = title;
            document.metadata.subtitle = subtitle;
            document.metadata.language = language.to_owned();
            document.metadata.authors = vec![Author {
                name: author.clone(),
                affiliation: Some(author.clone()),
                email: Some(author.clone()),
                url: None,
                role: Some(author),
            }];
            document.images = vec![ImageFile {
                path: "dot.png".to_owned(),
                format: ImageFormat::Png,
                data: Arc::from(PNG),
                width: 1,
                height: 1,
            }];
            document
        })
}
