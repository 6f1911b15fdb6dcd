//! Front matter: what a note says about itself before it begins, in YAML between `---` lines, TOML between
//! `+++` lines or a JSON object. Here it is found and told from a text that merely starts with a thematic
//! break; `syntax` reads it and `keys` knows what the keys mean.

#![expect(
    clippy::string_slice,
    reason = "offsets are of fences and line ends that were found in the same text"
)]

mod authors;
mod found;
mod institutes;
mod keys;
mod names;
mod publication;
mod syntax;
mod values;

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::Metadata;
use crate::ir::metadata::{Author, Date};
use crate::read::front_matter::found::Found;
use crate::read::front_matter::syntax::{NOT_FRONT_MATTER, starts_with_key};
use crate::source::{Source, Span};
use crate::value::Mapping;

use institutes::Institutes;
use keys::Keys;
use syntax::Syntax;

/// What stands before the body of a note.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FrontMatter {
    /// What it says; the default when there is none.
    pub metadata: Metadata,
    /// The offset in bytes at which the body starts.
    pub body: usize,
    /// Where the date stands.
    pub dated: Option<Span>,
}

/// Reads the front matter of a note, if it has one. Blank lines and a byte order mark before it are passed
/// over. Values that cannot be understood give warnings.
///
/// # Errors
/// When the front matter is not closed, is malformed, or does not consist of keys and values.
pub fn read(source: &Source, diagnostics: &mut Diagnostics) -> Result<FrontMatter, Diagnostic> {
    read_with(source, &Mapping::new(), diagnostics)
}

/// The same, with keys `over` those of the note.
///
/// # Errors
/// As [`read`].
pub fn read_with(
    source: &Source,
    over: &Mapping,
    diagnostics: &mut Diagnostics,
) -> Result<FrontMatter, Diagnostic> {
    let text = source.text();
    let bom = mark_of_order(text);
    let mut none = FrontMatter { body: bom, ..FrontMatter::default() };
    if !over.is_empty() {
        (none.metadata, none.dated) = Keys::new(source, bom..bom, over.clone(), diagnostics).metadata();
    }
    let Some(block) = find(text, bom) else {
        // Pandoc's title block says what the keys may say over it.
        let own = title_block(text, bom);
        let body = own.as_ref().map_or(bom, |own| own.body);
        return Ok(if over.is_empty() { own.unwrap_or(none) } else { FrontMatter { body, ..none } });
    };
    let Some(end) = block.end else {
        return if block.is_meant(text) { Err(unclosed(&block)) } else { Ok(none) };
    };
    match syntax::parse(block.syntax, source, block.inside.clone()) {
        Ok(mapping) if mapping.is_empty() && block.holds_a_heading(text) => Ok(none),
        Ok(mapping) => {
            let (metadata, dated) =
                Keys::new(source, block.inside, mapping, diagnostics).with(over).metadata();
            Ok(FrontMatter { metadata, body: end, dated })
        }
        Err(_) if block.syntax == Syntax::JavaScript => {
            let message = "this front matter is a program, which is not run: what it says is left out";
            let hint = "only a mapping of plain values is read: `{ title: \"…\" }`";
            let warning = Diagnostic::warning(Code::FrontMatter, message).at(Span::new(block.opener));
            diagnostics.push(warning.hint(hint));
            Ok(FrontMatter { body: end, ..FrontMatter::default() })
        }
        Err(error) if block.is_meant(text) => Err(error),
        Err(_) => Ok(none),
    }
}

/// Where the body of a note starts whose front matter cannot be read: after its closing line, or at the first empty line
/// when nothing closes it.
pub fn end(source: &Source) -> usize {
    let text = source.text();
    let Some(block) = find(text, text.len() - text.trim_start_matches('\u{feff}').len()) else { return 0 };
    let blank = || lines(text, block.opener.end).find(|line| text[line.clone()].trim().is_empty());
    block.end.or_else(|| blank().map(|line| line.end)).unwrap_or(text.len())
}

/// Pandoc's title block at a note's very start: lines `% title`, `% authors` and `% date`, of which any may go on in
/// indented lines. MyST's comments look the same: one line alone, or more than three, are taken for those.
fn title_block(text: &str, start: usize) -> Option<FrontMatter> {
    let mut fields: Vec<String> = Vec::new();
    let mut body = start;
    for line in lines(text, start) {
        let words = &text[line.clone()];
        match (words.strip_prefix('%'), fields.last_mut()) {
            (Some(field), _) if field.starts_with([' ', '\n', '\r']) => fields.push(field.trim().to_owned()),
            (None, Some(field)) if words.starts_with(' ') && !words.trim().is_empty() => {
                field.push(';');
                field.push_str(words.trim());
            }
            _ => break,
        }
        body = line.end;
    }
    if !(2..=3).contains(&fields.len()) || text[body..].starts_with('(') {
        return None;
    }
    let mut fields = fields.into_iter();
    let title = fields.next()?.replace(';', " ");
    let names = fields.next().unwrap_or_default();
    let found = authors::authors(&crate::value::Value::from(names), &Institutes::default());
    let author = |found| match found {
        Found::Named(author) => author,
        Found::Words(name) => Author { name, ..Author::default() },
    };
    let authors = found.into_iter().map(author).collect();
    let date = fields.next().filter(|date| !date.is_empty());
    let date = date.map(|text| crate::read::date::parse(&text).unwrap_or(Date::Text(text)));
    let metadata = Metadata { title, authors, date, ..Metadata::default() };
    Some(FrontMatter { metadata, body, dated: Some(Span::new(start..body)) })
}

/// How many bytes the byte order mark takes with which a text may begin.
fn mark_of_order(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// What stands in the front matter of a text, unread; nothing where there is none, or where nothing closes it. Of Pandoc's title
/// block, which has no keys, nothing either.
pub fn inside(text: &str) -> &str {
    let block = find(text, mark_of_order(text)).filter(|block| block.end.is_some());
    block.and_then(|block| text.get(block.inside)).unwrap_or_default()
}

/// What may be front matter.
struct Block {
    syntax: Syntax,
    /// The line that opens it, or the whole of it when nothing does.
    opener: Range<usize>,
    /// What is to be read.
    inside: Range<usize>,
    /// The offset after the line that closes it, or `None` when nothing does.
    end: Option<usize>,
}

fn find(text: &str, start: usize) -> Option<Block> {
    let opener = lines(text, start).find(|line| !text[line.clone()].trim().is_empty())?;
    let syntax = match text[opener.clone()].trim_end() {
        "---" | "---yaml" | "---yml" => Syntax::Yaml,
        "+++" | "---toml" => Syntax::Toml,
        "---json" => Syntax::Json,
        "---js" | "---javascript" => Syntax::JavaScript,
        line if line.starts_with('{') => return find_json(text, opener.start),
        _ => return None,
    };
    let fence = &text[opener.start..opener.start + 3];
    let is_closer = |line: &Range<usize>| {
        let line = text[line.clone()].trim_end();
        line == fence || line == "..." && syntax == Syntax::Yaml
    };
    let closer = lines(text, opener.end).find(is_closer);
    let inside = opener.end..closer.as_ref().map_or(text.len(), |closer| closer.start);
    Some(Block { syntax, opener, inside, end: closer.map(|closer| closer.end) })
}

/// A JSON object that is followed by nothing on its last line. An attribute list (`{#id}`), a template tag
/// (`{%`) or an expression (`{{`) is none.
fn find_json(text: &str, start: usize) -> Option<Block> {
    let inner = text[start + 1..].trim_start();
    if !inner.starts_with(['"', '}']) {
        return None;
    }
    let length = match syntax::json_length(&text[start..]) {
        Some(length)
            if lines(text, start + length).next().is_none_or(|rest| text[rest].trim().is_empty()) =>
        {
            length
        }
        Some(_) => return None,
        None => text.len() - start,
    };
    let end = lines(text, start + length).next().map_or(text.len(), |rest| rest.end);
    Some(Block {
        syntax: Syntax::Json,
        opener: start..start + 1,
        inside: start..start + length,
        end: Some(end),
    })
}

/// The lines of a text from an offset on, each with its ending.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    text[start..].split_inclusive('\n').scan(start, |at, line| {
        let begin = *at;
        *at += line.len();
        Some(begin..*at)
    })
}

impl Block {
    /// Whether a person who wrote this wanted front matter rather than a thematic break and prose.
    fn is_meant(&self, text: &str) -> bool {
        let inside = &text[self.inside.clone()];
        let first = inside.lines().next().unwrap_or_default();
        match (self.syntax, self.end) {
            (Syntax::Toml, _) => inside.lines().any(|line| line.contains('=')),
            (Syntax::Json, _) => text[self.opener.end..].starts_with(['\n', '\r']),
            (Syntax::JavaScript, _) => true,
            (Syntax::Yaml, _) if first.trim().is_empty() => false,
            (Syntax::Yaml, None) => {
                inside.lines().find(|line| !is_comment(line)).is_some_and(starts_with_key)
            }
            (Syntax::Yaml, Some(_)) => {
                first.starts_with("- ")
                    || inside.lines().any(|line| starts_with_key(line.trim_start_matches('\t')))
            }
        }
    }

    /// Whether what is inside is for YAML a comment, but rather a heading between thematic breaks.
    fn holds_a_heading(&self, text: &str) -> bool {
        let mut lines = text[self.inside.clone()].lines();
        self.syntax == Syntax::Yaml
            && lines.next().is_some_and(|line| line.trim().is_empty())
            && lines.any(is_comment)
    }
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

fn unclosed(block: &Block) -> Diagnostic {
    let fence = match block.syntax {
        Syntax::Yaml | Syntax::JavaScript => "---",
        Syntax::Toml => "+++",
        Syntax::Json => "}",
    };
    let opener = Span::new(block.opener.start..block.opener.start + fence.len());
    let hint = format!("Write a line `{fence}` after its last key.");
    let error = Diagnostic::error(Code::FrontMatter, "the front matter is not closed").at(opener).hint(hint);
    match block.syntax {
        Syntax::Yaml => error.hint(NOT_FRONT_MATTER),
        Syntax::Toml | Syntax::Json | Syntax::JavaScript => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The title, the other keys and the body of a note; or its error, as `line:column message`.
    fn outcome(note: &str) -> String {
        let source = Source::new("note.md", note);
        let mut diagnostics = Diagnostics::default();
        match read(&source, &mut diagnostics) {
            Ok(FrontMatter { metadata, body, .. }) => {
                assert_eq!(diagnostics.as_slice(), [], "{note}");
                let extra = metadata
                    .extra
                    .keys()
                    .filter_map(crate::value::Value::as_str)
                    .collect::<Vec<_>>()
                    .join(" ");
                format!("[{}][{extra}] {}", metadata.title, &note[body..])
            }
            Err(error) => {
                let at = source.location(error.span.unwrap().range().start);
                assert_eq!(error.code, Code::FrontMatter);
                format!("{}:{} {}", at.line, at.column, error.message)
            }
        }
    }

    #[track_caller]
    fn check(cases: &[(&str, &str)]) {
        for (note, expected) in cases {
            assert_eq!(outcome(note), *expected, "{note}");
        }
    }

    #[test]
    fn yaml_stands_between_lines_of_hyphens() {
        check(&[
            ("---\ntitle: T\n---\nBody", "[T][] Body"),
            ("---\r\ntitle: T\r\nlayout: x\r\n---\r\nBody", "[T][layout] Body"),
            ("\u{feff}---  \ntitle: T\n---\t\nBody", "[T][] Body"),
            ("---\ntitle: T\n...\nBody", "[T][] Body"),
            ("---\n\ntitle: T\n\n---\nBody", "[T][] Body"),
            ("\n\n---\ntitle: T\n---\nBody", "[T][] Body"),
            ("---\n---\nBody", "[][] Body"),
            ("---\n# title: T\n---\nBody", "[][] Body"),
            ("---\n{title: T, draft: true}\n---\nBody", "[T][draft] Body"),
            ("---\n  title: T\n  a:\n    title: U\n---\nBody", "[T][a] Body"),
            ("---\ntitle: T\n---", "[T][] "),
            ("---\ntitle: |\n  A\n  ---\n  B\n---\nBody", "[A --- B][] Body"),
        ]);
    }

    #[test]
    fn pandoc_has_a_title_block() {
        check(&[
            ("% The\n  title\n% A; B\n% 2024\nBody", "[The title][] Body"),
            ("% A comment of MyST's\nBody", "[][] % A comment of MyST's\nBody"),
            ("% one\n% two\n% three\n% four\nBody", "[][] % one\n% two\n% three\n% four\nBody"),
        ]);
    }

    #[test]
    fn toml_and_json_say_the_same() {
        check(&[
            (
                "+++\ntitle = \"T\"\nweight = 3\nday = 2024-03-16\n[extra]\na = 1\n+++\nBody",
                "[T][weight day extra] Body",
            ),
            ("{\n  \"title\": \"T\",\n  \"b\": {\"c\": [1]},\n  \"a\": null\n}\nBody", "[T][b a] Body"),
            ("{\"title\": \"T\"}\n\nBody", "[T][] \nBody"),
            ("---toml\ntitle = \"T\"\n---\nBody", "[T][] Body"),
            ("---json\n{\"title\": \"T\"}\n---\nBody", "[T][] Body"),
            ("---js\n{\n  title: \"T\",\n  tags: [\"a\"],\n}\n---\nBody", "[T][] Body"),
        ]);
    }

    #[test]
    fn a_program_is_not_run() {
        let source = Source::new("note.md", "---js\nconst title = \"T\";\n---\nBody");
        let mut diagnostics = Diagnostics::default();
        let found = read(&source, &mut diagnostics).unwrap();
        assert_eq!((found.metadata, &source.text()[found.body..]), (Metadata::default(), "Body"));
        assert_eq!(diagnostics.as_slice().len(), 1);
    }

    #[test]
    fn a_note_without_front_matter_is_all_body() {
        check(&[
            ("", "[][] "),
            ("\u{feff}Body", "[][] Body"),
            ("Body\n---\ntitle: T\n---\n", "[][] Body\n---\ntitle: T\n---\n"),
            ("----\ntitle: T\n----\n", "[][] ----\ntitle: T\n----\n"),
            ("{#id}\nBody", "[][] {#id}\nBody"),
            ("{{ toc }}\nBody", "[][] {{ toc }}\nBody"),
            ("{\"quoted\" words}", "[][] {\"quoted\" words}"),
            ("{\"a\": 1} is JSON", "[][] {\"a\": 1} is JSON"),
            ("+++\nBody", "[][] +++\nBody"),
        ]);
    }

    #[test]
    fn a_thematic_break_does_not_begin_front_matter() {
        for note in [
            "---",
            "---\n\nProse.\n",
            "---\nProse.\n\nMore.\n",
            "---\nRemarque : rien.\n\nProse.\n",
            "---\n\n# Heading\n\n---\n\nProse.\n",
            "---\n\nOne: two: three\n\n---\n",
            "---\nProse without a key.\n---\n",
            "---\n\"Quoted,\" she said.\n---\n",
            "---\n[link](x): {% tag %}\n---\n",
            "---\n\n- a list\n\n---\n",
            "---\n\ntitle: not closed\n",
        ] {
            assert_eq!(outcome(note), format!("[][] {note}"));
        }
    }

    #[test]
    fn front_matter_that_is_not_closed_is_an_error_at_its_first_line() {
        check(&[
            ("---\ntitle: T\n\nBody", "1:1 the front matter is not closed"),
            ("---\n# comment\ntitle: T\n", "1:1 the front matter is not closed"),
            ("+++\ntitle = 'T'\n", "1:1 the front matter is not closed"),
        ]);
    }

    #[test]
    fn malformed_front_matter_is_an_error_at_its_place() {
        check(&[
            (
                "---\nlayout: x\ntitle: Été : l'eau : suite\n---\n",
                "3:12 the front matter is not valid YAML: mapping values are not allowed in this context",
            ),
            (
                "---\ntitle: T\ndate: 1\ntitle: U\n---\n",
                "4:1 the front matter is not valid YAML: the key `title` is given twice",
            ),
            (
                "---\ntitle: T\na:\n  k: 1\nb:\n  k: 1\n  k: 2\n---\n",
                "7:3 the front matter is not valid YAML: the key `k` is given twice",
            ),
            (
                "---\ntitle: \"T\ntags: [a]\n---\n",
                "2:8 the front matter is not valid YAML: a quotation mark is not closed",
            ),
            (
                "---\ntitle: \"T\ntags: \"a\"\n---\n",
                "2:8 the front matter is not valid YAML: a quotation mark is not closed",
            ),
            (
                "---\ntitle: T\ntags: 'a\n---\n",
                "3:7 the front matter is not valid YAML: a quotation mark is not closed",
            ),
            (
                "---\ntitle: T\ntags:\n\t- a\n---\n",
                "4:1 the front matter is not valid YAML: found character that cannot start any token",
            ),
            (
                "---\ntitle: @T\n---\n",
                "2:8 the front matter is not valid YAML: found character that cannot start any token",
            ),
            (
                "---\ntitle: T\n  date: 2024\n---\n",
                "3:7 the front matter is not valid YAML: mapping values are not allowed in this context",
            ),
            (
                "---\na:\n    b: 1\n  c: 2\n---\n",
                "4:3 the front matter is not valid YAML: did not find expected key",
            ),
            (
                "---\ntitle: [a, b\ndate: 2024\n---\n",
                "2:8 the front matter is not valid YAML: did not find expected ',' or ']'",
            ),
            ("---\ntitle: *x\n---\n", "2:8 the front matter is not valid YAML: unknown anchor"),
            ("---\n- a\n- b\n---\n", "2:1 the front matter does not consist of keys and values"),
            (
                "+++\ntitle = \"T\"\ndate = soon\n+++\n",
                "3:8 the front matter is not valid TOML: invalid string",
            ),
            (
                "+++\ntitle = \"T\"\ntitle = \"U\"\n+++\n",
                "3:1 the front matter is not valid TOML: duplicate key `title` in document root",
            ),
            (
                "{\n  \"title\": \"T\",\n  \"é\": x\n}\nBody",
                "3:8 the front matter is not valid JSON: expected value",
            ),
        ]);
    }

    #[test]
    fn deep_or_self_repeating_yaml_is_an_error() {
        let deep = |depth| outcome(&format!("---\na: {}{}\n---\n", "[".repeat(depth), "]".repeat(depth)));
        assert!(deep(999).ends_with("recursion limit exceeded"), "{}", deep(999));
        assert!(deep(9999).ends_with("more than 1000 brackets are open in it at once"), "{}", deep(9999));
        let mut laughs = "---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for n in 1..12 {
            laughs += &format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", "));
        }
        assert!(outcome(&(laughs + "---\n")).ends_with("repetition limit exceeded"));
    }

    /// A line that opens front matter, then fragments of its three syntaxes.
    const FRAGMENTS: &str = "(---\n|\\+\\+\\+\r\n|\\{)\
        (title|date|author|é|[:='\"{}\\[\\],#&*!|>%\t -]|: |\n|\n---\n|\n\\+\\+\\+){0,24}";

    proptest::proptest! {
        #[test]
        fn any_text_has_a_body_or_an_error_inside_it(note in FRAGMENTS) {
            let source = Source::new("note.md", note.as_str());
            let mut diagnostics = Diagnostics::default();
            match read(&source, &mut diagnostics) {
                Ok(found) => assert!(note.is_char_boundary(found.body)),
                Err(error) => assert!(note.get(error.span.unwrap().range()).is_some()),
            }
            for warning in diagnostics.as_slice() {
                assert!(note.get(warning.span.unwrap().range()).is_some());
            }
        }
    }
}
