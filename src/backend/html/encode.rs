//! The one place that writes markup. An [`Encoder`] closes what it opens and escapes what it is given, so
//! that no text of a note can become an element, in HTML and in XHTML (XML 1.0) alike. Which elements say
//! what is left to its callers.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of characters of ASCII that were found in the same text, or of what was written before"
)]

/// The syntax of the HTML vocabulary (HTML Living Standard, 2.1.1 and 14).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// `text/html`.
    Html,
    /// `application/xhtml+xml`, as EPUB wants it.
    Xhtml,
}

/// Elements without content and end tag (HTML Living Standard, 13.1.2), those of them that are written here.
const VOID: [&str; 6] = ["br", "col", "hr", "img", "meta", "path"];

/// Writes elements, attributes and text into one string.
#[derive(Debug)]
pub struct Encoder {
    out: String,
    syntax: Syntax,
    /// The elements that are open, outermost first.
    open: Vec<&'static str>,
    /// Where the last start tag begins, while attributes can still be added to it.
    tag: Option<usize>,
}

impl Encoder {
    /// An encoder that has written nothing.
    pub fn new(syntax: Syntax) -> Self {
        Self { out: String::new(), syntax, open: Vec::new(), tag: None }
    }

    /// The syntax that is written.
    pub fn syntax(&self) -> Syntax {
        self.syntax
    }

    /// Opens an element; until there is content, [`Self::attribute`] adds to it.
    pub fn open(&mut self, name: &'static str) -> &mut Self {
        self.finish_tag();
        self.tag = Some(self.out.len());
        self.out.push('<');
        self.out.push_str(name);
        self.open.push(name);
        self
    }

    /// Adds an attribute to the element that was opened last. A second attribute of the same name is left
    /// out, as is one after content.
    pub fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.write_attribute("", name, value);
        self
    }

    /// Adds the attribute `data-KEY`, unless `key` cannot be part of such a name
    /// (HTML Living Standard, 3.2.6.6) or is there already.
    pub fn data(&mut self, key: &str, value: &str) -> &mut Self {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
        if key.starts_with(|c: char| c.is_ascii_lowercase()) && key.chars().all(plain) {
            self.write_attribute("data-", key, value);
        }
        self
    }

    /// Adds an attribute that is true by being there.
    pub fn flag(&mut self, name: &'static str) -> &mut Self {
        let value = match self.syntax {
            Syntax::Html => "",
            Syntax::Xhtml => name,
        };
        self.attribute(name, value)
    }

    fn write_attribute(&mut self, prefix: &str, name: &str, value: &str) {
        let Some(start) = self.tag else {
            debug_assert!(false, "the attribute {name} comes after the element's content");
            return;
        };
        // In a value a quotation mark is escaped, so this only ever matches a whole name.
        let begin = self.out.len();
        self.out.extend([" ", prefix, name, "=\""]);
        if self.out[start..begin].contains(&self.out[begin..]) {
            self.out.truncate(begin);
            return;
        }
        escape(&mut self.out, value);
        self.out.push('"');
    }

    /// Writes text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        escape(self.markup(), text);
        self
    }

    /// Closes the element that was opened last.
    pub fn close(&mut self) -> &mut Self {
        let Some(name) = self.open.pop() else {
            debug_assert!(false, "there is no element to close");
            return self;
        };
        if VOID.contains(&name) {
            self.tag = None;
            self.out.push_str(if self.syntax == Syntax::Xhtml || name == "path" { "/>" } else { ">" });
            return self;
        }
        self.finish_tag();
        self.out.extend(["</", name, ">"]);
        self
    }

    /// Starts a line, so that the source can be read; only where white space means nothing.
    pub fn line(&mut self) -> &mut Self {
        self.markup().push('\n');
        self
    }

    /// The output itself, for the writers of other vocabularies (MathML) and for markup that was made by
    /// another encoder of the same syntax.
    pub fn markup(&mut self) -> &mut String {
        self.finish_tag();
        &mut self.out
    }

    fn finish_tag(&mut self) {
        if self.tag.take().is_some() {
            self.out.push('>');
        }
    }

    /// What was written, with everything closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }
}

/// Writes `text` so that it is text in an element and in an attribute between `"`, in HTML and in XML.
/// Line ends become `\n`; characters that a document cannot hold (XML 1.0, 2.2; HTML Living Standard,
/// 13.2.3.5: controls and noncharacters) become U+FFFD.
pub fn escape(out: &mut String, text: &str) {
    let (mut done, mut at) = (0, 0);
    while let Some(next) = first_special(&text.as_bytes()[at..]) {
        at += next;
        let Some(c) = text[at..].chars().next() else { break };
        let start = at;
        at += c.len_utf8();
        let replacement = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\r' if text[at..].starts_with('\n') => "",
            '\r' => "\n",
            '\n' | '\t' | ' '..='~' => continue,
            '\0'..='\u{9f}' => "\u{fffd}",
            _ if matches!(u32::from(c), 0xfdd0..=0xfdef) || u32::from(c) & 0xfffe == 0xfffe => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[done..start]);
        out.push_str(replacement);
        done = at;
    }
    out.push_str(&text[done..]);
}

/// Where the first byte is that is not plain. Of images, which are long, whole blocks are looked at as one.
fn first_special(bytes: &[u8]) -> Option<usize> {
    const BLOCK: usize = 32;
    const LONG: usize = 4096;
    let blocks = bytes.chunks_exact(BLOCK).filter(|_| bytes.len() > LONG);
    let plain = blocks.take_while(|block| block.iter().fold(true, |all, &byte| all & is_plain(byte)));
    let start = plain.count() * BLOCK;
    bytes[start..].iter().position(|&byte| !IS_PLAIN[usize::from(byte)]).map(|at| start + at)
}

/// [`is_plain`] of each byte.
static IS_PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        plain[byte] = is_plain(byte as u8);
        byte += 1;
    }
    plain
};

/// Whether a byte (UTF-8) cannot begin a character that [`escape`] changes: among those beyond ASCII, controls begin with
/// C2, and noncharacters with EF or F0 to F4.
const fn is_plain(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\t' | b' '..=b'~' | 0x80..=0xc1 | 0xc3..=0xee)
        && !matches!(byte, b'&' | b'<' | b'>' | b'"')
}

#[cfg(test)]
mod tests {
    use super::*;
    use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer};
    use proptest::prelude::*;
    use std::cell::RefCell;

    /// The text as a document can hold it.
    fn clean(text: &str) -> String {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let allowed = |c: char| {
            matches!(c, '\n' | '\t')
                || !c.is_control()
                    && !matches!(u32::from(c), 0xfdd0..=0xfdef)
                    && u32::from(c) & 0xfffe != 0xfffe
        };
        text.chars().map(|c| if allowed(c) { c } else { '\u{fffd}' }).collect()
    }

    /// What HTML's tokenizer reads, one line for each tag, attribute and run of text.
    #[derive(Default)]
    struct Read(RefCell<(Vec<String>, String)>);

    impl TokenSink for Read {
        type Handle = ();
        fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
            let mut read = self.0.borrow_mut();
            match token {
                Token::TagToken(tag) => {
                    read.0.push(format!("{:?} {}", tag.kind, tag.name));
                    read.0.extend(tag.attrs.iter().map(|a| format!("{}={}", a.name.local, a.value)));
                }
                Token::CharacterTokens(text) => read.1.push_str(&text),
                Token::ParseError(error) => read.0.push(format!("error: {error}")),
                Token::EOFToken => {}
                other => read.0.push(format!("{other:?}")),
            }
            TokenSinkResult::Continue
        }
    }

    fn paragraph(syntax: Syntax, text: &str) -> String {
        let mut encoder = Encoder::new(syntax);
        encoder.open("p").attribute("title", text).data("key", text).text(text);
        encoder.open("br").close();
        encoder.finish()
    }

    /// Text with many of the characters that mean something.
    fn text() -> impl Strategy<Value = String> {
        let special = proptest::sample::select(vec![
            "<",
            ">",
            "&",
            "\"",
            "'",
            "&amp;",
            "</p>",
            "<!--",
            "]]>",
            "\r\n",
            "\r",
            "\n",
            "\t",
            "\0",
            "\u{b}",
            "\u{85}",
            "\u{fffe}",
            "\u{fdd0}",
            "\u{1ffff}",
            "<script>",
            "&#x3c;",
            "=",
            "é",
        ]);
        proptest::collection::vec(prop_oneof![special.prop_map(str::to_owned), any::<String>()], 0..8)
            .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn html_gives_the_same_text_back_and_nothing_else(text in text()) {
            let input = BufferQueue::default();
            input.push_back(paragraph(Syntax::Html, &text).as_str().into());
            let tokenizer = Tokenizer::new(Read::default(), Default::default());
            let _ = tokenizer.feed(&input);
            prop_assert!(input.is_empty());
            tokenizer.end();
            let (tags, read) = tokenizer.sink.0.into_inner();
            let clean = clean(&text);
            prop_assert_eq!(read, clean.clone());
            let expected = [
                "StartTag p".to_owned(), format!("title={clean}"), format!("data-key={clean}"),
                "StartTag br".to_owned(), "EndTag p".to_owned(),
            ];
            prop_assert_eq!(tags, expected);
        }

        #[test]
        fn xhtml_gives_the_same_text_back_and_nothing_else(text in text()) {
            let markup = paragraph(Syntax::Xhtml, &text);
            let read = roxmltree::Document::parse(&markup).unwrap();
            let p = read.root_element();
            let clean = clean(&text);
            // XML turns line ends and tabs in attributes into spaces.
            let value = clean.replace(['\n', '\t'], " ");
            prop_assert_eq!(p.attribute("title"), Some(value.as_str()));
            prop_assert_eq!(p.attribute("data-key"), Some(value.as_str()));
            prop_assert_eq!(p.text().unwrap_or_default(), clean);
            prop_assert_eq!(p.children().filter(|node| node.is_element()).count(), 1);
        }
    }

    #[test]
    fn void_elements_and_flags_follow_the_syntax() {
        let written = |syntax| {
            let mut encoder = Encoder::new(syntax);
            encoder.open("details").flag("open").open("hr").close().open("i").close();
            encoder.finish()
        };
        assert_eq!(written(Syntax::Html), r#"<details open=""><hr><i></i></details>"#);
        assert_eq!(written(Syntax::Xhtml), r#"<details open="open"><hr/><i></i></details>"#);
    }

    #[test]
    fn an_attribute_is_written_once_and_only_under_a_valid_name() {
        let mut encoder = Encoder::new(Syntax::Html);
        encoder.open("p").attribute("id", "a").attribute("id", "b");
        encoder.data("x", "1").data("x", "2").data("X", "3").data("a b", "4").data("o>", "5").data("", "6");
        assert_eq!(encoder.finish(), r#"<p id="a" data-x="1"></p>"#);
    }
}
