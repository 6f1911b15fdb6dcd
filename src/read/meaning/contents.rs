//! The table of contents, where a note asks for it.

use crate::ir::{Block, BlockKind};
use crate::read::core::construct::{Construct, Name, Written};
use crate::read::core::content::Content;

pub static CONTENTS: Construct = Construct {
    names: &[Name { text: "toc", written: Written::TAG }],
    doc: "The table of contents.",
    example: "{{< toc >}}\n\n# One\n\n# Two",
    read: |call, _, _| Ok(Content::Blocks(vec![Block::new(call.span, BlockKind::Contents)])),
};
