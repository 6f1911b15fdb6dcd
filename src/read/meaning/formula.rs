//! Formulas in LaTeX.

use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::construct::Verbatim;
use crate::read::core::content::Content;
use crate::read::core::math;
use crate::read::meaning::layout::looks;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;

pub static FORMULA: Construct = Construct {
    names: &[
        (
            Written::SHORTCODE,
            &["katex", "math", "mathjax", "latex", "mathjax/inline", "mathjax/block", "tex"],
        ),
        (Written::DIRECTIVE, &["math"]),
        (Written::ROLE, &["math"]),
    ],
    body: Body::Formula,
    doc: "A formula in LaTeX.",
    example: "Einstein: {math}`E = mc^2`.",
    read: |call, children, reader| match &call.verbatim {
        Some(verbatim) if call.written == Written::ROLE => {
            Ok(Content::Inlines(math::inlines(call.span, verbatim.text, false, None)))
        }
        Some(verbatim) => {
            let Verbatim { argument, body, .. } = verbatim;
            let tex = if argument.is_empty() { (*body).to_owned() } else { format!("{argument}\n{body}") };
            let content = math::inlines(call.span, &tex, true, verbatim.label());
            Ok(Content::Blocks(vec![Block::new(call.span, BlockKind::Paragraph { content })]))
        }
        // Its formulas have their own delimiters.
        None if call.name != "tex" && Written::SHORTCODE.meets(call.written) => {
            Ok(looks(reader, call.tag, children))
        }
        None => Err(children),
    },
};
