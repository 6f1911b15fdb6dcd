//! The notations in a line of text. The order of [`SPANS`] is the order of precedence among those that begin with the same
//! byte; a new notation is a file beside this one, a row here and a feature in [`crate::read::dialect::features`].

mod attributes;
mod caret;
mod citation;
mod code_span;
mod command;
mod comment;
mod component;
mod critic;
mod docfx;
mod escape;
mod formula;
mod include;
mod jsx_braces;
mod kramdown;
mod latex;
mod mdc;
mod opaque;
mod placeholder;
mod raw;
mod role;
mod sized_address;
mod spaced_link;
mod stars;
mod tabular;
mod template;
mod template_tag;

use crate::read::syntax::scan::row::{RowsByByte, SpanSyntax, spans_by_byte};

/// The notations of spans, those that come first first.
pub const SPANS: &[SpanSyntax] = &[
    code_span::CODE,
    stars::STARS,
    caret::CARET,
    docfx::TAG,
    mdc::COMPONENT,
    citation::EXAMPLE,
    citation::CITATION,
    // Backslashes, dollars and what else is of LaTeX.
    formula::DOLLAR,
    formula::BACKSLASH,
    formula::ESCAPED,
    tabular::TABULAR,
    formula::DOUBLED,
    command::BOOKDOWN,
    formula::ENVIRONMENT,
    command::PAGE_BREAK,
    latex::COMMAND,
    latex::BRACE,
    command::REFERENCE,
    formula::DEFINITIONS,
    escape::COMMAND,
    escape::ESCAPE,
    critic::BETWEEN,
    // Braces.
    critic::CLOSING,
    critic::OPENING,
    attributes::VALUES,
    role::ROLE,
    include::INCLUDE,
    attributes::OPAQUE,
    jsx_braces::COMMENT,
    jsx_braces::EXPRESSION,
    raw::RAW,
    template_tag::TAG,
    template::ESCAPED_TAG,
    template::LITERAL,
    raw::HANDLEBARS,
    template::CALL,
    kramdown::EXTENSION,
    template::BOOK_TITLE,
    template::COMMENT,
    template::EXPRESSION,
    escape::BRACES,
    // Brackets.
    docfx::INCLUSION,
    spaced_link::OPENING,
    spaced_link::CLOSING,
    sized_address::SIZED_ADDRESS,
    // Angle brackets.
    raw::AS_WRITTEN,
    comment::COMMENT,
    escape::DESTINATION,
    component::COMPONENT,
    placeholder::PLACEHOLDER,
    opaque::OPAQUE,
];

/// The rows of [`SPANS`] that a byte triggers.
pub const BY_BYTE: RowsByByte = spans_by_byte(SPANS);
