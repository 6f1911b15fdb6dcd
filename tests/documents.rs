//! What holds for any document that can be built, whatever note it might come from: a page and a publication are
//! well-formed, and there is always a PDF.

#[path = "documents/strategy.rs"]
mod strategy;

use std::cell::RefCell;
use std::io::{Cursor, Read};

use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use note_convert::{Diagnostics, Document, Finished, Format, Settings, Source};
use proptest::prelude::*;

fn rendered(document: &Document, format: Format) -> Result<Vec<u8>, Diagnostics> {
    // Which fonts a machine has must not matter.
    let mut settings = Settings::default();
    settings.system_fonts = false;
    let mut diagnostics = Diagnostics::default();
    let source = Source::new("note.md", "");
    let document = Finished::assume(document.clone());
    note_convert::render(&document, format, &source, &settings, &mut diagnostics).map_err(|_| diagnostics)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_is_a_well_formed_page(document in strategy::document()) {
        let page = String::from_utf8(rendered(&document, Format::Html).unwrap()).unwrap();
        let faults = faults_of(&page);
        prop_assert!(faults.is_empty(), "{faults:?}\n{page}");
    }

    #[test]
    fn any_document_is_a_well_formed_publication(document in strategy::document()) {
        let publication = rendered(&document, Format::Epub).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(publication)).unwrap();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let is_xml = [".xhtml", ".opf", ".ncx", ".xml"].iter().any(|end| file.name().ends_with(end));
            if !is_xml {
                continue;
            }
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
            let parsed = roxmltree::Document::parse_with_options(&text, options);
            prop_assert!(parsed.is_ok(), "{}: {:?}\n{text}", file.name(), parsed.err());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_is_a_pdf(document in strategy::document()) {
        match rendered(&document, Format::Pdf) {
            Ok(pdf) => prop_assert!(pdf.starts_with(b"%PDF-")),
            Err(diagnostics) => prop_assert!(false, "{:?}", diagnostics.as_slice()),
        }
    }
}

/// What is wrong with a page: the tokenizer's errors, and elements that are not closed in order.
fn faults_of(page: &str) -> Vec<String> {
    let sink = Sink::default();
    let input = BufferQueue::default();
    input.push_back(page.into());
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let TokenizerResult::Done = tokenizer.feed(&input) else { return vec!["a script".to_owned()] };
    tokenizer.end();
    let Sink { open, faults } = tokenizer.sink;
    let mut faults = faults.into_inner();
    faults.extend(open.into_inner().into_iter().map(|name| format!("<{name}> is not closed")));
    faults
}

#[derive(Default)]
struct Sink {
    open: RefCell<Vec<String>>,
    faults: RefCell<Vec<String>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        const VOID: [&str; 9] = ["br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"];
        match token {
            Token::ParseError(error) => self.faults.borrow_mut().push(error.into_owned()),
            Token::TagToken(tag) if VOID.contains(&&*tag.name) || tag.self_closing => {}
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                self.open.borrow_mut().push(tag.name.to_string());
                if &*tag.name == "style" {
                    return TokenSinkResult::RawData(html5ever::tokenizer::states::RawKind::Rawtext);
                }
            }
            Token::TagToken(tag) => {
                let open = self.open.borrow_mut().pop();
                if open.as_deref() != Some(&*tag.name) {
                    self.faults.borrow_mut().push(format!("</{}> closes {open:?}", tag.name));
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[test]
fn the_measure_sees_what_is_not_closed() {
    assert!(faults_of("<!doctype html><p>a<br></p>").is_empty());
    assert_eq!(faults_of("<p>a"), ["<p> is not closed"]);
    assert_eq!(faults_of("<p><b></p></b>"), ["</p> closes Some(\"b\")", "</b> closes Some(\"p\")"]);
}
