//! The notations of whole lines. The order of [`LINES`] is the order of precedence; a new notation of a container is a
//! file beside this one, a row here and a feature in [`crate::read::dialect::features`].

mod abbreviation;
mod admonition;
mod attribute_line;
mod block;
mod block_end;
mod boxed;
mod comment_line;
mod directive;
mod division;
mod docfx;
mod fence;
mod include;
mod mdc;
mod module;
mod pane;
mod table;

use crate::read::syntax::scan::row::{LineSyntax, RowsByByte, lines_by_byte};

/// The notations of lines, those that come first first.
pub const LINES: &[LineSyntax] = &[
    module::STATEMENT,
    // Containers.
    admonition::ADMONITION,
    mdc::COMPONENT,
    mdc::SLOT,
    docfx::TAG,
    docfx::TAB,
    docfx::TABS_END,
    docfx::INCLUSION,
    pane::PANE,
    division::DIAGRAM,
    division::DIVISION,
    block::BLOCK,
    directive::DIRECTIVE,
    boxed::CALLOUT,
    // What holds text that is no Markdown.
    table::TABLE,
    fence::FENCE,
    // Lines that say something of others.
    attribute_line::ATTRIBUTES,
    comment_line::COMMENT,
    include::FILE,
    include::CODE,
    include::SNIPPETS,
    block_end::BLOCK_END,
    abbreviation::ABBREVIATION,
];

/// The rows of [`LINES`] that a line can be of which begins with a byte.
pub const BY_BYTE: RowsByByte = lines_by_byte(LINES);
