//! What the scanner has to know of the names that notes ask for things by: whether what they hold is code, text, or
//! part of something.

/// Whether the content of a directive of this name is no Markdown.
pub fn is_code(name: &str) -> bool {
    matches!(
        name,
        "code"
            | "code-block"
            | "sourcecode"
            | "code-cell"
            | "code-block-ext"
            | "include"
            | "literalinclude"
            | "parsed-literal"
    ) || matches!(
        name,
        "math"
            | "csv-table"
            | "mermaid"
            | "eval-rst"
            | "toctree"
            | "contents"
            | "tableofcontents"
            | "toc"
            | "bibliography"
            | "myst"
            | "testcode"
            | "testoutput"
            | "testsetup"
            | "testcleanup"
    ) || matches!(
        name,
        "raw"
            | "index"
            | "highlight"
            | "meta"
            | "currentmodule"
            | "py:currentmodule"
            | "module"
            | "py:module"
            | "prompt"
            | "doctest"
            | "graphviz"
            | "plantuml"
    )
}

/// Whether a directive of this name has text in it.
pub fn is_text(name: &str) -> bool {
    const NAMES: [&str; 50] = [
        "admonition",
        "dropdown",
        "toggle",
        "card",
        "card-carousel",
        "grid",
        "grid-item",
        "grid-item-card",
        "div",
        "aside",
        "figure",
        "figure-md",
        "image",
        "tab-set",
        "tab-item",
        "tabbed",
        "tabs",
        "tab",
        "panels",
        "epigraph",
        "pull-quote",
        "highlights",
        "blockquote",
        "margin",
        "sidebar",
        "topic",
        "glossary",
        "list-table",
        "table",
        "rubric",
        "centered",
        "container",
        "compound",
        "only",
        "hlist",
        "versionadded",
        "versionchanged",
        "deprecated",
        "button-ref",
        "button-link",
        "youtube",
        "vimeo",
        "video",
        "audio",
        "iframe",
        "subfigure",
        "line-block",
        "attention",
        "mathjax",
        "carousel",
    ];
    NAMES.contains(&name)
}

/// Shortcodes and components that hold parts or are one, which stand apart even if they share a line: in lower case, as
/// all ways to write them have them.
const PARTS: [&str; 20] = [
    "accordion",
    "accordionitem",
    "accordions",
    "card",
    "cardgroup",
    "cards",
    "codegroup",
    "codetab",
    "codetabs",
    "column",
    "columns",
    "step",
    "steps",
    "tab",
    "tabgroup",
    "tabitem",
    "tabpane",
    "tabpanel",
    "tabs",
    "tabset",
];

/// Whether a shortcode or component of this name holds parts or is one.
pub fn is_part(name: &str) -> bool {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    PARTS.contains(&plain.as_str())
}
