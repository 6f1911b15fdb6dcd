//! Raw HTML in a note, as a stream of tags and text (html5ever's tokenizer). Tags open and close elements of
//! the [`crate::read::core::tree`]; what an element means is said by [`crate::read::meaning::element`].

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, Rawtext, Rcdata, ScriptData};

use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// A step in a piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub enum Event {
    /// An opening tag.
    Open {
        /// The element's name, lower case.
        name: String,
        /// Its attributes, in order.
        attributes: Vec<(String, String)>,
        /// Whether the element has no content: `<br>`, `<x/>`.
        empty: bool,
    },
    /// A closing tag: the element's name, lower case.
    Close(String),
    /// Text, character references resolved.
    Text(String),
    /// The inside of a comment.
    Comment(String),
}

/// Elements without content (HTML, "void elements").
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements of other programs that ask for a new page where they stand (mPDF, Jira).
const PAGE_BREAKS: [&str; 2] = ["pagebreak", "page-break"];

/// Whether an element of this name (lower case) is none of HTML's and asks for a new page.
pub fn is_page_break(name: &str) -> bool {
    PAGE_BREAKS.contains(&name)
}

/// Elements that stand in a line of text, beside those of [`VOID`] (HTML, "phrasing content").
const PHRASING: [&str; 47] = [
    "a", "abbr", "acronym", "audio", "b", "bdi", "bdo", "big", "button", "canvas", "cite", "code", "data",
    "del", "dfn", "em", "font", "i", "iframe", "ins", "kbd", "label", "map", "mark", "math", "nobr",
    "object", "option", "output", "picture", "q", "rp", "rt", "ruby", "s", "samp", "select", "small", "span",
    "strike", "strong", "sub", "sup", "svg", "textarea", "time", "tt",
];

/// Whether an element of this name (lower case) has no content, here or in HTML.
pub fn is_void(name: &str) -> bool {
    VOID.contains(&name) || is_page_break(name)
}

/// Whether HTML has an element of this name (lower case).
pub fn is_known(name: &str) -> bool {
    const OTHERS: [&str; 11] =
        ["u", "var", "video", "script", "style", "template", "title", "head", "noscript", "pre", "param"];
    is_void(name) || is_block(name) || PHRASING.contains(&name) || OTHERS.contains(&name)
}

/// An attribute's value with its character references resolved.
pub fn unescaped(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    let text = |event| if let Event::Text(text) = event { Some(text) } else { None };
    events(&value.replace('<', "&lt;")).into_iter().filter_map(text).collect()
}

/// The elements of HTML, with those that it once had (HTML, 16.2 "Non-conforming features"), in order.
const ELEMENTS: &str = "\
    a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink \
    blockquote body br button canvas caption center cite code col colgroup command content data datalist dd \
    del details dfn dialog dir div dl dt element em embed fieldset figcaption figure font footer form frame \
    frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen \
    label legend li link listing main map mark marquee math menu menuitem meta meter nav nobr noembed \
    noframes noscript object ol optgroup option output p param picture plaintext portal pre progress q rb rp \
    rt rtc ruby s samp script search section select shadow slot small source spacer span strike strong style \
    sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video \
    wbr xmp";

/// Whether HTML has, or had, an element of this name (lower case).
pub fn is_element(name: &str) -> bool {
    ELEMENTS.split(' ').any(|own| own == name) || is_page_break(name)
}

/// The inside of a comment and the text after it, when `html` is a comment of plain letters and digits and at most a line
/// end: the mask writes very many, and what reads all of HTML takes long to set up.
pub fn comment_alone(html: &str) -> Option<(&str, &str)> {
    let (comment, after) = html.strip_prefix("<!--")?.split_once("-->")?;
    let is_plain = |c: char| c.is_alphanumeric() || ('\u{E000}'..='\u{F8FF}').contains(&c);
    (comment.chars().all(is_plain) && matches!(after, "" | "\n")).then_some((comment, after))
}

/// The tags, texts and comments of `html`, in order. Pieces may be incomplete: what is open stays open.
pub fn events(html: &str) -> Vec<Event> {
    let sink = Sink::default();
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.events.into_inner()
}

#[derive(Default)]
struct Sink {
    events: RefCell<Vec<Event>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut events = self.events.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let name = tag.name.to_string();
                if tag.kind == TagKind::EndTag {
                    events.push(Event::Close(name));
                    return TokenSinkResult::Continue;
                }
                let attributes =
                    tag.attrs.iter().map(|one| (one.name.local.to_string(), one.value.to_string()));
                let attributes = attributes.collect();
                let raw = raw_kind(&name).filter(|_| !tag.self_closing);
                let empty = tag.self_closing || is_void(&name);
                events.push(Event::Open { name, attributes, empty });
                raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
            }
            Token::CharacterTokens(text) => {
                match events.last_mut() {
                    Some(Event::Text(before)) => before.push_str(&text),
                    _ => events.push(Event::Text(text.to_string())),
                }
                TokenSinkResult::Continue
            }
            Token::CommentToken(text) => {
                events.push(Event::Comment(text.to_string()));
                TokenSinkResult::Continue
            }
            Token::DoctypeToken(_) | Token::NullCharacterToken | Token::EOFToken | Token::ParseError(_) => {
                TokenSinkResult::Continue
            }
        }
    }
}

/// How the content of an element is read when it is not markup.
fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(ScriptData),
        "style" | "noframes" | "xmp" => Some(Rawtext),
        "textarea" | "title" => Some(Rcdata),
        _ => None,
    }
}

/// Whether an HTML element of this name ends a paragraph (HTML, "in body" insertion mode).
pub fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 46] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "col",
        "colgroup",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "ul",
    ];
    BLOCKS.binary_search(&name).is_ok() || matches!(name, "thead" | "tr" | "menu" | "search")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_alone_is_what_the_tokenizer_makes_of_it() {
        for html in ["<!---->", "<!---->\n", "<!--a1-->", "<!--\u{E000}12\u{E000}-->\n", "<!--é-->\n"] {
            let (comment, after) = comment_alone(html).unwrap();
            let text = Some(after).filter(|after| !after.is_empty()).map(|after| Event::Text(after.into()));
            let alone: Vec<Event> = std::iter::once(Event::Comment(comment.into())).chain(text).collect();
            assert_eq!(alone, events(html), "{html:?}");
        }
        for html in ["<!-->", "<!--->", "<!--a", "<!--a-->b", "<!-- a -->", "<!--a--!>", "<!--a--><b>", "a"] {
            assert_eq!(comment_alone(html), None, "{html:?}");
        }
    }

    fn show(html: &str) -> String {
        let one = |event: Event| match event {
            Event::Open { name, attributes, empty } => {
                format!("+{name}{attributes:?}{}", if empty { "/" } else { "" })
            }
            Event::Close(name) => format!("-{name}"),
            Event::Text(text) => format!("{text:?}"),
            Event::Comment(text) => format!("#{text}"),
        };
        events(html).into_iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn elements_of_html_have_names() {
        assert!(is_element("a") && is_element("xmp") && is_element("h1"));
        assert!(!is_element("name") && !is_element("") && !is_element("a abbr"));
    }

    #[test]
    fn pieces_of_html_are_read_as_they_are() {
        assert_eq!(show("<DIV Class=a>x &amp; y"), r#"+div[("class", "a")] "x & y""#);
        assert_eq!(show("</div>"), "-div");
        assert_eq!(show("<br><img src='a'>"), r#"+br[]/ +img[("src", "a")]/"#);
        assert_eq!(show("<!--a--><script>x<b></script>"), r#"#a +script[] "x<b>" -script"#);
        assert_eq!(show("1 < 2 &eacute;"), r#""1 < 2 é""#);
    }
}
