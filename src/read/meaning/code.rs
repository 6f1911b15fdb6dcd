//! Code, which is shown and never run.

use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::*;
use crate::read::core::construct::Call;
use crate::read::core::construct::Construct;
use crate::read::core::construct::Verbatim;
use crate::read::core::content::Content;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::core::tree::contains_block;
use crate::read::core::tree::text_of;
use crate::read::meaning::layout::looks;
use crate::read::meaning::tabs::component_tab;
use crate::read::syntax::fence;
use crate::read::syntax::line_keys;
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::source::Span;

pub static CODE: Construct = Construct {
    names: &[(Written::SHORTCODE, &["highlight", "code-toggle", "codeblock", "code", "output", "prism"])],
    body: Body::Verbatim,
    doc: "Code in the language that it names.",
    example: "{% highlight rust %}\nfn main() {}\n{% endhighlight %}",
    read: |call, children, reader| match call.name {
        // A fence stands in it.
        "code" | "output" => Ok(looks(reader, call.tag, children)),
        _ => Err(children),
    },
};

pub static CODE_COMPONENT: Construct = Construct {
    names: &[(
        Written::COMPONENT,
        &["codeblock", "code", "snippet", "terminal", "command", "shell", "codeeditor"],
    )],
    body: Body::Markdown,
    doc: "Code by a component.",
    example: "<CodeBlock language=\"rust\" code=\"fn main() {}\" />",
    read: |call, children, reader| {
        let language = ["language", "lang"].iter().find_map(|key| call.tag.text(key)).map(str::to_lowercase);
        let given = ["code", "text", "command", "content"].iter().find_map(|key| call.tag.text(key));
        let is_code = children.is_empty() || language.is_some() && !contains_block(&children);
        match is_code && (given.is_some() || !children.is_empty()) {
            true => {
                let code = given.map_or_else(|| text_of(&children), str::to_owned);
                Ok(component_code(call, language, code.trim_matches('\n')))
            }
            false if call.name == "codeblock" && !is_code => Ok(component_tab(call, children, reader)),
            false => Err(children),
        }
    },
};

pub static CODE_DIRECTIVE: Construct = Construct {
    names: &[(
        Written::DIRECTIVE,
        &[
            "code",
            "code-block",
            "sourcecode",
            "parsed-literal",
            "code-block-ext",
            "testcode",
            "testoutput",
            "testsetup",
            "testcleanup",
            "myst",
            "prompt",
            "doctest",
            "eval-rst",
        ],
    )],
    body: Body::Verbatim,
    doc: "Code, by a directive of MyST or Sphinx.",
    example: "```{code-block} python\n:caption: A caption\nprint(1)\n```",
    read: |call, children, reader| match &call.verbatim {
        Some(verbatim) => Ok(Content::Blocks(code_directive(call, verbatim, reader).into_iter().collect())),
        None => Err(children),
    },
};

pub static DRAWING: Construct = Construct {
    names: &[
        (
            Written::SHORTCODE,
            &[
                "mermaid",
                "plantuml",
                "graphviz",
                "dot",
                "markmap",
                "mindmap",
                "echarts",
                "chart",
                "diagram",
                "wavedrom",
                "flowchart",
            ],
        ),
        (Written::DIRECTIVE, &["mermaid", "graphviz", "plantuml"]),
    ],
    body: Body::Drawing,
    doc: "A drawing that a program makes of its code: Mermaid is drawn, the others are shown as code.",
    example: "{{< mermaid >}}\nflowchart LR\n  a --> b\n{{< /mermaid >}}",
    read: |call, children, reader| match &call.verbatim {
        Some(verbatim) => {
            let language = if call.name == "graphviz" { "dot" } else { call.name };
            let block = code(call.span, Some(language), verbatim);
            let mut block = settled(call, verbatim, block, reader);
            if let Some(alternative) = verbatim.value("alt") {
                block.attributes.pairs.push(("fig-alt".to_owned(), alternative.to_owned()));
            }
            Ok(Content::Blocks(vec![block]))
        }
        None => Err(children),
    },
};

pub static CELL: Construct = Construct {
    names: &[(Written::DIRECTIVE, &["code-cell"])],
    body: Body::Verbatim,
    doc: "Code that a notebook would run.",
    example: "```{code-cell} python\nprint(1)\n```",
    read: |call, children, reader| match &call.verbatim {
        Some(verbatim) => {
            let Verbatim { argument, given, body, .. } = verbatim;
            Ok(in_content(reader.directive_cell(call.span, argument, given, body)))
        }
        None => Err(children),
    },
};

pub static RAW: Construct = Construct {
    names: &[(Written::DIRECTIVE, &["raw"])],
    body: Body::Verbatim,
    doc: "What is written for another program: HTML is read, the rest is left out.",
    example: "```{raw} html\n<p>Words.</p>\n```",
    read: |call, children, reader| match &call.verbatim {
        Some(verbatim) => Ok(in_content(reader.raw_block(call.span, verbatim.argument, verbatim.body))),
        None => Err(children),
    },
};

pub static SILENT: Construct = Construct {
    names: &[(
        Written::DIRECTIVE,
        &["index", "highlight", "meta", "currentmodule", "py:currentmodule", "module", "py:module"],
    )],
    body: Body::Verbatim,
    doc: "What is for the site alone: it shows nothing.",
    example: "```{index} words\n```",
    read: |call, children, _| match call.verbatim {
        Some(_) => Ok(Content::Blocks(Vec::new())),
        None => Err(children),
    },
};

/// The code that a directive of this name shows, or nothing.
fn code_directive(call: &Call, verbatim: &Verbatim, reader: &mut Reader) -> Option<Block> {
    let argument = verbatim.argument;
    let block = match call.name {
        "testcode" => code(call.span, Some("python"), verbatim),
        "testoutput" => code(call.span, None, verbatim),
        "testsetup" | "testcleanup" => {
            reader.findings.hidden_cell(call.span);
            return None;
        }
        "myst" => code(call.span, Some("markdown"), verbatim),
        "prompt" | "doctest" => {
            code(call.span, Some(if argument.is_empty() { "pycon" } else { argument }), verbatim)
        }
        "eval-rst" => {
            let message = "the reStructuredText in `eval-rst` is shown as code";
            reader.findings.push(Diagnostic::warning(Code::UnknownDirective, message).at(call.span));
            code(call.span, Some("rst"), verbatim)
        }
        _ => {
            let info = fence::read(argument);
            Block { attributes: info.attributes, ..code(call.span, info.language.as_deref(), verbatim) }
        }
    };
    Some(settled(call, verbatim, block, reader))
}

fn code(span: Span, language: Option<&str>, verbatim: &Verbatim) -> Block {
    let text = verbatim.body.trim_matches('\n').to_owned();
    Block::new(span, BlockKind::code(language.map(str::to_lowercase), text))
}

/// Code with what the options say of its lines, under its caption.
pub fn settled(call: &Call, verbatim: &Verbatim, mut block: Block, reader: &mut Reader) -> Block {
    said_of_lines(&mut block, verbatim.given);
    let caption = verbatim.value("caption").or(verbatim.value("filename"));
    let caption = caption.filter(|caption| !caption.is_empty()).map(str::to_owned);
    let caption = caption.map(|caption| reader.said(call.span, &caption)).unwrap_or_default();
    reader.captioned(call.span, vec![block], caption, verbatim.label())
}

/// Code that is an attribute or the content of a component, under its title.
fn component_code(call: &Call, language: Option<String>, code: &str) -> Content {
    let Call { span, tag, .. } = *call;
    let mut block = Block::new(span, BlockKind::code(language, code));
    if let Some(said) = tag.text("metastring").or(tag.text("meta")) {
        block.attributes = fence::read(&format!("x {said}")).attributes;
    }
    for one in &tag.arguments {
        let key = one.key.as_deref().filter(|key| line_keys::is_known(key));
        block.attributes.pairs.extend(key.map(|key| (key.to_owned(), one.value.clone())));
    }
    let title = ["title", "filename", "caption"].iter().find_map(|key| tag.text(key));
    Content::Blocks(vec![match title {
        Some(title) => {
            let caption = vec![Inline::text(span, title)];
            Block::new(span, BlockKind::Figure { blocks: vec![block], caption })
        }
        None => block,
    }])
}

/// A node as content.
pub fn in_content(node: Node) -> Content {
    match node {
        Node::Block(block) => Content::Blocks(vec![block]),
        Node::Inline(inline) => Content::Inlines(vec![inline]),
        Node::Attributes(..) | Node::Element(_) => Content::Blocks(Vec::new()),
    }
}

/// Gives code what the options of a directive say of its lines.
pub fn said_of_lines(block: &mut Block, given: &[(String, String)]) {
    // `start-line` says which part of a file is included.
    let said = given.iter().filter(|(key, _)| line_keys::is_known(key) && !key.starts_with("start"));
    said.for_each(|pair| block.attributes.pairs.push(pair.clone()));
}
