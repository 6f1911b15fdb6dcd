//! Tables of values that stand in a note or in a file.

use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::construct::Verbatim;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::meaning::code::in_content;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::source::Span;

pub static CSV_TABLE: Construct = Construct {
    names: &[(Written::DIRECTIVE, &["csv-table"])],
    body: Body::Verbatim,
    doc: "A table of values that commas separate.",
    example: "```{csv-table} A caption\n:header: Name, Value\na, 1\n```",
    read: |call, children, reader| match &call.verbatim {
        Some(verbatim) => {
            let Verbatim { argument, given, body, .. } = verbatim;
            Ok(in_content(csv_table(reader, call.span, argument, given, body)))
        }
        None => Err(children),
    },
};

/// A table of values separated by commas, in the note or in a file under its root.
pub fn csv_table(
    reader: &mut Reader,
    span: Span,
    title: &str,
    given: &[(String, String)],
    body: &str,
) -> Node {
    let value = |key: &str| crate::read::core::note::value(given, key);
    let included;
    let body = match value("file") {
        Some(path) => {
            let Some(text) = reader.text_of_file(span, path) else {
                return Node::Block(Block::new(span, BlockKind::Division { blocks: Vec::new() }));
            };
            included = text;
            &included
        }
        None => body,
    };
    let delimiter = match value("delim") {
        Some("tab") => b'\t',
        Some("space") => b' ',
        Some(other) => other.as_bytes().first().copied().unwrap_or(b','),
        None => b',',
    };
    let mut rows = records(body, delimiter);
    let mut head = value("header").map(|header| records(header, delimiter)).unwrap_or_default();
    let more = value("header-rows").and_then(|rows| rows.parse::<usize>().ok()).unwrap_or(0);
    head.extend(rows.drain(..more.min(rows.len())));
    let caption = if title.is_empty() { Vec::new() } else { reader.said(span, title) };
    let stubs = value("stub-columns").and_then(|columns| columns.parse().ok()).unwrap_or(0);
    let mut row = |header: bool, record: Vec<String>| Row {
        span,
        attributes: Attributes::default(),
        cells: record
            .iter()
            .enumerate()
            .map(|(at, text)| Cell {
                span,
                attributes: Attributes::default(),
                header: header || at < stubs,
                columns: 1,
                rows: 1,
                alignment: None,
                blocks: crate::read::core::content::paragraph(reader.said(span, text)).into_iter().collect(),
            })
            .collect(),
    };
    let head: Vec<Row> = head.into_iter().map(|record| row(true, record)).collect();
    let body: Vec<Row> = rows.into_iter().map(|record| row(false, record)).collect();
    let mut table = Table { caption, head, body, ..Table::default() };
    crate::read::core::table::fit(&mut table);
    let label = value("name").or(value("label")).map(str::to_owned);
    let attributes = AttributeList { id: label, ..AttributeList::default() }.into();
    Node::Block(Block { span, attributes, kind: table.into() })
}

fn records(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(delimiter).trim(csv::Trim::All);
    // As docutils has it, a space after the delimiter is none of the value's.
    let delimited = format!("{} \"", char::from(delimiter));
    let text = text.replace(&delimited, &delimited.replace(' ', ""));
    let records = reader.from_reader(text.as_bytes()).into_records();
    records.filter_map(Result::ok).map(|record| record.iter().map(str::to_owned).collect()).collect()
}
