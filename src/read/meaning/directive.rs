//! Directives of MyST and Sphinx whose content is no Markdown: code, formulas, lists of notes, tables of values. What
//! those with text in them become is said with the shortcodes, for they are read as tags.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::reference::{Form, Reference};
use crate::ir::*;
use crate::read::core::math;
use crate::read::core::reader::Reader;
use crate::read::core::tree::Node;
use crate::read::meaning::role::note_path;
use crate::read::syntax::directive::{is_html, options};
use crate::read::syntax::{fence, line_keys};
use crate::source::Span;

impl Reader<'_> {
    /// What a directive with this content becomes.
    pub fn directive(&mut self, span: Span, name: &str, argument: &str, text: &str) -> Node {
        let (given, body) = options(text);
        let value = |key: &str| crate::read::core::note::value(&given, key);
        let label = value("name").or(value("label")).filter(|label| !label.is_empty()).map(str::to_owned);
        let caption =
            value("caption").or(value("filename")).filter(|caption| !caption.is_empty()).map(str::to_owned);
        let code = |language: Option<&str>| {
            let text = body.trim_matches('\n').to_owned();
            Block::new(span, BlockKind::code(language.map(str::to_lowercase), text))
        };
        let nothing = || Node::Block(Block::new(span, BlockKind::Division { blocks: Vec::new() }));
        let block = match name {
            "code-cell" => return self.directive_cell(span, argument, &given, body),
            "math" => {
                let tex = if argument.is_empty() { body.to_owned() } else { format!("{argument}\n{body}") };
                let content = math::inlines(span, &tex, true, label);
                return Node::Block(Block::new(span, BlockKind::Paragraph { content }));
            }
            "contents" | "tableofcontents" | "toc" => {
                return Node::Block(Block::new(span, BlockKind::Contents));
            }
            "toctree" => return self.list_of_notes(span, &given, body),
            "bibliography" => {
                let attributes = AttributeList { id: Some("refs".to_owned()), ..AttributeList::default() };
                let kind = BlockKind::Division { blocks: Vec::new() };
                return Node::Block(Block { span, attributes: attributes.into(), kind });
            }
            "csv-table" => return self.csv_table(span, argument, &given, body),
            "index" | "highlight" | "meta" | "currentmodule" | "py:currentmodule" | "module"
            | "py:module" => {
                return nothing();
            }
            "mermaid" | "graphviz" | "plantuml" => code(Some(if name == "graphviz" { "dot" } else { name })),
            "testcode" => code(Some("python")),
            "testoutput" => code(None),
            "testsetup" | "testcleanup" => {
                self.findings.hidden_cell(span);
                return nothing();
            }
            "myst" => code(Some("markdown")),
            "prompt" | "doctest" => code(Some(if argument.is_empty() { "pycon" } else { argument })),
            "raw" => return self.raw_block(span, argument, body),
            "code" | "code-block" | "sourcecode" | "parsed-literal" | "code-block-ext" => {
                let info = fence::read(argument);
                Block { attributes: info.attributes, ..code(info.language.as_deref()) }
            }
            "eval-rst" => {
                let message = "the reStructuredText in `eval-rst` is shown as code";
                self.findings.push(Diagnostic::warning(Code::UnknownDirective, message).at(span));
                code(Some("rst"))
            }
            _ => {
                self.findings.unknown_directive(name, span);
                let mut block = code(None);
                if let BlockKind::Code { text: shown, .. } = &mut block.kind {
                    *shown = format!("{argument}\n{}", text.trim_matches('\n')).trim().to_owned();
                }
                block
            }
        };
        let mut block = block;
        said_of_lines(&mut block, &given);
        let caption = caption.map(|caption| self.said(span, &caption)).unwrap_or_default();
        let mut block = self.captioned(span, vec![block], caption, label);
        if matches!(name, "mermaid" | "graphviz" | "plantuml")
            && let Some(alternative) = value("alt")
        {
            block.attributes.pairs.push(("fig-alt".to_owned(), alternative.to_owned()));
        }
        Node::Block(block)
    }

    /// Sphinx's list of the notes below a note: links to them. A hidden one is for the site's navigation.
    fn list_of_notes(&self, span: Span, given: &[(String, String)], body: &str) -> Node {
        let mut blocks = Vec::new();
        let has = |key: &str| given.iter().any(|(name, _)| name == key);
        if let Some((_, caption)) = given.iter().find(|(name, _)| name == "caption") {
            let content = vec![Inline::text(span, caption.as_str())];
            let strong = Inline::new(span, InlineKind::Styled { style: Style::Strong, content });
            blocks.push(Block::new(span, BlockKind::Paragraph { content: vec![strong] }));
        }
        let lines = body.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "self");
        // A pattern names no note.
        let lines = lines.filter(|line| !has("glob") || !line.contains('*'));
        let items = lines.map(|line| {
            let titled = line.strip_suffix('>').and_then(|line| line.rsplit_once('<'));
            let (title, path) =
                titled.map_or((None, line), |(title, path)| (Some(title.trim()), path.trim()));
            let target = match (title, path.contains("://")) {
                (_, true) => LinkTarget::Unresolved(path.to_owned()),
                (Some(_), false) => LinkTarget::Unresolved(note_path(path)),
                (None, false) => LinkTarget::Reference(Reference::to(note_path(path), Form::Document)),
            };
            let content = vec![Inline::text(span, title.unwrap_or(path))];
            let link = InlineKind::Link { target: target.into(), title: None, content };
            let paragraph = BlockKind::Paragraph { content: vec![Inline::new(span, link)] };
            let attributes = Attributes::default();
            ListItem { span, attributes, task: None, number: None, blocks: vec![Block::new(span, paragraph)] }
        });
        let items: Vec<ListItem> = items.collect();
        if has("hidden") || items.is_empty() {
            blocks.clear();
        } else {
            blocks.push(Block::new(span, BlockKind::List { kind: ListKind::Bullet, tight: true, items }));
        }
        Node::Block(Block::new(span, BlockKind::Division { blocks }))
    }

    /// A table of values separated by commas, in the note or in a file under its root.
    fn csv_table(&mut self, span: Span, title: &str, given: &[(String, String)], body: &str) -> Node {
        let value = |key: &str| crate::read::core::note::value(given, key);
        let included;
        let body = match value("file") {
            Some(path) => {
                let Some(text) = self.text_of_file(span, path) else {
                    return Node::Block(Block::new(span, BlockKind::Division { blocks: Vec::new() }));
                };
                included = text;
                &included
            }
            None => body,
        };
        let delimiter = match value("delim") {
            Some("tab") => b'\t',
            Some("space") => b' ',
            Some(other) => other.as_bytes().first().copied().unwrap_or(b','),
            None => b',',
        };
        let mut rows = records(body, delimiter);
        let mut head = value("header").map(|header| records(header, delimiter)).unwrap_or_default();
        let more = value("header-rows").and_then(|rows| rows.parse::<usize>().ok()).unwrap_or(0);
        head.extend(rows.drain(..more.min(rows.len())));
        let caption = if title.is_empty() { Vec::new() } else { self.said(span, title) };
        let stubs = value("stub-columns").and_then(|columns| columns.parse().ok()).unwrap_or(0);
        let mut row = |header: bool, record: Vec<String>| Row {
            span,
            attributes: Attributes::default(),
            cells: record
                .iter()
                .enumerate()
                .map(|(at, text)| Cell {
                    span,
                    attributes: Attributes::default(),
                    header: header || at < stubs,
                    columns: 1,
                    rows: 1,
                    alignment: None,
                    blocks: crate::read::core::content::paragraph(self.said(span, text))
                        .into_iter()
                        .collect(),
                })
                .collect(),
        };
        let head: Vec<Row> = head.into_iter().map(|record| row(true, record)).collect();
        let body: Vec<Row> = rows.into_iter().map(|record| row(false, record)).collect();
        let mut table = Table { caption, head, body, ..Table::default() };
        crate::read::core::table::fit(&mut table);
        let label = value("name").or(value("label")).map(str::to_owned);
        let attributes = AttributeList { id: label, ..AttributeList::default() }.into();
        Node::Block(Block { span, attributes, kind: BlockKind::Table(table) })
    }

    /// Raw content for one kind of output: HTML is read as such, the rest is for other programs.
    pub fn raw_block(&mut self, span: Span, format: &str, text: &str) -> Node {
        if is_html(format) {
            let blocks = self.raw_html(span, text);
            return Node::Block(Block::new(span, BlockKind::Division { blocks }));
        }
        if asks_for_page(text) {
            let attributes = Attributes::of_class(PAGE_BREAK);
            return Node::Block(Block { span, attributes, kind: BlockKind::Division { blocks: Vec::new() } });
        }
        if self.is_raw_typst(format) {
            let kind = BlockKind::Division {
                blocks: vec![Block {
                    attributes: raw_typst(),
                    ..Block::new(span, BlockKind::code(None, text))
                }],
            };
            return Node::Block(Block { span, attributes: for_paper(), kind });
        }
        self.dropped_raw(span, format);
        Node::Block(Block::new(span, BlockKind::Division { blocks: Vec::new() }))
    }

    /// Raw content in a line, which is not HTML.
    pub fn raw_inline(&mut self, span: Span, format: &str, text: &str) -> Option<Inline> {
        if asks_for_page(text) {
            return Some(crate::read::core::content::page_break(span));
        }
        if self.is_raw_typst(format) {
            let kind = InlineKind::Code { language: None, text: text.to_owned() };
            let kind = InlineKind::Span { content: vec![Inline { span, attributes: raw_typst(), kind }] };
            return Some(Inline { span, attributes: for_paper(), kind });
        }
        self.dropped_raw(span, format);
        None
    }

    fn is_raw_typst(&self, format: &str) -> bool {
        self.note.raw_typst && is_typst(format)
    }

    /// Tells that raw content is left out.
    pub fn dropped_raw(&mut self, span: Span, format: &str) {
        let message = format!("what is written in `{format}` for another program is left out");
        let warning = Diagnostic::warning(Code::RawContent, message).at(span);
        self.findings.push(match is_typst(format) {
            true => warning.hint("`--allow-raw-typst` sets it in a PDF, for notes that you trust"),
            false => warning,
        });
    }
}

fn is_typst(format: &str) -> bool {
    matches!(format, "typst" | "typ")
}

/// The attributes of code that is set as Typst.
fn raw_typst() -> Attributes {
    AttributeList { pairs: vec![(RAW_TYPST.to_owned(), String::new())], ..AttributeList::default() }.into()
}

/// The attributes of what only paper shows, as Quarto has them.
fn for_paper() -> Attributes {
    let pairs = vec![("when-format".to_owned(), "typst".to_owned())];
    AttributeList { classes: vec!["content-visible".to_owned()], pairs, ..AttributeList::default() }.into()
}

/// Gives code what the options of a directive say of its lines.
pub fn said_of_lines(block: &mut Block, given: &[(String, String)]) {
    // `start-line` says which part of a file is included.
    let said = given.iter().filter(|(key, _)| line_keys::is_known(key) && !key.starts_with("start"));
    said.for_each(|pair| block.attributes.pairs.push(pair.clone()));
}

/// Whether all that raw content for another program says is that a new page begins (LaTeX, Typst, ConTeXt, Office Open XML).
fn asks_for_page(text: &str) -> bool {
    const COMMANDS: [&str; 9] = [
        "\\eject",
        "\\newpage",
        "\\pagebreak",
        "\\clearpage",
        "\\cleardoublepage",
        "\\page",
        "#pagebreak()",
        "#pagebreak(weak: true)",
        "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let (joined, spaced) = (words.concat(), words.join(" "));
    COMMANDS.iter().any(|command| *command == spaced || command.replace(' ', "") == joined)
}

fn records(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(delimiter).trim(csv::Trim::All);
    // As docutils has it, a space after the delimiter is none of the value's.
    let delimited = format!("{} \"", char::from(delimiter));
    let text = text.replace(&delimited, &delimited.replace(' ', ""));
    let records = reader.from_reader(text.as_bytes()).into_records();
    records.filter_map(Result::ok).map(|record| record.iter().map(str::to_owned).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_stand_before_the_content() {
        let pairs = |text| {
            let (options, rest) = options(text);
            let options: Vec<String> = options.iter().map(|(key, value)| format!("{key}={value}")).collect();
            format!("{} | {rest}", options.join(" "))
        };
        assert_eq!(pairs(":name: a\n:linenos:\n\nx: y\n"), "name=a linenos= | x: y\n");
        assert_eq!(pairs("---\nname: \"a\"\n---\nx"), "name=a | x");
        assert_eq!(pairs("x"), " | x");
    }
}
