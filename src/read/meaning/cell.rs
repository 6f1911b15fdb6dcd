//! Code cells of Quarto, R Markdown and MyST-NB: code that the site's program would run. Nothing is run here, so a cell
//! is its code; its options (`#| fig-cap: x`, `{r, echo=FALSE}`, `:tags: [hide-cell]`) say whether it is shown, under
//! which caption and name.

use crate::ir::*;
use crate::read::core::content::is_captioned;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::syntax::{self, attributes, line_keys};
use crate::source::Span;
use crate::value::Value;

/// What a cell's options say.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    label: Option<String>,
    caption: Option<String>,
    /// What its picture shows, for those who do not see it.
    alternative: Option<String>,
    hidden: bool,
    title: Option<String>,
    /// What is said of its lines.
    lines: Vec<(String, String)>,
    classes: Vec<String>,
}

impl Options {
    fn set(&mut self, key: &str, value: &str) {
        let value = value.trim();
        let is_no = || ["false", "no", "F", "FALSE", "False"].contains(&value);
        match key.trim().replace('.', "-").as_str() {
            "label" | "lst-label" | "name" => self.label = Some(value.to_owned()),
            "fig-cap" | "tbl-cap" | "lst-cap" | "tab-cap" | "cap" | "caption" if !value.is_empty() => {
                self.caption = Some(value.to_owned());
            }
            "fig-alt" | "alt" if !value.is_empty() => self.alternative = Some(value.to_owned()),
            "echo" | "include" if is_no() => self.hidden = true,
            "filename" | "code-summary" if !value.is_empty() => self.title = Some(value.to_owned()),
            "class-source" => self.classes.extend(value.split_whitespace().map(str::to_owned)),
            "attr-source" => {
                // The last quotation mark may have been taken for that of the option.
                let said = attributes::whole(&format!("{{{value}}}"))
                    .or_else(|| attributes::whole(&format!("{{{value}\"}}")))
                    .unwrap_or_default();
                self.classes.extend(said.classes.iter().cloned());
                self.lines.extend(said.pairs.iter().cloned());
            }
            key if line_keys::is_known(key) => self.lines.push((key.to_owned(), value.to_owned())),
            "tags" => self.hidden |= value.contains("remove-cell") || value.contains("remove-input"),
            _ => {}
        }
    }
}

/// The options at the start of a cell's code, lines `#| key: value` in the comments of its language, and the rest.
#[expect(clippy::string_slice, reason = "the line is the first of the same text")]
fn leading_options(text: &str) -> (Options, &str) {
    const COMMENTS: [&str; 6] = ["#|", "//|", "--|", "%%|", ";;|", "%|"];
    let mut options = Options::default();
    let mut yaml = String::new();
    let mut rest = text;
    while let Some(line) = rest.lines().next()
        && let Some(option) = COMMENTS.iter().find_map(|comment| line.trim_start().strip_prefix(comment))
    {
        yaml.push_str(option.strip_prefix(' ').unwrap_or(option));
        yaml.push('\n');
        rest = rest[line.len()..].strip_prefix('\n').unwrap_or("");
    }
    if let Ok(Value::Mapping(mapping)) = crate::yaml::read(&yaml) {
        for (key, value) in &mapping {
            let value = match value {
                Value::String(text) => text.clone(),
                Value::Bool(value) => value.to_string(),
                Value::Number(number) => number.to_string(),
                Value::Sequence(values) => {
                    values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")
                }
                _ => continue,
            };
            options.set(key.as_str().unwrap_or_default(), &value);
        }
    } else {
        for (key, value) in yaml.lines().filter_map(|line| line.split_once(':')) {
            options.set(key, value.trim().trim_matches(['"', '\'']));
        }
    }
    (options, rest)
}

/// The options in a cell's header, after its language: `label, echo=FALSE, fig.cap="x, y"`.
fn header_options(header: &str, options: &mut Options) {
    let mut quote = None;
    let parts = header.split(|c: char| {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            _ => {}
        }
        c == ',' && quote.is_none()
    });
    for (at, part) in parts.map(str::trim).filter(|part| !part.is_empty()).enumerate() {
        match part.split_once('=') {
            Some((key, value)) => options.set(key, value.trim().trim_matches(['"', '\''])),
            None if at == 0 && !part.starts_with(['.', '#']) => options.label = Some(part.to_owned()),
            None => {}
        }
    }
}

/// The language of what a cell is for, as highlighters call it.
fn language(engine: &str) -> String {
    let engine = engine.to_lowercase();
    let name = engine.strip_prefix("webr-").or(engine.strip_prefix("shinylive-")).unwrap_or(&engine);
    match name {
        "python3" | "ipython" | "ipython3" | "pyodide" => "python",
        "rcpp" => "cpp",
        "ojs" | "observable" => "js",
        "webr" => "r",
        name => name,
    }
    .to_owned()
}

impl Reader<'_> {
    /// The cell whose header names an engine and has options, with this text.
    pub fn code_cell(&mut self, span: Span, engine: &str, header: &str, text: &str) -> Node {
        let (given, text) = syntax::directive::options(text);
        let (mut options, code) = leading_options(text);
        header_options(header, &mut options);
        given.iter().for_each(|(key, value)| options.set(key, value));
        self.cell_of(span, engine, options, code)
    }

    /// MyST-NB's cell, with the options of its directive.
    pub fn directive_cell(
        &mut self,
        span: Span,
        engine: &str,
        given: &[(String, String)],
        code: &str,
    ) -> Node {
        let (mut options, code) = leading_options(code);
        given.iter().for_each(|(key, value)| options.set(key, value));
        self.cell_of(span, engine, options, code)
    }

    fn cell_of(&mut self, span: Span, engine: &str, options: Options, code: &str) -> Node {
        let Options { label, caption, alternative, hidden, title, lines, classes } = options;
        let pictures = pictures(engine, code);
        let language = Some(language(engine)).filter(|language| !language.is_empty());
        // A drawing's code is all that there is of it.
        let hidden = hidden && !matches!(engine, "mermaid" | "dot");
        let mut blocks = Vec::new();
        if hidden && pictures.is_empty() {
            self.findings.hidden_cell(span);
        } else if hidden {
            // Its pictures are all that it shows.
        } else if !code.trim().is_empty() {
            let text = code.trim_matches('\n').to_owned();
            let attributes = AttributeList { classes, pairs: lines, ..AttributeList::default() }.into();
            blocks.push(Block { span, attributes, kind: BlockKind::code(language, text) });
        }
        for path in &pictures {
            let source = ImageSource::Unresolved((*path).to_owned());
            let alternative = Alternative::Missing(String::new());
            let image = Image { source, alternative, title: None, width: None, height: None };
            let content = vec![Inline::new(span, InlineKind::Image(image.into()))];
            blocks.push(Block::new(span, BlockKind::Paragraph { content }));
        }
        // Other labels are for the program that runs the cells.
        let label = label.filter(|label| caption.is_some() || is_captioned(label));
        let caption = caption.or(title).map(|caption| self.said(span, &caption)).unwrap_or_default();
        let mut block = self.captioned(span, blocks, caption, label);
        if let Some(alternative) = alternative {
            block.attributes.pairs.push(("fig-alt".to_owned(), alternative));
        }
        Node::Block(block)
    }

    /// What a fence shows, as a figure when it has a caption.
    pub fn captioned(
        &self,
        span: Span,
        mut blocks: Vec<Block>,
        caption: Vec<Inline>,
        label: Option<String>,
    ) -> Block {
        let attributes = AttributeList { id: label, ..AttributeList::default() }.into();
        if caption.is_empty()
            && let [_] = blocks.as_slice()
        {
            let mut block = blocks.remove(0);
            block.attributes.merge(attributes);
            return block;
        }
        let kind = match caption.is_empty() {
            true => BlockKind::Division { blocks },
            false => BlockKind::Figure { blocks, caption },
        };
        Block { span, attributes, kind }
    }
}

/// The files that a cell of R shows and does nothing else with (knitr's `include_graphics`).
fn pictures<'c>(engine: &str, code: &'c str) -> Vec<&'c str> {
    let code = code.trim();
    let call = code.strip_prefix("knitr::").unwrap_or(code).strip_prefix("include_graphics(");
    let Some(arguments) =
        call.filter(|_| engine.eq_ignore_ascii_case("r")).and_then(|call| call.strip_suffix(')'))
    else {
        return Vec::new();
    };
    let (paths, rest) = match arguments.trim_start().strip_prefix("c(").and_then(|list| list.split_once(')'))
    {
        Some(list) => list,
        None => arguments.split_once(',').unwrap_or((arguments, "")),
    };
    let path = |path: &'c str| {
        let path = path.trim();
        let quote = path.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        path.strip_prefix(quote)?.strip_suffix(quote).filter(|path| !path.contains([quote, '\\']))
    };
    let paths = paths.split(',').map(str::trim).filter(|text| !text.is_empty()).map(path);
    if rest.contains('(') { Vec::new() } else { paths.collect::<Option<Vec<_>>>().unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_that_a_cell_only_shows_are_known() {
        assert_eq!(pictures("r", "knitr::include_graphics(\"a b.png\")"), ["a b.png"]);
        assert_eq!(pictures("R", "include_graphics(c('a.png', 'b.png'), dpi = 90)"), ["a.png", "b.png"]);
        for code in
            ["include_graphics(path)", "x <- 1\ninclude_graphics('a.png')", "include_graphics(f('a.png'))"]
        {
            assert!(pictures("r", code).is_empty(), "{code}");
        }
        assert!(pictures("python", "include_graphics('a.png')").is_empty());
    }

    #[test]
    fn options_are_read_from_headers_and_comments() {
        let (mut options, rest) =
            leading_options("#| label: fig-a\n#| fig-cap: \"A: b\"\n#| fig-alt: A line.\n#| echo: false\nx");
        assert_eq!(rest, "x");
        header_options("plot, fig.cap=\"c, d\", echo=TRUE", &mut options);
        let expected = Options {
            label: Some("plot".to_owned()),
            caption: Some("c, d".to_owned()),
            alternative: Some("A line.".to_owned()),
            hidden: true,
            ..Options::default()
        };
        assert_eq!(options, expected);
    }
}
