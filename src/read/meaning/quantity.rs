//! Chemical formulas, and quantities with their units, as roles of MyST name them; formulas set both.

use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::math;
use crate::read::meaning::reference::line;
use crate::read::syntax::names::{Body, Written};
use crate::read::syntax::role::parts;

pub static CHEMICAL: Construct = Construct {
    names: &[(Written::ROLE, &["chem", "chemicalformula"])],
    body: Body::Formula,
    doc: "A chemical formula.",
    example: "Water is {chem}`H2O`.",
    read: |call, _, _| {
        let tex = format!("\\ce{{{}}}", line(call));
        Ok(Content::Inlines(math::inlines(call.span, &tex, false, None)))
    },
};

pub static QUANTITY: Construct = Construct {
    names: &[(Written::ROLE, &["si"])],
    body: Body::Formula,
    doc: "A number with its unit, named as in LaTeX's siunitx, or a unit alone.",
    example: "It weighs {si}`4.5 <\\kilo\\gram>`.",
    read: |call, _, _| {
        let tex = match parts(line(call)) {
            (Some(number), unit) => format!("\\SI{{{number}}}{{{unit}}}"),
            (None, unit) => format!("\\si{{{unit}}}"),
        };
        Ok(Content::Inlines(math::inlines(call.span, &tex, false, None)))
    },
};
