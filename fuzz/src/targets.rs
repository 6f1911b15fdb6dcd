//! What is fuzzed: each function takes any text and panics when a promise does not hold for it. The fuzz targets call
//! them with what libFuzzer thinks of, `tests/fuzz_findings.rs` with what it found before.

use std::collections::BTreeMap;
use std::io::Read;

use note_convert::backend::html::encode;
use note_convert::backend::typst::{encode as typst_encode, rounds};
use note_convert::files::Memory;
use note_convert::latex::{self, Macros};
use note_convert::{Diagnostics, Finished, Format, Settings, Source, read};

/// A fuzz target: its name, and what it does with a text.
pub type Target = (&'static str, fn(&str));

/// All targets.
pub const ALL: [Target; 13] = [
    ("front_matter", front_matter),
    ("attributes", attributes),
    ("latex", latex),
    ("note_to_ir", note_to_ir),
    ("mdx_to_ir", mdx_to_ir),
    ("html", html),
    ("note_to_html", note_to_html),
    ("note_to_epub", note_to_epub),
    ("note_to_pdf", note_to_pdf),
    ("drawing", drawing),
    ("diagram", diagram),
    ("bibliography", bibliography),
    ("strings", strings),
];

/// Front matter is read or refused, with the reason.
pub fn front_matter(text: &str) {
    for fence in ["---", "+++"] {
        let source = Source::new("note.md", format!("{fence}\n{text}\n{fence}\nText.\n"));
        let mut diagnostics = Diagnostics::default();
        match read::front_matter::read(&source, &mut diagnostics) {
            Ok(front) => assert!(source.text().is_char_boundary(front.body)),
            Err(error) => assert!(!error.message.is_empty()),
        }
    }
}

/// A list of attributes ends within its text.
pub fn attributes(text: &str) {
    if let Some((_, length)) = read::attributes(text) {
        assert!(text.is_char_boundary(length));
    }
}

/// A formula is read or refused, with a place in it.
pub fn latex(text: &str) {
    let mut macros = Macros::default();
    let _ = latex::learn(text, &mut macros);
    for display in [false, true] {
        let _ = latex::read(text, display, &macros);
    }
}

/// A note in any dialect becomes a document whose parts lie within the note.
pub fn note_to_ir(text: &str) {
    let Some((source, document)) = document("note.md", text, Memory::default()) else { return };
    render(&document, Format::Ir, &source);
}

/// The same for a note of MDX, whose HTML and braces are read otherwise.
pub fn mdx_to_ir(text: &str) {
    let Some((source, document)) = document("note.mdx", text, Memory::default()) else { return };
    render(&document, Format::Ir, &source);
}

/// Raw HTML becomes well-formed markup in which nothing runs.
pub fn html(text: &str) {
    note_to_html(&format!("<div>\n{text}\n</div>\n"));
}

/// A note becomes a page in which nothing runs.
pub fn note_to_html(text: &str) {
    let Some((source, document)) = document("note.md", text, Memory::default()) else { return };
    let page = String::from_utf8(render(&document, Format::Html, &source)).expect("a page is UTF-8");
    let body = &page[page.find("<body").expect("a page has a body")..];
    assert!(!body.to_lowercase().contains("<script"), "a script got through");
}

/// A note becomes a publication whose documents are well-formed.
pub fn note_to_epub(text: &str) {
    let Some((source, document)) = document("note.md", text, Memory::default()) else { return };
    let bytes = render(&document, Format::Epub, &source);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a publication is an archive");
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry is there");
        let name = entry.name().to_owned();
        if [".xhtml", ".opf", ".ncx", ".xml", ".svg"].iter().any(|end| name.ends_with(end)) {
            let mut text = String::new();
            entry.read_to_string(&mut text).expect("a document is UTF-8");
            let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
            if let Err(error) = roxmltree::Document::parse_with_options(&text, options) {
                panic!("{name} is not well-formed: {error}");
            }
        }
    }
}

/// A PDF comes from any note.
pub fn note_to_pdf(text: &str) {
    let Some((source, document)) = document("note.md", text, Memory::default()) else { return };
    assert!(render(&document, Format::Pdf, &source).starts_with(b"%PDF-"));
    rounds::forget(1);
}

/// A drawing is shown, cleaned, in every target, or left out.
pub fn drawing(text: &str) {
    let files = Memory(BTreeMap::from([("a.svg".to_owned(), text.as_bytes().to_vec())]));
    let Some((source, document)) = document("note.md", "![A drawing](a.svg)\n", files) else { return };
    for format in [Format::Html, Format::Epub, Format::Pdf] {
        render(&document, format, &source);
    }
    rounds::forget(1);
}

/// A diagram is drawn, with nothing in it that runs, or shown as code.
pub fn diagram(text: &str) {
    // Whatever it is, it does not end the fence.
    let note = format!("~~~~~~~~ mermaid\n{}\n~~~~~~~~\n", text.replace("~~~~~~~~", ""));
    let Some((source, document)) = document("note.md", &note, Memory::default()) else { return };
    for image in &document.images {
        let svg = String::from_utf8_lossy(&image.data).to_lowercase();
        for forbidden in ["<script", "<foreignobject", "javascript:"] {
            assert!(!svg.contains(forbidden), "{forbidden} got through");
        }
    }
    render(&document, Format::Html, &source);
}

/// A bibliography is read or refused, and its works are cited.
pub fn bibliography(text: &str) {
    for name in ["works.bib", "works.yaml", "works.json"] {
        let files = Memory(BTreeMap::from([(name.to_owned(), text.as_bytes().to_vec())]));
        let note = format!("---\nbibliography: {name}\nnocite: \"@*\"\n---\nText [@a; @b].\n");
        let Some((source, document)) = document("note.md", &note, files) else { continue };
        render(&document, Format::Html, &source);
    }
}

/// Any text becomes one string of Typst code and one text of markup, and ordinary characters are what is read from them.
pub fn strings(text: &str) {
    let ordinary: String = text.chars().filter(|&c| is_ordinary(c)).collect();
    // Of too many marks on one letter, the last are left out.
    if typst_encode::most_marks(&ordinary) <= note_convert::limits::MARKS {
        assert_eq!(typst_string(&ordinary), ordinary);
    }
    assert_eq!(markup_text(&ordinary), ordinary);
    typst_string(text);
    markup_text(text);
}

/// What Typst reads from the code for a text.
fn typst_string(text: &str) -> String {
    let code = typst::syntax::parse_code(&typst_encode::literal(text));
    assert!(code.errors_and_warnings().0.is_empty(), "the literal is not one of Typst's");
    let mut parts = code.children();
    let string =
        parts.next().and_then(|node| node.cast::<typst::syntax::ast::Str>()).map(|string| string.get());
    assert!(parts.next().is_none(), "there is code after the literal");
    string.expect("a literal is a string").to_string()
}

/// What an XML parser reads from the markup for a text.
fn markup_text(text: &str) -> String {
    let mut markup = "<p>".to_owned();
    encode::escape(&mut markup, text);
    markup.push_str("</p>");
    let document = roxmltree::Document::parse(&markup).expect("escaped text is well-formed");
    assert_eq!(document.root_element().children().filter(|node| node.is_element()).count(), 0);
    document.root_element().text().unwrap_or_default().to_owned()
}

/// The characters that every document can hold as they are (XML 1.0 §2.2, less controls and noncharacters).
fn is_ordinary(c: char) -> bool {
    let code = u32::from(c);
    let noncharacter = matches!(code, 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe;
    matches!(c, '\t' | '\n') || !c.is_control() && c != '\u{feff}' && !noncharacter
}

/// A note, read and finished, with its places checked; `None` when it is refused.
fn document(name: &str, text: &str, files: Memory) -> Option<(Source, Finished)> {
    let settings = settings();
    let source = Source::new(name, text);
    let mut diagnostics = Diagnostics::default();
    let read = note_convert::read(&source, Some("note"), &settings, &files, &mut diagnostics);
    let document =
        read.ok().map(|document| note_convert::finish(document, &settings, &files, &mut diagnostics));
    for diagnostic in diagnostics.as_slice() {
        let Some(span) = diagnostic.span else { continue };
        assert!(
            source.text().get(span.range()).is_some(),
            "a message is at no place of the note: {diagnostic:?}"
        );
    }
    Some((source, document?))
}

fn render(document: &Finished, format: Format, source: &Source) -> Vec<u8> {
    let mut diagnostics = Diagnostics::default();
    let bytes = note_convert::render(document, format, source, &settings(), &mut diagnostics);
    bytes.unwrap_or_else(|_| panic!("{format:?} cannot be made: {:?}", diagnostics.as_slice()))
}

/// Which fonts a machine has must not matter.
fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.system_fonts = false;
    settings
}
