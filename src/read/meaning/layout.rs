//! How parts are laid out on a page: panes of tabs, cards, columns. A document has one after the other.

use crate::read::core::construct::{Construct, Name, Written, names};
use crate::read::core::content::Content;

pub static TAB: Construct = Construct {
    names: &names(["tab", "tabitem", "tab-item", "codetab"], Written::TAG),
    doc: "One of several panes, with its title.",
    example: "{{< tabs >}}{{< tab \"One\" >}}Words.{{< /tab >}}{{< /tabs >}}",
    read: |call, children, reader| Ok(reader.tab(call.span, call.tag, children)),
};

pub static TABS: Construct = Construct {
    names: &names(["tabs", "tabset", "tab-set", "tabpane", "codetabs", "tabgroup"], Written::TAG),
    doc: "Panes of which a page shows one: all of them are in the document.",
    example: "{{< tabs items=\"One,Two\" >}}{{< tab >}}A{{< /tab >}}{{< tab >}}B{{< /tab >}}{{< /tabs >}}",
    read: |call, children, reader| Ok(reader.tabs(call.tag, children)),
};

pub static CARD: Construct = Construct {
    names: &names(
        ["card", "timelineitem", "hextra/feature-card", "feature", "step", "accordion-item", "accordionitem"],
        Written::TAG,
    ),
    doc: "A part with a title, which may lead somewhere.",
    example: "{{< card title=\"Start\" link=\"https://example.org\" >}}",
    read: |call, children, reader| {
        // One with words alone is a callout.
        let leads = call.tag.value(&["header", "footer", "subtitle", "link"]).is_some();
        match call.name == "card" && !children.is_empty() && !leads {
            true => Err(children),
            false => Ok(reader.titled(call.span, call.tag, children)),
        }
    },
};

pub static QUOTATION: Construct = Construct {
    names: &names(["blockquote", "epigraph", "pullquote"], Written::TAG),
    doc: "A quotation, with who said it.",
    example: "{% blockquote Ann Doe %}\nWords.\n{% endblockquote %}",
    read: |call, children, reader| Ok(reader.quotation(call.span, call.tag, children)),
};

pub static FILE_TREE: Construct = Construct {
    names: &names(["filetree", "filetree/container", "filetree/folder", "filetree/file"], Written::TAG),
    doc: "A tree of files: lists in lists.",
    example: "{{< filetree/container >}}\n{{< filetree/folder name=\"src\" >}}\n{{< filetree/file name=\"a.rs\" >}}\n{{< /filetree/folder >}}\n{{< /filetree/container >}}",
    read: |call, children, reader| Ok(reader.file_tree(call.span, call.tag, children)),
};

pub static GRID: Construct = Construct {
    names: &[Name { text: "grid", written: Written::DIRECTIVE }],
    doc: "A grid of sphinx-design, whose argument says how many columns there are.",
    example: "::::{grid} 2\nWords.\n::::",
    read: |_, children, reader| Ok(Content::Blocks(reader.flow(children))),
};

pub static PARTS: Construct = Construct {
    names: &names(
        [
            "accordion",
            "blocks/lead",
            "blocks/section",
            "cardpane",
            "cards",
            "column",
            "columns",
            "container",
            "div",
            "grid",
            "hextra/feature-grid",
            "row",
            "section",
            "steps",
            "timeline",
            "wrapper",
        ],
        Written::SHORTCODE,
    ),
    doc: "Blocks that are laid out in some way, after their title if they have one.",
    example: "{{< columns >}}\nWords.\n{{< /columns >}}",
    read: |call, children, reader| Ok(reader.parts(call.tag, children)),
};

pub static LOOK: Construct = Construct {
    names: &names(
        [
            "badge",
            "center",
            "chip",
            "code",
            "fragment",
            "html",
            "katex",
            "keyword",
            "keywordlist",
            "latex",
            "lead",
            "ltr",
            "markdown",
            "markdownify",
            "math",
            "mathjax",
            "mathjax/block",
            "mathjax/inline",
            "md",
            "output",
            "rawhtml",
            "rtl",
            "span",
            "typeit",
        ],
        Written::SHORTCODE,
    ),
    doc: "What only says how its content looks, which may be words in a line.",
    example: "A {{< badge \"new\" >}} thing.",
    read: |call, children, reader| Ok(reader.plain(call.tag, children)),
};
