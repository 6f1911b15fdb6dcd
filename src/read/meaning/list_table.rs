//! Tables that are written as lists of lists.

use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::meaning::arguments::given_title;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::read::syntax::tag::Tag;
use crate::source::Span;

pub static LIST_TABLE: Construct = Construct {
    names: &[(Written::DIRECTIVE, &["list-table"])],
    body: Body::Markdown,
    doc: "A table whose rows are the items of a list, and whose cells those of the lists in them.",
    example: ":::{list-table} A caption\n:header-rows: 1\n\n* - Name\n  - Value\n* - a\n  - 1\n:::",
    read: |call, children, reader| list_table(reader, call.span, call.tag, children),
};

pub static TABLE: Construct = Construct {
    names: &[(Written::DIRECTIVE, &["table"])],
    body: Body::Markdown,
    doc: "A table with its caption.",
    example: ":::{table} A caption\n| a | b |\n|---|---|\n| 1 | 2 |\n:::",
    read: |call, children, reader| {
        let mut blocks = reader.flow(children);
        let caption = given_title(reader, &call.tag.arguments).unwrap_or_default();
        for one in &mut blocks {
            if let BlockKind::Table(table) = &mut one.kind {
                table.caption.splice(0..0, caption);
                one.attributes.merge(call.tag.attributes.clone());
                break;
            }
        }
        Ok(Content::Blocks(blocks))
    },
};

/// A table whose rows are the items of a list, and whose cells those of the lists in them.
pub fn list_table(
    reader: &mut Reader,
    span: Span,
    tag: &Tag,
    children: Vec<Node>,
) -> Result<Content, Vec<Node>> {
    let number = |key: &str| {
        tag.argument(&[key]).and_then(|argument| argument.value.parse::<usize>().ok()).unwrap_or(0)
    };
    let (heads, stubs) = (number("header-rows"), number("stub-columns"));
    let caption = given_title(reader, &tag.arguments).unwrap_or_default();
    let mut rest = Vec::new();
    let mut rows = Vec::new();
    for block in reader.flow(children) {
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
        reader.findings.push(Diagnostic::warning(Code::BrokenTable, message).at(span));
    }
    crate::read::core::table::fit(&mut table);
    let attributes = tag.attributes.clone();
    let mut blocks = Vec::new();
    if !table.columns.is_empty() {
        blocks.push(Block { span, attributes, kind: table.into() });
    }
    blocks.extend(rest);
    Ok(Content::Blocks(blocks))
}
