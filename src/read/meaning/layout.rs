//! How parts are laid out on a page: cards, columns, rows. A document has one after the other.

use crate::ir::*;
use crate::read::core::construct::Call;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::content::paragraph;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::core::tree::contains_block;
use crate::read::meaning::arguments::content_of;
use crate::read::meaning::arguments::words_of;
use crate::read::meaning::arguments::words_of_arguments;
use crate::read::meaning::titled::strong_line;
use crate::read::syntax::line_keys;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::read::syntax::tag::Argument;
use crate::read::syntax::tag::Tag;

pub static GRID: Construct = Construct {
    names: &[(Written::DIRECTIVE, &["grid"])],
    body: Body::Markdown,
    doc: "A grid of sphinx-design, whose argument says how many columns there are.",
    example: "::::{grid} 2\nWords.\n::::",
    read: |_, children, reader| Ok(Content::Blocks(reader.flow(children))),
};

pub static PARTS: Construct = Construct {
    names: &[(
        Written::SHORTCODE,
        &["accordion", "accordions", "cardgroup", "cards", "column", "columns", "steps"],
    )],
    body: Body::Parts,
    doc: "Parts that are laid out in some way, after their title if they have one.",
    example: "{{< columns >}}\nWords.\n{{< /columns >}}",
    read: |call, children, reader| Ok(laid_out(reader, call.tag, children)),
};

pub static WRAPPER: Construct = Construct {
    names: &[(
        Written::SHORTCODE,
        &[
            "blocks/lead",
            "blocks/section",
            "cardpane",
            "container",
            "div",
            "grid",
            "hextra/feature-grid",
            "row",
            "section",
            "timeline",
            "wrapper",
        ],
    )],
    body: Body::Markdown,
    doc: "Blocks that are laid out in some way, after their title if they have one.",
    example: "{{< section >}}\nWords.\n{{< /section >}}",
    read: |call, children, reader| Ok(laid_out(reader, call.tag, children)),
};

pub static LOOK: Construct = Construct {
    names: &[(
        Written::SHORTCODE,
        &[
            "badge",
            "center",
            "chip",
            "fragment",
            "html",
            "keyword",
            "keywordlist",
            "lead",
            "ltr",
            "markdown",
            "markdownify",
            "md",
            "rawhtml",
            "rtl",
            "span",
            "typeit",
        ],
    )],
    body: Body::Markdown,
    doc: "What only says how its content looks, which may be words in a line.",
    example: "A {{< badge \"new\" >}} thing.",
    read: |call, children, reader| Ok(looks(reader, call.tag, children)),
};

pub static GROUP: Construct = Construct {
    names: &[(
        Written::DIRECTIVE,
        &["container", "compound", "only", "hlist", "panels", "card-carousel", "carousel", "subfigure"],
    )],
    body: Body::Markdown,
    doc: "Blocks that belong together.",
    example: ":::{container} wide\nWords.\n:::",
    read: |call, children, reader| {
        let mut attributes = call.tag.attributes.clone();
        if call.tag.name == "container" {
            let classes = call.tag.value(&["title"]).into_iter().flat_map(str::split_whitespace);
            attributes.classes.extend(classes.map(str::to_owned));
        }
        let kind = BlockKind::Division { blocks: reader.flow(children) };
        Ok(Content::Blocks(vec![Block { span: call.span, attributes, kind }]))
    },
};

pub static DIVISION: Construct = Construct {
    names: &[(Written::FENCE, &["div", "line-block", "mathjax"])],
    body: Body::Markdown,
    doc: "A division with its name as its class.",
    example: "```{div} wide\nWords.\n```",
    read: |_, children, _| Err(children),
};

pub static COMPONENT_PARTS: Construct = Construct {
    names: &[(Written::COMPONENT, &["cards", "cardgroup", "columns", "column", "accordions"])],
    body: Body::Parts,
    doc: "Parts that are laid out in some way, before their caption if they have one.",
    example: "<Columns>\n\nWords.\n\n</Columns>",
    read: component_parts,
};

pub static COMPONENT_WRAPPER: Construct = Construct {
    names: &[(
        Written::COMPONENT,
        &[
            "cardgrid",
            "linkgrid",
            "grid",
            "col",
            "row",
            "accordiongroup",
            "filetree",
            "files",
            "browseronly",
            "clientonly",
            "frame",
            "fragment",
            "suspense",
            "translate",
            "trans",
            "expandablegroup",
            "packagemanagers",
        ],
    )],
    body: Body::Markdown,
    doc: "What only says where or how its content is shown.",
    example: "<Frame caption=\"A caption\">\n\nWords.\n\n</Frame>",
    read: component_parts,
};

pub static SLOT: Construct = Construct {
    names: &[(Written::COMPONENT, &["template"])],
    body: Body::Markdown,
    doc: "What a slot of a component of Vue holds.",
    example: "<template #header>\n\nWords.\n\n</template>",
    read: |call, children, reader| {
        // A slot has words; another template has none to show.
        let is_slot = |one: &Argument| one.key.as_deref().is_some_and(|key| key.starts_with(['#', 'v']));
        match call.tag.arguments.iter().any(is_slot) {
            true => Ok(content_of(reader, children)),
            false => Err(children),
        }
    },
};

fn component_parts(call: &Call, children: Vec<Node>, reader: &mut Reader) -> Result<Content, Vec<Node>> {
    if children.is_empty() {
        return Err(children);
    }
    let caption = words_of(reader, call.tag, &["title", "caption"]);
    let mut content = content_of(reader, children);
    if let (Some(caption), Content::Blocks(blocks)) = (caption, &mut content) {
        blocks.extend(paragraph(caption));
    }
    Ok(content)
}

/// What stands in a shortcode that only says how it looks.
pub fn looks(reader: &mut Reader, tag: &Tag, children: Vec<Node>) -> Content {
    if contains_block(&children) {
        return laid_out(reader, tag, children);
    }
    let content = reader.phrasing(children);
    // `{{< badge "new" >}}`
    Content::Inlines(match content.is_empty() {
        true => words_of_arguments(reader, &tag.arguments),
        false => content,
    })
}

/// The blocks in a shortcode that only says how they are laid out, after its title if it has one.
pub fn laid_out(reader: &mut Reader, tag: &Tag, children: Vec<Node>) -> Content {
    let title = tag.argument(&["title", "heading"]).filter(|title| !title.value.trim().is_empty());
    let title = title.map(|title| reader.line_of(title.span.range()));
    let mut blocks = reader.flow(children);
    // What stands between the columns of hugo-book.
    blocks.retain(|block| match &block.kind {
        BlockKind::Paragraph { content } => walk::plain_text(content).trim() != "<--->",
        _ => true,
    });
    if tag.name == "code"
        && let [Block { kind: BlockKind::Code { .. }, attributes, span }] = blocks.as_mut_slice()
    {
        // GitBook's title of code, and what is said of its lines.
        let said = tag.arguments.iter().filter_map(|one| Some((one.key.clone()?, one.value.clone())));
        attributes.pairs.extend(said.filter(|(key, _)| line_keys::is_known(key)));
        if let Some(caption) = title.filter(|title| !title.is_empty()) {
            let span = *span;
            return Content::Blocks(vec![Block::new(span, BlockKind::Figure { blocks, caption })]);
        }
        return Content::Blocks(blocks);
    }
    blocks.splice(0..0, title.and_then(strong_line));
    Content::Blocks(blocks)
}
