//! The table of contents, where a note asks for it.

use crate::ir::*;
use crate::read::core::construct::Call;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;

pub static CONTENTS: Construct = Construct {
    names: &[
        (Written::SHORTCODE, &["sommaire", "toc", "contents", "tableofcontents", "table_of_contents"]),
        (Written::COMPONENT, &["tocinline", "tableofcontents", "toc"]),
    ],
    body: Body::None,
    doc: "The table of contents.",
    example: "{{< toc >}}\n\n# One\n\n# Two",
    read: contents,
};

pub static CONTENTS_DIRECTIVE: Construct = Construct {
    names: &[(Written::DIRECTIVE, &["contents", "tableofcontents", "toc"])],
    body: Body::Verbatim,
    doc: "The table of contents, by a directive.",
    example: "```{contents}\n```\n\n# One\n\n# Two",
    read: contents,
};

fn contents(call: &Call, children: Vec<Node>, _: &mut Reader) -> Result<Content, Vec<Node>> {
    match children.is_empty() {
        true => Ok(Content::Blocks(vec![Block::new(call.span, BlockKind::Contents)])),
        false => Err(children),
    }
}
