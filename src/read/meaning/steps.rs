//! Steps, one after the other.

use crate::ir::*;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::meaning::arguments::TITLES;
use crate::read::meaning::arguments::words_of;
use crate::read::meaning::titled::under_title;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::source::Span;

pub static STEPS: Construct = Construct {
    names: &[(Written::COMPONENT, &["steps"])],
    body: Body::Parts,
    doc: "Steps, as a list with numbers where each has a title.",
    example: "<Steps>\n<Step title=\"One\">\n\nWords.\n\n</Step>\n</Steps>",
    read: |call, children, reader| Ok(list_of_steps(reader, call.span, children)),
};

pub static STEP: Construct = Construct {
    names: &[(Written::COMPONENT, &["step"])],
    body: Body::Parts,
    doc: "One step.",
    example: "<Step title=\"One\">\n\nWords.\n\n</Step>",
    read: |call, children, reader| {
        let title = words_of(reader, call.tag, &TITLES);
        Ok(under_title(reader, call.span, "step", title, children))
    },
};

/// Steps: a list with numbers when each is a component with a title, else what stands in them.
pub fn list_of_steps(reader: &mut Reader, span: Span, children: Vec<Node>) -> Content {
    let blocks = reader.flow(children);
    let is_step = |block: &Block| {
        matches!(block.kind, BlockKind::Division { .. })
            && block.attributes.classes.iter().any(|class| class == "step")
    };
    if blocks.is_empty() || !blocks.iter().all(is_step) {
        return Content::Blocks(blocks);
    }
    let item = |block: Block| ListItem {
        span: block.span,
        attributes: Attributes::default(),
        task: None,
        number: None,
        blocks: match block.kind {
            BlockKind::Division { blocks } => blocks,
            kind => vec![Block::new(block.span, kind)],
        },
    };
    let items = blocks.into_iter().map(item).collect();
    let kind = BlockKind::List {
        kind: ListKind::Ordered { start: 1, numbering: Numbering::Decimal },
        tight: false,
        items,
    };
    Content::Blocks(vec![Block::new(span, kind)])
}
